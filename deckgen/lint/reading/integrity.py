"""What makes PowerPoint offer a repair: relationships that lead nowhere, ids that occur twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from deckgen.lint.names import P, R, tag_of
from deckgen.lint.package import Package, Problem

_SLIDES = ("sld", "sldLayout", "sldMaster", "notes")


def integrity_problems(package: Package) -> Iterator[Problem]:
    """Everything that is wrong in how the parts of a package hang together."""
    for source, relationships in package.relationships.items():
        where = source or "the package"
        ids = Counter(one.id for one in relationships)
        for id_, count in ids.items():
            if count > 1:
                yield Problem(where, f"the relationship id {id_} is used {count} times")
        for one in relationships:
            if not one.external and one.target not in package.names:
                yield Problem(
                    where, f"relationship {one.id} leads to {one.target}, which is missing"
                )
    for name, root in package.xml.items():
        if not name.endswith(".rels"):
            known = {one.id for one in package.relationships.get(name, ())}
            for id_ in sorted(set(_referred(root)) - known):
                yield Problem(name, f"refers to relationship {id_}, which does not exist")
            if tag_of(root) in _SLIDES:
                yield from _repeated(name, "shape id", _ids(root))
    root = package.xml[package.presentation]
    entries = root.findall(f"{P}sldIdLst/{P}sldId")
    yield from _repeated(package.presentation, "slide id", (one.get("id", "") for one in entries))
    listed = [one.get(f"{R}id", "") for one in entries]
    yield from _repeated(package.presentation, "slide", listed)


def _referred(root: etree._Element) -> Iterator[str]:
    for element in root.iter("*"):
        for name, value in element.attrib.items():
            # An empty id is how a hyperlink says that it has no target.
            if str(name).startswith(R) and value:
                yield str(value)


def _ids(root: etree._Element) -> Iterator[str]:
    for element in root.iter("*"):
        if tag_of(element) == "cNvPr":
            yield element.get("id", "")


def _repeated(part: str, what: str, values: Iterable[str]) -> Iterator[Problem]:
    for value, count in Counter(values).items():
        if count > 1:
            yield Problem(part, f"the {what} {value} is used {count} times")
