"""Stacked columns: parts of an amount over time. Labels inside, where the part is tall enough."""

from __future__ import annotations

from dataclasses import replace

from deckgen.model.deck import SeriesRole
from deckgen.render.charts.axes import named_under
from deckgen.render.charts.drawing import Drawing, paints, present
from deckgen.render.charts.measure import axis_code, widest_label
from deckgen.render.charts.plot_area import (
    Bars,
    BarSeries,
    CategoryAxis,
    HiddenAxis,
    Label,
    Lines,
    LineSeries,
    PlotArea,
    ValueAxis,
    coded,
)
from deckgen.render.charts.sheet import Column, Sheet, sheet_of
from deckgen.render.charts.target import named_over_bars, target_lines
from deckgen.render.charts.ticks import Ticks, round_step
from deckgen.render.shape import Outline
from deckgen.theme.fonts import line_height

_PLOT = (0.0, 0.02, 1.0, 0.86)
_GAP, _OVERLAP = 22, 100
_SMALLEST_LABELLED = 0.20  # inches
_MOST_TICKS, _MOST_FOR_AXIS = 5, 0.45
_OVER, _MOST_OVER, _AIR = 0.06, 0.4, 0.04  # inches over a column, share of the plot, beside
_TOTAL = "Total"
_OVERHANG = 1.02  # a label may be a hair wider than its column


def plot(drawing: Drawing) -> PlotArea:
    """The stacked columns of a specification; targets are lines over them, and where parts are too
    low for their values, the totals stand over the columns if they are asked for."""
    sheet = sheet_of(drawing.spec)
    low, high = _limits(drawing, sheet)
    units = [1.0] * len(sheet.categories)
    area = stacked_plot(drawing, sheet, "stacked", units, (low, high))
    totals = _totals(drawing, sheet)
    if not any(totals) or all_labelled(area) or isinstance(area.upright, ValueAxis):
        return area
    share = (line_height(drawing.style.sizes.body) + _OVER) / (drawing.box.h * area.inner[3])
    limits = low, high / (1 - min(share, _MOST_OVER))
    return _with_totals(drawing, stacked_plot(drawing, sheet, "stacked", units, limits), totals)


def all_labelled(area: PlotArea) -> bool:
    """Whether every part of every stacked column bears its value."""
    return not any(unlabelled(area, place) for place in range(len(area.sheet.categories)))


def unlabelled(area: PlotArea, place: int) -> frozenset[int]:
    """The columns of the sheet whose part of the stacked column at ``place`` bears no value."""
    return frozenset(
        series.index
        for layer in area.layers
        if isinstance(layer, Bars)
        for series in layer.series
        if area.sheet.columns[series.index].values[place]
        and not any(label.index == place and label.value for label in series.labels)
    )


def _totals(drawing: Drawing, sheet: Sheet) -> tuple[float | None, ...]:
    """What each column amounts to; nothing where that is not asked for, would cross a target's
    line, is no height, or has no room."""
    columns = [sheet.columns[index].values for index, _ in drawing.measured]
    if not drawing.spec.totals or drawing.targets or len(columns) < 2:
        return ()
    if any(value is not None and value < 0 for column in columns for value in column):
        return ()
    totals = [sum(value or 0.0 for value in row) or None for row in zip(*columns, strict=True)]
    points, code = drawing.style.sizes.body, drawing.spec.number_format
    known = [one for one in totals if one is not None]
    widest = widest_label(known, code, points, drawing.measure, bold=True)
    slot = drawing.box.w / max(1, len(totals))
    return tuple(totals) if widest + _AIR <= slot else ()


def _with_totals(drawing: Drawing, area: PlotArea, totals: tuple[float | None, ...]) -> PlotArea:
    """The plot area with a line that is not seen, whose labels are the totals."""
    palette, code, stressed = drawing.palette, drawing.spec.number_format, drawing.spec.emphasis
    index = len(area.sheet.columns)
    labels = tuple(
        Label(
            place,
            "t",
            drawing.font(
                palette.ink if place == stressed else palette.muted, bold=place == stressed
            ),
        )
        for place, value in enumerate(totals)
        if value is not None
    )
    sheet = replace(area.sheet, columns=(*area.sheet.columns, Column(_TOTAL, totals, code)))
    line = LineSeries(index, None, labels=coded(labels, totals, code))
    return replace(area, sheet=sheet, layers=(*area.layers, Lines((line,))))


