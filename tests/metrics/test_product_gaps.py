"""Who misses something in the product, and what of it is lost or at risk."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from deckgen.metrics.bases.product_gaps import PRODUCT_GAPS
from deckgen.metrics.customer_fit import product_gaps
from tests.metrics.small_cases import base_rows, paying, rows, told, values

ID = "product_gaps"
METRIC = product_gaps.METRIC

# Here all along, lost, joined, only in May; long gone: paid in February, not at the opening
REVENUE = [
    *paying("here", amount=10), *paying("lost", amount=20, months="2025-03"),
    *paying("joined", amount=30, months="2025-06"), *paying("May", amount=40, months="2025-05"),
    *paying("gone before", amount=50, months="2025-02"), *paying("no gap", amount=60),
]  # fmt: skip
REASONS = rows(
    "customer_id label is_primary",
    ("here", "sso", True), ("here", "api", False),
    ("lost", "sso", False), ("joined", "sso", False), ("May", "api", True),
    ("gone before", "sso", True),
    date="2025-05-10", kind="product_gap",
)  # fmt: skip
TABLES: dict[str, Any] = {"revenue": REVENUE, "reasons": REASONS}


def test_a_customer_counts_once_in_all_and_once_per_gap() -> None:
    found = base_rows(PRODUCT_GAPS, "customer_id label lost at_risk place", TABLES, METRIC)
    assert found == [
        ("May", "api", 0, 0, 1),  # came and left: neither lost from the opening nor at risk
        ("here", "api", 0, 10_00, 2),
        ("here", "sso", 0, 10_00, 1),
        ("joined", "sso", 0, 30_00, 1),
        ("lost", "sso", 20_00, 0, 1),
    ]


def test_the_share_is_of_everyone_who_was_a_customer_in_the_period() -> None:
    result = told(ID, TABLES)
    # here, lost, joined and May of these and "no gap"
    assert (result.value.value, result.value.now.n) == (Fraction(4, 5), 5)
    assert result.parts["customers"].value == 4
    assert result.parts["lost_revenue"].value == 20 * 12
    assert result.parts["at_risk_revenue"].value == (10 + 30) * 12


def test_gaps_are_ranked_by_customers_with_their_money_beside_them() -> None:
    keyed = told(ID, TABLES).keyed
    assert values(keyed["gap_customers"]) == {"sso": 3, "api": 2}
    assert values(keyed["share"]) == {"sso": Fraction(3, 5), "api": Fraction(2, 5)}
    assert values(keyed["gap_lost_revenue"]) == {"sso": 240, "api": 0}
    assert values(keyed["gap_at_risk_revenue"]) == {"sso": 480, "api": 120}
    assert {tuple(by_gap) for by_gap in keyed.values()} == {("sso", "api")}


def test_primary_only_takes_the_gaps_that_are_marked() -> None:
    result = told(ID, TABLES, method="primary_only")
    assert (result.value.value, result.parts["customers"].value) == (Fraction(2, 5), 2)
    assert result.parts["lost_revenue"].value == 0
    assert result.parts["at_risk_revenue"].value == 120
    assert values(result.keyed["gap_customers"]) == {"api": 1, "sso": 1}
    # a customer with two primary gaps is still one customer
    twice = [{**row, "is_primary": True} for row in REASONS]
    result = told(ID, {**TABLES, "reasons": twice}, method="primary_only")
    assert result.parts["customers"].value == 4
    assert sum(values(result.keyed["gap_customers"]).values()) == 5  # type: ignore[arg-type]


def test_revenue_at_risk_is_at_the_closing_rate_and_lost_revenue_at_the_opening_rate() -> None:
    tables = {
        "revenue": [{**row, "currency": "EUR"} for row in REVENUE],
        "reasons": REASONS,
        "fx_rates": rows(
            "month currency rate", ("2025-03", "EUR", "1.10"), ("2025-06", "EUR", "1.50")
        ),
    }
    parts = told(ID, tables).parts
    assert parts["lost_revenue"].value == 20 * 12 * Fraction("1.1")
    assert parts["at_risk_revenue"].value == 40 * 12 * Fraction("1.5")


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({"revenue": REVENUE}, "inputs_missing"),
        ({"reasons": REASONS}, "inputs_missing"),
        ({"revenue": paying("A", months="2025-03"), "reasons": REASONS},
         "closing_snapshot_missing"),
        ({"revenue": paying("A", amount=0), "reasons": REASONS}, "zero_denominator"),
        ({"revenue": REVENUE, "reasons": [REASONS[0], {**REASONS[0], "note": "x"}]},
         "conflicting_duplicate_rows"),
    ],
)  # fmt: skip
def test_what_is_not_known_has_a_code(tables: dict[str, Any], code: str) -> None:
    result = told(ID, tables)
    assert result.value.now.code == code
    assert result.keyed["share"] == {}


def test_nobody_noting_a_gap_lately_is_zero_not_unknown() -> None:
    reasons = [{**REASONS[0], "date": "2020-01-31"}]
    result = told(ID, {"revenue": REVENUE, "reasons": reasons})
    assert (result.value.value, result.parts["at_risk_revenue"].value) == (0, 0)


def test_reasons_of_other_kinds_say_nothing_about_gaps() -> None:
    reasons = [{**REASONS[0], "kind": "risk"}]
    result = told(ID, {"revenue": REVENUE, "reasons": reasons})
    assert (result.value.value, result.value.now.code) == (None, "inputs_missing")


def test_movers_are_customers_with_a_gap_each_once() -> None:
    found = [(one.customer_id, one.amount) for one in told(ID, TABLES).movers]
    assert found == [("joined", -360), ("lost", -240), ("here", -120)]
