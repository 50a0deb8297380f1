"""The parts of a random template's package: presentation, masters, layouts, themes, samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from tests.brands.random_art import Drawing, Place
from tests.brands.random_layouts import LayoutXml, TitleStyle, holder

_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_REL}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_ACCENTS = " ".join(f'accent{n}="accent{n}"' for n in range(1, 7))
_LINKS = 'hlink="hlink" folHlink="folHlink"'


@dataclass(frozen=True)
class Master:
    """A master with its theme and layouts."""

    slots: Mapping[str, str]
    theme_name: str
    fonts: tuple[str, str]
    east_asian: str
    mapping: Mapping[str, str]
    background: str
    art: str
    styles: TitleStyle
    body: Place
    furniture: Mapping[str, Place]
    layouts: Sequence[LayoutXml]
    told: str
    right_to_left: bool
    line_spacing: int
    space_before: int
    bullets: bool
    body_points: int


@dataclass(frozen=True)
class Sample:
    """A sample slide: the number of its layout over all masters, from 0."""

    layout: int
    notes: bool
    hidden: bool
    comment: bool


class _Parts:
    """Collects parts with their content types and relationships."""

    def __init__(self, media: Mapping[str, bytes]) -> None:
        self.blobs: dict[str, bytes] = {}
        self.types: list[tuple[str, str]] = []
        self.media = media

    def add(self, name: str, kind: str, text: str, rels: Sequence[tuple[str, str]]) -> None:
        """A part; relationships are numbered from rId1, media are found by name in the text."""
        found = list(rels)
        folder = "../" if name.count("/") > 1 else ""
        for one in self.media:
            if f'r:embed="{one}"' in text:
                found.append(("image", f"{folder}media/{one}"))
                text = text.replace(f'r:embed="{one}"', f'r:embed="rId{len(found)}"')
        self.blobs[name] = (_HEAD + text).encode("utf-8")
        self.types.append((f"/{name}", kind))
        if found:
            where, _, last = name.rpartition("/")
            self.blobs[f"{where}/_rels/{last}.rels"] = _rels(found)


def package(
    size: tuple[int, int],
    masters: Sequence[Master],
    samples: Sequence[Sample],
    media: Mapping[str, bytes],
    *,
    right_to_left: bool,
    potx: bool,
    sections: bool,
) -> dict[str, bytes]:
    """The parts by name."""
    parts = _Parts(media)
    number = 0
    for count, master in enumerate(masters, start=1):
        parts.add(f"ppt/theme/theme{count}.xml", _THEME, _theme(master), ())
        rels = []
        ids = []
        for layout in master.layouts:
            number += 1
            ids.append(2147483648 + 100 * count + len(ids) + 1)
            rels.append(("slideLayout", f"../slideLayouts/slideLayout{number}.xml"))
            parts.add(f"ppt/slideLayouts/slideLayout{number}.xml", f"{_MAIN}.slideLayout+xml",
                      _layout(layout, master),
                      [("slideMaster", f"../slideMasters/slideMaster{count}.xml")])  # fmt: skip
        rels.append(("theme", f"../theme/theme{count}.xml"))
        part = f"ppt/slideMasters/slideMaster{count}.xml"
        parts.add(part, f"{_MAIN}.slideMaster+xml", _master(size, master, ids), rels)
    noted = any(one.notes for one in samples)
    if noted:
        _notes_master(parts, masters[0], len(masters) + 1)
    rels = [("slideMaster", f"slideMasters/slideMaster{n + 1}.xml") for n in range(len(masters))]
    first = len(rels)
    rels += [("slide", f"slides/slide{n + 1}.xml") for n in range(len(samples))]
    for count, sample in enumerate(samples, start=1):
        _sample(parts, size, count, sample)
    if noted:
        rels.append(("notesMaster", "notesMasters/notesMaster1.xml"))
    notes_id = len(rels)
    if any(one.comment for one in samples):
        rels.append(("commentAuthors", "commentAuthors.xml"))
        parts.add("ppt/commentAuthors.xml", f"{_MAIN}.commentAuthors+xml",
                  f'<p:cmAuthorLst {_NAMES}><p:cmAuthor id="0" name="Brand Team" initials="BT" '
                  'lastIdx="9" clrIdx="0"/></p:cmAuthorLst>', ())  # fmt: skip
    listed = "".join(
        f'<p:sldMasterId id="{2147483648 + 100 * n}" r:id="rId{n}"/>'
        for n in range(1, len(masters) + 1)
    )
    slides = "".join(
        f'<p:sldId id="{256 + n}" r:id="rId{first + n + 1}"/>' for n in range(len(samples))
    )
    held = f"<p:sldIdLst>{slides}</p:sldIdLst>" if samples else ""
    noting = (
        f'<p:notesMasterIdLst><p:notesMasterId r:id="rId{notes_id}"/></p:notesMasterIdLst>'
        if noted
        else ""
    )
    section = (
        '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
        'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section '
        'name="Beispiele" id="{0B2B2D7C-0000-4000-8000-000000000001}"><p14:sldIdLst>'
        + "".join(f'<p14:sldId id="{256 + n}"/>' for n in range(len(samples)))
        + "</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>"
        if sections and samples
        else ""
    )
    rtl = ' rtl="1"' if right_to_left else ""
    kind = "template" if potx else "presentation"
    parts.add(
        "ppt/presentation.xml", f"{_MAIN}.{kind}.main+xml",
        f"<p:presentation {_NAMES}{rtl}><p:sldMasterIdLst>{listed}</p:sldMasterIdLst>{noting}{held}"
        f'<p:sldSz cx="{size[0]}" cy="{size[1]}"/><p:notesSz cx="6858000" cy="9144000"/>'
        '<p:defaultTextStyle><a:lvl1pPr><a:defRPr sz="1800"><a:latin typeface="+mn-lt"/>'
        f"</a:defRPr></a:lvl1pPr></p:defaultTextStyle>{section}</p:presentation>",
        rels,
    )  # fmt: skip
    types = "".join(
        f'<Override PartName="{one}" ContentType="{kind}"/>' for one, kind in parts.types
    )
    heads = {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="png" ContentType="image/png"/>{types}</Types>'
        ).encode(),
        "_rels/.rels": _rels([("officeDocument", "ppt/presentation.xml")]),
    }
    drawn = {
        f"ppt/media/{name}": blob
        for name, blob in media.items()
        if any(f"media/{name}".encode() in one for one in parts.blobs.values())
    }
    return heads | parts.blobs | drawn


def _rels(listed: Sequence[tuple[str, str]]) -> bytes:
    found = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(listed, start=1)
    )
    return (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{found}</Relationships>'
    ).encode()


def _tree(shapes: str) -> str:
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr/>{shapes}</p:spTree>"
    )


def _theme(master: Master) -> str:
    slots = dict(master.slots)
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in slots.items()
    )
    order = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    colours = "".join(f'<a:{one}><a:srgbClr val="{slots[one]}"/></a:{one}>' for one in order)
    fonts = "".join(
        f"<a:{what}Font><a:latin typeface={quoteattr(face)}/>"
        f'<a:ea typeface={quoteattr(master.east_asian)}/><a:cs typeface=""/></a:{what}Font>'
        for what, face in zip(("major", "minor"), master.fonts, strict=True)
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    name = f" name={quoteattr(master.theme_name)}" if master.theme_name else ""
    return (
        f'<a:theme {_NAMES}{name}><a:themeElements><a:clrScheme name="Own">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Own">{fonts}</a:fontScheme><a:fmtScheme name="Own">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}"
        "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _master(size: tuple[int, int], master: Master, ids: Sequence[int]) -> str:
    draw = Drawing(size, 10)
    title = master.styles
    body = f' anchor="{title.anchor}"'
    if title.vertical:
        body = f' vert="{title.vertical}"' + body
    if title.insets is not None:
        sides = zip(("lIns", "tIns", "rIns", "bIns"), title.insets, strict=True)
        body = "".join(f' {side}="{value}"' for side, value in sides) + body
        if title.vertical:
            body = f' vert="{title.vertical}"' + body.replace(f' vert="{title.vertical}"', "")
    holders = [
        holder(draw, "title", title.place, body=f"<a:bodyPr{body}>{title.fit}</a:bodyPr>"),
        holder(draw, "body", master.body, idx=1, body="<a:bodyPr><a:normAutofit/></a:bodyPr>"),
    ]
    for idx, (what, place) in enumerate(master.furniture.items(), start=2):
        align = "r" if what == "sldNum" else "l"
        style = f'<a:lvl1pPr algn="{align}"><a:defRPr sz="{1000}"/></a:lvl1pPr>'
        holders.append(holder(draw, what, place, idx=idx, prompt="Footer", style=style,
                              size="quarter"))  # fmt: skip
    mapping = " ".join(f'{key}="{value}"' for key, value in master.mapping.items())
    listed = "".join(f'<p:sldLayoutId id="{id_}" r:id="rId{n}"/>' for n, id_ in enumerate(ids, 1))
    rtl = ' rtl="1"' if master.right_to_left else ""
    capitals = ' cap="all"' if title.capitals else ""
    bold = ' b="1"' if title.bold else ""
    title_style = (
        f'<a:lvl1pPr algn="{title.align}"{rtl}><a:lnSpc><a:spcPct val="{title.spacing * 1000}"/>'
        f'</a:lnSpc><a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(title.points * 100)}"{bold}{capitals}><a:solidFill>'
        f'<a:schemeClr val="{title.colour}"/></a:solidFill><a:latin typeface="+mj-lt"/>'
        '<a:ea typeface="+mj-ea"/></a:defRPr></a:lvl1pPr>'
    )
    bullet = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if master.bullets else "<a:buNone/>"
    body_style = "".join(
        f'<a:lvl{level}pPr marL="{228600 + 457200 * (level - 1)}" indent="-228600"{rtl}>'
        f'<a:lnSpc><a:spcPct val="{master.line_spacing * 1000}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{master.space_before}"/></a:spcBef>{bullet}'
        f'<a:defRPr sz="{max(10, master.body_points - 2 * level + 2) * 100}"><a:solidFill>'
        '<a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr>'
        f"</a:lvl{level}pPr>"
        for level in range(1, 6)
    )
    other = (
        '<a:lvl1pPr><a:defRPr sz="1800"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
    )
    return (
        f"<p:sldMaster {_NAMES}><p:cSld>{master.background}{_tree(master.art + ''.join(holders))}"
        f"</p:cSld><p:clrMap {mapping} {_ACCENTS} {_LINKS}/><p:sldLayoutIdLst>{listed}"
        f"</p:sldLayoutIdLst><p:txStyles><p:titleStyle>{title_style}</p:titleStyle><p:bodyStyle>"
        f"{body_style}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle></p:txStyles>"
        "</p:sldMaster>"
    )


def _layout(layout: LayoutXml, master: Master) -> str:
    kind = f' type="{layout.type}"' if layout.type else ""
    shown = "" if layout.shows_master else ' showMasterSp="0"'
    change = "<a:masterClrMapping/>"
    if layout.overrides is not None:
        pairs = " ".join(
            f'{key}="{master.mapping[value]}"' for key, value in layout.overrides.items()
        )
        change = f"<a:overrideClrMapping {pairs} {_ACCENTS} {_LINKS}/>"
    return (
        f'<p:sldLayout {_NAMES}{shown}{kind} preserve="1" userDrawn="1">'
        f"<p:cSld name={quoteattr(layout.name)}>{layout.background}{_tree(layout.shapes)}</p:cSld>"
        f"<p:clrMapOvr>{change}</p:clrMapOvr></p:sldLayout>"
    )


def _sample(parts: _Parts, size: tuple[int, int], number: int, sample: Sample) -> None:
    draw = Drawing(size, 10)
    shapes = holder(draw, "title", None, prompt="Lorem ipsum of the brand team")
    rels = [("slideLayout", f"../slideLayouts/slideLayout{sample.layout + 1}.xml")]
    if sample.notes:
        rels.append(("notesSlide", f"../notesSlides/notesSlide{number}.xml"))
        note = holder(
            draw, "body", (0.1, 0.5, 0.8, 0.4), idx=1, prompt="Never show this to anybody"
        )
        parts.add(f"ppt/notesSlides/notesSlide{number}.xml", f"{_MAIN}.notesSlide+xml",
                  f"<p:notes {_NAMES}><p:cSld>{_tree(note)}</p:cSld><p:clrMapOvr>"
                  "<a:masterClrMapping/></p:clrMapOvr></p:notes>",
                  [("notesMaster", "../notesMasters/notesMaster1.xml"),
                   ("slide", f"../slides/slide{number}.xml")])  # fmt: skip
    if sample.comment:
        rels.append(("comments", f"../comments/comment{number}.xml"))
        parts.add(f"ppt/comments/comment{number}.xml", f"{_MAIN}.comments+xml",
                  f'<p:cmLst {_NAMES}><p:cm authorId="0" dt="2020-01-01T00:00:00.000" idx="1">'
                  '<p:pos x="10" y="10"/><p:text>Please use the new logo</p:text></p:cm>'
                  "</p:cmLst>", ())  # fmt: skip
    show = ' show="0"' if sample.hidden else ""
    parts.add(f"ppt/slides/slide{number}.xml", f"{_MAIN}.slide+xml",
              f"<p:sld {_NAMES}{show}><p:cSld>{_tree(shapes)}</p:cSld><p:clrMapOvr>"
              "<a:masterClrMapping/></p:clrMapOvr></p:sld>", rels)  # fmt: skip


def _notes_master(parts: _Parts, master: Master, number: int) -> None:
    parts.add(f"ppt/theme/theme{number}.xml", _THEME, _theme(master), ())
    draw = Drawing((6858000, 9144000), 1)
    body = holder(draw, "body", (0.1, 0.5, 0.8, 0.4), idx=1)
    mapping = 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"'
    parts.add("ppt/notesMasters/notesMaster1.xml", f"{_MAIN}.notesMaster+xml",
              f"<p:notesMaster {_NAMES}><p:cSld>{_tree(body)}</p:cSld><p:clrMap {mapping} "
              f"{_ACCENTS} {_LINKS}/></p:notesMaster>",
              [("theme", f"../theme/theme{number}.xml")])  # fmt: skip
