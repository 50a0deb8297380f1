"""Tables with fewer columns where there is no room for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from deckgen.model.deck import ColumnKind, Table

_NAMES = {ColumnKind.SPARKLINE: "Trend"}


def narrowed(table: Table, is_narrow: Callable[[Table], bool]) -> tuple[Table, list[str]]:
    """A table without as many of its optional columns as ``is_narrow`` asks for, and the names of
    those that are gone."""
    names: list[str] = []
    while is_narrow(table):
        ranks = [column.optional for column in table.columns if column.optional]
        if not ranks:
            break
        first = [one.optional for one in table.columns].index(min(ranks))
        names.append(_name(table, first))
        table = without(table, first)
    return table, names


def without(table: Table, place: int) -> Table:
    """A table without one of its columns."""
    kind = table.columns[place].kind
    return replace(
        table,
        columns=(*table.columns[:place], *table.columns[place + 1 :]),
        rows=tuple((*row[:place], *row[place + 1 :]) for row in table.rows),
        sparklines=() if kind is ColumnKind.SPARKLINE else table.sparklines,
    )


def _name(table: Table, place: int) -> str:
    column = table.columns[place]
    return _NAMES.get(column.kind) or column.heading
