"""How much room a text takes: its lines by the widths of deckgen's own fonts table.

Widths are those of the text's own family (:mod:`deckgen.theme.faces`). One that is not known counts
as Calibri, which is narrow: a text that is said to overflow does overflow.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckgen.lint.facts import Cell, Paragraph, Run, Shape, TextBody
from deckgen.theme.box import Box
from deckgen.theme.faces import STANDARD, face_of
from deckgen.theme.fonts import line_height, own_width

_POINTS_PER_INCH = 72
_INSET_BY_GEOMETRY = {"ellipse": 0.146, "diamond": 0.25}
"""Share of each side that a preset shape keeps free of text."""
_BREAK_AFTER = "-\u2013\u2014/"
_NO_BREAK = "\u00a0\u202f"
_TAB = "\t"
_NARROWEST = 0.05
_USUAL_STOP = 1.0
_SLACK = 1.005  # a line that fills its frame to the last hair does fit


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its width and height in inches, the paragraph's alignment, the place of its start,
    and how much of the height is empty above its letters."""

    width: float
    height: float
    align: str
    left: float
    leading: float


@dataclass(frozen=True, slots=True)
class Setting:
    """A text as it is set: its lines, the height that they need and the height that there is."""

    lines: tuple[Line, ...]
    height: float
    room: float
    areas: tuple[Box, ...]  # where each line is, on the slide


def set_text(shape: Shape) -> Setting | None:
    """The text of a shape in its frame; ``None`` where that cannot be told."""
    if shape.text is None or shape.frame is None or not shape.text.text.strip():
        return None
    width, height = shape.frame
    if shape.text.vertical in ("vert", "vert270"):
        width, height = height, width
    elif shape.text.vertical != "horz":
        return None
    kept = _INSET_BY_GEOMETRY.get(shape.geometry, 0.0)
    return _set(shape.text, width, height, kept, _upright(shape))


def set_cell(cell: Cell) -> Setting | None:
    """The text of a table's cell."""
    if cell.box is None or not cell.text.text.strip():
        return None
    return _set(cell.text, cell.box.w, cell.box.h, 0.0, cell.box)


def _upright(shape: Shape) -> Box | None:
    """The box of a shape whose text runs as usual: ink is known there only."""
    plain = shape.text is not None and shape.text.vertical == "horz" and shape.rotation == 0
    return shape.box if plain else None


def _set(body: TextBody, width: float, height: float, kept: float, at: Box | None) -> Setting:
    left, top, right, bottom = body.insets
    across = max(_NARROWEST, (width * (1 - 2 * kept) - left - right) / body.columns)
    room = height * (1 - 2 * kept) - top - bottom
    scale = body.shrunk if body.shrunk and body.autofit == "shrink" else 1.0
    lines: list[Line] = []
    tops: list[float] = []
    y = 0.0
    for number, paragraph in enumerate(body.paragraphs):
        if number:
            y += (paragraph.before + body.paragraphs[number - 1].after) / _POINTS_PER_INCH
        for line in _lines(paragraph, across if body.wrap else float("inf"), scale):
            lines.append(line)
            tops.append(y)
            y += line.height
    # What is empty above the first line's letters is part of the line and not of the ink.
    needed = y / body.columns - (lines[0].leading if lines else 0.0)
    areas: tuple[Box, ...] = ()
    if at is not None:
        inner = Box(at.x + left + width * kept, at.y + top + height * kept, across, room)
        areas = tuple(_ink(body, lines, tops, y, inner))
    return Setting(tuple(lines), needed, room, areas)


def _ink(
    body: TextBody, lines: list[Line], tops: list[float], height: float, inner: Box
) -> Iterator[Box]:
    """Where each line prints something; of text in columns the whole."""
    if body.columns > 1:
        yield Box(inner.x, inner.y, inner.w * body.columns, height / body.columns)
        return
    free = inner.h - height
    start = inner.y + {"ctr": free / 2, "b": free}.get(body.anchor, 0.0)
    for line, top in zip(lines, tops, strict=True):
        if line.width <= 0:
            continue
        beside = inner.w - line.left - line.width
        x = inner.x + line.left + {"r": beside, "ctr": beside / 2}.get(line.align, 0.0)
        yield Box(x, start + top + line.leading, line.width, line.height - line.leading)


def bounds(boxes: Sequence[Box]) -> Box:
    """The rectangle around some."""
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(x, y, right - x, bottom - y)


def _lines(paragraph: Paragraph, width: float, scale: float) -> Iterator[Line]:
    room = (width - paragraph.right) * _SLACK
    indent = max(0.0, paragraph.left + paragraph.first)
    at, tallest, blank_end = indent, 0.0, 0.0  # blanks at the end of a line take no room

    def line() -> Line:
        size = tallest or paragraph.empty_size * scale
        height = _height(paragraph, size)
        leading = max(0.0, height - size / _POINTS_PER_INCH)
        return Line(max(0.0, at - blank_end - indent), height, paragraph.align, indent, leading)

    for word, run in _words(paragraph):
        size = run.size * scale
        if run.line_break:
            tallest = max(tallest, size)
            yield line()
            at, tallest, blank_end = max(0.0, paragraph.left), 0.0, 0.0
            indent = at
        elif word == _TAB:
            stop = _next_stop(paragraph, at)
            at, blank_end = stop, blank_end + stop - at
        elif word.isspace() and word not in _NO_BREAK:
            wide = _width(word, run, size)
            at, blank_end = at + wide, blank_end + wide
        else:
            wide = _width(word, run, size)
            if at + wide > room and at > indent:
                yield line()
                at, tallest = max(0.0, paragraph.left), 0.0
                indent = at
            tallest, blank_end = max(tallest, size), 0.0
            while at + wide > room and len(word) > 1:
                # A word longer than the line is cut into as many lines as it needs.
                wide -= max(_NARROWEST, room - at)
                at = max(room, at + _NARROWEST)
                yield line()
                at = indent = max(0.0, paragraph.left)
            at += max(0.0, wide)
    yield line()


def _height(paragraph: Paragraph, points: float) -> float:
    if paragraph.exact is not None:
        return paragraph.exact / _POINTS_PER_INCH
    return line_height(points) * paragraph.spacing


def _width(word: str, run: Run, size: float) -> float:
    face = run.face if face_of(run.face) is not None else STANDARD
    word = word.upper() if run.capitals else word
    return own_width(word, size, bold=run.bold, face=face)


def _next_stop(paragraph: Paragraph, at: float) -> float:
    """Where a tab leads. A right-aligned stop is taken as reached: what ends there stands before
    it."""
    for place, align in sorted(paragraph.tabs):
        if place > at:
            return place if align == "l" else at
    return (at // _USUAL_STOP + 1) * _USUAL_STOP


def _words(paragraph: Paragraph) -> Iterator[tuple[str, Run]]:
    """Words, blanks, tabs and line breaks with the run they are in. A word goes on over the border
    of two runs only in what it looks like: it may be broken there, which is rare."""
    for run in paragraph.runs:
        if run.line_break:
            yield "", run
            continue
        word = ""
        for character in run.text:
            if (
                character == _TAB
                or (character.isspace() and character not in _NO_BREAK)
                or unicodedata.east_asian_width(character) in "WF"
            ):
                if word:
                    yield word, run
                yield character, run
                word = ""
            else:
                word += character
                if character in _BREAK_AFTER:
                    yield word, run
                    word = ""
        if word:
            yield word, run
