"""How many customers were upsold: the base of the share, and what makes it unknown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.metrics.small_cases import computed, paying, rows, told

ID = "upsell_rate"
MOVEMENT = "customer_id date type amount"


def upsells(*customers: str, on: str = "2025-05-10", amount: int = 10) -> list[dict[str, Any]]:
    return rows(MOVEMENT, *((one, on, "expansion", amount) for one in customers))


# A, B and C at the opening, A and N at the closing, M only in May
REVENUE = [
    *paying("A"), *paying("B", "C", months="2025-03"), *paying("N", months="2025-06"),
    *paying("M", months="2025-05"),
]  # fmt: skip
TABLES = {"revenue": REVENUE, "movements": upsells("A", "N", "M")}


@pytest.mark.parametrize(
    ("base", "upsold", "customers"), [("opening", 1, 3), ("closing", 2, 2), ("ever", 3, 5)]
)
def test_the_base_says_which_customers_count_above_and_below(
    base: str, upsold: int, customers: int
) -> None:
    result = told(ID, TABLES, base=base)
    assert result.value.value == Fraction(upsold, customers)
    assert (result.value.now.n, result.parts["customers"].value) == (customers, upsold)


def test_both_shares_are_told_whichever_is_the_headline() -> None:
    tables = {
        "revenue": paying("A", "B"),
        "movements": upsells("A", "B"),
        "contracts": rows(
            "contract_id customer_id start_date end_date acv",
            ("k", "A", "2025-01-01", "2025-12-31", 1200),
        ),
    }
    for method, customers in (("overall", 2), ("mid_contract", 1)):
        result = told(ID, tables, method=method)
        assert result.headline == method
        assert result.parts["overall"].value == 1
        assert result.parts["mid_contract"].value == Fraction(1, 2)
        assert result.parts["customers"].value == customers
        assert result.parts["upsell_value"].value == 2 * 10 * 12


def test_without_contracts_nobody_knows_what_is_mid_contract() -> None:
    result = told(ID, TABLES, method="mid_contract")
    assert result.value.now.code == "no_eligible_contracts"
    assert result.parts["customers"].now.code == "no_eligible_contracts"
    assert result.parts["overall"].value == Fraction(1, 3)


def test_with_movements_only_the_opening_of_revenue_is_needed() -> None:
    revenue = paying("A", "B", months="2025-03")
    assert told(ID, {"revenue": revenue, "movements": upsells("A")}).value.value == Fraction(1, 2)
    # without movements the closing is compared with the opening
    assert told(ID, {"revenue": revenue}).value.now.code == "closing_snapshot_missing"


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({"movements": upsells("A")}, "inputs_missing"),
        ({"revenue": paying("A", months="2025-06"), "movements": upsells("A")},
         "no_opening_snapshot"),
        ({"revenue": paying("A", months="2025-06")}, "no_opening_snapshot"),
        ({"revenue": paying("A", amount=0), "movements": upsells("A")}, "zero_opening_customers"),
    ],
)  # fmt: skip
def test_what_is_not_known_has_a_code(tables: dict[str, Any], code: str) -> None:
    assert told(ID, tables).value.now.code == code


def test_before_its_first_month_is_over_a_period_has_no_share_rather_than_none_upsold() -> None:
    reading = told(ID, TABLES, as_of=date(2025, 4, 10)).value.now
    assert reading.code == "closing_snapshot_missing"
    to_date = told(ID, TABLES, as_of=date(2025, 5, 31)).value.now
    assert (to_date.value, to_date.warnings) == (Fraction(1, 3), ("partial_period",))


def test_an_upsell_in_a_currency_without_a_rate_makes_it_unknown() -> None:
    movements = [{**upsells("A")[0], "currency": "GBP"}]
    tables = {"revenue": paying("A", "B"), "movements": movements}
    assert told(ID, tables).value.now.code == "missing_fx_rate"


def test_rows_that_were_dropped_or_contradict_each_other_are_told() -> None:
    twice = [{**upsells("A")[0], "movement_id": "m1"}] * 2
    reading = told(ID, {"revenue": paying("A", "B"), "movements": twice}).value.now
    assert (reading.value, reading.warnings) == (Fraction(1, 2), ("duplicate_rows_dropped",))
    other = [{**twice[0]}, {**twice[0], "amount": 99}]
    reading = told(ID, {"revenue": paying("A", "B"), "movements": other}).value.now
    assert reading.code == "conflicting_duplicate_rows"


def test_snapshots_carry_the_warnings_of_comparing_them() -> None:
    # one of three opening customers has a closing row
    tables = {"revenue": [*paying("A"), *paying("B", "C", months="2025-03")]}
    assert told(ID, tables).value.now.warnings == ("closing_coverage_low",)
    tables["movements"] = upsells("A")
    assert told(ID, tables).value.now.warnings == ()


def test_the_movers_are_the_upsold_customers_of_the_base() -> None:
    movers = told(ID, TABLES).movers
    assert [(one.customer_id, one.amount) for one in movers] == [("A", 120)]
    assert movers[0].details["events"] == 1


def test_a_customer_counts_in_the_segment_it_had_at_the_opening_but_at_the_closing_for_stocks() -> (
    None
):
    revenue = [
        {"customer_id": "A", "month": month, "amount": 100, "plan": plan}
        for month, plan in (("2025-03", "basic"), ("2025-06", "pro"))
    ]
    tables = {"revenue": revenue, "movements": upsells("A")}
    opening = computed(ID, tables, by="plan")
    assert opening.metric(ID, (("plan", "basic"),)).value.value == 1
    assert opening.metric(ID, (("plan", "pro"),)).value.now.code == "zero_opening_customers"
    closing = computed(ID, tables, by="plan", base="closing")
    assert closing.metric(ID, (("plan", "pro"),)).value.value == 1
