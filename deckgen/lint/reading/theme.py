"""Theme colours and fonts as a slide sees them, through the colour map of its master."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from deckgen.lint.areas import NO_FILL, Fill, FillKind
from deckgen.lint.colour import Rgb, changed, from_hex
from deckgen.lint.names import A, decimal, share, tag_of

_USUAL_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_NAMED = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF",
    "yellow": "FFFF00", "gray": "808080", "grey": "808080", "silver": "C0C0C0", "navy": "000080",
    "orange": "FFA500", "purple": "800080", "maroon": "800000", "teal": "008080",
    "dkGray": "A9A9A9", "ltGray": "D3D3D3", "dkBlue": "00008B", "dkRed": "8B0000",
    "dkGreen": "006400", "cyan": "00FFFF", "magenta": "FF00FF",
}  # fmt: skip
_FILLS = {
    "noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by slot, fonts, and the fills that styles refer to."""

    colours: Mapping[str, Rgb] = field(default_factory=dict)
    major: str = ""
    minor: str = ""
    fills: tuple[etree._Element, ...] = ()
    backgrounds: tuple[etree._Element, ...] = ()
    effects: tuple[bool, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=lambda: dict(_USUAL_MAP))

    def mapped(self, element: etree._Element | None) -> Theme:
        """The theme seen through ``p:clrMap`` or ``a:overrideClrMapping``."""
        if element is None or not element.attrib:
            return self
        return replace(
            self, mapping={str(key): str(value) for key, value in element.attrib.items()}
        )

    def face(self, typeface: str) -> str:
        """A font's name; ``+mj-lt`` and ``+mn-lt`` are the theme's."""
        if typeface.startswith("+mj"):
            return self.major
        if typeface.startswith("+mn"):
            return self.minor
        return typeface

    def colour(self, owner: etree._Element | None, chosen: Rgb | None = None) -> Rgb | None:
        """The colour in an element that holds one; ``chosen`` stands for a style's ``phClr``."""
        if owner is None:
            return None
        for child in owner:
            base = self._base(child, chosen)
            if base is not None:
                changes = ((tag_of(one), share(one)) for one in child)
                return changed(
                    base, [(name, value) for name, value in changes if value is not None]
                )
        return None

    def _base(self, element: etree._Element, chosen: Rgb | None) -> Rgb | None:
        value = element.get("val", "")
        match tag_of(element):
            case "srgbClr":
                return from_hex(value)
            case "schemeClr":
                if value == "phClr":
                    return chosen
                return self.colours.get(self.mapping.get(value, value))
            case "sysClr":
                last = from_hex(element.get("lastClr", ""))
                return last or from_hex("FFFFFF" if value == "window" else "000000")
            case "prstClr":
                return from_hex(_NAMED.get(value, ""))
            case "scrgbClr":
                parts = [share(element, name) for name in "rgb"]
                known = [min(1.0, max(0.0, part)) for part in parts if part is not None]
                return Rgb(*(part ** (1 / 2.2) for part in known)) if len(known) == 3 else None
        return None

    def fill(self, owner: etree._Element | None, chosen: Rgb | None = None) -> Fill | None:
        """The fill among an element's children; ``None`` if it has none."""
        for child in owner if owner is not None else ():
            if tag_of(child) in _FILLS:
                return self.fill_of(child, chosen)
        return None

    def fill_of(self, element: etree._Element, chosen: Rgb | None = None) -> Fill:
        """A fill element as a fill."""
        match tag_of(element):
            case "noFill":
                return NO_FILL
            case "solidFill":
                colour = self.colour(element, chosen)
                return Fill(FillKind.SOLID, (colour,)) if colour else Fill(FillKind.UNKNOWN)
            case "gradFill":
                stops = [self.colour(stop, chosen) for stop in element.iter(f"{A}gs")]
                known = tuple(stop for stop in stops if stop is not None)
                whole = bool(known) and len(known) == len(stops)
                return Fill(FillKind.GRADIENT if whole else FillKind.UNKNOWN, known)
            case "blipFill":
                return Fill(FillKind.PICTURE)
            case "pattFill":
                parts = [self.colour(element.find(f"{A}{name}")) for name in ("fgClr", "bgClr")]
                known = tuple(part for part in parts if part is not None)
                return Fill(FillKind.PATTERN, known)
        return Fill(FillKind.UNKNOWN)

    def style_fill(self, reference: etree._Element | None) -> Fill | None:
        """The fill that a ``p:style`` or ``p:bgRef`` refers to by number."""
        number = decimal(reference.get("idx")) if reference is not None else None
        if reference is None or number is None:
            return None
        place = int(number)
        if place in (0, 1000):
            return NO_FILL
        listed = self.backgrounds if place > 1000 else self.fills
        place = place - 1001 if place > 1000 else place - 1
        if not 0 <= place < len(listed):
            return None
        return self.fill_of(listed[place], self.colour(reference))


def read_theme(root: etree._Element | None) -> Theme:
    """The theme of a theme part."""
    elements = root.find(f"{A}themeElements") if root is not None else None
    if elements is None:
        return Theme()
    plain = Theme()
    colours = {}
    scheme = elements.find(f"{A}clrScheme")
    for slot in scheme if scheme is not None else ():
        colour = plain.colour(slot)
        if colour is not None:
            colours[tag_of(slot)] = colour
    fonts = elements.find(f"{A}fontScheme")
    formats = elements.find(f"{A}fmtScheme")
    return Theme(
        colours,
        _typeface(fonts, "majorFont"),
        _typeface(fonts, "minorFont"),
        _listed(formats, "fillStyleLst"),
        _listed(formats, "bgFillStyleLst"),
        tuple(
            any(len(part) for part in one if tag_of(part) in ("effectLst", "effectDag"))
            for one in _listed(formats, "effectStyleLst")
        ),
    )


def _listed(owner: etree._Element | None, name: str) -> tuple[etree._Element, ...]:
    found = owner.find(f"{A}{name}") if owner is not None else None
    return tuple(found) if found is not None else ()


def _typeface(fonts: etree._Element | None, name: str) -> str:
    found = fonts.find(f"{A}{name}/{A}latin") if fonts is not None else None
    return found.get("typeface", "") if found is not None else ""
