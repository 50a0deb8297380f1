"""A layout with its ground: which of its places are free, and in which colours they are filled."""

from __future__ import annotations

from deckgen.theme.box import Box
from deckgen.theme.contrast import worst_contrast
from deckgen.theme.stage import Slot
from deckgen.theme.style import Palette, Style
from deckgen.theme.template.choosing import Candidate
from deckgen.theme.template.measures import Units
from deckgen.theme.template.palette import Brand, palette_on
from deckgen.theme.template.rect import Rect

ONE_GROUND = 1.9  # contrast between both ends of a ground from which no text colour is sure
# Inches of a line of small text, over or under it in its box, and from it to the edge of a band.
_LINE, _INSET, _OFF_EDGE = 0.22, 0.05, 0.04


def _line_in(box: Box, anchor: str) -> Box:
    """Where in a box a line of small text stands."""
    share = {"t": 0.0, "b": 1.0}.get(anchor, 0.5)
    free = max(0.0, box.h - _LINE - 2 * _INSET)
    height = min(box.h, _LINE)
    top = min(box.y + _INSET + free * share, box.bottom - height)
    return Box(box.x, top, box.w, height)


class Ground:
    """One layout, in the inches of :mod:`deckgen.theme.box`."""

    def __init__(self, one: Candidate, brand: Brand, units: Units, style: Style) -> None:
        self.one = one
        self.brand = brand
        self.units = units
        self.style = style
        self.layout = one.layout

    def is_free(self, box: Box, *, furniture: bool = True) -> bool:
        """Whether no art, and no footer, date or number, is in a place."""
        rect = self.rect(box)
        held = self.layout.of_type("dt", "ftr", "sldNum") if furniture else []
        blocked = [*self.one.area.obstacles, *(one.rect for one in held if one.rect is not None)]
        return not any(one.cut(rect) for one in blocked)

    def rect(self, box: Box) -> Rect:
        across, down = self.units.across, self.units.down
        return Rect(box.x * across, box.y * down, box.right * across, box.bottom * down)

    def holder(self, kind: str, own: Palette | None = None) -> Slot | None:
        for one in self.layout.of_type(kind):
            assert one.rect is not None
            visible = one.rect.cut(self.one.page)
            if visible is not None and one.upright and visible.area > 0.9 * one.rect.area:
                box = self._clear_of_edges(self.units.box(visible), one.anchor)
                cut = visible.area < one.rect.area  # what reaches off the slide is drawn on it
                moved = cut or box != self.units.box(visible)
                colours = self.colours(_line_in(box, one.anchor), own)
                return Slot(box, one.type, one.idx, palette=colours, moved=moved)
        return None

    def _clear_of_edges(self, box: Box, anchor: str) -> Box:
        """A place of one line, off the edge of a band that would run through that line: over it,
        else under it."""
        page = self.units.box(self.one.page)

        def is_calm(place: Box) -> bool:
            line = self.rect(_line_in(place, anchor))
            return self.one.backdrop.region(line).spread <= ONE_GROUND

        if is_calm(box):
            return box
        line = _line_in(box, anchor)
        bands = [self.units.box(one) for one in self.one.area.obstacles if one.cut(self.rect(line))]
        steps = [band.y - line.bottom - _OFF_EDGE for band in bands]
        steps += [band.bottom - line.y + _OFF_EDGE for band in bands]
        others = (Box(box.x, box.y + step, box.w, box.h) for step in sorted(steps, key=abs))
        return next((one for one in others if one.bottom <= page.h and is_calm(one)), box)

    def slot(
        self, box: Box, kind: str, idx: int, *, moved: bool = False, own: Palette | None = None
    ) -> Slot:
        return Slot(box, kind, idx, palette=self.colours(box, own), moved=moved)

    def colours(self, box: Box, own: Palette | None = None) -> Palette | None:
        """The colours under a slot; ``None`` where the stage's work there, too: those of the
        content, unless told otherwise."""
        region = self.one.backdrop.under_text(self.rect(box))
        own = own or self.brand.palette
        if all(worst_contrast(one.hex, region.colours) >= 4.5
               for one in (own.ink, own.muted, own.accent)):  # fmt: skip
            return None
        return palette_on(self.layout.scheme, region)
