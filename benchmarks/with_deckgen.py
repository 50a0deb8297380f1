"""A planned deck written so many times in a theme, both read from a file.

python -m benchmarks.with_deckgen DECK.pickle TIMES
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from deckgen.render import deck_bytes

if __name__ == "__main__":
    deck, theme = pickle.loads(Path(sys.argv[1]).read_bytes())
    for _ in range(int(sys.argv[2])):
        deck_bytes(deck, theme)
