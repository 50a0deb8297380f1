"""The master and the layouts: which placeholders stand where. All measures are inches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.render.shape import NAMESPACES
from deckgen.render.text import Font, fill_xml
from deckgen.theme.box import GUTTER, Box, emu
from deckgen.theme.style import Palette, Sizes
from tools.themes.holders import Holder, Words, shape_tree
from tools.themes.looks import Look

LEFT, RIGHT = 0.50, 12.833
_STEP = (RIGHT - LEFT + GUTTER) / 12
CONTENT = Box(LEFT, 1.80, RIGHT - LEFT, 4.94)
HEADLINE = Box(LEFT, 0.70, RIGHT - LEFT, 0.92)
_FOOTER, _NUMBER = Box(LEFT, 6.90, 10.39, 0.36), Box(12.333, 6.90, 0.50, 0.20)
_COMPANY = Box(11.09, 6.90, 1.20, 0.20)
_EXHIBITS_BOTTOM, _NARRATIVE = 5.34, 5.52
_CHART_TOP, _TABLE_TOP = 2.46, 2.16  # a chart leaves room for a key under its title
_UNITS = 576  # per inch, of guides


@dataclass(frozen=True)
class LayoutPart:
    """A layout: its name, its type attribute, its palette's name and its placeholders."""

    name: str
    type: str
    palette: str
    holders: tuple[Holder, ...]


def _x(column: int) -> float:
    return LEFT + (column - 1) * _STEP


def _w(columns: int) -> float:
    return columns * _STEP - GUTTER


