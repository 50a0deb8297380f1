"""A template as a package: every part written here, nothing taken from another file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from deckgen.render.shape import NAMESPACES
from deckgen.theme.description import read_description
from deckgen.theme.folder import DESCRIPTION
from deckgen.theme.style import Colour, Palette
from deckgen.theme.zipping import zip_bytes
from tools.themes.layouts import PAGE, Layouts, layout_xml, master_xml, other_style
from tools.themes.looks import Look
from tools.themes.notes import notes_master_xml

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"
_MAIN_TYPE = f"{_TYPE}.presentationml"
_PAPER = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "12436D",
    "accent2": "838C9C", "accent3": "0B5CAD", "accent4": "C2410C", "accent5": "55606E",
    "accent6": "BF821B", "hlink": "12436D", "folHlink": "55606E",
}  # fmt: skip
_DATE = "2026-01-01T00:00:00Z"  # the same in every build
Relation = tuple[str, str]


def template_bytes(look: Look, folder: Path) -> bytes:
    """The .pptx of a look, in the palettes of the ``theme.yaml`` in ``folder``."""
    palettes = _palettes(look, folder)
    page, layouts = palettes["page"], Layouts(look, palettes)
    parts = layouts.all()
    numbered = list(enumerate(parts, start=1))
    last = len(parts)
    content = {
        "docProps/app.xml": _application(last),
        "docProps/core.xml": _core(look),
        "ppt/presentation.xml": _presentation(),
        "ppt/presProps.xml": f"<p:presentationPr {NAMESPACES}/>",
        "ppt/viewProps.xml": f"<p:viewPr {NAMESPACES}/>",
        "ppt/tableStyles.xml": (
            '<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
            'def="{2D5ABB26-0587-4C30-8999-92F81FD0307C}"/>'
        ),
        "ppt/theme/theme1.xml": _theme(
            look.name, look.colours, look.major, look.minor, look.custom
        ),
        "ppt/theme/theme2.xml": _theme("Notes", _PAPER, "Calibri", "Calibri", {}),
        "ppt/slideMasters/slideMaster1.xml": master_xml(look, layouts, page, last),
        "ppt/notesMasters/notesMaster1.xml": notes_master_xml(),
        **{
            f"ppt/slideLayouts/slideLayout{number}.xml": layout_xml(
                part, palettes[part.palette], page
            )
            for number, part in numbered
        },
    }
    relations = {
        "": [
            (f"{_OFFICE}/relationships/officeDocument", "ppt/presentation.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ],
        "ppt/presentation.xml": [
            (_relation("slideMaster"), "slideMasters/slideMaster1.xml"),
            (_relation("notesMaster"), "notesMasters/notesMaster1.xml"),
            (_relation("presProps"), "presProps.xml"),
            (_relation("viewProps"), "viewProps.xml"),
            (_relation("theme"), "theme/theme1.xml"),
            (_relation("tableStyles"), "tableStyles.xml"),
        ],
        "ppt/slideMasters/slideMaster1.xml": [
            *(
                (_relation("slideLayout"), f"../slideLayouts/slideLayout{number}.xml")
                for number, _ in numbered
            ),
            (_relation("theme"), "../theme/theme1.xml"),
        ],
        "ppt/notesMasters/notesMaster1.xml": [(_relation("theme"), "../theme/theme2.xml")],
        **{
            f"ppt/slideLayouts/slideLayout{number}.xml": [
                (_relation("slideMaster"), "../slideMasters/slideMaster1.xml")
            ]
            for number, _ in numbered
        },
    }
    members = {name: f"{_HEAD}{xml}" for name, xml in content.items()}
    members["[Content_Types].xml"] = _HEAD + _content_types(content)
    members |= {_relations_part(part): _HEAD + _listed(of) for part, of in relations.items()}
    return zip_bytes((name, xml.encode("utf-8")) for name, xml in members.items())


def _palettes(look: Look, folder: Path) -> dict[str, Palette]:
    description = read_description(folder / DESCRIPTION)

    def colour(text: str) -> Colour:
        found = look.colour(text)
        return Colour(found, "" if found == text else text)

    return {
        name: Palette(**{role: colour(text) for role, text in roles.items()})
        for name, roles in description.palettes.items()
    }


def _relation(kind: str) -> str:
    return f"{_OFFICE}/relationships/{kind}"


def _relations_part(part: str) -> str:
    folder, slash, name = part.rpartition("/")
    return f"{folder}{slash}_rels/{name}.rels"


def _listed(relations: list[Relation]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _content_types(parts: dict[str, str]) -> str:
    kinds = {
        "presentation.xml": f"{_MAIN_TYPE}.presentation.main+xml",
        "presProps.xml": f"{_MAIN_TYPE}.presProps+xml",
        "viewProps.xml": f"{_MAIN_TYPE}.viewProps+xml",
        "tableStyles.xml": f"{_MAIN_TYPE}.tableStyles+xml",
        "app.xml": f"{_TYPE}.extended-properties+xml",
        "core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    folders = {
        "theme": f"{_TYPE}.theme+xml",
        "slideMasters": f"{_MAIN_TYPE}.slideMaster+xml",
        "slideLayouts": f"{_MAIN_TYPE}.slideLayout+xml",
        "notesMasters": f"{_MAIN_TYPE}.notesMaster+xml",
    }

    def kind(part: str) -> str:
        *_, folder, name = part.split("/")
        return kinds.get(name) or folders[folder]

    rows = "".join(
        f'<Override PartName="/{part}" ContentType="{kind(part)}"/>' for part in sorted(parts)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _presentation() -> str:
    width, height = PAGE
    return (
        f'<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst>'
        '<p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst>'
        '<p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{width}" cy="{height}"/><p:notesSz cx="6858000" cy="9144000"/>'
        '<p:defaultTextStyle><a:defPPr><a:defRPr lang="en-US"/></a:defPPr>'
        f"{other_style()}</p:defaultTextStyle>"
        "</p:presentation>"
    )


def _application(layouts: int) -> str:
    return (
        f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>deckgen</Application>'
        "<PresentationFormat>Widescreen</PresentationFormat><Slides>0</Slides></Properties>"
    )


def _core(look: Look) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>deckgen, {look.name} theme</dc:title><dc:creator>deckgen</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_DATE}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_DATE}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _theme(
    name: str,
    colours: Mapping[str, str],
    major: str,
    minor: str,
    custom: Mapping[str, str],
) -> str:
    """A theme part: colours, fonts, plain fills and lines without effects."""
    slots = "".join(
        f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in colours.items()
    )
    faces = "".join(
        f'<a:{kind}Font><a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface=""/>'
        f"</a:{kind}Font>"
        for kind, face in (("major", major), ("minor", minor))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:ln>'
        for width in (9525, 12700, 19050)
    )
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    own = "".join(
        f'<a:custClr name={quoteattr(label)}><a:srgbClr val="{value}"/></a:custClr>'
        for label, value in custom.items()
    )
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f"name={quoteattr(f'deckgen {name}')}><a:themeElements>"
        f'<a:clrScheme name="{name}">{slots}</a:clrScheme>'
        f'<a:fontScheme name="{name}">{faces}</a:fontScheme>'
        f'<a:fmtScheme name="{name}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "<a:objectDefaults/><a:extraClrSchemeLst/>"
        + (f"<a:custClrLst>{own}</a:custClrLst>" if own else "")
        + "</a:theme>"
    )
