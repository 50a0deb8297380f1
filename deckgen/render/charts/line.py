"""A line: rates over time. Labels stand on the outside of the bend, names move with the data."""

from __future__ import annotations

from dataclasses import replace

from deckgen.model.deck import Series, SeriesRole
from deckgen.render.charts import xml
from deckgen.render.charts.axes import category_skip
from deckgen.render.charts.drawing import Drawing, NativeChart, present, value_range
from deckgen.render.charts.naming import name_place
from deckgen.render.charts.sheet import Sheet, sheet_of
from deckgen.render.charts.target import crosses_target, target_lines
from deckgen.render.charts.xml import Label
from deckgen.render.shape import Outline
from deckgen.render.style import Colour
from deckgen.theme.fonts import line_height

_MOST_LABELLED = 12
_PLOT = (0.03, 0.06, 0.87, 0.80)
_CLOSE = 0.075  # of the axis: labels nearer than that would overlap


def native(drawing: Drawing) -> NativeChart:
    """The line chart of a specification."""
    sheet = sheet_of(drawing.spec)
    data = [present((series,)) for _, series in drawing.measured]
    targets = present(tuple(series for _, series in drawing.targets))
    limits = value_range(data, targets)
    lines = [_line(drawing, sheet, index, series, limits) for index, series in drawing.measured]
    plot_width = drawing.box.w * _PLOT[2]
    return NativeChart(
        sheet,
        xml.inner_layout(*_PLOT)
        + xml.line_chart([*lines, *target_lines(drawing, sheet, limits)])
        + xml.category_axis(
            drawing.font(drawing.palette.muted),
            drawing.language,
            Outline(drawing.style.lines.hair, drawing.palette.context),
            skip=category_skip(sheet.categories, plot_width, drawing.style.sizes.body),
        )
        + xml.hidden_value_axis(*limits),
    )


def _line(
    drawing: Drawing, sheet: Sheet, index: int, series: Series, limits: tuple[float, float]
) -> str:
    values = sheet.columns[index].values
    places = [place for place, value in enumerate(values) if value is not None]
    colour = _colour(drawing, index)
    lines = drawing.style.lines
    stressed = series.role is not SeriesRole.CONTEXT
    outline = Outline(lines.main if stressed else lines.context, colour)
    dot = xml.marker("circle", 9, colour, drawing.palette.background)
    lone = xml.marker("circle", 5, colour)
    points = "".join(
        xml.line_point(place, dot if place == places[-1] else lone, outline)
        for place in places
        if place == places[-1] or _stands_alone(values, place)
    )
    labelled = xml.labels(
        _labels(drawing, sheet, index, places, limits),
        drawing.spec.number_format,
        drawing.language,
        values,
    )
    look = xml.line_properties(outline)
    return xml.line_series(sheet, index, look, xml.marker("none"), points, labelled)


def _colour(drawing: Drawing, index: int) -> Colour:
    """By role alone: lines bear their names, so two of one role may share a colour."""
    palette = drawing.palette
    match drawing.spec.series[index].role:
        case SeriesRole.ACTUAL:
            return palette.accent
        case SeriesRole.GOOD:
            return palette.good
        case SeriesRole.BAD:
            return palette.bad
        case SeriesRole.CONTEXT | SeriesRole.UNKNOWN | SeriesRole.TARGET:
            return palette.context


def _stands_alone(values: tuple[float | None, ...], place: int) -> bool:
    """Whether both neighbours are gaps, so that no line would show the point."""
    before = values[place - 1] if place else None
    after = values[place + 1] if place + 1 < len(values) else None
    return before is None and after is None


def _labels(
    drawing: Drawing, sheet: Sheet, index: int, places: list[int], limits: tuple[float, float]
) -> list[Label]:
    if not places:
        return []
    palette, sizes = drawing.palette, drawing.style.sizes
    several = len(drawing.measured) > 1
    first, last = places[0], places[-1]
    colour = _colour(drawing, index)
    strong = palette.ink if colour == palette.context else colour
    wanted = [first] if several or len(places) > _MOST_LABELLED else places[:-1]
    if several and _is_crowded(drawing, sheet, index, first, limits):
        wanted = []
    found = {
        place: _value_label(drawing, sheet, index, place, limits)
        for place in wanted
        if place != last
    }
    found[last] = Label(
        last,
        _last_position(drawing, sheet, index, last, limits),
        drawing.font(strong, bold=True, points=sizes.change),
    )
    if several:
        weak = palette.muted if colour == palette.context else colour
        place, side = name_place(drawing, sheet, index, limits)
        if place not in found:
            font = drawing.font(weak, bold=True)
            found[place] = Label(place, side, font, value=False, name=True)
        elif place != last:
            found[place] = replace(found[place], name=True)
    return list(found.values())


def _is_crowded(
    drawing: Drawing, sheet: Sheet, index: int, place: int, limits: tuple[float, float]
) -> bool:
    """Whether an earlier series has its value so near that the two labels would overlap."""
    own = sheet.columns[index].values[place] or 0.0
    near = (limits[1] - limits[0]) * _CLOSE * 1.5
    earlier = (sheet.columns[other].values[place] for other, _ in drawing.measured if other < index)
    return any(value is not None and abs(value - own) < near for value in earlier)


def _value_label(
    drawing: Drawing, sheet: Sheet, index: int, place: int, limits: tuple[float, float]
) -> Label:
    """A value outside of the bend; over a patch of the background where the target passes."""
    values = sheet.columns[index].values
    position = _outside(values, place)
    height = (limits[1] - limits[0]) * line_height(drawing.style.sizes.body)
    height /= drawing.box.h * _PLOT[3]
    behind = crosses_target(drawing, sheet, place, values[place], position, height)
    patch = drawing.palette.background if behind else None
    return Label(place, position, drawing.font(drawing.palette.muted), behind=patch)


def _outside(values: tuple[float | None, ...], place: int) -> str:
    """Below for a value under the mean of its neighbours, else above."""
    around = [
        value
        for beside in (place - 1, place + 1)
        if 0 <= beside < len(values) and (value := values[beside]) is not None
    ]
    value = values[place]
    return "b" if around and value is not None and value < sum(around) / len(around) else "t"


def _last_position(
    drawing: Drawing, sheet: Sheet, index: int, place: int, limits: tuple[float, float]
) -> str:
    """At the right, unless another series ends so near that the labels would overlap."""
    own = sheet.columns[index].values[place]
    ends = [sheet.columns[other].values[place] for other, _ in drawing.measured if other != index]
    near = (limits[1] - limits[0]) * _CLOSE
    for end in ends:
        if own is not None and end is not None and abs(own - end) < near:
            return "t" if (own, -index) > (end, index) else "b"
    return "r"
