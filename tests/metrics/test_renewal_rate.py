"""Contracts due: which are, what became of them, and the rate in contracts and in money."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from deckgen.metrics.bases.contracts_due import CONTRACTS_DUE
from deckgen.metrics.retention import renewal_rate
from deckgen.model.period import Window
from tests.metrics.small_cases import base_rows, paying, rows, told

ID = "renewal_rate"
METRIC = renewal_rate.METRIC
CONTRACT = "contract_id customer_id start_date end_date acv outcome outcome_date renewed_acv"


def contract(
    id: str, end: str | None, outcome: str = "open", decided: str | None = None,
    acv: int = 1_000, renewed: int | None = None,
) -> tuple[Any, ...]:  # fmt: skip
    return (id, f"customer of {id}", "2024-01-01", end, acv, outcome, decided, renewed)


CONTRACTS = rows(
    CONTRACT,
    contract("first day", "2025-04-01", "renewed", "2025-03-01", 1_000, 1_500),
    contract("last day", "2025-06-30", "churned", "2025-06-30", 2_000),
    contract("the day before", "2025-03-31", "renewed", "2025-03-31", 1_000, 1_000),
    contract("the day after", "2025-07-01", "renewed", "2025-06-01", 1_000, 1_000),
    contract("30 days late", "2025-05-01", "renewed", "2025-05-31", 4_000, 3_000),
    contract("31 days late", "2025-05-01", "renewed", "2025-06-01", 8_000, 8_000),
    contract("no date", "2025-05-01", "renewed", None, 1_000, 1_000),
    contract("silent", "2025-04-02"),
    contract("renewed in July", "2025-06-20", "renewed", "2025-07-02", 500, 500),
    contract("lost in July", "2025-06-20", "churned", "2025-07-02", 500),
    contract("opted out", "2025-06-01", "opted_out", "2024-12-01"),
    contract("open-ended", None),
)
TABLES = {"contracts": CONTRACTS}


def test_what_became_of_the_contracts_that_were_due() -> None:
    columns = "contract_id renewed churned pending late kept_acv"
    found = base_rows(CONTRACTS_DUE, columns, TABLES, METRIC)
    assert {name: tuple(flags) for name, *flags in found} == {
        "first day": (1, 0, 0, 0, 100_000),  # in cents: no more than what expired
        "last day": (0, 1, 0, 0, 200_000),
        "30 days late": (1, 0, 0, 1, 300_000),
        "31 days late": (0, 1, 0, 0, 800_000),
        "no date": (1, 0, 0, 0, 100_000),
        "silent": (0, 0, 1, 0, 100_000),  # 89 days without an outcome are no loss
        "renewed in July": (0, 0, 1, 0, 50_000),  # not known at the end of June
        "lost in July": (0, 0, 1, 0, 50_000),
    }


def test_an_outcome_after_the_period_is_known_up_to_the_cutoff() -> None:
    columns = "contract_id renewed churned pending late"
    found = base_rows(CONTRACTS_DUE, columns, TABLES, METRIC, date(2025, 7, 2))
    assert ("renewed in July", 1, 0, 0, 1) in found
    assert ("lost in July", 0, 1, 0, 0) in found
    assert ("silent", 0, 0, 1, 0) in found


def test_the_days_of_grace_are_an_option() -> None:
    columns = "contract_id renewed churned late"
    strict = base_rows(CONTRACTS_DUE, columns, TABLES, METRIC, grace_days=0)
    assert ("30 days late", 0, 1, 0) in strict
    patient = base_rows(CONTRACTS_DUE, columns, TABLES, METRIC, grace_days=31)
    assert ("31 days late", 1, 0, 1) in patient


# Renewed: 1,000 + 4,000 + 1,000 expiring; lost: 2,000 + 8,000; pending: 1,000 + 500 + 500.
# Kept of the renewed: 1,000 + 3,000 + 1,000 gross, 1,500 + 3,000 + 1,000 net.
@pytest.mark.parametrize(
    ("method", "exclude_open", "above", "below"),
    [
        ("count", True, 3, 5),
        ("count", False, 3, 8),
        ("dollar_gross", True, 5_000, 16_000),
        ("dollar_gross", False, 5_000, 18_000),
        ("dollar_net", True, 5_500, 16_000),
        ("dollar_net", False, 5_500, 18_000),
    ],
)
def test_the_rate_by_method(method: str, exclude_open: bool, above: int, below: int) -> None:
    result = told(ID, TABLES, method=method, exclude_open=exclude_open)
    now = result.value.now
    due = 5 if exclude_open else 8
    assert (now.value, now.numerator, now.denominator) == (Fraction(above, below), above, below)
    assert now.n == due
    assert now.warnings == (("open_renewals_excluded",) if exclude_open else ())
    parts = {name: part.value for name, part in result.parts.items()}
    assert (parts["due"], parts["renewed"], parts["churned"]) == (due, 3, 2)
    assert (parts["pending"], parts["late"]) == (3, 1)
    assert parts["expiring"] == (16_000 if exclude_open else 18_000)


def test_every_contract_is_due_once_in_the_trailing_year_too() -> None:
    result = told(ID, TABLES, window=Window.TRAILING_12M)
    # and the one that ended on 31 March
    assert (result.value.value, result.value.now.n) == (Fraction(4, 6), 6)


@pytest.mark.parametrize(
    "tables",
    [
        {"contracts": [row for row in CONTRACTS if row["contract_id"] == "silent"]},
        {"contracts": [row for row in CONTRACTS if row["contract_id"] == "opted out"]},
        {"contracts": [row for row in CONTRACTS if row["contract_id"] == "the day after"]},
        {"revenue": paying("A")},
    ],
    ids=["undecided", "opted out", "later", "unmapped"],
)
def test_where_nothing_is_decided_there_is_no_rate(tables: dict[str, Any]) -> None:
    for method in METRIC.methods:
        result = told(ID, tables, method=method)
        assert {part.now.code for part in result.parts.values()} == {"nothing_due"}


def test_a_renewal_without_its_amount_is_counted_but_never_priced() -> None:
    unknown = [{**row, "renewed_acv": None} for row in CONTRACTS]
    without = [{k: v for k, v in row.items() if k != "renewed_acv"} for row in CONTRACTS]
    for contracts in (unknown, without):
        tables = {"contracts": contracts}
        assert told(ID, tables).value.value == Fraction(3, 5)
        for method in ("dollar_gross", "dollar_net"):
            assert told(ID, tables, method=method).value.now.code == "inputs_missing"


def test_a_contract_in_a_currency_without_a_rate_counts_but_has_no_value() -> None:
    pounds = {"contracts": [{**row, "currency": "GBP"} for row in CONTRACTS]}
    result = told(ID, pounds)
    assert result.value.value == Fraction(3, 5)
    assert result.parts["expiring"].now.code == "missing_fx_rate"
    for method in ("dollar_gross", "dollar_net"):
        assert told(ID, pounds, method=method).value.now.code == "missing_fx_rate"


def test_contracts_worth_nothing_have_no_rate_in_money() -> None:
    free = [{**row, "acv": 0, "renewed_acv": 0} for row in CONTRACTS]
    now = told(ID, {"contracts": free}, method="dollar_net").value.now
    assert (now.code, now.n) == ("zero_denominator", 5)


def test_contracts_that_contradict_each_other_say_nothing() -> None:
    other = {**CONTRACTS[0], "acv": 7}
    broken = told(ID, {"contracts": [*CONTRACTS, other]})
    assert broken.value.now.code == "conflicting_duplicate_rows"
    twice = told(ID, {"contracts": [*CONTRACTS, CONTRACTS[0]]})
    assert "duplicate_rows_dropped" in twice.value.now.warnings
    assert twice.value.value == Fraction(3, 5)


def test_movers_are_the_contracts_that_were_not_renewed() -> None:
    movers = told(ID, TABLES).movers
    assert [(one.customer_id, one.amount) for one in movers] == [
        ("customer of 31 days late", -8_000),
        ("customer of last day", -2_000),
    ]
    assert movers[0].details["contract_id"] == "31 days late"
