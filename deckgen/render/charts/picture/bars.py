"""Columns and horizontal bars."""

from __future__ import annotations

from deckgen.render.charts.bar_boxes import bar_boxes
from deckgen.render.charts.picture.surface import Surface
from deckgen.render.charts.plot_area import Bars
from deckgen.render.charts.scale import Scale
from deckgen.render.charts.sheet import Sheet


def draw_bars(surface: Surface, sheet: Sheet, layer: Bars, scale: Scale) -> None:
    """Draws a layer of bars."""
    for bar in bar_boxes(sheet, layer, scale):
        fill = dict(bar.series.points).get(bar.place, bar.series.fill)
        if fill or bar.series.outline:
            surface.rectangle(bar.box, fill, bar.series.outline)
