"""Fiscal arithmetic: periods tile the calendar, have names that are read back, and neighbours."""

from __future__ import annotations

import locale
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model.period import (
    Calendar,
    Grain,
    Period,
    Window,
    day_number,
    day_of,
    first_of_month,
    fiscal_quarter,
    last_of_month,
    local_date,
    month_label,
    month_number,
    span_of,
)

days = st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 12, 31))
calendars = st.builds(
    Calendar,
    grain=st.sampled_from(Grain),
    fiscal_year_start_month=st.integers(1, 12),
    year_label=st.sampled_from(["end", "start"]),
)
QUARTERS = Calendar()
Q2_2025 = QUARTERS.parse("2025-Q2")
FOUR_FOUR_FIVE = Calendar(
    explicit=(
        Period(date(2024, 12, 30), date(2025, 1, 26), Grain.MONTH, "2025-P1", "P1 2025", "P1"),
        Period(date(2025, 1, 27), date(2025, 2, 23), Grain.MONTH, "2025-P2", "P2 2025", "P2"),
        Period(date(2025, 12, 29), date(2026, 1, 25), Grain.MONTH, "2026-P1", "P1 2026", "P1"),
    )
)


# ------------------------------------------------------------------ fiscal quarters (vectors)


@pytest.mark.parametrize(
    ("day", "start_month", "year_label", "number", "label", "start", "end"),
    [
        pytest.param(
            date(2025, 2, 1), 2, "end", 1, "FY2026 Q1", date(2025, 2, 1), date(2025, 4, 30),
            id="fiscal_q1_feb_start",
        ),
        pytest.param(
            date(2026, 1, 31), 2, "end", 4, "FY2026 Q4", date(2025, 11, 1), date(2026, 1, 31),
            id="fiscal_q4_feb_start",
        ),
        pytest.param(
            date(2026, 1, 31), 2, "start", 4, "FY2025 Q4", date(2025, 11, 1), date(2026, 1, 31),
            id="fiscal_label_by_start",
        ),
        pytest.param(
            date(2024, 2, 29), 12, "end", 1, "FY2024 Q1", date(2023, 12, 1), date(2024, 2, 29),
            id="fiscal_q1_december_leap",
        ),
        pytest.param(
            date(2025, 12, 31), 1, "end", 4, "FY2025 Q4", date(2025, 10, 1), date(2025, 12, 31),
            id="fiscal_calendar_year_label",
        ),
    ],
)  # fmt: skip
def test_a_day_falls_in_a_fiscal_quarter(
    day: date, start_month: int, year_label: str, number: int, label: str, start: date, end: date
) -> None:
    quarter = fiscal_quarter(day, start_month, year_label)
    assert (quarter.number, quarter.label) == (number, label)
    assert (quarter.start, quarter.end) == (start, end)


def test_a_fiscal_year_that_starts_in_january_is_the_calendar_year_under_either_label() -> None:
    for year_label in ("end", "start"):
        assert fiscal_quarter(date(2025, 12, 31), 1, year_label).label == "FY2025 Q4"


@pytest.mark.parametrize(("start_month", "year_label"), [(0, "end"), (13, "end"), (2, "middle")])
def test_an_impossible_fiscal_year_is_refused(start_month: int, year_label: str) -> None:
    with pytest.raises(ValueError, match="fiscal year"):
        fiscal_quarter(date(2025, 1, 1), start_month, year_label)


@given(days, st.integers(1, 12), st.sampled_from(["end", "start"]))
def test_a_fiscal_quarter_has_three_months_and_starts_where_the_year_says(
    day: date, start_month: int, year_label: str
) -> None:
    quarter = fiscal_quarter(day, start_month, year_label)
    assert quarter.start <= day <= quarter.end
    assert month_number(quarter.end) - month_number(quarter.start) == 2
    assert (quarter.start.month - start_month) % 12 == 3 * (quarter.number - 1)


# ------------------------------------------------------------------ days and months


