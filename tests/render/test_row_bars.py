"""Bars in a table: the chart covers exactly the body rows of its column, one bar in each."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from deckgen.model.deck import (
    Band,
    ChartKind,
    ChartSpec,
    ColumnKind,
    RowBars,
    Series,
    SeriesRole,
    Slide,
    SlideKind,
    Table,
    TableColumn,
    text,
)
from deckgen.render import deck_bytes
from deckgen.render.charts.bar_boxes import bar_boxes
from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.label_places import PlacedLabel, placed_labels
from deckgen.render.charts.measure import label_width
from deckgen.render.charts.plot_area import Bars
from deckgen.render.charts.rows import has_line, limits, plot
from deckgen.render.charts.scale import scale_of
from deckgen.render.row_bars import key_width
from deckgen.render.table_columns import TableLook, column_widths
from deckgen.theme.box import Box
from deckgen.theme.fonts import Measure
from tests.render import decks
from tests.render.looks import PAGE, STYLE
from tests.render.test_arrangements import bare_theme

NS = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
NAMES = ("Team growth", "New module", "New region", "No reason recorded")


def spec(*series: Series, **more: Any) -> ChartSpec:
    return ChartSpec(ChartKind.ROWS, NAMES[: len(series[0].values)], series, "0.0%", **more)


def shares(*values: float | None) -> Series:
    return Series("Share", decks.fractions(*values))


def table_of(chart: ChartSpec, rows: int | None = None) -> Table:
    """A table with a column of bars between names and numbers."""
    count = len(chart.categories) if rows is None else rows
    return Table(
        "ranking",
        "Reasons",
        "Q2 2026",
        (
            TableColumn("Reason", weight=2),
            TableColumn("trend above 50%", weight=4, kind=ColumnKind.BARS),
            TableColumn("Customers", numeric=True),
        ),
        tuple((text(f"Row {n} " * 20), (), text("40")) for n in range(count)),
        "Table, reasons.",
        bars=(RowBars(chart, "Bar chart, share."),),
    )


def shapes(*blocks: Any, kind: SlideKind = SlideKind.METRIC) -> tuple[Any, Any, Any]:
    """The slide's shapes, its table's and its chart's frame."""
    slide = Slide("metric/x", kind, text("A headline"), blocks=blocks)
    written = Presentation(io.BytesIO(deck_bytes(decks.deck(slide)))).slides[0].shapes
    return (
        list(written),
        next(shape for shape in written if shape.has_table),
        next(shape for shape in written if shape.has_chart),
    )


def attributes(frame: Any, path: str) -> list[str]:
    return [str(value) for value in frame.chart._chartSpace.xpath(path)]


@pytest.mark.parametrize("rows", [1, 3, 8, 12])
def test_the_chart_covers_exactly_the_body_rows_of_its_column(rows: int) -> None:
    names = tuple(f"Reason {n}" for n in range(rows))
    chart = ChartSpec(
        ChartKind.ROWS, names, (Series("Share", (Fraction(1, 3),) * rows),), "0.0%"
    )  # fmt: skip
    _, table, bars = shapes(decks.number(), table_of(chart), decks.narrative())
    header, *body = [row.height for row in table.table.rows]
    assert bars.top == pytest.approx(table.top + header, abs=2)
    assert bars.height == pytest.approx(sum(body), abs=2 * rows)
    widths = [column.width for column in table.table.columns]
    assert bars.left == pytest.approx(table.left + widths[0], abs=2)
    assert bars.width == pytest.approx(widths[1], abs=2)


def test_bars_keep_clear_of_a_number_beside_them() -> None:
    """``22 of 138`` ended where the axis of the bars beside it stands."""
    table = table_of(spec(shares(0.67, 0.53)))
    name, bars, count = table.columns
    rows = tuple((row[0], row[2], row[1]) for row in table.rows)
    _, written, chart = shapes(replace(table, columns=(name, count, bars), rows=rows))
    edge = written.left + sum(column.width for column in list(written.table.columns)[:2])
    assert chart.left - edge >= 0.1 * 914_400
    assert chart.left + chart.width == pytest.approx(written.left + written.width, abs=2)


