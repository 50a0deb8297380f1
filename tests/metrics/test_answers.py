"""Which survey answers count, and which is the latest of a respondent."""

from __future__ import annotations

from datetime import date

from deckgen.metrics.bases.answers import ANSWERS, CSAT_CUSTOMERS
from deckgen.metrics.bases.follow_ups import FOLLOW_UPS
from deckgen.metrics.bases.nps_accounts import NPS_ACCOUNTS, NPS_PAYING_ACCOUNTS
from deckgen.metrics.bases.sent import SENT
from deckgen.metrics.satisfaction import csat, nps
from tests.metrics.small_cases import base_rows, day, paying, rows

NPS = "respondent_id customer_id score responded_at"


def nps_rows(*lines: tuple[object, ...]) -> list[dict[str, object]]:
    return rows(NPS, *lines, kind="nps")


def test_an_answer_belongs_to_the_period_in_which_it_was_given() -> None:
    surveys = nps_rows(
        ("a", "A", 9, "2025-03-31"), ("b", "B", 9, "2025-04-01"), ("c", "C", 9, "2025-06-30"),
        ("d", "D", 9, "2025-07-01"), ("e", "E", None, None),
    )  # fmt: skip
    found = base_rows(ANSWERS, "customer_id day", {"surveys": surveys}, nps.METRIC)
    assert found == [("B", day("2025-04-01")), ("C", day("2025-06-30"))]


def test_a_score_is_valid_inside_its_scale_and_an_nps_score_also_inside_0_to_10() -> None:
    columns = "customer_id kind score scale_min scale_max"
    surveys = rows(
        columns,
        ("A", "csat", 5, 1, 5), ("B", "csat", 6, 1, 5), ("C", "csat", 0, 1, 5),
        ("D", "csat", None, 1, 5), ("E", "csat", 4, None, None),
        ("F", "nps", 0, None, None), ("G", "nps", 11, None, None), ("H", "nps", 0, 1, 10),
        ("I", "nps", -1, None, None),
        responded_at="2025-05-01",
    )  # fmt: skip
    found = dict(base_rows(ANSWERS, "customer_id valid", {"surveys": surveys}, nps.METRIC))
    assert found == {
        "A": 1, "B": 0, "C": 0, "D": 0, "E": 1, "F": 1, "G": 0, "H": 0, "I": 0,
    }  # fmt: skip


def test_the_latest_valid_answer_of_a_respondent_is_first_then_the_lowest_score() -> None:
    surveys = nps_rows(
        ("a", "A", 3, "2025-04-10"), ("a", "A", 9, "2025-06-10"),
        ("a", "A", None, "2025-06-20"),  # not an answer that counts
        ("b", "C", 8, "2025-05-01"), ("b", "B", 8, "2025-05-01"), ("b", "A", 7, "2025-05-01"),
        (None, "Z", 1, "2025-05-01"), (None, "Z", 2, "2025-05-02"),
    )  # fmt: skip
    first = base_rows(ANSWERS, "place valid customer_id score", {"surveys": surveys}, nps.METRIC)
    assert [row[2:] for row in first if row[0] == 1 and row[1] == 1] == [
        ("A", 700), ("A", 900), ("Z", 100), ("Z", 200),
    ]  # fmt: skip


def test_equal_answers_of_one_respondent_go_to_the_first_customer() -> None:
    surveys = nps_rows(("b", "C", 8, "2025-05-01"), ("b", "B", 8, "2025-05-01"))
    found = base_rows(ANSWERS, "place customer_id", {"surveys": surveys}, nps.METRIC)
    assert found == [(1, "B"), (2, "C")]


def test_one_answer_per_interaction_keeps_the_latest_of_each_ticket() -> None:
    surveys = rows(
        "respondent_id interaction_id score responded_at",
        ("a", "T1", 2, "2025-05-01"), ("a", "T1", 4, "2025-05-03"), ("a", "T2", 5, "2025-05-02"),
        ("b", "T1", 3, "2025-05-01"), ("a", None, 1, "2025-05-01"), ("a", None, 1, "2025-05-01"),
        kind="csat", scale_min=1, scale_max=5,
    )  # fmt: skip
    found = base_rows(ANSWERS, "interaction_place score", {"surveys": surveys}, csat.METRIC)
    assert found == [(1, 100), (1, 100), (1, 300), (1, 400), (1, 500), (2, 200)]


