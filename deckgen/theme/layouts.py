"""What a template's layouts hold: placeholders with their inherited places, colours, fonts.

Reads the parts themselves, so that a template is understood without being opened for writing.
Boxes are in the inches of :mod:`deckgen.theme.box`.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from deckgen.theme.box import EMU_PER_INCH, SHORTER_SIDE, Box

_NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_ID = f"{{{_NAMESPACES['r']}}}id"
_MAIN = "ppt/presentation.xml"
_STYLES = {"title": "titleStyle", "ctrTitle": "titleStyle"}
_OTHER_STYLE = ("ftr", "sldNum", "dt")
# Where a layout's placeholder finds its place on the master.
_PARENTS = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "chart": "body", "tbl": "body"}

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder of a layout: its ``p:ph``, its name, where it stands, how large its text is
    (in points on a page whose shorter side is 7.5 inches; 0 where nothing says)."""

    type: str
    idx: int
    name: str
    box: Box
    points: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: its part ("/ppt/slideLayouts/slideLayout1.xml"), name and placeholders; ``body``
    is the place that the master gives to text."""

    part: str
    name: str
    holders: tuple[Holder, ...]
    body: Box | None


@dataclass(frozen=True, slots=True)
class Template:
    """A template: page size in EMU, colours RRGGBB by the names that slides use (``bg1``, ``tx1``,
    ``accent1``), fonts, and the layouts of the first master."""

    page: tuple[int, int]
    colours: Mapping[str, str]
    major_font: str
    minor_font: str
    layouts: tuple[Layout, ...]


def read_template(content: bytes) -> Template:
    """Reads a .pptx. Raises ``ValueError`` with one line for what is no presentation."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, AttributeError) as problem:
        raise ValueError("not a presentation that can be read") from problem


def _read(archive: zipfile.ZipFile) -> Template:
    root = _tree(archive, _MAIN)
    size = _one(root, "p:sldSz")
    page = (int(size.get("cx", "0")), int(size.get("cy", "0")))
    if min(page) <= 0:
        raise ValueError("the template's page has no size")
    unit = min(page) / SHORTER_SIDE
    master_id = _one(root, "p:sldMasterIdLst/p:sldMasterId").get(_ID, "")
    master_part = _targets(archive, _MAIN)[master_id]
    master, targets = _tree(archive, master_part), _targets(archive, master_part)
    theme = _tree(archive, next(part for part in targets.values() if "/theme/" in part))
    inherited = {holder.type: holder for holder in _holders(master, master, {}, unit)}
    body = inherited.get("body")
    layouts = []
    for listed in master.iterfind("p:sldLayoutIdLst/p:sldLayoutId", _NAMESPACES):
        part = targets[listed.get(_ID, "")]
        layout = _tree(archive, part)
        name = _one(layout, "p:cSld").get("name", "")
        holders = tuple(_holders(layout, master, inherited, unit))
        layouts.append(Layout(f"/{part}", name, holders, body.box if body else None))
    fonts = _one(theme, "a:themeElements/a:fontScheme")
    return Template(
        page,
        _colours(theme, _one(master, "p:clrMap")),
        _one(fonts, "a:majorFont/a:latin").get("typeface", ""),
        _one(fonts, "a:minorFont/a:latin").get("typeface", ""),
        tuple(layouts),
    )


def _tree(archive: zipfile.ZipFile, part: str) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(part), parser)


def _one(root: Element, path: str) -> Element:
    found = root.find(path, _NAMESPACES)
    if found is None:
        raise ValueError(f"the template lacks {path}")
    return found


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The parts that a part's relationships lead to, by their id."""
    folder, name = posixpath.split(part)
    found = {}
    for relation in _tree(archive, f"{folder}/_rels/{name}.rels"):
        if relation.get("TargetMode") != "External":
            target = posixpath.join("/", folder, relation.get("Target", ""))
            found[relation.get("Id", "")] = posixpath.normpath(target).lstrip("/")
    return found


def _colours(theme: Element, names: Element) -> dict[str, str]:
    scheme = _one(theme, "a:themeElements/a:clrScheme")
    own = {}
    for slot in scheme:
        value = slot[0]
        literal = value.get("lastClr") or value.get("val") or "000000"
        own[etree.QName(slot).localname] = literal.upper()
    return own | {
        str(used): own[str(slot)] for used, slot in names.attrib.items() if str(slot) in own
    }


def _holders(
    tree: Element, master: Element, inherited: Mapping[str, Holder], unit: float
) -> Iterator[Holder]:
    for shape in tree.iterfind("p:cSld/p:spTree/*", _NAMESPACES):
        mark = shape.find("*/p:nvPr/p:ph", _NAMESPACES)
        if mark is None:
            continue
        kind = mark.get("type", "obj")
        parent = inherited.get(kind) or inherited.get(_PARENTS.get(kind, ""))
        box = _box(shape, unit) or (parent.box if parent else None)
        if box is None:
            continue
        own = _points(shape, "p:txBody/a:lstStyle")
        points = own or (parent.points if parent else 0) or _style_points(master, kind)
        scaled = points * EMU_PER_INCH / unit if own or parent is None else points
        name = _one(shape, "*/p:cNvPr").get("name", "")
        yield Holder(kind, int(mark.get("idx", "0")), name, box, scaled)


def _box(shape: Element, unit: float) -> Box | None:
    at, size = shape.find(".//a:off", _NAMESPACES), shape.find(".//a:ext[@cx]", _NAMESPACES)
    if at is None or size is None:
        return None
    x, y, w, h = (
        int(one.get(name, "0")) / unit
        for one, name in ((at, "x"), (at, "y"), (size, "cx"), (size, "cy"))
    )
    return Box(x, y, w, h)


def _points(owner: Element, path: str) -> float:
    font = owner.find(f"{path}/a:lvl1pPr/a:defRPr", _NAMESPACES)
    return int(font.get("sz", "0")) / 100 if font is not None else 0


def _style_points(master: Element, kind: str) -> float:
    other = "otherStyle" if kind in _OTHER_STYLE else "bodyStyle"
    return _points(master, f"p:txStyles/p:{_STYLES.get(kind, other)}")
