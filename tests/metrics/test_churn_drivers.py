"""Why customers left: shares that may exceed the whole, and one primary reason that cannot."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.compute import compute
from deckgen.engine.duckdb import DuckDB
from deckgen.metrics.bases.churned import CHURN_REASONS, CHURNED
from deckgen.metrics.catalogue import catalogue
from deckgen.metrics.customer_fit import churn_drivers
from tests.metrics.small_cases import base_rows, paying, request_for, rows, told, values
from tests.support.canonical import fill

ID = "churn_drivers"
METRIC = churn_drivers.METRIC
METHODS = tuple(METRIC.methods)


def left(**amounts: int) -> list[dict[str, Any]]:
    """Customers that pay at the opening and not at the closing, beside one that stays."""
    gone = [row for who, amount in amounts.items() for row in paying(who, amount=amount,
            months="2025-03")]  # fmt: skip
    return [*gone, *paying("stays", amount=1_000)]


REVENUE = left(A=10, B=20, C=30, D=40)
REASONS = rows(
    "customer_id date label is_primary involuntary",
    ("A", "2025-05-01", "price", True, False),
    ("A", "2025-05-09", "gap", False, False),
    ("B", "2025-05-01", "price", True, False),
    ("B", "2025-05-09", "card failed", True, True),  # two primary ones: the later counts
    ("C", "2025-05-01", "gap", None, None),
    ("stays", "2025-05-01", "price", True, True),
    kind="churn",
)
TABLES = {"revenue": REVENUE, "reasons": REASONS}


def test_a_lost_customer_has_a_row_per_reason_and_one_primary_place_at_most() -> None:
    found = base_rows(
        CHURN_REASONS, "customer_id label opening place primary_place", TABLES, METRIC
    )
    assert found == [
        ("A", "gap", 10_00, 2, 0),
        ("A", "price", 10_00, 1, 1),
        ("B", "card failed", 20_00, 1, 1),
        ("B", "price", 20_00, 2, 2),
        ("C", "gap", 30_00, 1, 0),
    ]


def test_a_lost_customer_is_listed_once_with_the_reason_that_weighs_most() -> None:
    customers = rows("customer_id fit", ("A", "bad"))
    found = base_rows(
        CHURNED, "customer_id opening fit reason involuntary reasons",
        {**TABLES, "customers": customers}, METRIC,
    )  # fmt: skip
    assert found == [
        ("A", 10_00, "bad", "price", 0, 2),
        ("B", 20_00, None, "card failed", 1, 2),
        ("C", 30_00, None, "gap", 0, 1),
        ("D", 40_00, None, None, 0, 0),
    ]


@pytest.mark.parametrize(
    ("method", "shares", "unknown", "total"),
    [
        # of 4 lost customers; D said nothing
        ("all_churned", {"gap": "2/4", "price": "2/4", "card failed": "1/4"}, "1/4", "5/4"),
        # of the 3 that said something
        ("with_reason", {"gap": "2/3", "price": "2/3", "card failed": "1/3"}, "1/4", "5/3"),
        # of 100 a month: A and C 40, A and B 30, B 20; D's 40 unknown
        ("revenue_weighted", {"gap": "40/100", "price": "30/100", "card failed": "20/100"},
         "40/100", "90/100"),
        # A price, B card failed; C and D have no primary reason
        ("primary_only", {"card failed": "1/4", "price": "1/4"}, "2/4", "2/4"),
    ],
)  # fmt: skip
def test_shares_by_method(method: str, shares: dict[str, str], unknown: str, total: str) -> None:
    result = told(ID, TABLES, method=method)
    expected = {label: Fraction(share) for label, share in shares.items()}
    assert values(result.keyed["share"]) == expected
    assert [*result.keyed["share"]] == [*expected]  # largest first, then by label
    assert result.value.value == max(expected.values())
    assert result.parts["unknown"].value == Fraction(unknown)
    assert result.parts["sum"].value == Fraction(total)
    assert result.parts["churned"].value == 4
    assert result.parts["involuntary"].value == 1


def test_customers_and_revenue_stand_beside_the_shares_in_their_order() -> None:
    result = told(ID, TABLES, method="revenue_weighted")
    assert values(result.keyed["customers"]) == {"gap": 2, "price": 2, "card failed": 1}
    # a month's 40, 30 and 20, per year
    assert values(result.keyed["revenue"]) == {"gap": 480, "price": 360, "card failed": 240}
    assert [*result.keyed["customers"]] == [*result.keyed["revenue"]] == [*result.keyed["share"]]
    primary = told(ID, TABLES, method="primary_only")
    assert values(primary.keyed["customers"]) == {"card failed": 1, "price": 1}
    assert values(primary.keyed["revenue"]) == {"card failed": 240, "price": 120}


@pytest.mark.parametrize("method", METHODS)
def test_no_churn_is_no_share_of_it(method: str) -> None:
    result = told(ID, {"revenue": paying("A"), "reasons": REASONS}, method=method)
    for name in ("value", "unknown", "sum", "involuntary"):
        assert result.parts[name].now.code == "no_churned_customers"
    assert result.parts["churned"].value == 0
    assert result.keyed["share"] == {}


@pytest.mark.parametrize("method", METHODS)
def test_without_reasons_mapped_nothing_is_said_about_them(method: str) -> None:
    result = told(ID, {"revenue": REVENUE}, method=method)
    assert result.value.now.code == "inputs_missing"
    assert result.parts["churned"].value == 4


def test_when_nobody_named_a_reason_the_largest_share_is_zero() -> None:
    reasons = [row for row in REASONS if row["customer_id"] == "stays"]
    result = told(ID, {"revenue": REVENUE, "reasons": reasons})
    assert (result.value.value, result.parts["unknown"].value) == (0, 1)
    known = told(ID, {"revenue": REVENUE, "reasons": reasons}, method="with_reason")
    assert known.value.now.code == "zero_denominator"


def test_movers_are_the_lost_customers_with_their_reason() -> None:
    movers = told(ID, TABLES).movers
    assert [(one.customer_id, one.amount, one.details["reason"]) for one in movers] == [
        ("D", -480, None), ("C", -360, "gap"), ("B", -240, "card failed"), ("A", -120, "price"),
    ]  # fmt: skip


def test_dropped_duplicates_of_reasons_are_told() -> None:
    tables = {"revenue": [*REVENUE, *paying("F", "G", "H", "I")], "reasons": [*REASONS, REASONS[0]]}
    assert told(ID, tables).value.now.warnings == ("duplicate_rows_dropped",)


LABELS = st.sampled_from(["price", "gap", "fit"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.tuples(LABELS, st.booleans()), max_size=3), min_size=1, max_size=6))
def test_primary_reasons_and_unknown_make_the_whole(
    customers: list[list[tuple[str, bool]]],
) -> None:
    reasons = [
        {"customer_id": f"c{place}", "date": f"2025-05-{1 + number:02d}", "kind": "churn",
         "label": label, "is_primary": primary}
        for place, named in enumerate(customers)
        for number, (label, primary) in enumerate(named)
    ]  # fmt: skip
    revenue = left(**{f"c{place}": 10 + place for place in range(len(customers))})
    tables = {"revenue": revenue, "reasons": reasons or REASONS}
    with DuckDB() as engine:
        staged = fill(engine, tables)
        request = request_for(ID, method="primary_only")
        result = compute(engine, staged, request, catalogue()).metric(ID)
    named = sum(any(primary for _, primary in reasons) for reasons in customers)
    assert result.parts["sum"].value == Fraction(named, len(customers))
    assert result.parts["unknown"].value == 1 - result.parts["sum"].value
