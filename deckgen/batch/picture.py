"""A deck's scorecard as a small picture, for the page that shows all decks of a run.

Drawn by matplotlib from the deck, as SVG whose text stays text: a few kilobytes, sharp at any size,
the same bytes for the same deck.
"""

from __future__ import annotations

import io
import re
import textwrap
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from deckgen.model.deck import ColumnKind, Deck, Slide, SlideKind, Table, Text, Tone, plain
from deckgen.theme.style import Palette

_WIDTH, _HEIGHT = 6.4, 3.2  # inches
_FONTS = ["Calibri", "Carlito", "Segoe UI", "Helvetica Neue", "Arial", "DejaVu Sans"]
_HEAD, _ROW, _CHANGE = 9.5, 9.0, 8.0  # points
_LEFT, _GAP = 0.03, 0.05
_TOP, _BOTTOM = 0.93, 0.04
_DIGITS = re.compile(rb"(\.\d)\d+")
_WIDEST = 26  # characters of a metric's name


@dataclass(frozen=True, slots=True)
class _Row:
    """A metric as the picture shows it."""

    name: str
    status: str
    value: str
    change: Text
    line: tuple[Fraction | None, ...]


def scorecard_picture(deck: Deck, palette: Palette) -> bytes | None:
    """The picture as an SVG file in these colours; ``None`` for a deck without a scorecard."""
    slide = next((one for one in deck.slides if one.kind is SlideKind.SCORECARD), None)
    if slide is None:
        return None
    # matplotlib takes half a second to import, and only the page of a run needs it.
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    settings = {"svg.fonttype": "none", "svg.hashsalt": "deckgen", "font.family": "sans-serif",
                "font.sans-serif": ["DejaVu Sans"], "axes.unicode_minus": False}  # fmt: skip
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        # A sign that the measuring font lacks: the browser has one, the text stays text.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure = Figure((_WIDTH, _HEIGHT), facecolor=f"#{palette.background.hex}")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        _draw(axes, slide, palette)
        buffer = io.BytesIO()
        FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None, "Creator": None})
    return _light(buffer.getvalue())


def _light(drawing: bytes) -> bytes:
    """The drawing without what no eye sees: comments, metadata, line breaks, hundredths of a
    point; with the fonts of the reader. A page holds hundreds of them. Only attributes are
    shortened: a number that is text is a number of the deck."""
    families = ", ".join((*(f"'{one}'" for one in _FONTS), "sans-serif")).encode()
    drawing = drawing.replace(b"'DejaVu Sans', sans-serif", families)
    drawing = re.sub(rb"<!--.*?-->|<metadata>.*?</metadata>", b"", drawing, flags=re.DOTALL)
    drawing = re.sub(rb'="[^"]*"', lambda one: _DIGITS.sub(rb"\1", one[0]), drawing)
    return re.sub(rb"\s*\n\s*", b" ", drawing).replace(b"> <", b"><")


class _Sheet:
    """Where the picture is put together. Lines and marks are collected and drawn in one go each:
    a scorecard has a hundred of them, and every artist costs."""

    def __init__(self, axes: Any, palette: Palette) -> None:
        self.axes = axes
        self.palette = palette
        self.lines: list[list[tuple[float, float]]] = []
        self.ends: list[tuple[float, float]] = []
        self.marks: dict[str, list[tuple[float, float]]] = {}
        self.rules: list[list[tuple[float, float]]] = []

    def finish(self) -> None:
        """Draws what was collected."""
        from matplotlib.collections import LineCollection

        palette = self.palette
        for lines, colour, width in (
            (self.rules, palette.rule, 0.7), (self.lines, palette.context, 0.8),
        ):  # fmt: skip
            self.axes.add_collection(
                LineCollection(lines, colors=f"#{colour.hex}", linewidths=width, clip_on=False)
            )
        self._points(self.ends, "o", palette.accent.hex, 2.2, full=True)
        shapes = {
            "on target": ("o", palette.good, True), "watch": ("^", palette.bad, False),
            "off target": ("s", palette.bad, True),
        }  # fmt: skip
        for status, points in self.marks.items():
            # A shape as well as a colour, so that it reads in grey: disc, triangle, square, ring.
            shape, own, full = shapes.get(status, ("o", palette.context, False))
            self._points(points, shape, own.hex, 4.2, full=full)

    def _points(
        self, points: list[tuple[float, float]], shape: str, colour: str, size: float, *, full: bool
    ) -> None:
        if points:
            code = f"#{colour}"
            self.axes.plot(*zip(*points, strict=True), shape, markersize=size, color=code,
                           markerfacecolor=code if full else "none", markeredgewidth=0.7,
                           clip_on=False)  # fmt: skip


