"""RavenStack answers "how many churned?" in several ways; deckgen uses one and tells of the rest.

The counts below are facts of the export, each found by a line of plain Python here.
"""

from __future__ import annotations

from datetime import date

import pytest

from deckgen.run import Run
from tests.realdata.exports import rows_of
from tests.realdata.recount import Quarter, month_end, revenue_on
from tests.realdata.test_ravenstack_numbers import recounted, terms

pytestmark = pytest.mark.shared

LAST_DAY = date(2024, 12, 31)
UNAVAILABLE = {
    "nps": {"no_responses", "inputs_missing"},
    "referenceable_customers": {"inputs_missing"},
    "csm_account_ratio": {"inputs_missing"},
    "at_risk_accounts": {"inputs_missing"},
    "bad_fit_churn": {"inputs_missing"},
    "product_gaps": {"inputs_missing"},
    "upsell_trends": {"inputs_missing"},
    "opt_out_usage": {"inputs_missing", "no_eligible_contracts"},
}
"""Metrics for which the export holds nothing, and the codes that may say so."""


def paying() -> set[str]:
    """Accounts with a paid subscription on the last day of the export."""
    return set(revenue_on(LAST_DAY, terms()))


def test_the_export_answers_in_five_ways_how_many_accounts_churned() -> None:
    flagged = {
        row["account_id"]
        for row in rows_of("ravenstack/ravenstack_accounts.csv")
        if row["churn_flag"] == "True"
    }
    events = rows_of("ravenstack/ravenstack_churn_events.csv")
    ended = [
        row
        for row in rows_of("ravenstack/ravenstack_subscriptions.csv")
        if row["churn_flag"] == "True"
    ]
    with_event = {row["account_id"] for row in events}
    assert len(flagged) == 110
    assert (len(events), len(with_event)) == (600, 352)
    assert (len(ended), len({row["account_id"] for row in ended})) == (486, 312)
    assert len(flagged & with_event) == 75  # not even these two agree
    assert len(paying()) == 500  # and every account of all those lists is still paying


def test_churn_is_counted_from_revenue(ravenstack_run: Run) -> None:
    lost = {
        point.period.name: point.reading.value
        for point in ravenstack_run.results.part("logo_churn", "lost").trend
        if point.reading.value is not None
    }
    assert {name: count for name, count in lost.items() if count} == {"2023-Q4": 1, "2024-Q3": 1}
    assert recounted(Quarter("2023-Q4")).lost == {"A-180abf"}
    assert recounted(Quarter("2024-Q3")).lost == {"A-0baac2"}


@pytest.mark.parametrize("metric", UNAVAILABLE)
def test_what_the_export_does_not_hold_is_not_available_and_never_zero(
    ravenstack_run: Run, metric: str
) -> None:
    result = ravenstack_run.results.metric(metric)
    assert result.value.now.value is None
    assert result.value.now.code in UNAVAILABLE[metric]
    assert {point.reading.value for point in result.value.trend} == {None}
    for cuts in result.cuts.values():
        assert {cut.parts[result.headline].now.value for cut in cuts} <= {None}


def test_every_row_of_the_export_is_accounted_for(ravenstack_run: Run) -> None:
    found = {
        (one.table, one.filtered): (one.read, one.used, one.duplicates, one.rejected)
        for one in ravenstack_run.staged.accounts
    }
    assert found == {
        ("customers", 0): (500, 500, 0, 0),
        ("contracts", 778): (5000, 4222, 0, 0),  # the trials
        ("reasons", 95): (600, 504, 1, 0),  # "unknown"; one account, day and code twice
        ("surveys", 825): (2000, 1175, 0, 0),  # tickets with a score
        ("surveys", 1175): (2000, 825, 0, 0),  # and without
    }
    for one in ravenstack_run.staged.accounts:
        assert one.read == one.used + one.filtered + one.duplicates + one.rejected


def test_the_account_matches_the_rows_of_the_files() -> None:
    trials = [
        row
        for row in rows_of("ravenstack/ravenstack_subscriptions.csv")
        if row["is_trial"] == "True"
    ]
    assert (len(trials), {row["mrr_amount"] for row in trials}) == (778, {"0"})
    events = rows_of("ravenstack/ravenstack_churn_events.csv")
    named = [
        (row["account_id"], row["churn_date"], row["reason_code"])
        for row in events
        if row["reason_code"] != "unknown"
    ]
    assert (len(events) - len(named), len(named) - len(set(named))) == (95, 1)
    scores = [
        row["satisfaction_score"] for row in rows_of("ravenstack/ravenstack_support_tickets.csv")
    ]
    assert (len(scores), scores.count(""), set(scores)) == (2000, 825, {"", "3.0", "4.0", "5.0"})


def test_revenue_is_told_to_be_derived_from_contracts(ravenstack_run: Run) -> None:
    assert ravenstack_run.staged.revenue_derived_from == "contracts"
    assert ravenstack_run.staged.annual_factor == 1  # acv is annual already


def test_the_findings_name_every_contradiction_with_its_size(ravenstack_run: Run) -> None:
    """One reason is a copy, so 504 are left: 470 + 32, and one each of the two accounts lost."""
    found = {one.code: one for one in ravenstack_run.staged.findings}
    paying_since = found["data-341"]
    assert paying_since.rows == 470
    assert "470 churn reasons are of 307 customers who paid in every month since" in (
        paying_since.message
    )
    assert found["data-343"].rows == 32
    assert "110 of 110 customers flagged as churned pay in 2024-12" in found["data-344"].message
    assert "497 customers have several contracts at once" in found["data-345"].message
    assert "data-342" not in found  # both accounts that were lost have a reason


def test_those_sizes_are_those_of_the_files() -> None:
    """A reason's customer paid at the end of its month and of every month after it."""
    ends = [month_end(date(year, month, 1)) for year in (2023, 2024) for month in range(1, 13)]
    paid = {end: set(revenue_on(end, terms())) for end in ends}
    first = {customer: min(end for end in ends if customer in paid[end]) for customer in paying()}
    reasons = {
        (row["account_id"], row["churn_date"], row["reason_code"])
        for row in rows_of("ravenstack/ravenstack_churn_events.csv")
        if row["reason_code"] != "unknown"
    }
    early, since = 0, []
    for customer, day, _ in reasons:
        month = month_end(date.fromisoformat(day))
        if month < first[customer]:
            early += 1
        elif all(customer in paid[end] for end in ends if end >= month):
            since.append(customer)
    assert (early, len(since), len(set(since))) == (32, 470, 307)
