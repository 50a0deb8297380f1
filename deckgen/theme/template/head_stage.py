"""Where things stand on a cover and on a divider: the title where the designer put it, period or
sentence in the subtitle's place, facts or the list of metrics in the free room under both, or else
above."""

from __future__ import annotations

from dataclasses import replace

from deckgen.theme.box import EMU_PER_INCH, TRENDS_SIZE, TRENDS_TOP, Box
from deckgen.theme.fonts import LINE_HEIGHT, POINTS_PER_INCH
from deckgen.theme.stage import Slot, Stage
from deckgen.theme.style import Palette
from deckgen.theme.template.area import static_obstacles
from deckgen.theme.template.choosing import Role
from deckgen.theme.template.divider_room import DividerRoom
from deckgen.theme.template.ground import ONE_GROUND, Ground
from deckgen.theme.template.heads import calm_line, free_room, insets_of, subtitle, top_of
from deckgen.theme.template.measures import touch
from deckgen.theme.template.palette import brand_palette
from deckgen.theme.template.raster import Region
from deckgen.theme.template.rect import Rect

_MARGIN = 0.5  # inches that lists and facts keep from the slide's sides
_LONGEST_ROW = 7.5  # inches of a divider's list
_THIN, _LEAST_TITLE, _DESCENT = 0.05, 0.4, 0.12  # inches: a line, a title over it, "g" and "p"
_INSET = 0.15  # inches of a panel behind a divider's list
_MOST, _LEAST_TEXT, _BESIDE_ART = 0.45, 0.25, 0.12  # of a text's width, of the page's; inches
_FACTS = 0.9  # inches of a row of facts
_SMALLEST_TITLE = 28.0  # points


