"""A presentation's package while it is written: parts, their types and their relationships.

A deck starts from the parts of a template, which are read and compressed once for all decks. What
a deck adds or changes are parts of its own.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count
from urllib.parse import quote, unquote
from xml.sax.saxutils import quoteattr

from lxml import etree

from deckgen.render.archive import Packed, archive, packed

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
PRESENTATIONML = "application/vnd.openxmlformats-officedocument.presentationml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"
_LEFT_BEHIND = ("slide", "thumbnail", "printerSettings")
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
}


@dataclass(frozen=True, slots=True)
class Relationship:
    """From a part to another, by its name, or to an address outside."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass(slots=True)
class Part:
    """A part: its name without the leading slash, content type, content and relationships.
    ``ready`` is the content as it stands in the zip, for parts that many decks share."""

    name: str
    type: str
    content: bytes
    relationships: tuple[Relationship, ...] = ()
    ready: Packed | None = None

    def relate(self, type_: str, target: str) -> str:
        """The id of the relationship to a part, made unless it is there."""
        for one in self.relationships:
            if one.target == target and one.type == type_:
                return one.id
        taken = {one.id for one in self.relationships}
        free = f"rId{len(taken) + 1}"
        if free in taken:
            free = next(id for number in count(1) if (id := f"rId{number}") not in taken)
        self.relationships = (*self.relationships, Relationship(free, type_, target))
        return free

    def related(self, kind: str) -> str | None:
        """The part that the first relationship of a kind leads to; ``kind`` is the last word of its
        type."""
        for one in self.relationships:
            if one.type.rpartition("/")[2] == kind and not one.external:
                return one.target
        return None


@dataclass
class Package:
    """The parts by name. The part called ``""`` stands for the package itself."""

    parts: dict[str, Part]
    defaults: dict[str, str] = field(default_factory=lambda: dict(_DEFAULTS))
    _numbers: dict[str, Iterator[int]] = field(default_factory=dict)
    _images: dict[bytes, Part] = field(default_factory=dict)

    @property
    def root(self) -> Part:
        """The package's own relationships."""
        return self.parts[""]

    @property
    def main(self) -> Part:
        """The presentation."""
        name = self.root.related("officeDocument")
        if name is None:
            raise ValueError("the template has no presentation")
        return self.parts[name]

    def add(self, name: str, type_: str, content: bytes = b"") -> Part:
        """A new part. In ``name``, ``{}`` is replaced by the first number that is free."""
        if "{}" in name:
            numbers = self._numbers.setdefault(name, count(1))
            name = next(one for number in numbers if (one := name.format(number)) not in self.parts)
        part = self.parts[name] = Part(name, type_, content)
        return part

    def image(self, png: bytes) -> Part:
        """The part of a picture: one for all equal ones."""
        if png not in self._images:
            self._images[png] = self.add("ppt/media/image{}.png", _DEFAULTS["png"], png)
        return self._images[png]

    def to_bytes(self) -> bytes:
        """The file."""
        members: dict[str, bytes | Packed] = {_TYPES: self._content_types()}
        for part in self.parts.values():
            if part.name:
                members[part.name] = part.ready or part.content
            if part.relationships:
                members[_relationships_part(part.name)] = _relationships_xml(part)
        return archive(members)

    def _content_types(self) -> bytes:
        used = {"rels", "xml"}
        overrides = []
        for name in sorted(name for name in self.parts if name):
            part, ending = self.parts[name], name.rpartition(".")[2].lower()
            if self.defaults.get(ending) == part.type:
                used.add(ending)
            else:
                called, type_ = quoteattr(f"/{name}"), quoteattr(part.type)
                overrides.append(f"<Override PartName={called} ContentType={type_}/>")
        defaults = "".join(
            f'<Default Extension="{ending}" ContentType={quoteattr(self.defaults[ending])}/>'
            for ending in sorted(used)
        )
        listed = defaults + "".join(overrides)
        return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{listed}</Types>'.encode()


def opened(template: bytes) -> Package:
    """The package of a deck that is built on a template: its parts, to be added to."""
    shared = _read(template)
    package = Package(dict(shared.parts), dict(shared.defaults))
    # What a deck changes is its own from here on; the rest stays shared between decks.
    for name in ("", package.main.name):
        package.parts[name] = replace(package.parts[name], ready=None)
    package.main.type = f"{PRESENTATIONML}.presentation.main+xml"  # a .potx has another
    return package


@lru_cache(maxsize=8)
def _read(template: bytes) -> Package:
    """A template's parts, as far as relationships lead to them, compressed for the file. Its slides
    and its picture are left behind: they are somebody's sample."""
    with zipfile.ZipFile(io.BytesIO(template)) as zipped:
        content = {_spelt(name): zipped.read(name) for name in zipped.namelist()}
    names = {name.casefold(): name for name in content}
    types = etree.fromstring(content[_TYPES])
    defaults = dict(_DEFAULTS)
    overrides = {}
    for one in types:
        if one.get("PartName"):
            named = _spelt(one.get("PartName", "").lstrip("/"))
            overrides[names.get(named.casefold(), named)] = one.get("ContentType", "")
        elif one.get("Extension"):
            defaults[one.get("Extension", "").lower()] = one.get("ContentType", "")
    parts: dict[str, Part] = {}
    ahead = [""]
    while ahead:
        name = ahead.pop()
        if name in parts:
            continue
        type_ = overrides.get(name) or defaults.get(name.rpartition(".")[2].lower(), "")
        blob = content.get(name, b"")
        listed = content.get(_relationships_part(name))
        found = tuple(
            one if one.external else replace(one, target=names.get(one.target.casefold(), ""))
            for one in _relationships(name, listed)
            if one.type.rpartition("/")[2] not in _LEFT_BEHIND
        )
        found = tuple(one for one in found if one.target)
        parts[name] = Part(name, type_, blob, found, packed(name, blob))
        ahead += [one.target for one in found if not one.external]
    return Package(parts, defaults)


def _relationships(owner: str, listed: bytes | None) -> Iterator[Relationship]:
    for one in etree.fromstring(listed) if listed else ():
        target, external = one.get("Target", ""), one.get("TargetMode") == "External"
        if not external:
            joined = posixpath.join("/", posixpath.dirname(owner), target)
            target = _spelt(posixpath.normpath(joined).lstrip("/"))
        yield Relationship(one.get("Id", ""), one.get("Type", ""), target, external)


def _spelt(name: str) -> str:
    """A part's name as packages spell it: what an address cannot hold is escaped."""
    return quote(unquote(name), safe="/[]!$&'()*+,;=:@~")


def _relationships_part(owner: str) -> str:
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relationships_xml(part: Part) -> bytes:
    folder = posixpath.dirname(part.name)
    listed = "".join(_relationship_xml(one, folder) for one in part.relationships)
    root = f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'
    return (HEAD + root).encode()


def _relationship_xml(one: Relationship, folder: str) -> str:
    start = f'<Relationship Id="{one.id}" Type="{one.type}"'
    if one.external:
        return f'{start} Target={quoteattr(one.target)} TargetMode="External"/>'
    return f"{start} Target={quoteattr(_relative(one.target, folder))}/>"


def _relative(target: str, folder: str) -> str:
    """A part as it is named from a folder. All names are normal: they go up and down once."""
    here, there = folder.split("/") if folder else [], target.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + there[same:])
