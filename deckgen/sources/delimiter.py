"""Which character separates the fields of a text file, by counting parsed fields."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence

from deckgen.errors import Location, SourceError, error
from deckgen.model.source import Source
from deckgen.sources.headers import clean
from deckgen.sources.paths import declared_at

CANDIDATES = (",", ";", "\t", "|")
SAMPLE_ROWS = 200

Record = tuple[int, list[str]]
"""The line a record starts on, from 1 within the sample, and its fields."""


def parse(lines: Sequence[str], delimiter: str) -> list[Record]:
    """The first records of a sample that are not blank lines; forgiving about quotes."""
    reader = csv.reader(lines, delimiter=delimiter)
    records: list[Record] = []
    start = 1
    try:
        for cells in reader:
            if cells:
                records.append((start, cells))
                if len(records) == SAMPLE_ROWS:
                    break
            start = reader.line_num + 1
    except csv.Error:
        pass  # the strict pass over the whole file says where and why
    return records


def declared(source: Source) -> str | None:
    """The delimiter the config declares. Raises ``SourceError`` (source-216) if it cannot be."""
    delimiter = source.delimiter
    if delimiter is None:
        return None
    delimiter = {"\\t": "\t", "tab": "\t"}.get(delimiter, delimiter)
    if len(delimiter) != 1 or delimiter in '"\r\n\0\ufeff':
        raise SourceError(
            error(
                "source-216",
                f"delimiter {source.delimiter!r} is not one character that can separate fields",
                source.place("delimiter") or Location(source.name),
                'usual ones are "," ";" "|" and "\\t"',
            )
        )
    return delimiter


def choose(lines: Sequence[str], wanted: frozenset[str]) -> str:
    """The candidate under which the sample reads best as a table.

    In this order: a row holds all wanted columns; there is more than one field; most records have
    the same number of fields; there are more of them. A file of one column is read with commas
    only if it holds none.
    """
    return max(CANDIDATES, key=lambda candidate: _score(parse(lines, candidate), wanted))


def _score(records: Sequence[Record], wanted: frozenset[str]) -> tuple[bool, bool, int, int]:
    widths = Counter(len(cells) for _, cells in records)
    if not widths:
        return (False, False, 0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    found = bool(wanted) and any(wanted.issubset(map(clean, cells)) for _, cells in records)
    return (found, found or width > 1, count, width)


def one_column_hint(source: Source) -> str | None:
    """What to do when everything landed in one column although more were wanted."""
    place = declared_at(source, "delimiter")
    return place or 'if another character separates the fields, declare it: delimiter: "^"'
