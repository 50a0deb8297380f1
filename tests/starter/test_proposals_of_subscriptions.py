"""`deckgen init --from` for exports of billing and survey systems: empty columns, intervals."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.support.proposals import ACCOUNTS, Propose

HEADER = (
    "id,Customer ID,Currency,Interval,Amount,Status,Start (UTC),Trial End (UTC),Ended At (UTC)\n"
)


def subscriptions(*intervals: str) -> str:
    rows = [
        f"sub_{n},A{n},usd,{interval},{n}00.00,active,2025-01-0{n} 10:12,,"
        for n, interval in enumerate(intervals, 1)
    ]
    ended = "canceled,2024-01-01 09:00,,2025-02-03 08:00"
    rows.append(f"sub_9,A9,usd,{intervals[0]},50.00,{ended}")
    return HEADER + "\n".join(rows) + "\n"


def test_a_subscription_ends_when_it_ended_and_not_with_an_empty_trial(propose: Propose) -> None:
    proposal = propose(subscriptions=subscriptions("month", "month"))
    columns = proposal.columns("contracts", "subscriptions.csv")
    assert columns["end_date"] == "Ended At (UTC)"
    assert "not recognised: 'Trial End (UTC)' (empty)" in proposal.text


@pytest.mark.parametrize(("interval", "times"), [("month", 12), ("quarter", 4), ("year", 1)])
def test_the_billing_interval_makes_an_amount_annual(
    propose: Propose, interval: str, times: int
) -> None:
    proposal = propose(subscriptions=subscriptions(interval, interval))
    feed = proposal.feed("contracts", "subscriptions.csv")
    adjusted = feed.adjust["acv"].times if "acv" in feed.adjust else Fraction(1)
    assert adjusted == times
    assert f"'Interval' is always '{interval}'" in proposal.comment(feed, "acv")
    assert "question" not in proposal.comment(feed, "acv")


def test_amounts_of_different_intervals_are_a_question(propose: Propose) -> None:
    proposal = propose(subscriptions=subscriptions("month", "year"))
    feed = proposal.feed("contracts", "subscriptions.csv")
    assert "acv" not in feed.adjust
    comment = proposal.comment(feed, "acv")
    assert "question: 'Interval' differs by row" in comment
    assert "`where: {Interval: month}` with `times: 12`" in comment
    assert "`where: {Interval: year}` with `times: 1`" in comment


def test_an_unknown_interval_is_told_without_a_recipe(propose: Propose) -> None:
    proposal = propose(subscriptions=subscriptions("month", "fortnight"))
    comment = proposal.comment(proposal.feed("contracts", "subscriptions.csv"), "acv")
    assert "differs by row" in comment
    assert "where:" not in comment


@pytest.mark.parametrize(("seats", "asked"), [("12", True), ("1", False)])
def test_an_amount_beside_a_number_of_units_is_a_question(
    propose: Propose, seats: str, asked: bool
) -> None:
    proposal = propose(
        subscriptions="Subscription ID,Customer ID,Start,End,Quantity,Amount\n"
        f"S1,A,2025-01-01,2025-12-31,1,100\nS2,B,2025-01-01,,{seats},200\n"
    )
    assert ("is 'Amount' the price of one unit, and 'Quantity' how many?" in proposal.text) is asked


def test_an_export_that_is_not_known_leaves_its_source_to_be_copied(propose: Propose) -> None:
    proposal = propose(
        accounts=ACCOUNTS, usage="usage_id,feature,count\nU1,Search,4\nU2,Export,7\n"
    )
    assert "usage.csv: no table of deckgen has columns like these" in proposal.text
    line = proposal.line("#       as a source:")
    assert line.endswith("usage: {type: csv, path: ../usage.csv}")


def test_a_column_without_a_value_gives_way_to_one_with_values(propose: Propose) -> None:
    proposal = propose(
        nps="Response,Submission ID,Survey type,Rating,Responded,Customer ID\n"
        ",s1,NPS,9,2025-05-01,A\n,s2,NPS,3,2025-05-02,B\n"
    )
    assert proposal.columns("surveys", "nps.csv")["response_id"] == "Submission ID"


def test_of_two_columns_of_a_customer_the_one_with_known_ids_is_taken(propose: Propose) -> None:
    rows = "".join(f"s{n},NPS,{n},2025-05-0{n},Name {n},A{n}\n" for n in range(1, 8))
    accounts = "Account ID,Account Name\n" + "".join(f"A{n},Name {n}\n" for n in range(1, 9))
    proposal = propose(
        accounts=accounts,
        nps="Submission ID,Survey type,Rating,Responded,Associated Company,Associated Company IDs\n"
        + rows,
    )
    columns = proposal.columns("surveys", "nps.csv")
    assert columns["customer_id"] == "Associated Company IDs"


def test_ids_that_no_customer_has_are_shown_beside_the_customers(propose: Propose) -> None:
    rows = "".join(f"S{n},cus_{n},2025-01-0{n},,{n}00\n" for n in range(1, 8))
    proposal = propose(
        accounts=ACCOUNTS, contracts=f"Contract ID,Customer ID,Start,End,ACV\n{rows}"
    )
    comment = proposal.comment(proposal.feed("contracts", "contracts.csv"), "customer_id")
    assert "none of 7 ids is in accounts.csv: 'cus_1' here," in comment


def test_a_report_of_zendesk_ratings_is_known_by_its_long_headers(propose: Propose) -> None:
    proposal = propose(
        ratings="Ticket ID,Ticket organization name,Ticket satisfaction rating,"
        "Ticket satisfaction comment,Ticket solved - Date\n"
        "1,Acme,Good,Thanks,2025-01-03\n2,Bolt,Offered,,2025-01-05\n3,Bolt,Bad,Slow,2025-01-06\n"
    )
    feed = proposal.feed("surveys", "ratings.csv")
    assert feed.values["score"] == {"Good": 1, "Bad": 0, "Offered": None}
    assert feed.columns["responded_at"] == "Ticket solved - Date"
    assert feed.set["kind"] == "csat"
