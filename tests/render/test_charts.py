"""Charts: the workbook, the caches and the specification say the same, for any data."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from deckgen.model.deck import Chart, ChartKind, ChartSpec, Series, SeriesRole
from deckgen.render import deck_bytes, write_deck
from deckgen.render.charts import KINDS
from deckgen.render.charts.bridge import steps_of
from deckgen.render.charts.measure import axis_code, label_code
from deckgen.render.charts.sheet import Column, Sheet, letters, number_text
from deckgen.render.charts.workbook import workbook_bytes
from tests.render import decks
from tests.support.package import assert_package_is_sound
from tests.support.schema import audit_findings

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
DIRECT = [kind for kind in ChartKind if kind is not ChartKind.BRIDGE]
AWKWARD = decks.awkward_charts()


def chart_of(chart: Chart) -> tuple[etree._Element, bytes]:
    """The chart part and the workbook of a deck with one chart."""
    with zipfile.ZipFile(io.BytesIO(deck_bytes(decks.deck(decks.metric_slide(chart))))) as archive:
        root = etree.fromstring(archive.read("ppt/charts/chart1.xml"))
        return root, archive.read("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx")


def cells(workbook: bytes) -> list[list[object]]:
    """The workbook's sheet, row by row."""
    sheet = load_workbook(io.BytesIO(workbook))["Sheet1"]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def cached(series: etree._Element, tag: str) -> list[str | None]:
    """The cached points of a series, gaps as ``None``."""
    count = int(series.xpath(f"c:{tag}//c:ptCount/@val", namespaces=NS)[0])
    points = {
        int(point.get("idx", "")): point.findtext(f"{C}v")
        for point in series.iterfind(f"{C}{tag}//{C}pt")
    }
    return [points.get(index) for index in range(count)]


def attributes(root: etree._Element, path: str) -> list[str]:
    return [str(value) for value in root.xpath(path, namespaces=NS)]


def test_every_kind_of_chart_has_one_file() -> None:
    assert set(KINDS) == set(ChartKind)


@pytest.mark.parametrize("kind", DIRECT)
def test_workbook_and_caches_hold_what_the_specification_says(kind: ChartKind) -> None:
    values = decks.fractions(1.25, None, 3.5, -2, 0, 1e6, 0.001, 7)
    others = decks.fractions(2, 2, 2, None, 2, 2, 2, 2)
    chart = decks.chart(kind, Series("First", values), Series("Second", others))
    root, workbook = chart_of(chart)
    header, *rows = cells(workbook)
    # What lies in front is drawn last: in a bullet the measure comes after its targets.
    told = {"First": values, "Second": others}
    names = ["Second", "First"] if kind is ChartKind.BULLET else ["First", "Second"]
    assert header == [None, *names]
    assert [row[0] for row in rows] == list(decks.QUARTERS)
    for place, name in enumerate(names, start=1):
        shown = [None if v is None else float(v) for v in told[name]]
        assert [row[place] for row in rows] == shown
    tag = "yVal" if kind is ChartKind.SCATTER else "val"
    expected = [others] if kind is ChartKind.SCATTER else [told[name] for name in names]
    found = [cached(series, tag) for series in root.iter(f"{C}ser")]
    assert [[None if v is None else Fraction(float(v)) for v in one] for one in found] == [
        [None if v is None else Fraction(float(v)) for v in one] for one in expected
    ]


def test_a_bridge_hangs_its_steps_between_the_levels() -> None:
    # 10 opening, +5 to 15, -7 to 8, closing 8: the steps hang from 10 to 15 and from 8 to 15.
    chart = decks.chart(
        ChartKind.BRIDGE,
        Series("ARR", decks.fractions(10, 5, -7, 8)),
        categories=("Opening", "Upsell", "Churn", "Closing"),
        number_format="0.0",
    )
    _, workbook = chart_of(chart)
    header, opening, upsell, churn, closing = cells(workbook)
    assert header == [None, "Base", "Total mark", "Increase", "Decrease", "ARR"]
    assert upsell == ["Upsell", 10, None, 5, None, None]
    assert churn == ["Churn", 8, None, None, 7, None]
    assert (opening[5], closing[5]) == (10, 8)
    for row, level in ((opening, 10), (closing, 8)):
        base, mark = row[1], row[2]
        assert isinstance(base, float)
        assert isinstance(mark, float)
        assert base + mark == pytest.approx(level)


