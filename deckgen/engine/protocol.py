"""What the rest of deckgen asks of a database engine, whichever it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from deckgen.model.source import Scan

Value = int | str | None
"""Everything that crosses the boundary after staging: integers and text."""


class Engine(Protocol):
    """A place that holds tables and runs statements of the portable SQL subset."""

    name: str

    def load(self, table: str, scan: Scan) -> None:
        """Makes the rows of a scan available as ``table`` (cells as text; Parquet keeps types)."""
        ...

    def create(self, table: str, select: str) -> None:
        """Keeps the result of a SELECT as a table, replacing one of that name."""
        ...

    def insert(
        self, table: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Value]]
    ) -> None:
        """Makes a table of (name, ``BIGINT`` or ``VARCHAR``) columns from rows."""
        ...

    def rows(self, select: str) -> list[tuple[Value, ...]]:
        """Runs a SELECT and returns all rows; whole numbers come back as ``int``."""
        ...

    def drop(self, table: str) -> None:
        """Forgets a table if it exists."""
        ...

    def close(self) -> None:
        """Releases the connection and every temporary file."""
        ...
