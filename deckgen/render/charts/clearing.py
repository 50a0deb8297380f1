"""Labels that would stand on each other or on another's bar: the more important one stays.

Kinds place their labels where their data leaves room; what they cannot see (the label of another
series, a name over a value) is settled here, for native charts and pictures alike.
"""

from __future__ import annotations

from dataclasses import replace

from deckgen.render.charts.bar_boxes import bar_boxes
from deckgen.render.charts.label_places import PlacedLabel, placed_labels
from deckgen.render.charts.plot_area import (
    Bars,
    BarSeries,
    Label,
    Layer,
    Lines,
    LineSeries,
    PlotArea,
)
from deckgen.render.charts.scale import scale_of
from deckgen.theme.box import Box
from deckgen.theme.fonts import Measure

# Lines of text are higher than their letters: so much of two lines may overlap, in inches.
_DOWN, _ACROSS = 0.06, 0.02
_OVER = 100  # percent: bars of one category lie over each other, not side by side
# Where they overlap in part, an earlier series lies behind, and a label may stand over it.


def cleared(area: PlotArea, width: float, height: float, measure: Measure) -> PlotArea:
    """The plot area without labels that would stand on others, on a frame of so many inches, by
    the metrics of the labels' font."""
    scale = scale_of(area, width, height)
    kept: list[Box] = []
    dropped: set[tuple[int, int]] = set()
    labels = sorted(placed_labels(area, scale), key=_rank)
    bars = [
        (bar.series.index, bar.place, bar.box, layer.overlap > 0)
        for layer in area.layers
        if isinstance(layer, Bars) and layer.grouping == "clustered" and layer.overlap < _OVER
        for bar in bar_boxes(area.sheet, layer, scale)
    ]
    for one in labels:
        box = within(one.box(measure), width, height)
        own = (one.index, one.label.index)
        if any(_touch(box, other) for other in kept) or (
            not one.label.name
            and any(
                (index, place) != own and not (overlaps and index < one.index) and _touch(box, bar)
                for index, place, bar, overlaps in bars
            )
        ):
            dropped.add((one.index, one.label.index))
        else:
            kept.append(box)
    if not dropped:
        return area
    return replace(area, layers=tuple(_without(layer, dropped) for layer in area.layers))


def within(box: Box, width: float, height: float) -> Box:
    """A rectangle moved into the frame, as far as it fits."""
    x = min(max(box.x, 0.0), max(width - box.w, 0.0))
    y = min(max(box.y, 0.0), max(height - box.h, 0.0))
    return Box(x, y, box.w, box.h)


def _rank(one: PlacedLabel) -> tuple[bool, bool, int, int]:
    """What comes first stays: stressed values, names, series in their order, late periods."""
    stressed = one.label.font.bold and one.label.value
    return not stressed, not one.label.name, one.index, -one.label.index


def _touch(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > _ACROSS and down > _DOWN


def _without(layer: Layer, dropped: set[tuple[int, int]]) -> Layer:
    def kept(one: BarSeries | LineSeries) -> tuple[Label, ...]:
        return tuple(label for label in one.labels if (one.index, label.index) not in dropped)

    match layer:
        case Bars():
            bars = tuple(replace(one, labels=kept(one)) for one in layer.series)
            return replace(layer, series=bars)
        case Lines():
            lines = tuple(replace(one, labels=kept(one)) for one in layer.series)
            return replace(layer, series=lines)
        case _:
            return layer
