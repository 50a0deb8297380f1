"""A line: rates over time. Labels stand on the outside of the bend, names move with the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from deckgen.model.deck import Series
from deckgen.render.charts.axes import Inner, named_under
from deckgen.render.charts.drawing import Drawing, present, value_range
from deckgen.render.charts.line_labels import (
    labels_at_ends,
    lacks_names,
    line_labels,
    name_on_lines,
)
from deckgen.render.charts.line_looks import line_colours, line_outline, line_symbols, marked_lines
from deckgen.render.charts.measure import widest_label
from deckgen.render.charts.plot_area import (
    CategoryAxis,
    HiddenAxis,
    Label,
    Lines,
    LineSeries,
    Marker,
    PlotArea,
    coded,
)
from deckgen.render.charts.sheet import Sheet, sheet_of
from deckgen.render.charts.target import target_lines
from deckgen.render.shape import Outline
from deckgen.theme.style import Colour

_PLOT = (0.03, 0.06, 0.87, 0.80)
_WIDEST_NAME = 0.6  # of the frame
_BESIDE, _LEFT, _NARROWEST, _MOST_LEFT = 0.02, 0.11, 0.5, 0.12
_MOST_AT_END, _OFF = 0.26, 0.16  # of the frame, for names at the lines' ends; inches before them
_OVER = 0.15  # inches over a plot of several lines, for a last value that stands above its point
_HIGHEST = 0.25  # of the frame


def plot(drawing: Drawing) -> PlotArea:
    """The line chart of a specification."""
    points = drawing.style.sizes.body
    measure = drawing.measure
    sheet = sheet_of(drawing.spec, drawing.box.w * _WIDEST_NAME, points, measure)
    data = [present((series,)) for _, series in drawing.measured]
    targets = present(tuple(series for _, series in drawing.targets))
    limits = value_range(data, targets)
    colours = line_colours(drawing.spec, drawing.palette, drawing.keyed)
    symbols = line_symbols(drawing.spec, drawing.palette, drawing.keyed)
    marked = marked_lines(drawing.spec, drawing.palette, drawing.keyed)
    inner = _beside_values(drawing)
    sheet, inner, skip = named_under(sheet, inner, drawing.box, points, measure)
    labels = line_labels(drawing, sheet, limits, inner, colours)
    if lacks_names(drawing, labels):
        ended = _named_at_ends(drawing, limits, colours)
        if ended is not None:
            sheet, inner, skip, labels = ended
    lines = [
        _line(drawing, sheet, index, series, labels.get(index, []), colours[index], symbols[index],
              marked=index in marked)
        for index, series in drawing.measured
    ]  # fmt: skip
    return PlotArea(
        sheet,
        inner,
        (Lines((*lines, *target_lines(drawing, labels))),),
        CategoryAxis(
            drawing.font(drawing.palette.muted),
            Outline(drawing.style.lines.hair, drawing.palette.context),
            skip=skip,
        ),
        HiddenAxis(*limits),
    )


def _named_at_ends(
    drawing: Drawing, limits: tuple[float, float], colours: Mapping[int, Colour]
) -> tuple[Sheet, Inner, int, dict[int, list[Label]]] | None:
    """The sheet, the plot, every how many categories are named, and the labels, where all lines
    bear their names at their ends, over their last values; ``None`` without the room for it."""
    points, measure = drawing.style.sizes.body, drawing.measure
    sheet = sheet_of(drawing.spec, drawing.box.w * _WIDEST_NAME, points, measure)
    names = {index: name_on_lines(sheet.columns[index].name, drawing) for index in colours}
    widths = (
        measure.width(one, points, bold=True) for name in names.values() for one in name.split("\n")
    )
    room = max(widths, default=0.0)
    if room > drawing.box.w * _MOST_AT_END:
        return None
    columns = tuple(
        replace(column, name=names.get(index, column.name))
        for index, column in enumerate(sheet.columns)
    )
    sheet, inner, skip = named_under(
        replace(sheet, columns=columns), _beside_values(drawing, room), drawing.box, points, measure
    )
    labels = labels_at_ends(drawing, sheet, limits, inner, colours)
    return None if labels is None else (sheet, inner, skip, labels)


def _beside_values(drawing: Drawing, names: float = 0.0) -> Inner:
    """The plot, narrower where the first or the last values, or ``names`` so many inches wide at
    the lines' ends, need more room beside it."""
    x, y, w, h = _PLOT
    sizes, code, width = drawing.style.sizes, drawing.spec.number_format, drawing.box.w
    measure = drawing.measure
    known = [present((one,)) for _, one in drawing.measured]
    ends = [values[-1] for values in known if values]
    last = widest_label(ends, code, sizes.change, measure, bold=True)
    right = min(x + w, 1 - (max(last, names) + _BESIDE) / width)
    if names:  # which stand off their points
        right = min(right, 1 - (names + _OFF) / width + 0.5 * right / len(drawing.spec.categories))
    if len(known) > 1:  # a single line has room above and below it
        starts = [values[0] for values in known if values]
        first = widest_label(starts, code, sizes.body, measure)
        half = 0.5 / max(1, len(drawing.spec.categories))  # of the plot, to the first point
        x = max(x, min(((first + _LEFT) / width - right * half) / (1 - half), _MOST_LEFT))
        over = max(y, min(_OVER / drawing.box.h, _HIGHEST))
        y, h = over, h - (over - y)
    return x, y, max(right - x, _NARROWEST), h


def _line(
    drawing: Drawing,
    sheet: Sheet,
    index: int,
    series: Series,
    labels: list[Label],
    colour: Colour,
    symbol: str,
    *,
    marked: bool,
) -> LineSeries:
    values = sheet.columns[index].values
    places = [place for place, value in enumerate(values) if value is not None]
    outline = line_outline(series, colour, drawing.style)
    dot = Marker(symbol, 9, colour, drawing.palette.background)
    lone = Marker(symbol, 6, colour) if marked else Marker("circle", 5, colour)
    markers = tuple(
        (place, dot if place == places[-1] else lone)
        for place in places
        if marked or place == places[-1] or _stands_alone(values, place)
    )
    return LineSeries(index, outline, markers, coded(labels, values, drawing.spec.number_format))


def _stands_alone(values: tuple[float | None, ...], place: int) -> bool:
    """Whether both neighbours are gaps, so that no line would show the point."""
    before = values[place - 1] if place else None
    after = values[place + 1] if place + 1 < len(values) else None
    return before is None and after is None
