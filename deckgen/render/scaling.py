"""Slides of any size from one drawing: a page is drawn 7.5 inches on its shorter side, then scaled.

Lengths, type sizes and line widths all take the factor of the template's size, so that a deck for
a slide 10 inches wide and one for 22 look the same. Horizontal lengths take ``stretch`` besides
(``Style.stretch``): a wider face gets the room it needs. Marks that are
round or square stay so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from deckgen.render.package import Package, Part
from deckgen.theme.stage import Theme

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_EXACT = 1e-4
_SQUARE = 0.02  # of its side: a mark nearer to a square than that stays square
_MARK = 500_000  # EMU, about half an inch: what is larger is a panel and may stretch
_LEAST_LINE = 3175  # a quarter of a point
_LEAST_MARKER, _LARGEST_MARKER = 2, 72  # what the format allows


@dataclass(frozen=True, slots=True)
class Factors:
    """What lengths are multiplied by, across and down; ``type`` is for sizes and lines."""

    across: float
    down: float

    @property
    def changes(self) -> bool:
        """Whether anything is scaled at all."""
        return max(abs(self.across - 1), abs(self.down - 1)) > _EXACT


def factors_of(theme: Theme) -> Factors:
    """The factors from a page of 7.5 inches to a theme's."""
    return Factors(theme.scale * theme.style.stretch, theme.scale)


def scale_slide(package: Package, page: Part, factors: Factors) -> None:
    """Scales a finished slide and its charts."""
    if not factors.changes:
        return
    charts = (
        package.parts[one.target]
        for one in page.relationships
        if not one.external and one.type.endswith("/chart")
    )
    for part in (page, *charts):
        root = etree.fromstring(part.content)
        scale_tree(root, factors)
        part.content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def scale_tree(root: Any, factors: Factors) -> None:
    """Scales every length in a tree of DrawingML, in place."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if element.tag.startswith(_C):
            if name == "size" and "val" in element.attrib:
                _change(element, "val", lambda one: _clamped(one * factors.down))
            continue
        for attribute, change in _changes(name, factors):
            if attribute in element.attrib:
                _change(element, attribute, change)
        if name == "xfrm":
            _scale_frame(element, factors)


def _clamped(size: float) -> float:
    """A marker's size within what the format allows."""
    return min(_LARGEST_MARKER, max(_LEAST_MARKER, size))


def _changes(name: str, factors: Factors) -> Iterator[tuple[str, Callable[[float], float]]]:
    """The attributes of an element that are lengths, and what becomes of each."""

    def across(one: float) -> float:
        return one * factors.across

    def down(one: float) -> float:
        return one * factors.down

    match name:
        case "rPr" | "defRPr" | "endParaRPr":
            yield "sz", lambda one: max(100.0, one * factors.down)
        case "ln" | "lnL" | "lnR" | "lnT" | "lnB":
            yield "w", lambda one: max(min(one, _LEAST_LINE), one * factors.down)
        case "gridCol":
            yield "w", across
        case "tr":
            yield "h", down
        case "tcPr":
            yield from (("marL", across), ("marR", across), ("marT", down), ("marB", down))
        case "bodyPr":
            yield from (("lIns", across), ("rIns", across), ("tIns", down), ("bIns", down))
        case "tab":
            yield "pos", across
        case "pPr" | "lvl1pPr":
            yield from (("marL", across), ("marR", across), ("indent", across))
        case "spcPts":
            yield "val", down


def _change(element: Any, attribute: str, change: Callable[[float], float]) -> None:
    try:
        value = float(element.get(attribute))
    except ValueError:
        return
    element.set(attribute, str(round(change(value))))


def _scale_frame(frame: Any, factors: Factors) -> None:
    """Scales a shape's place; what is square keeps its proportions around its middle."""
    offset, extent = frame.find(f"{_A}off"), frame.find(f"{_A}ext")
    if offset is None or extent is None:
        return
    x, y = int(offset.get("x")), int(offset.get("y"))
    width, height = int(extent.get("cx")), int(extent.get("cy"))
    new_width, new_height = width * factors.across, height * factors.down
    left = x * factors.across
    if 0 < width <= _MARK and abs(width - height) <= _SQUARE * width:
        left += (new_width - width * factors.down) / 2
        new_width = width * factors.down
    offset.set("x", str(round(left)))
    offset.set("y", str(round(y * factors.down)))
    extent.set("cx", str(round(new_width)))
    extent.set("cy", str(round(new_height)))
