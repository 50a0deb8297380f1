"""How high the rows of a page of text are: each as its own cells need where room is short."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from deckgen.model.deck import Table
from deckgen.render.table_columns import TableLook, column_widths, lines_of_rows
from deckgen.theme.fonts import line_height

_SPACING, _MARGIN = 0.92, 0.02  # of lines in a cell, and inches that a row keeps free
_LEAST_ROW = 0.30  # inches, of one line
_ROOM = 0.12  # inches that a row gets beyond its least where there is enough
_SLACK = 1e-6


def lines_within(height: float, points: float) -> int:
    """How many lines a row of a page of text holds."""
    line = line_height(points)
    return 1 + max(0, floor((height - _MARGIN - line) / (line * _SPACING) + _SLACK))


def least_height(table: Table, width: float, look: TableLook) -> float:
    """The least height of a page of text whose cells are all whole."""
    return look.header + sum(_least(table, column_widths(table, width, look), look))


def row_heights(table: Table, widths: Sequence[float], look: TableLook, room: float) -> list[float]:
    """The heights of a page of text's rows in inches: all the same where that leaves every cell
    whole, else each what it needs. None where they do not fit, or the table is no page of text."""
    if not table.by_weight or not table.rows:
        return []
    least, count = _least(table, widths, look), len(table.rows)
    same = min(look.row, room / count)
    if max(least) <= same + _SLACK:
        return [same] * count
    if sum(least) > room + _SLACK:
        return []
    wanted = _wanted(least, look)
    asked = sum(wanted) - sum(least)
    given = min(1.0, (room - sum(least)) / asked) if asked else 0.0
    return [low + (high - low) * given for low, high in zip(least, wanted, strict=True)]


def _least(table: Table, widths: Sequence[float], look: TableLook) -> list[float]:
    found = []
    for lines, points in lines_of_rows(table, widths, look):
        line = line_height(points)
        found.append(max(_LEAST_ROW, line * (1 + (lines - 1) * _SPACING) + _MARGIN))
    return found


def _wanted(least: Sequence[float], look: TableLook) -> list[float]:
    if max(least, default=0.0) <= look.row:
        return [look.row] * len(least)
    return [height + _ROOM for height in least]