class Layouts:
    """The layouts of a look."""

    def __init__(self, look: Look, palettes: dict[str, Palette]) -> None:
        self._look, self._palettes, self._sizes = look, palettes, Sizes(headline=look.headline)

    def all(self) -> tuple[LayoutPart, ...]:
        """Every layout, in the order of PowerPoint's gallery."""
        metric = [
            LayoutPart(f"{lead}{form}", "", "page", (*self._frame(), *numbers, *rest))
            for lead, numbers in (
                ("Metric", tuple(self._numbers(1))),
                ("Two numbers", tuple(self._numbers(2))),
            )
            for form, rest in self._forms()
        ]
        answers = tuple(self._answers())
        wide = RIGHT - LEFT
        short = Holder("Headline", "title", 0, "Headline of one line", Box(LEFT, 0.70, wide, 0.56))
        short_frame = (short, *self._frame(1)[1:])
        short_table = self._exhibit(1, "tbl", Box(LEFT, 1.42, wide, 5.20), title=False)
        table = self._exhibit(1, "tbl", Box(LEFT, 1.80, wide, 4.82), title=False)
        titled = self._exhibit(1, "tbl", Box(LEFT, _TABLE_TOP, wide, 4.46))
        return (
            LayoutPart("Cover", "title", "cover", tuple(self._cover())),
            LayoutPart("Section", "secHead", "cover", tuple(self._section())),
            *metric,
            LayoutPart("Table, short headline", "", "page", (*short_frame, *short_table)),
            LayoutPart("Table", "", "page", (*self._frame(1), *table)),
            LayoutPart("Table with title", "", "page", (*self._frame(1), *titled)),
            LayoutPart("Content and answers", "", "page", (*self._frame(1), *answers)),
            LayoutPart("Content", "", "page", self._frame(1)),
        )

    def master(self) -> tuple[Holder, ...]:
        """The master's placeholders, from which the layouts inherit."""
        page, sizes = self._palettes["page"], self._sizes
        text = Words(Font(sizes.narrative, page.ink, face="+mn-lt"))
        small = Font(sizes.footer, page.muted, face="+mn-lt")
        return (
            Holder("Headline", "title", 0, "Headline: the fact", HEADLINE, self.headline),
            Holder("Content area", "body", 1, "Text", CONTENT, text),
            Holder("Footer", "ftr", 3, "", _FOOTER, Words(small)),
            Holder("Slide number", "sldNum", 4, "", _NUMBER, Words(small, "r")),
        )

    @property
    def headline(self) -> Words:
        """How headlines are set."""
        font = Font(self._sizes.headline, self._palettes["page"].ink, True, face="+mj-lt")
        return Words(font, spacing=92)

    @property
    def text(self) -> Words:
        """How running text is set."""
        return Words(Font(self._sizes.narrative, self._palettes["page"].ink, face="+mn-lt"))

    def _words(
        self,
        points: float,
        role: str = "ink",
        bold: bool = False,
        *,
        face: str = "+mn-lt",
        align: str = "l",
        anchor: str = "t",
        spacing: int = 100,
    ) -> Words:
        font = Font(points, getattr(self._palettes["page"], role), bold, face=face)
        return Words(font, align, anchor, spacing)

    def _frame(self, first: int = 2) -> tuple[Holder, ...]:
        """What stands around the content; the eyebrow begins at column ``first``."""
        body = self._sizes.body
        eyebrow = Box(_x(first), 0.38, _w(7 - first), 0.26)
        scope = Box(_x(7), 0.38, _w(6), 0.26)
        small = self._words(self._sizes.footer, "muted", True, align="r")
        return (
            Holder("Headline", "title", 0, "Headline: the fact, then what it means"),
            Holder("Eyebrow", "body", 13, "Section", eyebrow, self._words(body, "muted")),
            Holder(
                "Scope", "body", 14, "Group · period", scope, self._words(body, "muted", align="r")
            ),
            Holder("Footer", "ftr", 11),
            Holder("Company", "body", 26, "Company", _COMPANY, small),
            Holder("Slide number", "sldNum", 12),
        )

    def _numbers(self, count: int) -> Iterator[Holder]:
        sizes, x, w = self._sizes, LEFT + 0.20, _w(3) - 0.40
        if count == 1:
            words = self._words(sizes.number, "accent", True, anchor="ctr", face="+mj-lt")
            yield Holder("Number", "body", 15, "00.0%", Box(x, 2.41, w, 0.74), words)
            return
        for index, (name, role) in enumerate((("Number", "accent"), ("Second number", "ink"))):
            words = self._words(sizes.number_paired, role, True, anchor="ctr", face="+mj-lt")
            box = Box(x, 2.17 + 1.82 * index, w, 0.60)
            yield Holder(name, "body", 15 + 13 * index, "00.0%", box, words)

    def _forms(self) -> Iterator[tuple[str, tuple[Holder, ...]]]:
        """The splits of the nine columns beside the number, each with its narrative."""
        answers = tuple(self._answers())
        forms = (
            ("", ()),
            (" 5 + 4", ((5, "chart"), (4, "chart"))),
            (" 5 + 4 table", ((5, "chart"), (4, "tbl"))),
            (" 4 + 5 table", ((4, "chart"), (5, "tbl"))),
            (" 9", ((9, "chart"),)),
            (" 9 table", ((9, "tbl"),)),
        )
        for name, parts in forms:
            holders: list[Holder] = []
            column = 4
            for number, (columns, kind) in enumerate(parts, start=1):
                top = _CHART_TOP if kind == "chart" else _TABLE_TOP
                box = Box(_x(column), top, _w(columns), _EXHIBITS_BOTTOM - top)
                holders += self._exhibit(number, kind, box)
                column += columns
            yield name, (*holders, *answers)

    def _exhibit(self, number: int, kind: str, box: Box, *, title: bool = True) -> Iterator[Holder]:
        body = self._sizes.body
        if title:
            top = _CHART_TOP if kind == "chart" else _TABLE_TOP
            over = Box(box.x, box.y - top + 1.88, box.w, 0.26)
            yield Holder(
                f"Exhibit {number} title",
                "body",
                14 + 2 * number,
                "What is shown",
                over,
                self._words(body, bold=True),
            )
        what = "Chart" if kind == "chart" else "Table"
        words = self._words(body, "muted")
        yield Holder(f"Exhibit {number}", kind, 15 + 2 * number, what, box, words)

    def _answers(self) -> Iterator[Holder]:
        sizes = self._sizes
        cells = (
            ("What happened", "What happened?"),
            ("Why", "Why? One cause that is known"),
            ("What next", "What next? Who does what by when"),
        )
        for index, (name, prompt) in enumerate(cells):
            heading = Box(_x(1 + 4 * index), _NARRATIVE + 0.07, _w(4), 0.24)
            text = Box(heading.x, _NARRATIVE + 0.34, heading.w, 0.88)
            yield Holder(
                f"{name} heading",
                "body",
                20 + 2 * index,
                name,
                heading,
                self._words(sizes.body, bold=True),
            )
            yield Holder(
                name, "body", 21 + 2 * index, prompt, text, self._words(sizes.narrative, spacing=95)
            )

    def _cover(self) -> Iterator[Holder]:
        sizes, cover = self._sizes, self._palettes["cover"]

        def words(
            points: float, role: str, face: str = "+mj-lt", anchor: str = "t", spacing: int = 100
        ) -> Words:
            font = Font(points, getattr(cover, role), True, face=face)
            return Words(font, anchor=anchor, spacing=spacing)

        yield Holder(
            "Title",
            "ctrTitle",
            0,
            "Title",
            Box(LEFT, 1.90, _w(7), 1.90),
            words(sizes.cover_title, "ink", anchor="b", spacing=90),
        )
        yield Holder(
            "Company",
            "body",
            26,
            "Company",
            Box(LEFT, 0.60, _w(12), 0.30),
            words(sizes.item, "ink", "+mn-lt"),
        )
        yield Holder(
            "Period",
            "body",
            27,
            "Period   group",
            Box(LEFT, 3.98, _w(7), 0.50),
            words(sizes.cover_period, "accent"),
        )

    def _section(self) -> Iterator[Holder]:
        sizes, cover = self._sizes, self._palettes["cover"]
        title = Font(sizes.divider_title, cover.ink, True, face="+mj-lt")
        eyebrow = Font(sizes.narrative, cover.accent, True, face="+mn-lt")
        small = Font(sizes.footer, cover.muted, face="+mn-lt")
        company = Font(sizes.footer, cover.muted, True, face="+mn-lt")
        yield Holder(
            "Title", "title", 0, "Section", Box(LEFT, 2.70, _w(6), 0.85), Words(title, spacing=90)
        )
        yield Holder(
            "Eyebrow", "body", 13, "Section 1 of 4", Box(LEFT, 2.38, _w(6), 0.28), Words(eyebrow)
        )
        yield Holder("Footer", "ftr", 11, "", _FOOTER, Words(small))
        yield Holder("Company", "body", 26, "Company", _COMPANY, Words(company, "r"))
        yield Holder("Slide number", "sldNum", 12, "", _NUMBER, Words(small, "r"))


