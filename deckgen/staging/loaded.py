"""A source that stands in the engine, and where its rows came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from deckgen.engine.duckdb import DuckDB
from deckgen.engine.names import all_columns, physical_names
from deckgen.model.source import Scan, Source


@dataclass(frozen=True, slots=True)
class Loaded:
    """``columns``: by the name in the source, the name and type in the engine."""

    source: Source
    table: str
    scans: tuple[Scan, ...]
    columns: Mapping[str, tuple[str, str]]

    @property
    def has_numeric_cells(self) -> bool:
        """Whether cells may be numbers: rows of workbooks and databases, not text files."""
        return any(scan.rows is not None for scan in self.scans)

    @property
    def is_parquet(self) -> bool:
        """Whether the rows stay in their files, typed."""
        return all(scan.parquet is not None for scan in self.scans)

    @property
    def display(self) -> str:
        """The file, or the first of them and how many more."""
        more = len(self.scans) - 1
        return f"{self.scans[0].display} and {more} more" if more else self.scans[0].display

    def place(self, file: int, row: int) -> str:
        """``data/mrr.csv:17`` for a data row counted from 1."""
        scan = self.scans[file]
        number: int | None = None
        if scan.numbers is not None:
            number = next(islice(scan.numbers(), row - 1, row), None)
        elif scan.first_row is not None:
            number = scan.first_row + row - 1
        return f"{scan.display}:{number if number is not None else row}"


def load(engine: DuckDB, source: Source, table: str, scans: Sequence[Scan]) -> Loaded:
    """Makes a source's rows available in the engine. Raises ``SourceError``."""
    scans = [engine.described(scan) for scan in scans]
    engine.load_all(table, scans)
    names = all_columns(scan.columns for scan in scans)
    types = dict(engine.columns(table))
    physical = {
        column: (name, types[name])
        for column, name in zip(names, physical_names(names), strict=True)
    }
    return Loaded(source, table, tuple(scans), physical)
