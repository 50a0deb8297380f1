"""Labels of values and names, written over everything else."""

from __future__ import annotations

from dataclasses import replace

from deckgen.render.charts.formats import Symbols
from deckgen.render.charts.label_places import placed_labels
from deckgen.render.charts.picture.surface import Surface
from deckgen.render.charts.plot_area import PlotArea
from deckgen.render.charts.scale import Scale

_PATCH = 0.03  # inches beside a label on a ground of its own


def draw_labels(surface: Surface, area: PlotArea, scale: Scale, symbols: Symbols) -> None:
    """Writes the labels of a plot area."""
    for one in placed_labels(area, scale, symbols):
        font = one.label.font
        if one.label.behind:
            box = one.box_of(surface.width(one.text, font))
            patch = replace(box, x=box.x - _PATCH, w=box.w + 2 * _PATCH)
            surface.rectangle(patch, one.label.behind)
        surface.text(one.text, (one.x, one.y), font, one.align)
