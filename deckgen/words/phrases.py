"""Small words: numbers up to twenty spelt out, ordinals, plurals, lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deckgen.clipping import clipped_among, closed, columns
from deckgen.model.period import Grain
from deckgen.words.style import style_of

_NUMBERS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
    "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
_PERIODS = {
    Grain.WEEK: ("week", "weeks"),
    Grain.MONTH: ("month", "months"),
    Grain.QUARTER: ("quarter", "quarters"),
    Grain.HALF: ("half-year", "half-years"),
    Grain.YEAR: ("year", "years"),
}
_LEGAL_FORMS = frozenset({
    "ab", "ag", "as", "bv", "co", "corp", "corporation", "gmbh", "inc", "incorporated", "kg",
    "limited", "llc", "llp", "ltd", "nv", "oy", "plc", "pte", "pty", "sa", "sarl", "sas", "se",
    "spa", "srl",
    "group", "holding", "holdings",  # no legal forms, and as little of a name
})  # fmt: skip
LONGEST_NAME = 22
"""Characters of a name in a chart or sentence."""
LONGEST_IN_TABLE = 34
"""Characters of a name in a table, which cuts it further where its column has less room."""


def number_word(number: int, locale: str = "en_US") -> str:
    """A count in a sentence: ``nine``, and ``21`` in digits beyond twenty; 0 is ``none``."""
    if 0 <= number < len(_NUMBERS):
        return _NUMBERS[number]
    return style_of(locale).grouped(str(number))


def ordinal(number: int) -> str:
    """``third``; beyond twelve in digits (``13th``)."""
    if 0 <= number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def joined(*words: str) -> str:
    """``$k, Q2 2026``: what is there, apart by commas."""
    return ", ".join(word for word in words if word)


def capital(sentence: str) -> str:
    """A sentence with its first letter in upper case, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def lower_first(name: str) -> str:
    """A name inside a sentence: ``churn drivers``; an abbreviation (``NPS``) stays."""
    second = name[1:2]
    return name if second.isupper() or not second else name[:1].lower() + name[1:]


def is_plural(name: str) -> bool:
    """Whether a name takes a plural verb: "Product gaps stand", but "NPS stands"."""
    return name.endswith("s") and not name.endswith("ss")


def periods(grain: Grain, count: int) -> str:
    """``quarter`` or ``quarters``, as the count asks."""
    one, many = _PERIODS[grain]
    return one if count == 1 else many


def short_name(name: str, longest: int = LONGEST_NAME, among: Iterable[str] = ()) -> str:
    """A name of the user's data on one line, cut with an ellipsis when it is too long. ``among``
    are names that it must be told from. East Asian characters count as two."""
    others = (" ".join(one.split()) for one in among)
    return clipped_among(" ".join(name.split()), others, lambda one: columns(one) <= longest)


def name_in_sentence(name: str, among: Iterable[str] = (), longest: int = LONGEST_NAME) -> str:
    """A name of the user's data inside a sentence. One that ends from right to left is closed with
    marks of direction, which nobody sees: without them the amount behind it would be drawn into the
    name and stand before it, with its sign on the other side."""
    return closed(short_name(name, longest, among))


def without_legal_form(name: str) -> str:
    """A company's name for a narrow column: ``Copperwell Clinics`` of "Copperwell Clinics Inc."."""
    words = name.split()
    while len(words) > 1 and words[-1].rstrip(".,").casefold() in _LEGAL_FORMS:
        words.pop()
    return " ".join(words).rstrip(",")


def sentence_case(identifier: str) -> str:
    """A column's or option's name as people read it: ``csm_id`` is ``CSM``."""
    words = identifier.replace("_", " ").strip()
    words = words.removesuffix(" id") or words
    return words.upper() if words.lower() in {"csm", "nps", "acv", "arr"} else words
