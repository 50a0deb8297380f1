"""What a number-format code (Excel, PowerPoint) makes of a value.

A native chart's labels are formatted by the program that opens the deck; here the same is done to
measure them, and to write them in a picture. Understood is what ``words.chart_codes`` and the
kinds of chart write: sections for positive, negative and zero, quoted text, percent signs, digits
with a fixed number of decimals, groups, and commas that divide by a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

# A quoted text, an escaped character, a space as wide as a character, a filling, a condition,
# digits, or any other character.
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(_.|\*.|\[[^\]]*\])|([#0?][#0?,]*(?:\.[0#?]*)?,*)|(.)', re.S)
_GENERAL_DIGITS = 10
_EXACT = Context(prec=700, rounding=ROUND_HALF_UP)  # every decimal of every float


def _by_thousands(digits: str) -> str:
    return f"{int(digits):,}"


@dataclass(frozen=True, slots=True)
class Symbols:
    """The signs that a locale writes numbers with; ``grouped`` puts the group separators in."""

    decimal: str = "."
    minus: str = "-"
    grouped: Callable[[str], str] = _by_thousands


ENGLISH = Symbols()


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a code: text around the digits and how the number is set. ``digits`` is
    fixed, general or none."""

    before: str
    after: str = ""
    decimals: int = 0
    grouped: bool = False
    exponent: int = 0  # the value is multiplied by ten to the power of it
    digits: str = "fixed"


@lru_cache(maxsize=4096)
def formatted(value: float, code: str, symbols: Symbols = ENGLISH) -> str:
    """The text of a value. Rounds half away from zero, as Office does; what rounds to zero has no
    minus of its own."""
    sections = _sections(code)
    number = Decimal(repr(float(value)))
    section, signed = sections[0], number < 0
    if number < 0 and len(sections) > 1:
        section, signed = sections[1], False
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    body, zero = _body(abs(number), section, symbols)
    sign = symbols.minus if signed and not zero else ""
    return f"{sign}{section.before}{body}{section.after}".replace("\0", symbols.minus)


def rounded(number: Decimal, decimals: int) -> Decimal:
    """A number with so many decimals, half away from zero."""
    return number.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def _body(number: Decimal, section: _Section, symbols: Symbols) -> tuple[str, bool]:
    """The digits of a number that is not negative, and whether they are all zero."""
    if section.digits == "none":
        return "", True
    if section.digits == "general":
        return f"{float(number):.{_GENERAL_DIGITS}g}".replace(".", symbols.decimal), number == 0
    shown = rounded(number.scaleb(section.exponent, context=_EXACT), section.decimals)
    whole, _, decimals = f"{shown:f}".partition(".")
    digits = symbols.grouped(whole) if section.grouped else whole
    return digits + (symbols.decimal + decimals if decimals else ""), shown == 0


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    parts = [""]
    for found in _TOKEN.finditer(code):
        if found[0] == ";":
            parts.append("")
        else:
            parts[-1] += found[0]
    return tuple(_section(part) for part in parts)


def _section(code: str) -> _Section:
    if code.strip().casefold() == "general":
        return _Section("", digits="general")
    texts, digits, exponent = [""], "", 0
    for quoted, escaped, skipped, number, other in _TOKEN.findall(code):
        if number and not digits:
            digits = number
            texts.append("")
        elif other:
            exponent += 2 * (other == "%")
            texts[-1] += "\0" if other == "-" else other
        elif not skipped:
            texts[-1] += quoted or escaped or number
    bare = digits.rstrip(",")
    exponent -= 3 * (len(digits) - len(bare))
    whole, _, decimals = bare.partition(".")
    if not digits:
        return _Section(texts[0], digits="none")
    return _Section(texts[0], texts[1], len(decimals), "," in whole, exponent)
