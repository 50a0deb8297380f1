"""Invariants that every .pptx must keep: what makes PowerPoint offer a repair, or lose a click.

Schemas do not see most of these (a dangling relationship is valid XML), so they are checked here,
and by :mod:`tests.support.schema` in addition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.support.chart_parts import chart_findings
from tests.support.opc import Package, R, find, read_package, texts

_MARKED = frozenset({"chart", "image", "hyperlink", "package", "oleObject", "media", "video"})
"""Relationships that mean nothing unless the part's XML names their id."""
_SIGNATURES = {"png": b"\x89PNG", "jpg": b"\xff\xd8", "jpeg": b"\xff\xd8", "gif": b"GIF8"}
_SHAPE_TREES = ("slide+xml", "slideLayout+xml", "slideMaster+xml", "notesSlide+xml")
_FIRST_SLIDE_ID, _FIRST_MASTER_ID = 256, 2**31


def assert_package_is_sound(path: Path) -> None:
    """Raises ``AssertionError`` that lists every broken invariant of a .pptx file."""
    found = package_findings(path)
    assert not found, f"{path.name} is not sound:\n" + "\n".join(f"  {line}" for line in found)


def package_findings(path: Path) -> list[str]:
    """Every broken invariant, as one line with the part's name in front; empty when sound."""
    package = read_package(path)
    if not package.content:
        return package.findings
    checks: tuple[Callable[[Package], Iterator[str]], ...] = (
        _relationship_findings,
        _reachability_findings,
        _presentation_findings,
        _shape_findings,
        _table_findings,
        _notes_findings,
        _image_findings,
        _property_findings,
        chart_findings,
    )
    return package.findings + [line for check in checks for line in check(package)]


def _relationship_findings(package: Package) -> Iterator[str]:
    for source, relationships in package.relationships.items():
        ids = Counter(relationship.id for relationship in relationships)
        for id_, count in ids.items():
            if count > 1:
                yield f"{source}: relationship id {id_} used {count} times"
        used = set(_references(package, source))
        for id_ in sorted(used - ids.keys()):
            yield f"{source}: refers to relationship {id_}, which does not exist"
        explicit = _MARKED | ({"slide"} if source == package.presentation else set())
        for relationship in relationships:
            if relationship.external:
                yield f"{source}: external relationship {relationship.id} to {relationship.target}"
            elif relationship.target not in package.content:
                yield f"{source}: {relationship.id} leads to missing part {relationship.target}"
            if relationship.kind in explicit and relationship.id not in used:
                yield f"{source}: relationship {relationship.id} to {relationship.target} unused"
    for source in package.xml:
        if source not in package.relationships and not source.endswith(".rels"):
            for id_ in sorted(set(_references(package, source))):
                yield f"{source}: refers to relationship {id_}, which does not exist"


def _references(package: Package, part: str) -> Iterator[str]:
    root = package.xml.get(part)
    for element in root.iter("*") if root is not None else ():
        for name, value in element.attrib.items():
            # An empty id is how a hyperlink says "no target".
            if str(name).startswith(f"{{{R}}}") and value:
                yield str(value)


def _reachability_findings(package: Package) -> Iterator[str]:
    seen: set[str] = set()
    ahead = [relationship.target for relationship in package.relationships.get("", ())]
    while ahead:
        part = ahead.pop()
        if part not in seen:
            seen.add(part)
            ahead += [
                relationship.target
                for relationship in package.relationships.get(part, ())
                if not relationship.external
            ]
    for name in package.types:
        if name not in seen and not name.endswith((".rels", "/")):
            yield f"{name}: orphan, no relationship leads to it"


