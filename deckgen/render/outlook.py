"""What the room of a theme's page means for metric slides, said before a deck is built."""

from __future__ import annotations

from deckgen.model.deck import BigNumber, NarrativeCell, SlideKind, text
from deckgen.render.arrangements import Arrangement, Wants, arrangement
from deckgen.render.narrative import CELL_SPARE, cells_height
from deckgen.render.page import Page
from deckgen.render.panel import panel_heights, panel_strip
from deckgen.render.stacks import Stack
from deckgen.theme.stage import Theme

# A usual metric slide: a panel with two numbers, a trend of eight periods beside a table of a few
# rows, three cells of two or three lines.
_NUMBER = BigNumber("Retention", "95.9%", "Q2 2026")
_NUMBERS = (_NUMBER, _NUMBER)
_STACKS = (Stack(5, 2.5, 1.86, 3.4), Stack(4, 3.2, 1.72, 3.6))
_CELL = "Freeze the price for renewals until Q4. Owner CRO, decision by 31 July 2026."
_CELLS = 3


def outlook(theme: Theme) -> str:
    """How a usual metric slide stands on the theme's page, and what follows on a second one."""
    page = Page.of(theme.style, theme.stage(SlideKind.METRIC))
    cells = [NarrativeCell("why", "Why", "", (text(_CELL),), answered=False)]

    def cell_height(width: float) -> float:
        return cells_height(page, cells, width)

    wants = Wants(
        panel_heights(_NUMBERS), _STACKS, _CELLS, cell_height, CELL_SPARE, panel_strip(_NUMBERS)
    )
    return _told(arrangement(page.grid.content, wants))


def _told(found: Arrangement) -> str:
    if not found.fits or not found.stacks:
        left_out = "exhibits" if found.cells else "exhibits and narrative"
        return f"A metric usually has its number on one slide, {left_out} on those that continue it"
    parts = ["number", "one exhibit" if len(found.stacks) == 1 else "two exhibits"]
    if found.cells:
        parts.append("narrative")
    told = (
        f"A metric usually has {', '.join(parts[:-1])} and {parts[-1]} on one slide "
        f"({found.name!r})"
    )
    if len(found.stacks) < len(_STACKS):
        return f"{told}, what else it shows on one that continues it"
    return told if found.cells else f"{told}, its narrative on one that continues it"
