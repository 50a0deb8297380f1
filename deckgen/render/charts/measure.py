"""How much room a value label needs. The label itself is written by PowerPoint from the number
format; what is formed here is only measured and never printed."""

from __future__ import annotations

import re

from deckgen.theme.fonts import text_width

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
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


def label_width(value: float, number_format: str, points: float, *, bold: bool = False) -> float:
    """The width in inches of a value label."""
    return text_width(approximate_label(value, number_format), points, bold=bold)


def widest_label(
    values: list[float], number_format: str, points: float, *, bold: bool = False
) -> float:
    """The width in inches of the widest of some value labels; 0 without values."""
    widths = (label_width(value, number_format, points, bold=bold) for value in values)
    return max(widths, default=0.0)
