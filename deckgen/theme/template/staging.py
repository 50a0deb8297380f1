"""From an analysed template to a :class:`~deckgen.theme.stage.Theme`: where a deck's parts stand.

The title keeps the designer's place where it heads the slide; it gets one of its own above the
content where the layout has none for a headline, and a place of its own height where its box is
too low for two lines or much higher than they need and the content short. Source and number stand
in the template's placeholders if those are wide enough, else the source stands under the content.

Boxes are in the inches of :mod:`deckgen.theme.box`. Where the theme's text face is wider than the
one that texts are measured in, the page is measured in as many fewer inches across
(``Style.stretch``).
"""

from __future__ import annotations

from dataclasses import replace

from deckgen.model.deck import SlideKind
from deckgen.theme.box import SHORTER_SIDE, Box
from deckgen.theme.fonts import LINE_HEIGHT, POINTS_PER_INCH, SLACK, relative_width
from deckgen.theme.stage import Slot, Stage, Theme
from deckgen.theme.style import Faces, Sizes, Style
from deckgen.theme.template.analysis import Analysis
from deckgen.theme.template.area import heads_slide
from deckgen.theme.template.choosing import Candidate, Role
from deckgen.theme.template.cleaning import clean_parts
from deckgen.theme.template.foot import Foot
from deckgen.theme.template.head_stage import HeadMaker
from deckgen.theme.template.headline_box import clear_lead, lines_across
from deckgen.theme.template.measures import Units, below
from deckgen.theme.template.palette import Brand
from deckgen.theme.template.reading import Master
from deckgen.theme.template.rect import Rect
from deckgen.theme.zipping import zip_bytes

ROLES = {
    SlideKind.TITLE: Role.TITLE,
    SlideKind.SECTION: Role.SECTION,
    SlideKind.SUMMARY: Role.METRIC,
    SlideKind.SCORECARD: Role.SCORECARD,
    SlideKind.METRIC: Role.METRIC,
    SlideKind.UNAVAILABLE: Role.METRIC,
    SlideKind.TABLE: Role.TABLE,
}
HEADLINES = (26.0, 24.0, 22.0, 20.0, 18.0)
_SPACING = 0.92
_HEADLINE_GAP = 0.18  # under the headline
_EYEBROW, _EYEBROW_GAP = 0.26, 0.06
_UNDER_HEADLINE, _EYEBROW_ROOM = 0.05, 0.36  # of an eyebrow that stands under the headline
_ANCHORS = {"ctr": 0.5, "b": 1.0}  # the share of a box's free height above its text
_MOST_LINES, _EXACT = 2, 0.001  # of a headline; inches
_BACKING_INSET = 0.15
_SPARE = 0.3  # inches of a title's box under a headline, worth more to the content
_INSET = 0.25  # inches: what a title's box may keep around its text at a side
# A usual headline: a fact, and the clause that judges it.
_FACT = "Net revenue retention rose 1.4 pp to 106.2% from Q1 2026,"
_CLAUSE = "3.8 pp below the 110% target; the Enterprise segment moved it most"


def theme_of_template(analysis: Analysis, name: str) -> Theme:
    """The theme that a template makes."""
    template = analysis.template
    page = template.page
    master = analysis.choices[Role.METRIC].layout.master
    unit = min(page.width, page.height) / SHORTER_SIDE
    title_face = analysis.choices[Role.METRIC].layout.title_style.face
    stretch = relative_width(master.body_face)
    units = Units(unit * stretch, unit, page)
    style = Style(
        name=name,
        major_font=title_face,
        minor_font=master.body_face,
        stretch=stretch,
        named=_named(master, title_face),
        other_scripts=master.minor.others(),
    )

    def ground(role: Role) -> tuple[Candidate, Brand, Units, Style]:
        own = style.in_faces(_faces_of(analysis, role))
        return analysis.choices[role].candidate, analysis.brands[role], units, own

    heads = {role: HeadMaker(*ground(role)) for role in (Role.TITLE, Role.SECTION)}
    content = (Role.METRIC, Role.SCORECARD, Role.TABLE)
    makers = {role: _StageMaker(*ground(role)) for role in content}
    headline = min(one.headline_points() for one in makers.values())
    sizes = replace(
        style.sizes,
        headline=headline,
        cover_title=heads[Role.TITLE].title_points(style.sizes.cover_title),
        divider_title=heads[Role.SECTION].title_points(style.sizes.divider_title),
    )
    stages: dict[SlideKind, tuple[Stage, ...]] = {}
    for kind, role in ROLES.items():
        made = heads[role].head(role) if role in heads else makers[role].content(sizes)
        stages[kind] = (replace(made, faces=_faces_of(analysis, role)),)
    return Theme(
        name=name,
        template=zip_bytes(clean_parts(template)),
        page=(template.width, template.height),
        style=replace(style, sizes=sizes),
        stages=stages,
        right_to_left=template.right_to_left,
    )


