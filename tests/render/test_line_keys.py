"""Names of lines stand where nothing is covered; where there is no such place, a key names them."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation

from deckgen.model.deck import ChartKind, ChartSpec, Series, SeriesRole, Slide, SlideKind, text
from deckgen.render import deck_bytes
from deckgen.render.charts import plot_area
from deckgen.render.charts.key import line_key
from deckgen.render.charts.label_places import placed_labels
from deckgen.render.charts.line_looks import line_colours
from deckgen.render.charts.placement import common, length_inside
from deckgen.render.charts.plot_area import Lines, PlotArea
from deckgen.render.charts.scale import Scale, scale_of
from deckgen.render.key_row import keyed_lines
from deckgen.theme.box import Box
from deckgen.theme.contrast import safe_distance
from deckgen.theme.fonts import line_height
from deckgen.theme.style import Style
from tests.render import decks
from tests.render.charts.awkward import LIGHT

STYLE = Style()
TITLE = 0.36
APART = 15.0  # CIE76 in every vision
# Three channels within a few points of each other and of their target, one of them falling.
ROOMY = (
    Series("Support", decks.fractions(0.875, 0.89, 0.892, 0.888, 0.885, 0.887, 0.88, 0.893)),
    Series(
        "Success",
        decks.fractions(0.936, 0.932, 0.925, 0.93, 0.92, 0.915, 0.918, 0.924),
        SeriesRole.CONTEXT,
    ),
    Series(
        "Onboarding",
        decks.fractions(0.93, 0.95, 0.928, 0.932, 0.91, 0.79, 0.73, 0.81),
        SeriesRole.CONTEXT,
    ),
    Series("Target 90%", decks.fractions(*[0.9] * 8), SeriesRole.TARGET),
)
# Longer names on lines that cross each other and the target at every step.
CLOSE = (
    Series("Support requests", decks.fractions(*[0.87, 0.93] * 3, 0.87, 0.893)),
    Series("Success managers", decks.fractions(*[0.93, 0.87] * 3, 0.93, 0.924), SeriesRole.CONTEXT),
    Series(
        "Onboarding projects",
        decks.fractions(*[0.92, 0.92, 0.88] * 2, 0.92, 0.81),
        SeriesRole.CONTEXT,
    ),
    Series("Target 90%", decks.fractions(*[0.9] * 8), SeriesRole.TARGET),
)


def lines(*series: Series) -> ChartSpec:
    return ChartSpec(ChartKind.LINE, decks.QUARTERS, series, "0.0%", emphasis=7)


def drawn(spec: ChartSpec, box: Box) -> tuple[PlotArea, frozenset[int], Scale]:
    """The chart as an exhibit of that box shows it, and what its key names."""
    keyed = keyed_lines(spec, box, TITLE, STYLE, LIGHT, "en-US")
    rows = 1 if keyed else 0  # a key of more rows leaves less room, and names only more
    area = plot_area(spec, box.row(0, box.h - TITLE - 0.3 * rows), STYLE, LIGHT, "en-US",
                     keyed=keyed)  # fmt: skip
    return area, keyed, scale_of(area, box.w, box.h - TITLE - 0.3 * rows)


def named_at_lines(area: PlotArea) -> set[int]:
    return {
        line.index
        for layer in area.layers
        if isinstance(layer, Lines)
        for line in layer.series
        if any(label.name for label in line.labels)
    }


values = st.lists(
    st.integers(0, 1000).map(lambda one: Fraction(one, 1000)), min_size=8, max_size=8
).map(tuple)


@given(
    st.lists(values, min_size=1, max_size=4),
    st.floats(2.4, 6.0),
    st.floats(1.2, 4.0),
    st.booleans(),
)
def test_every_line_is_named_once_on_the_line_or_in_the_key(
    series: list[tuple[Fraction, ...]], width: float, height: float, aimed: bool
) -> None:
    roles = (SeriesRole.ACTUAL, *[SeriesRole.CONTEXT] * 3)
    all_series = [Series(f"Channel {i}", one, roles[i]) for i, one in enumerate(series)]
    if aimed:
        all_series.append(Series("Target", (Fraction(1, 2),) * 8, SeriesRole.TARGET))
    spec, box = lines(*all_series), Box(0, 0, width, height)
    keyed = keyed_lines(spec, box, TITLE, STYLE, LIGHT, "en-US")
    told = {entry.name.removesuffix(" 50%") for entry in line_key(spec, STYLE, LIGHT, keyed)}
    assert told == {spec.series[index].name for index in keyed}
    under = 0.66 if keyed else TITLE
    area = plot_area(spec, box.row(under, height - under), STYLE, LIGHT, "en-US", keyed=keyed)
    assert not named_at_lines(area) & keyed
    if len(series) == 1:
        assert 0 not in keyed, "the chart's title names a line that is alone"
    alone = {0} if len(series) == 1 else set[int]()
    assert named_at_lines(area) | keyed | alone == set(range(len(all_series)))


@given(values, values, st.floats(2.4, 6.0), st.floats(1.2, 4.0))
def test_a_name_covers_no_line(
    one: tuple[Fraction, ...], other: tuple[Fraction, ...], width: float, height: float
) -> None:
    target = Series("Target 50%", (Fraction(1, 2),) * 8, SeriesRole.TARGET)
    spec = lines(Series("Retention", one), Series("Growth", other, SeriesRole.CONTEXT), target)
    area = plot_area(spec, Box(0, 0, width, height), STYLE, LIGHT, "en-US")
    scale = scale_of(area, width, height)
    segments = [
        ((scale.middle(at), scale.values.at(start)), (scale.middle(at + 1), scale.values.at(end)))
        for column in area.sheet.columns
        for at, (start, end) in enumerate(zip(column.values, column.values[1:], strict=False))
        if start is not None and end is not None
    ]
    for label in placed_labels(area, scale):
        if label.label.name:
            covered = sum(length_inside(segment, label.box(STYLE.minor)) for segment in segments)
            assert covered < 0.03, label.text


def test_lines_with_room_bear_their_names_themselves() -> None:
    spec = lines(
        Series("Net", decks.fractions(*[1.0, 1.01, 1.0, 1.02, 1.0, 1.01, 1.0, 1.01])),
        Series("Gross", decks.fractions(*[0.9, 0.91] * 4), SeriesRole.CONTEXT),
    )
    area, keyed, _ = drawn(spec, Box(0, 0, 5.0, 3.5))
    assert not keyed
    assert named_at_lines(area) == {0, 1}


def test_close_lines_bear_their_names_where_no_other_line_comes_between() -> None:
    area, keyed, scale = drawn(lines(*ROOMY), Box(0, 0, 5.0, 3.5))
    assert keyed <= {3}, "the lines need no key"
    assert named_at_lines(area) >= {0, 1, 2}
    said = {one.text for one in placed_labels(area, scale) if one.label.name}
    assert said >= {"Support", "Success", "Onboarding"}


def test_lines_of_one_role_that_cross_are_two_colours_even_without_a_key() -> None:
    colours = line_colours(lines(*ROOMY), LIGHT, frozenset())
    assert colours[1] == LIGHT.context
    assert safe_distance(colours[1].hex, colours[2].hex) >= APART
    apart = (ROOMY[1], replace(ROOMY[2], values=decks.fractions(*[0.8] * 8)))
    assert set(line_colours(lines(*apart), LIGHT, frozenset()).values()) == {LIGHT.context}


@given(st.sets(st.integers(0, 2)))
def test_a_keyed_line_has_not_the_colour_of_one_that_bears_its_name(keyed: set[int]) -> None:
    apart = [replace(one, values=decks.fractions(*[i / 10] * 8)) for i, one in enumerate(CLOSE)]
    colours = line_colours(lines(*apart), LIGHT, frozenset(keyed))
    for one, other in combinations(colours, 2):
        if {one, other} & keyed:
            assert safe_distance(colours[one].hex, colours[other].hex) >= APART


# Retention of two kinds, as on the first metric's slide: over one is its target, hard by.
RETENTION = (
    Series("Net revenue retention", decks.fractions(
        1.015, 1.009, 1.015, 0.996, 1.019, 0.994, 1.013, 1.005)),
    Series("Gross revenue retention", decks.fractions(
        0.99, 0.99, 0.99, 0.968, 0.991, 0.97, 0.985, 0.979), SeriesRole.CONTEXT),
    Series("Target 102%", decks.fractions(*[1.02] * 8), SeriesRole.TARGET),
)  # fmt: skip


def test_lines_without_a_clear_place_inside_bear_their_names_at_their_ends() -> None:
    area, keyed, scale = drawn(lines(*RETENTION), Box(0, 0, 5.0, 3.4))
    assert not keyed
    ends = [one for one in placed_labels(area, scale) if one.label.index == 7]
    assert [one.text for one in ends] == [
        "Net revenue\nretention\n100.5%",
        "Gross revenue\nretention\n97.9%",
    ]
    for one in ends:
        box = one.box(STYLE.minor)
        assert box.right <= 5.0
        assert box.h == pytest.approx(3 * line_height(12))
    assert not common(*(one.box(STYLE.minor) for one in ends))


@pytest.mark.parametrize(
    ("width", "height"), [(3.4, 3.4), (5.0, 1.5)], ids=["no room beside", "ends too near"]
)
def test_where_one_line_has_no_place_for_its_name_the_key_names_them_all(
    width: float, height: float
) -> None:
    area, keyed, _ = drawn(lines(*RETENTION), Box(0, 0, width, height))
    assert keyed >= {0, 1}
    assert named_at_lines(area) == {2} - keyed


@given(st.sets(st.integers(0, 2)))
def test_a_key_of_lines_gives_each_its_own_marker_and_colour(keyed: set[int]) -> None:
    spec, named = lines(*CLOSE), frozenset(keyed)
    entries = line_key(spec, STYLE, LIGHT, named)
    assert len({entry.shape for entry in entries}) == len(keyed)
    colours = [entry.fill for entry in entries if entry.fill]
    assert len(colours) == len(keyed)
    for one, other in combinations(colours, 2):
        assert safe_distance(one.hex, other.hex) >= APART


def test_last_values_have_the_colour_of_their_lines() -> None:
    area, keyed, _ = drawn(lines(*CLOSE), Box(0, 0, 4.0, 1.8))
    layer = next(layer for layer in area.layers if isinstance(layer, Lines))
    assert keyed >= {0, 1, 2}
    for line in layer.series:
        if line.outline and line.index < 3:
            last = next(label for label in line.labels if label.index == 7)
            words = LIGHT.muted if line.outline.colour == LIGHT.context else line.outline.colour
            assert last.font.colour == words


def test_lines_too_close_for_names_are_told_apart_by_the_colours_of_a_key() -> None:
    area, keyed, scale = drawn(lines(*CLOSE), Box(0, 0, 4.0, 1.8))
    assert keyed >= {0, 1, 2}
    layer = next(layer for layer in area.layers if isinstance(layer, Lines))
    colours = {one.index: one.outline.colour for one in layer.series if one.outline}
    assert len({colours[0], colours[1], colours[2]}) == 3
    entries = line_key(lines(*CLOSE), STYLE, LIGHT, keyed)
    shown = [entry.line.colour for entry in entries if entry.line]
    assert shown == [colours[index] for index in sorted(keyed)]
    last = {label.index for label in placed_labels(area, scale) if label.label.index == 7}
    assert last >= {0, 1, 2}, "values of the current period are never left out"


def test_a_target_in_the_key_says_its_value_if_its_name_does_not() -> None:
    spec = lines(Series("Rate", decks.fractions(*[0.5] * 8)),
                 Series("Target", decks.fractions(*[0.9] * 8), SeriesRole.TARGET))  # fmt: skip
    assert [one.name for one in line_key(spec, STYLE, LIGHT, frozenset({1}))] == ["Target 90%"]


def test_the_name_of_a_target_stands_where_no_line_is_hard_by() -> None:
    # Over its target at first, later far below it: over the dashed line's later half all is free.
    rate = Series("Retention", decks.fractions(0.976, 0.98, 0.977, 0.98, 0.975, 0.95, 0.94, 0.93))
    target = Series("Target 97.5%", decks.fractions(*[0.975] * 8), SeriesRole.TARGET)
    area = plot_area(lines(rate, target), Box(0, 0, 4.5, 3.0), STYLE, LIGHT, "en-US")
    scale = scale_of(area, 4.5, 3.0)
    name = next(one for one in placed_labels(area, scale) if one.label.name)
    box, values = name.box(STYLE.minor), area.sheet.columns[0].values
    points = [(scale.middle(i), scale.values.at(v)) for i, v in enumerate(values) if v is not None]
    around = Box(box.x - 0.1, box.y - 0.1, box.w + 0.2, box.h + 0.2)
    assert not any(length_inside(one, around) for one in pairwise(points))


@pytest.mark.parametrize("pictures", [False, True])
def test_the_key_is_the_same_above_a_chart_and_above_its_picture(pictures: bool) -> None:
    chart = decks.chart(ChartKind.LINE, *CLOSE, number_format="0.0%")
    blocks = (decks.number(), chart, decks.accounts_table(6), decks.narrative())
    slide = Slide("metric/csat", SlideKind.METRIC, text("CSAT held"), blocks=blocks, split=(4, 5))
    shapes = (
        Presentation(io.BytesIO(deck_bytes(decks.deck(slide), pictures=pictures))).slides[0].shapes
    )
    words = [
        one.text_frame.text
        for one in shapes
        if one.name.startswith("Key") and one.has_text_frame and one.text_frame.text
    ]
    names = [one.name for one in CLOSE]
    assert words in (names, names[:3]), "all lines, or none"
    # A dashed line stands for it, as in the chart.
    assert sum(one.name.startswith("Key") and 'val="dash"' in etree.tostring(one._element).decode()
               for one in shapes) == 1  # fmt: skip
