"""The shapes in which a column's texts are written: ``$1,200.50`` has the mask ``$9,999.99``.

Every digit becomes 9 and every run of letters becomes a. A column of any length has a handful of
masks, so that Python can look at all of them: what the decimal sign is, which kinds of date occur.
The SQL that casts the column then holds only what the column needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 48
"""Characters beyond which a text is neither a number nor a date."""

_DIGIT = re.compile("[0-9]")
_LETTERS = re.compile("[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Shape:
    """A mask, how many cells have it and one of them. ``zero``: the first digit is 0."""

    mask: str
    zero: bool
    cells: int
    example: str


def mask(text: str) -> str:
    """SQL of the mask of a text."""
    digits = f"regexp_replace({text}, '[0-9]', '9', 'g')"
    return f"regexp_replace({digits}, '[A-Za-z]+', 'a', 'g')"


def starts_with_zero(text: str) -> str:
    """SQL condition: the first digit of a text is 0."""
    return f"coalesce(regexp_extract({text}, '[0-9]') = '0', FALSE)"


def shape_of(text: str) -> Shape:
    """The shape of one text."""
    masked = _LETTERS.sub("a", _DIGIT.sub("9", text))
    first = _DIGIT.search(text)
    return Shape(masked, first is not None and first.group() == "0", 1, text)


# ---------------------------------------------------------------------------------------- numbers

_PLAIN = re.compile(r"[-+]?9{1,15}(\.9{1,12})?")
_PLAIN_WHOLE = re.compile(r"[-+]?9{1,15}")
_SEPARATED = re.compile(r"[09.,][09.,' ]*")
_GROUPS = r"9[09]{0,2}( [09]{3})+|9[09]{0,2}('[09]{3})+"
_POINT = re.compile(rf"([09]+|9[09]{{0,2}}(,[09]{{2,3}})*,[09]{{3}}|{_GROUPS})(\.[09]*)?|\.[09]+")
_COMMA = re.compile(rf"([09]+|9[09]{{0,2}}(\.[09]{{3}})+|{_GROUPS})(,[09]*)?|,[09]+")
_SPACES = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "’": "'"})


def all_plain(shapes: Iterable[Shape], decimal: str) -> bool:
    """Whether every text is a number as computers write it."""
    pattern = _PLAIN if decimal == "." else _PLAIN_WHOLE
    return all(pattern.fullmatch(one.mask) for one in shapes)


def decimal_evidence(shape: Shape) -> str | None:
    """What a text says about its column's decimal sign.

    ``point`` or ``comma`` if it reads in one style only; ``either dot`` (``1.200``) or
    ``either comma`` (``1,200``) if in both; ``None`` without a separator, or if it is no number.
    """
    found = _SEPARATED.search(shape.mask.translate(_SPACES))
    if found is None:
        return None
    digits = found.group().strip()
    if shape.zero:
        digits = digits.replace("9", "0", 1)
    point, comma = bool(_POINT.fullmatch(digits)), bool(_COMMA.fullmatch(digits))
    if point and comma:
        if "." in digits:
            return "either dot"
        return "either comma" if "," in digits else None
    if point or comma:
        return "point" if point else "comma"
    return None


# ------------------------------------------------------------------------------------------ dates

_TIME = r"9{1,2}:9{2}(:9{2}([.,]9+)?)?"
_CLOCK = rf"([ a,]+{_TIME}( ?a(\.a\.?)?)?)?"
_KINDS = {
    "iso": r"9{4}[-/]9{1,2}[-/]9{1,2}",
    "moment": rf"9{{4}}[-/]9{{1,2}}[-/]9{{1,2}}[ a]+{_TIME}",
    "zoned": rf"9{{4}}[-/]9{{1,2}}[-/]9{{1,2}}[ a]+{_TIME} ?(a|[-+]9{{2}}(:?9{{2}})?)",
    "compact": r"9{8}",
    "serial": r"9{5}(\.9+)?",
    "ordered": rf"9{{1,2}}[/.-]9{{1,2}}[/.-]9{{4}}{_CLOCK}",
    "short year": rf"9{{1,2}}[/.-]9{{1,2}}[/.-]9{{2}}{_CLOCK}",
    "year month": r"9{4}[-/.]9{1,2}",
    "compact month": r"9{6}",
    "month year": r"9{1,2}[-/.]9{4}",
    "named month": r"a[-/., ']+(9{4}|9{2})|9{4}[-/., ]+a",
}
_COMPILED = {name: re.compile(pattern) for name, pattern in _KINDS.items()}


def date_kind(masked: str) -> str | None:
    """How a text that may be a date or month is written; ``None`` if it is neither."""
    for name, pattern in _COMPILED.items():
        if pattern.fullmatch(masked):
            return name
    return "named" if "a" in masked and "9" in masked else None
