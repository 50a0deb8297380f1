"""Which layout serves which kind of slide: a search over structure and geometry, with reasons.

Names and indexes decide nothing: half of all templates have no layout called "Title Only", a third
of all layouts no type. What counts, in this order: a title across the top, a usable free rectangle
under it, few prompts left over, the type if there is one, a calm background, what the sample slides
use, and last a hint in the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from deckgen.theme.contrast import TEXT, worst_contrast
from deckgen.theme.template.area import (
    HEADLINE_WIDTH,
    USABLE,
    Area,
    content_placeholders,
    find_area,
    heads_slide,
    small_placeholders,
    strong_art,
)
from deckgen.theme.template.fills import Fill, Gradient, Picture
from deckgen.theme.template.names import hints
from deckgen.theme.template.raster import Backdrop, Painter, Region
from deckgen.theme.template.reading import FURNITURE, Layout, Template
from deckgen.theme.template.rect import Rect
from deckgen.theme.template.shapes import Kind

VETOES = ("title", "secHead", "vertTx", "vertTitleAndTx", "blank")
_TYPES = {"titleOnly": 8, "obj": 6, "tx": 4, "twoObj": 2}
HEADLINE_SHARE = 0.14  # of the height: what a headline above the content takes of it
_BUSY = 1.9  # contrast between both ends of a region from which no single text colour is sure


class Role(StrEnum):
    """What a deck needs layouts for."""

    TITLE = "title"
    SECTION = "section"
    METRIC = "metric"
    SCORECARD = "scorecard"
    TABLE = "table"


CONTENT_ROLES = (Role.SCORECARD, Role.METRIC, Role.TABLE)
# Width and height that a role can use, as shares of the slide.
_WANTED = {Role.SCORECARD: (0.90, 0.72), Role.METRIC: (0.86, 0.68), Role.TABLE: (0.92, 0.64)}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a layout has so many points more or fewer."""

    points: float
    text: str


@dataclass(frozen=True, slots=True)
class Rating:
    """How well a layout serves a role. ``veto`` says why it cannot; then the points are 0."""

    reasons: tuple[Reason, ...]
    veto: str = ""

    @property
    def points(self) -> float:
        """The sum, not below 0."""
        return 0.0 if self.veto else max(0.0, sum(one.points for one in self.reasons))


