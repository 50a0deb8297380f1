"""What a deck looks like: fonts and their metrics, templates and their tokens."""
