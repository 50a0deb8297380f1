"""The widths of common typefaces: what a program on another machine will set a text in.

``advances.txt`` has the advance widths of regular and bold, by family, as the fonts say them or
free fonts that were made with the same widths (``python -m tools.faces`` writes it). A table and
not the installed fonts: two machines must break, shorten and place the same text alike, whether or
not they have the font.

A deck travels: who opens it may lack its font, and see another in its place. Only a few families
have stand-ins of the same widths on every machine; of any other one, text is placed with the widths
of :func:`stand_in`, so that nothing collides where the font is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

UNITS_PER_EM = 2048
CHARACTERS = (
    "".join(map(chr, range(0x20, 0x7F))) + "\u00a0·÷×±–—−…‘’“”€£¥°•ßøØæÆœŒłŁđı"
)  # printable ASCII, and what else a deck prints often
STANDARD = "Calibri"
FALLBACK = "DejaVu Sans"  # as wide as text faces get: what LibreOffice takes for an unknown one

_TWINS = {  # families with the widths of another, or of one that is at least as wide
    "carlito": "calibri", "calibri light": "calibri",
    "helvetica": "arial", "liberation sans": "arial", "arimo": "arial", "nimbus sans": "arial",
    "liberation sans narrow": "arial narrow",
    "liberation serif": "times new roman", "times": "times new roman", "tinos": "times new roman",
    "liberation mono": "courier new", "courier": "courier new", "cousine": "courier new",
    "caladea": "cambria", "gelasio": "georgia",
    "aptos": "open sans", "aptos display": "open sans", "segoe ui": "open sans",
    "source sans pro": "source sans 3", "avant garde": "century gothic",
    "book antiqua": "palatino linotype", "palatino": "palatino linotype",
    "new century schoolbook": "century schoolbook",
}  # fmt: skip
# Families, and names of them, that any program sets in these widths: Office has them, and where it
# is missing there are free fonts that were made for the purpose and are installed with LibreOffice.
_EVERYWHERE = frozenset({
    "calibri", "carlito", "cambria", "caladea", "dejavu sans",
    "arial", "helvetica", "liberation sans", "arimo", "nimbus sans",
    "times new roman", "times", "liberation serif", "tinos",
    "courier new", "courier", "liberation mono", "cousine",
})  # fmt: skip
# Monospaced families without a free double in the table: the one width of all their characters.
_MONOSPACED = {"Consolas": 1126}
_MONOSPACED_STANDARD = "Courier New"
_LIGHTER = re.compile(r" (thin|extra ?light|ultra ?light|light|book|regular|display)$")
_HEAVIER = re.compile(r" (medium|semi ?bold|demi ?bold|demi|bold)$")


@dataclass(frozen=True, slots=True)
class Face:
    """A family's advance widths by character, regular and bold, in :data:`UNITS_PER_EM`."""

    name: str
    regular: Mapping[str, int]
    bold: Mapping[str, int]

    def advances(self, *, bold: bool) -> Mapping[str, int]:
        """Those of a weight."""
        return self.bold if bold else self.regular


@cache
def face_of(family: str) -> Face | None:
    """The widths of a family, by its name in a theme; ``None`` for one that is not known.

    A lighter cut counts as the regular one, a cut between regular and bold as the bold one.
    """
    name = family.strip().casefold()
    known = _faces()
    if found := known.get(_TWINS.get(name, name)):
        return found
    if (lighter := _LIGHTER.sub("", name)) != name:
        return face_of(lighter)
    if (heavier := _HEAVIER.sub("", name)) != name and (found := face_of(heavier)):
        return Face(found.name, found.bold, found.bold)
    return None


def fallback() -> Face:
    """The widths to count with where a family's are not known and a text has to fit."""
    return _faces()[FALLBACK.casefold()]


def is_everywhere(family: str) -> bool:
    """Whether any machine sets a family in its own widths, with the font or with a double of it."""
    return family.strip().casefold() in _EVERYWHERE


@cache
def stand_in(family: str) -> Face:
    """The widths to place text of a family with: its own where every machine has them, else the
    wider of its own and of what a program without the font takes, character by character."""
    own, other = face_of(family), fallback()
    if own is None:
        return other
    if is_everywhere(family):
        return own
    if own.name in _MONOSPACED:  # programs take another monospaced one
        other = _faces()[_MONOSPACED_STANDARD.casefold()]
    regular, bold = (
        MappingProxyType({one: max(ours[one], theirs[one]) for one in CHARACTERS})
        for ours, theirs in ((own.regular, other.regular), (own.bold, other.bold))
    )
    return Face(own.name, regular, bold)


@cache
def _faces() -> Mapping[str, Face]:
    """All families of the table by their names in lower case."""
    weights: dict[str, dict[str, Mapping[str, int]]] = {}
    told = files("deckgen.theme").joinpath("advances.txt").read_text(encoding="utf-8")
    for line in told.splitlines():
        name, weight, widths = line.split(";")
        pairs = zip(CHARACTERS, map(int, widths.split()), strict=True)
        weights.setdefault(name, {})[weight] = MappingProxyType(dict(pairs))
    for name, width in _MONOSPACED.items():
        alike = MappingProxyType(dict.fromkeys(CHARACTERS, width))
        weights[name] = {"regular": alike, "bold": alike}
    return {name.casefold(): Face(name, **found) for name, found in weights.items()}
