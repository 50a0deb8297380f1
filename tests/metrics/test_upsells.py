"""Who was upsold, when, by how much and on top of what: the bases, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from deckgen.metrics.bases.upsell_events import UPSELL_EVENTS
from deckgen.metrics.bases.upsells import UPSELLS
from deckgen.metrics.expansion import upsell_rate
from tests.metrics.small_cases import base_rows, day, paying, rows

METRIC = upsell_rate.METRIC
MOVEMENT = "customer_id date type subtype amount"
CONTRACT = "contract_id customer_id start_date end_date acv"


def events(tables: dict[str, Any], **options: Any) -> list[tuple[Any, ...]]:
    return base_rows(UPSELL_EVENTS, "customer_id day amount", tables, METRIC, **options)


def revenue(customer: str, **months: int) -> list[dict[str, Any]]:
    """Revenue of months called ``m2503`` and so on."""
    return [
        {"customer_id": customer, "month": f"20{name[1:3]}-{name[3:]}", "amount": amount}
        for name, amount in months.items()
    ]


def test_expansions_of_the_period_are_upsells_whatever_their_subtype_but_price_and_fx() -> None:
    movements = rows(
        MOVEMENT,
        ("A", "2025-04-01", "expansion", "seats", 10),
        ("B", "2025-06-30", "expansion", None, 20),
        ("C", "2025-05-01", "expansion", "price_increase", 30),
        ("D", "2025-05-01", "expansion", "fx", 40),
        ("E", "2025-05-01", "contraction", "seats", -50),
        ("F", "2025-05-01", "new", None, 60),
        ("G", "2025-03-31", "expansion", "seats", 70),
        ("H", "2025-07-01", "expansion", "seats", 80),
    )
    first = [("A", day("2025-04-01"), 10_00), ("B", day("2025-06-30"), 20_00)]
    assert events({"movements": movements}) == first
    with_prices = events({"movements": movements}, count_price_increase=True)
    assert with_prices == [*first, ("C", day("2025-05-01"), 30_00)]


def test_without_movements_growth_between_the_snapshots_is_one_upsell() -> None:
    tables = {
        "revenue": [
            *revenue("grew", m2503=60, m2506=70),
            *revenue("shrank", m2503=40, m2506=25),
            *revenue("new", m2506=15),
            *revenue("was free", m2503=0, m2506=15),
            *revenue("spiked in between", m2503=50, m2505=90, m2506=50),
        ]
    }
    assert events(tables) == [("grew", day("2025-06-30"), 10_00)]


def test_growth_is_dated_in_the_first_loaded_month_that_is_higher_than_the_one_before() -> None:
    # other customers have rows in March, April, May and June, so all four months are loaded
    tables = {
        "revenue": [
            *revenue("in May", m2503=60, m2504=60, m2505=65, m2506=70),
            *revenue("after a dip", m2503=60, m2504=20, m2505=20, m2506=70),
        ],
        "contracts": rows(CONTRACT, ("k", "in May", "2025-01-01", "2025-12-31", 1)),
    }
    assert events(tables) == [
        ("after a dip", day("2025-06-30"), 10_00), ("in May", day("2025-05-31"), 10_00),
    ]  # fmt: skip


def test_a_spike_is_no_upsell_when_the_higher_amount_must_last_two_months() -> None:
    tables = {
        "revenue": [
            *revenue("held", m2502=60, m2503=60, m2504=60, m2505=80, m2506=70),  # of two: 70
            *revenue("June only", m2502=60, m2503=60, m2505=60, m2506=90),
            *revenue("March, held in April", m2502=60, m2503=75, m2505=75, m2506=75),
            *revenue("since March", m2503=60, m2505=65, m2506=65),
            *revenue("gone in May", m2502=60, m2503=60, m2506=90),
        ]
    }
    end = day("2025-06-30")
    assert events(tables, min_months=2) == [
        ("March, held in April", end, 15_00), ("held", end, 10_00), ("since March", end, 5_00),
    ]  # fmt: skip
    assert {customer for customer, *_ in events(tables)} == {
        "held", "June only", "since March", "gone in May",
    }  # fmt: skip


def test_growth_that_waited_to_be_confirmed_is_dated_on_the_opening() -> None:
    tables = {
        "revenue": revenue("A", m2502=60, m2503=75, m2504=75, m2505=75, m2506=75),
        "contracts": rows(CONTRACT, ("k", "A", "2025-01-01", "2025-12-31", 1)),
    }
    assert events(tables, min_months=2) == [("A", day("2025-03-31"), 15_00)]
    assert events(tables) == []


def test_one_loaded_month_has_nothing_to_grow_from() -> None:
    tables = {
        "revenue": paying("A", months="2025-06"),
        "contracts": rows(CONTRACT, ("k", "A", "2025-01-01", "2025-12-31", 1)),
    }
    assert events(tables) == []


def test_a_movement_counts_in_the_period_in_which_it_has_lasted_two_month_ends() -> None:
    movements = rows(
        MOVEMENT,
        ("held", "2025-04-10", "expansion", "seats", 10),
        ("taken back", "2025-04-10", "expansion", "usage", 10),
        ("taken back", "2025-05-02", "contraction", "usage", -10),
        ("partly", "2025-05-10", "expansion", "usage", 10),
        ("partly", "2025-06-30", "contraction", "usage", -4),
        ("June", "2025-06-10", "expansion", "seats", 10),  # July will tell
        ("March", "2025-03-10", "expansion", "seats", 10),  # April has told
        ("back in time", "2025-04-10", "expansion", "seats", 10),
        ("back in time", "2025-05-05", "contraction", "seats", -10),
        ("back in time", "2025-05-20", "expansion", "seats", 10),
    )
    found = events({"movements": movements}, min_months=2)
    assert found == [
        ("March", day("2025-03-10"), 10_00),
        ("back in time", day("2025-04-10"), 10_00),
        ("back in time", day("2025-05-20"), 10_00),
        ("held", day("2025-04-10"), 10_00),
        ("partly", day("2025-05-10"), 10_00),
    ]


def upsold(columns: str, tables: dict[str, Any], **options: Any) -> list[tuple[Any, ...]]:
    return base_rows(UPSELLS, f"customer_id {columns}", tables, METRIC, **options)


def test_several_upsells_are_one_row_on_the_value_before_the_first() -> None:
    movements = rows(
        MOVEMENT,
        ("A", "2025-04-05", "expansion", "seats", 10),
        ("A", "2025-06-05", "expansion", "seats", 30),
        ("B", "2025-05-05", "expansion", "seats", 20),
    )
    contracts = rows(
        CONTRACT,
        ("k1", "A", "2024-05-01", "2025-04-30", 900),
        ("k2", "A", "2025-05-01", "2026-04-30", 1300),
    )
    tables = {"movements": movements, "contracts": contracts, "revenue": paying("B", amount=50)}
    # monthly amounts x 12; B has no contract, so 50 x 12 is what it paid before
    assert upsold("day events value before", tables) == [
        ("A", day("2025-04-05"), 2, 480_00, 900_00),
        ("B", day("2025-05-05"), 1, 240_00, 600_00),
    ]


@pytest.mark.parametrize(
    ("start", "end", "outcome", "outcome_date", "in_force"),
    [
        ("2025-05-10", "2025-12-31", "open", None, True),  # starts on the day
        ("2025-05-11", "2025-12-31", "open", None, False),
        ("2024-05-11", "2025-05-10", "open", None, True),  # ends on the day
        ("2024-05-10", "2025-05-09", "open", None, False),
        ("2024-05-11", None, "open", None, True),
        ("2025-05-01", "2026-04-30", "opted_out", "2025-05-10", True),
        ("2025-05-01", "2026-04-30", "opted_out", "2025-05-09", False),
        ("2025-05-01", "2026-04-30", "churned", "2025-05-09", True),  # runs to its end
    ],
)
def test_a_contract_is_in_force_from_its_first_to_its_last_day(
    start: str, end: str | None, outcome: str, outcome_date: str | None, in_force: bool
) -> None:
    tables = {
        "movements": rows(MOVEMENT, ("A", "2025-05-10", "expansion", None, 10)),
        "contracts": rows(
            f"{CONTRACT} outcome outcome_date",
            ("k", "A", start, end, 700, outcome, outcome_date),
        ),
        "revenue": paying("A", amount=100),
    }
    assert upsold("before", tables) == [("A", 700_00 if in_force else 1200_00)]


def test_several_contracts_in_force_add_up() -> None:
    tables = {
        "movements": rows(MOVEMENT, ("A", "2025-05-10", "expansion", None, 10)),
        "contracts": rows(
            CONTRACT,
            ("k1", "A", "2025-01-01", "2025-12-31", 700),
            ("k2", "A", "2025-02-01", "2025-06-30", 300),
        ),
    }
    # k2 ends first, 51 days later: inside the renewal window of 90
    assert upsold("before mid_contract", tables) == [("A", 1000_00, 0)]
    assert upsold("mid_contract", tables, renewal_window_days=50) == [("A", 1)]
    assert upsold("mid_contract", tables, renewal_window_days=51) == [("A", 0)]


def test_mid_contract_needs_a_contract_and_one_without_an_end_never_comes_up() -> None:
    tables = {
        "movements": rows(
            MOVEMENT,
            ("none", "2025-05-10", "expansion", None, 10),
            ("open-ended", "2025-05-10", "expansion", None, 10),
            ("second one", "2025-05-10", "expansion", None, 10),
            ("second one", "2025-06-10", "expansion", None, 10),
        ),
        "contracts": rows(
            CONTRACT,
            ("k1", "open-ended", "2025-01-01", None, 700),
            ("k2", "second one", "2024-06-01", "2025-05-31", 700),
            ("k3", "second one", "2025-06-01", "2026-05-31", 700),
        ),
    }
    assert upsold("mid_contract", tables) == [("none", 0), ("open-ended", 1), ("second one", 1)]


def test_amounts_of_another_currency_are_taken_at_the_opening_rate() -> None:
    tables = {
        "movements": [
            {"customer_id": "A", "date": "2025-05-10", "type": "expansion", "amount": 10,
             "currency": "EUR"},
            {"customer_id": "B", "date": "2025-05-10", "type": "expansion", "amount": 10,
             "currency": "GBP"},
        ],
        "contracts": rows(
            f"{CONTRACT} currency", ("k", "A", "2025-01-01", "2025-12-31", 600, "EUR")
        ),
        "fx_rates": rows(
            "month currency rate", ("2025-03", "EUR", "1.10"), ("2025-06", "EUR", "1.50")
        ),
    }  # fmt: skip
    million = 1_000_000
    # 10 x 12 x 1.10 = 132 on 600 x 1.10 = 660; nothing is known about pounds
    assert upsold("value before no_rate", tables) == [
        ("A", 132_00 * million, 660_00 * million, 0), ("B", None, 0, 1),
    ]  # fmt: skip


def test_growth_between_snapshots_is_on_top_of_the_contracts_of_the_opening() -> None:
    """A second subscription of 30 a month from 20 May beside one of 50: 360 on top of 600.

    On the last day of May, which dates the growth, contracts of 600 + 360 are in force.
    """
    contracts = rows(
        CONTRACT,
        ("k1", "A", "2025-01-01", None, 600),
        ("k2", "A", "2025-05-20", None, 360),
    )
    tables = {
        "revenue": revenue("A", m2503=50, m2504=50, m2505=80, m2506=80),
        "contracts": contracts,
    }
    assert upsold("day value before", tables) == [("A", day("2025-05-31"), 360_00, 600_00)]
