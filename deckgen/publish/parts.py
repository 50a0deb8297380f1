"""The parts of a package while it is changed: bytes, XML, relationships, content types."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from lxml import etree

_TYPES = "[Content_Types].xml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Parts:
    """A package's parts by name. Changed XML is put back with :meth:`put`."""

    def __init__(self, content: dict[str, bytes], presentation: str) -> None:
        self.content = content
        self.presentation = presentation

    def xml(self, name: str) -> etree._Element:
        """A part as a tree; entities are not expanded, nothing is fetched."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(self.content[name], parser)

    def put(self, name: str, root: etree._Element) -> None:
        """A tree as the part's new content."""
        tree = etree.ElementTree(root)
        self.content[name] = etree.tostring(
            tree, xml_declaration=True, encoding="UTF-8", standalone=True
        )

    def relationships(self, part: str) -> Iterator[tuple[str, str, str, bool]]:
        """Id, last word of the type, target (a part's name unless external), external."""
        rels = rels_name(part)
        if rels not in self.content:
            return
        base = posixpath.dirname(part)
        for entry in self.xml(rels):
            kind = entry.get("Type", "").rpartition("/")[2]
            target, external = entry.get("Target", ""), entry.get("TargetMode") == "External"
            if not external:
                inside = unquote(target.replace("\\", "/").partition("#")[0])
                joined = inside if inside.startswith("/") else posixpath.join(base, inside)
                target = posixpath.normpath(joined).lstrip("/") if inside else part
            yield entry.get("Id", ""), kind, target, external

    def unrelate(self, part: str, unwanted: Callable[[str, str, bool], bool]) -> list[str]:
        """Takes the relationships of a part away that ``unwanted`` (kind, target, external) names,
        and returns their ids."""
        gone = {
            id for id, kind, target, external in self.relationships(part)
            if unwanted(kind, target, external)
        }  # fmt: skip
        if gone:
            name = rels_name(part)
            root = self.xml(name)
            for entry in list(root):
                if entry.get("Id") in gone:
                    root.remove(entry)
            self.put(name, root)
        return sorted(gone)

    def sources(self) -> list[str]:
        """Every part that may have relationships, the package itself ("") included."""
        return ["", *(name for name in self.content if not name.endswith(".rels"))]

    def sweep(self) -> int:
        """Drops every part that nothing refers to any more, and returns how many."""
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            part = waiting.pop()
            for _, _, target, external in self.relationships(part):
                if not external and target in self.content and target not in reached:
                    reached.add(target)
                    waiting.append(target)
        kept = {_TYPES, *reached, *(rels_name(one) for one in ("", *reached))}
        lost = [name for name in self.content if name not in kept]
        for name in lost:
            del self.content[name]
        self._retype()
        return sum(not name.endswith(".rels") for name in lost)

    def _retype(self) -> None:
        root = self.xml(_TYPES)
        for entry in list(root):
            name = unquote(entry.get("PartName", "")).lstrip("/")
            if name and name not in self.content:
                root.remove(entry)
        self.put(_TYPES, root)


def rels_name(part: str) -> str:
    """The part that holds a part's relationships; "" is the package."""
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
