"""Parts of tables: some of the rows where a page is low."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from deckgen.model.deck import Table


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
