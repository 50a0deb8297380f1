"""Named arrangements: where number panel, exhibits and narrative stand in any rectangle.

Type sizes are fixed, so a smaller rectangle gets another arrangement, never smaller type:

======================= ==========================================================================
``beside``              panel, exhibits beside each other, narrative under them: a wide slide
``below``               the breakdown below the trend instead of beside it: a narrow one
``narrative aside``     the narrative as a column at the right: a short one
``panel over``          the first exhibit beside the panel, the others under both: a tall one
``one column``          everything one below the other: a column
``panel as strip``      the panel low and as wide as the rectangle, the rest under it: a low one
                        that is not wide enough for exhibits beside the panel
``narrative alone``     without exhibits: the narrative beside the panel, or from the top
======================= ==========================================================================

Of those that hold everything, the one is taken that gives the exhibits the most room in the shape
that they are read in, and leaves least of the rectangle empty; a lower panel, which says less, and
one that is no longer at the left have to be worth it. Among equals it is the first.

Where none holds all, the last exhibits are left out, one by one, and then the narrative:
:mod:`deckgen.render.pages` puts them on a slide that continues this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from deckgen.render.stacks import BAND_GAP, Stack, side_by_side, stacked, stacked_height
from deckgen.theme.box import GUTTER, Box

PANEL_WIDTH = 2.93325  # three of twelve columns of a wide slide
_LEAST_PANEL, _WIDEST_PANEL, _ASIDE_SHARE = 2.75, 3.6, 0.24
_TALLEST_PANEL, _TALLEST_COLUMN, _WHOLE_PANEL = 4.2, 5.2, 3.54
_LEAST_CELL = 2.2
_ROOMY = 2.25  # inches of several exhibits under a strip
STRIP = "panel as strip"
_CELL_GAP = 0.10
# Of an exhibit: how many times as wide as high more width says something, and the inches up to
# which more height does.
_WIDEST_SHAPE, _TALLEST_SHAPE = 2.2, 3.6
_PANEL_STEP = 0.04  # of an arrangement's worth, that each step of a lower panel costs
_PLACES = 3  # to which worths are equal
_AWAY = 0.75  # of it, where panel or narrative do not stand where the design's page has them


@dataclass(frozen=True, slots=True)
class Strip:
    """What a number panel needs as a low strip: its height, and the least width."""

    height: float
    width: float


@dataclass(frozen=True, slots=True)
class Wants:
    """What a slide has to place. ``panel`` are the heights that its numbers can be set in, the
    preferred one first, none without numbers, and ``strip`` what they need beside each other;
    ``cells`` the cells of its narrative, and ``cell_height`` what one needs in a width, or, where
    the slide has no room for that, ``least_cell_height``. It ``keeps_shares`` where the layout has
    places of its own, which stand on a grid of columns."""

    panel: tuple[float, ...] = ()
    stacks: tuple[Stack, ...] = ()
    cells: int = 0
    cell_height: Callable[[float], float] = lambda width: 1.22
    least_cell_height: Callable[[float], float] | None = None
    spare: float = 0.0  # of a cell's height, that can be done without
    strip: Strip | None = None
    keeps_shares: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where things stand. ``stacks`` has fewer boxes than were wanted if there is no room for all
    of them, ``cells`` none if there is none for the narrative; ``fits`` says whether those that
    there are have the room they need."""

    name: str
    panel: Box | None
    stacks: tuple[Box, ...] = ()
    cells: tuple[Box, ...] = ()
    fits: bool = True


Way = Callable[[Box, Wants, float], Arrangement | None]


def arrangement(content: Box, wants: Wants) -> Arrangement:
    """The best arrangement that has room for everything in a rectangle."""
    for fewer in _fewer(wants):
        found = list(_ways(content, fewer))
        if found:
            best, _ = max(found, key=lambda one: round(one[1], _PLACES))
            return best
    if wants.panel:
        return Arrangement("panel only", content, fits=False)
    alone = (content,) if wants.stacks else ()
    return Arrangement("exhibit only", None, alone, fits=not wants.stacks)


def _ways(content: Box, wants: Wants) -> Iterator[tuple[Arrangement, float]]:
    """The arrangements that hold everything, and what each is worth."""
    heights = wants.panel or (0.0,)
    for step, height in enumerate(heights):
        for way in (_told, _told_under_strip, _beside, _below, _aside, _over, _column):
            found = way(content, wants, height)
            if found is not None:
                away = _AWAY if way is _aside else 1.0
                yield found, _worth(found, content, wants.stacks) * away * (1 - _PANEL_STEP * step)
    strip = _under_strip(content, wants)
    if strip is not None:
        yield strip, _worth(strip, content, wants.stacks) * _AWAY


def _worth(found: Arrangement, content: Box, stacks: Sequence[Stack]) -> float:
    """The square inches in which exhibits are read, less what stays empty below the panel."""
    room = sum(
        min(box.w, box.h * _WIDEST_SHAPE) * min(box.h, _TALLEST_SHAPE, stack.most)
        for box, stack in zip(found.stacks, stacks, strict=True)
    )
    return room - _below_panel(found, content)


