"""Numbers as people write targets, read exactly: ``110%``, ``1pp``, ``$2.5M``, ``20..35``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Suffix = Literal["", "%", "pp", "points"]

_NUMBER = re.compile(
    r"""(?P<sign>[-+−]?)\s*
        (?P<currency>[$€£¥]|[A-Z]{3}\s)?\s*
        (?P<digits>\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?|\.\d+)\s*
        (?P<magnitude>k|K|m|M|bn|B)?\s*
        (?P<suffix>%|pp|points|point|pts)?""",
    re.VERBOSE,
)
_MAGNITUDES = {"k": 3, "m": 6, "b": 9}
_BAND = re.compile(r"(?P<low>[^.]+(?:\.\d[^.]*)?)\.\.(?P<high>.+)")


class NotANumber(ValueError):
    """A text that is no number as people write it here."""


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number. ``110%`` is 11/10 with suffix ``%``, ``1pp`` is 1/100 with suffix ``pp``;
    ``money`` says that a currency or a magnitude was written."""

    value: Fraction
    suffix: Suffix = ""
    money: bool = False


def parse_number(text: str) -> Number:
    """A number with an optional currency, magnitude (k, M, B) and suffix (%, pp, points).

    Raises :class:`NotANumber`.
    """
    match = _NUMBER.fullmatch(text.strip())
    if not match:
        raise NotANumber(text)
    value = Fraction(match["digits"].replace(",", ""))
    magnitude = (match["magnitude"] or "")[:1].lower()
    value *= 10 ** _MAGNITUDES.get(magnitude, 0)
    if match["sign"] in {"-", "−"}:
        value = -value
    suffix: Suffix = ""
    if match["suffix"] in {"%", "pp"}:
        suffix = "%" if match["suffix"] == "%" else "pp"
        value /= 100
    elif match["suffix"]:
        suffix = "points"
    return Number(value, suffix, bool(match["currency"] or magnitude))


def parse_band(text: str) -> tuple[Number, Number] | None:
    """The two ends of ``20..35`` (a suffix of the upper end counts for both), or ``None``.

    Raises :class:`NotANumber` when an end is no number.
    """
    match = _BAND.fullmatch(text.strip())
    if not match:
        return None
    low, high = parse_number(match["low"]), parse_number(match["high"])
    if high.suffix in {"%", "pp"} and not low.suffix:
        low = Number(low.value / 100, high.suffix, low.money)
    return low, high
