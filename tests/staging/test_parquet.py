"""Typed columns of Parquet are taken as they are, and large files are not copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deckgen.engine.duckdb import DuckDB
from deckgen.model.source import Scan
from deckgen.staging import account, duplicates
from tests.support.feeds import feed, found, staged

REVENUE = {"customer_id": "account", "month": "month", "amount": "mrr"}
# 2025-03-31 is day 20178, March 2025 is month 24302
DAY, MONTH = 20178, 24302


@pytest.fixture
def engine() -> Iterator[DuckDB]:
    with DuckDB(threads=2) as opened:
        yield opened


def parquet(engine: DuckDB, folder: Path, select: str) -> Scan:
    path = folder / "data.parquet"
    engine.run(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    columns = tuple(str(row[0]) for row in engine.rows(f"DESCRIBE {select}"))
    return Scan("s", "data.parquet", columns, parquet=path)


@pytest.mark.parametrize(
    ("sql", "stored"),
    [
        ("CAST(1234.5 AS DECIMAL(14, 2))", 123450),
        ("CAST(1234.567 AS DECIMAL(18, 3))", 123457),
        ("CAST(1234.5 AS DECIMAL(38, 10))", 123450),
        ("CAST(0.1 AS DOUBLE) + 0.2", 30),
        ("CAST(1e15 AS DOUBLE)", 10**17),
        ("CAST(7 AS INTEGER)", 700),
        ("CAST(7 AS HUGEINT)", 700),
        ("'$1,200.50'", 120050),
    ],
)
def test_amounts_of_every_numeric_type(
    engine: DuckDB, tmp_path: Path, sql: str, stored: int
) -> None:
    select = f"SELECT 'a' AS account, DATE '2025-03-31' AS month, {sql} AS mrr"
    staged(engine, (feed("revenue", REVENUE), parquet(engine, tmp_path, select)))
    assert engine.rows("SELECT month, amount FROM revenue") == [(MONTH, stored)]


@pytest.mark.parametrize(
    "sql", ["CAST('nan' AS DOUBLE)", "CAST('inf' AS DOUBLE)", "CAST(NULL AS DECIMAL(14, 2))"]
)
def test_what_is_no_number_is_empty(engine: DuckDB, tmp_path: Path, sql: str) -> None:
    select = f"SELECT 'a' AS account, DATE '2025-03-31' AS month, {sql} AS mrr"
    result = staged(engine, (feed("revenue", REVENUE), parquet(engine, tmp_path, select)))
    assert [one.cause for one in result.accounts[0].rejections] == ["amount is empty"]


@pytest.mark.parametrize(
    ("sql", "day"),
    [
        ("DATE '2025-03-31'", DAY),
        ("TIMESTAMP '2025-03-31 23:30:00'", DAY),
        ("TIMESTAMPTZ '2025-03-31 22:30:00+00'", DAY + 1),  # 00:30 in Berlin
        ("'2025-03-31T22:30:00Z'", DAY + 1),
        ("CAST(20250331 AS INTEGER)", DAY),
        ("DATE '1800-01-01'", None),
    ],
)
def test_days_of_every_type(engine: DuckDB, tmp_path: Path, sql: str, day: int | None) -> None:
    scan = parquet(engine, tmp_path, f"SELECT 'a' AS id, {sql} AS d")
    one = feed("customers", {"customer_id": "id", "start_date": "d"})
    staged(engine, (one, scan), timezone="Europe/Berlin")
    assert engine.rows("SELECT start_date FROM customers") == [(day,)]


def test_ids_flags_and_words_of_every_type(engine: DuckDB, tmp_path: Path) -> None:
    select = (
        "SELECT 124.0::DOUBLE AS id, DATE '2025-03-31' AS d, 'Churn' AS kind, ' x ' AS label,"
        " TRUE AS main, 1::INTEGER AS involuntary"
    )
    columns = {
        "customer_id": "id", "date": "d", "kind": "kind", "label": "label", "is_primary": "main",
        "involuntary": "involuntary",
    }  # fmt: skip
    staged(engine, (feed("reasons", columns), parquet(engine, tmp_path, select)))
    assert engine.rows(
        "SELECT customer_id, date, kind, label, is_primary, involuntary FROM reasons"
    ) == [("124", DAY, "churn", "x", 1, 1)]


def test_typed_columns_can_be_filtered_and_recoded(engine: DuckDB, tmp_path: Path) -> None:
    rows = "('a', TRUE, 1), ('b', FALSE, 2), ('c', TRUE, 2)"
    select = f"SELECT * FROM (VALUES {rows}) AS t(id, live, tier)"
    one = feed(
        "customers",
        {"customer_id": "id", "segment": "tier"},
        where={"live": (True,)},
        values={"segment": {"1": "SMB", "2": "Enterprise"}},
    )
    staged(engine, (one, parquet(engine, tmp_path, select)))
    assert engine.rows("SELECT customer_id, segment FROM customers ORDER BY 1") == [
        ("a", "SMB"),
        ("c", "Enterprise"),
    ]


def months(extra: str = "") -> str:
    """100 customers with 12 months each, and some rows more."""
    return (
        "SELECT 'c' || i AS account, CAST(DATE '2025-01-01' + to_months(CAST(m AS INTEGER)) AS"
        " DATE) AS month, CAST(i + m / 100 AS DECIMAL(14, 2)) AS mrr"
        f" FROM range(100) AS t(i), range(12) AS u(m){extra}"
    )


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treats 1,000 rows as the many millions for which files are not copied."""
    monkeypatch.setattr(account, "_VIEW_FROM", 1_000)
    monkeypatch.setattr(duplicates, "_PASS_ROWS", 500)


