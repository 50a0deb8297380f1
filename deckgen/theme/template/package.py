"""An Office Open XML package in memory: its parts, their types and their relationships."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from deckgen.theme.template.xml import Element, children, parse

TYPES_PART = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relationship:
    """From one part to another, or to somewhere outside. ``kind`` is the type's last word."""

    key: str
    kind: str
    target: str  # a part's name, or the external address
    external: bool


def relationships_part(part: str) -> str:
    """The name of the part that lists a part's relationships ("" is the package's own)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class Package:
    """The parts of a package by name, without the leading slash. Names ignore upper case, as the
    packaging standard says; the first spelling is kept."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = dict(parts)
        self._names = {name.casefold(): name for name in self.parts}
        self._trees: dict[str, Element] = {}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def blob(self, name: str) -> bytes:
        """A part's bytes. Raises ``KeyError``."""
        return self.parts[self.name(name)]

    def name(self, name: str) -> str:
        """A part's name as it is spelt in the package. Raises ``KeyError``."""
        return self._names[name.casefold()]

    def tree(self, name: str) -> Element:
        """A part's XML, parsed once. Raises ``KeyError``, ``UnsafeXml``, ``MalformedXml``."""
        own = self.name(name)
        if own not in self._trees:
            self._trees[own] = parse(self.parts[own])
        return self._trees[own]

    @cached_property
    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        root = self.tree(TYPES_PART)
        by_name = {
            one.get("PartName", "").lstrip("/").casefold(): one.get("ContentType", "")
            for one in children(root, "ct:Override")
        }
        by_ending = {
            one.get("Extension", "").casefold(): one.get("ContentType", "")
            for one in children(root, "ct:Default")
        }
        return by_name, by_ending

    def content_type(self, name: str) -> str:
        """A part's content type; "" if none is declared."""
        by_name, by_ending = self._types
        ending = posixpath.splitext(name)[1].lstrip(".").casefold()
        return by_name.get(name.casefold()) or by_ending.get(ending, "")

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """A part's relationships, or the package's own. Raises as :meth:`tree` does."""
        listed = relationships_part(part)
        if listed not in self:
            return ()
        return tuple(self._read(part, self.tree(listed)))

    def _read(self, part: str, root: Element) -> Iterator[Relationship]:
        for one in children(root, "rel:Relationship"):
            kind = one.get("Type", "").rstrip("/").rpartition("/")[2]
            target, external = one.get("Target", ""), one.get("TargetMode") == "External"
            if not external:
                joined = posixpath.join("/", posixpath.dirname(part), target)
                target = posixpath.normpath(joined).lstrip("/")
                target = target if target in self else unquote(target)
                target = self.name(target) if target in self else target
            yield Relationship(one.get("Id", ""), kind, target, external)

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that a part leads to by a kind of relationship, in order, if they exist."""
        return [
            one.target
            for one in self.relationships(part)
            if one.kind == kind and not one.external and one.target in self
        ]

    def target(self, part: str, key: str | None) -> Relationship | None:
        """The relationship with a key; ``None`` if there is none."""
        return next((one for one in self.relationships(part) if one.key == key), None)

    @cached_property
    def main(self) -> str:
        """The presentation's part; "" if the package has none."""
        found = self.related("", "officeDocument")
        return found[0] if found else ""
