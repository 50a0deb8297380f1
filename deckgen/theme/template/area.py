"""Where a layout leaves room for content: obstacles, the free rectangle, the designer's own area.

Obstacles are what is seen (static shapes of layout and master, edges inside background pictures)
and the placeholders for title, footer, date and number. Not obstacles: what paints nothing, frames
that content goes into, panels under the body placeholder, prompts, and all that covers nearly the
whole slide, which is background.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deckgen.theme.box import SHORTER_SIDE
from deckgen.theme.template.fills import Gradient, NoFill, Picture, Solid
from deckgen.theme.template.raster import Backdrop
from deckgen.theme.template.reading import CONTENT, FURNITURE, Layout
from deckgen.theme.template.rect import Rect, around_all
from deckgen.theme.template.shapes import Kind, Placeholder, Static

COLUMNS = 96  # of the grid on which free rectangles are searched
MARGIN = 0.035  # of the shorter side, where a layout says nothing about margins
_BACKGROUND = 0.8  # a shape of that share of the slide is background
_FRAME = 0.25  # an outline of that share is a frame to go into
_GAP = 0.012  # kept free around obstacles, of the shorter side
_WIDE = 0.7  # of the width: a body as wide says where the margins are
HEADLINE_WIDTH = 0.45  # of the slide's: a narrower title is a caption
_ORPHAN = 4294967295  # the idx of a placeholder that belongs to nothing
_EDGE = 1.35  # a contrast inside a background picture that reads as a line
_STRONG = 2.0  # one that no text crosses
_BUSY = 0.35  # of a picture's cells with edges: then it is busy all over, and no map of obstacles
_PHOTOGRAPH = (0.45, 0.30)  # less room than that beside its edges: a picture is a photograph
_SMALL_BODY = 0.12  # of the height: a body placeholder lower than that is a subtitle or a caption
_PREFER_WIDE = 1.35  # the exponent of a rectangle's width where its height has 1
USABLE = (0.60, 0.45)  # of width and height
_FOOT_TAKEN, _FOOT_KEPT = 0.49, 0.81  # inches of a source in a body, and of one under it


@dataclass(frozen=True, slots=True)
class Area:
    """What a layout leaves free.

    ``content`` is the rectangle to build in, ``None`` if there is none worth the name; ``source``
    says where it comes from. ``designed`` is the union of the layout's own content placeholders,
    which ``body`` lists.
    """

    content: Rect | None
    source: str
    designed: Rect | None
    obstacles: tuple[Rect, ...]
    body: tuple[Placeholder, ...]

    def share(self, page: Rect) -> tuple[float, float]:
        """Width and height of the content as shares of the slide's."""
        if self.content is None:
            return 0.0, 0.0
        return self.content.width / page.width, self.content.height / page.height

    def is_usable(self, page: Rect) -> bool:
        """Whether a slide can be built in it."""
        width, height = self.share(page)
        return width >= USABLE[0] and height >= USABLE[1]


def find_area(layout: Layout, page: Rect, backdrop: Backdrop) -> Area:
    """The room for content on a layout.

    Edges in a background picture are art to keep clear of, unless they leave no room at all: then
    the picture is a photograph, and content stands on it, with a panel behind.
    """
    edges = _edges(layout, page, backdrop)
    area = _area(layout, page, edges)
    width, height = area.share(page)
    if edges and (width < _PHOTOGRAPH[0] or height < _PHOTOGRAPH[1]):
        return _area(layout, page, ())
    return area


def _area(layout: Layout, page: Rect, edges: Sequence[Rect]) -> Area:
    body = content_placeholders(layout, page)
    designed = around_all(
        visible for one in body if one.rect is not None and (visible := one.rect.cut(page))
    )
    short = min(page.width, page.height)
    obstacles = (*static_obstacles(layout, page, designed), *edges)
    kept = [one.grown(short * _GAP) for one in obstacles]
    kept += [one.rect for one in layout.of_type(*FURNITURE) if one.rect is not None]
    kept += _headers(layout, page, body)
    region = _region(layout, page, designed)
    title = layout.title
    if title is not None and title.rect is not None:
        below = title.rect.bottom + short * _GAP
        if heads_slide(layout, page):
            kept.append(title.rect.grown(short * _GAP))
            region = Rect(region.left, max(region.top, below), region.right, region.bottom)
        elif not title.upright:  # its strip stays empty; a title of another kind moves away
            kept.append(title.rect)
    content, source = None, "no free rectangle"
    if designed is not None and region.cut(designed) is not None:
        content = largest_free(region.cut(designed) or designed, kept, page)
        source = "the layout's own body area"
    free = largest_free(region, kept, page)
    if free is not None and (content is None or not _enough(content, page, free)):
        content, source = free, "the largest free rectangle inside the margins"
    elif content is not None and not layout.of_type("ftr"):
        content = _with_foot(content, kept, page)
    return Area(content, source, designed, obstacles, tuple(body))


