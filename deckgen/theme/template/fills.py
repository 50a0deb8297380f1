"""Fills of shapes and backgrounds: nothing, one colour, a gradient, a picture."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from lxml import etree

from deckgen.theme.template.colours import ColourScheme, Tint
from deckgen.theme.template.package import Package
from deckgen.theme.template.xml import (
    Element,
    child,
    children,
    elements,
    local_name,
    qualified,
    whole,
)

_EMBED = qualified("r:embed")
_BACKGROUND_FILLS = 1000  # from here on the index is into the theme's background fills


@dataclass(frozen=True, slots=True)
class NoFill:
    """Nothing is painted."""


@dataclass(frozen=True, slots=True)
class Solid:
    """One colour."""

    tint: Tint


@dataclass(frozen=True, slots=True)
class Gradient:
    """Colours at positions from 0 to 1. ``degrees`` is the direction, clockwise from rightwards;
    ``None`` runs from ``focus`` (shares of width and height) outwards, in a circle if ``round``."""

    stops: tuple[tuple[float, Tint], ...]
    degrees: float | None
    focus: tuple[float, float] = (0.5, 0.5)
    round: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture part; ``crop`` and ``inset`` are shares cut off or left free at left, top, right
    and bottom. ``part`` is "" if the picture lies outside the file or cannot be found."""

    part: str
    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    inset: tuple[float, float, float, float] = (0, 0, 0, 0)
    tiled: bool = False
    alpha: float = 1.0
    duotone: tuple[Tint, Tint] | None = None  # what its black and its white become


Fill = NoFill | Solid | Gradient | Picture
FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


@dataclass(frozen=True, slots=True)
class Styles:
    """What a part's fills refer to: its colours, its package, its theme's lists of fills."""

    package: Package
    scheme: ColourScheme
    theme_part: str
    theme: Element

    def fill(
        self, owner: Element | None, part: str, placeholder: Tint | None = None
    ) -> Fill | None:
        """The fill among the children of a property element; ``None`` if none is said.

        ``part`` is the part whose relationships lead to the pictures.
        """
        for one in elements(owner):
            name = local_name(one)
            if name in FILLS:
                return self._fill(one, name, part, placeholder)
        return None

    def themed(self, reference: Element | None) -> Fill | None:
        """What ``a:fillRef`` or ``p:bgRef`` refers to; ``None`` without a reference."""
        index = whole(reference, "idx")
        if reference is None:
            return None
        if index == 0 or index == _BACKGROUND_FILLS:
            return NoFill()
        which = "a:bgFillStyleLst" if index > _BACKGROUND_FILLS else "a:fillStyleLst"
        listed = list(elements(child(self.theme, f"a:themeElements/a:fmtScheme/{which}")))
        place = (index - _BACKGROUND_FILLS if index > _BACKGROUND_FILLS else index) - 1
        tint = self.scheme.tint(reference)
        if place >= len(listed):
            return Solid(tint) if tint else None
        one = listed[place]
        return self._fill(one, local_name(one), self.theme_part, tint)

    def _fill(self, one: Element, name: str, part: str, placeholder: Tint | None) -> Fill:
        if name == "solidFill":
            tint = self.scheme.tint(one, placeholder)
            return Solid(tint) if tint else NoFill()
        if name == "gradFill":
            return self._gradient(one, placeholder)
        if name == "blipFill":
            return self.picture(one, part, placeholder)
        if name == "pattFill":
            return self._pattern(one, placeholder)
        return NoFill()

    def _gradient(self, one: Element, placeholder: Tint | None) -> Fill:
        stops = []
        for stop in children(one, "a:gsLst/a:gs"):
            tint = self.scheme.tint(stop, placeholder)
            if tint:
                stops.append((whole(stop, "pos") / 100_000, tint))
        if not stops:
            return NoFill()
        line = child(one, "a:lin")
        degrees = None if line is None else whole(line, "ang") / 60_000
        ordered = tuple(sorted(stops, key=lambda stop: stop[0]))
        path = child(one, "a:path")
        left, top, right, bottom = _sides(child(path, "a:fillToRect"))
        focus = ((left + 1 - right) / 2, (top + 1 - bottom) / 2)
        rounded = path is not None and path.get("path") == "circle"
        return Gradient(ordered, degrees, focus, rounded)

    def _pattern(self, one: Element, placeholder: Tint | None) -> Fill:
        """Both colours of a pattern, side by side: what contrast has to cope with."""
        front = self.scheme.tint(child(one, "a:fgClr"), placeholder) or Tint("000000")
        back = self.scheme.tint(child(one, "a:bgClr"), placeholder) or Tint("FFFFFF")
        return Gradient(((0.0, back), (1.0, front)), None)

    def picture(self, one: Element, part: str, placeholder: Tint | None = None) -> Picture:
        """``a:blipFill`` or ``p:blipFill``: which picture, and how it is cropped."""
        blip = child(one, "a:blip")
        key = None if blip is None else blip.get(_EMBED)
        found = self.package.target(part, key) if key else None
        name = found.target if found and not found.external and found.target in self.package else ""
        fixed = child(blip, "a:alphaModFix")
        alpha = 1.0 if fixed is None else whole(fixed, "amt", 100_000) / 100_000
        return Picture(
            name,
            _sides(child(one, "a:srcRect")),
            _sides(child(one, "a:stretch/a:fillRect")),
            child(one, "a:tile") is not None,
            min(1.0, max(0.0, alpha)),
            self._duotone(child(blip, "a:duotone"), placeholder),
        )

    def _duotone(
        self, element: Element | None, placeholder: Tint | None
    ) -> tuple[Tint, Tint] | None:
        tints = [
            tint
            for one in elements(element)
            if (tint := self.scheme.tint(_alone(one), placeholder)) is not None
        ]
        return (tints[0], tints[1]) if len(tints) == 2 else None


def _sides(element: Element | None) -> tuple[float, float, float, float]:
    left, top, right, bottom = (whole(element, side) / 100_000 for side in "ltrb")
    return left, top, right, bottom


def _alone(element: Element) -> Element:
    """A colour element as the only one of a parent."""
    parent = etree.Element("colour")
    parent.append(copy.deepcopy(element))
    return parent
