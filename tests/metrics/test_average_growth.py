"""What an upsold customer buys more: means, medians, and the value before."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.compute import compute
from deckgen.engine.duckdb import DuckDB
from deckgen.metrics.catalogue import catalogue
from tests.metrics.small_cases import paying, request_for, rows, told
from tests.support.canonical import fill

MOVEMENT = "customer_id date type amount"


def upsells(*events: tuple[str, int]) -> list[dict[str, Any]]:
    return rows(MOVEMENT, *((who, "2025-05-10", "expansion", amount) for who, amount in events))


# The seed's three contracts and upsells, per year; and a whale without any contract.
CONTRACTS = rows(
    "contract_id customer_id acv", ("k1", "one", 10_000), ("k2", "two", 8_000),
    ("k3", "three", 11_000), start_date="2025-01-01", end_date="2025-12-31",
)  # fmt: skip
SEED = {
    "contracts": CONTRACTS,
    "movements": upsells(("one", 2_000), ("two", 5_000), ("three", 1_000)),
}


def test_the_slide_has_money_and_percent_and_the_median_beside_them() -> None:
    result = told("average_growth", SEED, revenue_unit="arr")
    assert {name: part.value for name, part in result.parts.items()} == {
        "value": Fraction(8_000, 3), "percent": Fraction(8_000, 29_000),
        "median": 2_000, "total": 8_000,
    }  # fmt: skip
    assert (result.headline, result.value.label) == ("value", "Average upsell value")
    assert [mover.customer_id for mover in result.movers] == ["two", "one", "three"]


def test_each_part_of_the_slide_keeps_its_own_method() -> None:
    request = request_for("average_growth", revenue_unit="arr")
    (asked,) = request.metrics
    tables = {**SEED, "movements": [*SEED["movements"], *upsells(("one", 500))]}
    tables["movements"] = [
        {**row, "movement_id": f"m{place}"} for place, row in enumerate(tables["movements"])
    ]
    asked = replace(asked, methods={"value": "per_event", "percent": "mean_of_ratios"})
    request = replace(request, metrics=(asked,))
    with DuckDB() as engine:
        staged = fill(engine, tables, revenue_unit="arr")
        result = compute(engine, staged, request, catalogue()).metric("average_growth")
    # 8,500 in 4 events; 2,500/10,000, 5,000/8,000 and 1,000/11,000 of 3 customers
    assert result.parts["value"].value == Fraction(8_500, 4)
    ratios = Fraction(1, 4) + Fraction(5, 8) + Fraction(1, 11)
    assert result.parts["percent"].value == ratios / 3
    assert result.parts["median"].value == 2_500


def test_the_median_of_two_lies_between_them_and_one_whale_does_not_move_it() -> None:
    two = told("average_upsell_value", {"movements": upsells(("A", 10), ("B", 25))})
    assert two.parts["median"].value == Fraction(35 * 12, 2)
    whale = told("average_upsell_value", {"movements": upsells(("A", 1), ("B", 2), ("W", 900))})
    assert (whale.parts["median"].value, whale.value.value) == (24, 301 * 12)


def test_customers_outside_the_opening_base_count_too() -> None:
    tables = {"revenue": paying("A", amount=100), "movements": upsells(("A", 10), ("new", 30))}
    result = told("average_upsell_value", tables)
    assert (result.value.value, result.parts["n"].value) == (240, 2)


def test_nobody_upsold_is_not_an_average_of_nothing() -> None:
    tables = {"revenue": paying("A"), "movements": rows(MOVEMENT, ("A", "2025-05-01", "new", 5))}
    result = told("average_growth", tables)
    codes = {name: part.now.code for name, part in result.parts.items()}
    assert codes == {
        "value": "no_upsells", "percent": "no_upsells", "median": "no_upsells", "total": None,
    }  # fmt: skip
    assert result.parts["total"].value == 0


def test_without_any_value_before_there_is_no_percentage() -> None:
    tables = {"revenue": paying("other"), "movements": upsells(("A", 10))}
    reading = told("average_upsell_percent", tables).value.now
    assert (reading.code, reading.n) == ("zero_pre_upsell_value", 0)


def test_whoever_has_no_value_before_is_left_out_with_a_warning() -> None:
    tables = {"revenue": paying("A", amount=100), "movements": upsells(("A", 10), ("new", 30))}
    for method in ("ratio_of_averages", "mean_of_ratios"):
        reading = told("average_upsell_percent", tables, method=method).value.now
        assert (reading.value, reading.n) == (Fraction(1, 10), 1)
        assert reading.warnings == ("zero_pre_upsell_value_excluded",)


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({"movements": upsells(("A", 10))}, "inputs_missing"),
        ({"movements": upsells(("A", 10)), "revenue": paying("A", months="2025-06")},
         "no_opening_snapshot"),
    ],
)  # fmt: skip
def test_a_percentage_needs_contracts_or_the_opening_revenue(
    tables: dict[str, Any], code: str
) -> None:
    assert told("average_upsell_percent", tables).value.now.code == code
    assert told("average_upsell_value", tables).value.value == 120


def test_a_contract_without_a_rate_makes_the_percentage_unknown_not_the_money() -> None:
    contracts = [{**CONTRACTS[0], "currency": "GBP"}]
    tables = {"contracts": contracts, "movements": upsells(("one", 10))}
    assert told("average_upsell_percent", tables).value.now.code == "missing_fx_rate"
    assert told("average_upsell_value", tables).value.value == 120


def test_opening_revenue_without_a_rate_makes_the_percentage_unknown_too() -> None:
    revenue = [{**row, "currency": "GBP"} for row in paying("new")]
    tables = {**SEED, "revenue": revenue, "movements": upsells(("one", 10), ("new", 10))}
    assert told("average_upsell_percent", tables).value.now.code == "missing_fx_rate"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 500), st.integers(1, 2_000)), min_size=1, max_size=8
    )
)  # fmt: skip
def test_scaling_all_money_leaves_percentages_and_scales_averages(
    customers: list[tuple[int, int]],
) -> None:
    readings = []
    for factor in (1, 7):
        tables = {
            "movements": upsells(
                *((f"c{place}", up * factor) for place, (up, _) in enumerate(customers))
            ),
            "contracts": rows(
                "contract_id customer_id acv",
                *((f"k{n}", f"c{n}", acv * factor) for n, (_, acv) in enumerate(customers)),
                start_date="2025-01-01", end_date="2025-12-31",
            ),
        }  # fmt: skip
        with DuckDB() as engine:
            staged = fill(engine, tables, revenue_unit="arr")
            request = request_for("average_growth", revenue_unit="arr")
            readings.append(compute(engine, staged, request, catalogue()).metric("average_growth"))
    one, seven = ({name: part.value for name, part in result.parts.items()} for result in readings)
    ups, before = (sum(column) for column in zip(*customers, strict=True))
    assert one["percent"] == seven["percent"] == Fraction(ups, before)
    assert one["value"] == Fraction(ups, len(customers))
    for name in ("value", "median", "total"):
        small, large = one[name], seven[name]
        assert small is not None
        assert large == small * 7
