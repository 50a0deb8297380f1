"""Every row is accounted for, and every row left out can be found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.engine.duckdb import DuckDB
from deckgen.errors import Level
from deckgen.model.feed import StagingRules
from deckgen.model.quality import Rejection, Staged
from deckgen.model.source import Cell
from deckgen.staging import stage
from tests.support.feeds import cell_scan, feed, found, source, staged, text_scan

REVENUE = feed("revenue", {"customer_id": "account", "month": "month", "amount": "MRR"})
COLUMNS = ("account", "month", "MRR")
Rows = list[tuple[Cell, ...]]


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    with DuckDB(threads=1) as opened:
        yield opened


def rows_of(engine: DuckDB, table: str) -> list[tuple[object, ...]]:
    names = [name for name, _ in engine.columns(table) if not name.startswith("_")]
    listed = ", ".join(f'"{name}"' for name in names)
    return sorted(engine.rows(f"SELECT {listed} FROM {table}"), key=repr)


def test_rejected_rows_have_a_cause_and_places_with_their_text(
    engine: DuckDB, tmp_path: Path
) -> None:
    text = (
        "account,month,MRR\na,2025-01,1\nb,2025-13,2\nc,2025-01,tbc\nd,2025-01,tbc\n"
        'e,2025-14,4\n,2025-01,5\nf,2025-15,6\n"g",2025-16,7\nh,,8\n'
    )
    result = staged(engine, (REVENUE, text_scan(tmp_path / "mrr.csv", text)))
    (account,) = result.accounts
    assert (account.read, account.used, account.rejected) == (9, 1, 8)
    assert account.rejections == (
        Rejection("customer_id is empty", 1, ("data/mrr.csv:7",)),
        Rejection("month is empty", 1, ("data/mrr.csv:10",)),
        Rejection(
            "month is not a month between 1990 and 2100: '2025-13' and 3 other texts",
            4,
            ("data/mrr.csv:3 '2025-13'", "data/mrr.csv:6 '2025-14'", "data/mrr.csv:8 '2025-15'"),
        ),
        Rejection(
            "amount 'tbc' is not an amount of money",
            2,
            ("data/mrr.csv:4 'tbc'", "data/mrr.csv:5 'tbc'"),
        ),
    )
    findings = found(result, "data-301")
    assert [finding.rows for finding in findings] == [1, 1, 4, 2]
    assert all(finding.level is Level.WARNING for finding in findings)
    # the only row used is of January 2025: days 20089 to 20119
    assert (account.first_day, account.last_day) == (20089, 20119)


def test_true_line_numbers_of_the_reader_are_used(engine: DuckDB) -> None:
    rows: Rows = [("a", "2025-01", 1), ("b", "2025-01", "x")]
    scan = replace(cell_scan(COLUMNS, rows), numbers=lambda: iter((2, 9)))
    (rejection,) = staged(engine, (REVENUE, scan)).accounts[0].rejections
    assert rejection.samples == ("data/book.xlsx:9 'x'",)


def test_places_name_the_file_among_several(engine: DuckDB, tmp_path: Path) -> None:
    files = [
        text_scan(tmp_path / "jan.csv", "account,month,MRR\na,2025-01,1\n"),
        text_scan(tmp_path / "feb.csv", "MRR,account,month\n2,a,2025-02\nx,b,2025-02\n"),
    ]
    (account,) = staged(engine, (REVENUE, files)).accounts
    assert account.display == "data/jan.csv and 1 more"
    assert account.rejections[0].samples == ("data/feb.csv:3 'x'",)
    assert engine.rows("SELECT _file, _row, amount FROM revenue ORDER BY 1") == [
        (0, 1, 100),
        (1, 1, 200),
    ]


def test_long_texts_are_shortened_in_samples(engine: DuckDB) -> None:
    rows: Rows = [("a", "2025-01", "x" * 300)]
    (rejection,) = staged(engine, (REVENUE, cell_scan(COLUMNS, rows))).accounts[0].rejections
    assert len(rejection.samples[0]) < 100


def test_a_source_without_rows_is_an_empty_table(engine: DuckDB, tmp_path: Path) -> None:
    result = staged(engine, (REVENUE, text_scan(tmp_path / "x.csv", "account,month,MRR\n")))
    (account,) = result.accounts
    assert (account.read, account.used, account.first_day) == (0, 0, None)
    assert result.loaded_months == ()
    assert result.one_row_per_month
    assert result.has("revenue", "amount")


def test_a_contract_that_ends_before_it_starts_is_left_out(engine: DuckDB) -> None:
    columns = {
        "contract_id": "n",
        "customer_id": "n",
        "start_date": "s",
        "end_date": "e",
        "acv": "a",
    }
    rows: Rows = [("k1", "2025-02-01", "2025-01-31", 5), ("k2", "2025-02-01", "2025-02-01", 5)]
    result = staged(engine, (feed("contracts", columns), cell_scan(("n", "s", "e", "a"), rows)))
    (rejection,) = result.accounts[0].rejections
    assert rejection.cause == "end_date lies before start_date"
    assert rejection.samples == ("data/book.xlsx:2 '2025-01-31'",)
    assert engine.rows("SELECT contract_id FROM contracts") == [("k2",)]


def test_one_source_can_feed_several_tables(engine: DuckDB) -> None:
    scan = cell_scan(COLUMNS, [("a", "2025-01", 1), ("b", "2025-01", 2)])
    feeds = [REVENUE, feed("customers", {"customer_id": "account"})]
    result = stage(engine, feeds, {"s": [scan]}, {"s": source()}, StagingRules())
    assert [account.used for account in result.accounts] == [2, 2]


def test_exact_duplicates_are_dropped_and_counted(engine: DuckDB) -> None:
    rows: Rows = [("a", "2025-01", 1), ("a", "2025-01", "1.00"), ("b", "2025-01", 1)]
    result = staged(engine, (REVENUE, cell_scan(COLUMNS, rows)))
    assert result.duplicates == {"revenue": 1}
    assert result.accounts[0].duplicates == 1
    assert result.accounts[0].used == 2
    assert result.conflicts == {}
    assert result.one_row_per_month
    assert found(result, "data-313")[0].level is Level.NOTE


def test_duplicates_across_feeds_are_found(engine: DuckDB) -> None:
    scan = cell_scan(COLUMNS, [("a", "2025-01", 1)])
    result = staged(engine, (REVENUE, scan), (REVENUE, scan))
    assert [account.duplicates for account in result.accounts] == [1, 0]
    assert engine.rows("SELECT COUNT(*) FROM revenue") == [(1,)]


def test_rows_that_differ_in_an_own_column_are_not_duplicates(engine: DuckDB) -> None:
    one = feed("revenue", {**REVENUE.columns, "subscription": "s"})
    rows: Rows = [("a", "2025-01", 100, "s1"), ("a", "2025-01", 100, "s2")]
    result = staged(engine, (one, cell_scan((*COLUMNS, "s"), rows)))
    assert result.duplicates == {}
    assert result.conflicts == {"revenue": 1}


def test_repeats_that_an_unmapped_column_tells_apart_are_reported(engine: DuckDB) -> None:
    rows: Rows = [
        ("a", "2025-01", 100, "s1", None),
        ("a", "2025-01", 100, "s2", None),
        ("b", "2025-01", 100, "s3", None),
        ("b", "2025-01", 100, "s3", None),
    ]
    scan = cell_scan((*COLUMNS, "subscription", "note"), rows)
    result = staged(engine, (REVENUE, scan))
    assert result.duplicates == {"revenue": 2}
    (finding,) = found(result, "data-314")
    assert finding.level is Level.WARNING
    assert finding.rows == 1
    assert "('subscription')" in finding.message


CONFLICT: Rows = [
    ("a", "2025-01", 1),
    ("b", "2025-01", 5),
    ("a", "2025-01", 2),
    ("a", "2025-01", 1),
]


def test_a_key_with_different_values_is_an_error_with_both_places(engine: DuckDB) -> None:
    result = staged(engine, (REVENUE, cell_scan(COLUMNS, CONFLICT)))
    assert result.conflicts == {"revenue": 1}
    (finding,) = found(result, "data-311")
    assert finding.level is Level.ERROR
    assert finding.message == (
        "1 key occurs with different values, such as customer_id 'a', month 2025-01"
        " at data/book.xlsx:4 and data/book.xlsx:5"
    )
    assert not result.one_row_per_month


def test_the_last_row_of_a_key_can_win(engine: DuckDB) -> None:
    result = staged(engine, (REVENUE, cell_scan(COLUMNS, CONFLICT)), on_duplicate="last")
    # rows 1, 2, 1 of customer a: the last one says 1
    assert engine.rows("SELECT customer_id, amount FROM revenue ORDER BY 1") == [
        ("a", 100),
        ("b", 500),
    ]
    assert result.conflicts == {}
    assert result.accounts[0].duplicates == 2
    assert result.duplicates == {"revenue": 1}
    assert result.one_row_per_month
    assert found(result, "data-312")[0].level is Level.NOTE


def test_amounts_of_a_key_can_be_added_after_dropping_copies(engine: DuckDB) -> None:
    result = staged(engine, (REVENUE, cell_scan(COLUMNS, CONFLICT)), on_duplicate="sum")
    # 1 and 2; the second 1 is a copy
    assert engine.rows("SELECT customer_id, amount FROM revenue ORDER BY 1") == [
        ("a", 300),
        ("b", 500),
    ]
    assert result.conflicts == {}
    assert result.accounts[0].used == 3
    assert result.one_row_per_month


def test_amounts_in_different_currencies_are_never_added(engine: DuckDB) -> None:
    one = feed("revenue", {**REVENUE.columns, "currency": "c"})
    rows: Rows = [("a", "2025-01", 1, "USD"), ("a", "2025-01", 2, "EUR")]
    scan = cell_scan((*COLUMNS, "c"), rows)
    result = staged(engine, (one, scan), on_duplicate="sum")
    assert result.conflicts == {"revenue": 1}
    assert engine.rows("SELECT COUNT(*) FROM revenue") == [(2,)]


def test_adding_is_for_revenue_only(engine: DuckDB) -> None:
    one = feed("health", {"customer_id": "account", "date": "month", "score": "MRR"})
    rows: Rows = [("a", "2025-01-01", 1), ("a", "2025-01-01", 2)]
    result = staged(engine, (one, cell_scan(COLUMNS, rows)), on_duplicate="sum")
    assert result.conflicts == {"health": 1}


def test_rows_without_any_key_are_all_kept(engine: DuckDB) -> None:
    one = feed("surveys", {"score": "MRR"}, set={"kind": "nps"})
    rows: Rows = [("a", "x", 9), ("a", "x", 9)]
    result = staged(engine, (one, cell_scan(COLUMNS, rows)))
    assert engine.rows("SELECT COUNT(*) FROM surveys") == [(2,)]
    assert result.duplicates == {}


def test_an_empty_part_of_a_key_equals_an_empty_part(engine: DuckDB) -> None:
    one = feed("assignments", {"csm_id": "account", "customer_id": "month"})
    rows: Rows = [("m", None, 1), ("m", "", 1), ("m", "c", 1)]
    result = staged(engine, (one, cell_scan(COLUMNS, rows)))
    assert result.duplicates == {"assignments": 1}


ROW = st.tuples(
    st.sampled_from(["a", "b", " a", "", "c"]),
    st.sampled_from(["2025-01", "2025-02", "2025-13", "", "Jan 2025"]),
    st.sampled_from(["1", "2.50", "$1.00", "x", "", "-3"]),
    st.sampled_from(["live", "test"]),
)
FILTERED = feed("revenue", dict(REVENUE.columns), where={"type": ("live",)})


def stage_rows(engine: DuckDB, rows: Rows, policy: str) -> Staged:
    scan = cell_scan((*COLUMNS, "type"), rows)
    return staged(engine, (FILTERED, scan), on_duplicate=policy)


@settings(max_examples=25)
@given(st.lists(ROW, max_size=12), st.sampled_from(["error", "sum", "last"]))
def test_rows_in_are_the_sum_of_rows_used_filtered_dropped_and_rejected(
    engine: DuckDB, rows: Rows, policy: str
) -> None:
    (account,) = stage_rows(engine, rows, policy).accounts
    assert account.read == len(rows)
    parts = account.used + account.filtered + account.duplicates + account.rejected
    assert account.read == parts
    assert account.filtered == sum(1 for row in rows if row[3] == "test")
    if policy != "sum":
        assert engine.rows("SELECT COUNT(*) FROM revenue") == [(account.used,)]


@settings(max_examples=15)
@given(st.lists(ROW, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(engine: DuckDB, rows: Rows, random: object) -> None:
    first = stage_rows(engine, rows, "sum")
    table = rows_of(engine, "revenue")
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    second = stage_rows(engine, shuffled, "sum")
    assert rows_of(engine, "revenue") == table
    assert second.duplicates == first.duplicates
    assert second.conflicts == first.conflicts
    assert second.accounts[0].used == first.accounts[0].used


@settings(max_examples=15)
@given(st.lists(ROW, min_size=1, max_size=8), st.sampled_from(["error", "sum"]))
def test_duplicates_appended_change_nothing(engine: DuckDB, rows: Rows, policy: str) -> None:
    once = stage_rows(engine, rows, policy)
    table = rows_of(engine, "revenue")
    twice = stage_rows(engine, rows + rows, policy)
    assert rows_of(engine, "revenue") == table
    assert twice.conflicts == once.conflicts
    assert twice.accounts[0].used == once.accounts[0].used
