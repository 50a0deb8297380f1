"""The page in inches: twelve columns and the bands that every slide shares."""

from __future__ import annotations

from dataclasses import dataclass

EMU_PER_INCH = 914400
EMU_PER_POINT = 12700
PAGE_WIDTH, PAGE_HEIGHT = 13.333, 7.5
PAGE_EMU = (12192000, 6858000)
MARGIN, GUTTER = 0.50, 0.20
COLUMNS = 12
_STEP = 1.04443
RIGHT_EDGE = 12.833


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


def column(number: int) -> float:
    """The left edge of a column, counted from 1."""
    return MARGIN + (number - 1) * _STEP


def width(columns: int) -> float:
    """The width of so many columns with the gutters between them."""
    return _STEP * columns - GUTTER


def emu(inches: float) -> int:
    """Inches as English metric units, the unit of the file format."""
    return round(inches * EMU_PER_INCH)


EYEBROW = Box(MARGIN, 0.38, width(12), 0.26)
HEADLINE = Box(MARGIN, 0.70, width(12), 0.92)
BODY_TOP = 1.80
BODY_TOP_SHORT = 1.42  # under a headline of one line, where there is only a table
BODY_BOTTOM = 5.34
BODY_BOTTOM_TALL = 6.62  # without a narrative
NARRATIVE_TOP = 5.52
FOOTER_LINE = 6.84
FOOTER = Box(MARGIN, 6.90, 10.59, 0.36)
COMPANY = Box(11.09, 6.90, 1.20, 0.20)
SLIDE_NUMBER = Box(12.333, 6.90, 0.50, 0.20)


def body(first: int, columns: int, top: float = BODY_TOP, bottom: float = BODY_BOTTOM) -> Box:
    """The exhibit band's part that starts at column ``first`` and spans ``columns``."""
    return Box(column(first), top, width(columns), bottom - top)
