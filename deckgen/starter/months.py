"""Calendar arithmetic of the sample company: a month is one integer, year x 12 + month - 1."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def month_number(year: int, month: int) -> int:
    """The integer of a calendar month, so that months subtract."""
    return year * 12 + month - 1


def month_of(day: date) -> int:
    """The month that a day lies in."""
    return month_number(day.year, day.month)


def day_in(month: int, day: int) -> date:
    """A day of a month; past the month's end it is the last day."""
    year, index = divmod(month, 12)
    return date(year, index + 1, min(day, monthrange(year, index + 1)[1]))


def last_day(month: int) -> date:
    """The last day of a month."""
    return day_in(month, 31)


def plus_months(day: date, months: int) -> date:
    """The same day of the month some months later, e.g. the anniversary of a contract."""
    return day_in(month_of(day) + months, day.day)


def month_label(month: int) -> str:
    """``2025-06``."""
    year, index = divmod(month, 12)
    return f"{year}-{index + 1:02d}"


def quarter_number(month: int) -> int:
    """The calendar quarter of a month as an integer, so that quarters subtract."""
    return month // 3


def quarter_label(quarter: int) -> str:
    """``2025-Q2``."""
    year, index = divmod(quarter, 4)
    return f"{year}-Q{index + 1}"
