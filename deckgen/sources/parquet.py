"""Parquet files: typed already, so the engine reads them; here only what they are is checked."""

from __future__ import annotations

import os
from pathlib import Path

from deckgen.errors import Location, SourceError, error
from deckgen.model.source import Scan, Source
from deckgen.sources.content import describe
from deckgen.sources.paths import declared_at, hints, shown

_MAGIC = b"PAR1"
_SMALLEST = 12  # the magic twice and the footer's length


def scan_parquet(source: Source, path: Path) -> Scan:
    """The file, with ``columns`` left empty: sources open no engine, staging asks it for them.

    Raises ``SourceError``: the file is empty (source-213), not Parquet or cut off (source-240).
    """
    location = Location(shown(path))
    with path.open("rb") as file:
        head = file.read(64)
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - len(_MAGIC)))
        tail = file.read()
    if size == 0:
        raise SourceError(
            error("source-213", "is empty (0 bytes)", location, "export the file again")
        )
    if not head.startswith(_MAGIC):
        noun = describe(head)
        raise SourceError(
            error(
                "source-240",
                f"is not a Parquet file{f' but {noun}' if noun else ''}",
                location,
                hints("declare the type it has", declared_at(source, "path")),
            )
        )
    if size < _SMALLEST or tail != _MAGIC:
        raise SourceError(
            error(
                "source-240",
                "is a Parquet file that was cut off: its end is missing",
                location,
                "copy or export the file again",
            )
        )
    return Scan(source=source.name, display=location.file, columns=(), parquet=path)