def _with_foot(content: Rect, kept: Sequence[Rect], page: Rect) -> Rect:
    """A body area of a layout without a footer, with what a source would take of it: that stands
    below, at the slide's foot, and the body goes on as far as nothing is in the way."""
    inch = min(page.width, page.height) / SHORTER_SIDE
    lowest = min(content.bottom + _FOOT_TAKEN * inch, page.bottom - _FOOT_KEPT * inch)
    tops = (
        one.top
        for one in kept
        if one.top >= content.bottom and one.left < content.right and one.right > content.left
    )
    bottom = min((lowest, *tops))
    return Rect(content.left, content.top, content.right, max(content.bottom, bottom))


def heads_slide(layout: Layout, page: Rect) -> bool:
    """Whether the title stands where a headline belongs: upright, wide, across the top."""
    title = layout.title
    visible = title.rect.cut(page) if title is not None and title.rect is not None else None
    return (
        title is not None
        and visible is not None
        and title.upright
        and visible.width >= HEADLINE_WIDTH * page.width
        and visible.top <= 0.3 * page.height
        and visible.bottom <= 0.45 * page.height
    )


def _enough(designed: Rect, page: Rect, free: Rect) -> bool:
    """Whether the designer's area is taken although more is free."""
    usable = designed.width / page.width >= USABLE[0] and designed.height / page.height >= USABLE[1]
    return designed.area >= (0.75 if usable else 0.9) * free.area


def content_placeholders(layout: Layout, page: Rect) -> list[Placeholder]:
    """The placeholders that are meant for content, large enough and on the slide."""
    return [
        one
        for one in layout.of_type(*CONTENT)
        if one.idx != _ORPHAN
        and one.rect is not None
        and (visible := one.rect.cut(page)) is not None
        and visible.height >= _SMALL_BODY * page.height
        and visible.area >= 0.5 * one.rect.area
    ]


def small_placeholders(layout: Layout, page: Rect) -> list[Placeholder]:
    """Further texts that the layout asks for: headings, captions, list items."""
    large = content_placeholders(layout, page)
    return [one for one in layout.of_type("body", "obj") if one not in large]


def _headers(layout: Layout, page: Rect, body: Sequence[Placeholder]) -> list[Rect]:
    """Subtitles right under a title: their place belongs to the head of the slide."""
    title = layout.title
    if title is None or title.rect is None:
        return []
    return [
        one.rect
        for one in layout.of_type("subTitle", "body")
        if one not in body
        and one.rect is not None
        and one.rect.top < page.height * 0.3
        and one.rect.height < page.height * _SMALL_BODY
        and one.rect.width > page.width * 0.3
    ]


def static_obstacles(layout: Layout, page: Rect, designed: Rect | None) -> tuple[Rect, ...]:
    """The visible static shapes that content must not cover, cut to the slide."""
    found = []
    for static in layout.statics:
        visible = static.rect.cut(page) or _thin(static.rect, page)
        if visible is not None and _blocks(static, visible, page, designed, layout):
            found.append(visible)
    return tuple(found)


def _thin(rect: Rect, page: Rect) -> Rect | None:
    """A line without thickness, made a little thick."""
    return rect.grown(page.height * 0.002).cut(page)


def _blocks(
    static: Static, visible: Rect, page: Rect, designed: Rect | None, layout: Layout
) -> bool:
    share = visible.area / page.area
    if share > _BACKGROUND:
        return False
    framed = isinstance(static.fill, NoFill) and static.line is not None
    if framed and share > _FRAME:
        return False
    if static.kind is Kind.TEXT and (share > _FRAME or is_prompt(static, layout)):
        return False
    holds_body = designed is not None and visible.shared(designed) >= 0.9 * designed.area
    plain = isinstance(static.fill, Solid | Gradient) and static.kind is Kind.SHAPE
    return not (holds_body and (plain or static.kind is Kind.TEXT))


def is_prompt(static: Static, layout: Layout) -> bool:
    """Whether a text is a placeholder's prompt that has lost its placeholder: it says the same."""
    if static.kind is not Kind.TEXT or not static.text:
        return False
    prompts = {_text_of(one) for one in layout.placeholders if one.type not in FURNITURE}
    return any(len(one) > 8 and static.text.startswith(one[:24]) for one in prompts)


def _text_of(holder: Placeholder) -> str:
    words = (one.text or "" for one in holder.element.iter("{*}t"))
    return " ".join(word.strip() for word in words if word.strip())