def test_the_plot_is_the_whole_frame_and_its_first_category_is_the_first_row() -> None:
    _, _, bars = shapes(table_of(spec(shares(0.67, 0.53, 0.28, 0.07))))
    layout = "c:chart/c:plotArea/c:layout/c:manualLayout"
    for edge, value in (("x", 0), ("y", 0), ("w", 1), ("h", 1)):
        assert [float(one) for one in attributes(bars, f"{layout}/c:{edge}/@val")] == [value]
    assert attributes(bars, "//c:catAx/c:scaling/c:orientation/@val") == ["maxMin"]
    assert attributes(bars, "//c:catAx/c:tickLblPos/@val") == ["none"]


def test_names_are_cut_and_never_wrapped_so_that_rows_keep_their_height() -> None:
    _, table, _ = shapes(table_of(spec(shares(0.67, 0.53, 0.28, 0.07))))
    assert all(row.cells[0].text.endswith("…") for row in list(table.table.rows)[1:])


def test_rows_that_are_left_out_have_no_bars_and_the_counting_row_has_none() -> None:
    values = tuple(Fraction(n) for n in range(60))
    chart = ChartSpec(
        ChartKind.ROWS, tuple(f"R{n}" for n in range(60)), (Series("Share", values),), "0"
    )
    _, table, bars = shapes(table_of(chart), kind=SlideKind.TABLE)
    body = list(table.table.rows)[1:]
    (count,) = attributes(bars, "//c:val//c:ptCount/@val")
    assert int(count) == len(body)
    drawn = [int(one) for one in attributes(bars, "//c:val//c:pt/@idx")]
    assert drawn == list(range(len(body) - 1))


def test_bars_beyond_the_threshold_are_stressed_and_it_is_the_only_gridline() -> None:
    _, _, bars = shapes(table_of(spec(shares(0.67, 0.53, 0.28, 0.07), threshold=Fraction(1, 2))))
    assert attributes(bars, "//c:ser/c:dPt/c:idx/@val") == ["0", "1"]
    assert attributes(bars, "//c:valAx/c:majorUnit/@val") == ["0.5"]
    (most,) = attributes(bars, "//c:valAx/c:scaling/c:max/@val")
    assert 0.5 < float(most) < 1.0
    assert attributes(bars, "//c:valAx/c:delete/@val") == ["0"]


def test_a_share_that_is_just_the_threshold_is_not_beyond_it() -> None:
    _, _, bars = shapes(table_of(spec(shares(0.5, 0.28), threshold=Fraction(1, 2))))
    assert attributes(bars, "//c:ser/c:dPt/c:idx/@val") == []


def test_values_of_one_row_stand_end_to_end_without_labels() -> None:
    lost = Series("Lost", decks.fractions(0.14, 0), SeriesRole.BAD)
    at_risk = Series("At risk", decks.fractions(0.92, 0.74))
    written, table, bars = shapes(table_of(spec(lost, at_risk)))
    assert attributes(bars, "//c:barChart/c:grouping/@val") == ["stacked"]
    assert attributes(bars, "//c:dLbl/c:idx/@val") == []
    # The heading is the key: a square before each name.
    assert table.table.cell(0, 1).text == "Lost\tAt risk"
    assert sum(shape.name.startswith("Key") for shape in written) == 2


def test_one_value_in_each_row_is_labelled_whichever_series_holds_it() -> None:
    adds = Series("Adds", decks.fractions(1.3, None, 0.2))
    takes = Series("Takes", decks.fractions(None, -0.4, None), SeriesRole.BAD)
    _, _, bars = shapes(table_of(spec(adds, takes)))
    assert attributes(bars, "//c:barChart/c:grouping/@val") == ["clustered"]
    assert attributes(bars, "//c:dLbl/c:idx/@val") == ["0", "2", "1"]
    _, _, bare = shapes(table_of(spec(adds, takes, labelled=False)))
    assert attributes(bare, "//c:dLbl/c:idx/@val") == []


values = st.lists(st.none() | st.fractions(-100, 100, max_denominator=1000), min_size=1, max_size=8)
thresholds = st.none() | st.fractions(Fraction(1, 10), 50, max_denominator=100)


