"""Where a slide's exhibits stand: which of them share a column, and how high each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from deckgen.model.deck import Chart, ChartKind, Paragraph, SeriesRole, Table
from deckgen.render.column_table import table_height
from deckgen.render.exhibit import TITLE, Exhibit, wanted_height
from deckgen.render.free_text import code_text_height, code_width
from deckgen.render.grid import COLUMNS
from deckgen.render.stacks import Stack
from deckgen.render.table import natural_height
from deckgen.render.table_columns import (
    TableLook,
    lacking_width,
    legible_width,
    needed_width,
)
from deckgen.render.table_rows import least_height
from deckgen.theme.box import Box

_STACK_GAP = 0.16
_WIDE_TABLE = 4  # columns from which a table gets the wider part
_FULL_TABLE = 6  # columns from which it gets the whole width
# The least in inches: of a chart, of a table, of a row, of a line.
_CHART, _LINES, _WIDE_CHART, _CHART_HEIGHT, _BAR = 2.5, 3.0, 4.5, 1.5, 0.19
_LIKED_CHART = 3.0  # inches in which eight periods stand clear of each other
_NARROW, _TABLE, _WIDE_TABLE_WIDTH, _LEAST_ROWS, _ROW = 4, 3.58, 4.5, 4, 0.26
_PLOT = 0.85  # of a plot over a table of its values
# A key over a chart of several series, the name of each further line, the word in a key of each
# further part, and a row of values over columns.
_KEY, _NAMES, _WORDS, _VALUES = 0.14, 0.24, 0.06, 0.12
_ALL_BUT_PANEL = 9
_TEXT, _LINE = 1.9, 0.28
_EXACT = 1e-6
_AMONG_SEVERAL = 1.05  # where exhibits share a column, each makes do with this
_LOW_BAR, _BAR_ROW = 0.22, 0.30  # inches of a bar below a table, at least and with room
_THICKEST_BAR = 0.55  # of one that has the column to itself


@dataclass(frozen=True, slots=True)
class Column:
    """A stack of exhibits: the grid column it starts at, how many it spans, and the exhibits by
    their place on the slide."""

    first: int
    columns: int
    exhibits: tuple[int, ...]


def columns_of(
    exhibits: Sequence[Exhibit], first: int, split: tuple[int, int] | None = None
) -> list[Column]:
    """The stacks of a slide's exhibits in the columns from ``first`` on: one alone, two side by
    side, more in two stacks, ``split`` columns wide. A bridge keeps the whole width, and so do
    wide tables."""
    columns, count = COLUMNS + 1 - first, len(exhibits)
    if not count:
        return []
    if count == 1 or _stacks(exhibits, first):
        return [Column(first, columns, tuple(range(count)))]
    middle = 1 if count <= 3 else (count + 1) // 2
    fits = split is not None and sum(split) == columns
    left = split[0] if split is not None and fits else _left_columns(exhibits, columns)
    return [
        Column(first, left, tuple(range(middle))),
        Column(first + left, columns - left, tuple(range(middle, count))),
    ]


def stacked(
    exhibits: Sequence[Exhibit], looks: Sequence[TableLook], column: Column, box: Box
) -> dict[int, Box]:
    """The boxes of a column's exhibits in the box of the column, by their place on the slide."""
    own = [exhibits[index] for index in column.exhibits]
    boxes = _stack(own, [looks[index] for index in column.exhibits], box)
    return dict(zip(column.exhibits, boxes, strict=True))


