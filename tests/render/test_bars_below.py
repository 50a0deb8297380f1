"""A few bars below a table in one column: nothing is left out of either, and nothing overlaps."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches

from deckgen.lint import Severity, lint_deck
from deckgen.model.deck import Chart, ChartKind, Series, Slide, Table, TableColumn, text
from deckgen.render import deck_bytes
from deckgen.render.arrange import Column, least, stacked
from deckgen.render.table_columns import TableLook
from deckgen.theme.box import Box
from tests.render import decks
from tests.render.looks import THEME
from tests.render.test_arrangements import bare_theme

LOOK = TableLook()
COLUMN = Column(9, 4, (0, 1))
TITLE, LEAST_ROW, LEAST_BAR = 0.36, 0.25, 0.21  # inches; a row or bar holds a line of 12 points
CHANNELS = ("Support", "Success", "Onboarding", "Renewal", "Billing", "Training", "Sales", "Web")


def channels(rows: int) -> Table:
    columns = (
        TableColumn("", weight=2),
        *(TableColumn(n, numeric=True) for n in ("Answers", "CSAT")),
    )
    cells = tuple((text(name), text("112"), text("89.3%")) for name in CHANNELS[:rows])
    return Table(
        "labels", "By channel", "Q2 2026", columns, cells, "Table, by channel.", total=True
    )


def themes(*names: str) -> Chart:
    values = tuple(Fraction(9 - place) for place in range(len(names)))
    return decks.chart(
        ChartKind.BAR, Series("Low answers", values), key="below", categories=names,
        number_format="0", emphasis=0, title="Low answers by theme", subtitle="24 of 30",
    )  # fmt: skip


def slide_of(rows: int, *names: str) -> Slide:
    slide = decks.metric_slide(decks.number(), decks.nrr_trend(), decks.narrative())
    *others, narrative = slide.blocks
    return replace(slide, blocks=(*others, channels(rows), themes(*names), narrative), split=(5, 4))


@given(st.integers(1, 8), st.integers(1, 3), st.floats(0.0, 3.0))
def test_each_gets_what_all_of_its_rows_and_bars_need(rows: int, bars: int, more: float) -> None:
    exhibits = (channels(rows), themes(*CHANNELS[:bars]))
    height = least(exhibits, (LOOK, LOOK), COLUMN, 12.3).height + more
    boxes = stacked(exhibits, (LOOK, LOOK), COLUMN, Box(8.86, 1.8, 3.98, height))
    upper, lower = boxes[0], boxes[1]
    assert upper.h >= TITLE + LOOK.header + rows * LEAST_ROW
    assert lower.h >= TITLE + bars * LEAST_BAR
    assert upper.bottom < lower.y
    assert lower.bottom <= 1.8 + height + 1e-6


def told(slide: Any) -> list[str]:
    found = []
    for shape in slide.shapes:
        if shape.has_table:
            found += [row.cells[0].text for row in shape.table.rows]
        elif shape.has_chart and shape.name.startswith("Low answers"):
            found += list(shape.chart.plots[0].categories)
    return found


@pytest.mark.parametrize(
    ("width", "height"), [(12.33, 4.94), (9.0, 6.4), (12.3, 4.1), (6.5, 8.6), (4.2, 11.0)]
)
@pytest.mark.parametrize("rows", [2, 4])
def test_every_channel_and_theme_is_on_some_page(width: float, height: float, rows: int) -> None:
    names = ("Not solved", "A theme with a name far too long for the room of its row", "مهلة")
    data = deck_bytes(decks.deck(slide_of(rows, *names)), bare_theme(Box(0.5, 1.5, width, height)))
    found = [name for slide in Presentation(io.BytesIO(data)).slides for name in told(slide)]
    assert set(CHANNELS[:rows]) <= set(found)
    assert len([name for name in found if name in names or name.startswith("A theme")]) == 3


def optional(slide: Slide) -> Slide:
    blocks = tuple(
        replace(one, optional=True) if isinstance(one, Chart) and one.key == "below" else one
        for one in slide.blocks
    )
    return replace(slide, blocks=blocks)


def pages(slide: Slide, width: float, height: float) -> list[Any]:
    data = deck_bytes(decks.deck(slide), bare_theme(Box(0.5, 1.5, width, height)))
    return list(Presentation(io.BytesIO(data)).slides)


def test_bars_that_can_be_done_without_take_no_slide_of_their_own() -> None:
    slide = slide_of(4, "Not solved", "Price")
    assert len(pages(slide, 9.0, 4.0)) == 2
    [page] = pages(optional(slide), 9.0, 4.0)
    assert not {"Not solved", "Price"} & set(told(page))
    notes = page.notes_slide.notes_text_frame.text
    chart = next(one for one in slide.blocks if isinstance(one, Chart) and one.key == "below")
    assert f"Not shown on a page of this size: {chart.alt}" in notes


def test_bars_that_can_be_done_without_stay_where_there_is_room_or_another_slide_anyway() -> None:
    slide = optional(slide_of(4, "Not solved", "Price"))
    [page] = pages(slide, 12.33, 4.94)
    assert "Price" in told(page)
    few = pages(slide, 8.0, 4.0)  # the table has no room on the first page either
    assert len(few) == len(pages(slide_of(4, "Not solved", "Price"), 8.0, 4.0)) == 2
    assert any("Price" in told(page) for page in few)


@pytest.mark.parametrize("pictures", [False, True])
def test_the_slide_has_one_rule_over_its_column_and_passes_lint(
    pictures: bool, tmp_path: Path
) -> None:
    data = deck_bytes(
        decks.deck(slide_of(4, "Not solved", "Handed over", "Price")), THEME, pictures=pictures
    )
    path = tmp_path / "deck.pptx"
    path.write_bytes(data)
    errors = [one for one in lint_deck(path) if one.severity is not Severity.INFO]
    assert errors == []
    [slide] = Presentation(io.BytesIO(data)).slides
    upper = [shape for shape in slide.shapes if shape.top < Inches(5.3)]
    rules = [shape.left for shape in upper if shape.name.startswith("Rule")]
    assert len(rules) == len(set(rules)) == 2


def test_few_bars_alone_are_no_thicker_than_rows() -> None:
    exhibits, column = (themes("Not solved", "Price"),), Column(4, 9, (0,))
    tall = stacked(exhibits, (LOOK,), column, Box(3.63, 1.8, 9.2, 4.9))[0]
    assert tall.h < 1.8
    low = stacked(exhibits, (LOOK,), column, Box(3.63, 1.8, 9.2, 1.2))[0]
    assert low.h == 1.2
