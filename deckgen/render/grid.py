"""The page in columns and bands, computed from what a layout leaves free."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.theme.box import GUTTER, Box
from deckgen.theme.fonts import line_height
from deckgen.theme.stage import Stage

COLUMNS = 12
NARRATIVE_HEIGHT = 1.22
NARRATIVE_GAP = 0.18
_LAST = 0.12  # between the last exhibit and the content's lower edge
_UNDER_HEADLINE = 0.28


@dataclass(frozen=True, slots=True)
class Grid:
    """Twelve columns over the width of a layout's content, and the bands under its headline."""

    content: Box
    top_short: float  # under a headline of one line, where there is only a table

    @classmethod
    def of(cls, stage: Stage, headline: float) -> Grid:
        """The grid of a layout whose headline is set at ``headline`` points."""
        content, box = stage.content, stage.headline.box
        one_line = box.y + line_height(headline) + _UNDER_HEADLINE
        # A foreign template's content begins where its art ends; only our own is known above it.
        above = box.bottom <= content.y + 0.01 and stage.headline.points > 0
        return cls(content, min(content.y, one_line) if above else content.y)

    @property
    def left(self) -> float:
        """The left edge of the first column."""
        return self.content.x

    @property
    def right(self) -> float:
        """The right edge of the last column."""
        return self.content.right

    @property
    def top(self) -> float:
        """Where exhibits begin."""
        return self.content.y

    @property
    def bottom(self) -> float:
        """Where exhibits end above a narrative."""
        return self.narrative_top - NARRATIVE_GAP

    @property
    def bottom_tall(self) -> float:
        """Where exhibits end without a narrative."""
        return self.content.bottom - _LAST

    @property
    def narrative_top(self) -> float:
        """The rule above the narrative."""
        return self.content.bottom - NARRATIVE_HEIGHT

    def column(self, number: int) -> float:
        """The left edge of a column, counted from 1."""
        return self.content.x + (number - 1) * self._step

    def width(self, columns: int) -> float:
        """The width of so many columns with the gutters between them."""
        return self._step * columns - GUTTER

    def body(
        self, first: int, columns: int, top: float | None = None, bottom: float | None = None
    ) -> Box:
        """The exhibit band's part that starts at column ``first`` and spans ``columns``."""
        upper = self.top if top is None else top
        lower = self.bottom if bottom is None else bottom
        return Box(self.column(first), upper, self.width(columns), lower - upper)

    @property
    def _step(self) -> float:
        return (self.content.w + GUTTER) / COLUMNS
