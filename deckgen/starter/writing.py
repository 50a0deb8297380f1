"""Writes new files into a folder: all of them or none, and never over one that exists."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from deckgen.errors import Location, OutputError, error


def write_new(directory: Path, contents: Mapping[str, bytes], what: str) -> list[Path]:
    """Writes files by their path in ``directory`` and returns the paths in the same order.

    ``what`` names them in messages. Raises ``OutputError``: a file exists already (init-102, one
    issue each, nothing is written), or writing fails (init-103, nothing is left behind).
    """
    check_new(directory, contents)
    return _write(directory, contents, what)


def check_new(directory: Path, names: Iterable[str]) -> None:
    """Raises ``OutputError`` (init-102) naming every file that exists already."""
    # lexists: a symbolic link that leads nowhere is the user's, too
    taken = [directory / name for name in names if os.path.lexists(directory / name)]
    if taken:
        hint = "choose an empty folder, or move the file away"
        raise OutputError(
            error("init-102", "this file exists and is not overwritten", Location(str(path)), hint)
            for path in taken
        )


def _write(directory: Path, contents: Mapping[str, bytes], what: str) -> list[Path]:
    """Writes beside the target first, then moves: a failed run leaves no half-written file."""
    written: list[Path] = []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=directory, prefix=".deckgen-") as folder:
            staged = Path(folder)
            for number, content in enumerate(contents.values()):
                (staged / str(number)).write_bytes(content)
            for number, name in enumerate(contents):
                target = directory / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(staged / str(number), target)
                written.append(target)
    except OSError as problem:
        for path in written:
            path.unlink(missing_ok=True)
        place = Location(str(problem.filename or directory))
        message = f"cannot write {what}: {problem.strerror or problem}"
        raise OutputError(error("init-103", message, place)) from problem
    return written