def test_a_bridge_labels_losses_with_a_minus_although_their_bars_are_lengths() -> None:
    root, _ = chart_of(decks.bridge_chart())
    formats = {
        series.findtext(f"{C}tx//{C}v"): attributes(series, "c:dLbls/c:dLbl/c:numFmt/@formatCode")
        for series in root.iter(f"{C}ser")
    }
    assert set(formats["Decrease"]) == {'"−"0.00;"−"0.00'}
    assert set(formats["Increase"]) == {'"+"0.00;"+"0.00'}
    assert set(formats["ARR"]) == {"0.00"}


def test_a_bridge_that_passes_below_zero_has_a_part_on_either_side() -> None:
    # From 2 by -5 to -3: 2 above the axis, 3 below it.
    chart = decks.chart(
        ChartKind.BRIDGE,
        Series("Net", decks.fractions(2, -5, -3)),
        categories=("Opening", "Churn", "Closing"),
        number_format="0",
    )
    _, workbook = chart_of(chart)
    header, _, churn, _ = cells(workbook)
    row = dict(zip(header, churn, strict=True))
    assert (row["Decrease"], row["Decrease below zero"], row["Base"]) == (2, -3, None)


@given(st.lists(st.none() | st.integers(-1000, 1000), min_size=3, max_size=12))
def test_the_steps_of_a_bridge_meet_each_other(values: list[int | None]) -> None:
    steps = [step for step in steps_of(tuple(values)) if step is not None]  # type: ignore[arg-type]
    for before, after in pairwise(steps):
        assert after.total or after.start == before.end


@pytest.mark.parametrize("kind", ChartKind)
def test_a_chart_has_what_powerpoint_needs_and_none_of_its_decoration(kind: ChartKind) -> None:
    chart = decks.bridge_chart() if kind is ChartKind.BRIDGE else decks.chart(
        kind, Series("First", decks.fractions(1, 2, 3, 4, 5, 6, 7, 8)),
        Series("Second", decks.fractions(1, 2, 3, 4, 5, 6, 7, 8)),
    )  # fmt: skip
    root, _ = chart_of(chart)
    assert attributes(root, "c:date1904/@val") == ["0"]
    assert attributes(root, "c:roundedCorners/@val") == ["0"]
    assert attributes(root, "c:chart/c:autoTitleDeleted/@val") == ["1"]
    assert attributes(root, "c:chart/c:dispBlanksAs/@val") == ["gap"]
    assert root.find(f".//{C}legend") is None
    assert root.find(f".//{C}chart/{C}title") is None
    assert set(attributes(root, "//c:smooth/@val")) <= {"0"}
    axes = attributes(root, "//c:plotArea/*[self::c:catAx or self::c:valAx]/c:axId/@val")
    assert len(set(axes)) == 2
    assert all(int(axis) > 0 for axis in axes)
    # Value labels follow the cells: no label holds typed text.
    assert root.find(f".//{C}dLbl/{C}tx") is None


@pytest.mark.parametrize("kind", [ChartKind.COLUMN, ChartKind.BAR])
def test_the_stressed_category_is_in_accent_and_the_others_in_context(kind: ChartKind) -> None:
    root, _ = chart_of(
        decks.chart(kind, Series("ARR", decks.fractions(1, 2, 3, 4, 5, 6, 7, 8)), emphasis=7)
    )
    series = next(root.iter(f"{C}ser"))
    assert attributes(series, "c:spPr/a:solidFill/a:schemeClr/@val") == ["accent2"]
    assert attributes(series, "c:dPt/c:idx/@val") == ["7"]
    assert attributes(series, "c:dPt/c:spPr/a:solidFill/a:schemeClr/@val") == ["accent1"]


@pytest.mark.parametrize("kind", [ChartKind.LINE, ChartKind.COLUMN, ChartKind.STACKED])
def test_a_target_is_a_dashed_line_that_bears_its_name(kind: ChartKind) -> None:
    chart = decks.chart(
        kind,
        Series("ARR", decks.fractions(1, 2, 3, 4, 5, 6, 7, 8)),
        Series("Target 9", decks.fractions(*[9] * 8), SeriesRole.TARGET),
    )
    root, _ = chart_of(chart)
    target = list(root.iter(f"{C}ser"))[-1]
    assert attributes(target, "c:spPr/a:ln/a:prstDash/@val") == ["dash"]
    assert attributes(target, "c:dLbls/c:dLbl/c:showSerName/@val") == ["1"]
    assert attributes(target, "c:dLbls/c:dLbl/c:showVal/@val") == ["0"]


