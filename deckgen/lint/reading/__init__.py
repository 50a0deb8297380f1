"""From a file to facts: geometry, inheritance, colours, text, charts and tables resolved."""

from deckgen.lint.reading.deck import read_deck

__all__ = ["read_deck"]
