"""The empty presentation that slides are added to: one master, three layouts, the theme's colours.

Starts from the presentation that python-pptx brings and rewrites what the look needs: page size,
master, layouts, theme colours and fonts. Nothing of the original's looks is left, and neither are
its thumbnail and printer settings.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from pptx import Presentation
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from deckgen.model.deck import SlideKind
from deckgen.render.shape import NAMESPACES, Identity, frame_xml
from deckgen.render.text import Font, colour_xml, fill_xml, font_xml
from deckgen.theme.box import Box
from deckgen.theme.stage import Slot, Stage, Theme
from deckgen.theme.style import Colour, Palette, Style

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PAGE = (12192000, 6858000)
_CONTENT = Box(0.50, 1.80, 12.333, 4.94)
_EYEBROW = Box(0.50, 0.38, 12.333, 0.26)
_HEADLINE = Box(0.50, 0.70, 12.333, 0.92)
_COVER_TITLE = Box(0.50, 1.90, 7.111, 1.90)
_SECTION_TITLE = Box(0.50, 2.70, 6.067, 0.85)
_FOOTER = Box(0.50, 6.90, 10.59, 0.36)
_COMPANY = Box(11.09, 6.90, 1.20, 0.20)
_SLIDE_NUMBER = Box(12.333, 6.90, 0.50, 0.20)
_COVER, _SECTION, _BODY = (f"/ppt/slideLayouts/slideLayout{number}.xml" for number in (1, 2, 3))
_UNWANTED = ("/printerSettings", "/thumbnail")


def default_theme(style: Style) -> Theme:
    """The theme whose template :func:`new_presentation` makes."""
    sizes = style.sizes
    footer = Slot(_FOOTER, "ftr", 11, sizes.footer)
    number = Slot(_SLIDE_NUMBER, "sldNum", 12, sizes.footer)
    company = {"company": Slot(_COMPANY)}

    def title(box: Box, points: float) -> Slot:
        return Slot(box, "title", 0, points)

    cover = Stage(_COVER, style.cover, title(_COVER_TITLE, sizes.cover_title), _CONTENT)
    section = Stage(
        _SECTION,
        style.cover,
        title(_SECTION_TITLE, sizes.divider_title),
        _CONTENT,
        footer=footer,
        number=number,
        slots=company,
    )
    content = Stage(
        _BODY,
        style.page,
        title(_HEADLINE, sizes.headline),
        _CONTENT,
        eyebrow=Slot(_EYEBROW),
        footer=footer,
        number=number,
        slots=company,
    )
    own = {SlideKind.TITLE: cover, SlideKind.SECTION: section}
    stages = {kind: (own.get(kind, content),) for kind in SlideKind}
    return Theme(style.name, b"", _PAGE, style, stages)


def new_presentation(style: Style) -> Any:
    """An empty presentation in a style, 13.333 by 7.5 inches."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = _PAGE
    presentation.part._element.sldSz.attrib.pop("type", None)
    master = presentation.slide_master
    layouts = list(master.slide_layouts)
    title_slide, section_header, title_only = layouts[0], layouts[2], layouts[5]
    kept = (title_slide, section_header, title_only)
    for layout in layouts:
        if layout not in kept:
            master.slide_layouts.remove(layout)
    for number, layout in enumerate(kept, start=1):
        layout.part.partname = PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml")
    _drop(presentation.part, presentation.part.package)
    _write_master(master, style)
    cover = _dark(style, _COVER_TITLE, "b", style.sizes.cover_title, 90)
    section = _dark(style, _SECTION_TITLE, "t", style.sizes.divider_title, 90)
    _replace_content(title_slide, "Cover", style.cover, cover)
    _replace_content(section_header, "Section", style.cover, section)
    _replace_content(title_only, "Content", style.page, _content(style))
    _write_theme(master, style)
    return presentation


def _drop(*owners: Any) -> None:
    for owner in owners:
        relations = owner._rels
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_UNWANTED):
                relations.pop(key)


def _level(font: Font, *, align: str = "l", spacing: int = 100) -> str:
    """The list style of one level."""
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}" defTabSz="914400" rtl="0" eaLnBrk="1" '
        f'latinLnBrk="0" hangingPunct="1"><a:lnSpc><a:spcPct val="{spacing * 1000}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>{font_xml("a:defRPr", font)}'
        "</a:lvl1pPr>"
    )


def _body(style: str, prompt: str, anchor: str = "t") -> str:
    return (
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        f'rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle>{style}</a:lstStyle><a:p>{prompt}</a:p></p:txBody>"
    )


