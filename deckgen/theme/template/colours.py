"""DrawingML colours: a theme's slots, a master's map of them, and what is done to a colour.

ECMA-376 part 1, 20.1.2.3. Luminance and saturation are those of HSL; ``shade`` and ``tint`` work on
linear light, as Office does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PIL import ImageColor

from deckgen.theme.contrast import from_hsl, gamma, hexadecimal, hsl, linear, rgb
from deckgen.theme.template.xml import Element, child, elements, local_name, whole

SLOTS = (
    "dk1", "lt1", "dk2", "lt2",
    "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
)  # fmt: skip
_USUAL_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_SYSTEM = {"window": "FFFFFF", "windowText": "000000"}
_SHORT = {"dk": "dark", "lt": "light", "med": "medium"}
_WHOLE = 100_000


@dataclass(frozen=True, slots=True)
class Tint:
    """A colour with its opacity, 0 to 1."""

    hex: str
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class ColourScheme:
    """A theme's colours seen through a map: what ``accent1`` or ``tx1`` is on a layout.

    ``slots`` has RRGGBB by the names of :data:`SLOTS`, ``mapping`` leads from the names that slides
    use (``bg1``, ``tx1``, ``bg2``, ``tx2``, the accents) to slots.
    """

    slots: Mapping[str, str]
    mapping: Mapping[str, str] = field(default_factory=lambda: dict(_USUAL_MAP))

    def of(self, name: str) -> str:
        """RRGGBB of a name; black if the theme does not have it."""
        return self.slots.get(self.mapping.get(name, name), "000000")

    def mapped(self, override: Mapping[str, str]) -> ColourScheme:
        """The scheme under another map."""
        return ColourScheme(self.slots, {**self.mapping, **override})

    def tint(self, owner: Element | None, placeholder: Tint | None = None) -> Tint | None:
        """The colour in an element like ``a:solidFill``, modified as it says; ``None`` without one.

        ``placeholder`` is what ``phClr`` stands for in a theme's own fills.
        """
        for one in elements(owner):
            base = self._base(one, placeholder)
            if base is not None:
                return _modified(base, one)
        return None

    def _base(self, element: Element, placeholder: Tint | None) -> Tint | None:
        name, value = local_name(element), element.get("val", "")
        if name == "srgbClr":
            return Tint(value.upper()) if _is_hex(value) else None
        if name == "schemeClr":
            if value == "phClr":
                return placeholder or Tint("000000")
            return Tint(self.of(value))
        if name == "sysClr":
            last = element.get("lastClr", "")
            return Tint(last.upper() if _is_hex(last) else _SYSTEM.get(value, "000000"))
        if name == "prstClr":
            return Tint(_named(value))
        if name == "hslClr":
            hue, saturation, light = (whole(element, key) for key in ("hue", "sat", "lum"))
            return Tint(from_hsl(hue / 21_600_000, saturation / _WHOLE, light / _WHOLE))
        if name == "scrgbClr":
            channels = (gamma(max(0, whole(element, key)) / _WHOLE) * 255 for key in "rgb")
            return Tint(hexadecimal(*channels))
        return None


def read_slots(theme: Element) -> dict[str, str]:
    """The twelve colours of a theme part."""
    plain = ColourScheme({})
    found: dict[str, str] = {}
    for one in elements(child(theme, "a:themeElements/a:clrScheme")):
        tint = plain.tint(one)
        if tint:
            found[local_name(one)] = tint.hex
    return found


def read_map(element: Element | None) -> dict[str, str]:
    """``p:clrMap`` or ``a:overrideClrMapping`` as a mapping."""
    return {} if element is None else {str(k): str(v) for k, v in element.attrib.items()}


def _is_hex(text: str) -> bool:
    return len(text) == 6 and all(one in "0123456789abcdefABCDEF" for one in text)


def _named(name: str) -> str:
    """A preset colour: CSS's names, with dk, lt and med for dark, light and medium."""
    for short, full in _SHORT.items():
        if name.startswith(short) and name[len(short) : len(short) + 1].isupper():
            name = full + name[len(short) :]
    try:
        red, green, blue = ImageColor.getrgb(name.lower())[:3]
    except ValueError:
        return "000000"
    return hexadecimal(red, green, blue)


def _modified(tint: Tint, element: Element) -> Tint:
    """Applies the modifications inside a colour element, in their order."""
    colour, alpha = tint.hex, tint.alpha
    for one in elements(element):
        name, share = local_name(one), whole(one, "val", _WHOLE) / _WHOLE
        if name == "alpha":
            alpha = share
        elif name == "alphaMod":
            alpha *= share
        elif name == "alphaOff":
            alpha += share
        else:
            colour = _changed(colour, name, share, whole(one, "val"))
    return Tint(colour, min(1.0, max(0.0, alpha)))


def _changed(colour: str, name: str, share: float, raw: int) -> str:
    if name == "shade":
        return _on_light(colour, lambda light: light * share)
    if name == "tint":
        return _on_light(colour, lambda light: light * share + 1 - share)
    hue, saturation, light = hsl(colour)
    match name:
        case "lumMod":
            light *= share
        case "lumOff":
            light += share
        case "lum":
            light = share
        case "satMod":
            saturation *= share
        case "satOff":
            saturation += share
        case "sat":
            saturation = share
        case "hueMod":
            hue *= share
        case "hueOff":
            hue += raw / 21_600_000
        case "hue":
            hue = raw / 21_600_000
        case "comp":
            hue += 0.5
        case "inv":
            return _on_light(colour, lambda one: 1 - one)
        case "gray":
            red, green, blue = rgb(colour)
            grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue
            return hexadecimal(grey, grey, grey)
        case _:
            return colour
    return from_hsl(hue, saturation, light)


def _on_light(colour: str, change: object) -> str:
    assert callable(change)
    channels = (gamma(min(1, max(0, change(linear(one / 255))))) * 255 for one in rgb(colour))
    return hexadecimal(*channels)
