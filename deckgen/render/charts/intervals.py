"""Points with the interval around each, without a line: what few answers allow to say.

The first series are the points. A further one is a dashed line to hold them against. The axis is
shown, with zero on it.
"""

from __future__ import annotations

from deckgen.model.deck import Series
from deckgen.render.charts.axes import named_under
from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.formats import formatted
from deckgen.render.charts.measure import widest_label
from deckgen.render.charts.plot_area import (
    CategoryAxis,
    Label,
    Lines,
    LineSeries,
    Marker,
    PlotArea,
    ValueAxis,
    coded,
)
from deckgen.render.charts.sheet import Column, Sheet, numbers, sheet_of
from deckgen.render.charts.ticks import Ticks, round_ticks
from deckgen.render.shape import Outline
from deckgen.theme.fonts import Measure

_DOT = 8
_MOST_TICKS, _TOP, _BOTTOM = 5, 0.03, 0.86
_AXIS_GAP, _SHARE_STEP = 0.14, 0.25
_INTERVAL = 1.5  # points


def plot(drawing: Drawing) -> PlotArea:
    """The intervals of a specification."""
    sheet, errors = _sheet(drawing)
    palette, muted = drawing.palette, drawing.font(drawing.palette.muted)
    code = drawing.spec.number_format
    ticks = _ticks(_reach(sheet, errors), code)
    axis_code = code.replace("0.0%", "0%")
    left = min(
        _widest(ticks, axis_code, muted.points, drawing.measure) + _AXIS_GAP, drawing.box.w * 0.3
    )
    right = min(_last_label(drawing, sheet), drawing.box.w * 0.2)
    width = drawing.box.w - left - right
    plot_area = (left / drawing.box.w, _TOP, width / drawing.box.w, _BOTTOM - _TOP)
    sheet, inner, skip = named_under(sheet, plot_area, drawing.box, muted.points, drawing.measure)
    dashed = Outline(drawing.style.lines.target, palette.context, dashed=True)
    further = (LineSeries(index, dashed) for index in range(1, len(drawing.spec.series)))
    lines = [_points(drawing, sheet, errors), *further]
    return PlotArea(
        sheet,
        inner,
        (Lines(tuple(lines)),),
        CategoryAxis(muted, Outline(drawing.style.lines.hair, palette.context), skip=skip),
        ValueAxis(ticks, axis_code, muted, Outline(0.5, palette.hair)),
    )


def _sheet(drawing: Drawing) -> tuple[Sheet, tuple[int, int] | None]:
    """The series, then how far the intervals of the first reach below and above."""
    sheet, margins = sheet_of(drawing.spec), drawing.spec.series[0].margins
    if not margins:
        return sheet, None
    count, code = len(sheet.columns), drawing.spec.number_format
    sides = [
        Column(name, _side(drawing.spec.series[0], side), code)
        for side, name in enumerate(("Interval below", "Interval above"))
    ]
    return Sheet(sheet.categories, (*sheet.columns, *sides)), (count, count + 1)


def _side(series: Series, side: int) -> tuple[float | None, ...]:
    return numbers(None if one is None else one[side] for one in series.margins)


def _reach(sheet: Sheet, errors: tuple[int, int] | None) -> list[float]:
    """Everything that the axis must hold, zero among it."""
    held = [0.0]
    data = sheet.columns[: errors[0]] if errors else sheet.columns
    held += [value for column in data for value in column.values if value is not None]
    if errors:
        below, above = (sheet.columns[index].values for index in errors)
        for value, down, up in zip(sheet.columns[0].values, below, above, strict=True):
            if value is not None and down is not None and up is not None:
                held += [value - down, value + up]
    return held


def _ticks(reach: list[float], code: str) -> Ticks:
    """The axis: round, and for shares no further than all of them."""
    if "%" in code and min(reach) >= 0 and max(reach) <= 1:
        return Ticks(0.0, 1.0, _SHARE_STEP)
    return round_ticks(reach, _MOST_TICKS)


def _points(drawing: Drawing, sheet: Sheet, errors: tuple[int, int] | None) -> LineSeries:
    """The points; the axis says their values, and the last one bears its own."""
    palette = drawing.palette
    values = sheet.columns[0].values
    known = [place for place, value in enumerate(values) if value is not None]
    mark = Marker("circle", _DOT, palette.muted, palette.background)
    labels = (Label(place, "r", drawing.font(palette.ink, bold=True)) for place in known[-1:])
    return LineSeries(
        0,
        None,
        tuple((place, mark) for place in known),
        coded(labels, values, drawing.spec.number_format),
        errors,
        Outline(_INTERVAL, palette.muted),
    )


def _last_label(drawing: Drawing, sheet: Sheet) -> float:
    """The room that the last value takes beside the plot."""
    last = [value for value in sheet.columns[0].values if value is not None][-1:]
    code, points = drawing.spec.number_format, drawing.style.sizes.body
    return widest_label(last, code, points, drawing.measure, bold=True) / 2


def _widest(ticks: Ticks, code: str, points: float, measure: Measure) -> float:
    return max(measure.width(formatted(value, code), points) for value in ticks.values())
