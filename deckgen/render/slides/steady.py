"""What did not move, on the summary: a table under the moves, or over a narrative."""

from __future__ import annotations

from dataclasses import replace

from deckgen.model.deck import Table
from deckgen.render.canvas import Canvas
from deckgen.render.exhibit import TITLE, draw_exhibit_title
from deckgen.render.page import Page
from deckgen.render.shape import Outline
from deckgen.render.table import SMALLEST_ROW, draw_table
from deckgen.render.table_columns import TableLook, needed_width
from deckgen.theme.box import Box

_ROW, _LEAST_ROWS = 0.345, 2  # inches, rows
_ALONE_ROW = 0.30  # inches of one in a table that has a slide's width
_STATED = 4  # columns: mark, name, value and change


def _look(page: Page) -> TableLook:
    size = page.style.sizes.body
    return TableLook(row=_ROW, first=size, body=size, measure=page.style.minor)


def has_room(page: Page, table: Table, height: float) -> bool:
    """Whether all of what did not move has room: else none of it is shown."""
    least = max(_ROW * min(len(table.rows), _LEAST_ROWS), SMALLEST_ROW * len(table.rows))
    return height >= TITLE + _look(page).header + least


def height_alone(page: Page, table: Table) -> float:
    """The height of a table that has a page's width to itself."""
    return TITLE + _look(page).header + _ALONE_ROW * len(table.rows)


def draw_steady(canvas: Canvas, table: Table, box: Box, *, alone: bool = False) -> None:
    """What did not move, in the room that the moves leave, or ``alone`` at the top of a slide."""
    look = _look(canvas.page)
    if len(table.columns) > _STATED and needed_width(table, look) > box.w:
        # The scorecard states the targets; a name that is cut is stated nowhere.
        columns, rows = table.columns[:-1], tuple(row[:-1] for row in table.rows)
        table = replace(table, columns=columns, rows=rows)
    lines, palette = canvas.style.lines, canvas.palette
    rule = Outline(lines.rule, palette.rule) if alone else Outline(lines.hair, palette.hair)
    canvas.line(f"{table.key}/rule", "Rule", box.row(0, 0), rule)
    draw_exhibit_title(canvas, table.key, table.title, table.subtitle, box)
    draw_table(canvas, table, box.row(TITLE, box.h - TITLE), look)