@pytest.mark.usefixtures("large")
def test_a_large_file_is_not_copied(engine: DuckDB, tmp_path: Path) -> None:
    scan = parquet(engine, tmp_path, months())
    result = staged(engine, (feed("revenue", REVENUE), scan))
    kinds = engine.rows(
        "SELECT table_type FROM information_schema.tables WHERE table_name = 'revenue'"
    )
    assert kinds == [("VIEW",)]
    # 12 times 0 + ... + 99, and 100 times 0.00 + ... + 0.11
    total = 12 * 4950 * 100 + 100 * 66
    assert engine.rows("SELECT COUNT(*), SUM(amount) FROM revenue") == [(1200, total)]
    assert result.one_row_per_month
    assert engine.rows("SELECT COUNT(*) FROM customers") == [(100,)]


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(
    ("policy", "rows", "conflicts"), [("error", 1201, 1), ("last", 1200, 0), ("sum", 1200, 0)]
)
def test_duplicates_and_bad_rows_of_a_large_file_are_left_out(
    engine: DuckDB, tmp_path: Path, policy: str, rows: int, conflicts: int
) -> None:
    extra = (
        " UNION ALL SELECT 'c1', DATE '2025-01-01', 1.00"  # a copy
        " UNION ALL SELECT 'c2', DATE '2025-01-01', 5.00"  # another amount than 2.00
        " UNION ALL SELECT NULL, DATE '2025-01-01', 5.00"
        " UNION ALL SELECT ' c3 ', DATE '2025-01-01', 3.00"  # a copy once it is trimmed
    )
    scan = parquet(engine, tmp_path, months(extra))
    result = staged(engine, (feed("revenue", REVENUE), scan), on_duplicate=policy)
    (counted,) = result.accounts
    assert counted.read == 1204
    assert result.duplicates == {"revenue": 2}
    assert result.conflicts.get("revenue", 0) == conflicts
    assert counted.rejections[0].samples == ("data.parquet:1203",)
    assert engine.rows("SELECT COUNT(*) FROM revenue") == [(rows,)]
    amount = {"error": 700, "last": 500, "sum": 700}[policy]  # of c2 in January
    assert engine.rows(
        "SELECT CAST(SUM(amount) AS BIGINT) FROM revenue WHERE customer_id = 'c2' AND month = 24300"
    ) == [(amount,)]
    assert result.one_row_per_month is (conflicts == 0)


@pytest.mark.usefixtures("large")
def test_a_large_file_can_be_rolled_up(engine: DuckDB, tmp_path: Path) -> None:
    scan = parquet(engine, tmp_path, months())
    folder = tmp_path / "parents"
    folder.mkdir()
    select = "SELECT 'c' || i AS id, 'c' || (i - i % 2) AS parent FROM range(100) AS t(i)"
    parents = parquet(engine, folder, select)
    customers = feed("customers", {"customer_id": "id", "parent_id": "parent"})
    staged(engine, (feed("revenue", REVENUE), scan), (customers, parents), rollup="parent")
    counted = engine.rows("SELECT COUNT(*), COUNT(DISTINCT customer_id) FROM revenue")
    assert counted == [(1200, 50)]


