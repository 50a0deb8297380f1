"""How names and texts are written in SQL, and what columns of a loaded table are called."""

from __future__ import annotations

from collections.abc import Iterable

ROW = "_row"
"""Number of a data row in its file, from 1."""
FILE = "_file"
"""Number of the file among those of one source, from 0."""
NUMERIC = "_numeric"
"""One character per cell of a row: ``1`` where the cell was a number or a boolean, else ``0``."""

_RESERVED = frozenset({ROW, FILE, NUMERIC, "file_row_number", "filename"})


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def literal(text: str) -> str:
    """A text as an SQL literal."""
    escaped = text.replace("'", "''")
    return f"'{escaped}'"


def physical_names(columns: Iterable[str]) -> tuple[str, ...]:
    """What an engine calls the columns of a source, in the same order.

    Engines do not tell ``Name`` from ``name``: of two such columns the later one gets a number, as
    does one that is called like a column that the engine adds.
    """
    taken = set(_RESERVED)
    names: list[str] = []
    for column in columns:
        base = column.replace("\0", "") or "column"
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}_{number}"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def all_columns(headers: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The columns of several files of one source: every name once, in order of appearance."""
    return tuple(dict.fromkeys(column for header in headers for column in header))