def test_a_time_zone_moves_an_answer_into_the_quarter() -> None:
    # vectors timezone_moves_response_into_quarter and timezone_utc_keeps_it_out
    answered = datetime(2025, 7, 1, 3, 0, tzinfo=UTC)
    there = local_date(answered, "America/New_York")
    assert there == date(2025, 6, 30)
    assert there in Q2_2025
    assert local_date(answered, "UTC") == date(2025, 7, 1)
    assert local_date(answered, "UTC") not in Q2_2025


def test_a_timestamp_without_a_zone_is_local_already() -> None:
    assert local_date(datetime(2025, 6, 30, 23, 59), "Asia/Tokyo") == date(2025, 6, 30)


@given(days)
def test_days_and_months_are_numbers_and_back(day: date) -> None:
    assert day_of(day_number(day)) == day
    month = month_number(day)
    assert first_of_month(month) <= day <= last_of_month(month)
    assert last_of_month(month) + timedelta(days=1) == first_of_month(month + 1)
    assert month_label(month) == day.isoformat()[:7]


def test_february_ends_on_its_leap_day() -> None:
    assert last_of_month(month_number(date(2024, 2, 1))) == date(2024, 2, 29)
    assert last_of_month(month_number(date(1900, 2, 1))) == date(1900, 2, 28)
    assert day_number(date(1970, 1, 1)) == 0


# ------------------------------------------------------------------ periods


@given(calendars, days)
def test_periods_tile_the_calendar(calendar: Calendar, day: date) -> None:
    period = calendar.containing(day)
    assert day in period
    assert calendar.containing(period.start) == calendar.containing(period.end) == period
    before = calendar.before(period)
    assert before.end + timedelta(days=1) == period.start
    assert calendar.containing(period.end + timedelta(days=1)).start - period.end == timedelta(1)


@given(calendars, days)
def test_a_period_is_found_again_by_its_name(calendar: Calendar, day: date) -> None:
    period = calendar.containing(day)
    again = calendar.parse(f" {period.name.lower()} ")
    assert (again, again.name, again.label, again.short) == (
        period, period.name, period.label, period.short,
    )  # fmt: skip


@given(calendars, days)
def test_a_period_is_as_long_as_its_grain(calendar: Calendar, day: date) -> None:
    period = calendar.containing(day)
    if calendar.grain is Grain.WEEK:
        assert period.days == 7
        assert period.start.weekday() == 0
    else:
        assert period.months == calendar.grain.months
        assert period.start.day == 1
        start_month = calendar.fiscal_year_start_month
        assert (period.start.month - start_month) % period.months == 0


@given(calendars, days)
def test_neighbours_have_different_names(calendar: Calendar, day: date) -> None:
    period = calendar.containing(day)
    names = {period.name, calendar.before(period).name, calendar.year_before(period).name}
    assert len(names) == (2 if calendar.grain is Grain.YEAR else 3)


@given(calendars, days)
def test_a_year_before_is_the_same_stretch_of_the_year(calendar: Calendar, day: date) -> None:
    period = calendar.containing(day)
    earlier = calendar.year_before(period)
    if calendar.grain is Grain.WEEK:
        assert period.start - earlier.start == timedelta(weeks=52)
    else:
        assert month_number(period.start) - month_number(earlier.start) == 12
        assert earlier.months == period.months


@given(calendars, days, st.integers(1, 12))
def test_a_history_ends_with_the_current_period_and_has_no_holes(
    calendar: Calendar, day: date, count: int
) -> None:
    current = calendar.containing(day)
    history = calendar.history(current, count)
    assert len(history) == count
    assert history[-1] == current
    for earlier, later in pairwise(history):
        assert earlier.end + timedelta(days=1) == later.start


@given(calendars, days)
def test_the_opening_snapshot_is_the_month_before(calendar: Calendar, day: date) -> None:
    if calendar.grain is not Grain.WEEK:
        period = calendar.containing(day)
        assert last_of_month(period.opening_month) + timedelta(days=1) == period.start
        assert last_of_month(period.closing_month) == period.end
        assert period.closing_month - period.opening_month == period.months


