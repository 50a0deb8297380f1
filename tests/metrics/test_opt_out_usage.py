"""Deals that ended through an opt-out clause: which count, until when, and what they were worth."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from deckgen.metrics.bases.opt_outs import OPT_OUTS
from deckgen.metrics.customer_fit import opt_out_usage
from tests.metrics.small_cases import base_rows, paying, rows, told

ID = "opt_out_usage"
METRIC = opt_out_usage.METRIC
CONTRACT = "contract_id customer_id start_date end_date opt_out_deadline outcome outcome_date acv"


def contract(
    id: str, start: str, end: str | None, deadline: str | None, used: str | None = None,
    acv: int = 1_000,
) -> tuple[Any, ...]:  # fmt: skip
    outcome = "opted_out" if used else "open"
    return (id, f"customer of {id}", start, end, deadline, outcome, used, acv)


CONTRACTS = rows(
    CONTRACT,
    contract("on the deadline", "2025-05-01", "2026-04-30", "2025-05-31", "2025-05-31"),
    contract("a day late", "2025-05-01", "2026-04-30", "2025-05-31", "2025-06-01", 2_000),
    contract("window closes on day one", "2025-03-02", "2026-03-01", "2025-04-01"),
    contract("window closed before", "2025-03-01", "2026-02-28", "2025-03-31"),
    contract("used before", "2025-03-01", "2026-02-28", "2025-03-31", "2025-03-20"),
    contract("window closes later", "2025-06-15", "2026-06-14", "2025-07-15"),
    contract("used in July", "2025-06-15", "2026-06-14", "2025-07-15", "2025-07-05", 4_000),
    contract("no clause", "2025-05-01", "2026-04-30", None),
    contract("no clause, left", "2025-05-01", "2026-04-30", None, "2025-05-05"),
    contract("over", "2024-03-01", "2025-03-31", None),
    contract("over on day one", "2024-04-02", "2025-04-01", None),
    contract("no clause, left on day one", "2024-05-01", "2026-04-30", None, "2025-04-01"),
    contract("open-ended", "2020-01-01", None, None),
    contract("starts later", "2025-07-01", "2026-06-30", "2025-07-31"),
)
TABLES = {"contracts": CONTRACTS}


def test_which_contracts_concern_the_period_and_how() -> None:
    columns = "contract_id eligible started in_force used used_by_end running"
    found = base_rows(OPT_OUTS, columns, TABLES, METRIC)
    assert {name: flags for name, *flags in found} == {
        "on the deadline": [1, 1, 1, 1, 1, 0],
        "a day late": [1, 1, 1, 0, 0, 0],
        "window closes on day one": [1, 0, 1, 0, 0, 0],
        "window closed before": [0, 0, 1, 0, 0, 0],
        "window closes later": [0, 1, 1, 0, 0, 1],
        "used in July": [0, 1, 1, 0, 0, 1],  # not known at the end of June
        "no clause": [0, 0, 1, 0, 0, 0],
        "no clause, left": [0, 0, 1, 0, 0, 0],
        "over on day one": [0, 0, 1, 0, 0, 0],
        "no clause, left on day one": [0, 0, 1, 0, 0, 0],
        "open-ended": [0, 0, 1, 0, 0, 0],
    }


def test_an_opt_out_after_the_period_is_known_up_to_the_cutoff() -> None:
    columns = "contract_id used used_by_end running"
    found = base_rows(OPT_OUTS, columns, TABLES, METRIC, date(2025, 7, 15))
    assert ("used in July", 1, 0, 0) in found
    assert ("used in July", 0, 0, 1) in base_rows(
        OPT_OUTS, columns, TABLES, METRIC, date(2025, 7, 4)
    )


@pytest.mark.parametrize(
    ("method", "as_of", "used", "contracts", "revenue", "warnings"),
    [
        ("eligible", None, 1, 3, 1_000, ()),
        ("eligible", date(2025, 7, 15), 1, 3, 1_000, ()),
        ("deals_started", None, 1, 4, 1_000, ("cohort_not_mature",)),
        ("deals_started", date(2025, 7, 15), 2, 4, 5_000, ()),
        ("all_deals", None, 1, 11, 1_000, ()),
        ("all_deals", date(2025, 7, 15), 1, 11, 1_000, ()),
    ],
)
def test_usage_by_method(
    method: str, as_of: date | None, used: int, contracts: int, revenue: int,
    warnings: tuple[str, ...],
) -> None:  # fmt: skip
    result = told(ID, TABLES, method=method, as_of=as_of)
    assert result.value.value == Fraction(used, contracts)
    assert (result.value.now.n, result.value.now.warnings) == (contracts, warnings)
    parts = {name: part.value for name, part in result.parts.items()}
    assert (parts["used"], parts["not_used"]) == (used, contracts - used)
    assert (parts["contracts"], parts["revenue_lost"]) == (contracts, revenue)


def test_eligible_counts_every_deal_in_one_period_only() -> None:
    """Each clause's window closes once, so the quarters of the trend share no contract."""
    windows = [row["opt_out_deadline"] for row in CONTRACTS if row["opt_out_deadline"]]
    assert len(windows) == 8
    found = base_rows(OPT_OUTS, "contract_id eligible", TABLES, METRIC)
    inside = [day for day in windows if "2025-04-01" <= day <= "2025-06-30"]
    assert sum(eligible for _, eligible in found) == len(inside) == 3


@pytest.mark.parametrize(
    "tables", [{"contracts": CONTRACTS[-1:]}, {"revenue": paying("A")}], ids=["later", "unmapped"]
)
def test_without_eligible_contracts_there_is_no_usage(tables: dict[str, Any]) -> None:
    result = told(ID, tables)
    assert {part.now.code for part in result.parts.values()} == {"no_eligible_contracts"}


def test_contracts_that_contradict_each_other_say_nothing() -> None:
    other = {**CONTRACTS[0], "acv": 7}
    assert told(ID, {"contracts": [*CONTRACTS, other]}).value.now.code == (
        "conflicting_duplicate_rows"
    )
    same = told(ID, {"contracts": [*CONTRACTS, CONTRACTS[0]]}).value.now
    assert same.warnings == ("duplicate_rows_dropped",)


def test_a_contract_in_a_currency_without_a_rate_has_no_value_but_counts() -> None:
    pounds = [{**row, "currency": "GBP"} for row in CONTRACTS]
    parts = told(ID, {"contracts": pounds}).parts
    assert parts["used"].value == 1
    assert parts["revenue_lost"].now.code == "missing_fx_rate"


def test_opt_outs_of_opening_customers_are_in_logo_churn_too() -> None:
    gone, new = "customer of on the deadline", "customer of a day late"
    revenue = [*paying(gone, months="2025-03"), *paying(new, "other")]
    result = told(ID, {**TABLES, "revenue": revenue})
    assert result.parts["also_churned"].value == 1
    assert told(ID, {**TABLES, "revenue": paying(gone)}).parts["also_churned"].value == 0
    # nobody can say without revenue
    assert told(ID, TABLES).parts["also_churned"].now.code == "inputs_missing"
    early = told(ID, {**TABLES, "revenue": paying(gone, months="2025-06")})
    assert early.parts["also_churned"].now.code == "no_opening_snapshot"


def test_movers_are_the_deals_opted_out_of_in_time() -> None:
    movers = told(ID, TABLES).movers
    assert [(one.customer_id, one.amount) for one in movers] == [
        ("customer of on the deadline", -1_000)
    ]
    assert movers[0].details["contract_id"] == "on the deadline"
