"""Findings as people and programs read them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from deckgen.lint.finding import Finding, Severity

_LONGEST_TITLE = 60

Deck = tuple[str, Sequence[Finding]]
"""A deck's path as the user wrote it, with what was found."""


def as_text(decks: Iterable[Deck]) -> str:
    """A line per finding, like a compiler: place, severity, code, cause; a rule's hint below its
    first finding."""
    lines: list[str] = []
    hinted: set[tuple[str, str]] = set()
    for path, found in decks:
        for one in found:
            lines.append(f"{path}{_place(one)}: {one.severity} {one.code}: {_cause(one)}")
            if (one.code, one.hint) not in hinted:
                hinted.add((one.code, one.hint))
                lines.append(f"    {one.hint}")
    return "".join(f"{line}\n" for line in lines)


def as_json(decks: Iterable[Deck]) -> str:
    """An array with an object per finding; ``slide`` is null for the file as a whole."""
    rows = [
        {
            "deck": path,
            "code": one.code,
            "severity": str(one.severity),
            "slide": one.slide,
            "title": one.title,
            "shape": one.shape,
            "message": one.message,
            "measured": one.measured,
            "allowed": one.allowed,
            "hint": one.hint,
        }
        for path, found in decks
        for one in found
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def summary(decks: Sequence[Deck]) -> str:
    """``2 errors, 1 warning, 22 info in 1 deck``."""
    counts = Counter(one.severity for _, found in decks for one in found)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    graded = f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
    return f"{graded}, {counts[Severity.INFO]} info in {_counted(len(decks), 'deck')}"


def is_clean(decks: Iterable[Deck]) -> bool:
    """Whether nothing was found that asks for a change."""
    return all(one.severity is Severity.INFO for _, found in decks for one in found)


def _place(one: Finding) -> str:
    if one.slide is None:
        return ""
    title = one.title
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1].rstrip() + "…"
    return f":{one.slide}" + (f" ({title})" if title else "")


def _cause(one: Finding) -> str:
    shape = f"{' '.join(one.shape.split())}: " if one.shape else ""
    told = f" ({one.measured}, allowed {one.allowed})" if one.allowed and one.measured else ""
    return f"{shape}{' '.join(one.message.split())}{told}"


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'s' * (count != 1)}"
