"""Slides with content in bands: number panel, exhibits beside it, narrative, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import assert_never

from deckgen.model.deck import (
    Agenda,
    BigNumber,
    Chart,
    Moves,
    Narrative,
    Paragraph,
    Slide,
    SlideKind,
    Table,
    Trends,
    plain,
)
from deckgen.render.arrange import Column, arrange, columns_of
from deckgen.render.canvas import Canvas
from deckgen.render.choose import shares_panel
from deckgen.render.exhibit import Exhibit, draw_exhibit, with_title
from deckgen.render.frame import (
    Around,
    draw_eyebrow,
    draw_footer,
    draw_headline,
    headline_lines,
)
from deckgen.render.grid import COLUMNS
from deckgen.render.narrative import draw_narrative
from deckgen.render.panel import draw_numbers
from deckgen.render.table import TableLook, column_widths
from deckgen.theme.box import Box
from deckgen.theme.fonts import text_width
from deckgen.theme.stage import Slot

_ROWS, _TALLEST_ROW = 2.70, 0.55  # inches that few rows with bars share, and the most of one
_INSET = 0.20  # of the panel, and where its number stands, alone and beside a second one
_NUMBER_AT, _SHARED_NUMBER_AT = 0.61, 0.37


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
        draw_numbers(canvas, parts.numbers, _panel(canvas, parts.numbers, top))
        first = 4
    alone = len(parts.exhibits) == 1
    looks = [_look(canvas, slide, exhibit, alone=alone) for exhibit in parts.exhibits]
    columns = columns_of(parts.exhibits, first, slide.split)
    boxes = arrange(grid, parts.exhibits, looks, columns, top, bottom)
    places = _places(canvas, columns)
    for index, (exhibit, look) in enumerate(zip(parts.exhibits, looks, strict=True)):
        place = places.get(index, "")
        slot = canvas.stage.slot(place)
        box = boxes[index] if slot is None else _in_slot(canvas, exhibit, place, slot, top)
        draw_exhibit(canvas, exhibit, box, look, place)
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


def _panel(canvas: Canvas, numbers: list[BigNumber], top: float) -> Box:
    """The number panel: around the layout's number if it has one, else in the first columns."""
    grid = canvas.grid
    box = grid.body(1, 3, top, grid.bottom)
    slot = canvas.stage.slot("number/1/value")
    if slot is None or len(numbers) > 2:
        return box
    y = slot.box.y - (_SHARED_NUMBER_AT if shares_panel(numbers) else _NUMBER_AT)
    return Box(slot.box.x - _INSET, y, slot.box.w + 2 * _INSET, grid.bottom - y)


def _in_slot(canvas: Canvas, exhibit: Exhibit, place: str, slot: Slot, top: float) -> Box:
    """The box of an exhibit in a slot, under its title's slot if there is one."""
    titled = isinstance(exhibit, Chart | Table) and bool(exhibit.title or exhibit.subtitle)
    over = canvas.stage.slot(f"{place}/title") if titled else None
    box = with_title(slot.box, over.box) if over else slot.box
    lower = max(0.0, top - box.y)  # a table's slot may begin under a headline of one line
    return box.row(lower, box.h - lower)


def _places(canvas: Canvas, columns: Sequence[Column]) -> dict[int, str]:
    """The layout's place of each exhibit that has one to itself."""
    if tuple(column.columns for column in columns) != canvas.stage.split:
        return {}
    return {
        column.exhibits[0]: f"exhibit/{number}"
        for number, column in enumerate(columns, start=1)
        if len(column.exhibits) == 1
    }


def _band(canvas: Canvas, slide: Slide, parts: Parts) -> tuple[float, float]:
    """The exhibits' upper and lower edge."""
    grid = canvas.grid
    bottom = grid.bottom if parts.narratives else grid.bottom_tall
    short = headline_lines(canvas.stage, canvas.style, slide.title) <= 1
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
