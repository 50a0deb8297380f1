"""A .pptx as what it is: a zip of named parts, their content types and their relationships.

Reads whatever it is given, from anybody: nothing is unpacked to disk, nothing is fetched, entities
are not expanded, and what is read is bounded. What breaks a rule of the format but can be read
around is kept as a :class:`Problem`, which rule P1 reports.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from deckgen.errors import DeckgenError, Location, error
from deckgen.lint.names import transitional

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPES = "[Content_Types].xml"
_MOST_BYTES = 200_000_000
"""Of everything that is unpacked. Pictures and films are not."""
_MOST_OF_PART = 50_000_000
_MEDIA = "/media/"
_PRESENTATION = ("presentationml", "vnd.ms-powerpoint")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a part, in one line."""

    part: str
    message: str


@dataclass(frozen=True, slots=True)
class Relationship:
    """One line of a .rels part. ``kind`` is the last word of its type; ``target`` is a part name
    unless it is external."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a presentation. ``content`` lacks the bytes of media; ``names`` has them all."""

    names: frozenset[str]
    content: Mapping[str, bytes]
    xml: Mapping[str, etree._Element]
    types: Mapping[str, str]
    relationships: Mapping[str, tuple[Relationship, ...]]
    presentation: str
    problems: tuple[Problem, ...]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that a part is related to in one kind; those that are missing left out."""
        return [
            one.target
            for one in self.relationships.get(part, ())
            if one.kind == kind and not one.external and one.target in self.names
        ]

    def target(self, part: str, id_: str | None) -> Relationship | None:
        """The relationship of an id, if there is one."""
        found = (one for one in self.relationships.get(part, ()) if one.id == id_)
        return next(found, None)


def open_package(path: Path) -> Package:
    """Reads a presentation's package. Raises ``DeckgenError``: ``deck-501`` the file cannot be
    read, ``deck-502`` it is no presentation, ``deck-503`` it is encrypted or in the format of
    before 2007, ``deck-504`` it is damaged, ``deck-505`` it is too large when unpacked."""
    place = Location(str(path))
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as problem:
        cause = "there is no such file" if isinstance(problem, FileNotFoundError) else ""
        cause = cause or f"the file cannot be read: {problem.strerror or problem}"
        raise DeckgenError(error("deck-501", cause, place)) from None
    if start.startswith(_OLE):
        raise _refused(place, "deck-503", "the file is encrypted, or was saved before 2007",
                       "open it in PowerPoint and save it as .pptx without a password")  # fmt: skip
    if not start.startswith(b"PK"):
        what = "empty" if not start else "not a PowerPoint file (.pptx)"
        raise _refused(place, "deck-502", f"the file is {what}", "name a .pptx file")
    try:
        reading = _Reading(place)
        with zipfile.ZipFile(path) as archive:
            reading.read(archive)
    except _UNREADABLE as problem:
        hint = "open it in PowerPoint to repair it, or take another copy"
        cause = str(problem) or type(problem).__name__
        raise _refused(place, "deck-504", f"the file is damaged: {cause}", hint) from None
    except OSError as problem:
        cause = f"the file cannot be read: {problem.strerror or problem}"
        raise DeckgenError(error("deck-501", cause, place)) from None
    return reading.package()


def _refused(place: Location, code: str, message: str, hint: str) -> DeckgenError:
    return DeckgenError(error(code, message, place, hint))


@dataclass(slots=True)
class _Reading:
    """A package while it is read."""

    place: Location
    names: list[str] = field(default_factory=list)
    content: dict[str, bytes] = field(default_factory=dict)
    xml: dict[str, etree._Element] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relationships: dict[str, tuple[Relationship, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    room: int = _MOST_BYTES

    def read(self, archive: zipfile.ZipFile) -> None:
        members = [one for one in archive.infolist() if not one.is_dir()]
        self.names = [one.filename.replace("\\", "/").lstrip("/") for one in members]
        for name, count in Counter(self.names).items():
            if count > 1:
                self.problems.append(Problem(name, f"the part is there {count} times"))
        for name, member in zip(self.names, members, strict=True):
            if _MEDIA in name and not name.endswith((".xml", ".rels")):
                continue
            self.content[name] = self._bytes(archive, member)
        self._parse()
        self._content_types()
        for name in self.xml:
            if name.endswith(".rels"):
                source = _source_of(name)
                self.relationships[source] = tuple(self._relationships(name, source))

    def _bytes(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
        most = min(_MOST_OF_PART, self.room)
        with archive.open(member) as part:
            content = part.read(most + 1)
        if len(content) > most:
            raise _refused(self.place, "deck-505", f"{member.filename} is too large to be read",
                           "this is no deck that a person made")  # fmt: skip
        self.room -= len(content)
        return content

    def _parse(self) -> None:
        for name, content in self.content.items():
            if not name.endswith((".xml", ".rels", ".vml")) or not content:
                continue
            # A parser each: a document's entities would stay known to the next.
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False,
                                     remove_comments=True, remove_pis=True)  # fmt: skip
            try:
                self.xml[name] = etree.fromstring(transitional(content), parser)
            except etree.XMLSyntaxError as problem:
                if not name.endswith(".vml"):  # never was well-formed everywhere
                    self.problems.append(Problem(name, f"the XML is broken: {problem.msg}"))

    def _content_types(self) -> None:
        root = self.xml.get(_TYPES)
        if root is None:
            hint = "open it in PowerPoint and save it again"
            cause = "a list of content types that can be read"
            raise _refused(self.place, "deck-504", f"the file is damaged: it lacks {cause}", hint)
        defaults: dict[str, str] = {}
        overrides: dict[str, str] = {}
        for entry in root:
            kind = entry.get("ContentType", "")
            if etree.QName(entry).localname == "Default":
                defaults[entry.get("Extension", "").lower()] = kind
            else:
                overrides[unquote(entry.get("PartName", "")).lstrip("/")] = kind
        for name in self.names:
            ending = name.rpartition(".")[2].lower()
            found = overrides.get(name) or defaults.get(ending)
            if found:
                self.types[name] = found
            elif name != _TYPES:
                self.problems.append(Problem(name, "the part has no content type"))
        present = set(self.names)
        for name in sorted(overrides.keys() - present):
            self.problems.append(Problem(name, "has a content type, but the part is missing"))

    def _relationships(self, name: str, source: str) -> Iterator[Relationship]:
        base = posixpath.dirname(source)
        for entry in self.xml[name]:
            kind = entry.get("Type", "").rpartition("/")[2]
            target = entry.get("Target", "")
            external = entry.get("TargetMode") == "External"
            if not external:
                inside = unquote(target.replace("\\", "/").partition("#")[0])
                joined = posixpath.normpath(posixpath.join("/", base, inside))  # ends at the root
                target = joined.lstrip("/") if inside else source
            yield Relationship(entry.get("Id", ""), kind, target, external)

    def package(self) -> Package:
        mains = [one for one in self.relationships.get("", ()) if one.kind == "officeDocument"]
        main = mains[0].target if mains else ""
        if not any(word in self.types.get(main, "") for word in _PRESENTATION):
            what = _other_office(self.types.get(main, "")) or "not a presentation"
            raise _refused(self.place, "deck-502", f"the file is {what}", "name a .pptx file")
        if main not in self.xml:
            hint = "open it in PowerPoint to repair it, or take another copy"
            cause = f"the file is damaged: {main} cannot be read"
            raise _refused(self.place, "deck-504", cause, hint)
        return Package(
            frozenset(self.names), self.content, self.xml, self.types, self.relationships,
            main, tuple(self.problems),
        )  # fmt: skip


def _source_of(name: str) -> str:
    """The part whose relationships a .rels part holds: ``a/_rels/b.xml.rels`` has those of
    ``a/b.xml``; "" for the package's."""
    folder, _, file = name.rpartition("_rels/")
    return f"{folder}{file.removesuffix('.rels')}"


def _other_office(kind: str) -> str:
    others = {"wordprocessingml": "a Word document", "spreadsheetml": "an Excel workbook",
              "themeManager": "a theme (.thmx), not a presentation"}  # fmt: skip
    return next((what for word, what in others.items() if word in kind), "")
