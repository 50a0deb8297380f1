"""What areas of a slide are filled with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deckgen.lint.colour import Rgb


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
