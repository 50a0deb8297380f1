"""Values over columns: cells as wide as the columns, names beside the last one."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from deckgen.model.deck import (
    Chart,
    ChartKind,
    Series,
    SeriesRole,
    Slide,
    SlideKind,
    Tone,
    ValueRow,
    text,
)
from deckgen.render import deck_bytes
from deckgen.render.value_row import _spread
from tests.render import decks

NPS = (31, 33, 30, 34, 35, 33, 36, 41)


def chart(kind: ChartKind = ChartKind.SHARE, cells: tuple[str, ...] = ()) -> Chart:
    """Promoters, passives and detractors with their score above."""
    made = decks.chart(
        kind,
        Series("Promoters", decks.fractions(50, 51, 49, 52, 52, 51, 53, 56)),
        Series("Passives", decks.fractions(31, 31, 32, 30, 31, 31, 30, 29), SeriesRole.CONTEXT),
        Series("Detractors", decks.fractions(19, 18, 19, 18, 17, 18, 17, 15), SeriesRole.BAD),
        number_format="0",
    )
    *before, last = cells or tuple(str(one) for one in NPS)
    values = (*(text(one) for one in before), text(last, Tone.STRONG))
    row = ValueRow("NPS", values, "Table, NPS.")
    return replace(made, over=row)


def shapes(exhibit: Chart, *others: Any) -> list[Any]:
    blocks = (decks.number(), exhibit, *(others or (decks.accounts_table(3),)), decks.narrative())
    slide = Slide("metric/nps", SlideKind.METRIC, text("NPS rose"), blocks=blocks, split=(5, 4))
    return list(Presentation(io.BytesIO(deck_bytes(decks.deck(slide)))).slides[0].shapes)


def frames(written: list[Any]) -> tuple[Any, Any]:
    """The row's table, which comes before the other table, and the chart."""
    row = next(shape for shape in written if shape.has_table)
    return row, next(shape for shape in written if shape.has_chart)


@pytest.mark.parametrize("kind", [ChartKind.SHARE, ChartKind.STACKED])
def test_each_value_stands_over_its_column(kind: ChartKind) -> None:
    row, drawn = frames(shapes(chart(kind)))
    layout = {
        edge: float(drawn.chart._chartSpace.xpath(f"//c:plotArea/c:layout//c:{edge}/@val")[0])
        for edge in ("x", "w")
    }
    plot_left = drawn.left + layout["x"] * drawn.width
    category = layout["w"] * drawn.width / 8
    assert row.left == pytest.approx(plot_left, abs=1000)
    widths = [column.width for column in row.table.columns][:8]
    assert widths == pytest.approx([category] * 8, abs=1000)
    assert [cell.text for cell in row.table.rows[0].cells][:8] == [str(one) for one in NPS]
    assert row.top + row.height <= drawn.top


def test_the_last_value_is_bold_and_has_its_name_beside_it() -> None:
    row, _ = frames(shapes(chart()))
    cells = list(row.table.rows[0].cells)
    bold = [bool(cell.text_frame.paragraphs[0].runs[0].font.bold) for cell in cells]
    assert bold == [False] * 7 + [True, True]
    assert cells[-1].text == "NPS"
    assert row.table.first_row  # a table without a heading cannot be read aloud


def test_the_parts_are_named_beside_the_last_column_and_need_no_key() -> None:
    written = shapes(chart())
    _, drawn = frames(written)
    names = [shape for shape in written if shape.name.startswith("Name")]
    assert [shape.text_frame.text for shape in names] == ["Detractors", "Passives", "Promoters"]
    assert all(shape.left >= drawn.left + drawn.width for shape in names)
    tops = [shape.top for shape in names]
    assert tops == sorted(tops)  # read from top to bottom, as they stand
    assert not any(shape.name.startswith("Key") for shape in written)


def test_counts_keep_their_key() -> None:
    written = shapes(chart(ChartKind.STACKED))
    row, _ = frames(written)
    assert len(row.table.columns) == 8
    assert sum(shape.name.startswith("Key") for shape in written) == 6


def test_values_that_do_not_fit_are_left_out_and_the_chart_gets_its_key_back() -> None:
    written = shapes(chart(cells=("a very long value",) * 8))
    assert sum(shape.has_table for shape in written) == 1
    assert sum(shape.name.startswith("Key") for shape in written) == 6
    assert sum(shape.has_chart for shape in written) == 1


def test_a_part_that_is_nothing_now_is_named_in_the_key() -> None:
    spec = chart().spec
    gone = replace(spec.series[2], values=(*spec.series[2].values[:-1], None))
    written = shapes(replace(chart(), spec=replace(spec, series=(*spec.series[:2], gone))))
    assert sum(shape.name.startswith("Key") for shape in written) == 6


@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=8))
def test_names_never_touch_and_keep_their_order(parts: list[float]) -> None:
    height, apart, below = 2.5, 0.22, 0.0
    middles = []
    for part in parts:
        middles.append(height * (1 - (below + part / 2) / sum(parts)))
        below += part
    places = _spread(middles, apart, height)
    for lower, upper in pairwise(places):
        assert lower - upper >= apart - 1e-9
    assert min(places) >= apart / 2 - 1e-9
    if len(parts) * apart <= height:
        assert max(places) <= height - apart / 2 + 1e-9


def test_a_part_too_low_for_its_value_has_it_beside_its_name() -> None:
    made = decks.chart(
        ChartKind.SHARE,
        Series("Promoters", decks.fractions(*[70] * 8)),
        Series("Passives", decks.fractions(*[28] * 8), SeriesRole.CONTEXT),
        Series("Detractors", decks.fractions(*[2] * 8), SeriesRole.BAD),
        number_format="0",
    )
    row = ValueRow("NPS", tuple(text(str(one)) for one in NPS), "Table, NPS.")
    written = shapes(replace(made, over=row))
    names = [shape.text_frame.text for shape in written if shape.name.startswith("Name ")]
    assert names == ["Detractors 2", "Passives", "Promoters"]
