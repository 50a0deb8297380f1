"""What people wrote into a cell stays in its place, however long it is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation

from deckgen.lint import chosen_rules, lint_deck
from deckgen.model.deck import Narrative, NarrativeCell, Slide, text
from deckgen.render import deck_bytes, write_deck
from deckgen.theme.box import Box
from tests.render import decks
from tests.render.test_arrangements import bare_theme

SENTENCE = (
    "The segment lost four accounts since the price rose, and two of them waited for sign-on. "
)


def slide(*lines: str) -> Slide:
    body = tuple(text(line) for line in lines)
    cells = tuple(
        NarrativeCell(key, heading, "CFO", body, True)
        for key, heading in (("happened", "What happened"), ("why", "Why"), ("next", "What next"))
    )
    return decks.metric_slide(decks.number(), decks.nrr_trend(), Narrative(cells))


def shown(*lines: str) -> str:
    data = deck_bytes(decks.deck(slide(*lines)))
    (page,) = Presentation(io.BytesIO(data)).slides
    (frame,) = (one for one in page.shapes if one.name.startswith("Why, text"))
    return str(frame.text_frame.text)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(
        st.text(st.sampled_from("abc dé株式ש😀"), min_size=1, max_size=700).filter(str.strip),
        min_size=1,
        max_size=8,
    ),
    width=st.sampled_from([None, 12.3, 9.0, 6.5]),
)
def test_no_answer_leaves_its_frame(lines: list[str], width: float | None, tmp_path: Path) -> None:
    theme = bare_theme(Box(0.5, 1.5, width, 5.2)) if width else None
    path = tmp_path / "deck.pptx"
    path.unlink(missing_ok=True)
    write_deck(decks.deck(slide(*lines)), path, theme)
    assert lint_deck(path, chosen_rules(["G5"], [])) == ()


def test_600_characters_are_cut_at_the_end_of_their_place() -> None:
    told = shown(SENTENCE * 7)
    assert told.endswith("…")
    assert SENTENCE.startswith(told[:60])
    assert len(told) > 110  # three lines are used


def test_a_list_that_is_longer_than_its_place_says_that_it_goes_on() -> None:
    assert shown("• one", "• two", "• three") == "• one\n• two\n• three"
    assert shown("• one", "• two", "• three", "• four") == "• one\n• two\n• three …"


@pytest.mark.parametrize("length", [60, 130])
def test_what_is_promised_to_people_is_whole(length: int) -> None:
    words = (SENTENCE * 3)[:length].strip()
    assert shown(words) == words
