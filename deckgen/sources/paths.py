"""From the path of a source to the files to read, with errors that say what is there instead."""

from __future__ import annotations

import glob
import os
import stat
from pathlib import Path

from deckgen.errors import Issue, Level, Location, SourceError, did_you_mean, error
from deckgen.model.source import Source


def shown(path: Path) -> str:
    """A path as people say it: relative to the current folder when it lies inside, else whole."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def note(code: str, message: str, location: Location | None, hint: str | None = None) -> Issue:
    """An issue of level note: a decision worth knowing, nothing wrong."""
    return Issue(Level.NOTE, code, message, location, hint)


def declared_at(source: Source, key: str) -> str | None:
    """Where the config says it, as the end of a hint."""
    place = source.place(key)
    return f"declared at {place}" if place else None


def hints(*parts: str | None) -> str | None:
    """Several optional hints as one."""
    return "; ".join(part for part in parts if part) or None


def files_of(source: Source) -> list[Path]:
    """The files a source names, in the order of their names; Excel's lock files are left out.

    Raises ``SourceError``: nothing there (source-210), a folder (source-211), no access
    (source-212), a pattern without any file (source-222).
    """
    path = source.path
    if path is None:
        raise SourceError(
            error("source-210", f"source {source.name!r} names no file", source.place(), "add path")
        )
    if glob.has_magic(str(path)) and not os.path.lexists(path):
        return _matches(source, path)
    _check(source, path)
    return [path]


def _matches(source: Source, path: Path) -> list[Path]:
    found = [Path(name) for name in glob.glob(str(path), recursive=True)]
    files = [file for file in found if file.is_file() and not file.name.startswith("~$")]
    if not files:
        fixed = path
        while glob.has_magic(str(fixed)):
            fixed = fixed.parent
        there = "which does not exist" if not fixed.is_dir() else _listing(fixed)
        raise SourceError(
            error(
                "source-222",
                f"no file matches {shown(path)}",
                source.place("path"),
                f"looked in {shown(fixed)}, {there}",
            )
        )
    return sorted(files)


def _check(source: Source, path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise SourceError(_missing(source, path)) from None
    if stat.S_ISDIR(mode):
        raise SourceError(
            error(
                "source-211",
                f"{shown(path)} is a folder, not a file",
                source.place("path"),
                f"for all files of a kind in it write {path.name}/*.csv",
            )
        )
    if not stat.S_ISREG(mode):
        raise SourceError(
            error("source-211", f"{shown(path)} is not a regular file", source.place("path"))
        )


def _missing(source: Source, path: Path) -> Issue:
    place = source.place("path") or Location(shown(path))
    message = f"file {shown(path)} not found"
    if not path.parent.is_dir():
        return error(
            "source-210", message, place, f"the folder {shown(path.parent)} does not exist"
        )
    try:
        names = [entry.name for entry in os.scandir(path.parent) if entry.is_file()]
    except OSError:
        names = []
    hint = did_you_mean(path.name, names) or f"the folder {shown(path.parent)} holds no files"
    return error("source-210", message, place, hint)


def _listing(folder: Path) -> str:
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError:
        return "which cannot be listed"
    if not names:
        return "which is empty"
    return f"which holds {', '.join(names[:8])}{', …' if len(names) > 8 else ''}"