def test_a_channel_leaves_the_others_out_before_the_latest_answer_is_chosen() -> None:
    surveys = rows(
        "respondent_id channel score responded_at",
        ("a", "relationship", 9, "2025-05-01"), ("a", "ticket's", 2, "2025-06-01"),
        kind="nps",
    )  # fmt: skip
    one = base_rows(
        ANSWERS, "place score", {"surveys": surveys}, nps.METRIC, channel="relationship"
    )
    assert one == [(1, 900)]
    assert base_rows(
        ANSWERS, "place score", {"surveys": surveys}, nps.METRIC, channel="ticket's"
    ) == [(1, 200)]


def test_customers_with_answers_in_the_lower_half_of_their_scale_are_counted() -> None:
    # the middle of 1..5 is 3, of 0..1 it is 0.5
    surveys = rows(
        "customer_id score scale_min scale_max",
        ("A", 3, 1, 5), ("A", 4, 1, 5), ("A", 0, 0, 1), ("B", 1, 0, 1), (None, 1, 1, 5),
        kind="csat", responded_at="2025-05-01",
    )  # fmt: skip
    found = base_rows(
        CSAT_CUSTOMERS, "customer_id answers low_answers lowest_score", {"surveys": surveys},
        csat.METRIC,
    )  # fmt: skip
    assert found == [("A", 3, 2, 0), ("B", 1, 0, 100)]


def test_a_survey_is_sent_once_answered_or_not() -> None:
    surveys = rows(
        "customer_id sent_at responded_at",
        ("A", "2025-03-20", "2025-04-02"),  # answered in the period: its own
        ("B", "2025-05-01", None),  # sent in the period, never answered
        ("C", "2025-06-29", "2025-07-02"),  # not answered by the end of June
        ("D", "2025-03-20", None),  # belongs to the quarter before
        ("E", None, "2025-05-05"),  # nobody knows when it was sent
        ("F", None, None),
        kind="csat",
    )  # fmt: skip
    found = base_rows(SENT, "customer_id answered known", {"surveys": surveys}, csat.METRIC)
    assert found == [("A", 1, 1), ("B", 0, 1), ("C", 0, 1), ("E", 1, 0)]


def test_an_account_has_the_net_of_the_latest_answers_of_its_people() -> None:
    surveys = nps_rows(
        ("a", "A", 9, "2025-05-01"), ("b", "A", 7, "2025-05-01"), ("c", "A", 0, "2025-05-01"),
        ("a", "A", 10, "2025-04-01"), ("x", None, 0, "2025-05-01"), ("y", "B", 6, "2025-05-01"),
    )  # fmt: skip
    tables = {"surveys": surveys, "revenue": paying("A", amount=300)}
    columns = "customer_id net responses lowest_score"
    assert base_rows(NPS_ACCOUNTS, columns, tables, nps.METRIC) == [
        ("A", 0, 3, 0), ("B", -1, 1, 600),
    ]  # fmt: skip
    assert base_rows(NPS_ACCOUNTS, columns, tables, nps.METRIC, dedupe="none") == [
        ("A", 1, 4, 0), ("B", -1, 1, 600),
    ]  # fmt: skip
    assert base_rows(NPS_PAYING_ACCOUNTS, "customer_id amount", tables, nps.METRIC) == [
        ("A", 300_00)
    ]


def test_a_follow_up_is_due_once_its_days_are_over_at_the_cut_off() -> None:
    surveys = rows(
        "customer_id responded_at followed_up_at",
        ("A", "2025-06-01", "2025-06-15"),  # exactly 14 days: in time
        ("B", "2025-06-01", "2025-06-16"),  # a day late
        ("C", "2025-06-16", None),  # 14 days old on 30 June: due
        ("D", "2025-06-17", "2025-06-18"),  # too young
        kind="nps", score=9,
    )  # fmt: skip
    found = base_rows(FOLLOW_UPS, "customer_id in_time", {"surveys": surveys}, nps.METRIC)
    assert found == [("A", 1), ("B", 0), ("C", 0)]
    later = base_rows(
        FOLLOW_UPS, "customer_id in_time", {"surveys": surveys}, nps.METRIC, as_of=date(2025, 7, 3)
    )
    assert later == [("A", 1), ("B", 0), ("C", 0), ("D", 1)]