@given(values, thresholds)
def test_the_axis_holds_every_bar_and_at_most_one_line(
    numbers: list[Fraction | None], threshold: Fraction | None
) -> None:
    names = tuple(f"c{n}" for n in range(len(numbers)))
    chart = ChartSpec(
        ChartKind.ROWS, names, (Series("a", tuple(numbers)),), "0.0", threshold=threshold
    )  # fmt: skip
    drawing = Drawing(chart, Box(0, 0, 3.0, 2.5), STYLE, PAGE, "en-US")
    low, high = limits(drawing)
    known = [value for value in numbers if value is not None]
    assert low <= min([0, *known])
    assert high >= max([0, *known])
    assert low < high
    if threshold is not None and has_line(chart, high):
        assert threshold < high < 2 * threshold


def test_a_table_without_values_has_no_chart() -> None:
    chart = replace(spec(shares(None, None)))
    slide = Slide("metric/x", SlideKind.METRIC, text("A headline"), blocks=(table_of(chart),))
    written = Presentation(io.BytesIO(deck_bytes(decks.deck(slide)))).slides[0].shapes
    assert not any(shape.has_chart for shape in written)


def loads(**more: Any) -> ChartSpec:
    """Three loads, of which one is above the band."""
    above = Series("Above the band", decks.fractions(52, None, None), SeriesRole.BAD)
    within = Series("Within the band", decks.fractions(None, 39, 31))
    return ChartSpec(ChartKind.ROWS, NAMES[:3], (above, within), "0", **more)


def test_a_band_lies_behind_the_bars_where_the_axis_says() -> None:
    made = loads(band=Band(Fraction(30), Fraction(40)), reference=Fraction(36))
    written, _, bars = shapes(table_of(made))
    band = next(shape for shape in written if shape.name.startswith("Band"))
    line = next(shape for shape in written if shape.name.startswith("Reference"))
    (low,) = attributes(bars, "//c:valAx/c:scaling/c:min/@val")
    (high,) = attributes(bars, "//c:valAx/c:scaling/c:max/@val")
    per_unit = bars.width / (float(high) - float(low))
    assert band.left == pytest.approx(bars.left + 30 * per_unit, abs=2000)
    assert band.width == pytest.approx(10 * per_unit, abs=2000)
    assert line.left == pytest.approx(bars.left + 36 * per_unit, abs=2000)
    assert (band.top, band.height) == pytest.approx((bars.top, bars.height), abs=2)
    bracket = next(shape for shape in written if shape.name.startswith("Bracket"))
    assert (bracket.left, bracket.width) == pytest.approx((band.left, band.width), abs=2)
    assert bracket.top + bracket.height == pytest.approx(band.top, abs=2)
    order = [shape.shape_id for shape in written]
    assert order.index(band.shape_id) < order.index(bars.shape_id)


def test_values_stand_inside_the_bars_where_something_lies_behind_them() -> None:
    _, _, bars = shapes(table_of(loads(band=Band(Fraction(30), Fraction(40)))))
    assert set(attributes(bars, "//c:dLbl/c:dLblPos/@val")) == {"inEnd"}


@given(
    st.lists(st.integers(1, 60).map(Fraction), min_size=2, max_size=12),
    st.floats(2.0, 5.0),
    st.floats(1.0, 3.5),
)
def test_what_lies_behind_the_bars_is_seen_between_them_and_runs_through_no_value(
    numbers: list[Fraction], width: float, height: float
) -> None:
    mean = sum(numbers, Fraction()) / len(numbers)
    names = tuple(f"c{n}" for n in range(len(numbers)))
    series = Series("a", tuple(numbers))
    chart = ChartSpec(
        ChartKind.ROWS, names, (series,), "0", reference=mean, band=Band(mean - 1, mean + 1)
    )
    area = plot(Drawing(chart, Box(0, 0, width, height), STYLE, PAGE, "en-US"))
    scale = scale_of(area, width, height)
    line = scale.values.at(float(mean))
    for layer in area.layers:
        assert not isinstance(layer, Bars) or layer.gap >= 40
    for label in placed_labels(area, scale):
        box = label.box(STYLE.minor)
        short = box.w + 0.2 >= scale.values.at(float(numbers[label.label.index]))
        between = box.x < line < box.right
        other_side = label.label.position == "inEnd" and _crossed_outside(label, box, line)
        assert short or not between or other_side, label.text


