"""What went wrong, where, and what to do about it: the only errors a user ever sees.

Every stage collects :class:`Issue` values and raises once, so that a run reports all mistakes at
the same time, each with its place. The command line prints them like a compiler; nothing here
knows about exit codes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class Level(StrEnum):
    """How bad an issue is: an error stops what it concerns, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: line and column count from 1; ``None`` where they mean nothing."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding. ``code`` is stable (``config-104``), ``message`` is one line, ``hint`` helps."""

    level: Level
    code: str
    message: str
    location: Location | None = None
    hint: str | None = None

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location else ""
        text = f"{place}{self.level} {self.code}: {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text


class DeckgenError(Exception):
    """A mistake the user can fix; carries one or more issues."""

    def __init__(self, issues: Iterable[Issue] | Issue) -> None:
        self.issues: tuple[Issue, ...] = (issues,) if isinstance(issues, Issue) else tuple(issues)
        super().__init__("\n".join(str(issue) for issue in self.issues))


class ConfigError(DeckgenError):
    """The configuration is wrong."""


class SourceError(DeckgenError):
    """A file or database cannot be read as declared."""


class DataError(DeckgenError):
    """The data contradicts itself in a way that no metric can survive."""


class TemplateError(DeckgenError):
    """A PowerPoint file cannot serve as a template."""


class OutputError(DeckgenError):
    """The result cannot be written."""


def error(
    code: str, message: str, location: Location | None = None, hint: str | None = None
) -> Issue:
    """An issue of level error."""
    return Issue(Level.ERROR, code, message, location, hint)


def warning(
    code: str, message: str, location: Location | None = None, hint: str | None = None
) -> Issue:
    """An issue of level warning."""
    return Issue(Level.WARNING, code, message, location, hint)


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """A hint for a misspelt name: the nearest known one, else the whole list if it is short."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    if not names:
        return None
    listed = ", ".join(names[:24])
    return f"known names: {listed}{', …' if len(names) > 24 else ''}"
