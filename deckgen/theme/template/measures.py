"""Lengths of a template in the inches of :mod:`deckgen.theme.box`, and boxes among them."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.theme.box import Box
from deckgen.theme.template.rect import Rect

SOURCE_GAP = 0.12  # inches over a source line
_SOURCE_LINE, _SOURCE_LENGTH = 0.17, 20.5  # inches: a line's height; all of a usual source


@dataclass(frozen=True, slots=True)
class Units:
    """How template lengths become inches of a box."""

    across: float  # EMU per inch
    down: float
    page: Rect

    def box(self, rect: Rect) -> Box:
        """A rectangle of the template in inches."""
        return Box(
            rect.left / self.across,
            rect.top / self.down,
            rect.width / self.across,
            rect.height / self.down,
        )


def source_height(width: float) -> float:
    """The height of a usual source line in a width."""
    return max(2, -int(-_SOURCE_LENGTH // width)) * _SOURCE_LINE + 0.03


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes share an area."""
    across = one.x < other.right and other.x < one.right
    return across and one.y < other.bottom and other.y < one.bottom


def below(room: Box, top: float) -> Box:
    """The part of a box under a line."""
    y = max(room.y, top)
    return Box(room.x, y, room.w, max(0.0, room.bottom - y))
