"""What `deckgen init` writes: the example configuration's data and a complete sample company."""
