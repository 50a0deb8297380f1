"""What a deck looks like: fonts and their metrics, later the templates and their tokens."""
