"""Texts cut to a length, so that what is left reads well and is told apart.

A name of the user's data may be longer than any place for it. Its end goes, in whole characters and
without a stump of a word; where two names would be left with the same start, what stands before
the word that tells them apart goes first. What a length is, the caller says: characters in a
sentence, inches in a table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

ELLIPSIS = "…"
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"  # marks that nobody sees
_STRONG = ("L", "R", "AL")  # characters that have a direction of their own
_WITHOUT_WIDTH = ("Mn", "Me", "Cf")
_JOINER = "\u200d"
_BETWEEN_CLAUSES = re.compile("[,;] ")
_STUMP = 3  # letters of a cut word that say nothing
_HEADS = (10, 4)  # characters kept of what several names begin with
_TOLD = 6  # and of what tells them apart

Fits = Callable[[str], bool]


def columns(text: str) -> int:
    """How long a text is, in characters of the width of Latin ones: East Asian ones and emoji are
    two, accents and marks none."""
    return sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if unicodedata.category(character) in _WITHOUT_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def closed(text: str) -> str:
    """A text with marks of direction behind it if it ends from right to left: without them an
    amount or an ellipsis behind it would be drawn on its other side."""
    strong = (unicodedata.bidirectional(one) for one in reversed(text))
    last = next((one for one in strong if one in _STRONG), "L")
    return text if last == "L" else f"{text}{_RIGHT_TO_LEFT}{_LEFT_TO_RIGHT}"


def clipped(text: str, fits: Fits) -> str:
    """A text if it fits, else its longest start that does, with an ellipsis."""
    return text if fits(text) else _start(text, fits)


def whole_clauses(text: str, fits: Fits) -> str:
    """A text if it fits, else as many of its parts, apart by commas and semicolons, as do: half of
    one says less than none. The first is cut with an ellipsis where there is no room for it."""
    ends = [one.start() for one in _BETWEEN_CLAUSES.finditer(text) if one.start()]
    starts = (text[:end] for end in (len(text), *reversed(ends)))
    first = text[: ends[0]] if ends else text
    return next((one for one in starts if fits(one)), None) or clipped(first, fits)


def told_apart(texts: Sequence[str], fits: Fits) -> list[str]:
    """Each text as it fits; those that would be left with the same words lose something of what
    they begin with alike, so that the word stays that tells them apart."""
    found = [clipped(one, fits) for one in texts]
    alike: dict[str, dict[str, None]] = {}
    for text, short in zip(texts, found, strict=True):
        alike.setdefault(short, {})[text] = None
    return [
        _differing(text, [one for one in alike[short] if one != text], fits)
        if len(alike[short]) > 1
        else short
        for text, short in zip(texts, found, strict=True)
    ]


def clipped_among(text: str, others: Iterable[str], fits: Fits) -> str:
    """One text as :func:`told_apart` has it among others."""
    if fits(text):
        return text
    return told_apart([text, *(one for one in others if one != text)], fits)[0]


def _differing(text: str, others: Sequence[str], fits: Fits) -> str:
    """A text without what is before the word that tells it from others, but for a little."""
    same = max(_same_start(text, one) for one in others)
    before = max(text.rfind(one, 0, same) for one in (" ", ELLIPSIS))
    start = _whole_character(text, before + 1 or same)
    rest = text[start:]
    end = _longest(text[:start], lambda begin: fits(f"{begin.rstrip()}{ELLIPSIS}{rest}"))
    least = f"{ELLIPSIS}{rest[:_TOLD]}{ELLIPSIS}"
    heads = (one for one in _HEADS if end < one < start and fits(text[:one] + least))
    begin = _without_stump(text, _whole_character(text, end or next(heads, 0)))
    return clipped(f"{begin}{ELLIPSIS}{rest}", fits)


def _same_start(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _start(text: str, fits: Fits) -> str:
    end = _longest(text, lambda start: fits(start.rstrip() + ELLIPSIS))
    return closed(_without_stump(text, end) + ELLIPSIS)


def _longest(text: str, fits: Fits) -> int:
    """How many characters of a text's start fit, none of them in parts."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(text[:middle]):
            low = middle
        else:
            high = middle - 1
    return _whole_character(text, low)


def _without_stump(text: str, end: int) -> str:
    """The start of a text without the one to three letters of a word that is cut: they say nothing
    that a reader could guess, and the words before them are whole."""
    kept = text[:end].rstrip()
    before, _, stump = kept.rpartition(" ")
    cut = end < len(text) and text[end].isalpha() and text[end - 1 : end].isalpha()
    if cut and before and len(stump) <= _STUMP and stump.isalpha():
        kept = before
    return kept.rstrip(f" ,;:·{ELLIPSIS}")


def _whole_character(text: str, end: int) -> int:
    """Moves a cut back so that it parts neither an accent nor a joined emoji from its base."""
    while 0 < end < len(text) and (
        unicodedata.category(text[end]) in {"Mn", "Me"} or _JOINER in (text[end], text[end - 1])
    ):
        end -= 1
    return end
