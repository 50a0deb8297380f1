"""A scorecard on any page: without trends or over several slides where it is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.model.deck import Block, Paragraph, Slide, Table
from deckgen.render.cards import fits, is_wide_enough, room_of
from deckgen.render.fewer_columns import narrowed
from deckgen.render.page import Page
from deckgen.render.pages.heads import continued, said
from deckgen.render.pages.rows import evenly
from deckgen.render.pages.text import not_shown

_Way = tuple[int, bool, bool]
"""Tables beside each other; names on one line; optional columns (the trends) left out."""
_Found = tuple[list[list[Table]], list[str]]
"""The tables of each slide, and the columns that are left out."""
_WAYS: tuple[_Way, ...] = (
    (2, True, False),
    (2, False, False),
    (2, True, True),
    (1, True, False),
    (2, False, True),
    (1, True, True),
    (1, False, True),
)


def scorecard_pages(slide: Slide, page: Page) -> tuple[Slide, ...]:
    """The slides that a scorecard becomes: in the first way that holds it on one slide, else in the
    one that takes the fewest."""
    tables = [block for block in slide.blocks if isinstance(block, Table)]
    others = tuple(block for block in slide.blocks if isinstance(block, Paragraph))
    if not tables:
        return (slide,)
    found: list[_Found] = []
    for across, whole_names, less in _WAYS:
        shown, gone = _with_less(tables) if less else (tables, [])
        if all(is_wide_enough(page, one, across, whole_names=whole_names) for one in shown):
            own = list(_packed(page, shown, across, whole_names=whole_names))
            found.append((own, gone))
            if len(own) == 1:
                break
    # Narrower than any word: as it is.
    best, gone = min(found, key=_cost, default=([tables], []))
    if best == [tables]:
        return (slide,)
    if gone:
        slide = replace(slide, notes=said(slide.notes, not_shown(gone)))
    pages: list[tuple[Block, ...]] = [(*own, *others) for own in best]
    return continued(slide, pages)


def _cost(found: _Found) -> tuple[int, int]:
    """Few slides first, then few columns left out."""
    pages, gone = found
    return len(pages), len(gone)


def _with_less(tables: Sequence[Table]) -> tuple[list[Table], list[str]]:
    """The tables without their optional columns."""
    pairs = [narrowed(one, lambda table: True) for one in tables]
    return [table for table, _ in pairs], [name for _, names in pairs for name in names]


def _packed(
    page: Page, tables: Sequence[Table], across: int, *, whole_names: bool
) -> Iterator[list[Table]]:
    """The tables over as many slides as it takes; a section stays together where it can."""
    room = room_of(page, keyed=True)

    def fit(some: Sequence[Table]) -> bool:
        return fits(page, some, across, whole_names=whole_names, room=room)

    parts = [
        replace(part, key=f"{table.key}/{number}") if number > 1 else part
        for table in tables
        for number, part in enumerate(evenly(table, lambda one: fit([one])), start=1)
    ]
    waiting: list[Table] = []
    for start in range(0, len(parts), across):
        line = parts[start : start + across]
        if waiting and not fit([*waiting, *line]):
            yield waiting
            waiting = []
        waiting += line
    if waiting:
        yield waiting
