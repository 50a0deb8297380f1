"""Labels of values and names, written over everything else."""

from __future__ import annotations

from dataclasses import replace

from deckgen.render.charts.formats import Symbols
from deckgen.render.charts.label_places import placed_labels
from deckgen.render.charts.picture.surface import Surface
from deckgen.render.charts.plot_area import PlotArea
from deckgen.render.charts.scale import Scale
from deckgen.theme.fonts import line_height

_PATCH = 0.03  # inches beside a label on a ground of its own


def draw_labels(surface: Surface, area: PlotArea, scale: Scale, symbols: Symbols) -> None:
    """Writes the labels of a plot area."""
    for one in placed_labels(area, scale, symbols):
        font = one.label.font
        if one.label.behind:
            box = one.box_of(max(surface.width(line, font) for line in one.lines))
            patch = replace(box, x=box.x - _PATCH, w=box.w + 2 * _PATCH)
            surface.rectangle(patch, one.label.behind)
        height = line_height(font.points)
        top = one.y - height * (len(one.lines) - 1) / 2
        for number, line in enumerate(one.lines):
            surface.text(line, (one.x, top + number * height), font, one.align)
