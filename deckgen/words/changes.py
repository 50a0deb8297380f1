"""How a difference is stated: pp for shares, points for scores, % and an amount for money."""

from __future__ import annotations

from fractions import Fraction

from deckgen.model.unit import Change, Format, Unit
from deckgen.words.figures import Setting, printable_of, setting_of, text_of
from deckgen.words.rounding import Value, exact, scaled
from deckgen.words.style import NO_BREAK_SPACE

_GROWTH_AS_MULTIPLE = Fraction(999, 100)  # beyond 999% a percentage says less than "12×"
_MOST_EXTRA_DECIMALS = 12


def change(
    now: Value | None,
    before: Value | None,
    unit: Unit,
    *,
    currency: str = "USD",
    locale: str = "en_US",
) -> tuple[str, ...]:
    """The texts of a change, most telling first; nothing when either value is undefined.

    Shares: ``+1.8 pp``. Scores: ``+6.0 points``. Money: ``+12%`` and ``+$0.4M``. Counts: ``+86``
    and ``+7.2%``. Numbers: ``+0.3``. From a base that prints as zero or is negative there is no
    percentage; growth over 999% is a multiple (``12×``). Computed from unrounded values.
    """
    if now is None or before is None:
        return ()
    new, old = exact(now), exact(before)
    setting = setting_of(currency, locale)
    difference = new - old
    if unit.change is Change.POINTS_OF_PERCENT:
        return (text_of(difference, Format.PP, setting, sign="always"),)
    if unit.change is Change.POINTS:
        points = text_of(difference, Format.POINTS, setting, sign="always")
        return (f"{points}{NO_BREAK_SPACE}points",)
    if unit.change is Change.NUMBER:
        return (text_of(difference, unit.format, setting, sign="always"),)
    absolute = _amount(difference, new, unit, setting)
    relative = _relative(new, old, unit, setting)
    if relative is None:
        return (absolute,)
    if unit.change is Change.RELATIVE:
        return relative, absolute
    return absolute, relative


def _amount(difference: Fraction, now: Fraction, unit: Unit, setting: Setting) -> str:
    """The difference in the magnitude of the value beside it, unless it would vanish there."""
    magnitude = None
    if unit.format is Format.MONEY_COMPACT and abs(now) > abs(difference):
        beside = printable_of(difference, unit.format, setting, magnitude=now)
        if scaled(beside.numerator, beside.denominator, beside.decimals):
            magnitude = now
    return text_of(difference, unit.format, setting, sign="always", magnitude=magnitude)


def _relative(new: Fraction, old: Fraction, unit: Unit, setting: Setting) -> str | None:
    base = printable_of(old, unit.format, setting)
    if scaled(base.numerator, base.denominator, base.decimals) <= 0:
        return None
    growth = new / old - 1
    if growth > _GROWTH_AS_MULTIPLE:
        return text_of(new / old, Format.TIMES, setting)
    return text_of(growth, Format.PERCENT_SIGNED, setting, sign="always")


def distance(
    value: Value,
    target: Value,
    unit: Unit,
    *,
    currency: str = "USD",
    locale: str = "en_US",
) -> str:
    """How far a value is from its target, without a sign: ``1.6 pp`` (below the target).

    Never prints zero unless the two are equal: 109.96% is ``0.04 pp`` from 110%.
    """
    gap = abs(exact(value) - exact(target))
    format, word = unit.format, ""
    if unit.change is Change.POINTS_OF_PERCENT:
        format = Format.PP
    elif unit.change is Change.POINTS:
        format, word = Format.POINTS, f"{NO_BREAK_SPACE}points"
    setting = setting_of(currency, locale)
    more = _fewest_more_decimals(gap, Fraction(0), format, setting)
    return text_of(gap, format, setting, sign="never", more_decimals=more) + word


def verdict_text(
    value: Value,
    target: Value,
    unit: Unit,
    *,
    currency: str = "USD",
    locale: str = "en_US",
) -> str:
    """A value beside its target, with as many digits as it takes to stay on its side of it.

    109.96% against 110% is "109.96%", because "110%" would read as met.
    """
    number, goal = exact(value), exact(target)
    setting = setting_of(currency, locale)
    more = _fewest_more_decimals(number, goal, unit.format, setting)
    return text_of(number, unit.format, setting, more_decimals=more)


def _fewest_more_decimals(
    value: Fraction, limit: Fraction, format: Format, setting: Setting
) -> int:
    """How many decimals beyond the usual ones keep the printed value on its side of a limit."""
    for more in range(_MOST_EXTRA_DECIMALS):
        shown = printable_of(value, format, setting, more)
        units = scaled(shown.numerator, shown.denominator, shown.decimals)
        printed = Fraction(units, 10**shown.decimals) / shown.per_unit
        if (printed > limit) == (value > limit) and (printed < limit) == (value < limit):
            return more
    return 0 if value == limit else _MOST_EXTRA_DECIMALS  # 1/3 has no last digit to wait for
