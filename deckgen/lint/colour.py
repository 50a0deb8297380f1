"""Colours as numbers: contrast by the WCAG formula, and the format's changes of a colour."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rgb:
    """A colour in sRGB, each part from 0 to 1, and how opaque it is."""

    r: float
    g: float
    b: float
    alpha: float = 1.0

    @property
    def hex(self) -> str:
        """As ``RRGGBB``."""
        return "".join(f"{round(part * 255):02X}" for part in (self.r, self.g, self.b))

    def over(self, below: Rgb) -> Rgb:
        """What is seen of this colour on another one."""
        if self.alpha >= 1:
            return self
        kept, rest = self.alpha, 1 - self.alpha
        return Rgb(
            self.r * kept + below.r * rest,
            self.g * kept + below.g * rest,
            self.b * kept + below.b * rest,
        )


def from_hex(text: str) -> Rgb | None:
    """``RRGGBB`` as a colour; ``None`` if it is none."""
    try:
        value = int(text, 16)
    except ValueError:
        return None
    if len(text) != 6 or value < 0:
        return None
    return Rgb((value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255)


def luminance(colour: Rgb) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (_linear(part) for part in (colour.r, colour.g, colour.b))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two opaque colours, from 1 to 21, WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def changed(colour: Rgb, changes: Iterable[tuple[str, float]]) -> Rgb:
    """A colour after the modifiers of its element, in their order (ECMA-376 part 1, 20.1.2.3).
    A modifier that is not known changes nothing."""
    for name, value in changes:
        colour = _changed(colour, name, value)
    return colour


def _changed(colour: Rgb, name: str, value: float) -> Rgb:
    match name:
        case "alpha":
            return Rgb(colour.r, colour.g, colour.b, _within(value))
        case "alphaMod":
            return Rgb(colour.r, colour.g, colour.b, _within(colour.alpha * value))
        case "shade":
            return _each(colour, lambda part: part * value)
        case "tint":
            return _each(colour, lambda part: 1 - (1 - part) * value)
        case "lumMod" | "lumOff" | "satMod" | "satOff" | "hueOff" | "hueMod" | "lum" | "sat":
            return _in_hls(colour, name, value)
        case "gray":
            level = luminance(colour)
            return _each(colour, lambda part: level)
        case "inv":
            return _each(colour, lambda part: 1 - part)
    return colour


def _in_hls(colour: Rgb, name: str, value: float) -> Rgb:
    h, level, s = colorsys.rgb_to_hls(colour.r, colour.g, colour.b)
    match name:
        case "lumMod":
            level *= value
        case "lumOff":
            level += value
        case "lum":
            level = value
        case "satMod":
            s *= value
        case "satOff":
            s += value
        case "sat":
            s = value
        case "hueMod":
            h *= value
        case "hueOff":
            h += value
    r, g, b = colorsys.hls_to_rgb(h % 1.0, _within(level), _within(s))
    return Rgb(_within(r), _within(g), _within(b), colour.alpha)


def _each(colour: Rgb, change: Callable[[float], float]) -> Rgb:
    """A change of each part in linear light."""
    r, g, b = (_encoded(_within(change(_linear(p)))) for p in (colour.r, colour.g, colour.b))
    return Rgb(r, g, b, colour.alpha)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _within(value: float) -> float:
    return min(1.0, max(0.0, value))