DAILY = (
    "SELECT 'c' || i AS id, CAST(DATE '2025-01-01' + CAST(d AS INTEGER) AS DATE) AS d,"
    " 'usage' AS part, CAST(i AS BIGINT) AS score FROM range(100) AS t(i), range(20) AS u(d)"
)
"""100 customers with 20 days each."""


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(
    ("extra", "copies"),
    [
        ("", 0),
        (" UNION ALL SELECT 'c7', DATE '2025-01-03', 'usage', 7", 1),
        (" UNION ALL SELECT ' c7 ', DATE '2025-01-03', 'usage', 7", 1),  # once it is trimmed
        (" UNION ALL SELECT 'c7', DATE '2025-01-03', 'support', 7", 0),  # of another component
        (" UNION ALL SELECT 'c7', DATE '2016-01-03', 'usage', 7", 0),  # too many days for bits
        (" UNION ALL SELECT NULL, DATE '2025-01-03', 'usage', 7", 0),
    ],
)
def test_keys_of_other_large_tables_are_compared(
    engine: DuckDB, tmp_path: Path, extra: str, copies: int
) -> None:
    columns = {"customer_id": "id", "date": "d", "component": "part", "score": "score"}
    scan = parquet(engine, tmp_path, DAILY + extra)
    result = staged(engine, (feed("health", columns), scan))
    assert result.duplicates.get("health", 0) == copies
    (counted,) = result.accounts
    assert counted.used == counted.read - copies - counted.rejected
    assert engine.rows("SELECT COUNT(*) FROM health") == [(counted.used,)]


@pytest.mark.usefixtures("large")
def test_keys_without_a_customer_are_compared_in_passes(engine: DuckDB, tmp_path: Path) -> None:
    select = "SELECT 'r' || i % 1999 AS id, 'nps' AS kind FROM range(2000) AS t(i)"
    scan = parquet(engine, tmp_path, select)
    result = staged(engine, (feed("surveys", {"response_id": "id", "kind": "kind"}), scan))
    assert result.duplicates == {"surveys": 1}
    assert engine.rows("SELECT COUNT(*) FROM surveys") == [(1999,)]


def test_months_that_span_more_than_a_decade_are_counted_one_by_one(
    engine: DuckDB, tmp_path: Path
) -> None:
    select = (
        "SELECT 'a' AS account, DATE '1991-01-01' AS month, 1.00 AS mrr"
        " UNION ALL SELECT 'a', DATE '2025-01-01', 1.00"
        " UNION ALL SELECT 'a', DATE '2025-01-01', 1.00"
    )
    result = staged(engine, (feed("revenue", REVENUE), parquet(engine, tmp_path, select)))
    assert result.duplicates == {"revenue": 1}
    assert result.one_row_per_month
    assert found(result, "data-332")[0].rows == 1


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("rollup", ["none", "parent"])
@pytest.mark.parametrize(
    ("written", "meant"),
    [("' c3 '", "c3"), ("'c3' || chr(9)", "c3"), ("'  '", None), ("'Größe 3'", "Größe 3")],
)
def test_ids_that_customers_lacks_are_cleaned_in_every_row(
    engine: DuckDB, tmp_path: Path, rollup: str, written: str, meant: str | None
) -> None:
    extra = f" UNION ALL SELECT {written}, DATE '2030-06-01', 7.00"
    revenue = parquet(engine, tmp_path, months(extra))
    folder = tmp_path / "customers"
    folder.mkdir()
    select = "SELECT 'c' || i AS id, 'c' || (i - i % 3) AS parent FROM range(100) AS t(i)"
    columns = {"customer_id": "id", "parent_id": "parent"}
    customers = feed("customers", columns)
    result = staged(
        engine,
        (feed("revenue", REVENUE), revenue),
        (customers, parquet(engine, folder, select)),
        rollup=rollup,
    )
    rows = engine.rows("SELECT customer_id FROM revenue WHERE amount = 700 AND month = 24365")
    assert rows == ([(meant,)] if meant else [])
    assert result.accounts[0].rejected == (0 if meant else 1)
    known = {row[0] for row in engine.rows("SELECT customer_id FROM customers")}
    assert len(known) == (100 if rollup == "none" else 34) + (meant == "Größe 3")