class Candidate:
    """A layout with what was measured on it."""

    def __init__(
        self, layout: Layout, template: Template, painter: Painter, branded: bool = False
    ) -> None:
        self.layout = layout
        self.page = template.page
        self._painter = painter
        self._slides = len(template.slides)
        self._branded = branded  # most layouts of its master carry art
        self._several_masters = len(template.masters) > 1

    def with_content(self, rect: Rect) -> Candidate:
        """The same layout with another room for content."""
        other = copy(self)
        vars(other).pop("region", None)
        vars(other)["area"] = replace(self.area, content=rect, source="set in theme.yaml")
        return other

    @cached_property
    def backdrop(self) -> Backdrop:
        """Its painted background."""
        return self._painter.backdrop(self.layout)

    @cached_property
    def area(self) -> Area:
        """Its room for content."""
        return find_area(self.layout, self.page, self.backdrop)

    @cached_property
    def strong_art(self) -> tuple[Rect, ...]:
        """Its art without what is faint, on which a list may stand."""
        return strong_art(self.layout, self.page, self.backdrop)

    @cached_property
    def region(self) -> Region:
        """The colours under its content, or under the whole slide."""
        return self.backdrop.region(self.area.content or self.page)

    @cached_property
    def title_rect(self) -> Rect | None:
        """The visible part of the title's box."""
        title = self.layout.title
        return title.rect.cut(self.page) if title is not None and title.rect is not None else None

    @cached_property
    def ratings(self) -> Mapping[Role, Rating]:
        """Its rating for every role."""
        content = self._content_rating()
        rated = {role: self._with_room(content, role) for role in CONTENT_ROLES}
        return {Role.TITLE: self._title_rating(), Role.SECTION: self._section_rating(), **rated}

    # --- content ----------------------------------------------------------------------------------

    def _content_veto(self) -> str:
        layout, title = self.layout, self.title_rect
        if layout.type in VETOES:
            return f"its type is {layout.type}"
        if layout.title is None or title is None:
            return "no title placeholder on the slide"
        content = self.area.content
        if content is None:
            return "no free rectangle"
        width, height = self.area.share(self.page)
        if width < 0.4 or height < 0.3:
            return f"only {width:.0%} × {height:.0%} of the slide are free"
        return ""

    def _content_rating(self) -> Rating:
        veto = self._content_veto()
        if veto:
            return Rating((), veto)
        return Rating((
            *self._title_place(), *self._prompts(), *self._type(), *self._calm(), *self._evidence(),
        ))  # fmt: skip

    def _with_room(self, rating: Rating, role: Role) -> Rating:
        if rating.veto:
            return rating
        width, height = self.area.share(self.page)
        if not heads_slide(self.layout, self.page):
            height -= HEADLINE_SHARE
        wanted = _WANTED[role]
        room = min(1.0, width / wanted[0]) ** 1.5 * min(1.0, height / wanted[1]) ** 1.5
        text = f"{width:.0%} × {height:.0%} of the slide free ({self.area.source})"
        reasons = [Reason(45 * room, text), *rating.reasons]
        if width < USABLE[0] or height < USABLE[1]:
            reasons.append(Reason(-12, "less room than a slide needs (60% × 45%)"))
        return Rating(tuple(reasons))

    def _title_place(self) -> Iterator[Reason]:
        title = self.title_rect
        assert title is not None  # else there is a veto
        width = title.width / self.page.width
        if heads_slide(self.layout, self.page):
            yield Reason(14 * min(1.0, width / 0.8), f"title across the top, {width:.0%} wide")
            return
        if self.layout.title is not None and not self.layout.title.upright:
            where = "its title is vertical"
        elif width < HEADLINE_WIDTH:
            where = f"its title is only {width:.0%} of the slide wide"
        else:
            where = f"its title starts {title.top / self.page.height:.0%} down the slide"
        yield Reason(-14, f"{where}: the headline moves above the content")

    def _prompts(self) -> Iterator[Reason]:
        body = content_placeholders(self.layout, self.page)
        count = len(body)
        points = {0: 12.0, 1: 10.0, 2: 4.0}.get(count, -2.0 * (count - 2))
        what = "no content placeholder left over" if not count else (
            "one content placeholder" if count == 1 else f"{count} content placeholders"
        )  # fmt: skip
        yield Reason(points, what)
        small = len(small_placeholders(self.layout, self.page))
        if small > 1:
            yield Reason(-1.5 * (small - 1), f"{small} further texts asked for")
        pictures = len(self.layout.of_type("pic", "media", "clipArt"))
        if pictures:
            yield Reason(-6.0 * pictures, "made for pictures")
        vertical = [one for one in body if not one.upright]
        if vertical:
            yield Reason(-15, "its text runs from top to bottom")

    def _type(self) -> Iterator[Reason]:
        kind = self.layout.type
        if kind in _TYPES:
            yield Reason(_TYPES[kind], f"type {kind}")
        elif not kind:
            yield Reason(4, "no type said, judged by its structure")

    def _calm(self) -> Iterator[Reason]:
        region = self.region
        if region.spread <= 1.25:
            yield Reason(10, "calm background")
        elif region.spread <= _BUSY:
            yield Reason(7, "background of similar tones")
        else:
            yield Reason(-4, f"busy background (tones {region.spread:.1f}:1 apart): needs a panel")

    def _evidence(self) -> Iterator[Reason]:
        layout = self.layout
        if layout.uses:
            share = layout.uses / max(1, self._slides)
            slides = f"{layout.uses} of {self._slides} sample slides"
            yield Reason(2 + 4 * share, f"used by {slides}")
        kept = [one.type for one in layout.of_type(*FURNITURE)]
        if "ftr" in kept or "sldNum" in kept:
            yield Reason(2, "has a place for footer or number")
        if self._branded and not _has_art(layout):
            yield Reason(-8, "without the brand's art")
        hinted = hints(layout.name)
        if hinted & {"title_only", "content"}:
            yield Reason(1.5, "so does its name suggest")
        if hinted & {"special", "title", "section"} and "title_only" not in hinted:
            yield Reason(-5, "its name speaks of something else")
        if self._several_masters and layout.master.number == 1:
            yield Reason(3, "on the first master")

    # --- title and section ------------------------------------------------------------------------

    def _title_rating(self) -> Rating:
        veto = self._head_veto()
        if veto:
            return Rating((), veto)
        layout = self.layout
        reasons = list(self._head())
        if layout.type == "title":
            reasons.append(Reason(25, "type title"))
        if any(one.type == "ctrTitle" for one in layout.placeholders):
            reasons.append(Reason(15, "a centred title"))
        if layout.of_type("subTitle"):
            reasons.append(Reason(10, "a subtitle"))
        if layout.opens:
            reasons.append(Reason(18, "the first sample slide uses it"))
        hinted = hints(layout.name)
        if "title" in hinted and "title_only" not in hinted:
            reasons.append(Reason(8, "so does its name suggest"))
        if hinted & {"section", "special"} and "title" not in hinted:
            reasons.append(Reason(-12, "its name speaks of something else"))
        if layout.type == "secHead":
            reasons.append(Reason(-15, "a section header by its type"))
        if layout.number == 1:
            reasons.append(Reason(4, "the first layout"))
        return Rating(tuple(reasons))

    def _section_rating(self) -> Rating:
        veto = self._head_veto()
        if veto:
            return Rating((), veto)
        layout = self.layout
        reasons = list(self._head())
        hinted = hints(layout.name)
        if layout.type == "secHead":
            reasons.append(Reason(25, "type secHead"))
        if "section" in hinted:
            reasons.append(Reason(20, "so does its name suggest"))
        if layout.type == "title":
            reasons.append(Reason(-2, "a title slide by its type"))
        if layout.opens:
            reasons.append(Reason(-4, "the first sample slide uses it"))
        if "special" in hinted:
            reasons.append(Reason(-12, "its name speaks of something else"))
        if self._several_masters and layout.master.number == 1:
            reasons.append(Reason(3, "on the first master"))
        return Rating(tuple(reasons))

    def _head_veto(self) -> str:
        layout, title = self.layout, self.title_rect
        if layout.title is None or title is None:
            return "no title placeholder on the slide"
        if not layout.title.upright or layout.type in ("vertTx", "vertTitleAndTx"):
            return "its title is vertical"
        if title.width < 0.3 * self.page.width:
            return f"its title is only {title.width / self.page.width:.0%} of the slide wide"
        return ""

    def _head(self) -> Iterator[Reason]:
        """What makes a slide of little but a title: where it stands, and that little else does."""
        title = self.title_rect
        assert title is not None
        middle = title.middle[1] / self.page.height
        if 0.2 <= middle <= 0.8:
            yield Reason(12, f"title at {middle:.0%} of the height")
        else:
            yield Reason(-6, "title at the edge, as on a content slide")
        large = [
            one
            for one in content_placeholders(self.layout, self.page)
            if one.rect is not None and one.rect.area > 0.25 * self.page.area
        ]
        if large:
            yield Reason(-10.0 * len(large), "made for content")
        pictures = len(self.layout.of_type("pic", "media", "clipArt"))
        if pictures:
            yield Reason(-5.0 * pictures, "wants a picture")
        title_colours = self.backdrop.region(title)
        if title_colours.spread > _BUSY:
            yield Reason(-4, "its title lies on a busy background")
        if _is_unsure(self.layout.background):
            yield Reason(-50, "its background runs from light to dark around a point, which "
                         "programs draw differently: no colour of text is safe on it")  # fmt: skip


def candidates_of(template: Template) -> tuple[Candidate, ...]:
    """Every layout, to be measured when it is asked."""
    painter = Painter(template.package, template.page)
    art: dict[int, list[bool]] = {}
    for layout in template.layouts:
        if layout.title is not None:
            art.setdefault(layout.master.number, []).append(_has_art(layout))
    branded = {number for number, found in art.items() if 2 * sum(found) > len(found)}
    return tuple(
        Candidate(layout, template, painter, layout.master.number in branded)
        for layout in template.layouts
    )


def _is_unsure(fill: Fill) -> bool:
    """Whether neither black nor white text would do on all of a gradient that runs outwards from a
    point. Where its light ends differs between PowerPoint and LibreOffice by half a slide."""
    if not isinstance(fill, Gradient) or fill.degrees is not None:
        return False
    colours = [tint.hex for _, tint in fill.stops]
    return all(worst_contrast(text, colours) < TEXT for text in ("000000", "FFFFFF"))


def _has_art(layout: Layout) -> bool:
    pictured = isinstance(layout.background, Picture)
    return pictured or any(one.kind is not Kind.TEXT for one in layout.statics)
