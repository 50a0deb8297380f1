"""How a scorecard's tables stand: two by two, or one below the other on a narrow page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckgen.model.deck import Table
from deckgen.render.grid import COLUMNS
from deckgen.render.page import Page
from deckgen.render.table import natural_height
from deckgen.render.table_columns import TableLook, is_cramped
from deckgen.render.table_rows import least_height
from deckgen.theme.box import Box

HEADER, ROW, GAP = 0.36, 0.40, 0.20
KEY_HEIGHT, KEY_GAP = 0.30, 0.10
LAST = 0.02
_LEAST_ROW = 0.235  # of a table whose cells do not wrap
_TIGHT_BELOW = 6.0  # inches of half a page, under which columns stand closer
_SLACK = 1e-6
ARRANGEMENTS = ((2, True), (2, False), (1, True), (1, False))
"""How many tables stand beside each other, and whether names stand on one line each."""


@dataclass(frozen=True, slots=True)
class Card:
    """A table, where it stands, and how it is set."""

    table: Table
    box: Box
    look: TableLook


def room_of(page: Page, *, keyed: bool) -> Box:
    """What a scorecard's tables may take, above the key of the marks if there is one."""
    grid = page.grid
    key_top = grid.content.bottom + LAST - KEY_HEIGHT
    bottom = key_top - KEY_GAP if keyed else grid.content.bottom - LAST
    return Box(grid.left, grid.top, grid.width(COLUMNS), bottom - grid.top)


def look_of(page: Page, table: Table, peers: Sequence[Table] = ()) -> TableLook:
    """How a section's table is set; its columns line up with those of its ``peers``."""
    sizes = page.style.sizes
    return TableLook(
        HEADER,
        ROW,
        sizes.wide,
        sizes.body,
        section=table.title or "Metrics",
        measure=page.style.minor,
        tight=page.grid.width(COLUMNS // 2) < _TIGHT_BELOW,
        peers=tuple(one for one in peers if one is not table and _alike(one, table)),
    )


def _alike(one: Table, other: Table) -> bool:
    """Whether two tables have the same columns."""
    ours, theirs = ([column.heading for column in table.columns] for table in (one, other))
    return ours == theirs


def cards(page: Page, tables: Sequence[Table], *, keyed: bool) -> list[Card]:
    """The tables in the first arrangement that has room for all their words, with their columns in
    line where that leaves the room; without one, two by two with rows as high as there is room."""
    room = room_of(page, keyed=keyed)
    for across, whole_names in ARRANGEMENTS:
        for peers in (tuple(tables), ()):
            if fits(page, tables, across, whole_names=whole_names, room=room, peers=peers):
                return list(_placed(page, tables, across, room, peers))
    return list(_placed(page, tables, 2, room))


def fits(
    page: Page,
    tables: Sequence[Table],
    across: int,
    *,
    whole_names: bool,
    room: Box,
    peers: Sequence[Table] = (),
) -> bool:
    """Whether tables have room, ``across`` beside each other, without a word cut."""
    wide_enough = all(
        is_wide_enough(page, one, across, whole_names=whole_names, peers=peers) for one in tables
    )
    lines = _lines(tables, across)
    height = sum(_least(page, line, across, peers) for line in lines) + GAP * (len(lines) - 1)
    return wide_enough and height <= room.h + _SLACK


def is_wide_enough(
    page: Page, table: Table, across: int, *, whole_names: bool, peers: Sequence[Table] = ()
) -> bool:
    """Whether no word and no number of a table is cut."""
    width = page.grid.width(COLUMNS // across)
    return not is_cramped(table, width, look_of(page, table, peers), whole_names=whole_names)


def _lines(tables: Sequence[Table], across: int) -> list[Sequence[Table]]:
    return [tables[start : start + across] for start in range(0, len(tables), across)]


def _least(page: Page, line: Sequence[Table], across: int, peers: Sequence[Table]) -> float:
    """The least height of tables beside each other."""
    width = page.grid.width(COLUMNS // across)
    return max(
        least_height(one, width, look_of(page, one, peers))
        if one.by_weight
        else HEADER + _LEAST_ROW * len(one.rows)
        for one in line
    )


def _placed(
    page: Page, tables: Sequence[Table], across: int, room: Box, peers: Sequence[Table] = ()
) -> Iterator[Card]:
    """The tables line by line; what is too high together gives way in proportion."""
    grid, lines = page.grid, _lines(tables, across)
    least = [_least(page, line, across, peers) for line in lines]
    wanted = [
        max(low, *(natural_height(one, look_of(page, one, peers)) for one in line))
        for low, line in zip(least, lines, strict=True)
    ]
    free = room.h - GAP * max(0, len(lines) - 1)
    asked = sum(wanted) - sum(least)
    given = min(1.0, max(0.0, free - sum(least)) / asked) if asked > 0 else 1.0
    over = min(1.0, free / sum(least)) if lines else 1.0
    y = room.y
    for line, low, most in zip(lines, least, wanted, strict=True):
        height = (low + (most - low) * given) * over
        for place, table in enumerate(line):
            x = grid.column(1 + place * (COLUMNS // across))
            box = Box(x, y, grid.width(COLUMNS // across), height)
            yield Card(table, box, look_of(page, table, peers))
        y += height + GAP