def _faces_of(analysis: Analysis, role: Role) -> Faces | None:
    """The fonts of a role's layout where its master is another than the metric slides'."""
    layout = analysis.choices[role].layout
    master, title_face = layout.master, layout.title_style.face
    if master is analysis.choices[Role.METRIC].layout.master:
        return None
    named = _named(master, title_face)
    return Faces(title_face, master.body_face, named, master.minor.others())


def _named(master: Master, title_face: str) -> tuple[tuple[str, str], ...]:
    """The fonts to name where the master's texts are not set in its theme's."""
    pairs = (("+mj-lt", master.major, title_face), ("+mn-lt", master.minor, master.body_face))
    return tuple((key, face) for key, theme, face in pairs if face != (theme.latin or face))


class _StageMaker(Foot):
    """A content layout becomes a stage."""

    def __init__(self, one: Candidate, brand: Brand, units: Units, style: Style) -> None:
        super().__init__(one, brand, units, style)
        self._heads = heads_slide(one.layout, one.page)

    def headline_points(self) -> float:
        """The largest size at which a usual headline, and the eyebrow over it if there is no room
        above, fits the title's box; a size for a box of its own where none does."""
        box = self._title_text()
        if box is None:
            return HEADLINES[2]
        over = 0.0 if self._eyebrow_above(box) is not None else _EYEBROW + _EYEBROW_GAP
        for extra in (over, 0.0):
            fitting = [one for one in HEADLINES if self._needs(one, box.w) + extra <= box.h + 0.03]
            if fitting and fitting[0] >= 20.0:
                return fitting[0]
        return fitting[0] if fitting else 20.0

    def content(self, sizes: Sizes) -> Stage:
        """The stage of a content slide whose headlines have one size."""
        room = self._room()
        headline, eyebrow, room = self._headline(sizes.headline, room)
        footer, number, room = self.furniture(room)
        backing = None
        if self.brand.backing is not None:
            backing = (room, self.brand.backing)
            inset = _BACKING_INSET
            room = Box(room.x + inset, room.y + inset, room.w - 2 * inset, room.h - 2 * inset)
        return Stage(
            layout=f"/{self.layout.part}",
            palette=self.brand.palette,
            headline=replace(headline, capitals=self.layout.title_style.capitals),
            content=room,
            eyebrow=eyebrow,
            footer=footer,
            number=number,
            backing=backing,
        )

    def _room(self) -> Box:
        """The content rectangle; where there is none, the page inside common margins."""
        page = self.one.page
        rect = self.one.area.content
        if rect is None:
            edge = 0.05 * min(page.width, page.height)
            rect = Rect(edge, edge, page.width - edge, page.height - edge)
        return self._flush(self.units.box(rect))

    def _flush(self, room: Box) -> Box:
        """The content from the edge at which the title's text begins, where that is hardly
        further in: the margin that a person sees is that of text, not of the boxes around it."""
        title = self._title_text()
        if title is None or not 0 < title.x - room.x <= _INSET:
            return room
        return Box(title.x, room.y, room.right - title.x, room.h)

    def _title_text(self) -> Box | None:
        """Where the title's text can stand: its box without its insets."""
        rect = self.one.title_rect
        if rect is None or not self._heads:
            return None
        left, top, right, bottom = self.layout.title_style.insets
        box = self.units.box(
            Rect(rect.left + left, rect.top + top, rect.right - right, rect.bottom - bottom)
        )
        return (
            box if self._headline_lines(HEADLINES[-1], box.w) <= _MOST_LINES else self._widened(box)
        )

    def _widened(self, box: Box) -> Box:
        """A title's text too narrow for a headline, as wide as the content where nothing that the
        title is clear of stands in its way."""
        content, own = self.one.area.content, self.rect(box)
        if content is None:
            return box
        room = self.units.box(content)
        left, right = min(box.x, room.x), max(box.right, room.right)
        wider = Box(left, box.y, right - left, box.h)
        blocked = [one for one in self.one.area.obstacles if one.cut(own) is None]
        return box if any(one.cut(self.rect(wider)) for one in blocked) else wider

    def _needs(self, points: float, width: float) -> float:
        """The height of a usual headline set at a size in a width."""
        return (
            self._headline_lines(points, width) * points * LINE_HEIGHT * _SPACING / POINTS_PER_INCH
        )

    def _headline_lines(self, points: float, width: float) -> int:
        """How many lines a usual headline takes at a size in a width."""
        lines = 0
        for text, bold in ((_FACT, True), (_CLAUSE, False)):
            needed = self.style.major.width(text, points, bold=bold)
            lines += max(1, -int(-needed // (width * SLACK)))
        return lines

    def _headline(self, points: float, room: Box) -> tuple[Slot, Slot, Box]:
        """The slots of headline and eyebrow, and the content under them.

        The headline keeps the designer's place if it fits and has the eyebrow above it; of a box
        that is much higher, and sets its text at the top, it leaves the rest to the content. The
        eyebrow stands inside the title's box, over the headline, where that is high enough; else
        between headline and content.
        """
        title = self.layout.title
        kind, idx = (title.type, title.idx) if title is not None else ("title", 0)
        box = self._title_text()
        if box is None:
            over = Box(room.x, room.y, room.w, _EYEBROW)
            y = over.bottom + _EYEBROW_GAP
            box = Box(room.x, y, room.w, self._needs(points, room.w))
            slot = self.slot(box, kind, idx, moved=True)
            return slot, self._eyebrow_slot(over), below(room, box.bottom + _HEADLINE_GAP)
        need = self._needs(points, box.w)
        above = self._eyebrow_above(box)
        if above is not None and need <= box.h + 0.03:
            if self.layout.title_style.anchor == "t" and box.h - need > _SPARE:
                box = Box(box.x, box.y, box.w, need)
                higher = self._regained(room, box)
                return self.slot(box, kind, idx, moved=True), self._eyebrow_slot(above), higher
            lead = self._anchored(box, need)
            if abs(lead - self._lead(box, need)) > _EXACT:  # clear of a line that runs through it
                box = Box(box.x, box.y + lead, box.w, need)
                return self.slot(box, kind, idx, moved=True), self._eyebrow_slot(above), room
            moved = abs(box.w - self._own_width()) > _EXACT
            return self.slot(box, kind, idx, moved=moved), self._eyebrow_slot(above), room
        lead = _EYEBROW + _EYEBROW_GAP
        if above is None and need + lead <= box.h + 0.03:
            above = self._to_the_content_end(Box(box.x, box.y, box.w, _EYEBROW))
        elif above is not None:
            lead = 0.0
        else:  # the headline stands alone in its box, as its text is anchored there
            above, lead = None, self._anchored(box, need)
        box = Box(box.x, box.y + lead, box.w, need)
        room = self._regained(room, box)
        if above is None:
            above, room = self._eyebrow_under(box, room)
        return self.slot(box, kind, idx, moved=True), self._eyebrow_slot(above), room

    def _eyebrow_above(self, title: Box) -> Box | None:
        """The place over the title, if it is free."""
        over = Box(title.x, title.y - _EYEBROW - _EYEBROW_GAP, title.w, _EYEBROW)
        if over.y < 0.25 or not self.is_free(over):
            return None
        return self._to_the_content_end(over)

    def _to_the_content_end(self, over: Box) -> Box:
        """An eyebrow whose group and period end where the content ends, if that is near: the text
        of the title's box ends an inset before it."""
        room = self._room()
        wider = Box(over.x, over.y, room.right - over.x, over.h)
        near = abs(room.right - over.right) <= _INSET
        return wider if near and self.is_free(wider) else over

    def _anchored(self, box: Box, need: float) -> float:
        """How far under the top of the title's box a headline begins: as the box is anchored, but
        not across a line of the layout that it is clear of higher up, or lower down, in the box."""
        art = (self.units.box(one) for one in self.one.area.obstacles)
        return clear_lead(box, need, self._lead(box, need), lines_across(box, art))

    def _lead(self, box: Box, need: float) -> float:
        """How far under the top of its box a text as high as that begins, as it is anchored."""
        return max(0.0, box.h - need) * _ANCHORS.get(self.layout.title_style.anchor, 0.0)

    def _own_width(self) -> float:
        """The width of the text in the title's own box."""
        rect, insets = self.one.title_rect, self.layout.title_style.insets
        assert rect is not None
        return (rect.width - insets[0] - insets[2]) / self.units.across

    def _eyebrow_under(self, headline: Box, room: Box) -> tuple[Box, Box]:
        """The eyebrow's place under a headline that has none over it, and the content then: between
        the two where no art is, else at the content's top."""
        least = headline.bottom + _UNDER_HEADLINE
        over = Box(room.x, room.y - _EYEBROW_ROOM, room.w, _EYEBROW)
        if over.y >= least and self.is_free(over):
            return over, room
        near = Box(room.x, least, room.w, _EYEBROW)
        if not self.is_free(near):
            near = Box(room.x, max(least, room.y), room.w, _EYEBROW)
        return near, below(room, near.y + _EYEBROW_ROOM)

    def _eyebrow_slot(self, box: Box) -> Slot:
        return Slot(box, palette=self.colours(box))

    def _regained(self, room: Box, headline: Box) -> Box:
        """The content under the headline: from where it begins, or higher if nothing is there."""
        top = headline.bottom + _HEADLINE_GAP
        if top >= room.y:
            return below(room, top)
        higher = Box(room.x, top, room.w, room.y - top)
        return (
            below(Box(room.x, top, room.w, room.bottom - top), top)
            if (self.is_free(higher))
            else room
        )
