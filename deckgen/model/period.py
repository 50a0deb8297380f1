"""Reporting periods: fiscal arithmetic, ranges and labels (metrics.md R1-R3).

After staging, time is whole numbers: a *month* is ``year * 12 + month - 1`` and a *day* is the
number of days since 1970-01-01 in the deck's time zone.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_EPOCH = date(1970, 1, 1).toordinal()
# Not strftime("%b"), which speaks the language of whatever machine runs it.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FIRST_YEAR, _LAST_YEAR = 1900, 2999  # outside, a year is a typing mistake


class Grain(StrEnum):
    """How long one reporting period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int | None:
        """Length in months; ``None`` for a week."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(self.value)


class Window(StrEnum):
    """Which stretch of time a metric looks at for one period (R3)."""

    PERIOD = "period"
    TRAILING_12M = "trailing_12m"
    ANNUALIZED = "annualized"


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(number + _EPOCH)


def month_number(day: date) -> int:
    """``year * 12 + month - 1`` of the month that holds the day."""
    return day.year * 12 + day.month - 1


def first_of_month(month: int) -> date:
    """The first day of a month number."""
    return date(month // 12, month % 12 + 1, 1)


def last_of_month(month: int) -> date:
    """The last day of a month number."""
    year, index = divmod(month, 12)
    return date(year, index + 1, monthrange(year, index + 1)[1])


def month_label(month: int) -> str:
    """``2025-06``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def local_date(timestamp: datetime, timezone: str) -> date:
    """The calendar day of a timestamp in a time zone; a naive timestamp is already local (R1)."""
    if timestamp.tzinfo is None:
        return timestamp.date()
    return timestamp.astimezone(ZoneInfo(timezone)).date()


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed range of local days.

    ``name`` identifies it in config and output (``2025-Q2``), ``label`` is for people
    (``Q2 2025``), ``short`` for a chart's axis (``Q2 25``).
    """

    start: date
    end: date
    grain: Grain = field(compare=False)
    name: str = field(compare=False)
    label: str = field(compare=False)
    short: str = field(compare=False)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.end - self.start).days + 1

    @property
    def months(self) -> int:
        """Number of months (of a whole-month period; at least 1)."""
        return max(1, month_number(self.end) - month_number(self.start) + 1)

    @property
    def opening_month(self) -> int:
        """The month whose end is the opening snapshot: the last one before ``start`` (R2)."""
        return month_number(self.start - timedelta(days=1))

    @property
    def closing_month(self) -> int:
        """The month whose end is the closing snapshot."""
        return month_number(self.end)


_NAMES = {
    Grain.WEEK: re.compile(r"^(\d{4})-W(\d{1,2})$", re.I),
    Grain.MONTH: re.compile(r"^(\d{4})-(\d{1,2})$"),
    Grain.QUARTER: re.compile(r"^(\d{4})-?Q([1-4])$", re.I),
    Grain.HALF: re.compile(r"^(\d{4})-?H([12])$", re.I),
    Grain.YEAR: re.compile(r"^(?:FY)?(\d{4})$", re.I),
}
_EXAMPLES = {
    Grain.WEEK: "2025-W27",
    Grain.MONTH: "2025-06",
    Grain.QUARTER: "2025-Q2",
    Grain.HALF: "2025-H1",
    Grain.YEAR: "2025",
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """How days fall into periods.

    ``year_label`` names a fiscal year by the calendar year it ends or starts in (default ``end``,
    as in Salesforce: a year starting in February 2025 is FY2026). ``explicit`` lists periods of
    the user's own, for 4-4-5 years; it then replaces all arithmetic.
    """

    grain: Grain = Grain.QUARTER
    fiscal_year_start_month: int = 1
    year_label: str = "end"
    explicit: Sequence[Period] = ()

    def fiscal_year(self, day: date) -> int:
        """The fiscal year a day belongs to, named as ``year_label`` says."""
        start = self.fiscal_year_start_month
        if start == 1:
            return day.year
        first = day.year if day.month >= start else day.year - 1
        return first + 1 if self.year_label == "end" else first

    def containing(self, day: date) -> Period:
        """The period that holds a day.

        Raises ``ValueError`` if the calendar is explicit and no listed period holds it.
        """
        if self.explicit:
            for period in self.explicit:
                if day in period:
                    return period
            raise ValueError(f"no period of the calendar holds {day}")
        if self.grain is Grain.WEEK:
            monday = day - timedelta(days=day.weekday())
            year, week, _ = monday.isocalendar()
            name = f"{year}-W{week:02d}"
            return Period(
                monday,
                monday + timedelta(days=6),
                Grain.WEEK,
                name,
                f"week {week} {year}",
                f"W{week} {year % 100:02d}",
            )
        length = self.grain.months or 1
        offset = (day.month - self.fiscal_year_start_month) % 12
        first = month_number(day) - offset % length
        return self._of_months(first, length, offset // length + 1, self.fiscal_year(day))

    def _of_months(self, first: int, length: int, index: int, year: int) -> Period:
        start, end = first_of_month(first), last_of_month(first + length - 1)
        fiscal = self.fiscal_year_start_month != 1
        shown = f"FY{year}" if fiscal else f"{year}"
        brief = f"{'FY' if fiscal else ''}{year % 100:02d}"
        if self.grain is Grain.MONTH:
            name = f"{start.year}-{start.month:02d}"
            month = _MONTHS[start.month - 1]
            label, short = f"{month} {start.year}", f"{month} {start.year % 100:02d}"
            return Period(start, end, self.grain, name, label, short)
        if self.grain is Grain.YEAR:
            return Period(start, end, self.grain, f"{year}", shown, shown)
        letter = "Q" if self.grain is Grain.QUARTER else "H"
        return Period(
            start,
            end,
            self.grain,
            f"{year}-{letter}{index}",
            f"{letter}{index} {shown}",
            f"{letter}{index} {brief}",
        )

    def parse(self, name: str) -> Period:
        """The period called ``name``, e.g. ``2025-Q2``.

        Raises ``ValueError`` with an example of this calendar's form.
        """
        text = str(name).strip()
        if self.explicit:
            for period in self.explicit:
                if period.name.lower() == text.lower():
                    return period
            known = ", ".join(period.name for period in self.explicit)
            raise ValueError(f"{text!r} is not one of the calendar's periods ({known})")
        match = _NAMES[self.grain].match(text)
        if not match:
            raise ValueError(
                f"{text!r} is not a {self.grain.value}; write it like {_EXAMPLES[self.grain]}"
            )
        year = int(match[1])
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise ValueError(f"{text!r}: the year is not between {_FIRST_YEAR} and {_LAST_YEAR}")
        if self.grain is Grain.WEEK:
            try:
                monday = date.fromisocalendar(year, int(match[2]), 1)
            except ValueError:
                raise ValueError(f"{text!r}: {year} has no such week") from None
            return self.containing(monday)
        if self.grain is Grain.MONTH:
            if not 1 <= int(match[2]) <= 12:
                raise ValueError(f"{text!r} has no such month")
            return self.containing(date(year, int(match[2]), 1))
        index = 1 if self.grain is Grain.YEAR else int(match[2])
        start_month = self.fiscal_year_start_month
        first_year = year if start_month == 1 or self.year_label == "start" else year - 1
        first = first_year * 12 + start_month - 1 + (index - 1) * (self.grain.months or 1)
        return self.containing(first_of_month(first))

    def before(self, period: Period) -> Period:
        """The period just before. Raises ``ValueError`` when an explicit calendar has none."""
        return self.containing(period.start - timedelta(days=1))

    def year_before(self, period: Period) -> Period:
        """The same period a year earlier."""
        if self.explicit:
            middle = period.start + (period.end - period.start) / 2
            return self.containing(middle - timedelta(days=364))
        if self.grain is Grain.WEEK:
            return self.containing(period.start - timedelta(days=364))
        return self.containing(first_of_month(month_number(period.start) - 12))

    def history(self, current: Period, count: int) -> tuple[Period, ...]:
        """``count`` periods that end with ``current``, oldest first (fewer if explicit ends)."""
        periods = [current]
        while len(periods) < count:
            try:
                periods.append(self.before(periods[-1]))
            except ValueError:
                break
        return tuple(reversed(periods))


@dataclass(frozen=True, slots=True)
class FiscalQuarter:
    """The fiscal quarter of a day: its number from 1 to 4, label (``FY2026 Q1``) and range."""

    number: int
    label: str
    start: date
    end: date


def fiscal_quarter(day: date, start_month: int = 1, year_label: str = "end") -> FiscalQuarter:
    """The quarter of the fiscal year that a day falls in (R1).

    A fiscal year that starts in January is the calendar year under either label. Raises
    ``ValueError`` for a month outside 1 to 12 or a label that is neither ``end`` nor ``start``.
    """
    if not 1 <= start_month <= 12:
        raise ValueError(f"a fiscal year cannot start in month {start_month}")
    if year_label not in ("end", "start"):
        raise ValueError(f"a fiscal year is labelled by its 'end' or 'start', not {year_label!r}")
    calendar = Calendar(Grain.QUARTER, start_month, year_label)
    period = calendar.containing(day)
    number = (day.month - start_month) % 12 // 3 + 1
    label = f"FY{calendar.fiscal_year(day)} Q{number}"
    return FiscalQuarter(number, label, period.start, period.end)


@dataclass(frozen=True, slots=True)
class Span:
    """One row of the engine's ``periods`` relation: a period seen through a window, in integers.

    ``id`` is what bases group by. ``opening_day`` is the day of the opening snapshot,
    ``last_day`` the last day counted (earlier than the period's end when it is partial), and
    ``cutoff_day`` the last day on which the completion of an event may be known (R12).
    """

    id: int
    period: Period
    window: Window
    opening_month: int
    closing_month: int
    first_day: int
    last_day: int
    cutoff_day: int
    partial: bool = False
    empty: bool = False

    @property
    def opening_day(self) -> int:
        """The day before the first one."""
        return self.first_day - 1


def span_of(id: int, period: Period, window: Window, as_of: date | None) -> Span:
    """What a window of a period reads, given the data's cut-off.

    A trailing window is a cohort of the customers of twelve months before the closing month (R3).
    ``as_of`` before the period's end closes it at the last complete month (R12); without any
    complete month the span is ``empty``.
    """
    end, partial, empty = period.end, False, False
    if as_of is not None and as_of < period.end:
        partial = True
        month = month_number(as_of)
        if as_of < last_of_month(month):
            month -= 1
        end = last_of_month(month)
        if period.grain is Grain.WEEK:
            end = as_of
        empty = end < period.start
    closing = month_number(end)
    opening = closing - 12 if window is Window.TRAILING_12M else period.opening_month
    first = (
        day_number(last_of_month(opening)) + 1
        if window is Window.TRAILING_12M
        else day_number(period.start)
    )
    cutoff = as_of if as_of is not None and as_of > end else end
    if partial:
        cutoff = end
    return Span(
        id=id,
        period=period,
        window=window,
        opening_month=opening,
        closing_month=closing,
        first_day=first,
        last_day=day_number(end),
        cutoff_day=day_number(cutoff),
        partial=partial,
        empty=empty,
    )
