"""Headings and names in tables: words are cut only where breaking a heading leaves no room."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches

from deckgen.model.deck import Table, TableColumn, text
from deckgen.render import deck_bytes
from deckgen.render.table_columns import SLACK, TableLook, column_widths, inner_width, needed_width
from deckgen.render.table_headings import whole_words
from deckgen.render.table_setting import set_in
from deckgen.render.text import Font
from deckgen.theme.fonts import Measure
from deckgen.theme.style import Colour
from tests.render import decks

INK = Colour("000000")
WORDS = ("Revenue", "at", "risk", "Opening", "Lost", "New", "or", "back", "Referenceable")
headings = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
SEGMENTS = ("Enterprise", "Mid-market", "SMB", "All customers")


def by_segment(*names: str) -> Table:
    columns = (
        TableColumn("Segment", weight=2.0),
        *(TableColumn(name, numeric=True) for name in names),
    )
    rows = tuple((text(name), *(text("134") for _ in names)) for name in SEGMENTS)
    return Table("cut", "By segment", "", columns, rows, "A table.")


def shown(table: Table, width: float, look: TableLook) -> list[str]:
    """The headings as a table of a width shows them."""
    widths = column_widths(table, width, look)
    font = Font(look.body, INK)
    return [
        whole_words(
            Measure(), column.heading,
            inner_width(widths, index, table.columns, look) * SLACK, font, look.heading_lines,
        )
        for index, column in enumerate(table.columns)
    ]  # fmt: skip


@given(names=st.lists(headings, min_size=1, max_size=5))
def test_a_heading_is_whole_in_the_width_that_it_asks_for(names: list[str]) -> None:
    """'Revenue at risk' was cut in a column as wide as it needs: its slack was taken twice."""
    table, look = by_segment(*names), TableLook()
    assert shown(table, needed_width(table, look), look) == [one.heading for one in table.columns]


def test_a_heading_breaks_before_names_are_cut() -> None:
    table = by_segment("Opening", "Lost", "New or back", "Retained")
    look = set_in(table, 3.7, 2.4, TableLook())
    widths = column_widths(table, 3.7, look)
    names = inner_width(widths, 0, table.columns, look) * SLACK
    assert all(Measure().width(name, look.first) <= names for name in SEGMENTS)
    assert shown(table, 3.7, look) == [one.heading for one in table.columns]
    assert look.heading_lines == 2


def test_headings_stay_on_one_line_where_all_is_whole_or_rows_would_not_fit() -> None:
    table = by_segment("Opening", "Lost", "New or back", "Retained")
    assert set_in(table, 6.0, 2.4, TableLook()) == TableLook()
    assert set_in(table, 3.7, 1.3, TableLook()).heading_lines == 1


@given(
    names=st.lists(headings, min_size=1, max_size=5),
    width=st.floats(2.5, 8),
    height=st.floats(1.3, 4),
)
def test_headings_and_rows_have_no_more_than_their_height(
    names: list[str], width: float, height: float
) -> None:
    table = by_segment(*names)
    look = set_in(table, width, height, TableLook())
    assert look.header + 0.235 * len(SEGMENTS) <= height
    for heading, kept in zip(names, shown(table, width, look)[1:], strict=True):
        lines = Measure().lines(kept, width, look.body)
        assert kept == heading or kept.endswith("…")
        assert len(lines) <= look.heading_lines


@pytest.mark.parametrize("word", ["Referenceable", "Kundenzufriedenheit"])
def test_no_word_of_a_heading_is_broken_over_two_lines(word: str) -> None:
    width = Measure().width(word, 12) * 0.9
    assert whole_words(Measure(), word, width, Font(12, INK), 2).endswith("…")


def test_a_heading_of_two_lines_stands_on_the_line_of_the_others() -> None:
    table = by_segment("Opening", "Lost", "New or back", "At risk now", "Retained", "Won or lost")
    slide = decks.metric_slide(decks.number(), decks.nrr_trend(), table, decks.narrative())
    presentation = Presentation(io.BytesIO(deck_bytes(decks.deck(slide))))
    (frame,) = [one for one in presentation.slides[0].shapes if one.has_table]
    cells = frame.table.rows[0].cells
    assert [cell.text for cell in cells] == ["Segment", *(one.heading for one in table.columns[1:])]
    assert frame.table.rows[0].height > Inches(0.32)
    assert len({cell.margin_bottom for cell in cells}) == 1
    assert {cell._tc.tcPr.get("anchor") for cell in cells} == {"b"}