def _presentation_findings(package: Package) -> Iterator[str]:
    name = package.presentation
    if name is None:
        yield "the package has no presentation part"
        return
    root = package.xml[name]
    slides = texts(root, "p:sldIdLst/p:sldId/@id")
    yield from _repeated(name, "slide id", slides)
    yield from _repeated(name, "slide", texts(root, "p:sldIdLst/p:sldId/@r:id"))
    for id_ in slides:
        if not _FIRST_SLIDE_ID <= int(id_) < _FIRST_MASTER_ID:
            yield f"{name}: slide id {id_} is out of range"
    masters = texts(root, "p:sldMasterIdLst/p:sldMasterId/@id")
    for _, master in package.of_type("slideMaster+xml"):
        masters += texts(master, "p:sldLayoutIdLst/p:sldLayoutId/@id")
    yield from _repeated(name, "master or layout id", masters)
    for id_ in masters:
        if int(id_) < _FIRST_MASTER_ID:
            yield f"{name}: master or layout id {id_} is out of range"
    if package.related(name, "notesMaster") and not find(root, "p:notesMasterIdLst/*"):
        yield f"{name}: has a notes master but no notesMasterIdLst"


def _repeated(part: str, what: str, values: list[str]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{part}: {what} {value} used {count} times"


def _shape_findings(package: Package) -> Iterator[str]:
    for ending in _SHAPE_TREES:
        for name, root in package.of_type(ending):
            yield from _repeated(name, "shape id", texts(root, "//*[local-name()='cNvPr']/@id"))
            # Two placeholders of one idx inherit each other's place: text ends in the footer.
            yield from _repeated(name, "placeholder idx", texts(root, "//p:ph[@idx]/@idx"))
            for body in find(root, "//p:txBody[not(a:p)]"):
                yield f"{name}: a text body without a paragraph (line {body.sourceline})"
    for name, _ in package.of_type("slide+xml"):
        layouts = package.related(name, "slideLayout")
        if len(layouts) != 1:
            yield f"{name}: has {len(layouts)} layouts"


def _table_findings(package: Package) -> Iterator[str]:
    for ending in _SHAPE_TREES:
        for name, root in package.of_type(ending):
            for table in find(root, "//a:tbl"):
                columns = len(find(table, "a:tblGrid/a:gridCol"))
                for number, row in enumerate(find(table, "a:tr"), start=1):
                    cells = find(row, "a:tc")
                    if len(cells) != columns:
                        place = f"{name}: table row {number}"
                        yield f"{place} has {len(cells)} cells, its grid has {columns} columns"
                    for cell in cells:
                        if not find(cell, "a:txBody/a:p"):
                            yield f"{name}: table row {number} has a cell without a paragraph"


def _notes_findings(package: Package) -> Iterator[str]:
    for name, _ in package.of_type("notesSlide+xml"):
        if len(package.related(name, "notesMaster")) != 1:
            yield f"{name}: needs exactly one notes master"
        slides = package.related(name, "slide")
        if len(slides) != 1 or name not in package.related(slides[0], "notesSlide"):
            yield f"{name}: the slide and its notes do not refer to each other"


def _image_findings(package: Package) -> Iterator[str]:
    for name, content in package.content.items():
        expected = _SIGNATURES.get(name.rpartition(".")[2].lower())
        if expected and not content.startswith(expected):
            yield f"{name}: the content is not what the extension says"


def _property_findings(package: Package) -> Iterator[str]:
    for kind in ("core-properties", "extended-properties"):
        if not package.related("", kind):
            yield f"docProps: no {kind}"
    for name in package.related("", "core-properties"):
        for field in ("title", "creator", "created", "modified"):
            if not _property(package, name, field):
                yield f"{name}: {field} is empty"
    count = len([*package.of_type("slide+xml")])
    for name in package.related("", "extended-properties"):
        if not _property(package, name, "Application"):
            yield f"{name}: Application is empty"
        stated = _property(package, name, "Slides")
        if stated and stated != str(count):
            yield f"{name}: says {stated} slides, there are {count}"


def _property(package: Package, part: str, field: str) -> str:
    root = package.xml.get(part)
    found = texts(root, f"*[local-name()='{field}']/text()") if root is not None else []
    return "".join(found).strip()
