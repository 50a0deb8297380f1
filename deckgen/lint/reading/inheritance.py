"""Which shapes of the layout and the master a placeholder takes after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from deckgen.lint.facts import Placeholder
from deckgen.lint.names import P, integer, resolved, tag_of
from deckgen.lint.reading.theme import Theme

_TITLES = ("title", "ctrTitle")
_ONE_OF_A_KIND = ("dt", "ftr", "sldNum")
_GROUP = f"{P}grpSp"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A slide, layout or master while it is read: its XML, and its theme as it sees it."""

    part: str
    root: etree._Element
    theme: Theme

    @property
    def tree(self) -> etree._Element | None:
        """Its shapes."""
        return self.root.find(f"{P}cSld/{P}spTree")


def placeholder_of(element: etree._Element) -> Placeholder | None:
    """The slot that a shape fills, if it is a placeholder."""
    found = next(element.iterfind(f"*/{P}nvPr/{P}ph"), None)
    if found is None:
        return None
    return Placeholder(found.get("type", "obj"), integer(found, "idx") or 0)


def ancestors(slot: Placeholder, sheets: tuple[Sheet, ...]) -> list[etree._Element]:
    """The shapes that a slide's placeholder takes after: the layout's, then the master's.
    ``sheets`` are layout and master; either may be missing."""
    found: list[etree._Element] = []
    wanted = slot
    for sheet in sheets:
        match = _match(wanted, sheet)
        if match is not None:
            element, wanted = match
            found.append(element)
    return found


def _match(slot: Placeholder, sheet: Sheet) -> tuple[etree._Element, Placeholder] | None:
    """By number in a layout, where the kinds agree; else by kind."""
    holders = list(_placeholders(sheet))
    if tag_of(sheet.root) == "sldLayout":
        for element, one in holders:
            if one.idx == slot.idx and _family(one.type) == _family(slot.type):
                return element, one
        for element, one in holders:
            if one.idx == slot.idx and slot.idx and slot.type == "obj":
                return element, one
    for element, one in holders:
        if _family(one.type) == _family(slot.type):
            return element, one
    return None


def _placeholders(sheet: Sheet) -> Iterator[tuple[etree._Element, Placeholder]]:
    for element in _shapes(sheet.tree):
        slot = placeholder_of(element)
        if slot is not None:
            yield element, slot


def _shapes(tree: etree._Element | None) -> Iterator[etree._Element]:
    for element in resolved(tree) if tree is not None else ():
        if element.tag == _GROUP:
            yield from _shapes(element)
        else:
            yield element


def _family(kind: str) -> str:
    """Kinds that inherit from one another: a chart's slot takes after the body's."""
    if kind in _TITLES:
        return "title"
    return kind if kind in _ONE_OF_A_KIND else "body"
