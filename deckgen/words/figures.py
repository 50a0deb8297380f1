"""One number as text: the display formats of metrics.md R15, for slides and in plain form.

The text of a slide is made first; the plain one is the same text in ASCII glyphs, so that the
two can never disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from deckgen.model.unit import Format
from deckgen.words.rounding import Rounding, Value, exact, scaled
from deckgen.words.style import MINUS, NO_BREAK_SPACE, NumberStyle, currency_affixes, style_of

NOT_AVAILABLE = "n/a"
Sign = Literal["negative", "always", "never"]
Kind = Literal["number", "percent", "money", "compact", "pp", "times", "days", "duration"]

_ASCII = str.maketrans({MINUS: "-", NO_BREAK_SPACE: " ", "\u202f": " ", "’": "'", "×": "x"})
_EXACTLY = 10**9  # closer than one part of this to 0% or 100% is 0% or 100%
_MOST_PERCENT_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """How a format prints: decimals at most, what to multiply by, and which zeros to keep.

    ``honest`` formats never print 0% or 100% for a value that is neither.
    """

    kind: Kind
    decimals: int
    factor: int = 1
    trimmed: bool = True
    signed: bool = False
    honest: bool = False


_RULES = {
    Format.PERCENT: Rule("percent", 1, factor=100, honest=True),
    Format.PERCENT0: Rule("percent", 0, factor=100, honest=True),
    Format.PERCENT_SIGNED: Rule("percent", 1, factor=100, signed=True),
    Format.MONEY: Rule("money", 0),
    Format.MONEY_COMPACT: Rule("compact", 1),
    Format.SCORE0: Rule("number", 0),
    Format.NUMBER1: Rule("number", 1),
    Format.NUMBER2: Rule("number", 2),
    Format.COUNT: Rule("number", 0),
    Format.PP: Rule("pp", 1, factor=100, trimmed=False, signed=True),
    Format.POINTS: Rule("number", 1, trimmed=False, signed=True),
    Format.TIMES: Rule("times", 1),
    Format.DAYS: Rule("days", 1),
    Format.DURATION: Rule("duration", 0),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """In which currency, locale and rounding numbers are set; ``before`` and ``after`` amounts."""

    style: NumberStyle
    before: str
    after: str
    rounding: Rounding


@lru_cache(maxsize=256)
def setting_of(currency: str, locale: str, rounding: Rounding = "half_up") -> Setting:
    """The setting of a deck, made once. Raises ``ValueError`` when there is no such locale."""
    before, after = currency_affixes(currency, locale)
    return Setting(style_of(locale), before, after, rounding)


def on_slide(
    value: Value | None,
    format: Format,
    *,
    currency: str = "USD",
    rounding: Rounding = "half_up",
    locale: str = "en_US",
) -> str:
    """A number as it is set on a slide: true minus, no-break space before units, 3.2×.

    Shares and ``pp`` are fractions (0.95 prints as 95%), money is in main units (dollars),
    ``duration`` in seconds. ``None`` prints as "n/a". Raises ``ValueError`` for a number that is
    not finite or a locale that does not exist.
    """
    if value is None:
        return NOT_AVAILABLE
    return _on_slide(*exact(value).as_integer_ratio(), format, currency, rounding, locale)


@lru_cache(maxsize=4096)
def _on_slide(
    numerator: int,
    denominator: int,
    format: Format,
    currency: str,
    rounding: Rounding,
    locale: str,
) -> str:
    """A deck says most of its numbers several times: on a slide, in its notes, to the blind."""
    setting = setting_of(currency, locale, rounding)
    return text_of(Fraction(numerator, denominator), format, setting)


def plain(
    value: Value | None,
    format: Format,
    *,
    currency: str = "USD",
    rounding: Rounding = "half_up",
    locale: str = "en_US",
) -> str:
    """The same text in ASCII glyphs (minus as -, × as x), as ``compute`` prints it."""
    return ascii_of(on_slide(value, format, currency=currency, rounding=rounding, locale=locale))


def ascii_of(text: str) -> str:
    """A slide's text with ASCII minus, spaces and x; letters and currency signs stay."""
    return text.translate(_ASCII)


class Printable(NamedTuple):
    """A number in its printed unit, as a quotient: 0.95 is 95 percent, $1,234,567 is 1.234567 M.

    ``per_unit`` is how many printed units the value 1 is: 100 for a percentage, 1/10**6 for M.
    """

    numerator: int
    denominator: int
    decimals: int
    suffix: str
    per_unit: Fraction


_IN_FULL = 10_000_000  # from here on single units of a currency say nothing, and have no room
_ONE, _HUNDRED = Fraction(1), Fraction(100)


