"""Points: two measures of the same things.

The first series of the specification holds the x values and names the x axis; each further one
holds the y values of one group, with gaps where a thing belongs to another group. Groups differ
in shape as well as in colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.render.charts.drawing import Drawing, paints
from deckgen.render.charts.plot_area import Marker, NamedAxis, PlotArea, Points, PointSeries
from deckgen.render.charts.sheet import Column, Sheet, sheet_of
from deckgen.render.charts.ticks import Ticks, round_ticks
from deckgen.render.shape import Outline

SYMBOLS = ("circle", "square", "diamond", "triangle")
SHAPES = ("ellipse", "rect", "diamond", "triangle")  # the same as presets
_PLOT = (0.12, 0.04, 0.85, 0.76)
_SIZE = 9
_MOST_TICKS, _INCHES_A_TICK = 7, 0.45


def plot(drawing: Drawing) -> PlotArea:
    """The scatter chart of a specification."""
    sheet = sheet_of(drawing.spec)
    across, *groups = sheet.columns
    sheet = Sheet(sheet.categories, (Column(across.name, across.values, "General"), *groups))
    shades = paints(drawing.spec.series[1:], drawing.palette)
    edge = drawing.palette.background
    series = tuple(
        PointSeries(
            index,
            Marker(SYMBOLS[(index - 1) % len(SYMBOLS)], _SIZE, shade.fill or edge, edge),
        )
        for index, shade in enumerate(shades, start=1)
    )
    line = Outline(drawing.style.lines.hair, drawing.palette.context)
    font = drawing.font(drawing.palette.muted)
    spec = drawing.spec
    upright = sheet.columns[1].name if len(sheet.columns) == 2 else ""
    return PlotArea(
        sheet,
        _PLOT,
        (Points(series),),
        NamedAxis(across.name, _ticks(drawing.box.w, (across,)), "General", font, line),
        NamedAxis(upright, _ticks(drawing.box.h, groups), spec.number_format, font, line),
    )


def _ticks(inches: float, columns: Sequence[Column]) -> Ticks:
    data = (value for column in columns for value in column.values)
    return round_ticks(data, max(2, min(_MOST_TICKS, int(inches / _INCHES_A_TICK))))