def _below_panel(found: Arrangement, content: Box) -> float:
    """The square inches below the panel that nothing stands in."""
    if found.panel is None or not found.stacks:
        return 0.0
    under = Box(
        found.panel.x, found.panel.bottom, found.panel.w, content.bottom - found.panel.bottom
    )
    if under.h <= 0:
        return 0.0
    met = (under.overlap(box) for box in (*found.stacks, *found.cells))
    return under.area - sum(one.area for one in met if one is not None)


def _fewer(wants: Wants) -> Iterator[Wants]:
    """All of it, also with tight cells, then without the last exhibits, then without the cells."""

    def tight(width: float) -> float:
        return wants.cell_height(width) - wants.spare

    def least(width: float) -> float:
        return (wants.least_cell_height or wants.cell_height)(width) - wants.spare

    heights = (tight, least) if wants.least_cell_height else (tight,)
    yield wants
    for cells in dict.fromkeys((wants.cells, 0)):
        for count in range(len(wants.stacks), -1, -1):
            if count or wants.panel:
                stacks = wants.stacks[:count]
                for height in heights if cells else (tight,):
                    yield replace(wants, stacks=stacks, cells=cells, cell_height=height)


def _beside(content: Box, wants: Wants, height: float) -> Arrangement | None:
    def place(rest: Box, stacks: Sequence[Stack]) -> tuple[Box, ...] | None:
        return side_by_side(rest, stacks, keeps_shares=wants.keeps_shares)

    return _rows("beside", content, wants, height, place)


def _told(content: Box, wants: Wants, height: float) -> Arrangement | None:
    """A narrative without exhibits: beside the panel, one cell below the other, or from the top."""
    if wants.stacks or not wants.cells:
        return None
    parted = _panel_at_left(content, wants, height)
    if parted is None:
        return None
    panel, rest = parted
    if panel is None:
        _, cells = _strip(content, wants)
        up = content.y - cells[0].y if cells else 0.0
        cells = tuple(replace(cell, y=cell.y + up) for cell in cells)
        if cells and cells[0].bottom <= content.bottom:
            return Arrangement("narrative alone", None, (), cells)
    each = wants.cell_height(rest.w)
    whole = each * wants.cells + _CELL_GAP * (wants.cells - 1)
    below = _cells_in_column(rest.row(0, min(whole, rest.h)), wants)
    return Arrangement("narrative alone", panel, (), below) if below else None


def _told_under_strip(content: Box, wants: Wants, height: float) -> Arrangement | None:
    """A narrative without exhibits, where it has no room beside the panel."""
    strip = wants.strip
    if wants.stacks or not wants.cells or strip is None or content.w < strip.width:
        return None
    _, cells = _strip(content, wants)
    if not cells or strip.height + BAND_GAP + cells[0].h > content.h:
        return None
    y = content.y + strip.height + BAND_GAP
    under = tuple(replace(cell, y=y) for cell in cells)
    return Arrangement(STRIP, content.row(0, strip.height), (), under)


def _below(content: Box, wants: Wants, height: float) -> Arrangement | None:
    if len(wants.stacks) == 1:
        return None
    return _rows("below", content, wants, height, stacked)


def _rows(
    name: str,
    content: Box,
    wants: Wants,
    height: float,
    place: Callable[[Box, Sequence[Stack]], tuple[Box, ...] | None],
) -> Arrangement | None:
    body, cells = _strip(content, wants)
    parted = _panel_at_left(body, wants, height)
    if parted is None or (wants.cells and not cells):
        return None
    stacks = place(parted[1], wants.stacks)
    return None if stacks is None else Arrangement(name, parted[0], stacks, cells)


def _aside(content: Box, wants: Wants, height: float) -> Arrangement | None:
    width = max(_LEAST_CELL, min(PANEL_WIDTH, content.w * _ASIDE_SHARE))
    body = Box(content.x, content.y, content.w - width - GUTTER, content.h)
    column = Box(body.right + GUTTER, content.y, width, content.h)
    cells = _cells_in_column(column, wants)
    parted = _panel_at_left(body, wants, height)
    if not cells or parted is None:
        return None
    panel, rest = parted
    if panel is not None and body.h <= _TALLEST_COLUMN:  # as high as the column at its other side
        panel = replace(panel, h=body.h)
    stacks = side_by_side(rest, wants.stacks, keeps_shares=wants.keeps_shares)
    stacks = stacked(rest, wants.stacks) if stacks is None else stacks
    return None if stacks is None else Arrangement("narrative aside", panel, stacks, cells)


