"""The names of categories beside a plot: how they are fitted to their room, and how many fit."""

from __future__ import annotations

import re
from dataclasses import replace
from math import ceil

from deckgen.clipping import ELLIPSIS
from deckgen.render.charts.sheet import Sheet
from deckgen.theme.box import Box
from deckgen.theme.fonts import SLACK, Measure, breaks_anywhere, line_height

Inner = tuple[float, float, float, float]

BESIDE = 0.10  # inches between a plot and the names beside it
_AFTER_HYPHEN = re.compile(r"(?<=-)(?=.)")
_BREAKS = re.compile(r"[^ -]*(?:-+| +)|[^ -]+")
_MOST_BROKEN = 12
_MOST_LINES = 3
_SHORTEST = 0.42  # inches that a shortened name still says something in
_APART = 0.09  # inches between two names that read as two, else they break
_UNDER = 0.09  # inches between a plot and what stands under its names
_LEAST, _LEAST_OVER_THREE = 0.2, 0.6  # of the frame: a plot is never lower, nor for three lines


def named_under(
    sheet: Sheet, inner: Inner, box: Box, points: float, measure: Measure
) -> tuple[Sheet, Inner, int]:
    """The names under a plot (x, y, width, height as shares of the frame): the sheet with names
    that are short enough, the plot made lower where the frame would not hold them under it, and
    every how many of them are shown."""
    x, y, w, h = inner
    names, width = sheet.categories, box.w * w
    skip = category_skip(names, width, points, measure)
    room = width / max(1, len(names)) * skip - _APART
    if len(names) <= _MOST_BROKEN:
        names = tuple(_whole_words(name, room, points, measure) for name in names)
    lines = max((len(measure.lines(name, room * SLACK, points)) for name in names), default=1)
    lines = min(lines, _MOST_LINES if len(names) <= _MOST_BROKEN else 2)

    def height(lines: int) -> float:
        lowest = 1 - (line_height(points) * lines + _UNDER) / box.h
        return max(min(h, lowest - y), _LEAST)

    if lines == _MOST_LINES and height(lines) < _LEAST_OVER_THREE:
        lines = 2
    short = [_on_lines(name, room, lines, points, measure) for name in names]
    if lines > 1 and len(names) <= _MOST_BROKEN and all(map(_is_period, names)):
        # Programs keep on one line what just fits its place, and periods on one line would touch.
        short = [
            name if measure.width(name, points) > room + _APART
            else _with_breaks(name, room, points, measure)
            for name in short
        ]  # fmt: skip
    return replace(sheet, categories=tuple(short)), (x, y, w, height(lines)), skip


def named_beside(
    sheet: Sheet, width: float, height: float, points: float, measure: Measure
) -> tuple[Sheet, int]:
    """The names left of horizontal bars, in a margin of ``width`` inches, the bars together
    ``height`` inches high: the sheet with names that fit their rows, and every how many of them
    are shown."""
    line, count = line_height(points), max(1, len(sheet.categories))
    skip = row_skip(count, height, line)
    lines = max(1, int(height / count * skip / line))
    room = width - BESIDE
    short = (measure.shortened(name, room, points, lines=lines) for name in sheet.categories)
    return replace(sheet, categories=tuple(short)), skip


def category_skip(
    categories: tuple[str, ...], width: float, points: float, measure: Measure
) -> int:
    """Every how many categories a label fits under a plot of ``width`` inches. Periods may be left
    out between others; of a few names none is, as long as there is room for the start of each."""
    if not categories:
        return 1
    slot = width / len(categories)
    few = len(categories) <= _MOST_BROKEN
    if few and slot >= _SHORTEST and not all(map(_is_period, categories)):
        return 1
    # Few names may break over two lines, so that the last period is never left out.
    widest = max(
        measure.width(part, points)
        for name in categories
        for part in (_parts(name) if few else [name])
    )
    return max(1, ceil((min(widest / SLACK, width / 2) + _APART) / slot))


def row_skip(rows: int, height: float, row: float) -> int:
    """Every how many rows a label of ``row`` inches fits into ``height`` inches."""
    return max(1, ceil(rows * row / height))


def _is_period(name: str) -> bool:
    return any(character.isdigit() for character in name)


def _parts(name: str) -> list[str]:
    """What of a name stays on a line: its words, of a script without spaces a half."""
    return [
        word[: ceil(len(word) / 2)] if any(map(breaks_anywhere, word)) else word
        for word in name.split(" ")
    ]


def _whole_words(name: str, room: float, points: float, measure: Measure) -> str:
    """The name with words shortened that a program would break to get them into ``room``."""
    return " ".join(_whole(word, room, points, measure) for word in name.split(" "))


def _with_breaks(name: str, room: float, points: float, measure: Measure) -> str:
    """The name with the line breaks that it needs in ``room``, written out."""
    return "\n".join(measure.lines(name, room * SLACK, points)) or name


def _on_lines(name: str, room: float, lines: int, points: float, measure: Measure) -> str:
    """The name cut after so many lines, which end at spaces and hyphens as in programs."""
    if any(map(breaks_anywhere, name)):
        return measure.shortened(name, room, points, lines=lines)
    rows = [""]
    for part in _BREAKS.findall(name):
        whole = (rows[-1] + part).rstrip()
        if rows[-1] and measure.width(whole, points) > room * SLACK:
            if len(rows) == lines:
                last = measure.shortened(whole, room, points)
                return "".join((*rows[:-1], last)).replace(ELLIPSIS * 2, ELLIPSIS)
            rows.append("")
        rows[-1] += part
    return "".join(rows).rstrip()


def _whole(word: str, room: float, points: float, measure: Measure) -> str:
    if any(map(breaks_anywhere, word)):
        return word
    kept = ""
    for part in _AFTER_HYPHEN.split(word):  # where programs break it
        short = measure.shortened(part, room, points)
        kept += short
        if short != part:
            break
    return kept
