"""Both engines hold the same tables; DuckDB loads what readers found without changing a cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.engine.cells import cell_text, numeric_marks
from deckgen.engine.duckdb import DuckDB
from deckgen.engine.names import physical_names
from deckgen.engine.protocol import Engine
from deckgen.engine.sqlite import SQLite
from deckgen.errors import SourceError
from deckgen.model.source import Cell, CsvDialect, Scan


@pytest.fixture(params=["duckdb", "sqlite"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with DuckDB(threads=1) if request.param == "duckdb" else SQLite() as opened:
        yield opened


@pytest.fixture
def duck() -> Iterator[DuckDB]:
    with DuckDB(threads=2) as opened:
        yield opened


def cells(columns: tuple[str, ...], *rows: tuple[Cell, ...], display: str = "book.xlsx") -> Scan:
    return Scan("s", display, columns, rows=lambda: iter(rows), first_row=2)


def text_file(path: Path, text: str, columns: tuple[str, ...], header_line: int = 1) -> Scan:
    path.write_text(text, encoding="utf-8")
    dialect = CsvDialect(",", '"', header_line)
    return Scan("s", path.name, columns, csv=path, dialect=dialect, first_row=header_line + 1)


def parquet_file(duck: DuckDB, path: Path, select: str) -> Scan:
    duck.run(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    columns = tuple(str(row[0]) for row in duck.rows(f"DESCRIBE {select}"))
    return Scan("s", path.name, columns, parquet=path)


def test_inserted_rows_come_back(engine: Engine) -> None:
    rows = [(1, "a'b\"c"), (None, "é"), (9_000_000_000_000_000_000, None)]
    engine.insert("t", [("n", "BIGINT"), ("order", "VARCHAR")], rows)
    assert engine.rows('SELECT n, "order" FROM t') == rows


def test_insert_and_create_replace_and_drop_forgives(engine: Engine) -> None:
    engine.insert("t", [("n", "BIGINT")], [(1,)])
    engine.insert("t", [("n", "BIGINT")], ((number,) for number in range(10_000)))
    engine.create("u", "SELECT SUM(n) AS total FROM t")
    engine.create("u", "SELECT SUM(n) + 1 AS total FROM t")
    # 0 + 1 + ... + 9999 = 9999 * 10000 / 2
    assert engine.rows("SELECT total FROM u") == [(49_995_001,)]
    engine.drop("u")
    engine.drop("u")
    engine.insert("empty", [("n", "BIGINT"), ("t", "VARCHAR")], [])
    assert engine.rows("SELECT COUNT(*) FROM empty") == [(0,)]


def test_sums_beyond_64_bits_are_whole_numbers_in_duckdb(duck: DuckDB) -> None:
    duck.insert("t", [("n", "BIGINT")], [(9 * 10**18,), (9 * 10**18,)])
    assert duck.rows("SELECT SUM(n) FROM t") == [(18 * 10**18,)]


def test_cells_are_loaded_as_exact_text(engine: Engine) -> None:
    row: tuple[Cell, ...] = ("00123", 124.0, 0.1, True, None, 90071992547409931, "")
    engine.load("t", cells(("a", "b", "c", "d", "e", "f", "g"), row))
    expected = (1, "00123", "124", "0.1", "true", None, "90071992547409931", "")
    assert engine.rows("SELECT _row, a, b, c, d, e, f, g FROM t") == [expected]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1e21, "1000000000000000000000"),
        (1.5e-7, "0.00000015"),
        (-0.0, "0"),
        (1234.505, "1234.505"),
        (float("nan"), None),
        (float("inf"), None),
        (False, "false"),
        (-3, "-3"),
    ],
)
def test_numbers_have_no_exponent_and_nothing_that_is_no_number_is_a_value(
    cell: Cell, text: str | None
) -> None:
    assert cell_text(cell) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_text_of_a_float_gives_the_float_back(number: float) -> None:
    text = cell_text(number)
    assert text is not None
    assert float(text) == number
    assert "e" not in text.lower()


def test_marks_say_which_cells_were_numbers() -> None:
    assert numeric_marks(("1", 1, 2.5, True, None)) == "01110"
    assert numeric_marks(("1", None)) is None


def test_columns_that_differ_by_case_or_are_called_like_ours_get_a_number() -> None:
    assert physical_names(("Name", "name", "_row", "", "NAME", "name_2")) == (
        "Name",
        "name_2",
        "_row_2",
        "column",
        "NAME_3",
        "name_2_2",
    )


def test_text_files_keep_every_cell(duck: DuckDB, tmp_path: Path) -> None:
    text = 'a title\nid,amount\n00123,"$1,200.50"\n"say ""hi""","two\nlines"\nNA,\n'
    duck.load("t", text_file(tmp_path / "x.csv", text, ("id", "amount"), header_line=2))
    assert duck.rows("SELECT _row, id, amount FROM t ORDER BY _row") == [
        (1, "00123", "$1,200.50"),
        (2, 'say "hi"', "two\nlines"),
        (3, "NA", None),
    ]


