"""How much room a value label needs. The label itself is written by PowerPoint from the number
format; what is formed here is only measured and never printed."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from deckgen.theme.fonts import text_width

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DECIMALS = re.compile(r"0\.(0+)")
_MOST_DECIMALS = 3
_DIGITS = re.compile(r"[#0?,.]+")


def approximate_label(value: float, number_format: str) -> str:
    """About what an Excel number format makes of a value: right in length, not in rounding."""
    section = number_format.split(";")[0]
    literal = _QUOTED.sub(lambda found: found[1] or found[2] or "", section)
    found = _DIGITS.search(_QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), section))
    if found is None:
        return f"{value:.3g}"
    digits = found[0]
    scaled = value * 100 if "%" in section else value
    body = digits.rstrip(",")
    scaled /= 1000 ** (len(digits) - len(body))
    whole, _, decimals = body.partition(".")
    grouping = "," if "," in whole else ""
    number = f"{scaled:{grouping}.{len(decimals)}f}"
    placed = _DIGITS.sub(lambda _: number, literal, count=1)
    return placed


def label_code(value: float, number_format: str) -> str:
    """The code of one label, so that it reads as the texts do: 141% and not 141.0%, 99.96% and
    not 100.0%. Amounts keep their decimals, which makes them easy to compare."""
    found = _DECIMALS.search(number_format)
    if found is None or number_format[found.end() : found.end() + 1] == ",":
        return number_format
    scale = Decimal(100) if "%" in number_format else Decimal(1)
    number, decimals = abs(Decimal(repr(value)) * scale), len(found[1])
    shown = _rounded(number, decimals)
    while scale == 100 and shown in (0, 100) and shown != number and decimals < _MOST_DECIMALS:
        decimals += 1
        shown = _rounded(number, decimals)
    _, _, fraction = f"{shown:f}".partition(".")
    kept = len(fraction.rstrip("0"))
    return _DECIMALS.sub("0" + ("." + "0" * kept if kept else ""), number_format)


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def label_width(value: float, number_format: str, points: float, *, bold: bool = False) -> float:
    """The width in inches of a value label."""
    code = label_code(value, number_format)
    return text_width(approximate_label(value, code), points, bold=bold)


def widest_label(
    values: list[float], number_format: str, points: float, *, bold: bool = False
) -> float:
    """The width in inches of the widest of some value labels; 0 without values."""
    widths = (label_width(value, number_format, points, bold=bold) for value in values)
    return max(widths, default=0.0)
