"""What stands over a table's cells and is no text: status marks and sparklines."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.deck import ColumnKind, Table, plain
from deckgen.render.canvas import Canvas
from deckgen.render.sparkline import draw_sparkline
from deckgen.render.status import draw_mark, is_missed
from deckgen.render.text import one_line
from deckgen.theme.box import Box

_OVER = (ColumnKind.MARK, ColumnKind.SPARKLINE)
_SPARKLINE_HEIGHT, _SPARKLINE_SHARE = 0.22, 0.73
_MARK_AT = 0.13  # inches from the cell's edge to the mark's middle


def draw_overlays(
    canvas: Canvas,
    table: Table,
    box: Box,
    widths: Sequence[float],
    header: float,
    heights: Sequence[float],
) -> None:
    """Draws marks and sparklines over a table that was drawn at ``box`` with these measures."""
    tops = [box.y + header + sum(heights[:number]) for number in range(len(heights))]
    statuses = status_words(table)
    x = box.x
    for index, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        if column.kind in _OVER:
            for number in range(len(table.rows)):
                cell = Box(x, tops[number], width, heights[number])
                key = f"{table.key}/{number}/{index}"
                status = statuses[number]
                if column.kind is ColumnKind.SPARKLINE:
                    values = table.sparklines[number] if number < len(table.sparklines) else ()
                    palette = canvas.palette
                    dot = palette.bad if is_missed(status) else palette.accent
                    draw_sparkline(canvas, key, _inner(cell), values, palette.context, dot)
                elif status:
                    at = Box(cell.x + _MARK_AT, cell.y, 0, cell.h)
                    draw_mark(canvas, f"{key}/mark", status, at, alt=True)
        x += width


def status_words(table: Table) -> list[str]:
    """The status of every row: the text of its cell in the column of marks; "" without one."""
    place = next(
        (i for i, column in enumerate(table.columns) if column.kind is ColumnKind.MARK), None
    )
    if place is None:
        return [""] * len(table.rows)
    return [one_line(plain(row[place])) if place < len(row) else "" for row in table.rows]


def _inner(cell: Box) -> Box:
    height = min(_SPARKLINE_HEIGHT, cell.h * 0.6)
    width = cell.w * _SPARKLINE_SHARE
    return Box(cell.x + 0.06, cell.y + (cell.h - height) / 2, width, height)
