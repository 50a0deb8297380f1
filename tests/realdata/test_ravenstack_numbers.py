"""RavenStack: every number of the deck against one counted again from the rows of the files."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise

import pytest

from deckgen.model.metric import Reading
from deckgen.model.period import day_number
from deckgen.model.request import Group
from deckgen.run import Run
from tests.realdata.exports import rows_of
from tests.realdata.recount import Movement, Quarter, Term, movement, quarters

pytestmark = pytest.mark.shared

QUARTERS = quarters("2023-Q1", "2024-Q4")
DIMENSIONS = {"industry": "industry", "country": "country", "plan": "plan_tier"}
BRIDGE = ("opening", "new", "reactivation", "expansion", "contraction", "churn", "closing")


@cache
def terms() -> tuple[Term, ...]:
    """Every paid subscription period; trials are none."""
    return tuple(
        Term(
            row["account_id"],
            date.fromisoformat(row["start_date"]),
            date.fromisoformat(row["end_date"]) if row["end_date"] else None,
            int(row["mrr_amount"]),
        )
        for row in rows_of("ravenstack/ravenstack_subscriptions.csv")
        if row["is_trial"] == "False"
    )


@cache
def accounts(dimension: str, value: str) -> frozenset[str]:
    """The accounts with a value in a column of the accounts file."""
    return frozenset(
        row["account_id"]
        for row in rows_of("ravenstack/ravenstack_accounts.csv")
        if row[DIMENSIONS[dimension]] == value
    )


@cache
def recounted(quarter: Quarter, group: Group = ()) -> Movement:
    """What a quarter did to the accounts of a group, from the files."""
    chosen = terms()
    for dimension, value in group:
        members = accounts(dimension, str(value))
        chosen = tuple(term for term in chosen if term.customer in members)
    return movement(quarter, chosen)


def readings(run: Run, metric: str, part: str, group: Group = ()) -> dict[str, Reading]:
    """A part's reading in every quarter."""
    trend = run.results.part(metric, part, group).trend
    return {point.period.name: point.reading for point in trend}


def segments(run: Run) -> list[Group]:
    """Every value of every dimension."""
    return [group for name in DIMENSIONS for group in run.results.groups((name,))]


def test_the_trend_covers_the_eight_quarters_of_the_export(ravenstack_run: Run) -> None:
    shown = readings(ravenstack_run, "net_revenue_retention", "value")
    assert list(shown) == [quarter.name for quarter in QUARTERS]


@pytest.mark.parametrize("quarter", QUARTERS[1:], ids=lambda one: one.name)
def test_retention_of_a_quarter_equals_the_recount(ravenstack_run: Run, quarter: Quarter) -> None:
    expected = recounted(quarter)
    for (metric, part), value in (expected.rates() | expected.counts()).items():
        reading = readings(ravenstack_run, metric, part)[quarter.name]
        assert reading.value == value, (metric, part)
    for part, amount in expected.bridge().items():
        reading = readings(ravenstack_run, "net_revenue_retention", part)[quarter.name]
        assert reading.value == amount, part


@pytest.mark.parametrize("quarter", QUARTERS[1:], ids=lambda one: one.name)
def test_retention_of_every_segment_equals_the_recount(
    ravenstack_run: Run, quarter: Quarter
) -> None:
    for group in segments(ravenstack_run):
        expected = recounted(quarter, group)
        for (metric, part), value in expected.rates().items():
            reading = readings(ravenstack_run, metric, part, group)[quarter.name]
            assert reading.value == value, (group, metric, part)
        for part, amount in expected.bridge().items():
            reading = readings(ravenstack_run, "net_revenue_retention", part, group)[quarter.name]
            assert reading.value == amount, (group, part)


def test_opening_plus_movements_is_the_closing_everywhere(ravenstack_run: Run) -> None:
    for group in ((), *segments(ravenstack_run)):
        bars = {
            part: readings(ravenstack_run, "net_revenue_retention", part, group) for part in BRIDGE
        }
        for quarter in QUARTERS[1:]:
            amounts = {part: bars[part][quarter.name].value for part in BRIDGE}
            assert None not in amounts.values(), (group, quarter)
            *movements, closing = (amounts[part] or Fraction(0) for part in BRIDGE)
            assert sum(movements) == closing, (group, quarter)


def test_the_closing_of_a_quarter_is_the_opening_of_the_next(ravenstack_run: Run) -> None:
    for group in ((), *segments(ravenstack_run)):
        for metric in ("net_revenue_retention", "logo_retention"):
            opening = readings(ravenstack_run, metric, "opening", group)
            closing = readings(ravenstack_run, metric, "closing", group)
            for earlier, later in pairwise(QUARTERS[1:]):
                assert closing[earlier.name].value == opening[later.name].value, (group, later)


