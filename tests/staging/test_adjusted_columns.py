"""Cells that are not meant as they stand: monthly amounts, cents, ends that exclude themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from deckgen.engine.duckdb import DuckDB
from deckgen.model.feed import Adjustment
from deckgen.model.period import day_number
from deckgen.model.source import Cell, Scan
from tests.support.feeds import cell_scan, feed, staged, text_scan

TERMS = {"contract_id": "id", "customer_id": "account", "start_date": "from", "end_date": "until",
         "acv": "fee"}  # fmt: skip
ENDS = Adjustment(exclusive=True)


@pytest.fixture
def engine() -> Iterator[DuckDB]:
    with DuckDB(threads=1) as opened:
        yield opened


def stored(
    engine: DuckDB, *rows: tuple[Cell, ...], adjust: Mapping[str, Adjustment]
) -> list[tuple[object, ...]]:
    scan = cell_scan(tuple(TERMS.values()), rows)
    staged(engine, (feed("contracts", TERMS, adjust=adjust), scan))
    return list(engine.rows("SELECT end_date, acv FROM contracts ORDER BY contract_id"))


def of(day: date) -> int:
    return day_number(day)


def test_monthly_amounts_become_annual_ones_to_the_cent(engine: DuckDB) -> None:
    rows = [("1", "a", "2025-01-01", None, "99.99"), ("2", "a", "2025-01-01", None, "$1,000.10")]
    terms = stored(engine, *rows, adjust={"acv": Adjustment(Fraction(12))})
    assert [amount for _, amount in terms] == [119_988, 1_200_120]  # x 12, in cents


def test_one_file_mapped_twice_makes_monthly_and_annual_amounts_annual(
    engine: DuckDB, tmp_path: Path
) -> None:
    scan = text_scan(
        tmp_path / "terms.csv",
        "id,account,from,interval,fee\n1,a,2025-01-01,month,10\n2,b,2025-01-01,year,240\n",
    )
    columns = {name: column for name, column in TERMS.items() if name != "end_date"}
    twelve = {"acv": Adjustment(Fraction(12))}
    accounts = staged(
        engine,
        (feed("contracts", columns, where={"interval": ("month",)}, adjust=twelve), scan),
        (feed("contracts", columns, where={"interval": ("year",)}), scan),
    ).accounts
    terms = engine.rows("SELECT contract_id, acv FROM contracts ORDER BY contract_id")
    assert terms == [("1", 120_00), ("2", 240_00)]
    assert [(one.read, one.used, one.filtered) for one in accounts] == [(2, 1, 1), (2, 1, 1)]


def test_cents_become_dollars(engine: DuckDB) -> None:
    rows = [("1", "a", "2025-01-01", None, 123456), ("2", "a", "2025-01-01", None, "7")]
    terms = stored(engine, *rows, adjust={"acv": Adjustment(Fraction(1, 100))})
    assert [amount for _, amount in terms] == [123_456, 7]


def test_an_end_that_excludes_itself_is_stored_as_the_day_before(engine: DuckDB) -> None:
    rows = [("1", "a", "2024-03-01", "2025-03-01", 1), ("2", "a", "2024-03-01", None, 1),
            ("3", "a", "2023-03-01", "2024-03-01 00:00", 1)]  # fmt: skip
    ends = [end for end, _ in stored(engine, *rows, adjust={"end_date": ENDS})]
    assert ends == [of(date(2025, 2, 28)), None, of(date(2024, 2, 29))]


def test_a_term_that_ends_before_it_begins_is_noticed_after_the_adjustment(engine: DuckDB) -> None:
    scan = cell_scan(tuple(TERMS.values()), [("1", "a", "2025-03-01", "2025-03-01", 1)])
    assert staged(engine, (feed("contracts", TERMS), scan)).accounts[0].rejections == ()
    with DuckDB(threads=1) as another:
        adjusted = staged(another, (feed("contracts", TERMS, adjust={"end_date": ENDS}), scan))
    (rejection,) = adjusted.accounts[0].rejections
    assert rejection.cause == "end_date lies before start_date"


def test_scores_of_zero_to_one_become_scores_of_zero_to_a_hundred(
    engine: DuckDB, tmp_path: Path
) -> None:
    columns = {"customer_id": "account", "date": "day", "score": "health"}
    scan = text_scan(tmp_path / "health.csv", "account,day,health\na,2025-03-31,0.475\n")
    adjust = {"score": Adjustment(Fraction(100))}
    staged(engine, (feed("health", columns, adjust=adjust), scan))
    assert engine.rows("SELECT score FROM health") == [(4750,)]  # hundredths


def test_an_amount_too_large_to_multiply_is_named_not_stored(engine: DuckDB) -> None:
    rows = [("1", "a", "2025-01-01", None, "999999999999999999")]
    scan = cell_scan(tuple(TERMS.values()), rows)
    adjust = {"acv": Adjustment(Fraction(9999))}
    result = staged(engine, (feed("contracts", TERMS, adjust=adjust), scan))
    assert engine.rows("SELECT COUNT(*) FROM contracts") == [(0,)]
    (account,) = result.accounts
    assert (account.read, account.used) == (1, 0)


def test_columns_of_parquet_files_are_adjusted_in_their_own_types(
    engine: DuckDB, tmp_path: Path
) -> None:
    path = tmp_path / "terms.parquet"
    engine.run(
        "COPY (SELECT '1' AS id, 'a' AS account, DATE '2024-01-01' AS \"from\", "
        "TIMESTAMP '2025-01-01 00:00:00' AS until, CAST(99.99 AS DECIMAL(14, 2)) AS fee) "
        f"TO '{path}' (FORMAT parquet)"
    )
    scan = Scan("s", "terms.parquet", tuple(TERMS.values()), parquet=path)
    adjust = {"end_date": ENDS, "acv": Adjustment(Fraction(12))}
    staged(engine, (feed("contracts", TERMS, adjust=adjust), scan))
    assert engine.rows("SELECT end_date, acv FROM contracts") == [(of(date(2024, 12, 31)), 119_988)]
