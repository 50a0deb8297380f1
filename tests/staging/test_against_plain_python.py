"""Staging and a plain Python way of filling the tables agree, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.engine.duckdb import DuckDB
from deckgen.model.feed import Derivation
from deckgen.model.quality import Staged
from deckgen.model.table import TABLES
from tests.support.canonical import fill
from tests.support.feeds import cell_scan, feed, staged

Rows = list[dict[str, Any]]
IDS = st.sampled_from(["a", "b", "c", "007"])
DAYS = st.dates(date(2024, 1, 1), date(2025, 6, 30)).map(str)
AMOUNTS = st.decimals(-500, 5000, places=2, allow_nan=False).map(str)
CURRENCIES = st.sampled_from([None, "EUR", "JPY", "KWD"])
JUNE_2025 = 2025 * 12 + 5


def rows(**columns: st.SearchStrategy[Any]) -> st.SearchStrategy[Rows]:
    return st.lists(st.fixed_dictionaries(columns), max_size=6)


CUSTOMERS = st.lists(
    st.fixed_dictionaries(
        {
            "customer_id": IDS,
            "segment": st.sampled_from([None, "SMB", "NA"]),
            "fit": st.sampled_from([None, "good", "bad"]),
            "seats": st.one_of(st.none(), st.integers(0, 10**6)),
            "region": st.sampled_from(["EMEA", None]),
        }
    ),
    max_size=4,
    unique_by=lambda row: row["customer_id"],
)
COMPANY = st.fixed_dictionaries(
    {
        "customers": CUSTOMERS,
        "revenue": rows(
            customer_id=IDS,
            month=st.sampled_from(["2025-01", "2025-02", "2025-03"]),
            product=st.sampled_from([None, "x"]),
            amount=AMOUNTS,
            currency=CURRENCIES,
        ),
        "surveys": rows(
            response_id=st.sampled_from([None, "r1", "r2"]),
            kind=st.sampled_from(["nps", "csat"]),
            customer_id=st.one_of(st.none(), IDS),
            score=st.one_of(st.none(), st.integers(0, 10)),
            responded_at=st.one_of(st.none(), DAYS),
        ),
        "health": rows(customer_id=IDS, date=DAYS, score=AMOUNTS),
        "assignments": rows(
            csm_id=st.sampled_from(["m", "n"]), customer_id=st.one_of(st.none(), IDS)
        ),
        "reasons": rows(
            customer_id=IDS,
            date=DAYS,
            kind=st.sampled_from(["churn", "risk"]),
            label=st.sampled_from(["price", "bug"]),
            is_primary=st.booleans(),
        ),
    }
)
CONTRACTS = rows(
    contract_id=st.uuids().map(str),
    customer_id=IDS,
    start_date=st.just("2024-03-15"),
    end_date=st.one_of(st.none(), st.sampled_from(["2024-12-31", "2025-03-30", "2026-01-01"])),
    acv=AMOUNTS,
)
MOVEMENTS = rows(
    movement_id=st.uuids().map(str),
    customer_id=IDS,
    date=DAYS,
    type=st.just("expansion"),
    amount=AMOUNTS,
)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    with DuckDB(threads=1) as opened:
        yield opened


def tables_of(engine: DuckDB, result: Staged) -> dict[str, list[tuple[object, ...]]]:
    """The contents of all canonical tables, in no order."""
    contents = {}
    for name, table in TABLES.items():
        columns = ", ".join(f'"{one}"' for one in [*table.names, *result.extras.get(name, ())])
        contents[name] = sorted(engine.rows(f"SELECT {columns} FROM {name}"), key=repr)
    return contents


def agree(engine: DuckDB, tables: Mapping[str, Rows], **rules: Any) -> None:
    given_rows = {name: own for name, own in tables.items() if own}
    derive = rules.get("derive_revenue")
    plain = fill(
        engine,
        given_rows,
        rollup=rules.get("rollup", "none"),
        derive=derive,
        through=rules.get("derive_through"),
    )
    expected = tables_of(engine, plain)
    pairs = []
    for name, own in given_rows.items():
        columns = list(own[0])
        scan = cell_scan(columns, [[row[column] for column in columns] for row in own])
        pairs.append((feed(name, {column: column for column in columns}), scan))
    result = staged(engine, *pairs, **rules)
    assert tables_of(engine, result) == expected
    assert result.duplicates == plain.duplicates
    # What people noted twice does not contradict itself: rows of such a table are all kept.
    contradicting = {name for name in plain.conflicts if not TABLES[name].mentions}
    assert set(result.conflicts) == contradicting
    assert result.currencies == plain.currencies
    assert result.loaded_months == plain.loaded_months
    assert result.one_row_per_month == plain.one_row_per_month
    assert result.annual_factor == plain.annual_factor
    assert result.provided == plain.provided


@settings(max_examples=25)
@given(COMPANY)
def test_mapped_tables(engine: DuckDB, tables: dict[str, Rows]) -> None:
    agree(engine, tables)


@settings(max_examples=15)
@given(CONTRACTS.filter(bool))
def test_revenue_derived_from_contracts(engine: DuckDB, contracts: Rows) -> None:
    rules = {"derive_revenue": Derivation.CONTRACTS, "derive_through": JUNE_2025}
    agree(engine, {"contracts": contracts}, **rules)


@settings(max_examples=15)
@given(MOVEMENTS.filter(bool))
def test_revenue_derived_from_movements(engine: DuckDB, movements: Rows) -> None:
    rules = {"derive_revenue": Derivation.MOVEMENTS, "derive_through": JUNE_2025}
    agree(engine, {"movements": movements}, **rules)


@settings(max_examples=15)
@given(COMPANY, st.dictionaries(st.sampled_from(["a", "b"]), st.sampled_from(["c", "007"])))
def test_child_accounts(engine: DuckDB, tables: dict[str, Rows], parents: dict[str, str]) -> None:
    customers = [
        {**row, "parent_id": parents.get(row["customer_id"])} for row in tables["customers"]
    ]
    agree(engine, {**tables, "customers": customers}, rollup="parent")
