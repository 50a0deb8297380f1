"""A configuration's deck, planned, written and told as shapes: what the ways of writing it start
from. Prints how many slides and shapes it has.

    python -m benchmarks.planned_deck CONFIG.yaml DECK.pickle TEMPLATE.pptx SHAPES.json
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.deck_shapes import slides_of
from deckgen.pipeline import load_config, plan
from deckgen.render import write_deck
from deckgen.theme.folder import bundled_theme

if __name__ == "__main__":
    config, stored, template, shapes = map(Path, sys.argv[1:])
    deck = plan(load_config(config))
    stored.write_bytes(pickle.dumps((deck, bundled_theme())))
    template.write_bytes(bundled_theme().template)
    with TemporaryDirectory() as folder:
        slides = slides_of(write_deck(deck, Path(folder) / "deck.pptx"))
    shapes.write_text(json.dumps(slides), encoding="utf-8")
    print(len(slides), sum(len(slide["shapes"]) for slide in slides))
