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
)
from deckgen.render.arrange import Column, columns_of, least, stacked
from deckgen.render.arrangements import Wants, arrangement
from deckgen.render.canvas import Canvas
from deckgen.render.choose import placeholder_type, shares_panel, takes
from deckgen.render.exhibit import Exhibit, draw_exhibit, with_title
from deckgen.render.frame import (
    Around,
    draw_footer,
    draw_head,
    headline_lines,
)
from deckgen.render.grid import COLUMNS, NARRATIVE_GAP
from deckgen.render.narrative import CELL_SPARE, cell_of_layout, cells_height, draw_narrative
from deckgen.render.panel import draw_numbers, panel_heights
from deckgen.render.table import TableLook, most_lines
from deckgen.theme.box import Box
from deckgen.theme.stage import Slot

_ROWS, _TALLEST_ROW = 2.70, 0.55  # inches that few rows with bars share, and the most of one
_PAGE_ROWS = (0.43, 0.55, 0.68, 0.89, 1.09)  # of a page of text, by the lines that its cells take
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
    draw_head(canvas, slide, around)
    parts = _parts(slide)
    alone = len(parts.exhibits) == 1
    looks = [_look(canvas, slide, exhibit, alone=alone) for exhibit in parts.exhibits]
    columns = columns_of(parts.exhibits, 4 if parts.numbers else 1, slide.split)
    content = _content(canvas, slide, parts)
    placed = arrangement(content, _wants(canvas, parts, looks, columns))
    if placed.panel is not None:
        draw_numbers(canvas, parts.numbers, _panel(canvas, parts.numbers, placed.panel))
    _draw_exhibits(canvas, parts.exhibits, looks, columns, placed.stacks)
    for narrative in parts.narratives if placed.cells or _own_cells(canvas, parts) else ():
        draw_narrative(canvas, narrative, placed.cells)
    draw_footer(canvas, slide.footer, around)


def _draw_exhibits(
    canvas: Canvas,
    exhibits: Sequence[Exhibit],
    looks: Sequence[TableLook],
    columns: Sequence[Column],
    boxes: Sequence[Box],
) -> None:
    """Draws the columns that have a box: each exhibit in the layout's place for it if it has one,
    else in its part of the box."""
    places = _places(canvas, exhibits, columns)
    for column, whole in zip(columns, boxes, strict=False):
        for index, box in stacked(exhibits, looks, column, whole).items():
            place = places.get(index, "")
            slot = canvas.stage.slot(place)
            exhibit = exhibits[index]
            if slot is not None:
                box = _in_slot(canvas, exhibit, place, slot, whole.y)
            draw_exhibit(canvas, exhibit, box, looks[index], place)


def _content(canvas: Canvas, slide: Slide, parts: Parts) -> Box:
    """What is free for the slide's parts: under its headline, above the layout's own places for
    the narrative."""
    grid = canvas.grid
    short = headline_lines(canvas.stage, canvas.style, slide.title) <= 1
    alone = slide.kind is SlideKind.TABLE and not parts.numbers and not parts.narratives
    top = grid.top_short if short and alone else grid.top
    bottom = grid.content.bottom if parts.narratives else grid.bottom_tall
    own = _own_cells(canvas, parts)
    if own:
        bottom = min(box.y for box in own) - NARRATIVE_GAP
    return Box(grid.left, top, grid.right - grid.left, bottom - top)


def _own_cells(canvas: Canvas, parts: Parts) -> list[Box]:
    """The layout's own places for the narrative; none if one is missing."""
    cells = [cell for narrative in parts.narratives for cell in narrative.cells]
    found = [cell_of_layout(canvas, cell) for cell in cells]
    return [box for box in found if box is not None] if all(found) else []


def _wants(
    canvas: Canvas, parts: Parts, looks: Sequence[TableLook], columns: Sequence[Column]
) -> Wants:
    cells = [cell for narrative in parts.narratives for cell in narrative.cells]
    return Wants(
        panel=panel_heights(parts.numbers),
        stacks=tuple(least(parts.exhibits, looks, column) for column in columns),
        cells=0 if _own_cells(canvas, parts) else len(cells),
        cell_height=lambda width: cells_height(canvas, cells, width),
        spare=CELL_SPARE,
    )


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


def _panel(canvas: Canvas, numbers: list[BigNumber], box: Box) -> Box:
    """The number panel: around the layout's number if it has one, else in the box given."""
    slot = canvas.stage.slot("number/1/value")
    if slot is None or len(numbers) > 2:
        return box
    y = slot.box.y - (_SHARED_NUMBER_AT if shares_panel(numbers) else _NUMBER_AT)
    return Box(slot.box.x - _INSET, y, slot.box.w + 2 * _INSET, box.bottom - y)


def _in_slot(canvas: Canvas, exhibit: Exhibit, place: str, slot: Slot, top: float) -> Box:
    """The box of an exhibit in a slot, under its title's slot if there is one."""
    titled = isinstance(exhibit, Chart | Table) and bool(exhibit.title or exhibit.subtitle)
    over = canvas.stage.slot(f"{place}/title") if titled else None
    box = with_title(slot.box, over.box) if over else slot.box
    lower = max(0.0, top - box.y)  # a table's slot may begin under a headline of one line
    return box.row(lower, box.h - lower)


def _places(
    canvas: Canvas, exhibits: Sequence[Exhibit], columns: Sequence[Column]
) -> dict[int, str]:
    """The layout's place of each exhibit that has one to itself and of its kind."""
    if tuple(column.columns for column in columns) != canvas.stage.split:
        return {}
    found = {}
    for number, column in enumerate(columns, start=1):
        first, place = column.exhibits[0], f"exhibit/{number}"
        kind = placeholder_type(exhibits[first], pictures=canvas.pictures)
        if len(column.exhibits) == 1 and kind and takes(canvas.stage.slot(place), kind):
            found[first] = place
    return found


def _look(canvas: Canvas, slide: Slide, exhibit: Exhibit, *, alone: bool) -> TableLook:
    """How a table is set: by its rows, and taller where the cells of a page of text need it.
    With bars over the whole width its names are larger."""
    if not isinstance(exhibit, Table):
        return TableLook()
    sizes = canvas.style.sizes
    rows = len(exhibit.rows)
    if slide.kind is SlideKind.TABLE and len(exhibit.columns) > 2:
        look = TableLook(first=sizes.wide, body=sizes.body)
        lines = most_lines(exhibit, canvas.grid.width(COLUMNS), look)
        row = _PAGE_ROWS[min(lines, len(_PAGE_ROWS)) - 1]
        return TableLook(row=row, first=sizes.wide, body=sizes.body)
    wide = sizes.wide if exhibit.bars and alone else sizes.body
    row = 0.345 if rows >= 8 else 0.38 if rows == 7 else 0.42
    if exhibit.bars and rows < 7:
        row = max(row, min(_TALLEST_ROW, _ROWS / max(rows, 1)))
    return TableLook(row=row, first=wide)
