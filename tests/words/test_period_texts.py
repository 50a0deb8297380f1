"""Days and periods as text."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date

from deckgen.model.period import Calendar, Grain, Period, day_number
from deckgen.words.numbers import day, days, near_day
from deckgen.words.periods import axis_text, period_text, versus
from deckgen.words.style import NO_BREAK_SPACE

Q3 = Calendar().parse("2026-Q3")
SEPTEMBER = Calendar(Grain.MONTH).parse("2026-09")


def whole(day: str) -> str:
    """A day that no line end takes apart."""
    return day.replace(" ", NO_BREAK_SPACE)


@pytest.mark.parametrize("locale", ["en_US", "en_GB", "en_AU"])
def test_a_day_has_one_form_in_english(locale: str) -> None:
    assert day(date(2026, 9, 30), locale) == whole("30 Sep 2026")


def test_a_day_may_be_given_as_its_number() -> None:
    assert day(day_number(date(2026, 9, 3))) == whole("3 Sep 2026")
    assert day(0) == whole("1 Jan 1970")


@pytest.mark.parametrize(
    ("locale", "text"),
    [("de_DE", "30. Sept. 2026"), ("fr_FR", "30 sept. 2026"), ("ja_JP", "2026年9月30日")],
)
def test_a_day_follows_another_locales_order_and_language(locale: str, text: str) -> None:
    assert day(date(2026, 9, 30), locale) == whole(text)


def test_a_day_in_an_unknown_locale_is_refused() -> None:
    with pytest.raises(ValueError, match="write it like"):
        day(date(2026, 9, 30), "xx_YY")


def test_a_quarter_reads_alike_everywhere() -> None:
    assert period_text(Q3) == period_text(Q3, "de_DE") == "Q3 2026"
    assert axis_text(Q3) == "Q3 26"


def test_a_period_that_is_not_over_says_how_far_it_goes() -> None:
    assert period_text(Q3, partial=True) == "Q3 2026 to date"
    assert axis_text(Q3, last_day=date(2026, 8, 31)) == "to 31 Aug"
    assert axis_text(Q3, "de_DE", last_day=day_number(date(2026, 8, 31))) == "to 31. Aug."


def test_a_change_names_what_it_is_measured_against() -> None:
    calendar = Calendar()
    assert versus(calendar.before(Q3)) == "vs Q2 2026"
    assert versus(calendar.year_before(Q3)) == "vs Q3 2025"


def test_a_fiscal_quarter_names_its_fiscal_year() -> None:
    fiscal = Calendar(fiscal_year_start_month=2).containing(date(2025, 2, 1))
    assert period_text(fiscal) == "Q1 FY2026"
    assert axis_text(fiscal) == "Q1 FY26"


def test_months_are_named_in_the_locales_language() -> None:
    assert period_text(SEPTEMBER) == "Sep 2026"
    assert axis_text(SEPTEMBER) == "Sep 26"
    assert period_text(SEPTEMBER, "de_DE") == "Sept. 2026"
    assert axis_text(SEPTEMBER, "fr_FR") == "sept. 26"
    assert versus(SEPTEMBER, "fr_FR") == "vs sept. 2026"


def test_the_name_of_a_month_does_not_depend_on_which_locale_was_used_before() -> None:
    japanese = axis_text(SEPTEMBER, "ja_JP")
    assert japanese == format_date(SEPTEMBER.start, "MMM yy", locale="ja_JP")
    assert axis_text(SEPTEMBER, "es_ES") == "sept 26"


def test_a_label_of_the_users_own_is_printed_as_given() -> None:
    own = Period(date(2026, 9, 1), date(2026, 9, 28), Grain.MONTH, "P9", "Period 9", "P9")
    assert period_text(own, "de_DE") == "Period 9"
    assert axis_text(own, "de_DE") == "P9"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 9, 30), "30 Sep"),
        (date(2025, 12, 13), "13 Dec"),
        (date(2027, 10, 1), "Oct 2027"),  # "1 Oct" would be read as this year's
        (date(2025, 1, 5), "Jan 2025"),
    ],
)
def test_a_day_in_a_column_has_a_year_only_where_it_is_not_the_next_one(
    day: date, shown: str
) -> None:
    assert near_day(day_number(day), date(2026, 7, 3)).replace(NO_BREAK_SPACE, " ") == shown


def test_a_span_of_days_names_its_year_once() -> None:
    assert days(date(2025, 4, 1), date(2025, 6, 30)) == (
        f"{whole('1 Apr')} to {whole('30 Jun 2025')}"
    )
    assert days(date(2024, 12, 30), date(2025, 1, 5)) == (
        f"{whole('30 Dec 2024')} to {whole('5 Jan 2025')}"
    )
