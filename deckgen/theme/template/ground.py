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
                box = self.units.box(visible)
                return self.slot(box, one.type, one.idx, own=own)
        return None

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
