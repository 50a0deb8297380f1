"""What charts with categories share: how many labels fit, how tall a bar is."""

from __future__ import annotations

from math import ceil

from deckgen.theme.box import Box
from deckgen.theme.fonts import line_height, text_width

Inner = tuple[float, float, float, float]

_MOST_BROKEN = 12
_AIR = 0.02  # inches between two category labels
_APART = 0.06  # inches between two that read as two, else they break
_UNDER = 0.09  # inches between a plot and what stands under its names
_LEAST = 0.2  # of the frame: a plot is never lower


def category_skip(categories: tuple[str, ...], width: float, points: float) -> int:
    """Every how many categories a label fits under a plot of ``width`` inches."""
    if not categories:
        return 1
    slot = width / len(categories)
    # Few names may break over two lines, so that the last period is never left out.
    parts = [
        part
        for category in categories
        for part in (category.split(" ") if len(categories) <= _MOST_BROKEN else [category])
    ]
    widest = max(text_width(part, points) for part in parts)
    return max(1, ceil((min(widest, width / 2) + _AIR) / slot))


def above_names(inner: Inner, box: Box, points: float, names: tuple[str, ...]) -> Inner:
    """A plot (x, y, width, height as shares of the frame) made lower where the frame would not
    hold the names under it: on a line, or two where they are wider than their room."""
    x, y, w, h = inner
    room = box.w * w / max(1, len(names)) * category_skip(names, box.w * w, points) - _APART
    lines = 2 if any(text_width(name, points) > room for name in names) else 1
    lowest = 1 - (line_height(points) * lines + _UNDER) / box.h
    return x, y, w, max(min(h, lowest - y), _LEAST)


def row_skip(rows: int, height: float, row: float) -> int:
    """Every how many rows a label of ``row`` inches fits into ``height`` inches."""
    return max(1, ceil(rows * row / height))
