"""SQLite: tables, views and queries, with the cells that other readers lose."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from deckgen.errors import Issue, Location, SourceError
from deckgen.model.source import Scan, Source, SourceKind
from deckgen.sources import read_rows, scan

PLACES = {
    "": Location("config.yaml", 10, 3),
    "table": Location("config.yaml", 12, 12),
    "query": Location("config.yaml", 13, 12),
}
BIG = 9_007_199_254_740_993  # 2**53 + 1: the first whole number that a float cannot hold


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "crm #1?.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            f"""
            CREATE TABLE accounts (id INTEGER, name TEXT, mrr REAL, note);
            INSERT INTO accounts VALUES ({BIG}, 'Ada', 10.25, 7), (2, NULL, NULL, '007');
            INSERT INTO accounts VALUES (3, 'Bo', 1, 1e21), (4, 'Cy', -0.5, NULL);
            CREATE VIEW paying AS SELECT id FROM accounts WHERE mrr > 0;
            CREATE TABLE "my ""odd"" table" (x TEXT);
            INSERT INTO "my ""odd"" table" VALUES ('here');
            CREATE TABLE files (id TEXT, content BLOB);
            INSERT INTO files VALUES ('a', 'text'), ('b', x'00ff');
            """
        )
        connection.commit()
    return path


def read(path: Path, *wanted: str, table: str | None = None, query: str | None = None) -> Scan:
    source = Source("crm", SourceKind.SQLITE, path, table=table, query=query, places=PLACES)
    [found] = scan(source, frozenset(wanted))
    return found


def issue_of(path: Path, *wanted: str, table: str | None = None, query: str | None = None) -> Issue:
    with pytest.raises(SourceError) as raised:
        read_rows(read(path, *wanted, table=table, query=query), 10)
    [issue] = raised.value.issues
    return issue


def test_whole_numbers_stay_exact_and_undeclared_columns_arrive_as_text(database: Path) -> None:
    found = read(database, "id", table="accounts")

    assert found.display == "crm #1?.db[accounts]"
    assert found.columns == ("id", "name", "mrr", "note")
    assert read_rows(found, 10) == [
        (BIG, "Ada", 10.25, "7"),
        (2, None, None, "007"),
        (3, "Bo", 1.0, "1000000000000000000000"),
        (4, "Cy", -0.5, None),
    ]


def test_a_view_an_odd_name_and_a_query_can_be_read(database: Path) -> None:
    assert read_rows(read(database, table="paying"), 10) == [(BIG,), (3,)]
    assert read_rows(read(database, table='my "odd" table'), 10) == [("here",)]
    query = "SELECT count(*) AS n, max(id) AS id FROM accounts"
    assert read_rows(read(database, query=query), 10) == [(4, BIG)]
    assert read(database, query=query).columns == ("n", "id")


def test_rows_can_be_read_twice_and_left_early(database: Path) -> None:
    found = read(database, table="accounts")

    assert len(read_rows(found, 1)) == 1
    assert len(read_rows(found, 10)) == 4


def test_a_wanted_blob_is_an_error_and_an_unwanted_one_is_nothing(database: Path) -> None:
    assert read_rows(read(database, "id", table="files"), 10) == [("a", "text"), ("b", None)]

    issue = issue_of(database, "content", table="files")

    assert (issue.code, str(issue.location)) == ("source-253", "crm #1?.db[files]")
    assert "row 2" in issue.message


def test_a_wrong_table_names_the_nearest(database: Path) -> None:
    issue = issue_of(database, table="acounts")

    assert str(issue) == (
        "crm #1?.db: error source-251: has no table 'acounts'\n"
        "    did you mean 'accounts'?; declared at config.yaml:12:12"
    )


def test_neither_table_nor_query_lists_the_tables(database: Path) -> None:
    issue = issue_of(database)

    assert issue.code == "source-251"
    assert issue.hint == 'tables are: accounts, files, my "odd" table, paying'


@pytest.mark.parametrize(
    "query",
    [
        "SELECT nothing FROM accounts",
        "SELECT * FROM",
        "DELETE FROM accounts",
        "SELECT 1; SELECT 2",
        "",
        "SELECT abs(-9223372036854775808)",
    ],
)
def test_a_query_that_fails_says_why(database: Path, query: str) -> None:
    before = database.read_bytes()

    issue = issue_of(database, query=query)

    assert issue.code == "source-252"
    assert issue.hint == "declared at config.yaml:13:12"
    assert database.read_bytes() == before


def test_text_that_is_not_utf8_is_an_error(database: Path) -> None:
    issue = issue_of(database, query="SELECT CAST(x'e9' AS TEXT) AS name")

    assert issue.code == "source-252"


def test_two_result_columns_of_one_wanted_name_are_an_error(database: Path) -> None:
    query = "SELECT id, id FROM accounts"

    assert issue_of(database, "id", query=query).code == "source-219"
    assert read(database, query=query).columns == ("id", "id (2)")


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"id,name\n", "is not an SQLite database"), (b"PAR1PAR1", "but a Parquet file")],
)
def test_what_is_no_database_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "crm.db"
    path.write_bytes(data)

    issue = issue_of(path, table="accounts")

    assert issue.code == "source-250"
    assert says in issue.message


def test_a_damaged_database_is_an_error(database: Path) -> None:
    data = database.read_bytes()
    database.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))

    assert issue_of(database, table="accounts").code == "source-252"
