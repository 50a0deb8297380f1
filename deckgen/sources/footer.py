"""Lines below a table: what reports print at their end, such as who made them and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deckgen.errors import Issue, Location
from deckgen.sources.paths import note

_NARROW = 2  # a table of so few columns can hold rows with a single value


@dataclass(frozen=True, slots=True)
class Footer:
    """Where the lines below a table begin, how many they are, and the first one's text."""

    line: int
    lines: int
    text: str


def find_footer(records: Iterable[tuple[int, list[str]]], width: int) -> Footer | None:
    """What stands below the last blank line, if every record there has one value only.

    ``records`` are line numbers and filled cells, an empty list for a blank line. A row without a
    blank line before it is never a footer: it may be one that was cut off.
    """
    if width <= _NARROW:
        return None
    found: Footer | None = None
    blank = False
    for line, cells in records:
        if not cells:
            blank = True
        elif len(cells) > 1:
            found, blank = None, False
        elif found is not None:
            found = Footer(found.line, found.lines + 1, found.text)
        elif blank:
            found = Footer(line, 1, cells[0])
    return found


def footer_note(footer: Footer, location: Location) -> Issue:
    """What a person is told about lines that were left out."""
    lines = "1 line" if footer.lines == 1 else f"{footer.lines} lines"
    text = footer.text if len(footer.text) <= 60 else f"{footer.text[:59]}…"
    return note(
        "source-277",
        f"left out {lines} below the table, after a blank line: {text!r}",
        Location(location.file, footer.line),
    )
