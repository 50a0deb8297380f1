"""A target as a dashed line that bears its own name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from deckgen.render.charts.bar_boxes import bar_boxes
from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.label_places import label_at_point, placed_labels
from deckgen.render.charts.placement import common
from deckgen.render.charts.plot_area import (
    Bars,
    Label,
    Layer,
    Lines,
    LineSeries,
    PlotArea,
    ValueAxis,
)
from deckgen.render.charts.scale import Scale, scale_of
from deckgen.render.charts.sheet import Sheet
from deckgen.render.shape import Outline
from deckgen.theme.box import Box
from deckgen.theme.style import Palette, Style

# What is worse than what for a name, by square inch; and how much worse the first and last point
# are, which are left to the data's first and last value, and each later point.
_LEAVES, _COVERS, _ON_LABEL, _AT_END, _LATER = 40.0, 10.0, 2.0, 0.10, 0.001
_COVERED = 0.002  # square inches of bars under a name that need a ground of its own


def target_outline(style: Style, palette: Palette) -> Outline:
    """How a target's line is drawn."""
    return Outline(style.lines.target, palette.ink, dashed=True)


def target_lines(
    drawing: Drawing, names: Mapping[int, Sequence[Label]] | None = None
) -> tuple[LineSeries, ...]:
    """The target series as dashed lines, each with its label from ``names``, by column."""
    outline = target_outline(drawing.style, drawing.palette)
    return tuple(
        LineSeries(index, outline, labels=tuple((names or {}).get(index, ())))
        for index, _ in drawing.targets
    )


def named_over_bars(area: PlotArea, drawing: Drawing, *, valued: bool = True) -> PlotArea:
    """A plot area whose target lines bear their names, each where it covers least of bars and of
    their values; ``valued`` unless an axis says the values."""
    scale = scale_of(area, drawing.box.w, drawing.box.h)
    bars = [
        bar.box
        for layer in area.layers
        if isinstance(layer, Bars)
        for bar in bar_boxes(area.sheet, layer, scale)
    ]
    taken = [one.box(drawing.measure) for one in placed_labels(area, scale)]
    background = drawing.palette.background
    layers: list[Layer] = []
    for layer in area.layers:
        if isinstance(layer, Lines):
            named = []
            for line in layer.series:
                spots = list(_spots(area, drawing, scale, line.index, valued=valued))
                if spots:
                    label, box = min(spots, key=lambda spot: _cost(spot, area, scale, bars, taken))
                    covered = sum(common(box, bar) for bar in bars) > _COVERED
                    label = replace(label, behind=background) if covered else label
                    line = replace(line, labels=(label,))
                named.append(line)
            layer = replace(layer, series=tuple(named))
        layers.append(layer)
    return replace(area, layers=tuple(layers))


def _spots(
    area: PlotArea, drawing: Drawing, scale: Scale, index: int, *, valued: bool
) -> Iterator[tuple[Label, Box]]:
    """The labels that a target's name may be, with the rectangle of each."""
    column = area.sheet.columns[index]
    # A name such as "Target 110%" says its value; "Target" alone does not.
    value = valued and not any(character.isdigit() for character in column.name)
    for place, level in enumerate(column.values):
        if level is None:
            continue
        for side in ("t", "b"):
            label = Label(place, side, drawing.font(drawing.palette.ink), value=value, name=True)
            at = scale.middle(place), scale.values.at(level)
            for placed in label_at_point(area.sheet, index, label, at):
                yield label, placed.box(drawing.measure)


def _cost(
    spot: tuple[Label, Box],
    area: PlotArea,
    scale: Scale,
    bars: Sequence[Box],
    taken: Sequence[Box],
) -> float:
    label, box = spot
    # The frame, or what an axis at the left leaves of it; the names below are no place either.
    left = scale.plot.x if isinstance(area.upright, ValueAxis) else 0.0
    outside = max(0.0, left - box.x) + max(0.0, box.right - scale.plot.right)
    outside += max(0.0, -box.y) + max(0.0, box.bottom - scale.plot.bottom)
    known = [i for i, value in enumerate(area.sheet.columns[0].values) if value is not None]
    ends = {known[0], known[-1]} if known else set[int]()
    return (
        _LEAVES * outside
        + _COVERS * sum(common(box, bar) for bar in bars)
        + _ON_LABEL * sum(common(box, other) for other in taken)
        + (_AT_END if label.index in ends else 0.0)
        + _LATER * label.index
    )


def crosses_target(
    drawing: Drawing,
    sheet: Sheet,
    place: int,
    value: float | None,
    position: str,
    height: float,
) -> bool:
    """Whether a label of ``height`` axis units above (``t``, ``outEnd``) or below (``b``) a value
    would stand on a target line."""
    if value is None:
        return False
    up = position in ("t", "outEnd") and (value >= 0 or position == "t")
    low, high = (value, value + 1.6 * height) if up else (value - 1.6 * height, value)
    levels = (sheet.columns[index].values[place] for index, _ in drawing.targets)
    return any(level is not None and low < level < high for level in levels)
