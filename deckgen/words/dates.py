"""Days and months as text, in the order and language of the deck's locale."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from deckgen.model.period import day_of
from deckgen.words.style import NO_BREAK_SPACE, style_of

_NEAR = 300  # days in which a day and its month cannot be those of another year


@lru_cache(maxsize=8192)
def day(value: date | int, locale: str = "en_US") -> str:
    """A day: ``30 Sep 2026`` in every kind of English, ``30. Sept. 2026`` in German, which no line
    end takes apart.

    ``value`` is a date or a day number. The month is a word, because 10/9 is read both ways.
    """
    return _text(value, "d MMM y", "yMMMd", locale).replace(" ", NO_BREAK_SPACE)


@lru_cache(maxsize=8192)
def day_of_year(value: date | int, locale: str = "en_US") -> str:
    """A day without its year, for a place that names the year already: ``14 Oct``."""
    return _text(value, "d MMM", "MMMd", locale).replace(" ", NO_BREAK_SPACE)


def days(first: date, last: date, locale: str = "en_US") -> str:
    """From one day to another, the year once where it is the same: ``1 Apr to 30 Jun 2025``."""
    begin = day_of_year(first, locale) if first.year == last.year else day(first, locale)
    return f"{begin} to {day(last, locale)}"


def near_day(value: int, today: date, locale: str = "en_US") -> str:
    """A day in a narrow column: ``30 Sep`` within ten months of ``today``, else ``Feb 2028``."""
    near = abs((day_of(value) - today).days) <= _NEAR
    return day_of_year(value, locale) if near else month(value, locale)


@lru_cache(maxsize=2048)
def month(value: date | int, locale: str = "en_US", *, brief: bool = False) -> str:
    """The month that holds a day: ``Sep 2026``, ``brief`` ``Sep 26`` for a chart's axis."""
    if brief:
        return _text(value, "MMM yy", "", locale)
    return _text(value, "MMM y", "yMMM", locale)


def _text(value: date | int, english: str, skeleton: str, locale: str) -> str:
    moment = day_of(value) if isinstance(value, int) else value
    style = style_of(locale)
    if style.is_english:  # one form for all: British data says "Sept", which breaks alignment
        return format_date(moment, english, locale="en")
    if not skeleton:
        return format_date(moment, english, locale=style.locale)
    return format_skeleton(skeleton, moment, locale=style.locale)
