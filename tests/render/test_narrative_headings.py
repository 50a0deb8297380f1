"""Who is to answer a narrative cell, in as much room as its heading leaves."""

from __future__ import annotations

import io
import re

import pytest
from pptx import Presentation

from deckgen.model.deck import Narrative, NarrativeCell, SlideKind, text
from deckgen.render import deck_bytes
from deckgen.render.narrative import cells_height
from deckgen.render.page import Page
from deckgen.theme.box import Box
from deckgen.theme.fonts import line_height
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
    long = " ".join(["word"] * 80)
    found = headings(9.0, f"{OWNER} to answer", answered=False, body=long)
    assert not any("\n" in one or "…" in one for one in found)


@pytest.mark.parametrize("width", [12.3, 9.0, 8.0, 7.0, 6.2, 5.4, 4.5])
@pytest.mark.parametrize(
    "who", [OWNER, "Head of Account Management", "Rita Wohlgemuth-Castelnuovo"]
)
@pytest.mark.parametrize("answered", [True, False])
def test_a_name_is_whole_or_left_out(width: float, who: str, answered: bool) -> None:
    open_cell = "" if answered else " to answer"
    found = headings(width, f"{who}{open_cell}", answered=answered)
    assert found
    for one in found:
        shown = re.sub(r"^(What happened|What next|Why)", "", one).strip()
        assert shown in (f"{who}{open_cell}", who, "to answer", "")


def test_a_name_too_long_with_the_words_that_it_is_open_stands_without_them() -> None:
    found = headings(8.0, "Head of Account Management to answer", answered=False)
    assert "Why\nHead of Account Management" in found


def test_a_name_longer_than_a_line_has_two() -> None:
    found = headings(12.3, f"{'Senior ' * 5}Vice President Customer Success", answered=True)
    assert any(
        one.endswith("\n" + f"{'Senior ' * 5}Vice President Customer Success") for one in found
    )


def _page(content: Box) -> Page:
    theme = bare_theme(content)
    return Page.of(theme.style, theme.stage(SlideKind.METRIC))


def test_cells_are_as_high_as_their_texts_and_who_is_to_answer_need() -> None:
    page = _page(Box(0.5, 1.5, 9.0, 5.2))
    question = text(
        "What triggers upsells in the middle of a contract, and who sources them: CSMs?"
    )
    cells = [NarrativeCell("why", "Why", f"{OWNER} to answer", (question,), False)]
    lower, higher = (cells_height(page, cells, 2.5, named=named) for named in (False, True))
    assert higher == pytest.approx(lower + line_height(12))
