"""The scorecard: a table per section, two by two, the section's name in its heading row."""

from __future__ import annotations

from itertools import zip_longest

from deckgen.model.deck import BigNumber, Chart, Narrative, Paragraph, Slide, Table
from deckgen.render.canvas import Canvas
from deckgen.render.exhibit import draw_lines
from deckgen.render.frame import Around, draw_eyebrow, draw_footer, draw_headline
from deckgen.render.grid import BODY_TOP, Box, body, column, width
from deckgen.render.table import TableLook, draw_table, natural_height

_HEADER, _ROW, _GAP = 0.36, 0.40, 0.20
_KEY_TOP, _KEY_HEIGHT = 6.46, 0.30
_BOTTOM = 6.72


def draw_scorecard(canvas: Canvas, slide: Slide, around: Around) -> None:
    """Draws the tables in pairs; rows get lower together if they would not fit."""
    draw_eyebrow(canvas, slide, around)
    draw_headline(canvas, slide.title)
    tables: list[Table] = []
    keys: list[Paragraph] = []
    for block in slide.blocks:
        match block:
            case Table():
                tables.append(block)
            case Paragraph():
                keys.append(block)
            case BigNumber() | Chart() | Narrative():
                raise ValueError(f"a scorecard cannot hold a {type(block).__name__}")
    bottom = _KEY_TOP - 0.10 if keys else _BOTTOM
    pairs = list(zip_longest(tables[::2], tables[1::2]))
    row = _row_height(pairs, bottom - BODY_TOP)
    y = BODY_TOP
    for left, right in pairs:
        looks = [
            (table, x, _look(canvas, table, row))
            for table, x in ((left, column(1)), (right, column(7)))
            if table is not None
        ]
        tallest = max(natural_height(table, look) for table, _, look in looks)
        for table, x, look in looks:
            draw_table(canvas, table, Box(x, y, width(6), tallest), look)
        y += tallest + _GAP
    for index, key in enumerate(keys):
        share = width(12) / len(keys)
        box = Box(column(1) + share * index, _KEY_TOP, share, _KEY_HEIGHT)
        draw_lines(canvas, key, box)
    if not tables and not keys:
        canvas.text("empty", "Text", body(1, 12), canvas.write.bare(""))
    draw_footer(canvas, slide.footer, around)


def _look(canvas: Canvas, table: Table, row: float) -> TableLook:
    sizes = canvas.style.sizes
    return TableLook(_HEADER, row, sizes.wide, sizes.body, section=table.title or "Metrics")


def _row_height(pairs: list[tuple[Table | None, Table | None]], room: float) -> float:
    rows = sum(max(len(table.rows) for table in pair if table) for pair in pairs)
    fixed = len(pairs) * _HEADER + max(0, len(pairs) - 1) * _GAP
    return min(_ROW, (room - fixed) / rows) if rows else _ROW
