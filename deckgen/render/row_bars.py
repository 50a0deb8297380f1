"""Bars in a table: one chart over a column that the table leaves empty, one bar in each row.

The rows keep their height because no cell wraps, so bars and rows stay together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from deckgen.model.deck import ChartSpec, ColumnKind, RowBars, Table
from deckgen.render.canvas import Canvas
from deckgen.render.charts.drawing import Drawing, paints
from deckgen.render.charts.rows import has_line, limits, stacks
from deckgen.render.charts.sheet import has_values, safe_name
from deckgen.render.shape import Outline
from deckgen.render.table_headings import whole_words
from deckgen.render.text import Font, one_line
from deckgen.theme.box import Box
from deckgen.theme.fonts import SLACK, Measure
from deckgen.theme.style import Colour

_SQUARE, _AFTER_SQUARE, _AFTER_WORD = 0.13, 0.07, 0.22
_BRACKET = 0.05  # inches over the rows
_GUTTER = 0.12  # inches between a number and the bars beside it


@dataclass(frozen=True, slots=True)
class Cell:
    """A heading's paragraph and its cell's left inset in inches."""

    paragraph: str
    left: float


@dataclass(frozen=True, slots=True)
class PlacedBars:
    """The bars of a column: which, and the rows they cover. ``heading`` is the column's, ``gutter``
    what the bars keep from its left edge."""

    column: int
    heading: str
    at_right: bool
    bars: RowBars
    box: Box
    gutter: float = 0.0


def placed_bars(
    table: Table, places: Sequence[int | None], rows: Box, widths: Sequence[float]
) -> list[PlacedBars]:
    """The charts of a table's columns of bars, over the rows at ``rows``. ``places`` says which
    row of the table each shown row is; one that only counts others is none and has no bar."""
    columns = [i for i, one in enumerate(table.columns) if one.kind is ColumnKind.BARS]
    found = []
    for index, bars in zip(columns, table.bars, strict=False):
        gutter = gutter_before(table, index)
        left, width = rows.x + sum(widths[:index]) + gutter, widths[index] - gutter
        found.append(
            PlacedBars(
                index,
                one_line(table.columns[index].heading),
                table.columns[index].numeric,
                replace(bars, spec=_shown(bars.spec, places)),
                Box(left, rows.y, width, rows.h),
                gutter,
            )
        )
    return found


def gutter_before(table: Table, index: int) -> float:
    """What a column of bars leaves free, in inches, where a number ends at its start."""
    return _GUTTER if index > 0 and table.columns[index - 1].numeric else 0.0


def _shown(spec: ChartSpec, places: Sequence[int | None]) -> ChartSpec:
    if tuple(places) == tuple(range(len(spec.categories))):
        return spec
    emphasis = spec.emphasis
    return replace(
        spec,
        categories=tuple("" if at is None else spec.categories[at] for at in places),
        series=tuple(
            replace(one, values=tuple(None if at is None else one.values[at] for at in places))
            for one in spec.series
        ),
        emphasis=places.index(emphasis) if emphasis in places else None,
    )


def draw_bars(canvas: Canvas, table: Table, bars: PlacedBars, header: float) -> None:
    """Draws the chart over the rows, and the key of its series over the heading."""
    key = f"{table.key}/bars/{bars.column}"
    if not has_values(bars.bars.spec):
        return
    for index, (x, fill) in enumerate(_squares(canvas, bars)):
        square = Box(bars.box.x + x, bars.box.y - header / 2 - _SQUARE / 2, _SQUARE, _SQUARE)
        outline = None if fill else Outline(1.0, canvas.palette.context)
        canvas.figure(f"{key}/key/{index}", "Key", square, "rect", fill, outline)
    _draw_behind(canvas, key, bars)
    label = bars.heading or bars.bars.spec.series[0].name
    canvas.chart(key, label, bars.box, bars.bars.spec, bars.bars.alt)


def bars_heading(canvas: Canvas, bars: PlacedBars, lines: int = 1) -> Cell:
    """The heading of a column of bars, on so many lines at most: over the threshold's line if there
    is one; the names of the series beside their squares where several stand end to end; else at
    the bars' start."""
    points, palette, width = canvas.style.sizes.body, canvas.palette, bars.box.w
    font = Font(points, palette.muted)
    spec = bars.bars.spec
    if stacks(spec):
        return _key_heading(canvas, bars, font)
    words = whole_words(canvas.minor, bars.heading, width * SLACK, font, lines)
    left, over = 0.0, None
    if spec.band is not None:
        over = (spec.band.low + spec.band.high) / 2
    elif spec.threshold is not None and has_line(spec, limits(_drawing(canvas, bars))[1]):
        font, over = Font(points, palette.ink), spec.threshold
    if over is not None:
        broken = canvas.minor.lines(words, width * SLACK, points)
        wide = max(canvas.minor.width(one, points) for one in broken)
        at = _place(canvas, bars, over)
        left = max(0.0, min(at - wide / 2, width - wide - 0.02))
    align, spacing = "r" if bars.at_right else "l", 92 if lines > 1 else 100
    return Cell(canvas.write.plain(words, font, align=align, spacing=spacing), left + bars.gutter)


