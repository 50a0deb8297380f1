"""Where a deck goes: safe, unique file names, and never over a file that is already there."""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import date
from pathlib import Path

LONGEST_NAME = 120
"""Characters of a file name without its ending."""
_MOST_BYTES = 230
"""Bytes of it in UTF-8: file systems take 255, with the ending and a number behind the name."""
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


def safe_name(text: str) -> str:
    """A text as part of a file name on every system: no separators, control or direction marks.

    ``../../x`` becomes ``.. .. x`` without its dots: names never begin with a dot or a space.
    """
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(
        one for one in composed if unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    cleaned = re.sub(r"\s+", " ", _UNSAFE.sub(" ", visible)).strip(" .")
    cleaned = cleaned[:LONGEST_NAME].encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore")
    cleaned = cleaned.rstrip(" .")
    if cleaned.split(".")[0].casefold() in _RESERVED:
        cleaned = f"_{cleaned}"
    return cleaned


def file_name(pattern: str, *, company: str, period: str, segment: str, day: date) -> str:
    """The name of a deck from the configured pattern, without a dangling separator.

    An empty part takes the separator before it along: ``Lumina Cloud - 2025-Q2.pptx``.
    """
    stem = pattern.removesuffix(".pptx")
    values = {
        "company": safe_name(company), "period": safe_name(period),
        "segment": safe_name(segment), "date": day.isoformat(),
    }  # fmt: skip
    for name, value in values.items():
        if not value:
            stem = re.sub(rf"\s*[-_,]*\s*\{{{name}\}}", "", stem)
        stem = stem.replace(f"{{{name}}}", value)
    return f"{safe_name(stem.strip(' -_,')) or 'deck'}.pptx"


def free_path(path: Path, content: bytes, taken: frozenset[str] = frozenset()) -> tuple[Path, bool]:
    """Where content goes: the path itself, or with `` (2)``, `` (3)`` … where that is in use. The
    second value says that this content stands there already, so that nothing is to be written.

    ``taken`` are names, folded to lower case, that this run has already given away.
    """
    candidate, number = path, 1
    while True:
        if candidate.name.casefold() not in taken:
            if candidate.is_file() and _holds(candidate, content):
                return candidate, True
            if not os.path.lexists(candidate):
                return candidate, False
        number += 1
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False  # somebody's file that we may not read: it keeps its name
