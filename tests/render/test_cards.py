"""A scorecard's tables: whatever their words, the columns of one page line up."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation

from deckgen.model.deck import Slide, SlideKind, Table, TableColumn, text
from deckgen.render import deck_bytes
from deckgen.theme.box import Box
from tests.render import decks
from tests.render.test_arrangements import bare_theme

LONG, SHORT = "−1,234.5 pp", "12%"


def section(key: str, name: str, change: str, target: str) -> Table:
    columns = (
        TableColumn("Metric", weight=3),
        *(TableColumn(heading, numeric=True) for heading in ("Q2 2026", "Change", "Target")),
    )
    rows = ((text(name), text("95.9%"), text(change), text(target)),) * 3
    return Table(key, f"Section {key}", "", columns, rows, f"Table, {key}.", by_weight=True)


def scorecard(*tables: Table) -> Slide:
    [usual] = [one for one in decks.every_slide().slides if one.kind is SlideKind.SCORECARD]
    return replace(usual, blocks=tables)


def tables_of(slide: Slide, content: Box) -> list[Any]:
    data = deck_bytes(decks.deck(slide), bare_theme(content))
    [page] = Presentation(io.BytesIO(data)).slides
    return [shape.table for shape in page.shapes if shape.has_table]


@pytest.mark.parametrize(("w", "h"), [(12.3, 4.9), (10.0, 5.4), (10.4, 4.6)])
def test_columns_line_up_over_all_tables_of_a_page(w: float, h: float) -> None:
    slide = scorecard(
        section("a", "Net revenue retention", SHORT, LONG),
        section("b", "NPS", LONG, SHORT),
        section("c", "Upsells", SHORT, "–"),
        section("d", "Drivers", "held", SHORT),
    )
    widths = {
        tuple(column.width for column in table.columns)
        for table in tables_of(slide, Box(0.5, 1.5, w, h))
    }
    assert len(widths) == 1


def test_no_name_is_cut_for_the_sake_of_the_line() -> None:
    """Where a page has no width for the widest of every column, each table has its own columns."""
    slide = scorecard(
        section("a", "Weltgesellschaftskundenzufriedenheit", SHORT, SHORT),
        section("b", "NPS", "−1,234,567.5 pp", "1,234,567 to 2,345,678"),
    )
    found = tables_of(slide, Box(0.5, 1.5, 10.6, 4.6))
    names = [table.cell(1, 0).text_frame.text for table in found]
    assert names == ["Weltgesellschaftskundenzufriedenheit", "NPS"]
    assert found[1].cell(1, 3).text_frame.text == "1,234,567 to 2,345,678"