def least(
    exhibits: Sequence[Exhibit],
    looks: Sequence[TableLook],
    column: Column,
    width: float,
    *,
    moves: bool = True,
) -> Stack:
    """The least that a column's exhibits need: less, and labels meet or rows are left out.
    ``width`` is the content's, over which pages of text stand. Where a column's width ``moves``,
    also that from which nothing in it is shortened."""
    own = [(exhibits[index], looks[index]) for index in column.exhibits]
    if column.columns == COLUMNS and any(_is_text(one) for one, _ in own):
        heights = [
            least_height(one, width, look) + (TITLE if one.title else 0.0)
            if isinstance(one, Table)
            else _least(one, look, COLUMNS)[1]
            for one, look in own
        ]
        return Stack(COLUMNS, width - _EXACT, sum(heights) + _STACK_GAP * (len(heights) - 1))
    sizes = [_least(one, look, column.columns, width) for one, look in own]
    if _has_bars_below(own):  # few bars and few rows: all of them are shown
        heights = [_whole(one, look) for one, look in own]
    elif len(sizes) > 1:
        heights = [min(height, _AMONG_SEVERAL) for _, height in sizes]
    else:
        heights = [height for _, height in sizes]
    height = sum(heights) + _STACK_GAP * (len(sizes) - 1)
    width = max(size[0] for size in sizes)
    liked = [_LIKED_CHART] if moves else [0.0]
    liked += [_whole_width(one, look) for one, look in own if moves and isinstance(one, Table)]
    return Stack(column.columns, width, height, max(liked), _most(own))


def _whole_width(table: Table, look: TableLook) -> float:
    """The width at which nothing in a table is cut, its bars at the share that they are meant to
    have included."""
    width = needed_width(table, look)
    return width if table.by_weight else width + lacking_width(table, width, look)


def _most(pairs: Sequence[tuple[Exhibit, TableLook]]) -> float:
    """The height from which a column shows nothing more; without end for one with a chart."""
    whole = -_STACK_GAP
    for one, look in pairs:
        bars = _bars(one)
        height = TITLE + bars * _THICKEST_BAR if bars else wanted_height(one, look)
        whole += _STACK_GAP + (inf if height is None else height)
    return whole


def _least(
    exhibit: Exhibit, look: TableLook, columns: int, most: float = inf
) -> tuple[float, float]:
    """Width and height in inches. A table is content with a little less than the columns that it
    has on a wide slide; code is not broken where its lines have room in ``most`` inches."""
    match exhibit:
        case Chart(spec=spec, under=under):
            width = _WIDE_CHART if spec.kind is ChartKind.BRIDGE else _CHART
            if under is not None:
                return width, TITLE + _PLOT + table_height(under, look.body)
            bars = len(spec.categories) * _BAR if spec.kind is ChartKind.BAR else 0.0
            height = max(_CHART_HEIGHT + _names_height(exhibit), bars)
            if spec.kind is ChartKind.LINE and _series(exhibit) > 1:
                width = max(width, _LINES)
            return width, TITLE + height
        case Table():
            needed = needed_width(exhibit, look)
            width = min(needed, _TABLE if columns <= _NARROW else _WIDE_TABLE_WIDTH)
            if columns >= _ALL_BUT_PANEL:  # the slide's one exhibit
                width = max(width, legible_width(exhibit, look))
            rows = min(len(exhibit.rows), _LEAST_ROWS)
            return width, TITLE + look.header + rows * _ROW
        case Paragraph() if exhibit.code:
            width = max(_TEXT, min(most, code_width(exhibit, look.measure, look.body)))
            text = code_text_height(exhibit, look.measure, width, look.first, look.body)
            return width, TITLE + text
        case Paragraph():
            lines = len(exhibit.lines) + len(exhibit.code) + len(exhibit.after)
            return _TEXT, TITLE + _LINE * max(1, lines)


def _series(chart: Chart) -> int:
    """How many series a chart has to tell apart: its target is named wherever there is room."""
    return sum(one.role is not SeriesRole.TARGET for one in chart.spec.series)


def _names_height(chart: Chart) -> float:
    """What naming the series of a chart takes from its plot, and values over its columns."""
    over = _VALUES if chart.over is not None else 0.0
    if (series := _series(chart)) <= 1:
        return over
    if chart.spec.kind is ChartKind.LINE:
        return over + _KEY + _NAMES * (series - 1)
    return over + _KEY + _WORDS * (series - 2)


def _has_bars_below(pairs: Sequence[tuple[Exhibit, TableLook]]) -> bool:
    return len(pairs) > 1 and any(_bars(one) for one, _ in pairs)