def test_columns_start_at_zero_and_lines_need_not() -> None:
    values = Series("ARR", decks.fractions(100, 101, 102, 103, 104, 105, 106, 107))
    column, _ = chart_of(decks.chart(ChartKind.COLUMN, values))
    line, _ = chart_of(decks.chart(ChartKind.LINE, values))
    assert attributes(column, "//c:valAx/c:scaling/c:min/@val") == ["0"]
    low, high = (
        float(attributes(line, f"//c:valAx/c:scaling/c:{edge}/@val")[0]) for edge in ("min", "max")
    )
    assert 0 < low < 100
    assert high > 107
    assert high - low >= 2 * 7  # at least twice the range of the data


def test_a_lone_point_between_gaps_has_a_marker() -> None:
    values = Series("CSAT", decks.fractions(4.1, None, 4.3, 4.2, None, 4.4, None, 4.5))
    root, _ = chart_of(decks.chart(ChartKind.LINE, values))
    assert attributes(root, "//c:dPt/c:idx/@val") == ["0", "5", "7"]


def test_the_unknown_part_is_hollow_and_on_top_of_the_stack() -> None:
    chart = decks.chart(
        ChartKind.STACKED,
        Series("Unknown", decks.fractions(*[1] * 8), SeriesRole.UNKNOWN),
        Series("Known", decks.fractions(*[2] * 8)),
    )
    root, _ = chart_of(chart)
    first, last = root.iter(f"{C}ser")
    assert last.findtext(f"{C}tx//{C}v") == "Unknown"
    assert last.find(f"{C}spPr/{{{NS['a']}}}noFill") is not None
    assert first.find(f"{C}spPr/{{{NS['a']}}}solidFill") is not None


def test_awkward_data_makes_sound_and_valid_packages(tmp_path: Path) -> None:
    slides = [
        replace(decks.metric_slide(chart, key=f"k{index}"), title=decks.headline(f"Case {index}"))
        for index, (_, chart) in enumerate(AWKWARD)
    ]
    path = write_deck(decks.deck(*slides), tmp_path / "awkward.pptx")
    assert_package_is_sound(path)
    assert audit_findings(path) == []


def test_a_chart_without_values_is_not_drawn() -> None:
    chart = decks.chart(
        ChartKind.LINE,
        Series("CSAT", decks.fractions(*[None] * 8)),
        Series("Target", decks.fractions(*[4] * 8), SeriesRole.TARGET),
    )
    with zipfile.ZipFile(io.BytesIO(deck_bytes(decks.deck(decks.metric_slide(chart))))) as archive:
        assert not [name for name in archive.namelist() if "charts" in name]


def test_names_that_look_like_formulas_stay_names() -> None:
    names = ("=1+1", "+1", "-1", "@SUM(A1)", "'=1", "1", "TRUE", "2026-01-01")
    chart = decks.chart(
        ChartKind.BAR, Series("=cmd|' /C calc'!A0", decks.fractions(*range(8))), categories=names
    )
    root, workbook = chart_of(chart)
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert [row[0] for row in cells(workbook)[1:]] == list(names)
    assert cached(next(root.iter(f"{C}ser")), "cat") == list(names)


def test_an_escape_in_a_name_is_not_read_as_one() -> None:
    sheet = Sheet(("_x0041_",), (Column("n", (1.0,), "0"),))
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(sheet))) as archive:
        written = archive.read("xl/worksheets/sheet1.xml").decode()
    assert ">_x005F_x0041_<" in written


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_it_was(value: float) -> None:
    assert float(number_text(value)) == value


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_lettered_as_in_a_spreadsheet(index: int, name: str) -> None:
    assert letters(index) == name


@pytest.mark.parametrize(
    ("values", "code", "own"),
    [
        ((0.0, 0.02, 0.04), "0.0%", "0%"),
        ((0.0, 0.025, 0.05), "0.0%", "0.0%"),
        ((25.0, 30.0), "0.0", "0"),
        ((0.0, 2e6), '$#,##0.0,,"M"', '$#,##0.0,,"M"'),
        ((), "0.0", "0.0"),
    ],
)
def test_an_axis_has_as_many_decimals_as_one_of_its_values_needs(
    values: tuple[float, ...], code: str, own: str
) -> None:
    assert axis_code(values, code) == own


@pytest.mark.parametrize(
    ("value", "code", "own"),
    [
        (1.41, "0.0%", "0%"),  # 141%, as the headline
        (1.412, "0.0%", "0.0%"),
        (0.9996, "0.0%", "0.00%"),  # 99.96% is not 100%
        (1.0, "0.0%", "0%"),
        (-0.03, "+0.0%;-0.0%;0.0%", "+0%;-0%;0%"),
        (35.0, "#,##0.0", "#,##0"),
        (35.5, "#,##0.0", "#,##0.0"),
        (400_000.0, "#,##0.00,,", "#,##0.00,,"),  # 0.40 beside 0.46
    ],
)
def test_a_label_has_as_many_decimals_as_the_texts(value: float, code: str, own: str) -> None:
    assert label_code(value, code) == own


