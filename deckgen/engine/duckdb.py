"""The default engine: DuckDB inside the process, in memory, never reaching for the network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from deckgen.engine.cells import cell_text, numeric_marks
from deckgen.engine.names import (
    FILE,
    NUMERIC,
    ROW,
    all_columns,
    literal,
    physical_names,
    quoted,
)
from deckgen.engine.protocol import Value
from deckgen.errors import DataError, Location, SourceError, error
from deckgen.model.source import Scan

_BATCH = 4_096
_CSV_LINE = re.compile(r"CSV Error on Line: (\d+)")


_INTERRUPTED = "Query interrupted"


class DuckDB:
    """Holds the tables of one run. Close it, or use it in a ``with`` statement."""

    name = "duckdb"

    def __init__(
        self,
        *,
        threads: int | None = None,
        memory_limit: str | None = None,
        temp_directory: Path | None = None,
    ) -> None:
        """``memory_limit`` as ``2GB``; beyond it DuckDB writes to ``temp_directory``."""
        config: dict[str, str] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "true",
        }
        if threads is not None:
            config["threads"] = str(threads)
        if memory_limit is not None:
            config["memory_limit"] = memory_limit
        if temp_directory is not None:
            config["temp_directory"] = str(temp_directory)
        self._connection = duckdb.connect(config=config)
        self.run("SET TimeZone = 'UTC'")

    def __enter__(self) -> DuckDB:
        return self

    def __exit__(self, kind: object, problem: BaseException | None, _: object) -> None:
        self.close()
        if isinstance(problem, RuntimeError) and str(problem) == _INTERRUPTED:
            # Ctrl-C in the middle of a query: DuckDB has swallowed the KeyboardInterrupt.
            raise KeyboardInterrupt from None
        if isinstance(problem, duckdb.OutOfMemoryException | duckdb.IOException):
            cause = str(problem).partition("\n")[0]
            hint = "free some memory, or space for temporary files (TMPDIR says where)"
            raise DataError(error("engine-101", f"DuckDB stopped: {cause}", hint=hint)) from None

    def run(self, statement: str, parameters: Sequence[object] | None = None) -> None:
        """Runs a statement for its effect."""
        self._connection.execute(statement, parameters).fetchall()

    def load(self, table: str, scan: Scan) -> None:
        """Makes the rows of one scan available as ``table``: see :meth:`load_all`."""
        self.load_all(table, (scan,))

    def load_all(self, table: str, scans: Sequence[Scan]) -> None:
        """Makes the rows of all files of one source available as ``table``.

        Columns of several files are matched by name; one that a file lacks is NULL there. Before
        them stand ``_file`` (from 0), ``_row`` (data rows of the file from 1) and, for rows of
        cells, ``_numeric``. Everything is text but for Parquet, which stays where it is, behind a
        view. Raises ``SourceError`` with the file's place.
        """
        columns = all_columns(scan.columns for scan in scans)
        names = physical_names(columns)
        self.drop(table)
        if all(scan.parquet is not None for scan in scans):
            self._view_parquet(table, scans, columns, names)
            return
        header = f"{FILE} BIGINT, {ROW} BIGINT, {NUMERIC} VARCHAR"
        texts = "".join(f", {quoted(name)} VARCHAR" for name in names)
        self.run(f"CREATE TABLE {quoted(table)} ({header}{texts})")
        physical = dict(zip(columns, names, strict=True))
        for number, scan in enumerate(scans):
            with _Naming(scan):
                if scan.csv is not None:
                    self._append_csv(table, number, scan, physical)
                elif scan.rows is not None:
                    self._append_rows(table, number, scan, scan.rows, physical)
                else:
                    raise ValueError(f"{scan.display}: Parquet cannot be mixed with other files")

    def _view_parquet(
        self, table: str, scans: Sequence[Scan], columns: Sequence[str], names: Sequence[str]
    ) -> None:
        parts = []
        for number, scan in enumerate(scans):
            with _Naming(scan):
                own = self._parquet_names(scan)
            picked = "".join(
                f", {own.get(column, 'NULL')} AS {quoted(name)}"
                for column, name in zip(columns, names, strict=True)
            )
            parts.append(
                f"SELECT CAST({number} AS BIGINT) AS {FILE},"
                f" CAST(file_row_number + 1 AS BIGINT) AS {ROW}{picked}"
                f" FROM read_parquet({literal(str(scan.parquet))}, file_row_number = true)"
            )
        with _Naming(scans[0]):
            self.run(f"CREATE VIEW {quoted(table)} AS {' UNION ALL '.join(parts)}")

    def described(self, scan: Scan) -> Scan:
        """A scan with its columns. Of Parquet the readers know none: a reader opens no engine.

        Raises ``SourceError`` when the file's description cannot be read.
        """
        if scan.parquet is None or scan.columns:
            return scan
        with _Naming(scan):
            found = self.rows(
                f"SELECT name, num_children FROM parquet_schema({literal(str(scan.parquet))})"
            )
        return replace(
            scan, columns=_columns_of([(str(row[0]), int(row[1] or 0)) for row in found])
        )

    def _parquet_names(self, scan: Scan) -> dict[str, str]:
        """By the name in the file: what DuckDB calls the column (it numbers ``Name``, ``name``)."""
        found = self.rows(f"DESCRIBE SELECT * FROM read_parquet({literal(str(scan.parquet))})")
        return {
            column: quoted(str(row[0])) for column, row in zip(scan.columns, found, strict=True)
        }

    def _append_csv(self, table: str, number: int, scan: Scan, physical: dict[str, str]) -> None:
        dialect = scan.dialect
        if dialect is None:
            raise ValueError(f"{scan.display}: a CSV scan without a dialect")
        own = physical_names(scan.columns)
        typed = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in own)
        target = ", ".join([FILE, ROW, *(quoted(physical[column]) for column in scan.columns)])
        picked = ", ".join(quoted(name) for name in own)
        self.run(
            f"INSERT INTO {quoted(table)} ({target})"
            f" SELECT {number}, row_number() OVER (), {picked}"
            f" FROM read_csv({literal(str(scan.csv))}, auto_detect = false, strict_mode = true,"
            f" header = false, skip = {dialect.header_line}, delim = {literal(dialect.delimiter)},"
            f" quote = {literal(dialect.quote)}, escape = {literal(dialect.quote)},"
            f" max_line_size = 16777216, columns = {{{typed}}})"
        )

    def _append_rows(
        self,
        table: str,
        number: int,
        scan: Scan,
        read: Callable[[], Iterator[tuple[Any, ...]]],
        physical: dict[str, str],
    ) -> None:
        names = [ROW, NUMERIC, *(physical[column] for column in scan.columns)]
        places = [*physical.values()]
        positions = [places.index(physical[column]) for column in scan.columns]
        whole = positions == list(range(len(places)))
        target = ", ".join([FILE, *map(quoted, names)])
        types = ["BIGINT[]", *["VARCHAR[]"] * (len(names) - 1)]
        lists = ", ".join(f"unnest(CAST(? AS {type_}))" for type_ in types)
        statement = f"INSERT INTO {quoted(table)} ({target}) SELECT {number}, {lists}"
        source, first = read(), 1
        while batch := list(islice(source, _BATCH)):
            marks = [numeric_marks(row) for row in batch]
            if not whole:
                marks = [_placed(mark, positions, len(places)) for mark in marks]
            cells = [[cell_text(cell) for cell in column] for column in zip(*batch, strict=True)]
            self.run(statement, [list(range(first, first + len(batch))), marks, *cells])
            first += len(batch)

    def create(self, table: str, select: str) -> None:
        """Keeps the result of a SELECT as a table, replacing one of that name."""
        self.run(f"CREATE OR REPLACE TABLE {quoted(table)} AS {select}")

    def view(self, table: str, select: str) -> None:
        """Gives a SELECT a name; nothing is copied."""
        self.run(f"CREATE OR REPLACE VIEW {quoted(table)} AS {select}")

    def insert(
        self, table: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Value]]
    ) -> None:
        """Makes a table of (name, ``BIGINT`` or ``VARCHAR``) columns from rows."""
        shape = ", ".join(f"{quoted(name)} {type_}" for name, type_ in columns)
        self.run(f"CREATE OR REPLACE TABLE {quoted(table)} ({shape})")
        lists = ", ".join(f"unnest(CAST(? AS {type_}[]))" for _, type_ in columns)
        source = iter(rows)
        while batch := list(islice(source, _BATCH)):
            self.run(
                f"INSERT INTO {quoted(table)} SELECT {lists}",
                [list(column) for column in zip(*batch, strict=True)],
            )

    def rows(self, select: str) -> list[tuple[Value, ...]]:
        """Runs a SELECT and returns all rows; whole numbers come back as ``int``."""
        found: list[tuple[Value, ...]] = self._connection.execute(select).fetchall()
        return found

    def columns(self, table: str) -> list[tuple[str, str]]:
        """Name and type of each column of a table or view, in order."""
        found = self.rows(f"DESCRIBE {quoted(table)}")
        return [(str(row[0]), str(row[1])) for row in found]

    def drop(self, table: str) -> None:
        """Forgets a table or view if it exists."""
        try:
            self.run(f"DROP TABLE IF EXISTS {quoted(table)}")
        except duckdb.CatalogException:  # it is a view; asking the catalogue first takes longer
            self.run(f"DROP VIEW {quoted(table)}")

    def close(self) -> None:
        """Releases the connection and every temporary file."""
        self._connection.close()


def _columns_of(nodes: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """The names right below the root of a tree that is listed from the top, each node with how
    many children follow it: the parts of a nested column are no columns."""
    columns, inside = [], 0
    for name, children in nodes[1:]:
        if inside:
            inside -= 1
        else:
            columns.append(name)
        inside += children
    return tuple(columns)


def _placed(marks: str | None, positions: Sequence[int], width: int) -> str | None:
    """The marks of a file's cells at the places of the columns of all files."""
    if marks is None:
        return None
    placed = ["0"] * width
    for position, mark in zip(positions, marks, strict=True):
        placed[position] = mark
    return "".join(placed)


class _Naming:
    """What DuckDB says about a user's file, as an error with the file's name and line."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, problem: BaseException | None, _: object) -> None:
        about_the_file = isinstance(
            problem, duckdb.InvalidInputException | duckdb.ConversionException | duckdb.IOException
        )
        # What is wrong with a Parquet footer has no class of its own.
        if problem is None or not (about_the_file or type(problem) is duckdb.Error):
            return
        text = str(problem)
        found = _CSV_LINE.search(text)
        line = int(found.group(1)) if found else None
        about = [part.strip() for part in text.splitlines() if part.strip()]
        cause = about[2] if found and len(about) > 2 else about[0]
        place = Location(self._scan.display, line)
        raise SourceError(error("source-241", f"cannot be read: {cause}", place)) from problem
