"""One run, many decks: which segments get one, what goes into each, and how they are made.

``selection`` chooses the variants, ``planning`` makes the deck of one group from a run's results.
"""
