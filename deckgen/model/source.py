"""Where data lives, and what a reader found there, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from deckgen.errors import Issue, Location


class SourceKind(StrEnum):
    """The kinds of source deckgen reads."""

    CSV = "csv"
    EXCEL = "excel"
    PARQUET = "parquet"
    SQLITE = "sqlite"
    POSTGRES = "postgres"


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that came from the environment: it can be used, but it does not print."""

    reveal: str = field(repr=False)

    def __str__(self) -> str:
        return "***"


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of ``sources`` in the config, with its paths made absolute.

    ``path`` may hold a glob (``exports/mrr-*.csv``): the files are read in the order of their
    names as one. ``table`` or ``query`` say what to read from a database, ``sheet`` from a
    workbook (default: the first one). ``encoding``, ``delimiter``, ``decimal`` and ``date_format``
    are declarations that end any guessing. ``places`` holds where each key stands in the config.
    """

    name: str
    kind: SourceKind
    path: Path | None = None
    url: Secret | None = None
    table: str | None = None
    query: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None  # "." or ","
    date_format: str | None = None  # strptime
    header_row: int | None = None  # 1 is the first line or row
    owner: str | None = None
    contact: str | None = None
    refresh: str | None = None
    last_updated: str | None = None
    places: Mapping[str, Location] = field(default_factory=dict)

    def place(self, key: str | None = None) -> Location | None:
        """Where ``key`` of this source stands in the config, else where the source stands."""
        return self.places.get(key or "", self.places.get(""))


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How a text file is cut into fields. ``header_line`` counts from 1."""

    delimiter: str
    quote: str
    header_line: int


Cell = str | int | float | bool | None
"""A cell as a workbook or database holds it; dates and exact decimals arrive as ISO text."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a reader found in one file or query: its columns, and a way to get at the rows.

    Exactly one of the three ways is set: ``csv`` (a clean UTF-8 file that an engine reads as text,
    with ``dialect``), ``parquet`` (a typed file that an engine reads itself) or ``rows`` (an
    iterator of cells; numbers and booleans stay typed, everything else is text).
    ``display`` is the place to print: the user's own path, sheet or table.
    ``notes`` says what was decided (an encoding, skipped preamble lines) as warnings or notes.
    Data row k (from 0) stands on line or sheet row ``first_row + k``; where blank lines or texts
    of several lines make that wrong, ``numbers`` gives the true number of each data row in turn.
    """

    source: str
    display: str
    columns: tuple[str, ...]
    csv: Path | None = None
    dialect: CsvDialect | None = None
    parquet: Path | None = None
    rows: Callable[[], Iterator[tuple[Cell, ...]]] | None = None
    first_row: int | None = None  # line or sheet row of the first data row, for messages
    notes: tuple[Issue, ...] = ()
    numbers: Callable[[], Iterator[int]] | None = None
