"""Slides with content in bands: number panel, exhibits beside it, narrative, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import assert_never

from deckgen.model.deck import (
    Agenda,
    BigNumber,
    Chart,
    ChartKind,
    Moves,
    Narrative,
    Paragraph,
    Slide,
    SlideKind,
    Table,
    Trends,
    plain,
)
from deckgen.render.canvas import Canvas
from deckgen.render.exhibit import Exhibit, draw_exhibit, wanted_height
from deckgen.render.frame import (
    Around,
    draw_eyebrow,
    draw_footer,
    draw_headline,
    headline_lines,
)
from deckgen.render.grid import COLUMNS, Grid
from deckgen.render.narrative import draw_narrative
from deckgen.render.panel import draw_numbers
from deckgen.render.table import TableLook, column_widths
from deckgen.theme.box import Box
from deckgen.theme.fonts import text_width

_STACK_GAP = 0.16
_WIDE_TABLE = 4  # columns from which a table gets the wider part
_ROWS, _TALLEST_ROW = 2.70, 0.55  # inches that few rows with bars share, and the most of one
_FULL_TABLE = 6  # columns from which it gets the whole width


@dataclass(slots=True)
class Parts:
    """A slide's blocks by what they are."""

    numbers: list[BigNumber] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)
    narratives: list[Narrative] = field(default_factory=list)


def draw_body(canvas: Canvas, slide: Slide, around: Around) -> None:
    """Draws eyebrow, headline, panel, exhibits, narrative and footer, in reading order."""
    draw_eyebrow(canvas, slide, around)
    draw_headline(canvas, slide.title)
    grid = canvas.grid
    parts = _parts(slide)
    top, bottom = _band(canvas, slide, parts)
    first = 1
    if parts.numbers:
        draw_numbers(canvas, parts.numbers, grid.body(1, 3, top, grid.bottom))
        first = 4
    alone = len(parts.exhibits) == 1
    looks = [_look(canvas, slide, exhibit, alone=alone) for exhibit in parts.exhibits]
    boxes = arrange(grid, parts.exhibits, looks, first, top, bottom, slide.split)
    for exhibit, look, box in zip(parts.exhibits, looks, boxes, strict=True):
        draw_exhibit(canvas, exhibit, box, look)
    for narrative in parts.narratives:
        draw_narrative(canvas, narrative)
    draw_footer(canvas, slide.footer, around)


def _parts(slide: Slide) -> Parts:
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


def _band(canvas: Canvas, slide: Slide, parts: Parts) -> tuple[float, float]:
    """The exhibits' upper and lower edge."""
    grid = canvas.grid
    bottom = grid.bottom if parts.narratives else grid.bottom_tall
    short = headline_lines(canvas, slide.title) <= 1
    alone = slide.kind is SlideKind.TABLE and not parts.numbers and not parts.narratives
    return (grid.top_short if short and alone else grid.top), bottom


def _look(canvas: Canvas, slide: Slide, exhibit: Exhibit, *, alone: bool) -> TableLook:
    """How a table is set: by its rows, and taller where the cells of a page of text need it.
    With bars over the whole width its names are larger."""
    if not isinstance(exhibit, Table):
        return TableLook()
    sizes = canvas.style.sizes
    rows = len(exhibit.rows)
    if slide.kind is SlideKind.TABLE and len(exhibit.columns) > 2:
        look = TableLook(first=sizes.wide, body=sizes.body)
        widths = column_widths(exhibit, canvas.grid.width(COLUMNS), look)
        needs_two = any(
            text_width(plain(cell), sizes.body) > width - 0.15
            for row in exhibit.rows
            for cell, width in zip(row, widths, strict=False)
        )
        return TableLook(row=0.55 if needs_two else 0.43, first=sizes.wide, body=sizes.body)
    wide = sizes.wide if exhibit.bars and alone else sizes.body
    row = 0.345 if rows >= 8 else 0.38 if rows == 7 else 0.42
    if exhibit.bars and rows < 7:
        row = max(row, min(_TALLEST_ROW, _ROWS / max(rows, 1)))
    return TableLook(row=row, first=wide)


def arrange(
    grid: Grid,
    exhibits: Sequence[Exhibit],
    looks: Sequence[TableLook],
    first: int,
    top: float,
    bottom: float,
    split: tuple[int, int] | None = None,
) -> list[Box]:
    """A box per exhibit in the columns from ``first`` on: one alone, two side by side, more in
    two stacks, ``split`` columns wide. A bridge keeps the whole width, and so do wide tables."""
    columns = COLUMNS + 1 - first
    whole = grid.body(first, columns, top, bottom)
    count = len(exhibits)
    if count <= 1 or _stacks(exhibits, first):
        return _stack(exhibits, looks, whole)
    middle = 1 if count <= 3 else (count + 1) // 2
    fits = split is not None and sum(split) == columns
    left_columns = split[0] if split is not None and fits else _left_columns(exhibits, columns)
    left = grid.body(first, left_columns, top, bottom)
    right = grid.body(first + left_columns, columns - left_columns, top, bottom)
    return _stack(exhibits[:middle], looks[:middle], left) + _stack(
        exhibits[middle:], looks[middle:], right
    )


def _stacks(exhibits: Sequence[Exhibit], first: int) -> bool:
    lead = exhibits[0]
    if isinstance(lead, Chart) and lead.spec.kind is ChartKind.BRIDGE:
        return len(exhibits) == 2
    return first == 1 and any(
        isinstance(one, Table) and len(one.columns) >= _FULL_TABLE for one in exhibits
    )


def _left_columns(exhibits: Sequence[Exhibit], columns: int) -> int:
    if columns != 9:
        return columns // 2
    second = exhibits[1]
    wide = isinstance(second, Table) and len(second.columns) >= _WIDE_TABLE
    return 4 if wide else 5


def _stack(exhibits: Sequence[Exhibit], looks: Sequence[TableLook], box: Box) -> list[Box]:
    """One below the other: tables and texts get what they ask for, charts share the rest."""
    if not exhibits:
        return []
    room = box.h - _STACK_GAP * (len(exhibits) - 1)
    wanted = [wanted_height(one, look) for one, look in zip(exhibits, looks, strict=True)]
    charts = sum(height is None for height in wanted)
    asked = sum(height for height in wanted if height is not None)
    most = room * (0.5 if charts else 1.0)
    shrink = min(1.0, most / asked) if asked else 1.0
    rest = room - asked * shrink
    heights = [rest / charts if height is None else height * shrink for height in wanted]
    if not charts and len(exhibits) == 1:
        heights = [room]
    boxes, y = [], 0.0
    for height in heights:
        boxes.append(box.row(y, height))
        y += height + _STACK_GAP
    return boxes