@pytest.mark.parametrize(
    ("calendar", "name", "label", "short", "start", "end"),
    [
        (Calendar(), "2025-Q2", "Q2 2025", "Q2 25", date(2025, 4, 1), date(2025, 6, 30)),
        (Calendar(Grain.HALF), "2025-H2", "H2 2025", "H2 25", date(2025, 7, 1), date(2025, 12, 31)),
        (Calendar(Grain.YEAR), "2024", "2024", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        (Calendar(Grain.MONTH), "2024-02", "Feb 2024", "Feb 24", date(2024, 2, 1),
         date(2024, 2, 29)),
        (Calendar(Grain.WEEK), "2026-W53", "week 53 2026", "W53 26", date(2026, 12, 28),
         date(2027, 1, 3)),
        (Calendar(Grain.WEEK), "2025-W01", "week 1 2025", "W1 25", date(2024, 12, 30),
         date(2025, 1, 5)),
        (Calendar(fiscal_year_start_month=2), "2026-Q1", "Q1 FY2026", "Q1 FY26",
         date(2025, 2, 1), date(2025, 4, 30)),
        (Calendar(fiscal_year_start_month=2, year_label="start"), "2025-Q4", "Q4 FY2025",
         "Q4 FY25", date(2025, 11, 1), date(2026, 1, 31)),
        (Calendar(Grain.YEAR, 7), "2025", "FY2025", "FY2025", date(2024, 7, 1),
         date(2025, 6, 30)),
        (Calendar(Grain.MONTH, 7), "2025-06", "Jun 2025", "Jun 25", date(2025, 6, 1),
         date(2025, 6, 30)),
    ],
)  # fmt: skip
def test_a_name_gives_range_and_labels(
    calendar: Calendar, name: str, label: str, short: str, start: date, end: date
) -> None:
    period = calendar.parse(name)
    assert (period.name, period.label, period.short) == (name, label, short)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("grain", "written"),
    [
        (Grain.QUARTER, "2025Q2"),
        (Grain.QUARTER, "2025-q2"),
        (Grain.HALF, "2025H1"),
        (Grain.YEAR, "FY2025"),
        (Grain.MONTH, "2025-6"),
        (Grain.WEEK, "2025-w7"),
    ],
)
def test_a_name_may_be_written_a_little_differently(grain: Grain, written: str) -> None:
    assert date(2025, 1, 1) <= Calendar(grain).parse(written).start <= date(2025, 6, 30)


@pytest.mark.parametrize(
    ("grain", "written", "cause"),
    [
        (Grain.QUARTER, "2025-Q5", "write it like 2025-Q2"),
        (Grain.QUARTER, "Q2 2025", "write it like 2025-Q2"),
        (Grain.QUARTER, "2025-06", "is not a quarter"),
        (Grain.QUARTER, "", "is not a quarter"),
        (Grain.MONTH, "2025-13", "no such month"),
        (Grain.MONTH, "2025-00", "no such month"),
        (Grain.WEEK, "2025-W53", "no such week"),
        (Grain.WEEK, "2025-W0", "no such week"),
        (Grain.YEAR, "0001", "between 1900 and 2999"),
        (Grain.QUARTER, "0025-Q2", "between 1900 and 2999"),
        (Grain.YEAR, "25", "write it like 2025"),
    ],
)
def test_a_period_that_does_not_exist_is_refused_with_the_reason(
    grain: Grain, written: str, cause: str
) -> None:
    with pytest.raises(ValueError, match=cause):
        Calendar(grain).parse(written)


def test_month_names_do_not_depend_on_the_language_of_the_machine() -> None:
    names = [Calendar(Grain.MONTH).parse(f"2025-{month:02d}").short for month in range(1, 13)]
    assert " ".join(name[:3] for name in names) == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    kept = locale.setlocale(locale.LC_TIME)
    try:
        for other in ("de_DE.UTF-8", "fr_FR.UTF-8", "C.UTF-8"):
            try:
                locale.setlocale(locale.LC_TIME, other)
            except locale.Error:
                continue  # not installed here; the table of names above still holds
            assert Calendar(Grain.MONTH).parse("2025-03").label == "Mar 2025"
    finally:
        locale.setlocale(locale.LC_TIME, kept)