def stacked_plot(
    drawing: Drawing,
    sheet: Sheet,
    grouping: str,
    units: list[float],
    limits: tuple[float, float],
) -> PlotArea:
    """The plot area of stacked columns. ``units`` are what one unit of the axis stands for in each
    column, so that a part too low for its label goes without."""
    points = drawing.style.sizes.body
    labelled = _labels_fit(drawing, sheet)
    margin = 0.0 if labelled else _axis_room(drawing) / drawing.box.w
    x, y, w, h = _PLOT
    plot = (x + margin, y + margin / 10, w - margin, h - margin / 10)
    sheet, inner, skip = named_under(sheet, plot, drawing.box, points, drawing.measure)
    per_inch = (limits[1] - limits[0]) / (drawing.box.h * inner[3])
    unit_per_inch = [unit * per_inch for unit in units]
    outline = Outline(drawing.style.lines.separator, drawing.palette.background)
    hollow = Outline(1.0, drawing.palette.context)
    shades = paints(drawing.spec.series, drawing.palette)
    shown = _labelled_columns(drawing, sheet, unit_per_inch) if labelled else range(0)
    columns = []
    for index in _bottom_up(drawing):
        paint = shades[index]
        values = sheet.columns[index].values
        labels = tuple(
            Label(place, "ctr", drawing.font(paint.label, bold=place == drawing.spec.emphasis))
            for place, value in enumerate(values)
            if place in shown
            and value is not None
            and abs(value) / unit_per_inch[place] >= _SMALLEST_LABELLED
        )
        edge = outline if paint.fill else hollow
        columns.append(BarSeries(index, paint.fill, edge, labels=labels))
    muted = drawing.font(drawing.palette.muted)
    # A target in the values' own unit has no place on an axis of shares.
    targets = target_lines(drawing) if grouping == "stacked" else ()
    code = "0%" if grouping == "percentStacked" else drawing.spec.number_format
    ticks = _ticks(limits)
    area = PlotArea(
        sheet,
        inner,
        (Bars(tuple(columns), "col", grouping, _GAP, _OVERLAP), Lines(targets)),
        # No axis line: the separators between the parts would cut it.
        CategoryAxis(muted, None, skip=skip),
        HiddenAxis(*limits)
        if labelled
        else ValueAxis(
            ticks, axis_code(ticks.values(), code), muted, Outline(0.5, drawing.palette.hair)
        ),
    )
    return named_over_bars(area, drawing, valued=labelled)


def _ticks(limits: tuple[float, float]) -> Ticks:
    low, high = limits
    return Ticks(low, high, round_step(high - low, _MOST_TICKS))


def _labelled_columns(drawing: Drawing, sheet: Sheet, unit_per_inch: list[float]) -> range:
    """The columns whose parts are labelled: all, or the last alone where a part of another would
    be too low for its value, so that no column is labelled by halves."""
    count = len(sheet.categories)
    low = any(
        value and abs(value) / unit_per_inch[place] < _SMALLEST_LABELLED
        for index, _ in drawing.measured
        for place, value in enumerate(sheet.columns[index].values[: count - 1])
    )
    return range(count - 1 if low else 0, count)


def _labels_fit(drawing: Drawing, sheet: Sheet) -> bool:
    """Whether every value is narrow enough for its column; else an axis says the values."""
    room = drawing.box.w / max(1, len(sheet.categories)) / (1 + _GAP / 100)
    return _widest(drawing) <= room * _OVERHANG


def _widest(drawing: Drawing) -> float:
    values = present(tuple(series for _, series in drawing.measured))
    points = drawing.style.sizes.body
    return widest_label(values, drawing.spec.number_format, points, drawing.measure)


def _axis_room(drawing: Drawing) -> float:
    return min(_widest(drawing) + 0.15, drawing.box.w * _MOST_FOR_AXIS)


def _bottom_up(drawing: Drawing) -> list[int]:
    """The columns of the parts in their order, the unknown one on top of the stack."""
    parts = sorted(drawing.measured, key=lambda pair: pair[1].role is SeriesRole.UNKNOWN)
    return [index for index, _ in parts]


def _limits(drawing: Drawing, sheet: Sheet) -> tuple[float, float]:
    ups, downs = [0.0], [0.0]
    for place in range(len(sheet.categories)):
        column = [sheet.columns[index].values[place] or 0.0 for index, _ in drawing.measured]
        ups.append(sum(value for value in column if value > 0))
        downs.append(sum(value for value in column if value < 0))
    ups += [value for index, _ in drawing.targets for value in sheet.columns[index].values if value]
    high, low = max(ups), min(downs)
    span = (high - low) or 1.0
    return low, high + span * (0.10 if drawing.targets else 0.03)
