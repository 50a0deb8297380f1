"""Number-format codes for value-linked chart labels and workbook cells (Excel, PowerPoint).

A code is written in the notation of the file format (comma groups, point decimal); the program
that opens the deck shows it with its own separators. What a code cannot do is trim zeros, so a
label may read 110.0% where a text reads 110%.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from deckgen.model.unit import Format
from deckgen.words.figures import compact_step, setting_of
from deckgen.words.rounding import Value, exact
from deckgen.words.style import Magnitude, currency_affixes, style_of

_CODES = {
    Format.SCORE0: "0",
    Format.NUMBER1: "#,##0.0",
    Format.NUMBER2: "#,##0.00",
    Format.COUNT: "#,##0",
    Format.PP: '+0.0"\u00a0pp";-0.0"\u00a0pp";0.0"\u00a0pp"',
    Format.POINTS: "+0.0;-0.0;0.0",
    Format.TIMES: '#,##0.0"×"',
    Format.DAYS: '#,##0.0"\u00a0days"',
    Format.DURATION: '#,##0"s"',
}
_WIDEST = 10**9  # of a table's amounts
_SMALLEST_STEPPED = 10_000  # amounts below are short enough as they are
_DIGITS = ((100, "#,##0"), (10, "#,##0.0"))
_PERCENT_DIGITS = {Format.PERCENT: "0.0", Format.PERCENT0: "0", Format.PERCENT_SIGNED: "0.0"}


@dataclass(frozen=True, slots=True)
class ChartUnit:
    """The number-format ``code`` of labels and the ``words`` that name their unit: ``$k``."""

    code: str
    words: str


def chart_code(
    format: Format,
    *,
    currency: str = "USD",
    locale: str = "en_US",
    largest: Value | None = None,
) -> str:
    """The number-format code of a display format.

    Values are plotted as ``compute`` gives them (fractions, main units, seconds), except ``pp``,
    which must be plotted times 100: no code multiplies without printing a percent sign.
    Compact money is set in one magnitude for the whole chart: that of ``largest``, the largest
    amount plotted. Without it amounts are set in full. (A code that chose a magnitude per value
    would need conditions, and under conditions programs disagree on who writes the minus.)
    """
    if format in _PERCENT_DIGITS:
        return _percent(_PERCENT_DIGITS[format], locale, signed=format is Format.PERCENT_SIGNED)
    if format is Format.MONEY:
        return _money("#,##0", "", currency, locale)
    if format is Format.MONEY_COMPACT:
        return _compact(currency, locale, largest)
    return _CODES[format]


def _percent(digits: str, locale: str, *, signed: bool) -> str:
    style = style_of(locale)
    body = f"{_literal(style.percent_prefix)}{digits}{_literal(style.percent_suffix)}"
    return f"+{body};-{body};{body}" if signed else body


def _money(digits: str, suffix: str, currency: str, locale: str) -> str:
    before, after = currency_affixes(currency, locale)
    return f"{_literal(before)}{digits}{_literal(suffix + after)}"


def chart_unit(
    format: Format,
    *,
    currency: str = "USD",
    locale: str = "en_US",
    largest: Value | None = None,
) -> ChartUnit:
    """The code of a chart's labels with what the exhibit's subtitle says of them.

    Amounts are set bare, in one magnitude for the whole chart (that of ``largest``) and with
    three digits: ``$k`` over 156, ``$M`` over 0.46. So they fit into columns and can be compared
    by eye. Anything but money keeps its sign in the label and needs no words.
    """
    if format not in (Format.MONEY, Format.MONEY_COMPACT):
        return ChartUnit(chart_code(format, currency=currency, locale=locale), "")
    size = abs(exact(largest)) if largest is not None else Fraction(0)
    step = _step_of(size, currency, locale) if size >= _SMALLEST_STEPPED else None
    before, after = currency_affixes(currency, locale)
    if step is None:
        return ChartUnit("#,##0", f"{before}{after}".strip())
    shown = size / step.divisor
    digits = next((digits for limit, digits in _DIGITS if shown >= limit), "#,##0.00")
    words = f"{before}{step.suffix}{after}".strip()
    return ChartUnit(f"{digits}{_commas(step.divisor)}", words)


def column_unit(largest: Fraction, *, currency: str, locale: str) -> tuple[int, str]:
    """By what the amounts of a table in whole numbers are divided, and what that is called: 1 and
    ``$``; from a billion on 1,000 and ``$k``, and so on, so that columns have room for them."""
    before, after = currency_affixes(currency, locale)
    unit = 1, f"{before}{after}".strip()
    for step in reversed(style_of(locale).magnitudes):
        if largest < unit[0] * _WIDEST:
            break
        unit = step.divisor, f"{before}{step.suffix}{after}".strip()
    return unit


def _compact(currency: str, locale: str, largest: Value | None) -> str:
    step = None if largest is None else _step_of(abs(exact(largest)), currency, locale)
    if step is None:
        return _money("#,##0", "", currency, locale)
    return _money(f"#,##0.0{_commas(step.divisor)}", step.suffix, currency, locale)


def _step_of(size: Fraction, currency: str, locale: str) -> Magnitude | None:
    """The magnitude that an amount is set in, if a code can divide by it."""
    divisor, _ = compact_step(size, setting_of(currency, locale))
    steps = (step for step in style_of(locale).magnitudes if step.divisor <= divisor)
    return next((step for step in steps if _commas(step.divisor)), None)


def _commas(divisor: int) -> str:
    """Each comma after the digits divides by a thousand; other divisors have no code."""
    commas = 0
    while divisor > 1 and divisor % 1000 == 0:
        divisor //= 1000
        commas += 1
    return "," * commas if divisor == 1 else ""


def _literal(text: str) -> str:
    """Text in a code: quoted, except the signs that a code may carry bare."""
    if text in {"", "$", "%"}:
        return text
    quoted = "".join(
        part if part == "%" else f'"{part}"'
        for part in text.replace("%", "\0%\0").split("\0")
        if part
    )
    return quoted
