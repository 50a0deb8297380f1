"""What an export says about churn beside its revenue, and how far the two differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from deckgen.engine.duckdb import DuckDB
from deckgen.model.feed import Derivation, Feed
from deckgen.model.quality import Staged
from deckgen.model.source import Cell, Scan
from tests.support.feeds import cell_scan, feed, staged

MARCH = 2025 * 12 + 2


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    with DuckDB(threads=1) as opened:
        yield opened


def table(name: str, columns: str, *rows: Sequence[Cell]) -> tuple[Feed, Scan]:
    """A feed whose source columns are called like the canonical ones."""
    names = columns.split()
    return feed(name, {one: one for one in names}), cell_scan(names, rows)


REVENUE = table(
    "revenue",
    "customer_id month amount",
    *(("stays", f"2025-0{month}", 10) for month in (1, 2, 3)),
    *(("left", f"2025-0{month}", 10) for month in (1, 2)),
    *(("back", f"2025-0{month}", amount) for month, amount in ((1, 10), (2, 0), (3, 10))),
)


def reasons(*rows: tuple[str, str]) -> tuple[Feed, Scan]:
    """Churn reasons: customer and date."""
    full = [(customer, day, "churn", "price") for customer, day in rows]
    return table("reasons", "customer_id date kind label", *full)


def messages(result: Staged) -> dict[str, str]:
    return {one.code: one.message for one in result.findings if one.code.startswith("data-34")}


def test_a_reason_of_a_customer_who_paid_in_every_month_since_is_named(engine: DuckDB) -> None:
    given = reasons(("stays", "2025-01-20"), ("left", "2025-02-20"), ("back", "2025-01-20"))
    assert messages(staged(engine, REVENUE, given)) == {
        "data-341": "1 churn reason is of 1 customer who paid in every month since, such as 'stays'"
    }


def test_lost_customers_without_a_reason_are_counted_even_if_they_came_back(
    engine: DuckDB,
) -> None:
    """left and back both stopped; the reason of left is older than twelve months."""
    given = reasons(("left", "2024-02-20"), ("back", "2025-03-01"))
    found = messages(staged(engine, REVENUE, given))
    assert found["data-342"] == (
        "1 customer has been lost since 2025-01 without a churn reason, such as 'left'"
    )


def test_a_reason_of_the_twelve_months_that_end_with_the_loss_explains_it(engine: DuckDB) -> None:
    """left pays nothing in March 2025: from April 2024 on a reason counts."""
    given = reasons(("left", "2024-04-01"), ("back", "2025-02-01"))
    assert "data-342" not in messages(staged(engine, REVENUE, given))


def test_reasons_dated_before_the_first_revenue_are_named(engine: DuckDB) -> None:
    given = reasons(("stays", "2024-12-31"), ("left", "2025-03-02"), ("back", "2025-02-03"))
    assert messages(staged(engine, REVENUE, given)) == {
        "data-343": "1 churn reason is dated before the first revenue of their customer, such as"
        " of 'stays'"
    }


def test_a_flag_of_the_crm_is_compared_with_the_last_month(engine: DuckDB) -> None:
    flags = table(
        "customers", "customer_id churned", ("stays", "yes"), ("left", "yes"), ("back", "no")
    )
    assert messages(staged(engine, REVENUE, flags)) == {
        "data-344": "1 of 2 customers flagged as churned pay in 2025-03, such as 'stays'"
    }


def test_amounts_of_several_contracts_at_once_are_said_to_be_added(engine: DuckDB) -> None:
    contracts = table(
        "contracts",
        "contract_id customer_id start_date end_date acv",
        ("k1", "A", "2025-01-01", None, 120),
        ("k2", "A", "2025-02-01", "2025-03-31", 240),
        ("k3", "B", "2025-01-01", "2025-02-28", 120),
        ("k4", "B", "2025-03-01", None, 120),
    )
    result = staged(engine, contracts, derive_revenue=Derivation.CONTRACTS, derive_through=MARCH)
    assert messages(result) == {
        "data-345": "1 customer has several contracts at once at the end of 2025-03, up to 2;"
        " their amounts are added"
    }


def test_an_export_that_agrees_with_itself_has_no_such_findings(engine: DuckDB) -> None:
    given = reasons(("left", "2025-03-02"), ("back", "2025-02-03"))
    flags = table("customers", "customer_id churned", ("stays", "no"), ("left", "yes"))
    assert messages(staged(engine, REVENUE, given, flags)) == {}
