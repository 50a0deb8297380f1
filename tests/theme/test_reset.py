"""What PowerPoint's Reset does to a slide: its placeholders take their layout's places again.

Nothing may meet then that stood apart before, on any kind of slide, in any bundled theme.
"""

from __future__ import annotations

import io
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from pptx import Presentation

from deckgen.model.deck import SlideKind
from deckgen.render import deck_bytes
from deckgen.theme.folder import bundled_theme
from tests.render import decks
from tools.themes import LOOKS

NAMES = [look.name for look in LOOKS]
SLACK = 4000  # EMU, half a hundredth of an inch


class Place(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: Place) -> bool:
        return (
            self.left < other.right - SLACK
            and other.left < self.right - SLACK
            and self.top < other.bottom - SLACK
            and other.top < self.bottom - SLACK
        )


def place(shape: Any, height: int | None = None) -> Place:
    tall = shape.height if height is None else height
    return Place(shape.left, shape.top, shape.left + shape.width, shape.top + tall)


def bears_content(shape: Any) -> bool:
    words = shape.has_text_frame and shape.text_frame.text.strip()
    return bool(words or shape.has_chart or shape.has_table)


def after_reset(shape: Any, layout: Any) -> Place:
    """A table keeps the height that its rows need."""
    if not shape.is_placeholder:
        return place(shape)
    idx = shape.placeholder_format.idx
    own = next(one for one in layout.placeholders if one.placeholder_format.idx == idx)
    return place(own, shape.height if shape.has_table else None)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_meets_after_reset_that_stood_apart_before(name: str) -> None:
    presentation = Presentation(io.BytesIO(deck_bytes(decks.every_slide(), bundled_theme(name))))
    for slide in presentation.slides:
        shapes = [shape for shape in slide.shapes if bears_content(shape)]
        placed = [(s.name, place(s), after_reset(s, slide.slide_layout)) for s in shapes]
        met = [
            (slide.slide_layout.name, one[0], other[0])
            for one, other in combinations(placed, 2)
            if one[2].meets(other[2]) and not one[1].meets(other[1])
        ]
        assert not met


def test_charts_and_tables_stand_in_placeholders_of_their_kind() -> None:
    deck = decks.every_slide()
    presentation = Presentation(io.BytesIO(deck_bytes(deck)))
    kinds = set()
    for slide in presentation.slides:
        types = {one.placeholder_format.idx: one for one in slide.slide_layout.placeholders}
        for shape in slide.placeholders:
            own = types[shape.placeholder_format.idx].placeholder_format.type
            assert shape.placeholder_format.type == own, shape.name
            if shape.has_chart or shape.has_table:
                kinds.add("chart" if shape.has_chart else "table")
                assert ("CHART" if shape.has_chart else "TABLE") in str(own)
    assert kinds == {"chart", "table"}


def test_a_picture_of_a_chart_takes_no_chart_placeholder() -> None:
    deck = decks.deck(
        *(slide for slide in decks.every_slide().slides if slide.kind is SlideKind.METRIC)
    )
    presentation = Presentation(io.BytesIO(deck_bytes(deck, pictures=True)))
    for slide in presentation.slides:
        offered = {str(one.placeholder_format.type) for one in slide.slide_layout.placeholders}
        assert not [kind for kind in offered if "CHART" in kind], slide.slide_layout.name