spec_values = st.lists(
    st.none() | st.fractions(min_value=-(10**9), max_value=10**9), min_size=1, max_size=15
)


@given(kind=st.sampled_from(ChartKind), values=spec_values, emphasis=st.none() | st.integers(0, 14))
def test_any_values_make_a_chart_whose_cache_is_its_workbook(
    kind: ChartKind, values: list[Fraction | None], emphasis: int | None
) -> None:
    categories = tuple(f"c{index}" for index in range(len(values)))
    series = (Series("a", tuple(values)), Series("b", tuple(reversed(values))))
    spec = ChartSpec(kind, categories, series, "0.0", emphasis)
    if all(value is None for value in values):
        return
    root, workbook = chart_of(Chart("trend", "T", "", spec, "alt"))
    header, *rows = cells(workbook)
    columns = {name: [row[i] for row in rows] for i, name in enumerate(header)}
    for one in root.iter(f"{C}ser"):
        tag = "yVal" if kind is ChartKind.SCATTER else "val"
        drawn = [None if v is None else float(v) for v in cached(one, tag)]
        assert drawn == columns[one.findtext(f"{C}tx//{C}v")]


def label_places(series: etree._Element) -> list[tuple[str, str]]:
    """Point and position of each label that shows the series' name."""
    named = [
        label
        for label in series.iter(f"{C}dLbl")
        if attributes(label, "c:showSerName/@val") == ["1"]
    ]
    return [
        (attributes(one, "c:idx/@val")[0], attributes(one, "c:dLblPos/@val")[0]) for one in named
    ]


def test_the_name_of_a_target_stands_where_the_data_leaves_room() -> None:
    # Under the target at first, above it from the fifth point on: the name goes above, early.
    data = Series("ARR", decks.fractions(1, 1, 1, 1, 9, 9, 9, 9))
    target = Series("Target 5", decks.fractions(*[5] * 8), SeriesRole.TARGET)
    root, _ = chart_of(decks.chart(ChartKind.LINE, data, target))
    assert label_places(list(root.iter(f"{C}ser"))[-1]) == [("1", "t")]
    # Close above the target all the way, it leaves no room there: the name goes below.
    close = Series("Close", decks.fractions(*[5.3] * 8))
    far = Series("Far", decks.fractions(*[9] * 8), SeriesRole.CONTEXT)
    root, _ = chart_of(decks.chart(ChartKind.LINE, close, far, target))
    assert label_places(list(root.iter(f"{C}ser"))[-1]) == [("1", "b")]


def test_a_first_value_that_is_hemmed_in_stands_left_of_its_line() -> None:
    # The target runs just above the first point, and the line falls from it.
    data = Series("NRR", decks.fractions(1.015, 1.0, 1.01, 1.0, 1.02, 1.0, 1.01, 1.005))
    other = Series("GRR", decks.fractions(*[0.95] * 8), SeriesRole.CONTEXT)
    target = Series("Target 102%", decks.fractions(*[1.02] * 8), SeriesRole.TARGET)
    root, _ = chart_of(decks.chart(ChartKind.LINE, data, other, target))
    first = next(root.iter(f"{C}ser"))
    assert attributes(first, "c:dLbls/c:dLbl[c:idx/@val='0']/c:dLblPos/@val") == ["l"]
    assert attributes(first, "c:dLbls/c:dLbl[c:idx/@val='0']/c:showVal/@val") == ["1"]


def test_lines_of_one_role_have_one_colour_and_a_name_each() -> None:
    flat = [Series(name, decks.fractions(*[level] * 8), SeriesRole.CONTEXT)
            for name, level in (("B", 2), ("C", 3))]  # fmt: skip
    chart = decks.chart(ChartKind.LINE, Series("A", decks.fractions(*[1] * 8)), *flat)
    root, _ = chart_of(chart)
    series = list(root.iter(f"{C}ser"))
    colours = [attributes(one, "c:spPr/a:ln/a:solidFill/a:schemeClr/@val")[0] for one in series]
    assert colours == ["accent1", "accent2", "accent2"]
    assert all(len(label_places(one)) == 1 for one in series)


