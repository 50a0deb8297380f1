"""Typed cells of workbooks and databases as exact text."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import isfinite

from deckgen.model.source import Cell


def cell_text(cell: Cell) -> str | None:
    """A cell as text that loses nothing: 124.0 is ``124``, no exponents, booleans in lower case.

    A float is written with the shortest digits that give the same float back. Not-a-number and
    infinity are no values: they become ``None``.
    """
    match cell:
        case None | str():
            return cell
        case bool():
            return "true" if cell else "false"
        case int():
            return str(cell)
        case float():
            return _float_text(cell)


def _float_text(number: float) -> str | None:
    if not isfinite(number):
        return None
    if number.is_integer():
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def numeric_marks(row: Sequence[Cell]) -> str | None:
    """``0100``: which cells are numbers or booleans; ``None`` for a row of text only."""
    marks = "".join("1" if isinstance(cell, int | float) else "0" for cell in row)
    return marks if "1" in marks else None