def _drawing(canvas: Canvas, bars: PlacedBars) -> Drawing:
    look = canvas.style, canvas.palette, canvas.write.language
    return Drawing(bars.bars.spec, bars.box, *look)


def _place(canvas: Canvas, bars: PlacedBars, value: Fraction) -> float:
    """Where a value lies, in inches from the frame's left edge."""
    low, high = limits(_drawing(canvas, bars))
    return (float(value) - low) / (high - low) * bars.box.w


def _draw_behind(canvas: Canvas, key: str, bars: PlacedBars) -> None:
    """The band and the dashed line behind the bars, from the axis that the chart is fixed to."""
    spec, box = bars.bars.spec, bars.box
    if spec.band is not None:
        left = _place(canvas, bars, spec.band.low)
        right = _place(canvas, bars, spec.band.high)
        area = Box(box.x + left, box.y, right - left, box.h)
        canvas.figure(f"{key}/band", "Band", area, "rect", canvas.palette.tint)
        # The bars hide most of it: a bracket over the rows says where it begins and ends.
        bracket = Box(area.x, box.y - _BRACKET, area.w, _BRACKET)
        edges = ((0.0, _BRACKET), (0.0, 0.0), (area.w, 0.0), (area.w, _BRACKET))
        line = Outline(canvas.style.lines.rule, canvas.palette.muted)
        canvas.polyline(f"{key}/bracket", "Bracket", bracket, (edges,), line)
    if spec.reference is not None:
        at = Box(box.x + _place(canvas, bars, spec.reference), box.y, 0.01, box.h)
        dashed = Outline(canvas.style.lines.target, canvas.palette.ink, dashed=True)
        path = ((0.0, 0.0), (0.0, box.h))
        canvas.polyline(f"{key}/reference", "Reference", at, (path,), dashed)


def _key_heading(canvas: Canvas, bars: PlacedBars, font: Font) -> Cell:
    runs, stops = "", []
    for index, (x, name) in enumerate(_words(canvas, bars, font.points)):
        if index:
            runs += canvas.write.tab(font)
            stops.append((x - _SQUARE - _AFTER_SQUARE, "l"))
        runs += canvas.write.run(name, font)
    paragraph = canvas.write.paragraph(runs, font, tabs=tuple(stops))
    return Cell(paragraph, _SQUARE + _AFTER_SQUARE)


def key_width(bars: RowBars, points: float, measure: Measure) -> float:
    """The width in inches of the key over a column of bars; 0 for bars of one series."""
    if not stacks(bars.spec):
        return 0.0
    beside = _SQUARE + _AFTER_SQUARE + _AFTER_WORD
    return sum(measure.width(safe_name(one.name), points) + beside for one in bars.spec.series)


def _words(canvas: Canvas, bars: PlacedBars, points: float) -> list[tuple[float, str]]:
    """Where each series' name starts, and what of it fits. Names that begin alike lose that before
    they are cut: of "Revenue lost" and "Revenue at risk" the ends tell them apart."""
    names = [safe_name(one.name) for one in bars.bars.spec.series]
    found = _fitted(canvas, bars, names, points)
    if [word for _, word in found] != names and (short := _without_beginning(names)):
        found = _fitted(canvas, bars, short, points)
    return found


def _fitted(
    canvas: Canvas, bars: PlacedBars, names: Sequence[str], points: float
) -> list[tuple[float, str]]:
    found, x = [], 0.0
    for count, one in enumerate(names):
        left = len(names) - count
        room = (bars.box.w - x + _AFTER_WORD) / left - _SQUARE - _AFTER_SQUARE - _AFTER_WORD
        name = canvas.minor.shortened(one, max(room, 0.0), points)
        found.append((x + _SQUARE + _AFTER_SQUARE, name))
        x += _SQUARE + _AFTER_SQUARE + canvas.minor.width(name, points) + _AFTER_WORD
    return found


def _without_beginning(names: Sequence[str]) -> list[str]:
    """Names without the word that all of them begin with; nothing where they do not."""
    parts = [name.partition(" ") for name in names]
    alike = len(names) > 1 and len({first for first, _, _ in parts}) == 1
    if not alike or not all(rest for _, _, rest in parts):
        return []
    return [rest[:1].upper() + rest[1:] for _, _, rest in parts]


def _squares(canvas: Canvas, bars: PlacedBars) -> list[tuple[float, Colour | None]]:
    spec = bars.bars.spec
    if not stacks(spec):
        return []
    words = _words(canvas, bars, canvas.style.sizes.body)
    shades = paints(spec.series, canvas.palette)
    return [
        (x - _SQUARE - _AFTER_SQUARE, paint.fill)
        for (x, _), paint in zip(words, shades, strict=True)
    ]
