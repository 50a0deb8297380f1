"""Bars over the rows of a table: the plot is the whole frame, one bar in the middle of each row.

Rows that hold several values stack them end to end, without labels: the table's cells say them.
Otherwise every bar bears its value, outside its end or, where the axis must stop, inside.
"""

from __future__ import annotations

from fractions import Fraction

from deckgen.model.deck import ChartSpec, SeriesRole
from deckgen.render.charts.drawing import Drawing, Paint, paints, present
from deckgen.render.charts.measure import widest_label
from deckgen.render.charts.plot_area import (
    Bars,
    BarSeries,
    CategoryAxis,
    HiddenAxis,
    Label,
    PlotArea,
    coded,
)
from deckgen.render.charts.sheet import Sheet, sheet_of
from deckgen.render.shape import Outline

_GAP, _CLOSE_GAP, _OPEN_GAP, _OVERLAP = 60, 25, 45, 100
_LOW_ROW = 0.30  # inches, below which bars are thicker so that they hold their values
_CLEAR = 0.05  # inches between a label and the line behind the bars
_AIR = 0.10  # inches between a bar's end and the frame's edge, beside the label
_BEFORE_TWICE = 0.999  # of twice the threshold, where a second gridline would stand
_MOST_ROOM = 0.75  # of the frame's width that labels may take


def plot(drawing: Drawing) -> PlotArea:
    """The bars of a specification."""
    sheet = sheet_of(drawing.spec)
    low, high = limits(drawing)
    stacked = stacks(drawing.spec)
    series = tuple(
        _series(drawing, sheet, index, (low, high)) for index in range(len(drawing.spec.series))
    )
    # The separators between the parts of a stack would cut the axis.
    line = None if stacked else Outline(drawing.style.lines.pill, drawing.palette.context)
    low_rows = drawing.box.h < _LOW_ROW * len(sheet.categories)
    gap = _CLOSE_GAP if low_rows else _GAP
    if _behind(drawing.spec):  # which is seen between the bars
        gap = max(gap, _OPEN_GAP)
    grid = None
    if has_line(drawing.spec, high):
        grid = Outline(drawing.style.lines.target, drawing.palette.ink, dashed=True)
    return PlotArea(
        sheet,
        (0.0, 0.0, 1.0, 1.0),
        (Bars(series, "bar", "stacked" if stacked else "clustered", gap, _OVERLAP),),
        CategoryAxis(None, line, side="l", reverse=True),
        HiddenAxis(low, high, side="t", grid=grid, step=float(drawing.spec.threshold or 0)),
    )


def stacks(spec: ChartSpec) -> bool:
    """Whether some row holds more than one value, so that they stand end to end."""
    rows = zip(*(series.values for series in spec.series), strict=True)
    return any(sum(value is not None for value in row) > 1 for row in rows)


def limits(drawing: Drawing) -> tuple[float, float]:
    """The value axis: from the longest bar to the other, with room for the labels at their ends.
    With a threshold it ends before twice that, as long as no bar is so long."""
    spec = drawing.spec
    data = [*_lengths(drawing), *_behind(spec)]
    low, high = min([*data, 0.0]), max([*data, 0.0])
    span = (high - low) or 1.0
    room, sides = 0.0, (low < 0) + (high > 0 or low == 0)
    if not stacks(spec):
        points, codes = drawing.style.sizes.body, spec.number_format
        label = widest_label(present(spec.series), codes, points, drawing.measure, bold=True)
        beside = (label if spec.labelled else 0.0) + _AIR
        share = min(beside * sides / drawing.box.w, _MOST_ROOM)
        room = span * share / (1 - share) / sides
    low = low - room if low < 0 else 0.0
    top = high + room if high > 0 or low == 0 else 0.0
    if low == top:
        top = 1.0
    if spec.threshold is not None and spec.threshold > 0:
        most = 2 * float(spec.threshold) * _BEFORE_TWICE
        if high <= most:
            top = min(max(top, float(spec.threshold) * 1.1), most)
    return low, top