def test_parts_whose_values_do_not_fit_their_columns_get_an_axis() -> None:
    wide = decks.chart(
        ChartKind.STACKED,
        Series("Lost", decks.fractions(*[1234567.25] * 8)),
        Series("Reduced", decks.fractions(*[2345678.5] * 8)),
        number_format="$#,##0.00",
    )
    root, _ = chart_of(wide)
    assert attributes(root, "//c:valAx/c:delete/@val") == ["1"]  # alone it has the whole width
    narrow = decks.metric_slide(decks.number(), wide, decks.segment_bars())
    with zipfile.ZipFile(io.BytesIO(deck_bytes(decks.deck(narrow)))) as archive:
        root = etree.fromstring(archive.read("ppt/charts/chart1.xml"))
    assert attributes(root, "//c:valAx/c:delete/@val") == ["0"]
    assert root.find(f".//{C}dLbl") is None


def test_of_many_thin_bars_only_the_first_series_is_labelled() -> None:
    people = tuple(f"Person {index}" for index in range(12))
    chart = decks.chart(
        ChartKind.BAR,
        Series("Q2", decks.fractions(*range(1, 13))),
        Series("Q1", decks.fractions(*range(1, 13)), SeriesRole.CONTEXT),
        categories=people,
        emphasis=0,
    )
    slide = decks.metric_slide(decks.number(), chart, decks.narrative())
    with zipfile.ZipFile(io.BytesIO(deck_bytes(decks.deck(slide)))) as archive:
        root = etree.fromstring(archive.read("ppt/charts/chart1.xml"))
    now, before = root.iter(f"{C}ser")
    assert len(list(now.iter(f"{C}dLbl"))) == 12
    assert len(list(before.iter(f"{C}dLbl"))) == 0


def labelled_places(chart: Chart) -> set[int]:
    """The categories whose bars have a label."""
    root, _ = chart_of(chart)
    return {int(one) for one in attributes(root, "//c:barChart//c:dLbl/c:idx/@val")}


def test_a_stack_is_labelled_in_all_columns_or_in_the_last_alone() -> None:
    even = Series("A", decks.fractions(*[5] * 8)), Series("B", decks.fractions(*[5] * 8))
    assert labelled_places(decks.chart(ChartKind.STACKED, *even, number_format="0")) == {*range(8)}
    thin = Series("B", decks.fractions(0.1, *[5] * 7))
    chart = decks.chart(ChartKind.STACKED, even[0], thin, number_format="0")
    assert labelled_places(chart) == {7}
    none = Series("B", decks.fractions(0, *[5] * 7))  # no part needs no label
    chart = decks.chart(ChartKind.STACKED, even[0], none, number_format="0")
    assert labelled_places(chart) == {*range(8)}


def intervals(*margins: tuple[float, float] | None) -> Chart:
    """Points of 10, 18, 0 … with these margins."""
    values = decks.fractions(10, 18, 0, 27, 8, 31, 12, 24)[: len(margins)]
    pairs = tuple(
        None if one is None else (Fraction(str(one[0])), Fraction(str(one[1]))) for one in margins
    )
    series = Series("NPS", values, margins=pairs)
    return decks.chart(
        ChartKind.INTERVALS, series, categories=decks.QUARTERS[: len(margins)], number_format="0"
    )


def test_intervals_are_error_bars_that_the_workbook_holds() -> None:
    root, workbook = chart_of(intervals((42, 42), None, (45, 40.5)))
    header, *rows = cells(workbook)
    assert header == [None, "NPS", "Interval below", "Interval above"]
    assert [row[2:] for row in rows] == [[42, 42], [None, None], [45, 40.5]]
    (bars,) = root.iter(f"{C}errBars")
    for tag, column in (("minus", 2), ("plus", 3)):
        drawn = [None if v is None else float(v) for v in cached(bars, tag)]
        assert drawn == [row[column] for row in rows]


def test_the_axis_of_intervals_holds_them_all_and_zero() -> None:
    root, _ = chart_of(intervals((42, 42), (8, 60), (45, 45)))
    (low,) = attributes(root, "//c:valAx/c:scaling/c:min/@val")
    (high,) = attributes(root, "//c:valAx/c:scaling/c:max/@val")
    assert float(low) <= -45
    assert float(high) >= 78


def test_points_with_intervals_have_no_line_and_one_label() -> None:
    root, _ = chart_of(intervals(*[(5, 5)] * 8))
    (series,) = root.iter(f"{C}ser")
    assert series.find(f"{C}spPr//{{{NS['a']}}}noFill") is not None
    assert attributes(root, "//c:dLbl/c:idx/@val") == ["7"]
    assert root.find(f".//{C}delete[@val='1']") is None  # both axes are seen
