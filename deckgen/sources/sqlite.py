"""SQLite databases, through Python's own module: opened read-only, one table or one query."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from deckgen.errors import Issue, Location, SourceError, did_you_mean, error
from deckgen.model.source import Cell, Scan, Source
from deckgen.sources.content import describe
from deckgen.sources.headers import name_columns
from deckgen.sources.paths import declared_at, hints, shown

_MAGIC = b"SQLite format 3\x00"


def scan_sqlite(source: Source, path: Path, wanted: frozenset[str]) -> Scan:
    """What a table, a view or a query of a database holds.

    Cells of a column without a declared type arrive as text. A BLOB under a wanted name ends the
    reading with an error; in any other column it arrives as nothing.

    Raises ``SourceError``: see the table of codes in ``deckgen.sources``; so do the rows.
    """
    _refuse_other_formats(source, path)
    what = source.table or "query"
    location = Location(f"{shown(path)}[{what}]")
    try:
        with closing(_connect(path)) as connection:
            statement, untyped = _statement(source, path, connection)
            cursor = connection.execute(statement)
            if cursor.description is None:
                raise SourceError(_failed(source, "it returns no rows", location))
            header = [str(column[0]) for column in cursor.description]
    except (sqlite3.Error, sqlite3.Warning) as problem:
        raise SourceError(_failed(source, str(problem), location)) from None
    names, notes = name_columns(header, wanted, location)

    def rows() -> Iterator[tuple[Cell, ...]]:
        try:
            with closing(_connect(path)) as connection:
                for number, values in enumerate(connection.execute(statement), 1):
                    yield tuple(
                        [
                            _cell(value, index in untyped)
                            if not isinstance(value, bytes)
                            else _blob(names[index], wanted, location, number)
                            for index, value in enumerate(values)
                        ]
                    )
        except (sqlite3.Error, sqlite3.Warning) as problem:
            raise SourceError(_failed(source, str(problem), location)) from None

    return Scan(source.name, location.file, names, rows=rows, notes=notes)


def _refuse_other_formats(source: Source, path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(4096)
    location = Location(shown(path))
    if not head:
        raise SourceError(
            error("source-213", "is empty (0 bytes)", location, "export the file again")
        )
    if not head.startswith(_MAGIC):
        noun = describe(head)
        raise SourceError(
            error(
                "source-250",
                f"is not an SQLite database{f' but {noun}' if noun else ''}",
                location,
                declared_at(source, "path"),
            )
        )


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _statement(
    source: Source, path: Path, connection: sqlite3.Connection
) -> tuple[str, frozenset[int]]:
    """The SELECT to run, and the indexes of its columns that have no declared type."""
    if source.query is not None:
        return source.query, frozenset()
    tables = [
        str(name)
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
        )
    ]
    if source.table is None:
        raise SourceError(
            error(
                "source-251",
                f"source {source.name!r} names neither a table nor a query",
                source.place() or Location(shown(path)),
                f"tables are: {', '.join(tables) or 'none'}",
            )
        )
    if source.table.lower() not in map(str.lower, tables):
        raise SourceError(
            error(
                "source-251",
                f"has no table {source.table!r}",
                Location(shown(path)),
                hints(
                    did_you_mean(source.table, tables) or "the database has no tables",
                    declared_at(source, "table"),
                ),
            )
        )
    quoted = '"' + source.table.replace('"', '""') + '"'
    info = connection.execute(f"PRAGMA table_info({quoted})").fetchall()
    untyped = frozenset(index for index, column in enumerate(info) if not column[2])
    return f"SELECT * FROM {quoted}", untyped


def _failed(source: Source, cause: str, location: Location) -> Issue:
    key = "query" if source.query is not None else "table"
    return error("source-252", f"{key} cannot be read: {cause}", location, declared_at(source, key))


def _cell(value: str | int | float | None, untyped: bool) -> Cell:
    if not untyped or value is None or isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) else format(Decimal(repr(value)), "f")


def _blob(name: str, wanted: frozenset[str], location: Location, number: int) -> Cell:
    if name in wanted:
        raise SourceError(
            error(
                "source-253",
                f"row {number} holds binary data (a BLOB) in column {name!r}",
                location,
                "read it with a query that casts it: CAST(… AS TEXT)",
            )
        )
    return None
