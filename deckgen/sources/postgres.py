"""PostgreSQL, through psycopg: one table or query, in a read-only transaction, row by row.

psycopg is imported only here and only when such a source is read; it is the extra
``deckgen[postgres]``. Nothing of the url but its host, port and database is ever printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from types import ModuleType
from typing import TYPE_CHECKING, Any

from deckgen.errors import Issue, Location, SourceError, did_you_mean, error
from deckgen.model.source import Cell, Scan, Source
from deckgen.sources.headers import name_columns
from deckgen.sources.paths import declared_at, hints

if TYPE_CHECKING:
    from psycopg import Connection as AnyConnection
    from psycopg.abc import Buffer
    from psycopg.sql import Composed
    from psycopg.types.string import TextLoader

    Connection = AnyConnection[tuple[Any, ...]]

_ROWS_PER_TRIP = 5000
_CONNECT_SECONDS = 10
_AS_TEXT = ("numeric", "date", "timestamp", "time", "timetz", "interval", "uuid", "json", "jsonb")
_TABLES = (
    "SELECT table_schema, table_name FROM information_schema.tables"
    " WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2 LIMIT 500"
)


def scan_postgres(source: Source, wanted: frozenset[str]) -> Scan:
    """What a table, a view or a query of a database holds.

    Exact numbers, dates and timestamps (in UTC) arrive as the server's own ISO text, arrays as
    texts joined by ``;``. Binary data under a wanted name ends the reading with an error; in any
    other column it arrives as nothing.

    Raises ``SourceError``: see the table of codes in ``deckgen.sources``; so do the rows.
    """
    psycopg = _driver(source)
    location = Location(f"{source.name}[{source.table or 'query'}]")
    if source.table is None and source.query is None:
        raise SourceError(
            error(
                "source-251",
                f"source {source.name!r} names neither a table nor a query",
                source.place() or location,
            )
        )
    connection = _connect(source)
    with closing(connection):
        try:
            with connection.cursor(name="deckgen_columns") as cursor:
                cursor.execute(_statement(source))
                header = [column.name for column in cursor.description or ()]
        except psycopg.Error as problem:
            raise SourceError(_failed(source, location, connection, problem)) from None
    names, notes = name_columns(header, wanted, location)

    def rows() -> Iterator[tuple[Cell, ...]]:
        connection = _connect(source)
        number = 0
        with closing(connection):
            try:
                with connection.cursor(name="deckgen_rows") as cursor:
                    cursor.itersize = _ROWS_PER_TRIP
                    cursor.execute(_statement(source))
                    for values in cursor:
                        number += 1
                        yield tuple(
                            [
                                _blob(names[index], wanted, location, number)
                                if isinstance(value, bytes | memoryview)
                                else _cell(value)
                                for index, value in enumerate(values)
                            ]
                        )
            except psycopg.Error as problem:
                raise SourceError(_failed(source, location, connection, problem, number)) from None

    return Scan(source.name, location.file, names, rows=rows, notes=notes)


def _driver(source: Source) -> ModuleType:
    try:
        import psycopg
        import psycopg.types.string
    except ImportError as problem:
        raise SourceError(
            error(
                "source-260",
                f"reading PostgreSQL needs psycopg: {_first_line(str(problem))}",
                source.place("type") or Location(source.name),
                "pip install 'deckgen[postgres]'",
            )
        ) from None
    return psycopg


def _connect(source: Source) -> Connection:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict, make_conninfo
    from psycopg.types.string import TextLoader

    place = source.place("url") or Location(source.name)
    url = source.url.reveal if source.url is not None else ""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error:
        # The driver's own message quotes pieces of the url, so it is not repeated.
        raise SourceError(
            error(
                "source-261",
                "the url is not one of a PostgreSQL database",
                place,
                "write postgresql://user:password@host:5432/database, with %40 for an @ and"
                " %20 for a space in the password",
            )
        ) from None
    parts.setdefault("connect_timeout", _CONNECT_SECONDS)
    parts.setdefault("application_name", "deckgen")
    parts["client_encoding"] = "UTF8"
    try:
        connection = psycopg.connect(make_conninfo("", **parts))
    except psycopg.Error as problem:
        raise SourceError(_not_connected(parts, place, problem)) from None
    try:
        connection.read_only = True
        for name in _AS_TEXT:
            connection.adapters.register_loader(name, TextLoader)
        connection.adapters.register_loader("timestamptz", _utc_loader(TextLoader))
        connection.execute("SET datestyle TO 'ISO'")
        connection.execute("SET timezone TO 'UTC'")
    except psycopg.Error as problem:
        connection.close()
        raise SourceError(_not_connected(parts, place, problem)) from None
    return connection


def _utc_loader(text_loader: type[TextLoader]) -> type[TextLoader]:
    class Utc(text_loader):  # type: ignore[misc, valid-type]
        """The server writes ``+00``; ISO readers want ``+00:00``."""

        def load(self, data: Buffer) -> str | bytes:
            text = str(super().load(data))
            return f"{text}:00" if text.endswith("+00") else text

    return Utc


def _not_connected(parts: Mapping[str, Any], place: Location, problem: Exception) -> Issue:
    host, port = parts.get("host") or "the local server", parts.get("port")
    where = f"{host}:{port}" if port else f"{host}"
    database = f" (database {parts['dbname']!r})" if parts.get("dbname") else ""
    cause = _first_line(str(problem)).removeprefix("connection failed: ")
    secret = str(parts.get("password") or "")
    if secret:
        cause = cause.replace(secret, "***")
    if "authentication failed" in cause or "no password supplied" in cause:
        return error(
            "source-263",
            f"{where}{database} refuses the user or the password: {cause}",
            place,
            "check the environment variable that the url comes from",
        )
    return error(
        "source-261",
        f"cannot connect to {where}{database}: {cause}",
        place,
        "check that the server runs and that this machine may reach it",
    )


def _statement(source: Source) -> bytes | Composed:
    from psycopg import sql

    if source.query is not None:
        return source.query.strip().rstrip(";").encode()
    assert source.table is not None
    return sql.SQL("SELECT * FROM {}").format(sql.Identifier(*source.table.split(".")))


def _failed(
    source: Source,
    location: Location,
    connection: Connection,
    problem: Exception,
    rows_read: int = 0,
) -> Issue:
    from psycopg import errors

    cause = _first_line(str(problem))
    if connection.closed or connection.broken:
        return error(
            "source-262",
            f"the server closed the connection after {rows_read:,} rows: {cause}",
            location,
            "run again; nothing was written",
        )
    key = "query" if source.query is not None else "table"
    place = declared_at(source, key)
    if isinstance(problem, errors.UndefinedTable) and source.query is None:
        known = _tables(connection)
        nearest = did_you_mean(str(source.table), known) or "the database shows no tables"
        return error(
            "source-251", f"has no table {source.table!r}", location, hints(nearest, place)
        )
    return error("source-252", f"{key} cannot be read: {cause}", location, place)


def _tables(connection: Connection) -> list[str]:
    """The tables this user may see, as they would be written in the config."""
    import psycopg

    try:
        connection.rollback()
        found = connection.execute(_TABLES).fetchall()
    except psycopg.Error:
        return []
    return [name if schema == "public" else f"{schema}.{name}" for schema, name in found]


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0].strip()


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, list):
        return ";".join("" if item is None else str(_cell(item)) for item in value)
    return str(value)


def _blob(name: str, wanted: frozenset[str], location: Location, number: int) -> Cell:
    if name in wanted:
        raise SourceError(
            error(
                "source-253",
                f"row {number} holds binary data in column {name!r}",
                location,
                "read it with a query that turns it into text: convert_from(…, 'UTF8')",
            )
        )
    return None