# ------------------------------------------------------------------ periods of the user's own


def test_listed_periods_replace_all_arithmetic() -> None:
    assert FOUR_FOUR_FIVE.containing(date(2025, 1, 27)).name == "2025-P2"
    assert FOUR_FOUR_FIVE.parse("2025-p1").start == date(2024, 12, 30)
    second = FOUR_FOUR_FIVE.parse("2025-P2")
    assert FOUR_FOUR_FIVE.before(second).name == "2025-P1"


def test_the_same_listed_period_a_year_before_is_found_by_its_middle() -> None:
    this_year = FOUR_FOUR_FIVE.parse("2026-P1")
    assert FOUR_FOUR_FIVE.year_before(this_year).name == "2025-P1"


def test_a_listed_calendar_ends_where_the_list_does() -> None:
    first = FOUR_FOUR_FIVE.parse("2025-P1")
    with pytest.raises(ValueError, match="no period of the calendar holds"):
        FOUR_FOUR_FIVE.before(first)
    second = FOUR_FOUR_FIVE.parse("2025-P2")
    assert [period.name for period in FOUR_FOUR_FIVE.history(second, 8)] == ["2025-P1", "2025-P2"]
    with pytest.raises(ValueError, match="2025-P1, 2025-P2, 2026-P1"):
        FOUR_FOUR_FIVE.parse("2025-Q1")


# ------------------------------------------------------------------ windows and the cut-off


def test_a_quarter_opens_with_march_and_closes_with_june() -> None:
    span = span_of(0, Q2_2025, Window.PERIOD, None)
    assert month_label(span.opening_month) == "2025-03"
    assert month_label(span.closing_month) == "2025-06"
    assert day_of(span.first_day) == date(2025, 4, 1)
    assert day_of(span.opening_day) == date(2025, 3, 31)
    assert day_of(span.last_day) == day_of(span.cutoff_day) == date(2025, 6, 30)
    assert not span.partial
    assert not span.empty


def test_a_trailing_year_opens_twelve_months_before_it_closes() -> None:
    span = span_of(0, Q2_2025, Window.TRAILING_12M, None)
    assert month_label(span.opening_month) == "2024-06"
    assert day_of(span.first_day) == date(2024, 7, 1)


@pytest.mark.parametrize(
    ("as_of", "closing"),
    [
        (date(2025, 5, 31), "2025-05"),  # vector nrr_as_of_month_end: the last day completes May
        (date(2025, 5, 30), "2025-04"),
        (date(2025, 5, 20), "2025-04"),
    ],
)
def test_a_cut_off_inside_a_period_closes_it_at_the_last_complete_month(
    as_of: date, closing: str
) -> None:
    span = span_of(0, Q2_2025, Window.PERIOD, as_of)
    assert span.partial
    assert not span.empty
    assert month_label(span.closing_month) == closing
    assert span.cutoff_day == span.last_day


def test_a_period_without_any_complete_month_is_empty() -> None:
    assert span_of(0, Q2_2025, Window.PERIOD, date(2025, 4, 29)).empty
    assert not span_of(0, Q2_2025, Window.PERIOD, date(2025, 4, 30)).empty


def test_a_cut_off_on_the_last_day_leaves_the_period_whole() -> None:
    fiscal = Calendar(fiscal_year_start_month=2).parse("2026-Q1")
    assert not span_of(0, fiscal, Window.PERIOD, date(2025, 4, 30)).partial


def test_a_later_cut_off_lets_outcomes_be_known_but_no_new_facts() -> None:
    span = span_of(0, Q2_2025, Window.PERIOD, date(2025, 7, 5))
    assert day_of(span.last_day) == date(2025, 6, 30)
    assert day_of(span.cutoff_day) == date(2025, 7, 5)


def test_a_week_is_cut_off_at_the_day() -> None:
    week = Calendar(Grain.WEEK).parse("2025-W27")  # 30 June to 6 July
    span = span_of(0, week, Window.PERIOD, date(2025, 7, 2))
    assert day_of(span.last_day) == date(2025, 7, 2)
    assert span.partial
    assert not span.empty
