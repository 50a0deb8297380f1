"""A .pptx as what it is: a zip of named parts, their content types and their relationships."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from lxml import etree

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": R,
}
CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relationship:
    """One line of a .rels part; ``target`` is a part name unless it is external."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """The parts that could be read, and what was wrong while reading them."""

    names: list[str]
    content: dict[str, bytes]
    xml: dict[str, etree._Element] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relationships: dict[str, list[Relationship]] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that a part is related to by the last word of the relationship's type."""
        return [
            relationship.target
            for relationship in self.relationships.get(part, ())
            if relationship.kind == kind and not relationship.external
        ]

    @property
    def presentation(self) -> str | None:
        """The main part, if the package has one that could be read."""
        names = self.related("", "officeDocument")
        return names[0] if names and names[0] in self.xml else None

    def of_type(self, ending: str) -> Iterator[tuple[str, etree._Element]]:
        """The readable parts whose content type ends so (``slide+xml``), by name."""
        for name in sorted(self.xml):
            if self.types.get(name, "").endswith(ending):
                yield name, self.xml[name]


def find(node: etree._Element, path: str) -> list[etree._Element]:
    """The elements at an XPath with the usual prefixes."""
    return cast("list[etree._Element]", node.xpath(path, namespaces=NAMES))


def texts(node: etree._Element, path: str) -> list[str]:
    """The attribute values or texts at an XPath with the usual prefixes."""
    return [str(value) for value in cast("list[str]", node.xpath(path, namespaces=NAMES))]


def read_package(path: Path) -> Package:
    """Everything in the file; what cannot be read becomes a finding instead of an exception."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            damaged = archive.testzip()
            if damaged:
                return Package(names, {}, findings=[f"{damaged}: damaged (CRC)"])
            content = {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
        return Package([], {}, findings=[f"the archive cannot be read: {problem}"])
    package = Package(names, content)
    _check_names(package)
    _parse(package)
    _read_types(package)
    _read_relationships(package)
    return package


def _check_names(package: Package) -> None:
    for name, count in Counter(name.lower() for name in package.names).items():
        if count > 1:
            package.findings.append(f"{name}: {count} parts of this name")
    for name in package.names:
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            package.findings.append(f"{name}: not a legal part name")
    if package.names[:1] != [CONTENT_TYPES]:
        package.findings.append(f"{CONTENT_TYPES} is not the first member")


def _parse(package: Package) -> None:
    for name, content in package.content.items():
        if name.endswith((".xml", ".rels")):
            try:
                package.xml[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as problem:
                package.findings.append(f"{name}: not well-formed: {problem}")


def _read_types(package: Package) -> None:
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    declared = package.xml.get(CONTENT_TYPES)
    for element in declared if declared is not None else ():
        kind = element.get("ContentType", "")
        if element.tag.endswith("}Default"):
            place, key = defaults, element.get("Extension", "").lower()
        else:
            place, key = overrides, element.get("PartName", "").removeprefix("/")
            if key not in package.content:
                package.findings.append(f"{CONTENT_TYPES}: names {key}, which does not exist")
        if key in place:
            package.findings.append(f"{CONTENT_TYPES}: two entries for {key}")
        place[key] = kind
    for name in package.content:
        if name == CONTENT_TYPES:
            continue
        found = overrides.get(name) or defaults.get(name.rpartition(".")[2].lower())
        if found is None:
            package.findings.append(f"{name}: has no content type")
        elif found == "application/xml" and name.startswith("ppt/"):
            package.findings.append(f"{name}: has only the general content type of XML")
        package.types[name] = found or ""


def _read_relationships(package: Package) -> None:
    for name in package.names:
        root = package.xml.get(name)
        if not name.endswith(".rels") or root is None:
            continue
        folder, _, file = name.rpartition("_rels/")
        source = folder + file.removesuffix(".rels")
        if source and source not in package.content:
            package.findings.append(f"{name}: relationships of a part that does not exist")
        package.relationships[source] = [_relationship(folder, element) for element in root]


def _relationship(folder: str, element: etree._Element) -> Relationship:
    target, external = element.get("Target", ""), element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).removeprefix("/")
    kind = element.get("Type", "").rpartition("/")[2]
    return Relationship(element.get("Id", ""), kind, target, external)
