"""A line: rates over time. Labels stand on the outside of the bend, names move with the data."""

from __future__ import annotations

from deckgen.model.deck import ChartSpec, Series, SeriesRole
from deckgen.render.charts.axes import Inner, named_under
from deckgen.render.charts.drawing import Drawing, present, value_range
from deckgen.render.charts.line_labels import line_labels
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
from deckgen.theme.style import Colour, Palette, Style

_PLOT = (0.03, 0.06, 0.87, 0.80)
_WIDEST_NAME = 0.6  # of the frame
_BESIDE, _LEFT, _NARROWEST, _MOST_LEFT = 0.02, 0.11, 0.5, 0.12
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
    inner = _beside_values(drawing)
    sheet, inner, skip = named_under(sheet, inner, drawing.box, points, measure)
    labels = line_labels(drawing, sheet, limits, inner, colours)
    lines = [
        _line(drawing, sheet, index, series, labels.get(index, []), colours[index])
        for index, series in drawing.measured
    ]
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


def _beside_values(drawing: Drawing) -> Inner:
    """The plot, narrower where the first or the last values need more room beside it."""
    x, y, w, h = _PLOT
    sizes, code, width = drawing.style.sizes, drawing.spec.number_format, drawing.box.w
    measure = drawing.measure
    known = [present((one,)) for _, one in drawing.measured]
    ends = [values[-1] for values in known if values]
    last = widest_label(ends, code, sizes.change, measure, bold=True)
    right = min(x + w, 1 - (last + _BESIDE) / width)
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
) -> LineSeries:
    values = sheet.columns[index].values
    places = [place for place, value in enumerate(values) if value is not None]
    outline = line_outline(series, colour, drawing.style)
    dot = Marker("circle", 9, colour, drawing.palette.background)
    lone = Marker("circle", 5, colour)
    markers = tuple(
        (place, dot if place == places[-1] else lone)
        for place in places
        if place == places[-1] or _stands_alone(values, place)
    )
    return LineSeries(index, outline, markers, coded(labels, values, drawing.spec.number_format))


def line_colours(spec: ChartSpec, palette: Palette, keyed: frozenset[int]) -> dict[int, Colour]:
    """The colours of the lines, by the index of their series: by role alone where lines bear their
    names, so that two of one role share a colour; under a key, which tells them apart by colour, a
    repeated role moves on to the next free shade."""
    found: dict[int, Colour] = {}
    for index, series in enumerate(spec.series):
        if series.role is not SeriesRole.TARGET:
            shades = (_colour(series.role, palette), palette.muted, palette.context, palette.ink)
            free = [shade for shade in shades if shade not in found.values()]
            found[index] = free[0] if index in keyed and free else shades[0]
    return found


def line_outline(series: Series, colour: Colour, style: Style) -> Outline:
    """How a line is drawn."""
    stressed = series.role is not SeriesRole.CONTEXT
    return Outline(style.lines.main if stressed else style.lines.context, colour)


def _colour(role: SeriesRole, palette: Palette) -> Colour:
    match role:
        case SeriesRole.ACTUAL:
            return palette.accent
        case SeriesRole.GOOD:
            return palette.good
        case SeriesRole.BAD:
            return palette.bad
        case SeriesRole.WARN:
            return palette.warn
        case SeriesRole.CONTEXT | SeriesRole.UNKNOWN | SeriesRole.TARGET:
            return palette.context


def _stands_alone(values: tuple[float | None, ...], place: int) -> bool:
    """Whether both neighbours are gaps, so that no line would show the point."""
    before = values[place - 1] if place else None
    after = values[place + 1] if place + 1 < len(values) else None
    return before is None and after is None
