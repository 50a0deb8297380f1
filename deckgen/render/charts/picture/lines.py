"""Lines through the middles of the categories; gaps part them."""

from __future__ import annotations

from deckgen.render.charts.picture.surface import Surface
from deckgen.render.charts.plot_area import Lines, LineSeries
from deckgen.render.charts.scale import Scale
from deckgen.render.charts.sheet import Sheet

Point = tuple[float, float]


def draw_lines(surface: Surface, sheet: Sheet, layer: Lines, scale: Scale) -> None:
    """Draws a layer of lines."""
    for series in layer.series:
        points = _points(sheet, series, scale)
        for piece in _pieces(points):
            if series.outline and len(piece) > 1:
                surface.line(piece, series.outline)
        for place, mark in series.markers:
            if at := points[place]:
                surface.marker(at, mark)


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
