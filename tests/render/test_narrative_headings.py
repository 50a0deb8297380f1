"""Who is to answer a narrative cell, in as much room as its heading leaves."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from deckgen.model.deck import Narrative, NarrativeCell, text
from deckgen.render import deck_bytes
from deckgen.theme.box import Box
from tests.render import decks
from tests.render.test_arrangements import bare_theme

OWNER = "VP Customer Success"


def headings(width: float, who: str, *, answered: bool, body: str = "A sentence.") -> list[str]:
    cells = tuple(
        NarrativeCell(key, heading, who, (text(body),), answered)
        for key, heading in (("happened", "What happened"), ("why", "Why"), ("next", "What next"))
    )
    slide = decks.metric_slide(decks.number(), decks.nrr_trend(), Narrative(cells))
    data = deck_bytes(decks.deck(slide), bare_theme(Box(0.5, 1.5, width, 5.2)))
    return [
        shape.text_frame.text
        for one in Presentation(io.BytesIO(data)).slides
        for shape in one.shapes
        if shape.has_text_frame and shape.text_frame.text.startswith(("What", "Why"))
    ]


def test_a_person_is_whole_where_there_is_room() -> None:
    assert f"Why   {OWNER} to answer" in headings(12.3, f"{OWNER} to answer", answered=False)


@pytest.mark.parametrize("width", [9.0, 7.0, 5.4])
def test_that_a_cell_is_open_is_said_before_the_whole_name_is(width: float) -> None:
    found = headings(width, f"{OWNER} to answer", answered=False)
    assert len(found) == 3
    for one in found:
        assert one.endswith("to answer") or one in ("What happened", "Why", "What next")
    assert any(one.endswith("to answer") for one in found)


@pytest.mark.parametrize("width", [9.0, 7.0])
def test_a_name_without_room_beside_its_heading_has_a_line_of_its_own(width: float) -> None:
    found = headings(width, f"{OWNER} to answer", answered=False)
    assert f"What happened\n{OWNER} to answer" in found


def test_who_answers_two_cells_stands_in_both_at_the_same_place() -> None:
    found = headings(7.0, f"{OWNER} to answer", answered=False)
    assert {one.partition(OWNER)[0][-1] for one in found} == {"\n"}


def test_a_text_that_needs_its_last_line_keeps_it() -> None:
    long = " ".join(["word"] * 40)
    found = headings(9.0, f"{OWNER} to answer", answered=False, body=long)
    assert not any("\n" in one for one in found)
    assert any("…" in one for one in found)


@pytest.mark.parametrize("width", [9.0, 5.4])
def test_no_stump_of_a_name_stands_behind_a_heading(width: float) -> None:
    for one in headings(width, "Maximiliane Wohlgemuth-Castelnuovo", answered=True):
        shown = one.partition("   ")[2].removesuffix("…")
        assert not shown or len(shown) >= 6