def _crossed_outside(label: PlacedLabel, box: Box, line: float) -> bool:
    """Whether the line runs past the end of a label's bar too, where it would be crossed as well:
    it is hidden by the bar then, and drawn around the label alone."""
    return box.right - 0.1 <= line <= box.right + box.w + 0.2


def test_the_axis_reaches_to_the_end_of_the_band() -> None:
    _, _, bars = shapes(table_of(loads(band=Band(Fraction(30), Fraction(90)))))
    (high,) = attributes(bars, "//c:valAx/c:scaling/c:max/@val")
    assert float(high) >= 90


@pytest.mark.parametrize("width", [0.85, 1.2, 2.0])
def test_in_a_narrow_column_the_longest_bar_still_has_its_value_beside_it(width: float) -> None:
    drawing = Drawing(spec(shares(1.033, 0.98, 0.946)), Box(0, 0, width, 1), STYLE, PAGE, "en-US")
    (bars,) = plot(drawing).layers
    assert isinstance(bars, Bars)
    positions = {label.position for series in bars.series for label in series.labels}
    assert positions == {"outEnd"}


@given(values, st.floats(0.8, 3.0))
def test_a_value_stands_inside_its_bar_only_if_the_bar_holds_it(
    numbers: list[Fraction | None], width: float
) -> None:
    names = tuple(f"c{n}" for n in range(len(numbers)))
    chart = ChartSpec(ChartKind.ROWS, names, (Series("a", tuple(numbers)),), "0.0")
    area = plot(Drawing(chart, Box(0, 0, width, 2.5), STYLE, PAGE, "en-US"))
    scale = scale_of(area, width, 2.5)
    for layer in area.layers:
        for bar in bar_boxes(area.sheet, layer, scale) if isinstance(layer, Bars) else ():
            for label in bar.series.labels:
                if label.index == bar.place and label.position == "inEnd":
                    font = label.font
                    shown = label_width(bar.value, "0.0", font.points, Measure(), bold=font.bold)
                    assert bar.box.w >= shown


def test_the_key_of_a_column_is_whole_where_the_other_columns_have_room() -> None:
    both = (
        Series("Revenue lost", decks.fractions(1)),
        Series("Revenue at risk", decks.fractions(2)),
    )
    named = table_of(spec(*both))
    table = replace(named, rows=((text("Single sign-on"), (), text("25")),))
    needed = key_width(table.bars[0], 12, STYLE.minor)
    widths = column_widths(table, 5.5, TableLook())
    assert needed > 2
    assert widths[[one.kind for one in table.columns].index(ColumnKind.BARS)] >= needed


def test_names_of_a_key_that_begin_alike_lose_that_before_they_are_cut() -> None:
    both = (
        Series("Revenue lost", decks.fractions(1)),
        Series("Revenue at risk", decks.fractions(2)),
    )
    table = replace(
        table_of(spec(*both)), rows=((text("A gap of many words " * 9), (), text("25")),)
    )
    slide = Slide("metric/x", SlideKind.METRIC, text("A headline"), blocks=(table,))
    [written] = Presentation(
        io.BytesIO(deck_bytes(decks.deck(slide), bare_theme(Box(0.5, 1.5, 5.0, 5.0))))
    ).slides
    shown = next(shape for shape in written.shapes if shape.has_table)
    assert shown.table.cell(0, 1).text.split("\t") == ["Lost", "At risk"]


@pytest.mark.parametrize("width", [4.4, 5.0, 6.0])
def test_bars_beside_a_threshold_have_room_for_its_name_and_their_values(width: float) -> None:
    """Of a narrow column its values stood on the line, and its heading said "trend above 5…"."""
    table = table_of(spec(shares(0.51, 0.46, 0.23, 0.11), threshold=Fraction(1, 2)))
    look = TableLook()
    (index,) = [i for i, one in enumerate(table.columns) if one.kind is ColumnKind.BARS]
    columns = tuple(
        replace(one, heading="trend above 50%") if i == index else one
        for i, one in enumerate(table.columns)
    )
    found = column_widths(replace(table, columns=columns), width, look)
    assert sum(found) == pytest.approx(width)
    assert found[index] >= look.measure.width("trend above 50%", look.body)
    assert found[index] >= 1.5
