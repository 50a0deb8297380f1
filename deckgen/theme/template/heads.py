"""Where the parts of a cover or a divider stand beside its title: period, sentence, agenda.

``inch`` is the length of an inch down the page, in the template's own units.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.theme.template.area import largest_free
from deckgen.theme.template.choosing import Candidate
from deckgen.theme.template.rect import Rect
from deckgen.theme.template.shapes import Placeholder
from deckgen.theme.template.xml import child, whole

_LINE = 0.42  # inches: a text's least height, insets included
_TWO_LINES, _TALL = 0.85, 1.4  # inches of a sentence or a period; times that
_BESIDE_ART = 0.12  # inches
_ORPHAN = 4294967295  # the idx of a placeholder that belongs to nothing


def calm_line(one: Candidate, title: Rect, inch: float) -> Rect:
    """A line of text under the title, lower where an edge of the background runs through it."""
    height, step = 0.6 * inch, 0.1 * inch
    lines = [
        Rect(title.left, top, title.right, top + height)
        for top in (title.bottom + step * count for count in range(8))
        if top + height <= one.page.height
    ]
    first = Rect(title.left, title.bottom, title.right, title.bottom + height)
    calm = (line for line in lines if one.backdrop.region(line).spread <= 1.25)
    return next(calm, first)


def subtitle(candidate: Candidate, title: Rect, inch: float) -> Placeholder | None:
    """The text that the layout asks for beside the title: its subtitle, else its first text;
    only where it does not lie over the title and is high enough for a line."""
    page = candidate.page
    return next(
        (
            one
            for kind in ("subTitle", "body")
            for one in candidate.layout.of_type(kind)
            if one.upright
            and one.rect is not None
            and one.idx < _ORPHAN
            and (visible := one.rect.cut(page)) is not None
            and visible.area > 0.9 * one.rect.area
            and visible.width > 0.25 * page.width
            and visible.height > _LINE * inch
            and visible.shared(title) < 0.02 * visible.area
        ),
        None,
    )


def insets_of(holder: Placeholder) -> tuple[int, int, int, int]:
    """What a placeholder keeps around its text, in EMU: left, top, right, bottom."""
    body = child(holder.element, "p:txBody/a:bodyPr")
    sides = (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720))
    left, top, right, bottom = (whole(body, name, usual) or 0 for name, usual in sides)
    return left, top, right, bottom


def top_of(holder: Placeholder, rect: Rect, inch: float) -> Rect:
    """The part of a subtitle's place that its text takes: the rest of a tall one is free, where the
    text stands at its top."""
    height = _TWO_LINES * inch
    if holder.anchor != "t" or rect.height < _TALL * height:
        return rect
    return Rect(rect.left, rect.top, rect.right, rect.top + height)


def free_room(
    candidate: Candidate, taken: list[Rect], inch: float, obstacles: Sequence[Rect] | None = None
) -> Rect | None:
    """The largest free rectangle under title and subtitle, else above them; clear of the layout's
    art, or of the ``obstacles`` given."""
    page = candidate.page
    edge = 0.045 * min(page.width, page.height)
    furniture = [one.rect for one in candidate.layout.of_type("dt", "ftr", "sldNum")]
    # Facts do not stand against a logo.
    known = candidate.area.obstacles if obstacles is None else obstacles
    art = [one.grown(_BESIDE_ART * inch) for one in known]
    kept = [*art, *taken, *(one for one in furniture if one is not None)]
    left = max(edge, min(one.left for one in taken))
    right = min(page.width - edge, max(max(one.right for one in taken), page.width - left))
    below = max(one.bottom for one in taken) + 0.15 * inch
    above = min(one.top for one in taken) - 0.15 * inch
    regions = [
        Rect(left, top, right, bottom)
        for top, bottom in ((below, page.height - edge), (edge, above))
        if bottom - top > 0.3 * inch
    ]
    found = (largest_free(one, kept, page) for one in regions)
    usable = (
        one
        for one in found
        if one is not None and one.width > 0.4 * page.width and one.height > 0.1 * page.height
    )
    return next(usable, None)
