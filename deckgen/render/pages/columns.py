"""Parts of tables: fewer columns where a page is too narrow, some of the rows where it is low."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

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


def rows_of(table: Table, start: int, end: int) -> Table:
    """The rows from ``start`` to before ``end`` as a table of their own."""
    last = end == len(table.rows)
    return replace(
        table,
        rows=table.rows[start:end],
        links=table.links[start:end],
        sparklines=table.sparklines[start:end],
        breaks=tuple(one - start for one in table.breaks if start < one < end),
        total=table.total and last,
    )


def evenly(table: Table, fits: Callable[[Table], bool]) -> Sequence[Table]:
    """A table in as few parts as have room, of nearly the same number of rows."""
    whole = len(table.rows)
    for count in range(1, whole + 1):
        edges = [round(whole * place / count) for place in range(count + 1)]
        parts = [rows_of(table, *pair) for pair in pairwise(edges)]
        if count == whole or all(fits(part) for part in parts):
            return parts
    return [table]


def _name(table: Table, place: int) -> str:
    column = table.columns[place]
    return _NAMES.get(column.kind) or column.heading