def _over(content: Box, wants: Wants, height: float) -> Arrangement | None:
    if not wants.panel or len(wants.stacks) < 2:
        return None
    body, cells = _strip_or_column(content, wants)
    first, others = wants.stacks[0], wants.stacks[1:]
    upper = max(height, first.height)
    lower = stacked_height(others)
    spare = body.h - upper - lower - BAND_GAP
    if spare < 0 or (wants.cells and not cells):
        return None
    row = body.row(0, upper + spare / 2)
    parted = _panel_at_left(row, wants, height)
    if parted is None:
        return None
    panel, rest = parted
    beside = side_by_side(rest, (first,), keeps_shares=wants.keeps_shares)
    under = body.row(row.h + BAND_GAP, body.h - row.h - BAND_GAP)
    stacks = side_by_side(under, others, keeps_shares=wants.keeps_shares)
    stacks = stacked(under, others) if stacks is None else stacks
    if beside is None or stacks is None:
        return None
    return Arrangement("panel over", panel, (*beside, *stacks), cells)


def _column(content: Box, wants: Wants, height: float) -> Arrangement | None:
    body, cells = _strip_or_column(content, wants)
    if body.h < height or (wants.cells and not cells):
        return None
    panel, rest = None, body
    if wants.panel:
        if body.w < _LEAST_PANEL or _takes_strip(content, wants):
            return None
        tall = height if wants.stacks else max(height, min(body.h, _WHOLE_PANEL))
        panel = Box(body.x, body.y, body.w, tall)
        rest = body.row(height + BAND_GAP, body.h - height - BAND_GAP)
    stacks = stacked(rest, wants.stacks)
    return None if stacks is None else Arrangement("one column", panel, stacks, cells)


def _takes_strip(content: Box, wants: Wants) -> bool:
    """Whether exhibits would rather stand under a strip than under a panel as wide as they are."""
    return wants.strip is not None and bool(wants.stacks) and content.w >= wants.strip.width


def _under_strip(content: Box, wants: Wants) -> Arrangement | None:
    if wants.strip is None or not _takes_strip(content, wants):
        return None
    body, cells = _strip_or_column(content, wants)
    rest = body.row(wants.strip.height + BAND_GAP, body.h - wants.strip.height - BAND_GAP)
    if rest.h <= 0 or (wants.cells and not cells):
        return None
    if len(wants.stacks) > 1 and rest.h < _ROOMY:  # better each on a slide with more room for it
        return None
    stacks = side_by_side(rest, wants.stacks, keeps_shares=wants.keeps_shares)
    stacks = stacked(rest, wants.stacks) if stacks is None else stacks
    panel = body.row(0, wants.strip.height)
    return None if stacks is None else Arrangement(STRIP, panel, stacks, cells)


def _panel_at_left(body: Box, wants: Wants, height: float) -> tuple[Box | None, Box] | None:
    """The panel and what is left beside it; ``None`` without room for it. A much taller band than a
    panel needs stays open."""
    if body.h < height or body.w < (_LEAST_PANEL if wants.panel else 0):
        return None
    if not wants.panel:
        return None, body
    width = PANEL_WIDTH if body.w >= 2 * PANEL_WIDTH + GUTTER else _LEAST_PANEL
    if not wants.stacks:
        width = min(body.w, _WIDEST_PANEL)
    tall = body.h if body.h <= _TALLEST_PANEL else max(height, _WHOLE_PANEL)
    panel = Box(body.x, body.y, width, tall)
    return panel, body.inset(width + GUTTER)


def _strip(content: Box, wants: Wants) -> tuple[Box, tuple[Box, ...]]:
    """The content above the narrative, and its cells side by side at the lower edge; no cells if
    they would be too narrow."""
    if not wants.cells:
        return content, ()
    width = (content.w + GUTTER) / wants.cells - GUTTER
    if width < _LEAST_CELL:
        return content, ()
    height = wants.cell_height(width)
    body = Box(content.x, content.y, content.w, content.h - height - BAND_GAP)
    y = content.bottom - height
    cells = tuple(
        Box(content.x + index * (width + GUTTER), y, width, height) for index in range(wants.cells)
    )
    return body, cells


def _strip_or_column(content: Box, wants: Wants) -> tuple[Box, tuple[Box, ...]]:
    """As :func:`_strip`, but the cells one below the other where they would be too narrow."""
    body, cells = _strip(content, wants)
    if cells or not wants.cells:
        return body, cells
    height = wants.cell_height(content.w)
    whole = height * wants.cells + _CELL_GAP * (wants.cells - 1)
    stacked = _cells_in_column(content.row(content.h - whole, whole), wants)
    body = Box(content.x, content.y, content.w, content.h - whole - BAND_GAP)
    return (body, stacked) if stacked and body.h > 0 else (content, ())


def _cells_in_column(column: Box, wants: Wants) -> tuple[Box, ...] | None:
    if not wants.cells:
        return ()
    height = (column.h + _CELL_GAP) / wants.cells - _CELL_GAP
    if height + 1e-6 < wants.cell_height(column.w) or column.w < _LEAST_CELL:
        return None
    return tuple(column.row(index * (height + _CELL_GAP), height) for index in range(wants.cells))
