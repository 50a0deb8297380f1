"""A second engine, from Python's own library: it proves that the portable SQL is portable."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from deckgen.engine.cells import cell_text
from deckgen.engine.names import FILE, ROW, physical_names, quoted
from deckgen.engine.protocol import Value
from deckgen.model.source import Scan


class SQLite:
    """Holds canonical tables in memory and runs the portable statements over them."""

    name = "sqlite"

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)

    def __enter__(self) -> SQLite:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def load(self, table: str, scan: Scan) -> None:
        """Makes the cells of a scan of rows available as text; files are DuckDB's business.

        Raises ``NotImplementedError`` for CSV and Parquet.
        """
        if scan.rows is None:
            raise NotImplementedError("the SQLite engine loads rows only")
        names = physical_names(scan.columns)
        columns = [(FILE, "BIGINT"), (ROW, "BIGINT"), *((name, "VARCHAR") for name in names)]
        read = enumerate(scan.rows(), start=1)
        self.insert(table, columns, ((0, row, *map(cell_text, cells)) for row, cells in read))

    def create(self, table: str, select: str) -> None:
        """Keeps the result of a SELECT as a table, replacing one of that name."""
        self.drop(table)
        self._connection.execute(f"CREATE TABLE {quoted(table)} AS {select}")

    def insert(
        self, table: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Value]]
    ) -> None:
        """Makes a table of (name, ``BIGINT`` or ``VARCHAR``) columns from rows."""
        self.drop(table)
        shape = ", ".join(f"{quoted(name)} {type_}" for name, type_ in columns)
        marks = ", ".join("?" * len(columns))
        self._connection.execute(f"CREATE TABLE {quoted(table)} ({shape})")
        self._connection.execute("BEGIN")
        self._connection.executemany(f"INSERT INTO {quoted(table)} VALUES ({marks})", rows)
        self._connection.execute("COMMIT")

    def rows(self, select: str) -> list[tuple[Value, ...]]:
        """Runs a SELECT and returns all rows."""
        return self._connection.execute(select).fetchall()

    def drop(self, table: str) -> None:
        """Forgets a table if it exists."""
        self._connection.execute(f"DROP TABLE IF EXISTS {quoted(table)}")

    def close(self) -> None:
        """Releases the connection."""
        self._connection.close()
