"""One slide while it is written: numbers and marks its shapes, holds its relationships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from deckgen.model.deck import ChartSpec
from deckgen.render import shape
from deckgen.render.charts import add_chart, plot_area
from deckgen.render.manifest import Record
from deckgen.render.mapping import colour_mapping
from deckgen.render.marks import shape_name, token
from deckgen.render.package import HEAD, OFFICE, Package, Part
from deckgen.render.page import Page
from deckgen.render.shape import NAMESPACES, Identity, Outline
from deckgen.render.text import Font, Writer
from deckgen.theme.box import Box
from deckgen.theme.stage import Slot
from deckgen.theme.style import Colour, Palette

if TYPE_CHECKING:  # matplotlib is imported for decks with pictures only
    from deckgen.render.charts.picture import Pictures

_TITLES = ("title", "ctrTitle")  # which have the template's own font for headings
_TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
_CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
# Keeps a linked name in the colour of its run, where PowerPoint would underline it in blue.
_LINK_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}">'
    '<ahyp:hlinkClr xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" '
    'val="tx"/></a:ext></a:extLst>'
)


class Canvas:
    """A slide in progress. Shapes come in reading order; each has a key unique on its slide.

    ``slide`` is its part in the ``package``, ``page`` the layout with its look, of which ``stage``
    is the layout, ``grid`` its columns and bands, ``palette`` the colours on it; ``write`` writes
    text, ``minor`` and ``major`` measure it, the body's and that of headlines and numbers,
    ``targets`` are the slide parts that names may link to, ``chart_numbers`` counts the
    deck's charts, ``pictures`` draws them if they are not native.
    ``record`` is what the manifest needs to know of the shapes.
    """

    def __init__(
        self,
        package: Package,
        slide: Part,
        key: str,
        page: Page,
        language: str,
        targets: Mapping[str, Part],
        chart_numbers: Iterator[int],
        pictures: Pictures | None = None,
    ) -> None:
        self.page = page
        self.style = page.style
        self.stage = page.stage
        self.palette = page.stage.palette
        self.grid = page.grid
        self.minor = page.style.minor
        self.major = page.style.major
        self.write = Writer(language, page.style.arrow_font)
        self._package = package
        self._part = slide
        self._shapes: list[str] = []
        self.record = Record(key)
        self._targets = targets
        self._chart_numbers = chart_numbers
        self._pictures = pictures
        self.pictures = pictures is not None
        self._number = 1

    def text(
        self,
        key: str,
        label: str,
        box: Box,
        paragraphs: str,
        anchor: str = "t",
        leads_to: str | None = None,
    ) -> None:
        """A text frame of finished paragraphs. ``anchor`` is t, ctr or b; ``leads_to`` is the key
        of the slide that a click on the frame opens."""
        identity = self._identity(key, label, link=self._shape_link(leads_to))
        self.record.paragraphs[key] = paragraphs
        self._shapes.append(shape.text_box(identity, box, paragraphs, anchor))

    def fill(
        self,
        key: str,
        label: str,
        slot: Slot | None,
        box: Box,
        lines: Sequence[str],
        font: Font,
        *,
        align: str = "l",
        anchor: str = "t",
        spacing: int = 100,
    ) -> None:
        """Paragraphs of finished runs at ``box``: in the slot's placeholder, which says how they
        are set, or in a text frame of its own, set as the other arguments say. A placeholder that
        stands at ``box`` keeps the place that its layout gives it. A footer that was widened to
        hold a source is aligned as told: it begins where the content does."""
        if slot is not None and slot.type:
            # A placeholder that does not say how large its text is does not say how far its lines
            # are apart either, as far as we know.
            distance = 0 if slot.points else spacing
            side = align if slot.moved and slot.type == "ftr" else ""
            paragraphs = "".join(self.write.bare(runs, distance, side) for runs in lines)
            kind = shape.placeholder_kind(slot.type, slot.idx)
            moved = None if shape.same_place(slot.box, box) and not slot.moved else box
            identity = self._identity(key, label)
            paragraphs = paragraphs or self.write.bare("")
            self.record.paragraphs[key], self.record.holders[key] = paragraphs, slot
            self._shapes.append(shape.placeholder(identity, kind, paragraphs, moved, slot.moved))
            return
        paragraphs = "".join(
            self.write.paragraph(runs, font, align=align, spacing=spacing) for runs in lines
        ) or self.write.plain("", font)
        self.text(key, label, box, paragraphs, anchor)

    def on(self, slot: Slot | None) -> Palette:
        """The colours on a slot's ground."""
        return slot.palette if slot is not None and slot.palette is not None else self.palette

    def own_font(self, slot: Slot | None, font: Font, usual: Colour) -> Font:
        """A font as it is written in a slot: what its placeholder says is left to it, so that a
        change of the template reaches the text. ``usual`` is the colour that the placeholder
        gives."""
        if slot is None or not slot.type:
            return font
        if not slot.points:
            return replace(font, face="") if slot.type in _TITLES else font
        points = 0 if font.points == slot.points else font.points
        colour = None if font.colour == usual else font.colour
        return Font(points, colour, font.bold, font.italic, sentence=font.sentence)

    def figure(
        self,
        key: str,
        label: str,
        box: Box,
        geometry: str,
        fill: Colour | None,
        outline: Outline | None = None,
        alt: str = "",
    ) -> None:
        """A preset shape, decorative unless it has a text alternative."""
        identity = self._identity(key, label, alt, decorative=not alt)
        self._shapes.append(shape.figure(identity, box, geometry, fill, outline))

    def badge(
        self,
        key: str,
        label: str,
        box: Box,
        fill: Colour | None,
        outline: Outline,
        paragraphs: str,
    ) -> None:
        """A pill with text."""
        identity = self._identity(key, label)
        self.record.paragraphs[key] = paragraphs
        self._shapes.append(shape.figure(identity, box, "roundRect", fill, outline, paragraphs))

    def line(self, key: str, label: str, box: Box, outline: Outline) -> None:
        """A decorative line along the top of a box."""
        self._shapes.append(
            shape.straight_line(self._identity(key, label, decorative=True), box, outline)
        )

    def polyline(
        self,
        key: str,
        label: str,
        box: Box,
        paths: Sequence[Sequence[tuple[float, float]]],
        outline: Outline,
    ) -> None:
        """Decorative lines through points, in inches from the box's corner."""
        identity = self._identity(key, label, decorative=True)
        self._shapes.append(shape.polyline(identity, box, paths, outline))

    def table(
        self, key: str, label: str, box: Box, table: str, alt: str, slot: Slot | None = None
    ) -> None:
        """A native table, finished as XML, in the slot's placeholder if it has one."""
        identity = self._identity(key, label, alt or label)
        self.record.tables[key] = table
        holder = self._holder(key, slot)
        self._shapes.append(shape.graphic_frame(identity, box, _TABLE_URI, table, holder))

    def chart(
        self,
        key: str,
        label: str,
        box: Box,
        spec: ChartSpec,
        alt: str,
        slot: Slot | None = None,
        *,
        keyed: frozenset[int] = frozenset(),
    ) -> None:
        """A native chart with its workbook; or its picture, unless no font here can write its
        names: whoever opens a native chart has their own. It is in the slot's placeholder if that
        lies within ``box``: else the chart would meet its surroundings when a person resets the
        slide, and the placeholder takes its place again. ``keyed`` are the series
        that a key names."""
        language = self.write.language
        area = plot_area(spec, box, self.style, self.palette, language, keyed=keyed)
        if self._pictures is not None:
            png = self._pictures.png(area, box, self.palette.background)
            if png is not None:
                self.picture(key, label, box, png, alt)
                return
            slot = None  # it is one for a picture
        self.record.sheets[key] = area.sheet
        number = next(self._chart_numbers)
        part = add_chart(self._package, area, self.style, self.palette, language, number)
        relation = self._part.relate(f"{OFFICE}/chart", part.name)
        content = (
            '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
            f'r:id="{relation}"/>'
        )
        identity = self._identity(key, label, alt or label)
        inside = slot is not None and shape.within(slot.box, box)
        holder = self._holder(key, slot if inside else None)
        self._shapes.append(shape.graphic_frame(identity, box, _CHART_URI, content, holder))

    def picture(self, key: str, label: str, box: Box, png: bytes, alt: str) -> None:
        """A picture that fills its box."""
        self.record.pictures[key] = sha256(png).hexdigest(), alt or label
        relation = self._part.relate(f"{OFFICE}/image", self._package.image(png).name)
        self._shapes.append(shape.picture(self._identity(key, label, alt or label), box, relation))

    def link_to(self, slide_key: str | None) -> str:
        """The hyperlink of a run that leads to a slide; "" if the deck has no such slide."""
        start = self._link_start(slide_key)
        return f"{start}>{_LINK_COLOUR}</a:hlinkClick>" if start else ""

    def _shape_link(self, slide_key: str | None) -> str:
        """The hyperlink of a whole shape: its text stays as it is set, without an underline."""
        start = self._link_start(slide_key)
        return f"{start}/>" if start else ""

    def _link_start(self, slide_key: str | None) -> str:
        target = self._targets.get(slide_key) if slide_key else None
        if target is None or target is self._part:
            return ""
        relation = self._part.relate(f"{OFFICE}/slide", target.name)
        return f'<a:hlinkClick r:id="{relation}" action="ppaction://hlinksldjump"'

    def _identity(
        self, key: str, label: str, alt: str = "", *, decorative: bool = False, link: str = ""
    ) -> Identity:
        element = self.record.mark(key)
        self._number += 1
        name = shape_name(label, element)
        return Identity(self._number, name, token(element), alt, decorative, link)

    def _holder(self, key: str, slot: Slot | None) -> str:
        """The attributes of the slot's ``p:ph``; "" for a place without a placeholder."""
        if slot is None or not slot.type:
            return ""
        self.record.holders[key] = slot
        return shape.placeholder_kind(slot.type, slot.idx)

    def xml(self) -> str:
        """The slide with the shapes so far."""
        colours = colour_mapping(self._package.parts[self.stage.layout.lstrip("/")].content)
        return (
            f"{HEAD}<p:sld {NAMESPACES}><p:cSld><p:spTree>{_GROUP}{''.join(self._shapes)}"
            f"</p:spTree></p:cSld><p:clrMapOvr>{colours}</p:clrMapOvr></p:sld>"
        )
