"""How a table is set in its place: what stands closer, and which headings take two lines."""

from __future__ import annotations

from dataclasses import replace

from deckgen.model.deck import Table
from deckgen.render.table_columns import TableLook, column_widths, lacking_width, tightened
from deckgen.render.table_rows import row_heights
from deckgen.theme.fonts import line_height

_SPACING = 0.92  # of the lines of a heading
_LEAST_GAIN = 0.02  # inches of words for which a table is set otherwise
_ABOVE = 0.04  # inches above the first line of two that one line has more
_LEAST_ROW = 0.27  # inches that a row keeps under headings of two lines


def set_in(table: Table, width: float, height: float, look: TableLook) -> TableLook:
    """How a table is set in a place, in inches: with its columns close together, its headings on
    two lines, or both, where less of names and headings is cut then and its rows still fit.

    A card's headings stay on one line, so that those of cards side by side are level.
    """
    look = tightened(table, width, look)
    lacking = lacking_width(table, width, look)
    for other in _others(table, look) if lacking > _LEAST_GAIN else ():
        less = lacking_width(table, width, other)
        if less < lacking - _LEAST_GAIN and _has_room(table, width, height, other):
            look, lacking = other, less
    return look


def _others(table: Table, look: TableLook) -> list[TableLook]:
    if look.section:
        return []
    line = line_height(look.body)
    header = look.header + line * _SPACING - _ABOVE
    close = [] if table.by_weight else [replace(look, tight=True)]
    return [*close, *(replace(one, heading_lines=2, header=header) for one in (look, *close))]


def _has_room(table: Table, width: float, height: float, look: TableLook) -> bool:
    room = height - look.header
    if table.by_weight:
        return bool(row_heights(table, column_widths(table, width, look), look, room))
    return room >= _LEAST_ROW * len(table.rows)
