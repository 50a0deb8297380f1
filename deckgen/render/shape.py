"""Shapes as PresentationML text: text frames, rectangles, lines, marks. Nothing has an effect.

Their namespaces are declared once, on the slide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from deckgen.render.text import attribute, fill_xml
from deckgen.theme.box import EMU_PER_POINT, Box, emu
from deckgen.theme.style import Colour

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_SAME = 0.005  # inches
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a shape is called: its number on the slide, name, mark and alternative text. ``link`` is
    the hyperlink of the whole shape, as XML."""

    number: int
    name: str
    token: str
    alt: str = ""
    decorative: bool = False
    link: str = ""

    def xml(self) -> str:
        """The non-visual properties."""
        alt = f" descr={attribute(self.alt)}" if self.alt else ""
        start = f'<p:cNvPr id="{self.number}" name={attribute(self.name)}{alt} title="{self.token}"'
        inner = self.link + (_DECORATIVE if self.decorative else "")
        return f"{start}>{inner}</p:cNvPr>" if inner else f"{start}/>"


@dataclass(frozen=True, slots=True)
class Outline:
    """A line: its width in points, its colour, and whether it is dashed."""

    points: float
    colour: Colour
    dashed: bool = False


@lru_cache(maxsize=1024)
def outline_xml(outline: Outline | None, tag: str = "a:ln") -> str:
    """An outline, or none."""
    if outline is None:
        return f"<{tag}><a:noFill/></{tag}>"
    dash = '<a:prstDash val="dash"/>' if outline.dashed else ""
    width = round(outline.points * EMU_PER_POINT)
    return f'<{tag} w="{width}">{fill_xml(outline.colour)}{dash}</{tag}>'


def frame_xml(box: Box, tag: str = "a:xfrm") -> str:
    """Where a shape stands."""
    return (
        f'<{tag}><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/></{tag}>'
    )


def body_xml(paragraphs: str, anchor: str = "t", tag: str = "p:txBody") -> str:
    """A text body without insets that wraps and never shrinks. ``anchor`` is t, ctr or b."""
    return (
        f'<{tag}><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</{tag}>"
    )


def text_box(identity: Identity, box: Box, paragraphs: str, anchor: str = "t") -> str:
    """A text frame."""
    return (
        f'<p:sp><p:nvSpPr>{identity.xml()}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{frame_xml(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f"</p:spPr>{body_xml(paragraphs, anchor)}</p:sp>"
    )


def placeholder_kind(kind: str, idx: int) -> str:
    """The attributes of ``p:ph`` that name a placeholder of the layout."""
    small = "" if kind in ("title", "ctrTitle") else ' sz="quarter"'
    number = f' idx="{idx}"' if idx else ""
    return f'type="{kind}"{small}{number}' if kind != "obj" else f"{small}{number}".lstrip()


def same_place(one: Box, other: Box) -> bool:
    """Whether two boxes are the same to the eye."""
    pairs = ((one.x, other.x), (one.y, other.y), (one.w, other.w), (one.h, other.h))
    return all(abs(a - b) < _SAME for a, b in pairs)


def within(one: Box, other: Box) -> bool:
    """Whether a box lies in another, to the eye."""
    return (
        one.x >= other.x - _SAME
        and one.y >= other.y - _SAME
        and one.right <= other.right + _SAME
        and one.bottom <= other.bottom + _SAME
    )


def placeholder(
    identity: Identity,
    kind: str,
    paragraphs: str,
    box: Box | None = None,
    upright: bool = False,
) -> str:
    """Text in a placeholder of the layout, which says where it stands unless it has a ``box`` of
    its own. ``kind`` is the attributes of ``p:ph``; ``upright`` text stands at the top of its box,
    without insets, whatever the layout says."""
    place = f"<p:spPr>{frame_xml(box)}</p:spPr>" if box else "<p:spPr/>"
    own = (
        '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        'anchor="t" anchorCtr="0">'
        "<a:noAutofit/></a:bodyPr>"
    )
    body = own if upright else "<a:bodyPr/>"
    return (
        f"<p:sp><p:nvSpPr>{identity.xml()}"
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>{place}"
        f"<p:txBody>{body}<a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )


def figure(
    identity: Identity,
    box: Box,
    geometry: str,
    fill: Colour | None,
    outline: Outline | None = None,
    paragraphs: str = "",
) -> str:
    """A preset shape (``rect``, ``roundRect``, ``ellipse``, ``diamond``), with text if any."""
    guides = '<a:gd name="adj" fmla="val 50000"/>' if geometry == "roundRect" else ""
    text = body_xml(paragraphs, "ctr") if paragraphs else ""
    return (
        f"<p:sp><p:nvSpPr>{identity.xml()}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{frame_xml(box)}<a:prstGeom prst="{geometry}"><a:avLst>{guides}</a:avLst>'
        f"</a:prstGeom>{fill_xml(fill)}{outline_xml(outline)}</p:spPr>{text}</p:sp>"
    )


def straight_line(identity: Identity, box: Box, outline: Outline) -> str:
    """A line along the top of a box."""
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{identity.xml()}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
        f"<p:spPr>{frame_xml(Box(box.x, box.y, box.w, 0))}"
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{outline_xml(outline)}</p:spPr></p:cxnSp>'
    )


def polyline(
    identity: Identity,
    box: Box,
    paths: Sequence[Sequence[tuple[float, float]]],
    outline: Outline,
) -> str:
    """Open lines through points, in inches from the box's corner, as one freeform."""

    def point(tag: str, at: tuple[float, float]) -> str:
        return f'<a:{tag}><a:pt x="{emu(at[0])}" y="{emu(at[1])}"/></a:{tag}>'

    drawn = "".join(
        point("moveTo", path[0]) + "".join(point("lnTo", at) for at in path[1:]) for path in paths
    )
    return (
        f"<p:sp><p:nvSpPr>{identity.xml()}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{frame_xml(box)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{emu(box.w)}" h="{emu(box.h)}" fill="none">{drawn}</a:path></a:pathLst>'
        f"</a:custGeom><a:noFill/>{outline_xml(outline)}</p:spPr></p:sp>"
    )


def picture(identity: Identity, box: Box, relation: str) -> str:
    """A picture that fills its box."""
    return (
        f"<p:pic><p:nvPicPr>{identity.xml()}"
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f"</p:blipFill><p:spPr>{frame_xml(box)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def graphic_frame(identity: Identity, box: Box, uri: str, content: str, holder: str = "") -> str:
    """The frame of a table or chart; ``holder`` is the attributes of its ``p:ph``, if it is in a
    placeholder."""
    mark = f"<p:nvPr><p:ph {holder}/></p:nvPr>" if holder else "<p:nvPr/>"
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{identity.xml()}"
        f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>{mark}'
        f"</p:nvGraphicFramePr>{frame_xml(box, 'p:xfrm')}"
        f'<a:graphic><a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )
