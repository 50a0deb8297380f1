"""Where the parts of a slide with panel, exhibits and narrative stand on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import assert_never

from deckgen.model.deck import (
    Agenda,
    BigNumber,
    Chart,
    Moves,
    Narrative,
    NarrativeCell,
    Paragraph,
    Slide,
    SlideKind,
    Table,
    Trends,
)
from deckgen.render.arrange import Column, columns_of, least
from deckgen.render.arrangements import Arrangement, Wants, arrangement
from deckgen.render.exhibit import Exhibit
from deckgen.render.frame import headline_lines
from deckgen.render.grid import COLUMNS, NARRATIVE_GAP
from deckgen.render.narrative import CELL_SPARE, cell_of_layout, cells_height
from deckgen.render.page import Page
from deckgen.render.panel import panel_heights, panel_strip
from deckgen.render.table_columns import TableLook, lacking_width, most_lines
from deckgen.theme.box import Box

_ROWS, _TALLEST_ROW = 2.70, 0.55  # inches that few rows with bars share, and the most of one
_PAGE_ROWS = (0.43, 0.55, 0.68, 0.89, 1.09)  # of a page of text, by the lines that its cells take
_AFTER_PANEL = 4  # the column after a panel


@dataclass(slots=True)
class Parts:
    """A slide's blocks by what they are."""

    numbers: list[BigNumber] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)
    narratives: list[Narrative] = field(default_factory=list)

    @property
    def cells(self) -> list[NarrativeCell]:
        """The cells of the narrative."""
        return [cell for narrative in self.narratives for cell in narrative.cells]


@dataclass(frozen=True, slots=True)
class Placing:
    """The parts of a slide, how its tables are set, which exhibits share a column, and where all of
    it stands. ``own_cells`` says that the narrative stands in the layout's own places."""

    parts: Parts
    looks: tuple[TableLook, ...]
    columns: tuple[Column, ...]
    arrangement: Arrangement
    own_cells: bool

    @property
    def is_whole(self) -> bool:
        """Whether everything has found room."""
        told = not self.parts.cells or self.own_cells or bool(self.arrangement.cells)
        return told and self.arrangement.fits and len(self.arrangement.stacks) == len(self.columns)


def placing(page: Page, slide: Slide) -> Placing:
    """Where a slide's parts stand. Raises ``ValueError`` for a block that such a slide cannot
    hold."""
    parts = parts_of(slide)
    alone = len(parts.exhibits) == 1
    looks = tuple(look_of(page, slide, exhibit, alone=alone) for exhibit in parts.exhibits)
    columns = tuple(columns_of(parts.exhibits, _AFTER_PANEL if parts.numbers else 1, slide.split))
    own = _own_cells(page, parts)
    content = _content(page, slide, parts, own)
    cells = parts.cells
    keeps_shares = bool(own) or tuple(one.columns for one in columns) == page.stage.split
    moves = len(columns) > 1 and not keeps_shares
    wants = Wants(
        panel=panel_heights(parts.numbers),
        stacks=tuple(least(parts.exhibits, looks, one, content.w, moves=moves) for one in columns),
        cells=0 if own else len(cells),
        cell_height=cache(lambda width: cells_height(page, cells, width)),
        least_cell_height=cache(lambda width: cells_height(page, cells, width, named=False)),
        spare=CELL_SPARE,
        strip=None if page.stage.slot("number/1/value") else panel_strip(parts.numbers),
        keeps_shares=keeps_shares,
    )
    found = arrangement(content, wants)
    looks = tuple(_in_columns(page, parts, looks, columns, found.stacks))
    return Placing(parts, looks, columns, found, bool(own))


def _cuts(exhibit: Exhibit, look: TableLook, width: float) -> bool:
    """Whether a table of names and numbers is cut in a width."""
    if not isinstance(exhibit, Table) or exhibit.by_weight:
        return False
    return lacking_width(exhibit, width, look) > 0.0


def _in_columns(
    page: Page,
    parts: Parts,
    looks: Sequence[TableLook],
    columns: Sequence[Column],
    boxes: Sequence[Box],
) -> Iterator[TableLook]:
    """How tables are set where they stand: larger names give way before they are cut."""
    widths = {
        index: box.w
        for column, box in zip(columns, boxes, strict=False)
        for index in column.exhibits
    }
    body = page.style.sizes.body
    for index, (exhibit, look) in enumerate(zip(parts.exhibits, looks, strict=True)):
        if look.first > body and index in widths and _cuts(exhibit, look, widths[index]):
            look = replace(look, first=body)
        yield look


def parts_of(slide: Slide) -> Parts:
    """A slide's blocks by what they are. Raises ``ValueError`` for one that it cannot hold."""
    parts = Parts()
    for block in slide.blocks:
        match block:
            case BigNumber():
                parts.numbers.append(block)
            case Chart() | Table() | Paragraph():
                parts.exhibits.append(block)
            case Narrative():
                parts.narratives.append(block)
            case Moves() | Agenda() | Trends():
                kind = type(block).__name__
                raise ValueError(f"a {slide.kind} slide cannot hold a {kind}")
            case _:
                assert_never(block)
    return parts


def look_of(page: Page, slide: Slide, exhibit: Exhibit, *, alone: bool) -> TableLook:
    """How a table is set: by its rows, and taller where the cells of a page of text need it.
    With bars over the whole width its names are larger."""
    sizes = page.style.sizes
    if not isinstance(exhibit, Table):
        return TableLook(first=sizes.narrative, body=sizes.body, measure=page.style.minor)
    rows = len(exhibit.rows)
    if slide.kind is SlideKind.TABLE and len(exhibit.columns) > 2:
        look = TableLook(first=sizes.wide, body=sizes.body, measure=page.style.minor)
        lines = most_lines(exhibit, page.grid.width(COLUMNS), look)
        row = _PAGE_ROWS[min(lines, len(_PAGE_ROWS)) - 1]
        return replace(look, row=row)
    wide = sizes.wide if exhibit.bars and alone else sizes.body
    row = 0.345 if rows >= 8 else 0.38 if rows == 7 else 0.42
    if exhibit.bars and rows < 7:
        row = max(row, min(_TALLEST_ROW, _ROWS / max(rows, 1)))
    return TableLook(row=row, first=wide, measure=page.style.minor)


def _content(page: Page, slide: Slide, parts: Parts, own: Sequence[Box]) -> Box:
    """What is free for the slide's parts: under its headline, above the layout's own places for
    the narrative."""
    grid = page.grid
    short = headline_lines(page.stage, page.style, slide.title) <= 1
    alone = slide.kind is SlideKind.TABLE and not parts.numbers and not parts.narratives
    top = grid.top_short if short and alone else grid.top
    bottom = grid.content.bottom if parts.narratives else grid.bottom_tall
    if own:
        bottom = min(box.y for box in own) - NARRATIVE_GAP
    return Box(grid.left, top, grid.right - grid.left, bottom - top)


def _own_cells(page: Page, parts: Parts) -> list[Box]:
    """The layout's own places for the narrative; none if one is missing."""
    found = [cell_of_layout(page, cell) for cell in parts.cells]
    return [box for box in found if box is not None] if all(found) else []
