"""Of every stacked column a reader knows the parts or the total; of the current one, both."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from deckgen.model.deck import ChartKind, ChartSpec, Series, SeriesRole
from deckgen.render.charts import plot_area
from deckgen.render.charts.key import key_entries
from deckgen.render.charts.plot_area import Bars, Lines, PlotArea, ValueAxis
from deckgen.render.charts.stacked import all_labelled
from deckgen.render.key_row import keyed_values
from deckgen.theme.box import Box
from deckgen.theme.style import Style
from tests.render import decks
from tests.render.charts.awkward import LIGHT

STYLE = Style()
ROLES = (SeriesRole.BAD, SeriesRole.WARN, SeriesRole.CONTEXT, SeriesRole.UNKNOWN)
TITLE = 0.36

parts = st.lists(st.integers(0, 400).map(Fraction), min_size=8, max_size=8).map(tuple)
stacks = st.lists(parts, min_size=2, max_size=4)


def stack(rows: list[tuple[Fraction, ...]], *, totals: bool = True) -> ChartSpec:
    series = tuple(Series(f"Part {i}", one, ROLES[i]) for i, one in enumerate(rows))
    return ChartSpec(ChartKind.STACKED, decks.QUARTERS, series, "0", emphasis=7, totals=totals)


def drawn(spec: ChartSpec, box: Box, said: frozenset[int]) -> PlotArea:
    rows = 1 if len(key_entries(spec, LIGHT, said)) else 0
    under = 0.40 + 0.22 * rows + 0.04
    return plot_area(spec, box.row(under, box.h - under), STYLE, LIGHT, "en-US")


def labelled(area: PlotArea, place: int) -> set[int]:
    """The parts that bear their value in one column."""
    return {
        series.index
        for layer in area.layers
        if isinstance(layer, Bars)
        for series in layer.series
        if any(label.index == place for label in series.labels)
    }


def totals_of(area: PlotArea) -> dict[int, float | None]:
    """The totals over the columns, by their place."""
    return {
        label.index: area.sheet.columns[line.index].values[label.index]
        for layer in area.layers
        if isinstance(layer, Lines)
        for line in layer.series
        for label in line.labels
        if area.sheet.columns[line.index].name == "Total"
    }


@given(stacks, st.floats(5.0, 9.0), st.floats(1.6, 4.0))
def test_every_part_of_the_current_column_is_said_at_it_or_in_the_key(
    rows: list[tuple[Fraction, ...]], width: float, height: float
) -> None:
    spec, box = stack(rows), Box(0, 0, width, height)
    said = keyed_values(spec, box, 0.0, STYLE, LIGHT, "en-US")
    area = drawn(spec, box, said)
    told = {entry.name for entry in key_entries(spec, LIGHT, said)}
    at_columns = labelled(area, 7)
    for index, one in enumerate(rows):
        if one[7] and index not in at_columns:
            assert f"Part {index}, now {one[7]}" in told
        if not one[7]:
            assert f"Part {index}" in told, "a part of nothing needs no value"


@given(stacks, st.floats(4.5, 9.0), st.floats(1.2, 4.0))
def test_a_column_whose_parts_are_not_all_labelled_bears_its_total(
    rows: list[tuple[Fraction, ...]], width: float, height: float
) -> None:
    spec = stack(rows)
    area = plot_area(spec, Box(0, 0, width, height), STYLE, LIGHT, "en-US")
    totals = totals_of(area)
    if isinstance(area.upright, ValueAxis):
        assert not totals, "an axis says the values"
        return
    wanted = {place: sum(one[place] for one in rows) for place in range(8)}
    wanted = {place: total for place, total in wanted.items() if total}
    if totals:
        assert totals == wanted
    else:
        assert all_labelled(area)


@given(stacks)
def test_totals_are_drawn_only_where_they_are_asked_for(rows: list[tuple[Fraction, ...]]) -> None:
    area = plot_area(stack(rows, totals=False), Box(0, 0, 4, 2), STYLE, LIGHT, "en-US")
    assert not totals_of(area)
    assert len(area.sheet.columns) == len(rows)


def test_a_loss_in_a_stack_has_no_total_over_it() -> None:
    spec = stack([(Fraction(5),) * 8, (Fraction(-3),) * 8, (Fraction(1, 10),) * 8])
    assert not totals_of(plot_area(spec, Box(0, 0, 4, 2), STYLE, LIGHT, "en-US"))
