"""Where the bars of a plot area lie: gaps, overlaps and stacks as Office reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.render.charts.plot_area import Bars, BarSeries
from deckgen.render.charts.scale import Scale
from deckgen.render.charts.sheet import Sheet
from deckgen.theme.box import Box

_STACKED = ("stacked", "percentStacked")


@dataclass(frozen=True, slots=True)
class BarBox:
    """One bar: its series, category, value, and the rectangle that it fills."""

    series: BarSeries
    place: int
    value: float
    box: Box


def bar_boxes(sheet: Sheet, layer: Bars, scale: Scale) -> Iterator[BarBox]:
    """The bars of a layer, series by series."""
    bases: dict[tuple[int, bool], float] = {}
    totals = stack_totals(sheet, layer)
    for order, series in enumerate(layer.series):
        for place, value in enumerate(sheet.columns[series.index].values):
            if value is None:
                continue
            start, end = 0.0, value
            if layer.grouping in _STACKED:
                start = bases.get((place, value >= 0), 0.0)
                share = value / totals[place] if layer.grouping == "percentStacked" else value
                bases[place, value >= 0] = end = start + share
            yield BarBox(series, place, value, _box(layer, scale, place, order, start, end))


def stack_totals(sheet: Sheet, layer: Bars) -> dict[int, float]:
    """What 100% of each category is; 1 where there is nothing."""
    totals: dict[int, float] = {}
    for series in layer.series:
        for place, value in enumerate(sheet.columns[series.index].values):
            totals[place] = totals.get(place, 0.0) + abs(value or 0.0)
    return {place: total or 1.0 for place, total in totals.items()}


def _box(layer: Bars, scale: Scale, place: int, order: int, start: float, end: float) -> Box:
    # Gap and overlap are shares of a bar's thickness.
    count = 1 if layer.grouping in _STACKED else len(layer.series)
    step = 1 - layer.overlap / 100 if count > 1 else 0.0
    thick = scale.slot / (1 + (count - 1) * step + layer.gap / 100)
    begin = scale.middle(place) - scale.slot / 2 + thick * layer.gap / 200
    begin += thick * step * (order if count > 1 else 0)
    near, far = sorted((scale.values.at(start), scale.values.at(end)))
    if scale.flat:
        return Box(near, begin, far - near, thick)
    return Box(begin, near, thick, far - near)
