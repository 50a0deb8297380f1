"""Rectangles on a slide and what they are filled with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deckgen.lint.colour import Rgb


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the slide."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

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


class FillKind(StrEnum):
    """How an area is filled; ``unknown`` is what cannot be resolved."""

    NONE = "none"
    SOLID = "solid"
    GRADIENT = "gradient"
    PICTURE = "picture"
    PATTERN = "pattern"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fill:
    """A fill with its colours: one of a solid fill, the stops of a gradient."""

    kind: FillKind
    colours: tuple[Rgb, ...] = ()

    @property
    def covers(self) -> bool:
        """Whether it hides what is below, at least in part."""
        return self.kind is not FillKind.NONE and any(
            colour.alpha > 0.05 for colour in self.colours or (Rgb(0, 0, 0),)
        )

    @property
    def solid(self) -> Rgb | None:
        """The colour of a solid fill."""
        return self.colours[0] if self.kind is FillKind.SOLID and self.colours else None


NO_FILL = Fill(FillKind.NONE)
