"""What deckgen costs, beside other ways to the same numbers: ``python -m benchmarks.run``."""