def _behind(spec: ChartSpec) -> list[float]:
    """The values that stand behind the bars."""
    marks = [spec.reference, *((spec.band.low, spec.band.high) if spec.band else ())]
    return [float(mark) for mark in marks if mark is not None]


def has_line(spec: ChartSpec, high: float) -> bool:
    """Whether the threshold is drawn: a gridline stands at each multiple of it, so only where the
    axis ends before the second."""
    return spec.threshold is not None and 0 < spec.threshold < high < 2 * spec.threshold


def is_stressed(spec: ChartSpec, place: int, value: Fraction | None) -> bool:
    """Whether a bar is the one to look at: beyond the threshold, else the category to stress."""
    if spec.threshold is not None:
        return value is not None and value > spec.threshold
    return place == spec.emphasis


def _lengths(drawing: Drawing) -> list[float]:
    """The ends of the bars, of a stack those of its parts together."""
    rows = zip(*(series.values for series in drawing.spec.series), strict=True)
    ends = []
    for row in rows:
        known = [float(value) for value in row if value is not None]
        ends += [sum(v for v in known if v > 0), sum(v for v in known if v < 0)]
    return ends


def _series(drawing: Drawing, sheet: Sheet, index: int, ends: tuple[float, float]) -> BarSeries:
    spec, palette = drawing.spec, drawing.palette
    paint = paints(spec.series, palette)[index]
    stacked = stacks(spec)
    first = len(spec.series) == 1 and spec.series[index].role is SeriesRole.ACTUAL
    fill = palette.context if first else paint.fill
    outline = Outline(drawing.style.lines.separator, palette.background) if stacked else None
    if fill is None:
        outline = Outline(1.0, palette.context)
    known = [(place, one) for place, one in enumerate(spec.series[index].values) if one is not None]
    stressed = {place for place, value in known if is_stressed(spec, place, value)}
    points = tuple((place, paint.fill) for place in sorted(stressed) if first and paint.fill)
    labels = []
    for place, value in known if spec.labelled and not stacked else ():
        outside = _stands_outside(drawing, float(value), ends)
        bold = place in stressed
        shade = paint if bold or not first else Paint(palette.context, palette.on_context)
        colour = palette.accent if bold and first else palette.ink
        font = drawing.font(colour if outside else shade.label, bold=bold)
        labels.append(Label(place, "outEnd" if outside else "inEnd", font))
    signed = ";" in spec.number_format  # has its own form for each sign
    values = () if signed else sheet.columns[index].values
    return BarSeries(index, fill, outline, points, coded(labels, values, spec.number_format))


def _stands_outside(drawing: Drawing, value: float, ends: tuple[float, float]) -> bool:
    """Whether a bar's label fits between its end and the frame's edge, clear of the threshold."""
    spec, (low, high) = drawing.spec, ends
    per_inch = ((high - low) or 1.0) / drawing.box.w
    points = drawing.style.sizes.body
    label = widest_label([value], spec.number_format, points, drawing.measure, bold=True)
    label = (label + _AIR / 2) * per_inch
    if _behind(spec):
        if label > abs(value):
            return True
        beyond = label > (high - value if value >= 0 else value - low)
        return _crosses(spec, value, -label, per_inch) and not (
            beyond or _crosses(spec, value, label, per_inch)
        )
    if label > (high - value if value >= 0 else value - low):
        return label > abs(value)  # in a bar that is too short it would lie across the axis
    if spec.threshold is None or not has_line(spec, high) or value < label:
        return True
    return not value <= spec.threshold <= value + label


def _crosses(spec: ChartSpec, value: float, label: float, per_inch: float) -> bool:
    """Whether the line that stands behind the bars would run through a label, or touch it, that
    reaches so far from the end of its bar, backwards where that is below zero."""
    if spec.reference is None:
        return False
    ends = sorted((value, value + (label if value >= 0 else -label)))
    line, air = float(spec.reference), _CLEAR * per_inch
    return ends[0] - air < line < ends[1] + air