def _bars(exhibit: Exhibit) -> int:
    """How many bars a chart has that names and numbers each of them."""
    named = isinstance(exhibit, Chart) and exhibit.spec.kind is ChartKind.BAR
    return len(exhibit.spec.categories) if isinstance(exhibit, Chart) and named else 0


def _whole(exhibit: Exhibit, look: TableLook) -> float:
    """The least height of an exhibit of which nothing is left out."""
    if isinstance(exhibit, Table):
        return TITLE + look.header + len(exhibit.rows) * _ROW
    bars = _bars(exhibit)
    return TITLE + bars * _LOW_BAR if bars else _least(exhibit, look, COLUMNS)[1]


def _stacks(exhibits: Sequence[Exhibit], first: int) -> bool:
    lead = exhibits[0]
    if isinstance(lead, Chart) and lead.spec.kind is ChartKind.BRIDGE:
        return len(exhibits) == 2
    return first == 1 and any(
        isinstance(one, Table) and len(one.columns) >= _FULL_TABLE for one in exhibits
    )


def _left_columns(exhibits: Sequence[Exhibit], columns: int) -> int:
    if columns != 9:
        return columns // 2
    second = exhibits[1]
    wide = isinstance(second, Table) and len(second.columns) >= _WIDE_TABLE
    return 4 if wide else 5


def _is_text(exhibit: Exhibit) -> bool:
    """Whether an exhibit is a page of text, whose rows are as high as its cells need."""
    return isinstance(exhibit, Table) and exhibit.by_weight


def _shared(pairs: Sequence[tuple[Exhibit, TableLook]], box: Box, room: float) -> list[Box]:
    """Pages of text below each other: each what it needs, and of the rest in proportion."""
    tables = [(one, look) for one, look in pairs if isinstance(one, Table)]
    titles = [TITLE if one.title else 0.0 for one, _ in tables]
    low = [
        title + least_height(one, box.w, look)
        for title, (one, look) in zip(titles, tables, strict=True)
    ]
    wanted = [
        max(title + natural_height(one, look), least)
        for title, (one, look), least in zip(titles, tables, low, strict=True)
    ]
    return _rows(_between(low, wanted, room), box)


def _between(low: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Heights between the least and the wanted ones, as far as the room goes."""
    asked = sum(wanted) - sum(low)
    given = min(1.0, max(0.0, room - sum(low)) / asked) if asked > 0 else 0.0
    return [least + (most - least) * given for least, most in zip(low, wanted, strict=True)]


def _rows(heights: Sequence[float], box: Box) -> list[Box]:
    boxes, y = [], 0.0
    for height in heights:
        boxes.append(box.row(y, height))
        y += height + _STACK_GAP
    return boxes


def _stack(exhibits: Sequence[Exhibit], looks: Sequence[TableLook], box: Box) -> list[Box]:
    """One below the other: tables and texts get what they ask for, charts share the rest."""
    room = box.h - _STACK_GAP * (len(exhibits) - 1)
    pairs = list(zip(exhibits, looks, strict=True))
    wanted = [wanted_height(one, look) for one, look in pairs]
    if len(pairs) > 1 and all(_is_text(one) for one, _ in pairs):
        return _shared(pairs, box, room)
    if _has_bars_below(pairs):
        low = [_whole(one, look) for one, look in pairs]
        high = [
            TITLE + bars * _BAR_ROW if (bars := _bars(one)) else height or least
            for (one, _), height, least in zip(pairs, wanted, low, strict=True)
        ]
        return _rows(_between(low, high, room), box)
    if len(pairs) == 1 and (bars := _bars(pairs[0][0])):  # thicker bars say nothing more
        return [box.row(0, min(room, TITLE + bars * _THICKEST_BAR))]
    charts = sum(height is None for height in wanted)
    asked = sum(height for height in wanted if height is not None)
    most = room * (0.5 if charts else 1.0)
    shrink = min(1.0, most / asked) if asked else 1.0
    rest = room - asked * shrink
    heights = [rest / charts if height is None else height * shrink for height in wanted]
    if not charts and len(exhibits) == 1:
        heights = [room]
    return _rows(heights, box)