def _draw(axes: Any, slide: Slide, palette: Palette) -> None:
    tables = [block for block in slide.blocks if isinstance(block, Table)]
    columns = [tables[0::2], tables[1::2]] if len(tables) > 1 else [tables]
    height = max((sum(len(one.rows) + 1.4 for one in column) for column in columns), default=1)
    step = (_TOP - _BOTTOM) / max(height, 9)
    width = (1 - 2 * _LEFT - _GAP * (len(columns) - 1)) / len(columns)
    sheet = _Sheet(axes, palette)
    for number, column in enumerate(columns):
        left, y = _LEFT + number * (width + _GAP), _TOP
        for table in column:
            _write(axes, left, y, table.title, _HEAD, f"#{palette.ink.hex}", weight="bold")
            sheet.rules.append([(left, y - 0.022), (left + width, y - 0.022)])
            y -= step
            for row in _rows(table):
                _row(sheet, row, left, width, y, step)
                y -= step
            y -= 0.4 * step
    sheet.finish()


def _row(sheet: _Sheet, row: _Row, left: float, width: float, y: float, step: float) -> None:
    axes, palette = sheet.axes, sheet.palette
    size = min(_ROW, _ROW * step / 0.07)
    sheet.marks.setdefault(row.status.lower(), []).append((left + 0.008, y + 0.016))
    name = textwrap.shorten(row.name, _WIDEST, placeholder="\u2026")
    _write(axes, left + 0.022, y, name, size, f"#{palette.ink.hex}")
    line = _line(row.line, left + 0.525 * width, 0.09 * width, y, step)
    if len(line) > 1:
        sheet.lines.append(line)
        if row.line[-1] is not None:
            sheet.ends.append(line[-1])
    _write(axes, left + 0.785 * width, y, row.value, size, f"#{palette.ink.hex}", weight="bold",
           align="right")  # fmt: skip
    tone = row.change[0].tone if row.change else Tone.MUTED
    colours = {Tone.GOOD: palette.good, Tone.BAD: palette.bad}
    colour = colours.get(tone, palette.muted)
    _write(
        axes,
        left + width,
        y,
        plain(row.change),
        min(size, _CHANGE),
        f"#{colour.hex}",
        align="right",
    )


def _line(
    values: tuple[Fraction | None, ...], left: float, width: float, y: float, step: float
) -> list[tuple[float, float]]:
    """The points of a sparkline on its own scale; gaps are NaN."""
    known = [float(value) for value in values if value is not None]
    if len(known) < 2:
        return []
    low, reach = min(known), (max(known) - min(known)) or 1.0
    return [
        (
            left + width * number / (len(values) - 1),
            float("nan")
            if value is None
            else y - 0.004 + 0.55 * step * (float(value) - low) / reach,
        )
        for number, value in enumerate(values)
    ]


def _write(
    axes: Any,
    x: float,
    y: float,
    words: str,
    size: float,
    colour: str,
    *,
    weight: str = "normal",
    align: str = "left",
) -> None:
    axes.text(x, y, words, fontsize=size, color=colour, weight=weight, ha=align, va="baseline",
              clip_on=False, parse_math=False)  # fmt: skip


def _rows(table: Table) -> Iterator[_Row]:
    """The metrics of a table of the scorecard: mark, name, trend, value, change, target."""
    kinds = [column.kind for column in table.columns]
    texts = [place for place, kind in enumerate(kinds) if kind is ColumnKind.TEXT]
    marks = [place for place, kind in enumerate(kinds) if kind is ColumnKind.MARK]
    for number, row in enumerate(table.rows):
        name, value, change = (row[place] for place in texts[:3])
        yield _Row(
            plain(name),
            plain(row[marks[0]]) if marks else "",
            plain(value),
            change,
            table.sparklines[number] if number < len(table.sparklines) else (),
        )