def test_ids_may_be_numbers(engine: DuckDB, tmp_path: Path) -> None:
    select = (
        "SELECT CAST(90071992547409931 AS BIGINT) AS account, DATE '2025-03-31' AS month,"
        " CAST(1 AS DECIMAL(14, 2)) AS mrr UNION ALL SELECT NULL, DATE '2025-03-31', 1"
    )
    result = staged(engine, (feed("revenue", REVENUE), parquet(engine, tmp_path, select)))
    assert engine.rows("SELECT customer_id FROM revenue") == [("90071992547409931",)]
    assert [one.cause for one in result.accounts[0].rejections] == ["customer_id is empty"]


@pytest.mark.parametrize("until", ["2025-08-01", "2033-08-01"])  # few months, and many
def test_the_first_month_that_a_customer_paid_is_kept(
    engine: DuckDB, tmp_path: Path, until: str
) -> None:
    rows = (
        "('free', DATE '2025-01-31', 0.00), ('late', DATE '2025-01-31', 0.00),"
        " ('late', DATE '2025-03-31', 5.00), ('late', DATE '2025-04-30', 7.00),"
        f" ('back', DATE '2025-01-31', -1.00), ('back', DATE '{until}', 1.00)"
    )
    select = f"SELECT * FROM (VALUES {rows}) AS t(account, month, mrr)"
    result = staged(engine, (feed("revenue", REVENUE), parquet(engine, tmp_path, select)))
    assert result.one_row_per_month
    last = 12 * int(until[:4]) + 7
    kept = engine.rows("SELECT customer_id, month FROM first_payments ORDER BY customer_id")
    assert kept == [("back", last), ("late", 24302)]
    assert found(result, "data-332")[0].rows == 2  # both have gaps
    assert found(result, "data-336")[0].rows == 1


def test_no_first_month_is_kept_where_months_have_several_rows(
    engine: DuckDB, tmp_path: Path
) -> None:
    rows = "('a', DATE '2025-01-31', 'x', -5.00), ('a', DATE '2025-01-31', 'y', 5.00)"
    select = f"SELECT * FROM (VALUES {rows}) AS t(account, month, plan, mrr)"
    columns = {**REVENUE, "product": "plan"}
    result = staged(engine, (feed("revenue", columns), parquet(engine, tmp_path, select)))
    assert not result.one_row_per_month
    tables = engine.rows("SELECT table_name FROM information_schema.tables")
    assert "first_payments" not in {row[0] for row in tables}


@pytest.mark.usefixtures("large")
def test_unknown_customers_of_large_tables_are_counted_by_their_rows(
    engine: DuckDB, tmp_path: Path
) -> None:
    columns = {"customer_id": "id", "date": "d", "component": "part", "score": "score"}
    health = parquet(engine, tmp_path, DAILY)
    folder = tmp_path / "customers"
    folder.mkdir()
    known = parquet(engine, folder, "SELECT 'c' || i AS id FROM range(97) AS t(i)")
    customers = feed("customers", {"customer_id": "id"})
    result = staged(engine, (feed("health", columns), health), (customers, known))
    (finding,) = found(result, "data-321")
    assert finding.rows == 60
    assert "3 customer ids of health" in finding.message
    tables = {
        str(row[0]) for row in engine.rows("SELECT table_name FROM information_schema.tables")
    }
    assert "staging_customers_of_health" not in tables


@pytest.mark.usefixtures("large")
def test_a_large_table_of_customers_takes_those_that_others_know(
    engine: DuckDB, tmp_path: Path
) -> None:
    revenue = parquet(engine, tmp_path, months(" UNION ALL SELECT 'new', DATE '2025-01-31', 1.00"))
    folder = tmp_path / "customers"
    folder.mkdir()
    known = parquet(engine, folder, "SELECT 'c' || i AS id FROM range(2000) AS t(i)")
    customers = feed("customers", {"customer_id": "id"})
    staged(engine, (feed("revenue", REVENUE), revenue), (customers, known))
    counted = "SELECT COUNT(*), COUNT(CASE WHEN customer_id = 'new' THEN 1 END) FROM customers"
    assert engine.rows(counted) == [(2001, 1)]
