"""Placeholders of masters and layouts as PresentationML."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from deckgen.render.shape import frame_xml
from deckgen.render.text import Font, font_xml
from deckgen.theme.box import Box

_BODY = (
    '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" '
    'anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
)
_FIELD = (
    '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
    '<a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'
)


@dataclass(frozen=True)
class Words:
    """How a placeholder sets its text."""

    font: Font
    align: str = "l"
    anchor: str = "t"
    spacing: int = 100

    def level(self, number: int = 1, indent: int = 0) -> str:
        """The list style of one level, without bullets."""
        return (
            f'<a:lvl{number}pPr marL="{indent}" indent="0" algn="{self.align}" '
            'defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
            f'<a:lnSpc><a:spcPct val="{self.spacing * 1000}"/></a:lnSpc>'
            '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
            f"{font_xml('a:defRPr', self.font)}</a:lvl{number}pPr>"
        )


@dataclass(frozen=True)
class Holder:
    """A placeholder: its name in the selection pane, ``p:ph``, prompt, place and text. Without a
    place or text it inherits the master's."""

    name: str
    type: str
    idx: int = 0
    prompt: str = ""
    box: Box | None = None
    words: Words | None = None

    def xml(self, number: int, *, master: bool = False) -> str:
        """The shape, as the ``number``-th of its tree."""
        quarter = self.type not in ("title", "ctrTitle") and not (master and self.type == "body")
        attributes = f'type="{self.type}"' + (' sz="quarter"' if quarter else "")
        attributes += f' idx="{self.idx}"' if self.idx else ""
        if not master and self.prompt:
            attributes += ' hasCustomPrompt="1"'
        place = "<p:spPr/>"
        if self.box is not None:
            shape = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            place = f"<p:spPr>{frame_xml(self.box)}{shape}</p:spPr>"
        body, levels = "<a:bodyPr/>", ""
        if self.words is not None:
            body = _BODY.format(anchor=self.words.anchor)
            levels = "" if master and self.type in ("title", "body") else self.words.level()
        text = _FIELD if self.type == "sldNum" else ""
        if self.prompt:
            text = f'<a:r><a:rPr lang="en-US"/><a:t>{escape(self.prompt)}</a:t></a:r>'
        style = f"<a:lstStyle>{levels}</a:lstStyle>" if levels else "<a:lstStyle/>"
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(self.name)}/>'
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f"<p:nvPr><p:ph {attributes}/></p:nvPr></p:nvSpPr>{place}"
            f"<p:txBody>{body}{style}<a:p>{text}"
            '<a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
        )


def shape_tree(shapes: str) -> str:
    """A shape tree of finished shapes."""
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{shapes}</p:spTree>'
    )
