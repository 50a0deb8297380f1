"""Accounts at risk: every way to call an account at risk, its coverage and its reasons."""

from __future__ import annotations

from fractions import Fraction

import pytest

from deckgen.metrics.bases.health_at_end import HEALTH_AT_END
from deckgen.metrics.bases.risk_reasons import RISK_REASONS
from deckgen.metrics.satisfaction import at_risk_accounts
from tests.metrics.small_cases import base_rows, computed, day, paying, rows, told, values

ID = "at_risk_accounts"
METRIC = at_risk_accounts.METRIC
SCORES = "customer_id date score band"

# 30 June minus 90 days is 1 April
HEALTH = rows(
    SCORES,
    ("A", "2025-04-01", 49, None), ("A", "2025-03-31", 90, None),
    ("B", "2025-06-30", 50, "red"), ("B", "2025-07-01", 10, "red"),
    ("C", "2025-03-31", 10, "red"),  # stale
    ("D", "2025-06-01", 60, "yellow"), ("D", "2024-05-01", 80, "green"),
    ("E", "2025-06-01", None, "red"),
)  # fmt: skip
REVENUE = [
    *paying("A", amount=100), *paying("B", amount=200), *paying("C", amount=300),
    *paying("D", amount=400), *paying("E", amount=500), *paying("X", months="2025-03"),
]  # fmt: skip
CUSTOMERS = rows(
    "customer_id at_risk_since at_risk_until",
    ("A", None, None), ("B", "2025-06-30", None), ("C", "2025-07-01", None),
    ("D", "2025-01-01", "2025-06-30"), ("E", "2025-01-01", "2025-07-01"),
)  # fmt: skip
TABLES = {"health": HEALTH, "revenue": REVENUE, "customers": CUSTOMERS}


def test_the_latest_score_and_band_that_are_not_stale_count() -> None:
    columns = "customer_id score band previous_score amount"
    assert base_rows(HEALTH_AT_END, columns, TABLES, METRIC) == [
        ("A", 4900, None, 4900, 100_00),  # 1 April is 90 days back: fresh, and old enough
        ("B", 5000, "red", None, 200_00),
        ("C", None, None, 1000, 300_00),
        ("D", 6000, "yellow", 8000, 400_00),
        ("E", None, "red", None, 500_00),
    ]


def test_every_way_to_be_at_risk_is_told_apart() -> None:
    columns = "customer_id below_threshold in_red_band flagged dropped any_of"
    found = base_rows(HEALTH_AT_END, columns, TABLES, METRIC, methods=["manual", "trend"])
    assert found == [
        ("A", 1, 0, 0, 0, 0), ("B", 0, 1, 1, 0, 1), ("C", 0, 0, 0, 0, 0), ("D", 0, 0, 0, 1, 1),
        ("E", 0, 1, 1, 0, 1),
    ]  # fmt: skip


def test_an_overall_score_is_never_made_up_from_components() -> None:
    health = rows(
        "customer_id date component score",
        ("A", "2025-06-01", "usage", 10), ("B", "2025-06-01", "overall", 20),
        ("C", "2025-06-01", None, 30),
    )  # fmt: skip
    tables = {"health": health, "revenue": paying("A", "B", "C")}
    found = base_rows(HEALTH_AT_END, "customer_id score", tables, METRIC)
    assert found == [("A", None), ("B", 2000), ("C", 3000)]


@pytest.mark.parametrize(
    ("method", "accounts", "revenue", "coverage"),
    [
        ("below_threshold", 1, 100, Fraction(3, 5)),  # A; B D known, too
        ("band", 2, 700, Fraction(3, 5)),  # B E; D known, too
        ("trend", 1, 400, Fraction(3, 5)),  # D
        ("any_of", 3, 800, Fraction(4, 5)),  # A B E by score, band or flag; all but C are known
    ],
)
def test_each_method_counts_its_own_accounts_and_revenue(
    method: str, accounts: int, revenue: int, coverage: Fraction
) -> None:
    result = told(ID, TABLES, method=method)
    assert result.value.value == Fraction(accounts, 5)
    assert result.parts["accounts"].value == accounts
    assert result.parts["revenue"].value == revenue * 12
    assert result.parts["coverage"].value == coverage
    assert result.value.now.warnings == ("health_coverage_incomplete",)


def test_the_manual_flag_needs_no_health_at_all() -> None:
    result = told(ID, {"revenue": REVENUE, "customers": CUSTOMERS}, method="manual")
    assert (result.value.value, result.parts["revenue"].value) == (Fraction(2, 5), 8400)
    assert result.value.now.warnings == ()
    assert "coverage" not in result.parts
    only = told(ID, TABLES, method="any_of", methods=["manual"])
    assert (only.value.value, only.value.now.warnings) == (Fraction(2, 5), ())
    assert only.parts["coverage"].now.code == "not_applicable"