def printable_of(
    value: Fraction,
    format: Format,
    setting: Setting,
    more_decimals: int = 0,
    magnitude: Fraction | None = None,
) -> Printable:
    """The number in the unit in which the format prints it."""
    rule = _RULES[format]
    numerator, denominator = value.numerator, value.denominator
    decimals = rule.decimals + more_decimals
    if rule.factor == 100:
        return Printable(numerator * 100, denominator, decimals, "", _HUNDRED)
    amount = value if magnitude is None else magnitude
    if rule.kind == "money" and abs(amount) >= _IN_FULL:
        return printable_of(value, Format.MONEY_COMPACT, setting, more_decimals, magnitude)
    if rule.kind != "compact":
        return Printable(numerator, denominator, decimals, "", _ONE)
    divisor, suffix = compact_step(amount, setting, more_decimals)
    if divisor == 1:  # whole dollars below 1,000
        return Printable(numerator, denominator, more_decimals, "", _ONE)
    return Printable(numerator, denominator * divisor, decimals, suffix, Fraction(1, divisor))


def compact_step(amount: Fraction, setting: Setting, more_decimals: int = 0) -> tuple[int, str]:
    """The divisor and suffix in which an amount is set: 999,950 is already "1M", never "1000k"."""
    magnitudes = setting.style.magnitudes
    size, denominator = abs(amount.numerator), amount.denominator
    for position, step in enumerate(magnitudes):
        # What the next smaller step would print decides: rounding may carry into this one.
        smaller = magnitudes[position + 1].divisor if position + 1 < len(magnitudes) else 1
        decimals = more_decimals + (1 if smaller > 1 else 0)
        printed = scaled(size, denominator * smaller, decimals, setting.rounding) * smaller
        if printed >= step.threshold * 10**decimals:
            return step.divisor, step.suffix
    return 1, ""


def text_of(
    value: Fraction,
    format: Format,
    setting: Setting,
    *,
    sign: Sign | None = None,
    more_decimals: int = 0,
    magnitude: Fraction | None = None,
) -> str:
    """The text of an exact value.

    ``sign`` overrides the format's own: changes carry a plus, other values only a minus.
    ``more_decimals`` prints more digits than the format usually does. ``magnitude`` sets compact
    money in the step of that amount ("+$0.4M" beside "$4.2M") instead of its own.
    """
    rule, style = _RULES[format], setting.style
    printable = printable_of(value, format, setting, more_decimals, magnitude)
    decimals = printable.decimals
    units = scaled(printable.numerator, printable.denominator, decimals, setting.rounding)
    if rule.honest and _is_near_a_landmark(abs(units), decimals):
        units, decimals = _honest_percent(printable, setting.rounding)
    if rule.kind == "duration":
        body = _duration(abs(units), decimals, style)
    else:
        digits = _digits(abs(units), decimals, style, trim=rule.trimmed or more_decimals > 0)
        body = _with_unit(digits + printable.suffix, rule.kind, setting)
    if units == 0 or sign == "never":
        return body
    if units < 0:
        return MINUS + body
    return f"+{body}" if sign == "always" or (sign is None and rule.signed) else body


def _with_unit(digits: str, kind: Kind, setting: Setting) -> str:
    if kind == "percent":
        return f"{setting.style.percent_prefix}{digits}{setting.style.percent_suffix}"
    if kind in ("money", "compact"):
        return f"{setting.before}{digits}{setting.after}"
    if kind == "pp":
        return f"{digits}{NO_BREAK_SPACE}pp"
    if kind == "times":
        return f"{digits}×"
    if kind == "days":
        return f"{digits}{NO_BREAK_SPACE}{'day' if digits == '1' else 'days'}"
    return digits


def _digits(units: int, decimals: int, style: NumberStyle, *, trim: bool) -> str:
    whole, rest = divmod(units, 10**decimals)
    fraction = f"{rest:0{decimals}d}" if decimals else ""
    if trim:
        fraction = fraction.rstrip("0")
    grouped = style.grouped(str(whole))
    return f"{grouped}{style.decimal}{fraction}" if fraction else grouped


def _is_near_a_landmark(size: int, decimals: int) -> bool:
    """Whether so many units are 0 or 100 percent, or a neighbour that ``floor`` may have made."""
    hundred: int = 100 * 10**decimals
    return size <= 1 or abs(size - hundred) <= 1


def _honest_percent(printable: Printable, rounding: Rounding) -> tuple[int, int]:
    """Units and decimals of a percentage that is 0 or 100 only if it is so within 1e-9.

    Decimals are added up to three; then the last step before 0 or 100 is kept (99.999%).
    """
    shown, decimals = Fraction(printable.numerator, printable.denominator), printable.decimals
    landmark = 0 if abs(shown) < 50 else 100 if shown > 0 else -100
    if abs(shown - landmark) * _EXACTLY <= 100:
        return landmark * 10**decimals, decimals
    while True:
        units = scaled(shown.numerator, shown.denominator, decimals, rounding)
        if units != landmark * 10**decimals:
            return units, decimals
        if decimals >= _MOST_PERCENT_DECIMALS:
            return units + (1 if shown > landmark else -1), decimals
        decimals += 1


def _duration(units: int, decimals: int, style: NumberStyle) -> str:
    per_second: int = 10**decimals
    minutes, rest = divmod(units, 60 * per_second)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{_digits(rest, decimals, style, trim=True)}s"]
    if hours or minutes:
        parts.insert(0, f"{minutes}m")
    if hours:
        parts.insert(0, f"{style.grouped(str(hours))}h")
    return NO_BREAK_SPACE.join(parts)