def layout_xml(part: LayoutPart, palette: Palette, page: Palette) -> str:
    """A layout part."""
    shapes = "".join(one.xml(number) for number, one in enumerate(part.holders, start=2))
    kind = f' type="{part.type}"' if part.type else ' userDrawn="1"'
    background = "" if palette.background == page.background else _background(palette)
    return (
        f'<p:sldLayout {NAMESPACES}{kind} preserve="1"><p:cSld name="{part.name}">{background}'
        f"{shape_tree(shapes)}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
        "</p:sldLayout>"
    )


def master_xml(look: Look, layouts: Layouts, page: Palette, count: int) -> str:
    """The master part; the layouts are its relationships ``rId1`` and on."""
    shapes = "".join(
        one.xml(number, master=True) for number, one in enumerate(layouts.master(), start=2)
    )
    others = [f"accent{number}" for number in range(1, 7)] + ["hlink", "folHlink"]
    names = {**look.colour_map, **{name: name for name in others}}
    mapped = " ".join(f'{used}="{slot}"' for used, slot in names.items())
    listed = "".join(
        f'<p:sldLayoutId id="{2147483648 + number}" r:id="rId{number}"/>'
        for number in range(1, count + 1)
    )
    body = "".join(layouts.text.level(number, 228600 * (number - 1)) for number in range(1, 10))
    return (
        f'<p:sldMaster {NAMESPACES} preserve="1"><p:cSld>{_background(page)}'
        f"{shape_tree(shapes)}</p:cSld><p:clrMap {mapped}/>"
        f"<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst>"
        f"<p:txStyles><p:titleStyle>{layouts.headline.level()}</p:titleStyle>"
        f"<p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>{other_style()}</p:otherStyle></p:txStyles>"
        f"{_guides()}</p:sldMaster>"
    )


def other_style() -> str:
    """What texts outside placeholders inherit."""
    return "".join(
        f'<a:lvl{number}pPr marL="0" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" '
        'latinLnBrk="0" hangingPunct="1"><a:defRPr sz="1200" kern="1200"><a:solidFill>'
        '<a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/>'
        f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{number}pPr>'
        for number in range(1, 10)
    )


def _background(palette: Palette) -> str:
    return f"<p:bg><p:bgPr>{fill_xml(palette.background)}<a:effectLst/></p:bgPr></p:bg>"


def _guides() -> str:
    """Guides at the margins, at the columns that exhibits and answers begin at, and at the bands'
    edges."""
    upright = (LEFT, _x(4), _x(5), _x(8), _x(9), RIGHT)
    level = (HEADLINE.y, CONTENT.y, _EXHIBITS_BOTTOM, _NARRATIVE, _FOOTER.y)
    placed = [("", at) for at in upright] + [(' orient="horz"', at) for at in level]
    colour = '<p15:clr><a:srgbClr val="A4A3A4"/></p15:clr>'
    guides = "".join(
        f'<p15:guide id="{number}"{direction} pos="{round(at * _UNITS)}" userDrawn="1">{colour}'
        "</p15:guide>"
        for number, (direction, at) in enumerate(placed, start=1)
    )
    return (
        '<p:extLst><p:ext uri="{27BBF7A9-308A-43DC-89C8-2F10F3537804}"><p15:sldGuideLst '
        'xmlns:p15="http://schemas.microsoft.com/office/powerpoint/2012/main">'
        f"{guides}</p15:sldGuideLst></p:ext></p:extLst>"
    )


PAGE = (emu(13 + 1 / 3), emu(7.5))
