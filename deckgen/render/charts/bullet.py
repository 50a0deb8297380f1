"""Bullets: a bar for each measure in front of a paler one that ends at its target.

The bars of a pair overlap by half and a little, so the end of the one behind is seen wherever the
one in front ends. All are bars of one chart on one axis, which both PowerPoint and LibreOffice
draw alike (a second axis for a thinner bar they do not), and every number stands in the workbook:
who edits a target there moves it.
"""

from __future__ import annotations

from dataclasses import replace

from deckgen.model.deck import SeriesRole
from deckgen.render.charts.axes import named_beside
from deckgen.render.charts.drawing import Drawing, paints, present, zero_range
from deckgen.render.charts.measure import label_width, widest_label
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
from deckgen.theme.fonts import SLACK, line_height

_GAP, _OVERLAP = 60, 55
_TALLEST_ROW = 0.90  # inches
_MOST_FOR_NAMES, _MOST_FOR_LABELS = 0.42, 0.6  # of the frame's and of the plot's width
_AIR, _SEPARATOR = 0.12, "  "
_FIGURES = 0.75  # of a line's height that figures take


def plot(drawing: Drawing) -> PlotArea:
    """The bullets of a specification, one below the other from the top of the frame."""
    ordered = _from_back_to_front(drawing)
    sheet = sheet_of(ordered.spec)
    box, points = drawing.box, drawing.style.sizes.body
    rows, count = max(1, len(sheet.categories)), max(1, len(sheet.columns))
    widest = max((drawing.measure.width(name, points) for name in sheet.categories), default=0.0)
    names = min(widest / SLACK + _AIR, box.w * _MOST_FOR_NAMES)
    width, height = box.w - names, min(box.h * 0.98, rows * _TALLEST_ROW)
    sheet, skip = named_beside(sheet, names, height, points, drawing.measure)
    step = 1 - _OVERLAP / 100
    thick = height / rows / (1 + step * (count - 1) + _GAP / 100)
    low, high = _limits(ordered, width)
    series = tuple(
        _series(ordered, sheet, index, thick, (high - low) / width) for index in range(count)
    )
    return PlotArea(
        sheet,
        (names / box.w, 0.01, 1 - names / box.w, height / box.h),
        (Bars(series, "bar", "clustered", _GAP, _OVERLAP),),
        CategoryAxis(
            drawing.font(drawing.palette.ink),
            Outline(drawing.style.lines.hair, drawing.palette.context),
            side="l",
            reverse=True,
            skip=skip,
        ),
        HiddenAxis(low, high, side="t"),
    )


def _from_back_to_front(drawing: Drawing) -> Drawing:
    """The same with the targets first and the first measure last: later series lie in front."""
    measures = [one for _, one in drawing.measured]
    targets = [one for _, one in drawing.targets]
    series = (*targets, *measures[1:], *measures[:1])
    return replace(drawing, spec=replace(drawing.spec, series=series))


def _limits(drawing: Drawing, width: float) -> tuple[float, float]:
    """The axis from zero, with room for a value or a target's name beyond the longest bar."""
    code, points = drawing.spec.number_format, drawing.style.sizes.body
    data = present(drawing.spec.series)
    measure = drawing.measure
    beside = [widest_label(data, code, points, measure, bold=True)]
    for _, one in drawing.targets:
        named = measure.width(one.name + _SEPARATOR, points)
        beside.append(named + widest_label(present((one,)), code, points, measure))
    room = min((max(beside) + _AIR) / width, _MOST_FOR_LABELS)
    return zero_range(data, room / (1 - room))


def _series(drawing: Drawing, sheet: Sheet, index: int, thick: float, per_inch: float) -> BarSeries:
    palette, spec = drawing.palette, drawing.spec
    edge = Outline(drawing.style.lines.hair, palette.context)
    if spec.series[index].role is SeriesRole.TARGET:
        return BarSeries(
            index, palette.tint, edge, labels=_targets(drawing, sheet, index, thick, per_inch)
        )
    measures = tuple(one for _, one in drawing.measured)
    front = index == len(spec.series) - 1
    # Colours as the roles stand in the specification: the measure in front came first in it.
    shades = paints((measures[-1], *measures[:-1]), palette)
    paint = shades[0 if front else index - len(drawing.targets) + 1]
    outline = None if paint.fill else Outline(1.0, palette.context)
    if not front:
        return BarSeries(index, paint.fill, outline)
    values, labels = sheet.columns[index].values, []
    inside = thick >= line_height(drawing.style.sizes.body) * _FIGURES and paint.fill is not None
    for place, value in enumerate(values):
        if value is None or not _apart(drawing, sheet, thick):
            continue
        points, measure = drawing.style.sizes.body, drawing.measure
        needed = label_width(value, spec.number_format, points, measure, bold=True)
        if inside and abs(value) >= (needed + _AIR) * per_inch:
            labels.append(Label(place, "inEnd", drawing.font(paint.label, bold=True)))
        else:  # on a ground of its own: the bar behind may end in it
            font = drawing.font(palette.ink, bold=True)
            labels.append(Label(place, "outEnd", font, behind=palette.background))
    return BarSeries(index, paint.fill, outline, labels=coded(labels, values, spec.number_format))


def _apart(drawing: Drawing, sheet: Sheet, thick: float) -> bool:
    """Whether the values of one row and of the next stand clear of each other."""
    step = 1 - _OVERLAP / 100
    row = thick * (1 + step * (len(sheet.columns) - 1) + _GAP / 100)
    return row >= line_height(drawing.style.sizes.body) * _FIGURES


def _targets(
    drawing: Drawing, sheet: Sheet, index: int, thick: float, per_inch: float
) -> tuple[Label, ...]:
    """A target's name and value beyond its end, where that is clear: the last target of several,
    with room above what is in front, which ends before it and bears its value inside."""
    points, code = drawing.style.sizes.body, drawing.spec.number_format
    if index != len(drawing.targets) - 1 or thick < line_height(points):
        return ()
    column, font, found = sheet.columns[index], drawing.font(drawing.palette.ink), []
    for place, value in enumerate(column.values):
        others = [one.values[place] or 0.0 for one in sheet.columns if one is not column]
        own = label_width(others[-1], code, points, drawing.measure, bold=True) + _AIR
        if (
            value is not None
            and value > 0
            and max(others) <= value
            and others[-1] >= own * per_inch
        ):
            found.append(Label(place, "outEnd", font, name=True))
    return coded(found, column.values, code)