class HeadMaker(Ground):
    """The layout of a cover or a divider becomes a stage."""

    def title_points(self, most: float) -> float:
        """The size of the template's own title, on a page of 7.5 inches, within reason."""
        own = self.layout.title_style.points * EMU_PER_INCH / self.units.down
        return float(round(min(most, max(28.0, own))))

    def head(self, role: Role) -> Stage:
        """The stage of a cover or a divider: the title where the designer put it, the subtitle's
        place for period or sentence, and the free room below, or else above."""
        title = self.layout.title
        rect = self._on_one_ground(self._high_enough(self._over_line(self._title_rect())))
        kind, idx = (title.type, title.idx) if title is not None else ("title", 0)
        second = subtitle(self.one, rect, self.units.down)
        if second is not None and second.rect is not None:
            line, held = top_of(second, second.rect, self.units.down), (second.type, second.idx)
        else:
            line, held = calm_line(self.one, rect, self.units.down), ("", 0)
        line = self._on_one_ground(line)
        if role is Role.SECTION:
            rect, line, free = DividerRoom(self, rect, line, self._line_of_name()).find()
        else:
            free = free_room(self.one, [rect, line], self.units.down)
        nothing = Rect(rect.left, rect.bottom, rect.right, rect.bottom)
        room = self.units.box(free if free is not None else nothing)
        left = self._left_of(room, self._text_of(rect))
        right = min(room.right, self.units.box(self.one.page).w - _MARGIN)
        room = Box(left, room.y, max(0.0, right - left), room.h)
        palette, backing = self.brand.palette, None
        if free is not None:
            region = self.one.backdrop.region(self.rect(room))
            brand = brand_palette(self.layout.scheme, region)
            if brand.backing is not None and role is Role.SECTION:
                # A panel in the slide's own tone: a white one on a dark divider is a hole in it.
                calm = Region(region.typical, region.typical, region.typical)
                brand = brand_palette(self.layout.scheme, calm)
                backing = room, brand.backing or brand.palette.background
                room = Box(
                    room.x + _INSET, room.y + _INSET, room.w - 2 * _INSET, room.h - 2 * _INSET
                )
            elif brand.backing is not None:  # no place for small text
                room = Box(room.x, room.y, room.w, 0)
            palette = brand.palette
        moved = self.one.title_rect is not None and rect != self.one.title_rect
        headline = self.slot(self._text_of(rect), kind, idx, own=palette, moved=moved)
        headline = replace(headline, capitals=self.layout.title_style.capitals)
        trimmed = second is not None and line != second.rect
        text = self._text_of(line, insets_of(second) if second is not None else None)
        under = self.slot(text, *held, own=palette, moved=trimmed)
        slots = {"sentence": under, "agenda": Slot(self._list_in(room))}
        if role is Role.TITLE:
            slots = {"period": under} | self._trends(room, [headline.box, under.box], palette)
        return Stage(
            layout=f"/{self.layout.part}",
            palette=palette,
            headline=headline,
            content=room,
            footer=self.holder("ftr", palette),
            number=self.holder("sldNum", palette),
            slots=slots,
            backing=backing,
        )

    def _list_in(self, room: Box) -> Box:
        """A list in one column, on the side to which the title is set."""
        width = min(room.w, _LONGEST_ROW)
        share = {"ctr": 0.5, "r": 1.0}.get(self.layout.title_style.align, 0.0)
        return Box(room.x + (room.w - width) * share, room.y, width, room.h)

    def _trends(self, room: Box, texts: list[Box], palette: Palette) -> dict[str, Slot]:
        """The place of a cover's trends at the right, if it is free, on one ground, and over the
        facts."""
        width, height = TRENDS_SIZE
        right = min(room.right, self.units.box(self.one.page).w - _MARGIN)
        place = Box(right - width, TRENDS_TOP, width, height)
        facts = Box(room.x, room.bottom - _FACTS, room.w, _FACTS)
        rect = self.rect(place)
        usable = (
            place.x >= _MARGIN
            and not any(touch(place, one) for one in (*texts, facts))
            and self.is_free(place)
            and self.one.backdrop.region(rect).spread <= ONE_GROUND
        )
        return {"trends": self.slot(place, "", 0, own=palette)} if usable else {}

    def _over_line(self, title: Rect) -> Rect:
        """A title at the top of a box through which a line of the layout runs: over that line."""
        inch = self.units.down
        across = [
            one.top
            for one in self.one.area.obstacles
            if one.height < _THIN * inch
            and title.top + _LEAST_TITLE * inch < one.top < title.bottom - _DESCENT * inch
            and min(one.right, title.right) - max(one.left, title.left) > title.width / 2
        ]
        if self.layout.title_style.anchor != "t" or not across:
            return title
        return Rect(title.left, title.top, title.right, min(across) + _DESCENT * inch)

    def _high_enough(self, title: Rect) -> Rect:
        """A title's box that its insets leave no line of, made higher, as it is anchored."""
        style = self.layout.title_style
        need = _SMALLEST_TITLE * LINE_HEIGHT / POINTS_PER_INCH * self.units.down
        lacking = need + style.insets[1] + style.insets[3] - title.height
        if lacking <= 0:
            return title
        over = lacking * {"t": 0.0, "b": 1.0}.get(style.anchor, 0.5)
        higher = Rect(title.left, title.top - over, title.right, title.bottom + lacking - over)
        return higher.cut(self.one.page) or title

    def _on_one_ground(self, rect: Rect) -> Rect:
        """A text's place, or the part of it that is on one ground where art of another tone reaches
        into it: no colour is read on both, and no sentence should run from one into the other."""
        if self.one.backdrop.region(rect).spread <= ONE_GROUND:
            return rect
        parts = [
            Rect(left, rect.top, right, rect.bottom)
            for art in self.one.area.obstacles
            if art.cut(rect) is not None
            for left, right in (
                (rect.left, min(rect.right, art.left - self.units.across * _BESIDE_ART)),
                (max(rect.left, art.right + self.units.across * _BESIDE_ART), rect.right),
            )
            if right - left >= max(_MOST * rect.width, _LEAST_TEXT * self.one.page.width)
        ]
        calm = [one for one in parts if self.one.backdrop.region(one).spread <= ONE_GROUND]
        return max(calm, key=lambda one: one.width, default=rect)

    def _line_of_name(self) -> float:
        """The height of a divider's title on one line, its insets included, in EMU."""
        style = self.layout.title_style
        points = self.title_points(self.style.sizes.divider_title)
        height = points * LINE_HEIGHT / POINTS_PER_INCH * self.units.down
        return height + style.insets[1] + style.insets[3]

    def _left_of(self, room: Box, title: Box) -> float:
        """Where facts or a list begin: under the title's first letter, if nothing is there."""
        usual = max(room.x, _MARGIN)
        if self.layout.title_style.align != "l" or title.x > room.x + room.w / 3:
            return usual
        left = max(title.x, _MARGIN)
        if left >= room.x:
            return left
        beside = Box(left, room.y, room.x - left, room.h)
        return left if self.is_free(beside) or self._is_faint(self.rect(beside)) else usual

    def _is_faint(self, rect: Rect) -> bool:
        """Whether nothing but the faint edges of a picture is in a place: waves, a sky."""
        drawn = static_obstacles(self.layout, self.one.page, self.one.area.designed)
        held = [one.rect for one in self.layout.of_type("dt", "ftr", "sldNum") if one.rect]
        return not any(one.cut(rect) for one in (*drawn, *held, *self.one.strong_art))

    def _title_rect(self) -> Rect:
        page = self.one.page
        rect = self.one.title_rect
        if rect is not None:
            return rect
        return Rect(0.08 * page.width, 0.3 * page.height, 0.92 * page.width, 0.5 * page.height)

    def _text_of(self, rect: Rect, insets: tuple[int, int, int, int] | None = None) -> Box:
        """A box without insets: the title's, unless told others."""
        left, top, right, bottom = insets or self.layout.title_style.insets
        return self.units.box(
            Rect(rect.left + left, rect.top + top, rect.right - right, rect.bottom - bottom)
        )
