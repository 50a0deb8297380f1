"""The number panel as a low strip over the whole width, where a page has no height for one beside
the exhibits: number, then status, then changes or the second number."""

from __future__ import annotations

from deckgen.model.deck import BigNumber
from deckgen.render.canvas import Canvas
from deckgen.render.panel_parts import (
    CHANGE_LINE,
    INSET,
    against_of,
    change_line,
    draw_base,
    draw_frame,
    draw_second,
    draw_status,
    draw_value,
    label_text,
    strong_colour,
    value_size,
)
from deckgen.theme.box import Box

STRIP, STRIP_WIDTH = 1.24, 6.6  # inches: the height, and the least width
_COLUMNS, _COLUMN_GAP = 3, 0.24
_TOP, _MARGIN = 0.12, 0.10
_LABEL, _VALUE = 0.44, 0.58
_BELOW_STATUS = 0.37
_BASE = 0.22


def draw_strip(canvas: Canvas, first: BigNumber, second: BigNumber | None, box: Box) -> None:
    """Draws one number, or two that share a panel, in a strip."""
    key, palette = "number/1", canvas.palette
    colour = strong_colour(canvas, first, palette.accent)
    stressed = colour == palette.accent
    draw_frame(canvas, key, first, box, palette.accent if stressed else palette.context)
    inner = box.inset(INSET, INSET)
    width = (inner.w - _COLUMN_GAP * (_COLUMNS - 1)) / _COLUMNS
    left, middle, right = (
        Box(inner.x + index * (width + _COLUMN_GAP), inner.y, width, inner.h)
        for index in range(_COLUMNS)
    )
    words = label_text(canvas, first, width)
    canvas.text(f"{key}/label", "Measure", left.row(_TOP, _LABEL), words)
    points = value_size(canvas, first, width, canvas.style.sizes.number_paired)
    place = left.row(_TOP + _LABEL, _VALUE)
    note_points = canvas.style.sizes.change
    draw_value(canvas, key, first, place, colour, points, first.margin, None, note_points)
    against = against_of(canvas, first, width)
    draw_status(canvas, key, first, middle.row(_TOP, 0.27), against)
    top = _TOP + _BELOW_STATUS if second or not first.status else _TOP
    room = int((box.h - top - _MARGIN) / CHANGE_LINE)
    changes = first.changes[:room]
    column = middle if second else right
    if changes:
        lines = "".join(change_line(canvas, change, width) for change in changes)
        area = column.row(top, CHANGE_LINE * len(changes))
        canvas.text(f"{key}/changes", "Changes", area, lines)
    if second is not None:
        draw_second(canvas, second, right, _TOP)
    base = first.base or (second.base if second else "")
    where = right if second else middle
    draw_base(canvas, key, base, where.row(box.h - _MARGIN - _BASE, _BASE), lines=1)