def _holder(number: int, name: str, kind: str, box: Box | None, body: str) -> str:
    properties = Identity(number, name, "").xml().replace(' title=""', "")
    place = (
        f'<p:spPr>{frame_xml(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        if box
        else "<p:spPr/>"
    )
    return (
        f'<p:sp><p:nvSpPr>{properties}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>{place}{body}</p:sp>"
    )


def _prompt(text: str) -> str:
    return f'<a:r><a:rPr lang="en-US"/><a:t>{escape(text)}</a:t></a:r>'


def _number_field() -> str:
    return (
        '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
        '<a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'
    )


def _small(style: Style, palette: Palette, align: str) -> str:
    return _level(Font(style.sizes.footer, palette.muted, face="+mn-lt"), align=align)


def _footers(style: Style, palette: Palette, first: int) -> str:
    """Footer and slide number, as layouts hold them."""
    return _holder(
        first,
        "Footer",
        'type="ftr" sz="quarter" idx="11"',
        _FOOTER,
        _body(_small(style, palette, "l"), '<a:endParaRPr lang="en-US"/>'),
    ) + _holder(
        first + 1,
        "Slide number",
        'type="sldNum" sz="quarter" idx="12"',
        _SLIDE_NUMBER,
        _body(_small(style, palette, "r"), _number_field()),
    )


def _content(style: Style) -> str:
    title = _holder(2, "Title", 'type="title"', None, _body("", _prompt("Headline")))
    return title + _footers(style, style.page, 3)


def _dark(style: Style, box: Box, anchor: str, points: float, spacing: int) -> str:
    font = Font(points, style.cover.ink, bold=True, face="+mj-lt")
    body = _body(_level(font, spacing=spacing), _prompt("Title"), anchor)
    return _holder(2, "Title", 'type="title"', box, body) + _footers(style, style.cover, 3)


def _tree(shapes: str) -> str:
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{shapes}</p:spTree>'
    )


def _background(colour: Colour) -> str:
    return f"<p:bg><p:bgPr>{fill_xml(colour)}<a:effectLst/></p:bgPr></p:bg>"


def _replace_content(layout: Any, name: str, palette: Palette, shapes: str) -> None:
    content = (
        f'<p:cSld {NAMESPACES} name="{name}">{_background(palette.background)}{_tree(shapes)}'
        "</p:cSld>"
    )
    layout._element.replace(layout._element.cSld, parse_xml(content))
    layout._element.set("type", "titleOnly")  # what the layouts hold besides footers


def _write_master(master: Any, style: Style) -> None:
    sizes, page = style.sizes, style.page
    headline = Font(sizes.headline, page.ink, face="+mj-lt")
    text = Font(sizes.narrative, page.ink, face="+mn-lt")
    shapes = (
        _holder(2, "Title", 'type="title"', _HEADLINE, _body("", _prompt("Headline")))
        + _holder(
            3,
            "Text",
            'type="body" idx="1"',
            Box(0.50, 1.80, 12.333, 4.80),
            _body("", _prompt("Text")),
        )
        + _footers(style, page, 4).replace(' idx="11"', ' idx="3"').replace(' idx="12"', ' idx="4"')
    )
    root = master._element
    content = f"<p:cSld {NAMESPACES}>{_background(page.background)}{_tree(shapes)}</p:cSld>"
    root.replace(root.cSld, parse_xml(content))
    styles = root.find("{http://schemas.openxmlformats.org/presentationml/2006/main}txStyles")
    title, body, _ = list(styles)
    for owner, level in (
        (title, _level(headline, spacing=92)),
        (body, _level(text)),
    ):
        first = parse_xml(level.replace("<a:lvl1pPr", f"<a:lvl1pPr {NAMESPACES}", 1))
        owner.replace(owner[0], first)


def _write_theme(master: Any, style: Style) -> None:
    theme = next(
        relation.target_part
        for relation in master.part.rels.values()
        if relation.reltype.endswith("/theme")
    )
    root = etree.fromstring(theme.blob)
    root.set("name", style.name)
    elements = root.find(f"{{{_A}}}themeElements")
    assert elements is not None  # the schema asks for it
    colours, fonts = elements[0], elements[1]
    colours.set("name", style.name)
    fonts.set("name", style.name)
    by_slot = dict(style.slots)
    for slot in colours:
        literal = by_slot[etree.QName(slot).localname]
        slot.clear()
        slot.append(etree.fromstring(_literal(literal)))
    for family, face in zip(fonts, (style.major_font, style.minor_font), strict=False):
        family[0].set("typeface", face)
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _literal(colour: str) -> str:
    return colour_xml(Colour(colour)).replace("<a:srgbClr", f'<a:srgbClr xmlns:a="{_A}"')
