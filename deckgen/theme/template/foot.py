"""What stands under a slide's content: the source's line and the slide's number.

The source needs more room than most footers have: the footer's placeholder is widened along its
line as far as that is free. Where a template has none that serves, the source stands at the
slide's foot, in line with the number, where no art is; else right under the content, and inside
its room only where nothing is free below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from deckgen.theme.box import Box
from deckgen.theme.stage import Slot
from deckgen.theme.template.area import largest_free
from deckgen.theme.template.ground import Ground
from deckgen.theme.template.measures import SOURCE_GAP, source_height, touch

_EDGE, _MOST_GIVEN = 0.08, 0.36  # inches under the source; what the content may give up for it
_FOOT, _OVER_ART = 0.15, 0.08  # inches from a source without a placeholder to the edge, to art
_BESIDE_ART = 0.15  # inches
_STEP = 0.05  # inches from one place to the next that is looked at
_FOOTER_WIDTH = 0.55  # of the content's: what the source line needs
_NUMBER, _NUMBER_GAP = 0.4, 0.1  # inches of a slide's number beside a source
_CALM = 1.5  # contrast between both ends of a ground that small text is set on


class Foot(Ground):
    """The lower end of a content layout."""

    def furniture(self, room: Box) -> tuple[Slot | None, Slot | None, Box]:
        """The slots of source and number, and what is left of the content."""
        source, number, room = self._source(room)
        if number is None and source is not None and not self._counts_itself():
            source, number = self._divided(source)
        return source, number, room

    def _source(self, room: Box) -> tuple[Slot | None, Slot | None, Box]:
        number, footer = self.holder("sldNum"), self.holder("ftr")
        if footer is not None:
            line = self._footer_line(footer, number, room)
            if line is not None:
                pairs = ((line.x, footer.box.x), (line.w, footer.box.w), (line.h, footer.box.h))
                moved = any(abs(one - other) > 0.02 for one, other in pairs)
                slot = self.slot(line, footer.type, footer.idx, moved=moved)
                lower = min(room.bottom, line.y - SOURCE_GAP)
                return slot, number, Box(room.x, room.y, room.w, lower - room.y)
        line = self._line_at_the_foot(room, number)
        if line is not None:
            lower = min(room.bottom, line.y - SOURCE_GAP)
            slot = Slot(line, palette=self.colours(line))
            return slot, number, Box(room.x, room.y, room.w, lower - room.y)
        height = source_height(room.w)
        content = Box(room.x, room.y, room.w, room.h - height - SOURCE_GAP)
        return Slot(Box(room.x, room.bottom - height, room.w, height)), number, content

    def _divided(self, source: Slot) -> tuple[Slot, Slot]:
        """The source, and a place for the slide's number at the end of its line: dividers and
        summaries send readers to slides by their number, which not every template prints."""
        box = source.box
        number = Box(box.right - _NUMBER, box.y, _NUMBER, box.h)
        shorter = Box(box.x, box.y, box.w - _NUMBER - _NUMBER_GAP, box.h)
        return (
            replace(source, box=shorter, moved=bool(source.type)),
            Slot(number, palette=self.colours(number)),
        )

    def _counts_itself(self) -> bool:
        """Whether the slide's number is in the layout's own art."""
        return any(one.numbered for one in self.layout.statics)

    def _footer_line(self, footer: Slot, number: Slot | None, room: Box) -> Box | None:
        """The footer's line from the content's left edge to the number, as far as it is free."""
        box = footer.box
        left, right = min(box.x, room.x), max(box.right, room.right)
        if number is not None and number.box.x > box.x:
            right = min(right, number.box.x - _NUMBER_GAP)
        elif number is not None and number.box.right <= box.x:
            left = max(left, number.box.right + _NUMBER_GAP)
        height = max(box.h, source_height(right - left))
        page = self.units.box(self.one.page)
        lowest = page.h - height - _EDGE
        y = min(max(box.y - (height - box.h) / 2, room.bottom + SOURCE_GAP), lowest)
        if y < room.bottom - _MOST_GIVEN:
            return None
        return self._free_line(Box(left, y, right - left, height), room)

    def _free_line(self, line: Box, room: Box) -> Box | None:
        """The free part of a line, if it is long enough for a source."""
        free = largest_free(self.rect(line), self.one.area.obstacles, self.one.page)
        if free is None:
            return None
        found = self.units.box(free)
        enough = found.w >= _FOOTER_WIDTH * room.w and found.h >= line.h - 0.02
        return found if enough else None

    def _line_at_the_foot(self, room: Box, number: Slot | None) -> Box | None:
        """The source's line in the strip under the content: in line with the number, else as low
        as the art there allows; only on a ground that small text can be read on."""
        for line in self._lines(room, number.box if number is not None else None):
            found = self._beside_art(line, room)
            if found is not None and (height := source_height(found.w)) > line.h:
                higher = Box(line.x, line.bottom - height, line.w, height)  # narrower: more lines
                found = self._beside_art(higher, room)
            if found is not None and self.one.backdrop.region(self.rect(found)).spread <= _CALM:
                return found
        return None

    def _beside_art(self, line: Box, room: Box) -> Box | None:
        """The free part of a line, some way from the art under and beside it."""
        found = self._free_line(Box(line.x, line.y, line.w, line.h + _OVER_ART), room)
        if found is None:
            return None
        left = found.x + (_BESIDE_ART if found.x > line.x + 0.01 else 0.0)
        right = found.right - (_BESIDE_ART if found.right < line.right - 0.01 else 0.0)
        return Box(left, line.y, right - left, line.h)

    def _lines(self, room: Box, number: Box | None) -> Iterator[Box]:
        """The lines that a source may stand on, the most wanted first."""
        page = self.units.box(self.one.page)
        if number is not None and number.y >= room.bottom:
            left, right = room.x, room.right
            if number.x + number.right > left + right:
                right = min(right, number.x - _NUMBER_GAP)
            else:
                left = max(left, number.right + _NUMBER_GAP)
            if right - left >= _FOOTER_WIDTH * room.w:
                height = source_height(right - left)
                y = min(number.y + (number.h - height) / 2, page.h - height - _EDGE)
                if y >= room.bottom + SOURCE_GAP - _MOST_GIVEN:
                    yield Box(left, y, right - left, height)
        height = source_height(room.w)
        highest, lowest = room.bottom + SOURCE_GAP - height, page.h - height - _FOOT
        for step in range(int((lowest - highest) / _STEP) + 1):
            line = Box(room.x, lowest - step * _STEP, room.w, height)
            if number is None or not touch(line, number):
                yield line
