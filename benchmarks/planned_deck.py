"""A configuration's deck, planned, written and told as shapes: what the ways of writing it start
from. Prints how many slides and shapes it has. With a number of slides it gets so many: the first
of its own, or all of them again and again.

    python -m benchmarks.planned_deck CONFIG.yaml DECK.pickle TEMPLATE.pptx SHAPES.json [SLIDES]
"""

from __future__ import annotations

import json
import pickle
import sys
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.deck_shapes import slides_of
from deckgen.model.deck import Deck
from deckgen.pipeline import load_config, plan
from deckgen.render import write_deck
from deckgen.theme.folder import bundled_theme


def of_length(deck: Deck, slides: int) -> Deck:
    """The deck with so many slides: its own in their order, over and over, each with a key of its
    own."""
    again = (
        replace(slide, key=f"{slide.key}/{time}") if time else slide
        for time in count()
        for slide in deck.slides
    )
    return replace(deck, slides=tuple(islice(again, slides)))


if __name__ == "__main__":
    config, stored, template, shapes = map(Path, sys.argv[1:5])
    deck = plan(load_config(config))
    if len(sys.argv) > 5:
        deck = of_length(deck, int(sys.argv[5]))
    stored.write_bytes(pickle.dumps((deck, bundled_theme())))
    template.write_bytes(bundled_theme().template)
    with TemporaryDirectory() as folder:
        slides = slides_of(write_deck(deck, Path(folder) / "deck.pptx"))
    shapes.write_text(json.dumps(slides), encoding="utf-8")
    print(len(slides), sum(len(slide["shapes"]) for slide in slides))
