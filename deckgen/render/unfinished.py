"""Files that are still being written, and what a killed process left of them.

Their names say who writes them: ``.deckgen-<machine>-<process>-<random>.tmp``. Nothing of that name
is ever complete.
"""

from __future__ import annotations

import os
import platform
import re
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_NAME = re.compile(r"\.deckgen-([0-9a-f]{6})-([0-9]+)-[^/\\]*\.tmp")
_A_DAY = 24 * 60 * 60  # seconds after which nobody is still writing a file
ENDING = ".tmp"


def beginning() -> str:
    """What the name of an unfinished file of this process begins with."""
    return f".deckgen-{_machine()}-{os.getpid()}-"


def remove_unfinished(folder: Path) -> int:
    """Removes the unfinished files in a folder that nobody is writing any more, and says how many
    they were: those of a process of this machine that has ended, and of other machines (a folder
    may be shared) those of yesterday."""
    removed = 0
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if _is_left(entry):
                with suppress(OSError):
                    os.unlink(entry.path)
                    removed += 1
    return removed


def _is_left(entry: os.DirEntry[str]) -> bool:
    named = _NAME.fullmatch(entry.name)
    if named is None or not entry.is_file(follow_symlinks=False):
        return False
    if named[1] == _machine() and os.name == "posix":
        return not _is_alive(int(named[2]))
    with suppress(OSError):
        return time.time() - entry.stat(follow_symlinks=False).st_mtime > _A_DAY
    return False


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)  # asks, and does nothing
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # somebody else's, or no number that a process can have: left alone
    return True


def _machine() -> str:
    return sha256(platform.node().encode("utf-8")).hexdigest()[:6]
