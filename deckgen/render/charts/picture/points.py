"""The points of a scatter chart."""

from __future__ import annotations

from deckgen.render.charts.picture.surface import Surface
from deckgen.render.charts.plot_area import Points
from deckgen.render.charts.scale import Scale
from deckgen.render.charts.sheet import Sheet


def draw_points(surface: Surface, sheet: Sheet, layer: Points, scale: Scale) -> None:
    """Draws a layer of points; one without both its values is left out."""
    if scale.across is None:
        return
    for series in layer.series:
        pairs = zip(sheet.columns[0].values, sheet.columns[series.index].values, strict=True)
        for x, y in pairs:
            if x is not None and y is not None:
                surface.marker((scale.across.at(x), scale.values.at(y)), series.marker)
