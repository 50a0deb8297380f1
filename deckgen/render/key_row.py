"""The key above a chart: squares or lines and words, in as many rows as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deckgen.model.deck import ChartSpec
from deckgen.render.canvas import Canvas
from deckgen.render.charts import plot_area
from deckgen.render.charts.drawing import KeyEntry
from deckgen.render.charts.key import key_entries, lacking_names, line_key, unread_parts
from deckgen.render.shape import Outline
from deckgen.render.text import Font
from deckgen.theme.box import Box
from deckgen.theme.style import Palette, Style

_AT, _ROW, _UNDER = 0.40, 0.22, 0.04  # inches from the exhibit's rule, of a row, under the last
_SQUARE, _LINE, _DOT = 0.13, 0.27, 0.125
_AFTER_MARK, _AFTER_WORD, _SLACK = 0.06, 0.16, 0.06


@dataclass(frozen=True, slots=True)
class _Placed:
    """An entry with its word, as much of it as fits, in a row, ``x`` inches from its left end."""

    entry: KeyEntry
    word: str
    width: float
    x: float
    row: int


def keyed_lines(
    spec: ChartSpec, box: Box, top: float, style: Style, palette: Palette, language: str
) -> frozenset[int]:
    """The series of a chart of lines that a key has to name, in the box of an exhibit whose title
    ends ``top`` inches below its rule. A key takes height, so that even more may need it."""
    keyed = frozenset[int]()
    while True:
        rows = _placed(line_key(spec, style, palette, keyed), box.w, style)
        under = _bottom(rows) if rows else top
        frame = box.row(under, box.h - under)
        area = plot_area(spec, frame, style, palette, language, keyed=keyed)
        lacking = lacking_names(spec, area, keyed)
        if not lacking:
            return keyed
        keyed |= lacking


def keyed_values(
    spec: ChartSpec,
    box: Box,
    above: float,
    style: Style,
    palette: Palette,
    language: str,
) -> frozenset[int]:
    """The series of stacked columns whose current value a key has to say, in the box of an exhibit
    with ``above`` inches between key and chart. A longer key may take height, so that even more
    parts are too low for theirs."""
    said = frozenset[int]()
    while True:
        under = _bottom(_placed(key_entries(spec, palette, said), box.w, style)) + above
        area = plot_area(spec, box.row(under, box.h - under), style, palette, language)
        lacking = unread_parts(spec, area) - said
        if not lacking:
            return said
        said |= lacking


def draw_key(canvas: Canvas, key: str, entries: Sequence[KeyEntry], box: Box) -> float:
    """Draws the key of an exhibit into its box; returns where the chart under it begins, in inches
    below the exhibit's rule."""
    palette, placed = canvas.palette, _placed(entries, box.w, canvas.style)
    hollow = Outline(1.0, palette.context)
    font = Font(canvas.style.sizes.body, palette.muted)
    for index, one in enumerate(placed):
        entry, row = one.entry, box.row(_AT + one.row * _ROW, _ROW)
        at, middle = row.x + one.x, row.y + _ROW / 2
        name = f"{key}/key/{index}"
        if entry.line:
            canvas.line(name, "Key", Box(at, middle, _LINE, 0), entry.line)
            if entry.fill:
                dot = Box(at + (_LINE - _DOT) / 2, middle - _DOT / 2, _DOT, _DOT)
                canvas.figure(f"{name}/marker", "Key", dot, entry.shape, entry.fill)
        else:
            square = Box(at, middle - _SQUARE / 2, _SQUARE, _SQUARE)
            outline = None if entry.fill else hollow
            canvas.figure(name, "Key", square, entry.shape, entry.fill, outline)
        place = Box(at + _mark(entry), row.y, one.width - _mark(entry), _ROW)
        canvas.text(f"{name}/name", "Key", place, canvas.write.plain(one.word, font), "ctr")
    return _bottom(placed)


def _placed(entries: Sequence[KeyEntry], width: float, style: Style) -> list[_Placed]:
    points, measure = style.sizes.body, style.minor
    found, x, row = list[_Placed](), 0.0, 0
    for entry in entries:
        word = measure.shortened(entry.name, width - _mark(entry), points)
        wide = _mark(entry) + measure.width(word, points) + _SLACK
        if x and x + wide > width:
            x, row = 0.0, row + 1
        found.append(_Placed(entry, word, wide, x, row))
        x += wide + _AFTER_WORD
    return found


def _mark(entry: KeyEntry) -> float:
    """The width of a mark and of what is free after it."""
    return (_LINE if entry.line else _SQUARE) + _AFTER_MARK


def _bottom(placed: Sequence[_Placed]) -> float:
    return _AT + _ROW * (placed[-1].row + 1 if placed else 0) + _UNDER
