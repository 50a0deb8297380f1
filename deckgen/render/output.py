"""Puts finished bytes into a file: completely or not at all, and never over an existing file."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from deckgen.errors import Location, OutputError, error
from deckgen.render.unfinished import ENDING, beginning

_CAUSES = {
    errno.ENOSPC: ("the disk is full", "free some space, or write to another disk"),
    errno.EDQUOT: ("your disk quota is used up", "free some space, or write elsewhere"),
    errno.EFBIG: ("the file would be larger than allowed", "raise the limit (ulimit -f)"),
    errno.EACCES: ("no permission to write there", "choose a folder you may write to"),
    errno.EPERM: ("no permission to write there", "choose a folder you may write to"),
    errno.EROFS: ("the file system is read-only", "choose a folder on another disk"),
    errno.EEXIST: ("a file stands where a folder is needed", "choose another folder"),
    errno.ENOTDIR: ("a file stands where a folder is needed", "choose another folder"),
    errno.ENAMETOOLONG: ("the file name is too long", "choose a shorter name"),
}
_FULL = "output-404"


def write_new_file(path: Path, content: bytes) -> Path:
    """Writes ``content`` to ``path``, which must not exist, and returns ``path``.

    The bytes go to a temporary file in the same folder, which takes the name once it is safely on
    disk; whatever happens before leaves nothing behind. Raises ``OutputError``: ``output-401``
    the file exists, ``output-402`` the path is a folder, ``output-403`` the folder cannot be
    written, ``output-404`` writing failed half-way (a full disk).
    """
    return _write(path, content, refuse_existing)


def replace_file(path: Path, content: bytes) -> Path:
    """Writes ``content`` to ``path`` in place of a file of ours that may be there: what was there
    stays until the new one is complete. Raises ``OutputError`` as :func:`write_new_file` does."""
    return _write(path, content, _refuse_folder)


def _write(path: Path, content: bytes, refuse: Callable[[Path], None]) -> Path:
    refuse(path)
    made = [folder for folder in path.parents if not folder.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=beginning(), suffix=ENDING)
    except OSError as problem:
        _remove_empty(made)
        raise _failed(path, problem, "output-403") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
        refuse(path)
        os.replace(name, path)
    except BaseException as problem:  # Ctrl-C too must leave nothing
        with suppress(OSError):
            os.unlink(name)
        _remove_empty(made)
        if isinstance(problem, OSError):
            raise _failed(path, problem, _FULL) from None
        raise
    return path


def _remove_empty(folders: list[Path]) -> None:
    """Takes folders away again that were made for nothing, the innermost first."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def refuse_existing(path: Path) -> None:
    """Raises ``OutputError`` if ``path`` is a folder or a file that exists."""
    _refuse_folder(path)
    place = Location(str(path))
    if os.path.lexists(path):
        raise OutputError(
            error(
                "output-401",
                "the file exists and is not overwritten",
                place,
                "choose another name, or move the file away",
            )
        )


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        hint = "name a .pptx file in it"
        place = Location(str(path))
        raise OutputError(error("output-402", "this is a folder, not a file", place, hint))


def _failed(path: Path, problem: OSError, code: str) -> OutputError:
    cause, hint = _CAUSES.get(
        problem.errno or 0, (problem.strerror or "the file cannot be written", None)
    )
    return OutputError(error(code, f"cannot write: {cause}", Location(str(path)), hint))


def _umask() -> int:
    """The mask for new files; the only way to read it is to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
