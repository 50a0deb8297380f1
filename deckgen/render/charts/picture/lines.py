"""Lines through the middles of the categories; gaps part them."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.render.charts.picture.surface import Surface
from deckgen.render.charts.plot_area import Lines, LineSeries
from deckgen.render.charts.scale import Scale
from deckgen.render.charts.sheet import Sheet

Point = tuple[float, float]
_CAP = 0.035  # inches to either side


def draw_lines(surface: Surface, sheet: Sheet, layer: Lines, scale: Scale) -> None:
    """Draws a layer of lines."""
    for series in layer.series:
        points = _points(sheet, series, scale)
        for piece in _pieces(points):
            if series.outline and len(piece) > 1:
                surface.line(piece, series.outline)
        if series.error_line:
            for piece in _intervals(sheet, series, scale):
                surface.line(piece, series.error_line)
        for place, mark in series.markers:
            if at := points[place]:
                surface.marker(at, mark)


def _intervals(sheet: Sheet, series: LineSeries, scale: Scale) -> Iterator[list[Point]]:
    """The upright line of each interval and its two caps."""
    if series.errors is None:
        return
    below, above = (sheet.columns[index].values for index in series.errors)
    for place, value in enumerate(sheet.columns[series.index].values):
        down, up = below[place], above[place]
        if value is None or down is None or up is None:
            continue
        x, ends = scale.middle(place), (value - down, value + up)
        low, high = (scale.values.at(end) for end in ends)
        yield [(x, low), (x, high)]
        for end in (low, high):
            yield [(x - _CAP, end), (x + _CAP, end)]


def _points(sheet: Sheet, series: LineSeries, scale: Scale) -> list[Point | None]:
    values = sheet.columns[series.index].values
    return [
        None if value is None else (scale.middle(place), scale.values.at(value))
        for place, value in enumerate(values)
    ]


def _pieces(points: list[Point | None]) -> list[list[Point]]:
    pieces: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            pieces.append([])
        else:
            pieces[-1].append(point)
    return pieces
