"""The subscription periods: gaps, customers who come back, and ends that lie one day later."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise

import pytest

from deckgen.run import Run
from tests.realdata.exports import rows_of
from tests.realdata.recount import Quarter, Term, movement, quarters

pytestmark = pytest.mark.shared

QUARTERS = quarters("2018-Q1", "2019-Q4")
BRIDGE = ("opening", "new", "reactivation", "expansion", "contraction", "churn", "closing")


@cache
def terms() -> tuple[Term, ...]:
    """Every period; the file's end_date is the first day after it."""
    return tuple(
        Term(
            row["customer_id"],
            date.fromisoformat(row["start_date"]),
            date.fromisoformat(row["end_date"]) - timedelta(days=1),
            int(row["monthly_amount"]),
        )
        for row in rows_of("mrr_playbook/subscription_periods.csv")
    )


def test_the_end_of_a_period_is_the_first_day_after_it() -> None:
    """63 of 66 following periods start on the day the one before them ends; the others later.

    Were the end a day of the term, a customer would pay twice on those 63 days.
    """
    starts = defaultdict(list)
    for row in rows_of("mrr_playbook/subscription_periods.csv"):
        starts[row["customer_id"]].append((row["start_date"], row["end_date"]))
    pairs = [
        (end, start)
        for periods in starts.values()
        for (_, end), (start, _) in pairwise(sorted(periods))
    ]
    assert len(pairs) == 66
    assert sum(end == start for end, start in pairs) == 63
    assert sum(end < start for end, start in pairs) == 3
    ends = [row["end_date"] for row in rows_of("mrr_playbook/subscription_periods.csv")]
    assert {end[-3:] for end in ends} == {"-01"}  # no term would end on the first of a month


def test_the_export_is_cut_at_the_end_of_2019() -> None:
    """28 of the 28 customers of December 2019 "end" with it: a cut, not a mass cancellation."""
    ending = {term.customer for term in terms() if term.last == date(2019, 12, 31)}
    assert movement(Quarter("2019-Q4"), terms()).after.keys() == ending
    assert len(ending) == 28


@pytest.mark.parametrize("quarter", QUARTERS, ids=lambda one: one.name)
def test_retention_of_a_quarter_equals_the_recount(playbook_run: Run, quarter: Quarter) -> None:
    expected = movement(quarter, terms())

    def found(metric: str, part: str) -> Fraction | None:
        trend = playbook_run.results.part(metric, part).trend
        return next(one.reading.value for one in trend if one.period.name == quarter.name)

    for (metric, part), value in expected.rates().items():
        assert found(metric, part) == value, (metric, part)
    for (metric, part), count in expected.counts().items():
        assert found(metric, part) == count, (metric, part)
    bridge = expected.bridge()
    for part, amount in bridge.items():
        assert found("net_revenue_retention", part) == amount, part
    *bars, closing = (found("net_revenue_retention", part) for part in BRIDGE)
    assert sum(one or Fraction(0) for one in bars) == closing


def test_customers_who_came_back_are_reactivations_and_not_new(playbook_run: Run) -> None:
    """Customers 10, 1 and 5 return after a gap: in 2018-Q3, 2019-Q2 and 2019-Q3.

    Customer 10 pays 50 a month in September 2018, customer 1 pays 75 in June 2019, customer 5
    pays 50 in September 2019.
    """
    trend = playbook_run.results.part("net_revenue_retention", "reactivation").trend
    back = {one.period.name: one.reading.value for one in trend if one.reading.value}
    assert back == {"2018-Q3": 50, "2019-Q2": 75, "2019-Q3": 50}


def test_a_quarter_that_opens_without_customers_has_no_retention(playbook_run: Run) -> None:
    """The first two customers left in autumn 2017, so nobody paid on 31 December 2017."""
    for metric, code in (
        ("net_revenue_retention", "zero_opening_revenue"),
        ("logo_churn", "zero_opening_customers"),
    ):
        first = playbook_run.results.part(metric, "value").trend[0]
        assert (first.period.name, first.reading.value) == ("2018-Q1", None)
        assert first.reading.code == code


def test_metrics_without_inputs_are_not_available(playbook_run: Run) -> None:
    for metric in (
        "csat", "nps", "referenceable_customers", "csm_account_ratio", "at_risk_accounts",
        "bad_fit_churn", "product_gaps", "upsell_trends",
    ):  # fmt: skip
        reading = playbook_run.results.metric(metric).value.now
        assert (reading.value, reading.code) == (None, "inputs_missing"), metric


def test_every_period_is_used(playbook_run: Run) -> None:
    (account,) = playbook_run.staged.accounts
    assert (account.read, account.used, account.filtered, account.duplicates, account.rejected) == (
        121, 121, 0, 0, 0,
    )  # fmt: skip
