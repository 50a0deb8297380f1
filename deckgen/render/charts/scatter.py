"""Points: two measures of the same things.

The first series of the specification holds the x values and names the x axis; each further one
holds the y values of one group, with gaps where a thing belongs to another group. Groups differ
in shape as well as in colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckgen.render.charts.axes import Inner
from deckgen.render.charts.drawing import Drawing, paints
from deckgen.render.charts.formats import formatted
from deckgen.render.charts.measure import axis_code
from deckgen.render.charts.plot_area import Marker, NamedAxis, PlotArea, Points, PointSeries
from deckgen.render.charts.sheet import Column, Sheet, sheet_of
from deckgen.render.charts.ticks import Ticks, round_ticks
from deckgen.render.shape import Outline
from deckgen.theme.box import Box
from deckgen.theme.fonts import Measure, line_height

SYMBOLS = ("circle", "square", "diamond", "triangle")
SHAPES = ("ellipse", "rect", "diamond", "triangle")  # the same as presets
_SIZE = 9
_VALUE_GAP, _NAME_GAP, _MOST = 0.10, 0.08, 0.6
_MOST_TITLE = 0.75  # of the frame, for the name of an axis: about the plot's length
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
    box, code = drawing.box, drawing.spec.number_format
    measure, points = drawing.measure, font.points
    name = sheet.columns[1].name if len(sheet.columns) == 2 else ""
    name = measure.shortened(name, box.h * _MOST_TITLE / measure.stretch, points)  # turned
    title = measure.shortened(across.name, box.w * _MOST_TITLE, points)
    ticks = _ticks_across(box.w, sheet.columns[0], font.points, drawing.measure)
    below = NamedAxis(title, ticks, sheet.columns[0].number_format, font, line)
    rising = _ticks(box.h, groups)
    beside = NamedAxis(name, rising, axis_code(rising.values(), code), font, line)
    if _beside(beside, drawing.measure) > box.w * _MOST:
        beside = replace(beside, title="")
    return PlotArea(
        sheet, _inner(box, below, beside, drawing.measure), (Points(series),), below, beside
    )


def _inner(box: Box, below: NamedAxis, beside: NamedAxis, measure: Measure) -> Inner:
    """The plot, as shares of the frame: what the axes' values and names leave of it."""
    points = below.font.points
    height = line_height(points)
    left = min(_beside(beside, measure), box.w * _MOST)
    bottom = height + _VALUE_GAP + (height + _NAME_GAP if below.title else 0.0)
    right = min(max(_widest(below.ticks, below.code, points, measure) / 2, _SIZE / 72), box.w / 5)
    top, bottom = min(height / 2, box.h / 4), min(bottom, box.h * _MOST)
    return (
        left / box.w,
        top / box.h,
        1 - (left + right) / box.w,
        1 - (top + bottom) / box.h,
    )


def _ticks(inches: float, columns: Sequence[Column]) -> Ticks:
    data = (value for column in columns for value in column.values)
    return round_ticks(data, max(2, min(_MOST_TICKS, int(inches / _INCHES_A_TICK))))


def _ticks_across(inches: float, column: Column, points: float, measure: Measure) -> Ticks:
    """The ticks of the axis below, few enough that their values stand beside each other."""
    for most in range(_MOST_TICKS, 2, -1):
        ticks = round_ticks(column.values, most)
        widest = _widest(ticks, column.number_format, points, measure)
        wide = (widest + _VALUE_GAP) * len(ticks.values())
        if wide <= inches * (1 - _MOST / 2):
            return ticks
    return round_ticks(column.values, 2)


def _beside(axis: NamedAxis, measure: Measure) -> float:
    """The room that an upright axis takes, in inches."""
    points = axis.font.points
    title = line_height(points) + _NAME_GAP if axis.title else 0.0
    return _widest(axis.ticks, axis.code, points, measure) + _VALUE_GAP + title


def _widest(ticks: Ticks, code: str, points: float, measure: Measure) -> float:
    return max(measure.width(formatted(value, code), points) for value in ticks.values())