def _region(layout: Layout, page: Rect, designed: Rect | None) -> Rect:
    """The slide without margins: those that title and body keep, else a common one."""
    edge = MARGIN * min(page.width, page.height)
    inner = Rect(edge, edge, page.width - edge, page.height - edge)
    evidence = designed or layout.master.body
    title = layout.title
    title_rect = title.rect.cut(page) if title is not None and title.rect is not None else None
    evidence = evidence.cut(page) if evidence else None
    for other in (layout.master.body, title_rect):
        visible = other.cut(page) if other is not None else None
        if visible is not None and (evidence is None or evidence.width < _WIDE * page.width):
            evidence = visible.around(evidence) if evidence else visible
    if evidence is None or evidence.width < 0.5 * page.width:
        return inner
    left, right = max(inner.left, evidence.left), min(inner.right, evidence.right)
    return Rect(left, inner.top, right, inner.bottom)


def strong_art(layout: Layout, page: Rect, backdrop: Backdrop) -> tuple[Rect, ...]:
    """The art that no text crosses: texts, and edges of strong contrast in what is painted. Faint
    circles and soft lights are not among it."""
    rows = max(1, round(COLUMNS * page.height / page.width))
    cells = backdrop.edges(COLUMNS, rows, _STRONG)
    texts = (one for one in layout.statics if one.kind is Kind.TEXT and not is_prompt(one, layout))
    return (
        *(visible for one in texts if (visible := one.rect.cut(page)) is not None),
        *_cells(cells, page, rows),
    )


def _edges(layout: Layout, page: Rect, backdrop: Backdrop) -> tuple[Rect, ...]:
    """Cells of a background picture through which a visible edge runs; none if it is busy all over.

    Only where a picture is the background: drawn shapes are known as they are.
    """
    pictured = isinstance(layout.background, Picture) or any(
        isinstance(one.fill, Picture)
        and (visible := one.rect.cut(page)) is not None
        and visible.area > _BACKGROUND * page.area
        for one in layout.statics
    )
    if not pictured:
        return ()
    rows = max(1, round(COLUMNS * page.height / page.width))
    cells = backdrop.edges(COLUMNS, rows, _EDGE)
    return () if len(cells) > _BUSY * rows * COLUMNS else _cells(cells, page, rows)


def _cells(cells: Sequence[tuple[int, int]], page: Rect, rows: int) -> tuple[Rect, ...]:
    across, down = page.width / COLUMNS, page.height / rows
    return tuple(
        Rect(column * across, row * down, (column + 1) * across, (row + 1) * down)
        for column, row in cells
    )


def largest_free(region: Rect, obstacles: Iterable[Rect], page: Rect) -> Rect | None:
    """The largest upright rectangle in a region that touches no obstacle, wide ones preferred.

    Searched on a grid of the region's own, so that its edges are exact; ``None`` if all is taken.
    """
    step = page.width / COLUMNS
    columns = max(1, int(region.width / step))
    rows = max(1, int(region.height / step))
    across, down = region.width / columns, region.height / rows
    taken = [[False] * columns for _ in range(rows)]
    for obstacle in obstacles:
        common = obstacle.cut(region)
        if common is None:
            continue
        first_column = int((common.left - region.left) / across)
        last_column = min(columns, -int(-(common.right - region.left) // across))
        first_row = int((common.top - region.top) / down)
        last_row = min(rows, -int(-(common.bottom - region.top) // down))
        for row in range(first_row, last_row):
            taken[row][first_column:last_column] = [True] * (last_column - first_column)
    best = _largest_empty(taken, columns)
    if best is None:
        return None
    left, top, right, bottom = best
    return Rect(
        region.left + left * across,
        region.top + top * down,
        region.left + right * across,
        region.top + bottom * down,
    )


def _largest_empty(taken: Sequence[Sequence[bool]], columns: int) -> tuple[int, ...] | None:
    """The largest rectangle of free cells: for each row, the largest under its skyline."""
    heights = [0] * columns
    best, most = None, 0.0
    for row, cells in enumerate(taken):
        heights = [0 if cell else height + 1 for cell, height in zip(cells, heights, strict=True)]
        stack: list[int] = []
        for column in range(columns + 1):
            height = heights[column] if column < columns else 0
            while stack and heights[stack[-1]] >= height:
                tall = heights[stack.pop()]
                left = stack[-1] + 1 if stack else 0
                worth = tall * (column - left) ** _PREFER_WIDE
                if worth > most:
                    most = worth
                    best = (left, row + 1 - tall, column, row + 1)
            stack.append(column)
    return best