def test_thresholds_and_days_are_the_users_own() -> None:
    assert told(ID, TABLES, threshold="50.01").parts["accounts"].value == 2  # A B
    assert told(ID, TABLES, threshold=0).value.value == 0
    assert told(ID, TABLES, stale_days=91).parts["accounts"].value == 2  # C is known again
    assert told(ID, TABLES, stale_days=89).parts["accounts"].value == 0
    assert told(ID, TABLES, method="trend", drop_points="20.5").parts["accounts"].value == 0
    # compared with 400 days ago, D has nothing older; 422 days lie between
    assert told(ID, TABLES, method="trend", trend_days=426).parts["accounts"].value == 0


def test_what_is_missing_is_named() -> None:
    nothing = told(ID, {"revenue": REVENUE})
    assert {part.now.code for part in nothing.parts.values()} == {"inputs_missing"}
    assert nothing.keyed["bands"] == {}
    manual = told(ID, {"health": HEALTH, "revenue": REVENUE}, method="manual")
    assert manual.value.now.code == "inputs_missing"
    unmapped = {**TABLES, "customers": rows("customer_id name", ("A", "Acme"))}
    assert told(ID, unmapped, method="manual").value.now.code == "inputs_missing"
    assert told(ID, unmapped, method="any_of").value.now.code == "inputs_missing"
    assert told(ID, unmapped).value.value == Fraction(1, 5)


def test_without_revenue_accounts_are_counted_and_money_is_missing() -> None:
    result = told(ID, {"health": HEALTH, "customers": CUSTOMERS})
    # A B D E have a health row in the quarter
    assert (result.value.value, result.parts["revenue"].now.code) == (
        Fraction(1, 4), "inputs_missing",
    )  # fmt: skip


def test_revenue_at_risk_is_at_the_rate_of_the_closing_month() -> None:
    tables = {
        "health": HEALTH,
        "revenue": [{**row, "currency": "EUR"} for row in paying("A", amount=100)],
        "fx_rates": rows(
            "month currency rate", ("2025-03", "EUR", "1.0"), ("2025-06", "EUR", "1.2")
        ),
    }
    assert told(ID, tables).parts["revenue"].value == 1440
    unknown = told(ID, {**tables, "fx_rates": rows("month currency rate", ("2025-03", "EUR", 1))})
    assert unknown.parts["revenue"].now.code == "missing_fx_rate"
    assert unknown.value.value == 1


def test_no_customers_and_no_closing_month() -> None:
    gone = told(ID, {"health": HEALTH, "revenue": paying("A", amount=0)})
    assert gone.value.now.code == "zero_denominator"
    assert gone.parts["accounts"].value == 0
    early = told(ID, {"health": HEALTH, "revenue": paying("A", months="2025-03")})
    assert early.value.now.code == "closing_snapshot_missing"


def test_two_scores_of_one_day_are_a_conflict() -> None:
    twice = rows(SCORES, ("A", "2025-04-01", 80, None))
    result = told(ID, {**TABLES, "health": [*HEALTH, *twice]})
    assert result.value.now.code == "conflicting_duplicate_rows"


def test_accounts_by_band_use_the_score_where_there_is_no_band() -> None:
    bands = told(ID, TABLES).keyed["bands"]
    assert values(bands) == {"red": 2, "yellow": 1, "below threshold": 1, "unknown": 1}
    assert list(bands) == ["red", "yellow", "below threshold", "unknown"]


REASONS = rows(
    "customer_id date label kind resolved_on",
    ("A", "2025-06-30", "no champion", "risk", None),
    ("A", "2025-05-01", "no champion", "risk", None),  # said twice, counted once
    ("B", "2024-07-01", "price", "risk", None), ("B", "2024-06-30", "late", "risk", None),
    ("B", "2025-07-01", "later", "risk", None), ("E", "2025-05-01", "price", "risk", "2025-06-30"),
    ("E", "2025-05-02", "no champion", "risk", "2025-07-01"),
    ("D", "2025-05-01", "price", "risk", None), ("A", "2025-05-01", "gap", "product_gap", None),
)  # fmt: skip


def test_a_risk_reason_counts_once_while_it_is_open_and_young_enough() -> None:
    tables = {**TABLES, "reasons": REASONS}
    found = base_rows(RISK_REASONS, "customer_id label noted", tables, METRIC)
    assert found == [
        ("A", "no champion", day("2025-06-30")), ("B", "price", day("2024-07-01")),
        ("D", "price", day("2025-05-01")), ("E", "no champion", day("2025-05-02")),
    ]  # fmt: skip
    longer = base_rows(RISK_REASONS, "label", tables, METRIC, lookback_months=13)
    assert ("late",) in longer


def test_reasons_are_shares_of_the_accounts_at_risk_under_the_method() -> None:
    tables = {**TABLES, "reasons": REASONS}
    band = told(ID, tables, method="band")
    assert values(band.keyed["trend"]) == {"no champion": Fraction(1, 2), "price": Fraction(1, 2)}
    assert values(band.keyed["customers"]) == {"no champion": 1, "price": 1}
    below = told(ID, tables)
    assert values(below.keyed["trend"]) == {"no champion": 1}
    nobody = told(ID, tables, threshold=0)
    assert nobody.keyed["trend"] == {}


