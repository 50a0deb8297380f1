"""Programs for people who work on deckgen; they do not travel with it."""
