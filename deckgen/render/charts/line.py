"""A line: rates over time. Labels stand on the outside of the bend, names move with the data."""

from __future__ import annotations

from deckgen.model.deck import Series, SeriesRole
from deckgen.render.charts import xml
from deckgen.render.charts.axes import category_skip
from deckgen.render.charts.drawing import Drawing, NativeChart, present, value_range
from deckgen.render.charts.line_labels import line_labels
from deckgen.render.charts.sheet import Sheet, sheet_of
from deckgen.render.charts.target import target_lines
from deckgen.render.charts.xml import Label
from deckgen.render.shape import Outline
from deckgen.theme.style import Colour

_PLOT = (0.03, 0.06, 0.87, 0.80)


def native(drawing: Drawing) -> NativeChart:
    """The line chart of a specification."""
    sheet = sheet_of(drawing.spec)
    data = [present((series,)) for _, series in drawing.measured]
    targets = present(tuple(series for _, series in drawing.targets))
    limits = value_range(data, targets)
    colours = {index: _colour(drawing, index) for index, _ in drawing.measured}
    labels = line_labels(drawing, sheet, limits, _PLOT, colours)
    lines = [
        _line(drawing, sheet, index, series, labels.get(index, []))
        for index, series in drawing.measured
    ]
    plot_width = drawing.box.w * _PLOT[2]
    return NativeChart(
        sheet,
        xml.inner_layout(*_PLOT)
        + xml.line_chart([*lines, *target_lines(drawing, sheet, labels)])
        + xml.category_axis(
            drawing.font(drawing.palette.muted),
            drawing.language,
            Outline(drawing.style.lines.hair, drawing.palette.context),
            skip=category_skip(sheet.categories, plot_width, drawing.style.sizes.body),
        )
        + xml.hidden_value_axis(*limits),
    )


def _line(drawing: Drawing, sheet: Sheet, index: int, series: Series, labels: list[Label]) -> str:
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
        labels,
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
