"""Columns and horizontal bars: side by side, stacked, or stacked to 100%."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.render.charts.picture.labels import Labels
from deckgen.render.charts.picture.scale import Scale
from deckgen.render.charts.picture.surface import Surface
from deckgen.render.charts.plot_area import Bars, BarSeries
from deckgen.render.charts.sheet import Sheet
from deckgen.theme.box import Box

_STACKED = ("stacked", "percentStacked")


def draw_bars(surface: Surface, sheet: Sheet, layer: Bars, scale: Scale, labels: Labels) -> None:
    """Draws a layer of bars and hands its labels over."""
    bases: dict[tuple[int, bool], float] = {}
    totals = _totals(sheet, layer)
    for order, series in enumerate(layer.series):
        fills = dict(series.points)
        for place, value in _values(sheet, series):
            if layer.grouping in _STACKED:
                start = bases.get((place, value >= 0), 0.0)
                share = value / totals[place] if layer.grouping == "percentStacked" else value
                bases[place, value >= 0] = end = start + share
            else:
                start, end = 0.0, value
            box = _box(scale, place, _offset(layer, order), _thickness(layer), start, end)
            fill = fills.get(place, series.fill)
            if fill or series.outline:
                surface.rectangle(box, fill, series.outline)
            labels.of_bar(sheet, series, place, box, flat=scale.flat, negative=value < 0)


def _values(sheet: Sheet, series: BarSeries) -> Iterator[tuple[int, float]]:
    for place, value in enumerate(sheet.columns[series.index].values):
        if value is not None:
            yield place, value


def _totals(sheet: Sheet, layer: Bars) -> dict[int, float]:
    """What 100% of each category is; 1 where there is nothing."""
    totals: dict[int, float] = {}
    for series in layer.series:
        for place, value in _values(sheet, series):
            totals[place] = totals.get(place, 0.0) + abs(value)
    return {place: total or 1.0 for place, total in totals.items()}


def _side_by_side(layer: Bars) -> int:
    return 1 if layer.grouping in _STACKED else len(layer.series)


def _thickness(layer: Bars) -> float:
    """A bar's thickness, as a share of the category's slot: gap and overlap are shares of it."""
    count = _side_by_side(layer)
    return 1 / (count - (count - 1) * layer.overlap / 100 + layer.gap / 100)


def _offset(layer: Bars, order: int) -> float:
    """From the slot's start to the bar, as a share of the slot."""
    thick = _thickness(layer)
    step = thick * (1 - layer.overlap / 100) if _side_by_side(layer) > 1 else 0.0
    return thick * layer.gap / 200 + step * order


def _box(scale: Scale, place: int, offset: float, thick: float, start: float, end: float) -> Box:
    near, far = sorted((scale.values.at(start), scale.values.at(end)))
    begin = scale.middle(place) - scale.slot / 2 + offset * scale.slot
    if scale.flat:
        return Box(near, begin, far - near, thick * scale.slot)
    return Box(begin, near, thick * scale.slot, far - near)
