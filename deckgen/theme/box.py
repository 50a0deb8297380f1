"""Rectangles on a slide, and the units of the file format.

Inches here are those of a page whose shorter side is 7.5 inches, whatever size the template has:
a type size or a gap then means the same on a slide 10 inches wide and on one of 22. ``Theme.scale``
leads to the inches of the file. Where finished files are read (lint), they are those of the file.
"""

from __future__ import annotations

from dataclasses import dataclass

EMU_PER_INCH = 914400
EMU_PER_POINT = 12700
GUTTER = 0.20
SHORTER_SIDE = 7.5
TRENDS_TOP, TRENDS_SIZE = 2.12, (4.97, 2.34)  # inches, of a cover's trends beside its title


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the slide, in inches."""

    x: float
    y: float
    w: float
    h: float

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def area(self) -> float:
        """In square inches."""
        return self.w * self.h

    def overlap(self, other: Box) -> Box | None:
        """What two rectangles share; ``None`` if they do not."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(x, y, right - x, bottom - y) if right > x and bottom > y else None

    def holds(self, other: Box, slack: float = 0.02) -> bool:
        """Whether another rectangle lies within this one."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def row(self, y: float, h: float) -> Box:
        """A box of the same width: ``y`` counts from this box's top."""
        return Box(self.x, self.y + y, self.w, h)

    def inset(self, left: float, right: float = 0.0) -> Box:
        """The box without ``left`` and ``right`` inches at its sides."""
        return Box(self.x + left, self.y, self.w - left - right, self.h)

    def split(self, share: float, gap: float = GUTTER) -> tuple[Box, Box]:
        """The upper and the lower part, ``gap`` apart."""
        upper = (self.h - gap) * share
        return (
            Box(self.x, self.y, self.w, upper),
            Box(self.x, self.y + upper + gap, self.w, self.h - gap - upper),
        )


def emu(inches: float) -> int:
    """Inches as English metric units, the unit of the file format."""
    return round(inches * EMU_PER_INCH)
