"""The notes master: the slide above, the words below, on white paper."""

from __future__ import annotations

from deckgen.render.shape import NAMESPACES, frame_xml
from deckgen.theme.box import Box
from tools.themes.holders import shape_tree

_IMAGE, _TEXT = Box(0.75, 0.60, 6.0, 3.375), Box(0.75, 4.20, 6.0, 5.0)
_NUMBER = Box(4.25, 9.35, 2.5, 0.35)
_MAP = (
    'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    'folHlink="folHlink"'
)


def notes_master_xml() -> str:
    """The notes master part."""
    shapes = (
        _shape(
            2,
            "Slide image",
            'type="sldImg" idx="2"',
            _IMAGE,
            '<a:ln w="9525"><a:solidFill><a:prstClr val="black"/></a:solidFill></a:ln>',
            '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>',
        )
        + _shape(3, "Notes", 'type="body" sz="quarter" idx="3"', _TEXT, text=_text("Notes"))
        + _shape(
            4,
            "Slide number",
            'type="sldNum" sz="quarter" idx="4"',
            _NUMBER,
            text=(
                '<p:txBody><a:bodyPr anchor="b"/><a:lstStyle><a:lvl1pPr algn="r">'
                '<a:defRPr sz="1000"/></a:lvl1pPr></a:lstStyle><a:p>'
                '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
                '<a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld><a:endParaRPr lang="en-US"/></a:p>'
                "</p:txBody>"
            ),
        )
    )
    levels = "".join(
        f'<a:lvl{number}pPr marL="{228600 * (number - 1)}" algn="l" defTabSz="914400" rtl="0" '
        'eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:defRPr sz="1100" kern="1200">'
        '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/>'
        f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{number}pPr>'
        for number in range(1, 10)
    )
    return (
        f'<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/>'
        f"</a:solidFill><a:effectLst/></p:bgPr></p:bg>{shape_tree(shapes)}</p:cSld>"
        f"<p:clrMap {_MAP}/><p:notesStyle>{levels}</p:notesStyle></p:notesMaster>"
    )


def _text(prompt: str) -> str:
    return (
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r>"
        f'<a:rPr lang="en-US"/><a:t>{prompt}</a:t></a:r></a:p></p:txBody>'
    )


def _shape(
    number: int,
    name: str,
    kind: str,
    box: Box,
    line: str = "",
    locks: str = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>',
    text: str = "",
) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>{locks}'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{frame_xml(box)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{line}</p:spPr>{text}</p:sp>'
    )