@pytest.mark.parametrize(
    ("metric", "part"),
    [
        *(("net_revenue_retention", part) for part in BRIDGE),
        ("net_revenue_retention", "cohort_closing"),
        ("revenue_churn", "lost"),
        ("logo_retention", "opening"),
        ("logo_retention", "closing"),
        ("logo_retention", "retained"),
        ("logo_retention", "new_or_back"),
        ("logo_churn", "lost"),
        ("csat", "n"),
    ],
)
def test_the_segments_of_every_dimension_add_up_to_the_company(
    ravenstack_run: Run, metric: str, part: str
) -> None:
    whole = readings(ravenstack_run, metric, part)
    for dimension in DIMENSIONS:
        groups = ravenstack_run.results.groups((dimension,))
        shares = [readings(ravenstack_run, metric, part, group) for group in groups]
        for quarter in QUARTERS[1:]:
            found = sum((one[quarter.name].value or Fraction(0) for one in shares), Fraction(0))
            assert found == whole[quarter.name].value, (dimension, quarter)


def test_the_first_quarter_has_no_opening_and_says_so(ravenstack_run: Run) -> None:
    """The export begins in January 2023, so December 2022 was never loaded."""
    for metric in ("net_revenue_retention", "revenue_churn", "logo_retention", "logo_churn"):
        first = readings(ravenstack_run, metric, "value")["2023-Q1"]
        assert (first.value, first.code) == (None, "no_opening_snapshot"), metric


def test_satisfaction_and_response_rate_equal_the_recount(ravenstack_run: Run) -> None:
    """Answers are dated by the ticket's closing; an empty score is an unanswered survey."""
    answered: Counter[str] = Counter()
    satisfied: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for row in rows_of("ravenstack/ravenstack_support_tickets.csv"):
        closed = date.fromisoformat(row["closed_at"][:10])
        name = next(quarter.name for quarter in QUARTERS if quarter.holds(closed))
        asked[name] += 1
        answered[name] += row["satisfaction_score"] != ""
        satisfied[name] += row["satisfaction_score"] in {"4.0", "5.0"}
    for quarter in (one.name for one in QUARTERS):
        value = readings(ravenstack_run, "csat", "value")[quarter]
        assert (value.value, value.n) == (
            Fraction(satisfied[quarter], answered[quarter]),
            answered[quarter],
        )
        rate = readings(ravenstack_run, "csat", "response_rate")[quarter]
        assert rate.value == Fraction(answered[quarter], asked[quarter])


def test_upsold_customers_and_what_they_bought_equal_the_recount(ravenstack_run: Run) -> None:
    for quarter in QUARTERS[1:]:
        expected = recounted(quarter)
        rate = readings(ravenstack_run, "upsell_rate", "overall")[quarter.name]
        assert rate.value == Fraction(len(expected.upsold), len(expected.before)), quarter
        bought = sum(expected.after[one] - expected.before[one] for one in expected.upsold)
        mean = readings(ravenstack_run, "average_growth", "value")[quarter.name]
        assert mean.value == Fraction(12 * bought, len(expected.upsold)), quarter  # per year


def test_upsells_are_compared_with_what_was_paid_before_them(ravenstack_run: Run) -> None:
    for quarter in QUARTERS[1:]:
        expected = recounted(quarter)
        before = sum(expected.before[one] for one in expected.upsold)
        bought = sum(expected.after[one] for one in expected.upsold) - before
        growth = readings(ravenstack_run, "average_growth", "percent")[quarter.name]
        assert growth.value == Fraction(bought, before), quarter


def test_churn_drivers_are_those_of_the_accounts_that_stopped_paying(ravenstack_run: Run) -> None:
    """Reasons count up to the day of the data, within twelve months that close with the quarter."""
    as_of = date(2024, 12, 31)
    events = [
        (row["account_id"], date.fromisoformat(row["churn_date"]), row["reason_code"])
        for row in rows_of("ravenstack/ravenstack_churn_events.csv")
        if row["reason_code"] != "unknown"
    ]
    seen = 0
    for quarter in QUARTERS[1:]:
        lost = recounted(quarter).lost
        value = readings(ravenstack_run, "churn_drivers", "value")[quarter.name]
        if not lost:
            assert (value.value, value.code) == (None, "no_churned_customers"), quarter
            continue
        since = date(quarter.next.first.year - 1, quarter.next.first.month, 1)
        cited = Counter(
            label
            for _, label in {
                (customer, label)
                for customer, day, label in events
                if customer in lost and since <= day <= as_of
            }
        )
        assert value.value == Fraction(max(cited.values()), len(lost)), quarter
        seen += 1
    assert seen == 2  # one account in 2023-Q4, one in 2024-Q3


def test_dates_of_the_account_are_those_of_the_files(ravenstack_run: Run) -> None:
    contracts = next(one for one in ravenstack_run.staged.accounts if one.table == "contracts")
    days = [term.first for term in terms()]
    days += [term.last for term in terms() if term.last is not None]
    assert (contracts.first_day, contracts.last_day) == (
        day_number(min(days)),
        day_number(max(days)),
    )