def test_a_header_alone_is_an_empty_table(duck: DuckDB, tmp_path: Path) -> None:
    duck.load("t", text_file(tmp_path / "x.csv", "id,amount\n", ("id", "amount")))
    assert duck.rows("SELECT COUNT(*) FROM t") == [(0,)]


def test_rows_are_numbered_in_the_order_of_the_file(duck: DuckDB, tmp_path: Path) -> None:
    lines = "\n".join(str(number) for number in range(1, 200_001))
    duck.load("t", text_file(tmp_path / "x.csv", f"n\n{lines}\n", ("n",)))
    assert duck.rows("SELECT COUNT(*), COUNT(CASE WHEN n <> _row THEN 1 END) FROM t") == [
        (200_000, 0)
    ]


def test_a_ragged_row_names_file_and_line(duck: DuckDB, tmp_path: Path) -> None:
    scan = text_file(tmp_path / "x.csv", "a,b,c\n1,2,3\n4,5\n6,7,8\n", ("a", "b", "c"))
    with pytest.raises(SourceError) as caught:
        duck.load("t", scan)
    (issue,) = caught.value.issues
    assert str(issue.location) == "x.csv:3"
    assert issue.code == "source-241"
    assert "Expected Number of Columns: 3 Found: 2" in issue.message


def test_a_broken_parquet_file_names_the_file(duck: DuckDB, tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"not parquet at all")
    with pytest.raises(SourceError) as caught:
        duck.load("t", Scan("s", "data/x.parquet", ("a",), parquet=tmp_path / "x.parquet"))
    assert str(caught.value.issues[0].location) == "data/x.parquet"


def test_mistakes_in_a_statement_of_ours_are_not_blamed_on_the_user(duck: DuckDB) -> None:
    with pytest.raises(Exception, match="nowhere") as caught:
        duck.rows("SELECT 1 FROM nowhere")
    assert not isinstance(caught.value, SourceError)


def test_files_of_one_source_are_matched_by_column_name(duck: DuckDB, tmp_path: Path) -> None:
    first = text_file(tmp_path / "1.csv", "id,amount\na,1\n", ("id", "amount"))
    second = text_file(tmp_path / "2.csv", "note,id\nx,b\ny,c\n", ("note", "id"))
    duck.load_all("t", [first, second])
    assert duck.rows("SELECT _file, _row, id, amount, note FROM t ORDER BY 1, 2") == [
        (0, 1, "a", "1", None),
        (1, 1, "b", None, "x"),
        (1, 2, "c", None, "y"),
    ]


def test_marks_of_several_workbooks_stand_at_the_columns_of_all(duck: DuckDB) -> None:
    duck.load_all("t", [cells(("a", "b"), ("x", 1)), cells(("c", "a"), (2, "y"), ("z", "w"))])
    assert duck.rows("SELECT _file, _row, _numeric FROM t ORDER BY 1, 2") == [
        (0, 1, "010"),
        (1, 1, "001"),
        (1, 2, None),
    ]


def test_parquet_keeps_its_types_and_is_numbered(duck: DuckDB, tmp_path: Path) -> None:
    select = "SELECT CAST(12.5 AS DECIMAL(14, 2)) AS mrr, DATE '2025-03-01' AS month"
    first = parquet_file(duck, tmp_path / "1.parquet", select)
    second = parquet_file(duck, tmp_path / "2.parquet", f"{select} UNION ALL {select}")
    duck.load_all("t", [first, second])
    assert duck.columns("t") == [
        ("_file", "BIGINT"),
        ("_row", "BIGINT"),
        ("mrr", "DECIMAL(14,2)"),
        ("month", "DATE"),
    ]
    assert duck.rows("SELECT _file, _row FROM t ORDER BY 1, 2") == [(0, 1), (1, 1), (1, 2)]
    duck.load("t", first)
    assert duck.rows("SELECT COUNT(*) FROM t") == [(1,)]


def test_names_from_a_file_cannot_break_a_statement(duck: DuckDB, tmp_path: Path) -> None:
    hostile = ('a"; DROP TABLE t; --', "it's", "x" * 300, "😀\u202e")
    path = tmp_path / "it's here.csv"
    header = ",".join('"' + name.replace('"', '""') + '"' for name in hostile)
    duck.load("t", text_file(path, f"{header}\n1,2,3,4\n", hostile))
    assert [name for name, _ in duck.columns("t")][3:] == list(hostile)


def test_sqlite_refuses_files() -> None:
    with SQLite() as engine, pytest.raises(NotImplementedError):
        engine.load("t", Scan("s", "x.csv", ("a",), csv=Path("x.csv")))
