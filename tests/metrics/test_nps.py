"""Net promoter score: voices, margins and follow-ups, beyond the golden vectors."""

from __future__ import annotations

from fractions import Fraction

import pytest

from deckgen.model.period import Window
from tests.metrics.small_cases import computed, day, paying, rows, told

COLUMNS = "respondent_id customer_id score responded_at"


def nps(*lines: tuple[object, ...], **tables: object) -> dict[str, object]:
    return {"surveys": rows(COLUMNS, *lines, kind="nps"), **tables}


MAY = "2025-05-01"
# A: +1 0 0 of three people, B: -1, C: +1; A pays 300, B 100, C nothing
MIXED = nps(
    ("a", "A", 9, MAY), ("b", "A", 7, MAY), ("c", "A", 8, MAY), ("d", "B", 3, MAY),
    ("e", "C", 10, MAY), ("f", None, 0, MAY),
    revenue=[*paying("A", amount=300), *paying("B", amount=100)],
)  # fmt: skip


def value(tables: dict[str, object], **wanted: object) -> Fraction | None:
    return told("nps", tables, **wanted).value.value


def test_every_answer_has_one_voice() -> None:
    assert value(MIXED) == 0  # two promoters, two detractors


def test_every_account_has_one_voice() -> None:
    # (1/3 - 1 + 1) / 3; the answer of nobody's account is left out
    assert value(MIXED, unit="account") == Fraction(100, 9)


def test_every_dollar_has_one_voice() -> None:
    # (300/3 - 100) / 400 of the accounts that pay
    result = told("nps", MIXED, unit="revenue_weighted")
    assert (result.value.value, result.parts["n"].value) == (0, 2)
    assert result.parts["moe"].now.code == "no_margin_when_weighted"


def test_weighing_by_revenue_needs_revenue() -> None:
    result = told("nps", {"surveys": MIXED["surveys"]}, unit="revenue_weighted")
    assert result.value.now.code == "inputs_missing"
    assert result.parts["n"].now.code == "inputs_missing"
    assert told("nps", {"surveys": MIXED["surveys"]}).value.value == 0


def test_weighing_by_revenue_needs_the_closing_month() -> None:
    tables = nps(("a", "A", 9, MAY), revenue=paying("A", months="2025-03"))
    assert told("nps", tables, unit="revenue_weighted").value.now.code == "closing_snapshot_missing"


def test_the_difference_of_counts_counts_answers_whatever_the_unit() -> None:
    result = told("nps", MIXED, method="count_difference", unit="account")
    assert (result.value.value, result.parts["n"].value) == (0, 6)
    assert "moe" not in result.parts


def test_the_margin_of_accounts_comes_from_their_own_scores() -> None:
    # scores +1 and -1: mean 0, variance 1, 196 * sqrt(1/2); one account each
    tables = nps(("a", "A", 9, MAY), ("b", "B", 3, MAY), ("c", "B", 3, MAY))
    margin = told("nps", tables, unit="account").parts["moe"].value
    assert margin is not None
    assert abs(margin * margin - Fraction(196 * 196, 2)) < Fraction(1, 10**20)


def test_the_margin_of_answers_is_the_published_one() -> None:
    # 3 promoters, 1 detractor of 4: p + d - (p - d)^2 = 1 - 1/4
    tables = nps(*((f"p{i}", "A", 9, MAY) for i in range(3)), ("d", "A", 0, MAY))
    margin = told("nps", tables).parts["moe"].value
    assert margin is not None
    assert abs(margin * margin - Fraction(196 * 196 * 3, 16)) < Fraction(1, 10**20)


def test_the_shares_of_the_bands_add_up_to_one() -> None:
    result = told("nps", MIXED)
    shares = [
        result.parts[f"{band}_share"].value for band in ("promoters", "passives", "detractors")
    ]
    assert shares == [Fraction(1, 3)] * 3


def test_nobody_answered() -> None:
    result = told("nps", nps(("a", "A", 9, "2024-05-01")))
    assert result.value.now.code == "no_responses"
    assert result.parts["moe"].now.code == "no_responses"
    assert result.parts["promoters_share"].now.code == "no_responses"
    assert result.parts["promoters"].value == 0


def test_without_surveys_the_inputs_are_missing() -> None:
    assert {part.now.code for part in told("nps", {}).parts.values()} == {"inputs_missing"}


def test_invalid_scores_warn_also_under_the_count() -> None:
    result = told("nps", nps(("a", "A", 11, MAY), ("b", "A", 9, MAY)), method="count_difference")
    assert result.value.now.warnings == ("invalid_scores_excluded",)


