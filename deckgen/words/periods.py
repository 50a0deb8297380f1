"""Periods as text: the label, the axis, "to date" and what a number is compared with."""

from __future__ import annotations

from datetime import date

from deckgen.model.period import Grain, Period
from deckgen.words.dates import day_of_year, month
from deckgen.words.style import NO_BREAK_SPACE, style_of


def period_text(period: Period, locale: str = "en_US", *, partial: bool = False) -> str:
    """A period in a sentence: ``Q3 2026``, and ``Q3 2026 to date`` while it is not over."""
    return f"{_label(period, locale)} to date" if partial else _label(period, locale)


def axis_text(period: Period, locale: str = "en_US", *, last_day: date | int | None = None) -> str:
    """A period on an axis: ``Q3 26``; a partial one says how far it goes: ``to 14 Oct``.

    ``last_day`` is the last day counted of a period that is not over, else ``None``.
    """
    if last_day is not None:
        # A category is data: whoever looks for it in the workbook types a plain space.
        return f"to {day_of_year(last_day, locale)}".replace(NO_BREAK_SPACE, " ")
    if _is_plain_month(period, locale):
        return month(period.start, locale, brief=True)
    return period.short


def versus(period: Period, locale: str = "en_US") -> str:
    """What a change is measured against: ``vs Q2 2026``, ``vs Q3 2025``."""
    return f"vs {_label(period, locale)}"


def _label(period: Period, locale: str) -> str:
    return month(period.start, locale) if _is_plain_month(period, locale) else period.label


def _is_plain_month(period: Period, locale: str) -> bool:
    """Whether the label is a calendar month of our own naming, which a locale may translate.

    A label that a user gave to a period of an explicit calendar is printed as given.
    """
    return (
        period.grain is Grain.MONTH
        and not style_of(locale).is_english
        and period.label == month(period.start)
    )
