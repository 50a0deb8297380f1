"""How wide a text is, the same on every machine.

Widths are the published advance widths of Carlito, which has the metrics of Calibri, in units of
1/2048 em. A built-in table and not the installed fonts: two machines must break, shorten and
place the same text alike, whether or not they have the font. Kerning is left out (it makes text
narrower, so a text that is said to fit does fit).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

UNITS_PER_EM = 2048
POINTS_PER_INCH = 72
LINE_HEIGHT = 1.22  # (ascent + descent + line gap) / em
ELLIPSIS = "…"
_SLACK = 0.97

# The printable ASCII characters, from the space to the tilde.
_REGULAR = (
    463, 667, 821, 1020, 1038, 1464, 1397, 452, 621, 621, 1020, 1020, 511, 627, 517, 791,
    1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 548, 548, 1020, 1020, 1020, 949,
    1831, 1185, 1114, 1092, 1260, 1000, 941, 1292, 1276, 516, 653, 1064, 861, 1751, 1322, 1356,
    1058, 1378, 1112, 941, 998, 1314, 1162, 1822, 1063, 998, 959, 628, 791, 628, 1020, 1020,
    596, 981, 1076, 866, 1076, 1019, 625, 964, 1076, 470, 490, 931, 470, 1636, 1076, 1080,
    1076, 1076, 714, 801, 686, 1076, 925, 1464, 887, 927, 809, 644, 943, 644, 1020,
)  # fmt: skip
_BOLD = (
    463, 667, 898, 1020, 1038, 1493, 1443, 478, 638, 638, 1020, 1020, 528, 627, 547, 880,
    1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 565, 565, 1020, 1020, 1020, 949,
    1840, 1241, 1148, 1084, 1291, 999, 940, 1305, 1292, 546, 678, 1120, 866, 1790, 1349, 1385,
    1090, 1405, 1153, 968, 1014, 1337, 1211, 1856, 1128, 1064, 979, 665, 880, 665, 1020, 1020,
    615, 1011, 1099, 857, 1099, 1031, 648, 971, 1099, 503, 523, 983, 503, 1666, 1099, 1101,
    1099, 1099, 728, 817, 710, 1099, 969, 1526, 941, 970, 814, 704, 973, 704, 1020,
)  # fmt: skip
# Regular and bold of what else a deck prints often.
_OTHERS = {
    "\u00a0": (463, 463), "·": (517, 548), "÷": (1020, 1020), "×": (1020, 1020),
    "±": (1020, 1020), "–": (1020, 1020), "—": (1854, 1854), "−": (1020, 1020),
    "…": (1414, 1457), "‘": (511, 528), "’": (511, 528), "“": (857, 891), "”": (857, 891),
    "€": (1038, 1038), "£": (1038, 1038), "¥": (1038, 1038), "°": (694, 701), "•": (1020, 1020),
    "ß": (1080, 1136), "ø": (1084, 1114), "Ø": (1359, 1394), "æ": (1583, 1587),
    "Æ": (1563, 1588), "œ": (1740, 1726), "Œ": (1775, 1790), "ł": (507, 540), "Ł": (880, 886),
    "đ": (1130, 1165), "ı": (470, 503), "▲": (2028, 2028), "▼": (2028, 2028),
}  # fmt: skip
# Regular and bold.
_RELATIVE = {
    "calibri": (1.0, 1.0), "carlito": (1.0, 1.0), "cambria": (0.98, 1.06), "caladea": (0.98, 1.06),
    "arial": (1.11, 1.13), "helvetica": (1.11, 1.13), "liberation sans": (1.11, 1.13),
    "times new roman": (1.04, 1.06), "liberation serif": (1.04, 1.06),
}  # fmt: skip
_WIDE_FAMILY = (1.25, 1.35)
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})
_WIDE = UNITS_PER_EM * 5 // 4  # East Asian characters and emoji, with some slack
_UNKNOWN = (1180, 1220)  # a little over the mean of Greek and Cyrillic letters


@lru_cache(maxsize=4096)
def _advance(character: str, bold: bool) -> int:
    code = ord(character)
    if 0x20 <= code < 0x7F:
        return (_BOLD if bold else _REGULAR)[code - 0x20]
    if character in _OTHERS:
        return _OTHERS[character][bold]
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    if base != character:
        return _advance(base, bold)  # a letter with an accent is as wide as without
    wide = unicodedata.east_asian_width(character) in "WF" or code > 0xFFFF
    return _WIDE if wide else _UNKNOWN[bold]


def text_width(text: str, points: float, *, bold: bool = False) -> float:
    """Width in inches of one line of ``text`` set at ``points``."""
    return _inches(_units(text, bold), points)


@lru_cache(maxsize=16_384)
def _units(text: str, bold: bool) -> int:
    """The advances of a text added up. A deck measures the same words many times."""
    return sum(_advance(character, bold) for character in text)


def _inches(units: int, points: float) -> float:
    return units * points / UNITS_PER_EM / POINTS_PER_INCH


def relative_width(family: str, *, bold: bool = False) -> float:
    """How much wider than in Calibri an English text is in another family: measured over
    headlines and figures with fonts of the same widths (Caladea, Liberation). A family that is
    not known counts as wide, so that a text that is said to fit does fit."""
    return _RELATIVE.get(family.casefold(), _WIDE_FAMILY)[bold]


def line_height(points: float) -> float:
    """Height in inches of one line set at ``points``."""
    return points * LINE_HEIGHT / POINTS_PER_INCH


def wrapped(text: str, width: float, points: float, *, bold: bool = False) -> list[str]:
    """The lines of ``text`` in a frame of ``width`` inches: broken at spaces, long words cut."""
    if width <= 0:
        return [text]  # there is no room to break it into
    lines: list[str] = []
    line, length = "", 0
    for word in text.split(" "):
        own = _units(word, bold)
        longer = length + _units(" ", bold) + own if line else own
        if _inches(longer, points) <= width:
            line, length = f"{line} {word}" if line else word, longer
            continue
        if line:
            lines.append(line)
        while text_width(word, points, bold=bold) > width:
            cut = _longest_start(word, width, points, bold)
            lines.append(word[:cut])
            word = word[cut:]
        line, length = word, _units(word, bold)
    return [*lines, line]


def shortened(text: str, width: float, points: float, *, bold: bool = False, lines: int = 1) -> str:
    """``text`` if it fits ``lines`` lines of ``width`` inches, else its start and an ellipsis.

    A little of the width is kept free: another program's kerning may break a line elsewhere.
    """
    width *= _SLACK
    if width <= 0:
        return ""
    if len(wrapped(text, width, points, bold=bold)) <= lines:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        candidate = text[:middle].rstrip() + ELLIPSIS
        if len(wrapped(candidate, width, points, bold=bold)) <= lines:
            low = middle
        else:
            high = middle - 1
    return text[: _whole_character(text, low)].rstrip() + ELLIPSIS


def _longest_start(word: str, width: float, points: float, bold: bool) -> int:
    total, limit = 0, width * POINTS_PER_INCH * UNITS_PER_EM / points
    for index, character in enumerate(word):
        total += _advance(character, bold)
        if total > limit:
            return max(index, 1)
    return len(word)


def _whole_character(text: str, end: int) -> int:
    """Moves a cut back so that it parts neither an accent nor a joined emoji from its base."""
    while 0 < end < len(text) and (
        unicodedata.category(text[end]) in {"Mn", "Me"} or "\u200d" in (text[end], text[end - 1])
    ):
        end -= 1
    return end
