"""What is taken out of a deck before it leaves the house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from deckgen.publish.parts import Parts, R
from deckgen.publish.workbooks import drawn_workbook
from deckgen.render.marks import without_mark

_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_INTERNAL = {
    # the last word of a relationship's type: what a person would call it
    "customXml": "custom XML (the manifest)",
    "tags": "tags",
    "comments": "comments",
    "commentAuthors": "comments",
    "authors": "comments",
    "changesInfo": "change records",
    "changesInfos": "change records",
    "revisionInfo": "change records",
    "custom-properties": "custom properties",
    "thumbnail": "thumbnails",
    "printerSettings": "printer settings",
    "person": "comments",
}
_MAKER = "deckgen"
_NAMES = {"creator", "lastModifiedBy"}
_PEOPLE = {"lastPrinted", "revision", "version"}
_APPLICATION = {"Manager", "HyperlinkBase", "TotalTime", "Template"}
_DRAWN = (
    "ppt/slides/",
    "ppt/notesSlides/",
    "ppt/slideLayouts/",
    "ppt/slideMasters/",
    "ppt/notesMasters/",
    "ppt/presentation",
)
_PROPERTIES = ("core-properties", "extended-properties")


def stripped(parts: Parts, *, notes: bool) -> tuple[dict[str, int], list[str]]:
    """Changes the parts, and returns what was taken out with its number, and what remains to be
    looked at."""
    removed: Counter[str] = Counter()
    for source in parts.sources():
        _internal(parts, source, removed, notes=notes)
    for name in [one for one in parts.content if one.endswith(".xml")]:
        if name.startswith(_DRAWN):
            _shapes(parts, name, removed)
    _charts(parts, removed)
    _people(parts, removed)
    parts.sweep()
    return dict(sorted(removed.items())), list(_remaining(parts))


def _internal(parts: Parts, source: str, removed: Counter[str], *, notes: bool) -> None:
    names = dict(_INTERNAL) if notes else {**_INTERNAL, "notesSlide": "speaker notes"}

    def unwanted(kind: str, target: str, external: bool) -> bool:
        if kind not in names:
            return False
        if kind == "notesSlide" and not source.startswith("ppt/slides/"):
            return False
        removed[names[kind]] += 1
        return True

    parts.unrelate(source, unwanted)


def _shapes(parts: Parts, name: str, removed: Counter[str]) -> None:
    """Marks in names and titles of alternative texts; references to tags and custom XML."""
    root = parts.xml(name)
    changed = False
    for element in root.iter(f"{{{_P}}}custDataLst"):
        changed = True
        _drop(element)
    for element in root.iter(f"{{{_P}}}cNvPr"):
        for attribute in ("name", "title", "descr"):
            text = element.get(attribute)
            if text is None or (plain := without_mark(text)) == text:
                continue
            changed = True
            removed["marks"] += 1
            if plain or attribute == "name":
                element.set(attribute, plain or f"Shape {element.get('id', '')}".strip())
            else:
                del element.attrib[attribute]
    if changed:
        parts.put(name, root)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _charts(parts: Parts, removed: Counter[str]) -> None:
    """Workbooks keep the cells that are drawn; one that lies elsewhere is not linked any more."""
    for name in [one for one in parts.content if one.startswith("ppt/charts/")]:
        if not name.endswith(".xml") or f"{{{_C}}}chartSpace" != parts.xml(name).tag:
            continue
        root = parts.xml(name)
        book = drawn_workbook(root)
        outside = []
        for id, kind, target, external in list(parts.relationships(name)):
            if kind not in ("package", "oleObject"):
                continue
            if external or target not in parts.content or book is None:
                outside.append(id)
            elif parts.content[target] != book:
                parts.content[target] = book
                removed["workbooks rewritten with the drawn cells only"] += 1
        if outside:
            removed["links to workbooks"] += len(outside)
            parts.unrelate(name, lambda kind, _target, _external: kind in ("package", "oleObject"))
            for element in list(root.iter(f"{{{_C}}}externalData")):
                if element.get(f"{{{R}}}id") in outside:
                    _drop(element)
            parts.put(name, root)


def _people(parts: Parts, removed: Counter[str]) -> None:
    for _, kind, target, external in parts.relationships(""):
        if external or kind not in _PROPERTIES or target not in parts.content:
            continue
        root = parts.xml(target)
        unwanted = _PEOPLE if kind == "core-properties" else _APPLICATION
        for element in list(root):
            name = str(element.tag).rpartition("}")[2]
            if name in _NAMES and element.text != _MAKER:
                element.text = _MAKER
                removed["properties about people"] += 1
            elif name in unwanted:
                root.remove(element)
                removed["properties about people"] += bool((element.text or "").strip())
        parts.put(target, root)


def _remaining(parts: Parts) -> Iterator[str]:
    """What only a person can decide about."""
    slides = [name for name in parts.content if name.startswith("ppt/slides/slide")]
    hidden = sum(parts.xml(name).get("show") in ("0", "false") for name in slides)
    if hidden:
        yield f"{hidden} hidden slide{'s are' if hidden > 1 else ' is'} still in it"
    links = {
        target
        for source in parts.sources()
        for _, _, target, external in parts.relationships(source)
        if external and not target.lower().startswith(("http://", "https://", "mailto:"))
    }
    if links:
        yield f"{len(links)} link{'s' if len(links) > 1 else ''} to files of this house"
    objects = sum("/embeddings/" in name for name in parts.content) - sum(
        kind == "package"
        for source in parts.sources()
        if source.startswith("ppt/charts/")
        for _, kind, _, _ in parts.relationships(source)
    )
    if objects > 0:
        yield f"{objects} embedded document{'s' if objects > 1 else ''} beside the charts'"
