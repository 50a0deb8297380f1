"""Finding the header row among the first rows of a table, and giving every column one name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from deckgen.errors import Issue, Location, SourceError, error, warning
from deckgen.sources.paths import note

_BREAK = re.compile(r"\s*[\r\n]+\s*")
_NUMBER = re.compile(r"[\s$€£(+\-]*\d[\d\s.,:/T%Z+\-]*\)?")


def clean(cell: str) -> str:
    """A header cell without the marks that nobody sees: byte order marks, hard spaces, breaks."""
    text = cell.replace("\ufeff", "").replace("\u200b", "").replace("\u00a0", " ")
    return _BREAK.sub(" ", text.strip())


def find_header(rows: Sequence[Sequence[str]], wanted: frozenset[str]) -> int | None:
    """Index of the header row: the first that holds all ``wanted`` names.

    Without such a row it is the first that looks like a header: as many filled cells as any row
    (an unnamed first column is allowed), all text, no name twice. Without that, the first row with
    the most filled cells. ``None`` if no row has a filled cell.
    """
    named = [[clean(cell) for cell in row] for row in rows]
    if wanted:
        for index, names in enumerate(named):
            if wanted.issubset(names):
                return index
    most = max((sum(map(bool, names)) for names in named), default=0)
    if most == 0:
        return None
    for index, names in enumerate(named):
        filled = [name for name in names if name]
        full = len(filled) == most or (len(filled) == most - 1 and most > 2 and not names[0])
        text = not any(_NUMBER.fullmatch(name) for name in filled)
        if full and text and len(set(filled)) == len(filled):
            return index
    return next(i for i, names in enumerate(named) if sum(map(bool, names)) == most)


def name_columns(
    cells: Sequence[str], wanted: frozenset[str], location: Location
) -> tuple[tuple[str, ...], tuple[Issue, ...]]:
    """One unique name per header cell, and what had to be decided for that.

    Raises ``SourceError`` (source-219) when a wanted name stands above more than one column.
    """
    names = [clean(cell) for cell in cells]
    counts = Counter(name for name in names if name)
    repeated = [name for name, count in counts.items() if count > 1]
    issues = [
        error(
            "source-219",
            f"column {name!r} occurs {counts[name]} times in the header",
            location,
            f"columns {_positions(names, name)}; rename all but the right one in the file",
        )
        for name in repeated
        if name in wanted
    ]
    if issues:
        raise SourceError(issues)
    notes: list[Issue] = []
    result: list[str] = []
    taken = set(names)
    for index, name in enumerate(names):
        if name and name not in result:
            result.append(name)
            continue
        new = _free(name or f"column {index + 1}", bool(name), taken)
        taken.add(new)
        result.append(new)
        if not name:
            notes.append(
                note("source-272", f"column {index + 1} has no name: called {new!r}", location)
            )
    notes.extend(
        warning(
            "source-273",
            f"column {name!r} occurs {counts[name]} times in the header",
            location,
            f"the first keeps the name, the others are called '{name} (2)' and so on",
        )
        for name in repeated
    )
    return tuple(result), tuple(notes)


def _free(name: str, numbered: bool, taken: set[str]) -> str:
    if not numbered and name not in taken:
        return name
    count = 2
    while f"{name} ({count})" in taken:
        count += 1
    return f"{name} ({count})"


def _positions(names: Sequence[str], name: str) -> str:
    return ", ".join(str(index + 1) for index, other in enumerate(names) if other == name)
