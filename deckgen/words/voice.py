"""The deck's voice: numbers of results as text, in one currency and locale.

A number that stands beside a target gets as many digits as it takes to stay on its side of it,
everywhere on the slide, so that headline, panel and table print the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from deckgen.model.metric import Reading
from deckgen.model.period import Period
from deckgen.model.request import Target
from deckgen.model.result import PartResult, Status
from deckgen.model.unit import Format, Unit
from deckgen.words import numbers
from deckgen.words.numbers import ChartUnit
from deckgen.words.periods import period_text
from deckgen.words.rounding import Rounding

_JUDGED = frozenset({Status.ON_TARGET, Status.WATCH, Status.OFF_TARGET})


@dataclass(frozen=True, slots=True)
class Voice:
    """Currency and locale, and what they make of a number."""

    currency: str = "USD"
    locale: str = "en_US"

    def number(self, value: Fraction | None, unit: Unit, rounding: str = "half_up") -> str:
        """A number in a unit; ``n/a`` without one."""
        return numbers.on_slide(
            value,
            unit.format,
            currency=self.currency,
            rounding=_rounding(rounding),
            locale=self.locale,
        )

    def count(self, number: int | Fraction) -> str:
        """A whole number with its thousands set apart."""
        return numbers.on_slide(number, Format.COUNT, locale=self.locale)

    def times(self, ratio: Fraction) -> str:
        """How many times: ``2.3×``."""
        return numbers.on_slide(ratio, Format.TIMES, locale=self.locale)

    def value(self, part: PartResult) -> str:
        """The current value, honest beside its target."""
        target, value = part.target, part.value
        if value is None or target is None or part.status not in _JUDGED:
            return self.number(value, part.unit, part.rounding)
        if part.rounding != "half_up":
            return self.number(value, part.unit, part.rounding)
        limit = nearest_limit(value, target)
        return numbers.verdict_text(
            value, limit, part.unit, currency=self.currency, locale=self.locale
        )

    def reading(self, part: PartResult, reading: Reading | None) -> str:
        """Another reading of a part (of an earlier period)."""
        value = reading.value if reading is not None else None
        return self.number(value, part.unit, part.rounding)

    def target(self, target: Target, unit: Unit) -> str:
        """A target: ``110%``, or a band: ``20 to 35``."""
        if target.is_band:
            return f"{self.number(target.low, unit)} to {self.number(target.high, unit)}"
        return self.number(target.low, unit)

    def distance(self, value: Fraction, limit: Fraction, unit: Unit) -> str:
        """How far a value is from a limit, without a sign: ``1.6 pp``."""
        return numbers.distance(value, limit, unit, currency=self.currency, locale=self.locale)

    def changes(self, now: Fraction, before: Fraction, unit: Unit) -> Sequence[str]:
        """The texts of a change, most telling first: ``+12%``, ``+$0.4M``."""
        return numbers.change(now, before, unit, currency=self.currency, locale=self.locale)

    def chart_unit(self, unit: Unit, values: Iterable[Fraction | None]) -> ChartUnit:
        """The number-format code of a chart's labels and workbook, with the unit to say beside."""
        sizes = [abs(value) for value in values if value is not None]
        return numbers.chart_unit(
            unit.format,
            currency=self.currency,
            locale=self.locale,
            largest=max(sizes, default=None),
        )

    def column_unit(self, values: Iterable[Fraction]) -> tuple[int, str]:
        """By what the amounts of a table in whole numbers are divided, and what that is called."""
        sizes = [abs(value) for value in values]
        return numbers.column_unit(
            max(sizes, default=Fraction()), currency=self.currency, locale=self.locale
        )

    def day(self, day: date | int) -> str:
        """A day: ``30 Sep 2026``."""
        return numbers.day(day, self.locale)

    def days(self, first: date, last: date) -> str:
        """From one day to another: ``1 Apr to 30 Jun 2025``."""
        return numbers.days(first, last, self.locale)

    def near_day(self, day: int, today: date) -> str:
        """A day in a narrow column: ``30 Sep`` within ten months of today, else ``Feb 2028``."""
        return numbers.near_day(day, today, self.locale)

    def period(self, period: Period, *, partial: bool = False) -> str:
        """A period in a sentence: ``Q3 2026``, ``Q3 2026 to date``."""
        return period_text(period, self.locale, partial=partial)


def nearest_limit(value: Fraction, target: Target) -> Fraction:
    """The end of a target that a value is judged against: of a band, the nearer one."""
    if abs(value - target.low) <= abs(value - target.high):
        return target.low
    return target.high


def _rounding(name: str) -> Rounding:
    return "floor" if name == "floor" else "half_up"
