"""A table under a chart: every cell stands under its column."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation

from deckgen.model.deck import Slide, SlideKind, Table, TableColumn, text
from deckgen.render import deck_bytes
from tests.render import decks

NS = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


def frames(floor: str | None = None, last: str = "") -> tuple[Any, Any]:
    """The table and the chart of a bridge. ``last`` is another name for its last column."""
    made = decks.bridge_chart()
    names = (*made.spec.categories[:-1], last or made.spec.categories[-1])
    under = Table(
        "bridge/values", "", "",
        (TableColumn(""), *(TableColumn(name, numeric=True) for name in names)),
        (
            (text("$M"), *(text("36.20") for _ in names)),
            (text("% of opening"), *(text("100%") for _ in names)),
        ),
        "Table of the bridge.",
    )  # fmt: skip
    low = None if floor is None else decks.fractions(float(floor))[0]
    chart = replace(made, spec=replace(made.spec, labelled=False, floor=low), under=under)
    slide = Slide(
        "metric/nrr/bridge", SlideKind.METRIC, text("Expansion outweighed losses"),
        blocks=(decks.number(), chart, decks.narrative()),
    )  # fmt: skip
    shapes = Presentation(io.BytesIO(deck_bytes(decks.deck(slide)))).slides[0].shapes
    return (
        next(shape for shape in shapes if shape.has_table),
        next(shape for shape in shapes if shape.has_chart),
    )


def test_every_cell_stands_under_its_column() -> None:
    table, drawn = frames()
    names, *columns = [column.width for column in table.table.columns]
    assert columns == pytest.approx([drawn.width / 7] * 7, abs=1000)
    assert table.left + names == pytest.approx(drawn.left, abs=1000)
    assert table.top == pytest.approx(drawn.top + drawn.height, abs=2)
    heading = [cell.text for cell in table.table.rows[0].cells]
    assert heading == ["", *decks.bridge_chart().spec.categories]
    assert table.table.first_row


def test_the_chart_leaves_names_and_values_to_the_table() -> None:
    _, drawn = frames()
    space = drawn.chart._chartSpace
    assert space.xpath("//c:dLbl/c:idx") == []
    assert space.xpath("//c:catAx/c:tickLblPos/@val") == ["none"]


def test_the_axis_starts_at_the_floor() -> None:
    _, drawn = frames("35")
    assert drawn.chart._chartSpace.xpath("//c:valAx/c:scaling/c:min/@val") == ["35"]


def test_a_name_longer_than_its_column_stands_on_two_lines() -> None:
    name = "Closing of the cohort"  # 1.4 inches at 12 pt, the column has 1.2
    table, _ = frames(last=name)
    usual, _ = frames()
    assert table.table.rows[0].cells[7].text == name
    assert table.table.rows[0].height > usual.table.rows[0].height
    assert table.top + table.height == pytest.approx(usual.top + usual.height, abs=2)
