"""data-333: months of revenue that lie outside every contract of their customer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.engine.duckdb import DuckDB
from deckgen.model.feed import Feed
from deckgen.model.period import last_of_month, month_number
from deckgen.model.source import Cell, Scan
from tests.support.feeds import cell_scan, feed, staged

FIRST = 2023 * 12


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    with DuckDB(threads=1) as opened:
        yield opened


def table(name: str, columns: str, rows: list[tuple[Cell, ...]]) -> tuple[Feed, Scan]:
    names = columns.split()
    return feed(name, {one: one for one in names}), cell_scan(names, rows)


def outside(engine: DuckDB, paid: list[tuple[str, int]], terms: list[tuple[str, str, str]]) -> int:
    """How many customer-months the check counts: months from FIRST, terms of ISO days."""
    revenue = [(who, f"{m // 12}-{m % 12 + 1:02}", 10) for who, m in paid]
    contracts = [(f"k{n}", *term, 12) for n, term in enumerate(terms)]
    result = staged(
        engine,
        table("revenue", "customer_id month amount", revenue),
        table("contracts", "contract_id customer_id start_date end_date acv", contracts),
    )
    found = [one.rows for one in result.findings if one.code == "data-333"]
    return found[0] if found else 0


CUSTOMERS = st.sampled_from(["a", "b"])
DAYS = st.dates(date(2021, 1, 1), date(2026, 12, 31))
PAID = st.sets(st.tuples(CUSTOMERS, st.integers(FIRST, FIRST + 23)), min_size=1)
TERMS = st.lists(st.tuples(CUSTOMERS, DAYS, st.none() | DAYS), min_size=1, max_size=4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paid=PAID, terms=TERMS)
def test_a_month_is_inside_from_the_month_of_the_start_to_the_last_month_end_in_the_term(
    engine: DuckDB, paid: set[tuple[str, int]], terms: list[tuple[str, date, date | None]]
) -> None:
    real = [(who, start, end) for who, start, end in terms if end is None or end >= start]
    if not real:
        return

    def inside(who: str, month: int) -> bool:
        return any(
            who == other
            and month >= month_number(start)
            and (end is None or last_of_month(month) <= end)
            for other, start, end in real
        )

    written = [(who, str(start), str(end) if end else "") for who, start, end in real]
    expected = sum(not inside(who, month) for who, month in paid)
    assert outside(engine, sorted(paid), written) == expected


def test_a_month_of_several_products_counts_once(engine: DuckDB) -> None:
    revenue = table(
        "revenue",
        "customer_id month product amount",
        [("a", "2025-01", "x", 10), ("a", "2025-01", "y", 20), ("a", "2025-02", "x", 10)],
    )
    contracts = table(
        "contracts", "contract_id customer_id start_date acv", [("k", "a", "2025-02-01", 12)]
    )
    (found,) = [one for one in staged(engine, revenue, contracts).findings if one.code[5:] == "333"]
    assert found.rows == 1
    assert "1 customer-month of revenue of 1 customer lies outside every contract" in found.message