def test_a_stock_is_shown_by_the_segment_at_the_closing() -> None:
    customers = [
        {**row, "segment": "SMB" if row["customer_id"] in "AB" else None} for row in CUSTOMERS
    ]
    results = computed(ID, {**TABLES, "customers": customers}, by="segment")
    small = results.metric(ID, (("segment", "SMB"),))
    assert (small.value.value, small.value.now.warnings) == (Fraction(1, 2), ())


def test_the_movers_are_the_largest_accounts_at_risk_with_what_a_table_shows() -> None:
    tables = {
        **TABLES,
        "reasons": REASONS,
        "assignments": rows("csm_id customer_id", ("S1", "A"), ("S2", "B")),
        "contracts": rows(
            "contract_id customer_id start_date end_date acv",
            ("K1", "A", "2024-10-01", "2025-09-30", 1200),
        ),
    }
    movers = told(ID, tables, threshold=51).movers
    assert [(mover.customer_id, mover.amount) for mover in movers] == [("B", 2400), ("A", 1200)]
    assert movers[1].details == {
        "score": 4900, "previous_score": 4900, "band": None, "renewal_day": day("2025-09-30"),
        "reason": "no champion", "owner": "S1",
    }  # fmt: skip
    masked = told(ID, tables, anonymize_csms=True).movers
    assert masked[0].details["owner"] == "1"


@pytest.mark.parametrize(
    ("method", "where"), [("band", "in_red_band = 1"), ("manual", "flagged = 1")]
)
def test_the_movers_of_a_method_are_its_own(method: str, where: str) -> None:
    assert METRIC.movers is not None
    assert METRIC.movers.under(method).where == where
    assert METRIC.movers.under("below_threshold").where == "below_threshold = 1"


@pytest.mark.parametrize("method", ["below_threshold", "band", "trend"])
def test_while_nobodys_health_is_known_nobody_can_be_said_to_be_safe(method: str) -> None:
    old = rows(SCORES, ("A", "2024-12-31", 10, "red"))
    found = told(ID, {**TABLES, "health": old}, method=method).parts
    for part in ("value", "accounts", "revenue"):
        assert (found[part].value, found[part].now.code) == (None, "no_current_health")
    assert found["coverage"].value == 0


# At risk at the end of March: A B C D. Then A stays, B is well again, C is not known any more
# (92 days), D leaves; E turns, F is new and at risk. 4 + 2 (E F) - 2 (B C) - 1 (D) = 3 (A E F)
FLOWS = {
    "health": rows(
        SCORES,
        ("A", "2025-03-01", 20, None), ("A", "2025-06-01", 30, None),
        ("B", "2025-03-01", 20, None), ("B", "2025-06-01", 80, None),
        ("C", "2025-03-30", 20, None), ("D", "2025-03-01", 20, None),
        ("E", "2025-03-01", 80, None), ("E", "2025-06-01", 20, None),
        ("F", "2025-06-01", 20, None), ("G", "2025-06-01", 90, None),
    ),
    "revenue": [*paying("A", "B", "C", "E"), *paying("D", months="2025-03"),
                *paying("F", "G", months="2025-06")],
    "customers": rows(
        "customer_id segment",
        ("A", "Big"), ("B", "Big"), ("C", "Small"), ("D", "Small"), ("E", "Small"), ("F", "Small"),
        ("G", "New"),
    ),
}  # fmt: skip
FLOW_PARTS = ("accounts", "turned", "recovered", "left")


def test_what_became_of_the_accounts_at_risk_adds_up_to_those_of_today() -> None:
    result = told(ID, FLOWS)
    assert [result.parts[name].value for name in FLOW_PARTS] == [3, 2, 2, 1]
    before = told(ID, FLOWS).parts["accounts"].prior
    assert before is not None
    assert before.value == 4


def test_what_became_of_them_is_told_by_segment() -> None:
    cuts = {cut.value: cut.parts for cut in told(ID, FLOWS, by="segment").cuts["segment"]}
    shown = {
        name: [cuts[name][part].value for part in FLOW_PARTS] for name in ("Big", "Small", "New")
    }
    assert shown == {
        "Big": [1, 0, 1, 0],  # A; B recovered
        "Small": [2, 2, 1, 1],  # E and F; C is not known, D left
        "New": [0, None, None, None],  # nobody was known before
    }
    assert cuts["New"]["turned"].now.code == "no_such_period"


def test_without_a_score_before_nothing_can_have_turned() -> None:
    later = [row for row in FLOWS["health"] if row["date"] > "2025-03-31"]
    result = told(ID, {**FLOWS, "health": later})
    assert result.parts["accounts"].value == 3
    assert [result.parts[name].now.code for name in FLOW_PARTS[1:]] == ["no_such_period"] * 3
