"""Decks in very different brands, measured in the written files."""
