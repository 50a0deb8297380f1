"""Files as a deck names them: by their path from the configuration.

Messages on a terminal say where a file lies as seen from the current folder. A deck must not: it
would tell whose computer it was made on, and differ with the folder the command was started in.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from deckgen.model.quality import FeedAccount, Staged
from deckgen.model.source import Scan


def named_from(folder: Path, scans: Mapping[str, Sequence[Scan]], staged: Staged) -> Staged:
    """The account of a run with every file named by its path from ``folder``, or by its name
    alone where it lies elsewhere."""
    displays = {scan.display for found in scans.values() for scan in found}
    names = {one: _named(one, os.path.abspath(folder)) for one in displays if _is_file(one)}
    if not names:
        return staged
    # The longest first: one path may begin with another.
    ordered = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w./\\-])(?:{'|'.join(map(re.escape, ordered))})")

    def renamed(text: str) -> str:
        return pattern.sub(lambda match: names[match[0]], text)

    return replace(
        staged,
        accounts=tuple(_account(one, renamed) for one in staged.accounts),
        findings=tuple(replace(one, message=renamed(one.message)) for one in staged.findings),
    )


def _is_file(display: str) -> bool:
    """Whether a display begins with a path; ``warehouse[accounts]`` does not."""
    return Path(display.partition("[")[0]).exists() or Path(display).exists()


def _named(display: str, folder: str) -> str:
    absolute = os.path.abspath(display)
    inside = absolute.startswith(os.path.join(folder, ""))
    name = os.path.relpath(absolute, folder) if inside else os.path.basename(absolute)
    return name.replace(os.sep, "/")


def _account(account: FeedAccount, renamed: Callable[[str], str]) -> FeedAccount:
    rejections = tuple(
        replace(one, cause=renamed(one.cause), samples=tuple(map(renamed, one.samples)))
        for one in account.rejections
    )
    return replace(account, display=renamed(account.display), rejections=rejections)
