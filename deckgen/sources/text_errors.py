"""The second look at a text file that failed the check: which line it was, and what to do."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Protocol, TextIO

from deckgen.errors import Issue, Location, SourceError, error

_EXCERPT = 60


class _Layout(Protocol):
    @property
    def delimiter(self) -> str: ...

    @property
    def header_line(self) -> int: ...

    def open(self) -> TextIO: ...


def null_byte(location: Location) -> SourceError:
    """The error for a NUL character, which no text holds."""
    return SourceError(
        error(
            "source-214",
            "holds a NUL byte, so it is not plain text",
            location,
            "if the file is UTF-16 without a byte order mark, declare encoding: utf-16-le",
        )
    )


def first_problem(layout: _Layout, location: Location, expected: int | None) -> Issue:
    """The first row that is not as it must be: its quotes are broken or its fields miscounted.

    ``expected`` is the number of fields of the header; ``None`` looks for broken quotes only.
    """
    with layout.open() as lines:
        kept: list[str] = []
        reader = csv.reader(_kept(lines, kept), delimiter=layout.delimiter, strict=True)
        start = layout.header_line
        while True:
            kept.clear()
            at = Location(location.file, start)
            try:
                cells = next(reader)
            except csv.Error as problem:
                return _broken_quote(problem, at, kept)
            except StopIteration:
                break
            if expected is not None and cells and len(cells) != expected:
                return _ragged(expected, len(cells), at, kept, layout.delimiter)
            start = layout.header_line + reader.line_num
    return error("source-217", "rows have different numbers of fields", location)


def _kept(lines: TextIO, kept: list[str]) -> Iterator[str]:
    for line in lines:
        if not kept:
            kept.append(line)
        yield line


def _excerpt(kept: list[str]) -> str:
    line = kept[0].rstrip("\r\n") if kept else ""
    return repr(line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1]}…")


def _ragged(expected: int, found: int, at: Location, kept: list[str], delimiter: str) -> Issue:
    plural = "field" if expected == 1 else "fields"
    separator = {"\t": "tab"}.get(delimiter, repr(delimiter))
    hint = f"the line starts with {_excerpt(kept)}; fields are separated by {separator}"
    if found > expected:
        hint += f", so a text that holds {separator} must stand in double quotes"
    return error(
        "source-217", f"expected {expected} {plural} as in the header, found {found}", at, hint
    )


def _broken_quote(problem: csv.Error, at: Location, kept: list[str]) -> Issue:
    text = str(problem)
    if "unexpected end of data" in text:
        cause = "a double quote opens here and never closes"
    elif "field larger" in text:
        cause = f"a field holds more than {csv.field_size_limit():,} characters"
    else:
        cause = "a double quote closes in the middle of a field"
    hint = f"the line starts with {_excerpt(kept)}; a quote inside a quoted text is written twice"
    return error("source-218", cause, at, hint)
