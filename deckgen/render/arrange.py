"""Where a slide's exhibits stand: which of them share a column, and how high each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deckgen.model.deck import Chart, ChartKind, Table
from deckgen.render.exhibit import Exhibit, wanted_height
from deckgen.render.grid import COLUMNS, Grid
from deckgen.render.table import TableLook
from deckgen.theme.box import Box

_STACK_GAP = 0.16
_WIDE_TABLE = 4  # columns from which a table gets the wider part
_FULL_TABLE = 6  # columns from which it gets the whole width


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


def arrange(
    grid: Grid,
    exhibits: Sequence[Exhibit],
    looks: Sequence[TableLook],
    columns: Sequence[Column],
    top: float,
    bottom: float,
) -> list[Box]:
    """A box per exhibit, in the slide's order."""
    boxes: dict[int, Box] = {}
    for column in columns:
        whole = grid.body(column.first, column.columns, top, bottom)
        own = [exhibits[index] for index in column.exhibits]
        stacked = _stack(own, [looks[index] for index in column.exhibits], whole)
        boxes.update(zip(column.exhibits, stacked, strict=True))
    return [boxes[index] for index in range(len(exhibits))]


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


def _stack(exhibits: Sequence[Exhibit], looks: Sequence[TableLook], box: Box) -> list[Box]:
    """One below the other: tables and texts get what they ask for, charts share the rest."""
    room = box.h - _STACK_GAP * (len(exhibits) - 1)
    wanted = [wanted_height(one, look) for one, look in zip(exhibits, looks, strict=True)]
    charts = sum(height is None for height in wanted)
    asked = sum(height for height in wanted if height is not None)
    most = room * (0.5 if charts else 1.0)
    shrink = min(1.0, most / asked) if asked else 1.0
    rest = room - asked * shrink
    heights = [rest / charts if height is None else height * shrink for height in wanted]
    if not charts and len(exhibits) == 1:
        heights = [room]
    boxes, y = [], 0.0
    for height in heights:
        boxes.append(box.row(y, height))
        y += height + _STACK_GAP
    return boxes
