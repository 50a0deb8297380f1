"""Periods: calendars, the latest complete period, and what does not fit."""

from __future__ import annotations

from datetime import date

import pytest
from config_samples import MINIMAL, Load, Problems, place

from deckgen.config import current_period
from deckgen.errors import ConfigError

JUNE, JULY = 2025 * 12 + 5, 2025 * 12 + 6


def with_period(period: str) -> str:
    return MINIMAL.replace("period: {current: 2025-Q2}", f"period: {period}")


def test_a_named_period_is_the_current_one_whatever_the_data_holds(load: Load) -> None:
    config = load(with_period("{current: 2025q2}"))
    assert config.period.current == "2025-Q2"
    assert current_period(config, None).name == "2025-Q2"


@pytest.mark.parametrize(
    ("period", "last_month", "name"),
    [
        ("{}", JUNE, "2025-Q2"),
        ("{current: latest}", JULY, "2025-Q2"),  # the third quarter is not complete in July
        ("{current: latest}", JUNE - 1, "2025-Q1"),
        ("{grain: month}", JULY, "2025-07"),
        ("{grain: half}", JULY, "2025-H1"),
        ("{grain: year}", JULY, "2024"),
        # the fiscal year starts in February: quarters end in April, July, ...
        ("{fiscal_year_start_month: 2}", JUNE, "2026-Q1"),
        ("{fiscal_year_start_month: 2}", JULY, "2026-Q2"),
        ("{fiscal_year_start_month: 2, fiscal_year_label: start}", JULY, "2025-Q2"),
        # known only up to 15 May: the second quarter is not complete
        ("{as_of: 2025-05-15}", JULY, "2025-Q1"),
        ("{as_of: 2025-06-30}", JULY, "2025-Q2"),
    ],
)
def test_latest_is_the_last_period_that_the_data_completes(
    load: Load, period: str, last_month: int, name: str
) -> None:
    assert current_period(load(with_period(period)), last_month).name == name


def test_latest_without_a_complete_month_is_an_error_with_its_place(load: Load) -> None:
    config = load(with_period("{current: latest}"))
    with pytest.raises(ConfigError) as caught:
        current_period(config, None)
    assert place(caught.value.issues[0]) == ("config-143", 2, 19)


JANUARY = "{name: A, start: 2025-01-01, end: 2025-01-31}"
CALENDAR = """{{current: {current}, calendar: [
    {{name: P5, start: 2025-04-28, end: 2025-05-25}},
    {{name: P6, start: 2025-05-26, end: 2025-06-29, label: Period 6}}]}}"""


def test_a_calendar_of_ones_own(load: Load) -> None:
    config = load(with_period(CALENDAR.format(current="p6")))
    period = current_period(config, None)
    assert (period.name, period.label) == ("P6", "Period 6")
    assert (period.start, period.end) == (date(2025, 5, 26), date(2025, 6, 29))
    latest = load(with_period(CALENDAR.format(current="latest")))
    assert current_period(latest, JUNE).name == "P6"
    assert current_period(latest, JUNE - 1).name == "P5"
    with pytest.raises(ConfigError, match="no period of the calendar ends by 2025-04-30"):
        current_period(latest, JUNE - 2)


@pytest.mark.parametrize(
    ("period", "code", "column", "message", "hint"),
    [
        ("{current: 2025-06}", "config-140", 19, "'2025-06' is not a quarter", "`latest`"),
        ("{current: 2025-13, grain: month}", "config-140", 19, "'2025-13' has no such", None),
        ("{current: 2025-W60, grain: week}", "config-140", 19, "", None),
        ("{current: lastest}", "config-140", 19, "'lastest' is not a quarter", "'latest'"),
        ("{current: 2025-Q2, as_of: 2025-03-01}", "config-140", 35,
         "as_of 2025-03-01 lies before 2025-Q2 begins (2025-04-01)", None),
        ("{as_of: 31.12.2025}", "config-112", 17, "as_of: '31.12.2025' is not a date",
         "2025-07-03"),
        ("{as_of: 2025-02-30}", "config-112", 17, "as_of: '2025-02-30' is not a date", None),
        ("{timezone: Europe/Berln}", "config-142", 20, "'Europe/Berln' is not a time zone",
         "did you mean 'Europe/Berlin'?"),
        ("{timezone: ../../etc/passwd}", "config-142", 20, "'../../etc/passwd' is not a", None),
        ("{grain: qarter}", "config-113", 17, "grain cannot be 'qarter'", "'quarter'"),
        ("{history: 41}", "config-114", 19, "history must be at most 40", None),
        ("{calendar: [{name: A, start: 2025-02-01, end: 2025-01-01}]}", "config-141", 20,
         "'A' ends (2025-01-01) before it starts (2025-02-01)", None),
        (f"{{calendar: [{JANUARY}, {{name: B, start: 2025-02-02, end: 2025-02-28}}]}}",
         "config-141", 20,
         "'A' and 'B' leave a gap", "'B' should start on 2025-02-01"),
        (f"{{calendar: [{JANUARY}, {{name: B, start: 2025-01-31, end: 2025-02-28}}]}}",
         "config-141", 20,
         "'A' and 'B' overlap", None),
        ("{calendar: [{name: A, start: 2025-01-01}]}", "config-111", 21, "'end' is missing",
         "end: 2025-06-29"),
        ("{calendar: 445}", "config-112", 20, "calendar needs a list, not '445'", None),
    ],
)  # fmt: skip
def test_a_period_that_cannot_be(
    problems: Problems, period: str, code: str, column: int, message: str, hint: str | None
) -> None:
    issue = problems(with_period(period))[0]
    assert place(issue) == (code, 2, column)
    assert issue.message.startswith(message)
    assert hint is None or hint in (issue.hint or "")
