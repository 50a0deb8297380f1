"""Rows over several slides: evenly, so that the last one is not left with a single row."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TypeVar

_T = TypeVar("_T")


def pages(rows: Sequence[_T], most: int) -> list[Sequence[_T]]:
    """The rows in as few pages of at most ``most`` as it takes, of nearly the same length."""
    count = ceil(len(rows) / most)
    base, more = divmod(len(rows), count) if count else (0, 0)
    found, start = [], 0
    for page in range(count):
        end = start + base + (page < more)
        found.append(rows[start:end])
        start = end
    return found
