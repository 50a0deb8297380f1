"""What two colours look like beside each other: contrast, distance, colour-vision deficiencies.

Colours are texts, RRGGBB. Contrast is WCAG 2.1's ratio (1 to 21); distances are CIE76 in CIELAB
(D65, 2°); deficiencies are simulated with the matrices of Machado, Oliveira and Fernandes (2009)
at full severity, applied to linear light.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from functools import lru_cache

TEXT = 4.5  # WCAG 2.1, 1.4.3: text under 18 pt, or 14 pt bold
LARGE_TEXT = 3.0  # 1.4.3: larger text
GRAPHIC = 3.0  # 1.4.11: marks that carry information
# CIE76, in the vision of most people: two marks in one chart are told apart without looking twice.
AT_A_GLANCE = 28.0

RGB = tuple[int, int, int]
_DEFICIENCIES = (
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
     (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
     (-0.011820, 0.042940, 0.968881)),
    ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
     (0.004733, 0.691367, 0.303900)),
)  # fmt: skip
_WHITE_POINT = (0.95047, 1.0, 1.08883)


def rgb(colour: str) -> RGB:
    """Red, green and blue, 0 to 255."""
    return int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def hexadecimal(red: float, green: float, blue: float) -> str:
    """RRGGBB of channels from 0 to 255; what lies outside is cut."""
    return "".join(f"{min(255, max(0, round(one))):02X}" for one in (red, green, blue))


def linear(channel: float) -> float:
    """Linear light of an sRGB channel, both 0 to 1."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def gamma(light: float) -> float:
    """The sRGB channel of linear light, both 0 to 1."""
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


@lru_cache(maxsize=4096)
def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (linear(one / 255) for one in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, whichever is lighter."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def worst_contrast(colour: str, backgrounds: Iterable[str]) -> float:
    """The lowest contrast of a colour on several backgrounds; 21 on none."""
    return min((contrast(colour, one) for one in backgrounds), default=21.0)


def is_dark(colour: str) -> bool:
    """Whether white is easier to read on it than black."""
    return contrast(colour, "FFFFFF") > contrast(colour, "000000")


def mixed(one: str, other: str, share: float) -> str:
    """``one`` with ``share`` (0 to 1) of ``other`` mixed in, channel by channel."""
    return hexadecimal(*(a + (b - a) * share for a, b in zip(rgb(one), rgb(other), strict=True)))


def hsl(colour: str) -> tuple[float, float, float]:
    """Hue, saturation and luminance as DrawingML has them, each 0 to 1."""
    hue, light, saturation = colorsys.rgb_to_hls(*(one / 255 for one in rgb(colour)))
    return hue, saturation, light


def from_hsl(hue: float, saturation: float, light: float) -> str:
    """The colour of hue, saturation and luminance, each 0 to 1; what lies outside is cut."""
    channels = colorsys.hls_to_rgb(hue % 1, min(1, max(0, light)), min(1, max(0, saturation)))
    return hexadecimal(*(one * 255 for one in channels))


@lru_cache(maxsize=4096)
def lab(colour: str) -> tuple[float, float, float]:
    """CIELAB of a colour."""
    red, green, blue = (linear(one / 255) for one in rgb(colour))
    x = 0.4124564 * red + 0.3575761 * green + 0.1804375 * blue
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = 0.0193339 * red + 0.1191920 * green + 0.9503041 * blue
    fx, fy, fz = (_lab_curve(v / w) for v, w in zip((x, y, z), _WHITE_POINT, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _lab_curve(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def distance(one: str, other: str) -> float:
    """CIE76 distance; about 2 is just noticeable side by side, 20 is plainly another colour."""
    return float(sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5)


@lru_cache(maxsize=4096)
def seen_as(colour: str) -> tuple[str, str, str]:
    """The colour as seen without red, green and blue cones (protan-, deuter-, tritanopia)."""
    light = [linear(one / 255) for one in rgb(colour)]
    seen = []
    for matrix in _DEFICIENCIES:
        channels = (
            gamma(min(1.0, max(0.0, sum(m * v for m, v in zip(row, light, strict=True))))) * 255
            for row in matrix
        )
        seen.append(hexadecimal(*channels))
    return seen[0], seen[1], seen[2]


def safe_distance(one: str, other: str) -> float:
    """The smallest distance of two colours in normal vision and under the three deficiencies."""
    pairs = zip(seen_as(one), seen_as(other), strict=True)
    return min(distance(one, other), *(distance(a, b) for a, b in pairs))
