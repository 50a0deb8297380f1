"""Revenue from contracts and movements, child accounts, and the checks over whole tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.engine.duckdb import DuckDB
from deckgen.errors import Level
from deckgen.model.feed import Derivation, Feed
from deckgen.model.quality import Staged
from deckgen.model.source import Cell, Scan
from deckgen.model.table import TABLES
from deckgen.staging.rollup import roots
from tests.support.feeds import cell_scan, feed, found, staged

JUNE_2025 = 2025 * 12 + 5


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    with DuckDB(threads=1) as opened:
        yield opened


def table(name: str, columns: str, *rows: Sequence[Cell]) -> tuple[Feed, Scan]:
    """A feed whose source columns are called like the canonical ones."""
    names = columns.split()
    return feed(name, {one: one for one in names}), cell_scan(names, rows)


def revenue(engine: DuckDB) -> dict[tuple[object, object], object]:
    rows = engine.rows("SELECT customer_id, month, amount FROM revenue")
    assert len(rows) == len({row[:2] for row in rows})
    return {(row[0], row[1]): row[2] for row in rows}


def of(amounts: Mapping[tuple[object, object], object], customer: str) -> list[object]:
    return [amounts[key] for key in sorted(amounts, key=repr) if key[0] == customer]


CONTRACTS = (
    "contract_id customer_id start_date end_date acv",
    ("k1", "A", "2024-07-01", "2025-06-30", 12000),
    ("k2", "B", "2024-05-01", "2025-04-30", 6000),
    ("k3", "B", "2025-05-01", "2026-04-30", 8000),
    ("k4", "C", "2024-04-01", "2025-03-31", 3000),
    ("k5", "N", "2025-05-01", "2026-04-30", 5000),
    ("k6", "D", "2025-01-01", None, 4000),
)


def test_revenue_from_contracts_is_what_is_in_force_at_each_month_end(engine: DuckDB) -> None:
    result = staged(
        engine,
        table("contracts", *CONTRACTS),  # type: ignore[arg-type]
        derive_revenue=Derivation.CONTRACTS,
        derive_through=JUNE_2025,
    )
    amounts = revenue(engine)
    assert amounts["A", JUNE_2025] == 1200000  # 30 June is the last day of the term
    assert [amounts["B", JUNE_2025 - back] for back in (2, 1, 0)] == [600000, 800000, 800000]
    # C started in April 2024 and ended on 31 March 2025: zeros from April on
    assert of(amounts, "C") == [300000] * 12 + [0] * 3
    assert of(amounts, "N") == [500000, 500000]
    assert of(amounts, "D") == [400000] * 6
    assert result.annual_factor == 1
    assert result.revenue_derived_from == "contracts"
    assert result.provided["revenue"] == {"customer_id", "month", "amount"}
    assert result.loaded_months[-1] == JUNE_2025
    assert result.one_row_per_month


def test_a_term_that_ends_inside_a_month_is_not_in_force_at_its_end(engine: DuckDB) -> None:
    columns = "contract_id customer_id start_date end_date acv outcome outcome_date"
    staged(
        engine,
        table(
            "contracts", columns,
            ("k1", "A", "2025-01-15", "2025-04-29", 100, "churned", "2025-02-01"),
            ("k2", "B", "2025-01-15", "2025-12-31", 100, "opted_out", "2025-03-31"),
            ("k3", "C", "2025-01-15", "2025-12-31", 100, "opted_out", "2025-03-30"),
            ("k4", "D", "2025-02-10", "2025-02-20", 100, "churned", None),
            ("k5", "E", "2025-01-01", "2025-12-31", 100, "opted_out", None),
            ("k6", "F", "2025-08-01", "2025-12-31", 100, None, None),
        ),
        derive_revenue=Derivation.CONTRACTS,
        derive_through=JUNE_2025,
    )  # fmt: skip
    amounts = revenue(engine)
    assert of(amounts, "A") == [10000, 10000, 10000, 0, 0, 0]
    assert of(amounts, "B") == [10000, 10000, 10000, 0, 0, 0]
    assert of(amounts, "C") == [10000, 10000, 0, 0, 0, 0]
    assert of(amounts, "D") == [0, 0, 0, 0, 0]  # never in force at a month end
    assert of(amounts, "E") == [10000] * 6
    assert of(amounts, "F") == []  # starts after the last month


def test_currencies_of_derived_revenue_are_kept_apart(engine: DuckDB) -> None:
    columns = "contract_id customer_id start_date end_date acv currency"
    result = staged(
        engine,
        table(
            "contracts", columns,
            ("k1", "A", "2025-05-01", None, 100, "EUR"),
            ("k2", "A", "2025-06-01", None, 200, "jpy"),
        ),
        derive_revenue=Derivation.CONTRACTS,
        derive_through=JUNE_2025,
    )  # fmt: skip
    assert engine.rows("SELECT month, currency, amount FROM revenue ORDER BY 1, 2") == [
        (JUNE_2025 - 1, "EUR", 10000),
        (JUNE_2025, "EUR", 10000),
        (JUNE_2025, "JPY", 200),
    ]
    assert result.currencies == ("EUR", "JPY")
    assert not result.one_row_per_month
    assert {finding.message.split()[4] for finding in found(result, "data-335")} == {"EUR", "JPY"}


MOVEMENTS = (
    "customer_id date type subtype amount",
    ("A", "2025-01-10", "new", None, 100),
    ("B", "2025-02-01", "new", None, 50),
    ("A", "2025-04-05", "expansion", "upsell", 20),
    ("N", "2025-05-01", "new", None, 30),
    ("B", "2025-06-30", "churn", None, -50),
)


@pytest.mark.parametrize(("unit", "factor"), [("mrr", 12), ("arr", 1)])
def test_revenue_from_movements_is_their_running_sum(
    engine: DuckDB, unit: str, factor: int
) -> None:
    result = staged(
        engine,
        table("movements", *MOVEMENTS),  # type: ignore[arg-type]
        derive_revenue=Derivation.MOVEMENTS,
        derive_through=JUNE_2025,
        revenue_unit=unit,
    )
    amounts = revenue(engine)
    assert of(amounts, "A") == [10000, 10000, 10000, 12000, 12000, 12000]
    assert of(amounts, "B") == [5000, 5000, 5000, 5000, 0]  # left on the last day of June
    assert of(amounts, "N") == [3000, 3000]
    assert result.annual_factor == factor
    assert result.revenue_derived_from == "movements"


TERM = st.tuples(
    st.sampled_from(["A", "B"]), st.integers(0, 500), st.integers(0, 400), st.integers(1, 9)
)


@settings(max_examples=25)
@given(st.lists(TERM, min_size=1, max_size=6))
def test_derived_revenue_agrees_with_the_definition_day_by_day(
    engine: DuckDB, terms: list[tuple[str, int, int, int]]
) -> None:
    first = date(2024, 1, 1)
    rows = []
    for number, (customer, start, length, acv) in enumerate(terms):
        begin = first + timedelta(days=start)
        end = begin + timedelta(days=length)
        rows.append((f"k{number}", customer, begin.isoformat(), end.isoformat(), acv))
    staged(
        engine,
        table("contracts", CONTRACTS[0], *rows),  # type: ignore[arg-type]
        derive_revenue=Derivation.CONTRACTS,
        derive_through=JUNE_2025,
    )
    amounts = revenue(engine)
    for customer in {row[1] for row in rows}:
        own = [row for row in rows if row[1] == customer]
        start = min(row[2] for row in own)
        month = int(start[:4]) * 12 + int(start[5:7]) - 1
        for number in range(month, JUNE_2025 + 1):
            last = (date((number + 1) // 12, (number + 1) % 12 + 1, 1) - timedelta(1)).isoformat()
            expected = sum(row[4] * 100 for row in own if row[2] <= last <= row[3])
            assert amounts[customer, number] == expected
        assert min(key[1] for key in amounts if key[0] == customer) == month  # type: ignore[type-var]


def test_children_count_as_their_topmost_parent(engine: DuckDB) -> None:
    result = staged(
        engine,
        table(
            "customers", "customer_id name parent_id",
            ("p", "Parent", None), ("c", "Child", "p"), ("g", "Grandchild", "c"),
            ("s", "Self", "s"), ("o", "Orphan", "nowhere"),
        ),
        table(
            "revenue", "customer_id month amount",
            ("p", "2025-01", 1), ("c", "2025-01", 2), ("g", "2025-01", 4), ("o", "2025-01", 8),
        ),
        table("health", "customer_id date", ("g", "2025-01-31"), ("s", "2025-01-31")),
        rollup="parent",
    )  # fmt: skip
    assert engine.rows("SELECT customer_id, name FROM customers ORDER BY 1") == [
        ("nowhere", None),
        ("p", "Parent"),
        ("s", "Self"),
    ]
    assert engine.rows("SELECT customer_id, amount FROM revenue ORDER BY 2") == [
        ("p", 100),
        ("p", 200),
        ("p", 400),
        ("nowhere", 800),
    ]
    assert engine.rows("SELECT customer_id FROM health ORDER BY 1") == [("p",), ("s",)]
    assert result.conflicts == {}
    assert not result.one_row_per_month
    assert result.has("customers", "parent_id")


def test_without_rollup_children_are_customers(engine: DuckDB) -> None:
    staged(engine, table("customers", "customer_id parent_id", ("p", None), ("c", "p")))
    assert engine.rows("SELECT COUNT(*) FROM customers") == [(2,)]


def test_circles_of_parents_are_broken_and_reported(engine: DuckDB) -> None:
    result = staged(
        engine,
        table("customers", "customer_id parent_id", ("b", "a"), ("a", "c"), ("c", "b"), ("x", "c")),
        rollup="parent",
    )
    (finding,) = found(result, "data-323")
    assert finding.rows == 3
    assert engine.rows("SELECT customer_id FROM customers") == [("a",)]


@given(st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from("abcdefgh"), max_size=7))
def test_a_root_has_no_parent_unless_it_is_in_a_circle(parents: dict[str, str]) -> None:
    parents = {child: parent for child, parent in parents.items() if child != parent}
    found_roots, cyclic = roots(parents)
    for child, parent in parents.items():
        top = found_roots.get(child, child)
        assert top not in found_roots
        assert top not in parents or top in cyclic
        assert found_roots.get(parent, parent) == top


def test_customers_come_from_the_other_tables_when_nobody_maps_them(engine: DuckDB) -> None:
    result = staged(
        engine,
        table("revenue", "customer_id month amount", ("a", "2025-01", 1), ("b", "2025-01", 2)),
        table("health", "customer_id date", ("c", "2025-01-31"), ("a", "2025-01-31")),
        table("assignments", "csm_id customer_id", ("m", None), ("m", "d")),
    )
    assert engine.rows("SELECT customer_id, segment FROM customers ORDER BY 1") == [
        ("a", None), ("b", None), ("c", None), ("d", None),
    ]  # fmt: skip
    assert not result.has("customers")
    assert found(result, "data-322")[0].level is Level.NOTE


def test_unknown_customers_are_counted_and_get_a_row(engine: DuckDB) -> None:
    result = staged(
        engine,
        table("customers", "customer_id segment", ("a", "SMB")),
        table(
            "revenue", "customer_id month amount",
            ("a", "2025-01", 1), ("x", "2025-01", 1), ("x", "2025-02", 1), ("y", "2025-01", 1),
        ),
        table("surveys", "customer_id kind", (None, "nps"), ("a", "nps")),
    )  # fmt: skip
    (finding,) = found(result, "data-321")
    assert finding.table == "revenue"
    assert finding.rows == 3
    assert "2 customer ids of revenue are not in the customers table ('x', 'y')" in finding.message
    assert engine.rows("SELECT COUNT(*) FROM customers") == [(3,)]


def test_an_id_that_lost_its_leading_zeros_is_recognised(engine: DuckDB) -> None:
    result = staged(
        engine,
        table("customers", "customer_id", ("00123",), ("00124",)),
        table(
            "revenue", "customer_id month amount", ("123", "2025-01", 1), ("00124", "2025-01", 1),
        ),
    )  # fmt: skip
    (finding,) = found(result, "data-321")
    assert finding.hint == "'123' is '00123' there: one of the exports has lost its leading zeros"


def test_when_no_id_at_all_is_known_the_two_spellings_stand_side_by_side(
    engine: DuckDB,
) -> None:
    result = staged(
        engine,
        table("customers", "customer_id", ("00123",), ("00124",)),
        table(
            "revenue", "customer_id month amount",
            ("cus_00123", "2025-01", 1), ("cus_00124", "2025-01", 1),
        ),
    )  # fmt: skip
    (finding,) = found(result, "data-321")
    assert finding.message == (
        "none of the 2 customer ids of revenue is in the customers table:"
        " 'cus_00123' here, '00123' there: 2 rows"
    )
    assert finding.hint is not None
    assert "map a column that holds the same ids in both" in finding.hint


FULL = (
    table("customers", "customer_id", ("a",), ("b",)),
    table(
        "revenue", "customer_id month amount currency",
        ("a", "2025-01", 100, "USD"), ("a", "2025-03", 120, "USD"),
        ("b", "2025-01", 50, "EUR"), ("b", "2025-02", 50, "EUR"), ("b", "2025-03", -5, "EUR"),
    ),
    table(
        "contracts", "contract_id customer_id start_date end_date acv opt_out_deadline",
        ("k1", "a", "2024-01-01", "2025-03-30", 1200, "2025-06-30"),
        ("k2", "b", "2025-01-01", "2025-01-31", 600, "2025-01-31"),
    ),
    table(
        "movements", "customer_id date type amount currency",
        ("a", "2025-01-31", "new", 100, "USD"),  # up to the first loaded month: not counted
        ("a", "2025-03-31", "expansion", 20, "USD"),
        ("b", "2025-03-10", "contraction", "-54.50", "EUR"),
    ),
    table("fx_rates", "month currency rate", ("2025-01", "EUR", 1.08), ("2025-02", "€", "1,1")),
)  # fmt: skip


def test_checks_over_whole_tables(engine: DuckDB) -> None:
    result = staged(engine, *FULL)
    messages = {finding.code: finding for finding in result.findings}
    assert messages["data-331"].rows == 1
    assert "'k1'" in messages["data-331"].message
    assert messages["data-332"].rows == 1  # a has no February
    assert "'a'" in messages["data-332"].message
    # a in March (the term ends on the 30th); b in February; b in March is negative
    assert messages["data-333"].rows == 2
    # b: moved -54.50, revenue changed by -5 - 50 = -55.00
    assert messages["data-334"].rows == 1
    assert "0.50 EUR" in messages["data-334"].message
    assert messages["data-335"].rows == 1  # March
    assert "2025-03" in messages["data-335"].message
    assert messages["data-336"].rows == 1
    assert result.currencies == ("EUR", "USD")
    assert result.loaded_months == (24300, 24301, 24302)
    assert engine.rows("SELECT month, currency, rate FROM fx_rates ORDER BY 1") == [
        (24300, "EUR", 1080000),
        (24301, "EUR", 1100000),
    ]


def test_sound_tables_have_no_findings(engine: DuckDB) -> None:
    result = staged(
        engine,
        table("customers", "customer_id", ("a",)),
        table("revenue", "customer_id month amount", ("a", "2025-01", 100), ("a", "2025-02", 90)),
        table(
            "contracts", "contract_id customer_id start_date end_date acv opt_out_deadline",
            ("k", "a", "2025-01-31", None, 1200, "2025-06-30"),
        ),
        table("movements", "customer_id date type amount", ("a", "2025-02-28", "contraction", -10)),
    )  # fmt: skip
    assert result.findings == ()


@pytest.mark.parametrize(("unit", "factor"), [("mrr", 12), ("arr", 1)])
def test_mapped_revenue_is_annualised_by_its_unit(engine: DuckDB, unit: str, factor: int) -> None:
    one = table("revenue", "customer_id month amount", ("a", "2025-01", 1))
    result: Staged = staged(engine, one, revenue_unit=unit)
    assert result.annual_factor == factor
    assert result.revenue_derived_from is None


def test_rows_without_a_currency_are_in_the_currency_of_the_reports(engine: DuckDB) -> None:
    one = table(
        "revenue", "customer_id month amount currency",
        ("a", "2025-01", "5", "usd"), ("b", "2025-01", "5", None), ("c", "2025-01", "5", "¥"),
        ("d", "2025-01", "5", "KWD"),
    )  # fmt: skip
    staged(engine, one, currency="JPY")
    assert engine.rows("SELECT customer_id, amount, currency FROM revenue ORDER BY 1") == [
        ("a", 500, "USD"),
        ("b", 5, "JPY"),
        ("c", 5, "JPY"),  # yen or yuan, and the deck is in yen
        ("d", 5000, "KWD"),
    ]


def test_products_of_a_customer_share_a_month_without_conflict(engine: DuckDB) -> None:
    one = table(
        "revenue", "customer_id month product amount",
        ("a", "2025-01", "x", 1), ("a", "2025-01", "y", 1),
    )  # fmt: skip
    result = staged(engine, one)
    assert result.conflicts == {}
    assert not result.one_row_per_month


def test_nothing_of_the_way_stays_in_the_engine(engine: DuckDB) -> None:
    staged(engine, *FULL, on_duplicate="sum")
    tables = engine.rows("SELECT table_name FROM information_schema.tables")
    left = {str(row[0]) for row in tables if not str(row[0]).startswith("source_")}
    assert left == {*TABLES, "first_payments"}
