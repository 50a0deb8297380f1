"""Charts as pictures: the plot areas that native charts are written from, drawn by matplotlib.

Nothing is decided here. What a picture has to do itself is what PowerPoint does for a native chart:
turn values into places, break names into lines, write numbers in the deck's locale. One file per
part of a plot area: ``bars.py``, ``lines.py``, ``points.py``, ``axes.py``, ``labels.py``.

matplotlib takes half a second to import, so this package is imported by decks with pictures only.
"""

from __future__ import annotations

from typing import assert_never

from deckgen.render.charts.formats import Symbols
from deckgen.render.charts.picture.axes import draw_axes, draw_grid
from deckgen.render.charts.picture.bars import draw_bars
from deckgen.render.charts.picture.labels import draw_labels
from deckgen.render.charts.picture.lines import draw_lines
from deckgen.render.charts.picture.points import draw_points
from deckgen.render.charts.picture.surface import Surface
from deckgen.render.charts.plot_area import Bars, Lines, PlotArea, Points
from deckgen.render.charts.scale import scale_of
from deckgen.theme.box import Box
from deckgen.theme.style import Colour, Style
from deckgen.words.style import MINUS, style_of

__all__ = ["Pictures", "draw_plot_area", "symbols_of"]


class Pictures:
    """Draws the charts of a deck, one after the other on one figure.

    ``style`` names the fonts, ``language`` ("de-DE") says how numbers are written.
    """

    def __init__(self, style: Style, language: str) -> None:
        self._surface = Surface(style)
        self._symbols = symbols_of(language)

    def png(self, area: PlotArea, box: Box, ground: Colour | None = None) -> bytes | None:
        """A chart as a PNG of the size of its box, transparent, for a ground of that colour. The
        same plot area gives the same bytes wherever the same fonts are installed. ``None`` where
        this machine has no font for a name in it: boxes would stand in the place of letters."""
        with self._surface.sheet(box.w, box.h, ground):
            draw_plot_area(self._surface, area, self._symbols)
            png = self._surface.png()
            return png if self._surface.legible else None


def draw_plot_area(surface: Surface, area: PlotArea, symbols: Symbols) -> None:
    """Draws a plot area on an empty sheet."""
    scale = scale_of(area, *surface.size)
    draw_grid(surface, area, scale)
    for layer in area.layers:
        match layer:
            case Bars():
                draw_bars(surface, area.sheet, layer, scale)
            case Lines():
                draw_lines(surface, area.sheet, layer, scale)
            case Points():
                draw_points(surface, area.sheet, layer, scale)
            case _:
                assert_never(layer)
    draw_axes(surface, area, scale, symbols)
    draw_labels(surface, area, scale, symbols)


def symbols_of(language: str) -> Symbols:
    """How a language writes numbers, as everywhere in the deck."""
    style = style_of(language)
    return Symbols(style.decimal, MINUS, style.grouped)
