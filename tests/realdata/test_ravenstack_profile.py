"""The figures of docs/real-data.md about RavenStack, counted from the files.

They are facts of the export, not of deckgen; were the files replaced by another version, these
tests would say which sentences of the page no longer hold.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from tests.realdata.exports import Row, rows_of
from tests.realdata.recount import Quarter, revenue_on
from tests.realdata.test_ravenstack_numbers import QUARTERS, recounted, terms

pytestmark = pytest.mark.shared

LAST_DAY = date(2024, 12, 31)


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of one of the five files."""
    return tuple(rows_of(f"ravenstack/ravenstack_{name}.csv"))


@cache
def by_id(name: str, column: str) -> dict[str, Row]:
    """The rows of a file by their key."""
    return {row[column]: row for row in table(name)}


def test_the_keys_are_clean_and_every_amount_of_a_year_is_twelve_of_a_month() -> None:
    sizes = {
        "accounts": 500, "subscriptions": 5000, "churn_events": 600, "support_tickets": 2000,
        "feature_usage": 25000,
    }  # fmt: skip
    assert {name: len(table(name)) for name in sizes} == sizes
    accounts = by_id("accounts", "account_id")
    subscriptions = by_id("subscriptions", "subscription_id")
    assert (len(accounts), len(subscriptions)) == (500, 5000)
    for name in ("subscriptions", "churn_events", "support_tickets"):
        assert {row["account_id"] for row in table(name)} <= accounts.keys()
    assert {row["subscription_id"] for row in table("feature_usage")} <= subscriptions.keys()
    for row in table("subscriptions"):
        assert int(row["arr_amount"]) == 12 * int(row["mrr_amount"])
        assert not row["end_date"] or row["end_date"] >= row["start_date"]
        assert (row["churn_flag"] == "True") == (row["end_date"] != "")
        assert (row["is_trial"] == "True") == (row["mrr_amount"] == "0")


def test_the_table_of_churn_by_quarter() -> None:
    found = {}
    for quarter in QUARTERS:
        change = recounted(quarter)
        events = [
            row["account_id"]
            for row in table("churn_events")
            if quarter.holds(date.fromisoformat(row["churn_date"]))
        ]
        ended = [
            row["account_id"]
            for row in table("subscriptions")
            if row["end_date"]
            and row["is_trial"] == "False"
            and quarter.holds(date.fromisoformat(row["end_date"]))
        ]
        found[quarter.name] = (
            len(change.before), len(events), len(set(events)), len(set(events) & set(change.after)),
            len(ended), len(set(ended)), len(change.lost),
        )  # fmt: skip
    assert found == {
        "2023-Q1": (0, 6, 6, 3, 0, 0, 0),
        "2023-Q2": (19, 11, 11, 10, 2, 2, 0),
        "2023-Q3": (64, 19, 17, 14, 2, 2, 0),
        "2023-Q4": (119, 37, 36, 28, 11, 11, 1),
        "2024-Q1": (185, 54, 50, 43, 22, 21, 0),
        "2024-Q2": (250, 92, 77, 75, 33, 32, 0),
        "2024-Q3": (333, 130, 107, 106, 64, 58, 1),
        "2024-Q4": (414, 251, 180, 180, 274, 211, 0),
    }


def test_both_accounts_that_were_lost_came_back() -> None:
    lost = [(quarter, one) for quarter in QUARTERS for one in recounted(quarter).lost]
    assert len(lost) == 2
    assert {one for _, one in lost} <= set(revenue_on(LAST_DAY, terms()))


def test_subscriptions_pile_up_on_an_account() -> None:
    at_once = Counter(
        term.customer
        for term in terms()
        if term.first <= LAST_DAY and (term.last is None or term.last >= LAST_DAY)
    )
    assert (sum(n > 1 for n in at_once.values()), max(at_once.values())) == (497, 16)
    change = recounted(Quarter("2024-Q4"))
    kept = sum(change.after.get(one, 0) for one in change.before)
    assert round(100 * kept / sum(change.before.values())) == 141


def test_what_hangs_on_the_end_being_a_day_of_the_term() -> None:
    same_day = [row for row in table("subscriptions") if row["end_date"] == row["start_date"]]
    assert len(same_day) == 13
    last = [term for term in terms() if term.last == LAST_DAY]
    share = sum(term.monthly for term in last) / sum(revenue_on(LAST_DAY, terms()).values())
    assert len({term.customer for term in last}) == 20
    assert 0.009 < share < 0.011


def test_flags_and_plans_of_an_account_say_little_about_its_subscriptions() -> None:
    accounts = by_id("accounts", "account_id")
    on_trial = {one for one, row in accounts.items() if row["is_trial"] == "True"}
    assert len(on_trial) == 97
    assert on_trial <= set(revenue_on(LAST_DAY, terms()))
    other = sum(
        row["plan_tier"] != accounts[row["account_id"]]["plan_tier"]
        for row in table("subscriptions")
    )
    assert other == 3365  # of 5,000: two in three


def test_reasons_and_texts_of_churn_events() -> None:
    events = table("churn_events")
    assert sum(row["reason_code"] == "unknown" for row in events) == 95
    texts = Counter(row["feedback_text"] for row in events if row["reason_code"] == "competitor")
    assert (texts["too expensive"], texts["switched to competitor"]) == (24, 21)
    first_paid: dict[str, date] = {}
    for term in terms():
        first_paid[term.customer] = min(term.first, first_paid.get(term.customer, term.first))
    early = [
        row
        for row in events
        if date.fromisoformat(row["churn_date"]) < first_paid[row["account_id"]]
    ]
    assert len(early) == 67
    keys = sorted((row["account_id"], row["churn_date"], row["reason_code"]) for row in events)
    assert sum(one == other for one, other in pairwise(keys)) == 1


def test_tickets_and_their_scores() -> None:
    tickets, accounts = table("support_tickets"), by_id("accounts", "account_id")
    scores = Counter(row["satisfaction_score"] for row in tickets)
    assert scores == {"": 825, "3.0": 396, "4.0": 405, "5.0": 374}
    moved = sum(
        next(quarter for quarter in QUARTERS if quarter.holds(_day(row["submitted_at"])))
        != next(quarter for quarter in QUARTERS if quarter.holds(_day(row["closed_at"])))
        for row in tickets
    )
    assert moved == 23
    older = sum(
        _day(row["submitted_at"]) < _day(accounts[row["account_id"]]["signup_date"])
        for row in tickets
    )
    assert older == 1077


def test_usage_is_mostly_older_than_the_subscription_it_belongs_to() -> None:
    subscriptions = by_id("subscriptions", "subscription_id")
    older = sum(
        row["usage_date"] < subscriptions[row["subscription_id"]]["start_date"]
        for row in table("feature_usage")
    )
    assert older == 19142


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
