"""How wide a text is, the same on every machine.

Widths are advance widths of :mod:`deckgen.theme.faces`, in units of 1/2048 em: those that a text
takes on any machine, be the font there or not. Kerning is left out (it makes text narrower, so a
text that is said to fit does fit).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from deckgen.clipping import clipped
from deckgen.theme.faces import STANDARD, UNITS_PER_EM, face_of, fallback, stand_in

POINTS_PER_INCH = 72
LINE_HEIGHT = 1.22  # (ascent + descent + line gap) / em
SLACK = 0.97  # of a width: another program may break a line elsewhere
# Triangles have a font of their own, the same in every theme.
_ARROWS = {"▲": 2028, "▼": 2028}
# What a slide says, words and figures as they come.
_SAMPLE = (
    "Net revenue retention rose 1.4 pp to 106.2% in Q2 2026, still 3.8 pp below the 110% target; "
    "Mid-market accounts for $4.6M of $5.0M. Source: billing, CRM; as of 30 Jun 2026; n = 1,284. "
    "All customers, vs Q1 2026 −12.5% (prior year 38 of 41), churned: 9 weeks after onboarding"
)
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})
_WIDE = UNITS_PER_EM  # East Asian characters fill a square
_EMOJI = UNITS_PER_EM * 5 // 4  # with some slack
_UNKNOWN = (1180, 1220)  # a little over the mean of Greek and Cyrillic letters
# Hebrew and Arabic letters as they come in words, by their direction: a little over their mean in
# fonts that are wide. Programs take a font of their own for them, whatever the family is.
_RIGHT_TO_LEFT = {"R": (1085, 1130), "AL": (1150, 1195)}


@lru_cache(maxsize=8192)
def _advance(character: str, bold: bool, family: str, own: bool = False) -> int:
    face = (face_of(family) or fallback()) if own else stand_in(family)
    known = face.advances(bold=bold)
    if (width := known.get(character)) is not None:
        return width
    if character in _ARROWS:
        return _ARROWS[character]
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    if base != character:
        return _advance(base, bold, family, own)  # a letter with an accent is as wide as without
    if breaks_anywhere(character):
        return _WIDE
    if (letters := _RIGHT_TO_LEFT.get(unicodedata.bidirectional(character))) is not None:
        return letters[bold]
    emoji = unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF
    return _EMOJI if emoji else ceil(_UNKNOWN[bold] * relative_width(family, bold=bold))


def breaks_anywhere(character: str) -> bool:
    """Whether a character is of a script that is written without spaces, so that programs break
    lines beside it: East Asian ones."""
    wide = unicodedata.east_asian_width(character) in "WF"
    return wide and unicodedata.category(character) != "So"


def text_width(text: str, points: float, *, bold: bool = False, face: str = STANDARD) -> float:
    """Width in inches of one line of ``text`` set at ``points`` in a family. One that is not known
    counts as wide, so that a text that is said to fit does fit."""
    return _inches(_units(text, bold, face), points)


def own_width(text: str, points: float, *, bold: bool = False, face: str = STANDARD) -> float:
    """:func:`text_width` on a machine that has the font: what is known for certain of a deck that
    others have made."""
    return _inches(sum(_advance(one, bold, face, own=True) for one in text), points)


@lru_cache(maxsize=16_384)
def _units(text: str, bold: bool, face: str) -> int:
    """The advances of a text added up. A deck measures the same words many times."""
    return sum(_advance(character, bold, face) for character in text)


def _inches(units: float, points: float) -> float:
    return units * points / UNITS_PER_EM / POINTS_PER_INCH


@lru_cache(maxsize=256)
def relative_width(family: str, *, bold: bool = False) -> float:
    """How much wider what a slide says is in a family than in :data:`STANDARD`, in hundredths,
    rounded up. A single text may differ from it by a few."""
    ratio = _units(_SAMPLE, bold, family) / _units(_SAMPLE, bold, STANDARD)
    return ceil(ratio * 100 - 1e-6) / 100


@dataclass(frozen=True, slots=True)
class Measure:
    """The measures of one family on a page that is measured in ``stretch`` times fewer inches
    across than it has."""

    face: str = STANDARD
    stretch: float = 1.0

    def width(self, text: str, points: float, *, bold: bool = False) -> float:
        """:func:`text_width`, in the page's inches."""
        return text_width(text, points, bold=bold, face=self.face) / self.stretch

    def lines(self, text: str, width: float, points: float, *, bold: bool = False) -> list[str]:
        """:func:`wrapped`, in a frame of so many of the page's inches."""
        return wrapped(text, width * self.stretch, points, bold=bold, face=self.face)

    def shortened(
        self, text: str, width: float, points: float, *, bold: bool = False, lines: int = 1
    ) -> str:
        """:func:`shortened`, to so many of the page's inches."""
        room = width * self.stretch
        return shortened(text, room, points, bold=bold, lines=lines, face=self.face)


def line_height(points: float) -> float:
    """Height in inches of one line set at ``points``."""
    return points * LINE_HEIGHT / POINTS_PER_INCH


def wrapped(
    text: str, width: float, points: float, *, bold: bool = False, face: str = STANDARD
) -> list[str]:
    """The lines of ``text`` in a frame of ``width`` inches: broken at spaces, long words cut."""
    if width <= 0:
        return [text]  # there is no room to break it into
    return list(_lines(text, width, points, bold, face))


@lru_cache(maxsize=8192)
def _lines(text: str, width: float, points: float, bold: bool, face: str) -> tuple[str, ...]:
    """The lines of a text. A slide is measured in several arrangements and layouts before it is
    drawn in one, and much of what a deck says is said in the next one, too."""
    if not text.startswith(" ") and _inches(_units(text, bold, face), points) <= width:
        return (text,)
    lines: list[str] = []
    line, length = "", 0
    for word in text.split(" "):
        own = _units(word, bold, face)
        longer = length + _units(" ", bold, face) + own if line else own
        if _inches(longer, points) <= width:
            line, length = f"{line} {word}" if line else word, longer
            continue
        if line:
            lines.append(line)
        while text_width(word, points, bold=bold, face=face) > width:
            cut = _longest_start(word, width, points, bold, face)
            lines.append(word[:cut])
            word = word[cut:]
        line, length = word, _units(word, bold, face)
    return (*lines, line)


def shortened(
    text: str,
    width: float,
    points: float,
    *,
    bold: bool = False,
    lines: int = 1,
    face: str = STANDARD,
) -> str:
    """``text`` if it fits ``lines`` lines of ``width`` inches, else its start and an ellipsis.

    A little of the width is kept free: another program's kerning may break a line elsewhere.
    """
    if width <= 0:
        return ""
    room = width * SLACK
    return clipped(text, lambda one: len(wrapped(one, room, points, bold=bold, face=face)) <= lines)


def _longest_start(word: str, width: float, points: float, bold: bool, face: str) -> int:
    total, limit = 0, width * POINTS_PER_INCH * UNITS_PER_EM / points
    for index, character in enumerate(word):
        total += _advance(character, bold, face)
        if total > limit:
            return max(index, 1)
    return len(word)
