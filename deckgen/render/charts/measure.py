"""How much room a value label needs, and the code that it is written with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from deckgen.render.charts.formats import formatted, rounded
from deckgen.theme.fonts import Measure

_DECIMALS = re.compile(r"0\.(0+)")
_MOST_DECIMALS = 3


@lru_cache(maxsize=4096)
def label_code(value: float, number_format: str) -> str:
    """The code of one label, so that it reads as the texts do: 141% and not 141.0%, 99.96% and
    not 100.0%. Amounts keep their decimals, which makes them easy to compare."""
    found = _DECIMALS.search(number_format)
    if found is None or number_format[found.end() : found.end() + 1] == ",":
        return number_format
    scale = Decimal(100) if "%" in number_format else Decimal(1)
    number, decimals = abs(Decimal(repr(value)) * scale), len(found[1])
    shown = rounded(number, decimals)
    while scale == 100 and shown in (0, 100) and shown != number and decimals < _MOST_DECIMALS:
        decimals += 1
        shown = rounded(number, decimals)
    _, _, fraction = f"{shown:f}".partition(".")
    kept = len(fraction.rstrip("0"))
    return _DECIMALS.sub("0" + ("." + "0" * kept if kept else ""), number_format)


def axis_code(values: Iterable[float], number_format: str) -> str:
    """The code of all values on an axis: with as many decimals as one of them needs."""
    codes = [label_code(value, number_format) for value in values]
    return max(codes, key=len, default=number_format)


def label_width(
    value: float, number_format: str, points: float, measure: Measure, *, bold: bool = False
) -> float:
    """The width in inches of a value label."""
    code = label_code(value, number_format)
    return measure.width(formatted(value, code), points, bold=bold)


def widest_label(
    values: list[float],
    number_format: str,
    points: float,
    measure: Measure,
    *,
    bold: bool = False,
) -> float:
    """The width in inches of the widest of some value labels; 0 without values."""
    widths = (label_width(value, number_format, points, measure, bold=bold) for value in values)
    return max(widths, default=0.0)