@pytest.mark.parametrize(("dedupe", "expected"), [("latest_per_respondent", 100), ("none", 0)])
def test_dedupe_also_decides_the_score_of_an_account(dedupe: str, expected: int) -> None:
    tables = nps(("a", "A", 0, "2025-04-02"), ("a", "A", 9, "2025-05-02"))
    assert value(tables, unit="account", dedupe=dedupe) == expected
    assert value(tables, dedupe=dedupe) == expected


def test_a_channel_keeps_relationship_and_transactional_surveys_apart() -> None:
    tables = {
        "surveys": rows(
            "channel score", ("relationship", 9), ("ticket", 0), kind="nps", responded_at=MAY
        )
    }
    assert value(tables) == 0
    assert value(tables, channel="relationship") == 100


def test_follow_ups_in_time_over_those_that_are_due() -> None:
    tables = {
        "surveys": rows(
            "responded_at followed_up_at", (MAY, "2025-05-15"), (MAY, "2025-05-16"), (MAY, None),
            ("2025-06-29", None),
            kind="nps", score=5,
        )
    }  # fmt: skip
    rate = told("nps", tables).parts["follow_up_rate"]
    assert (rate.value, rate.now.n) == (Fraction(1, 3), 3)
    assert told("nps", tables, within_days=15).parts["follow_up_rate"].value == Fraction(2, 3)


def test_no_follow_up_rate_without_follow_ups_or_before_they_are_due() -> None:
    never = told("nps", nps(("a", "A", 9, MAY))).parts["follow_up_rate"].now
    assert never.code == "inputs_missing"
    young = told("nps", nps(("a", "A", 9, "2025-06-29"))).parts["follow_up_rate"].now
    assert young.code == "nothing_due"


def test_detractors_have_a_follow_up_rate_of_their_own() -> None:
    tables = {
        "surveys": rows(
            "score responded_at followed_up_at",
            (6, MAY, "2025-05-15"), (0, MAY, "2025-05-16"), (3, MAY, None),  # one of three in time
            (7, MAY, "2025-05-02"), (10, MAY, None),
            (5, "2025-06-29", "2025-06-30"),  # not 14 days old on 30 June
            kind="nps",
        )
    }  # fmt: skip
    parts = told("nps", tables).parts
    assert (parts["follow_up_rate"].value, parts["follow_up_rate"].now.n) == (Fraction(2, 5), 5)
    rate = parts["detractor_follow_up_rate"]
    assert (rate.value, rate.now.n) == (Fraction(1, 3), 3)
    fans = told("nps", nps(("a", "A", 9, MAY))).parts["detractor_follow_up_rate"].now
    assert fans.code == "nothing_due"
    unknown = told("nps", nps(("a", "A", 3, MAY))).parts["detractor_follow_up_rate"].now
    assert unknown.code == "inputs_missing"


def test_supplied_counts_are_answers_whatever_the_options() -> None:
    counts = {"promoters": 70, "passives": 20, "detractors": 10}
    result = told("nps", {}, supplied=counts, unit="account", dedupe="none")
    assert (result.value.value, result.parts["n"].value) == (60, 100)
    assert result.parts["detractors_share"].value == Fraction(1, 10)
    assert told("nps", {}, supplied=counts, method="count_difference").value.value == 60


def test_a_supplied_count_that_is_not_given_is_missing() -> None:
    result = told("nps", {}, supplied={"promoters": 70, "detractors": 10})
    assert result.value.now.code == "inputs_missing"


def test_few_answers_are_a_small_base() -> None:
    assert told("nps", MIXED).value.small_base
    many = nps(*((f"r{i}", "A", 9, MAY) for i in range(30)))
    assert not told("nps", many).value.small_base


def test_a_trailing_year_takes_the_latest_answer_of_twelve_months() -> None:
    tables = nps(("a", "A", 9, "2024-07-01"), ("a", "A", 0, "2024-06-30"))
    assert value(tables, window=Window.TRAILING_12M) == 100


def test_a_segment_has_the_answers_of_its_customers() -> None:
    tables = {**MIXED, "customers": rows("customer_id segment", ("A", "SMB"), ("B", "SMB"))}
    results = computed("nps", tables, by="segment", unit="account")
    assert results.metric("nps", (("segment", "SMB"),)).value.value == Fraction(-100, 3)


def test_the_movers_are_the_largest_promoters_and_detractors_with_their_renewal() -> None:
    contracts = rows(
        "contract_id customer_id start_date end_date acv",
        ("K1", "B", "2024-09-01", "2025-08-31", 1200), ("K0", "B", "2023-09-01", "2024-08-31", 900),
    )  # fmt: skip
    movers = told("nps", {**MIXED, "contracts": contracts}).movers
    assert [(mover.customer_id, mover.amount) for mover in movers] == [("A", 3600), ("B", -1200)]
    assert movers[1].details == {
        "net": -1, "responses": 1, "lowest_score": 300, "renewal_day": day("2025-08-31"),
    }  # fmt: skip
