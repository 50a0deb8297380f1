"""PostgreSQL on a real server: exact values, and every way in which it can let us down."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Iterator
from itertools import islice

import pytest
from postgres_server import PASSWORD, QUOTED_PASSWORD, Server, free_port, running, stop, why_not

from deckgen.errors import Issue, Location, SourceError
from deckgen.model.source import Scan, Secret, Source, SourceKind
from deckgen.sources import read_rows, scan
from tests.support.needs import postgres

PLACES = {
    "": Location("config.yaml", 10, 3),
    "url": Location("config.yaml", 11, 10),
    "table": Location("config.yaml", 12, 12),
    "query": Location("config.yaml", 13, 12),
}
BIG = 9_007_199_254_740_993  # 2**53 + 1: the first whole number that a float cannot hold
TABLES = f"""
CREATE TABLE accounts (
    id bigint, name text, mrr numeric(22, 4), since date, seen timestamp, paid timestamptz,
    active boolean, score double precision, tags text[], extra jsonb, logo bytea
);
INSERT INTO accounts VALUES
    ({BIG}, 'Zoë; 100%', 90071992547409931.1000, '2025-03-01', '2025-03-01 14:05:00',
     '2025-03-01 23:30:00-05', true, 0.1, '{{"a","b"}}', '{{"x": 1}}', NULL),
    (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '\\x00ff');
CREATE SCHEMA finance;
CREATE TABLE finance."MRR by month" (month text);
INSERT INTO finance."MRR by month" VALUES ('2025-03');
CREATE TABLE many AS SELECT n, repeat('x', 200) AS filler FROM generate_series(1, 200000) AS n;
CREATE ROLE stranger LOGIN PASSWORD 'other';
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    reason = why_not()
    if reason:
        pytest.skip(f"postgres: {reason}")
    programs = postgres()
    assert programs is not None
    with running(programs) as started:
        with started.connect() as connection:
            connection.execute(TABLES.encode())
        yield started


def source_of(url: str, table: str | None = None, query: str | None = None) -> Source:
    return Source(
        "warehouse", SourceKind.POSTGRES, url=Secret(url), table=table, query=query, places=PLACES
    )


def read(url: str, *wanted: str, table: str | None = None, query: str | None = None) -> Scan:
    [found] = scan(source_of(url, table, query), frozenset(wanted))
    return found


def issue_of(url: str, *wanted: str, table: str | None = None, query: str | None = None) -> Issue:
    with pytest.raises(SourceError) as raised:
        read_rows(read(url, *wanted, table=table, query=query), 10)
    [issue] = raised.value.issues
    for text in (PASSWORD, QUOTED_PASSWORD, "s3cret"):
        assert text not in str(issue)
    assert "\n" not in issue.message
    return issue


@pytest.mark.postgres
def test_values_arrive_exact_and_as_iso_text_whatever_the_server_prefers(server: Server) -> None:
    found = read(server.url(), "id", "mrr", table="accounts")

    assert found.display == "warehouse[accounts]"
    assert found.columns[:3] == ("id", "name", "mrr")
    # 23:30 in New York (-05) is 04:30 of the next day in UTC.
    assert read_rows(found, 10) == [
        (
            *(BIG, "Zoë; 100%", "90071992547409931.1000", "2025-03-01", "2025-03-01 14:05:00"),
            *("2025-03-02 04:30:00+00:00", True, 0.1, "a;b", '{"x": 1}', None),
        ),
        (2, *[None] * 10),
    ]


@pytest.mark.postgres
def test_another_schema_and_a_query_can_be_read(server: Server) -> None:
    assert read_rows(read(server.url(), table="finance.MRR by month"), 5) == [("2025-03",)]
    query = "SELECT name, id % 10 AS digit FROM accounts WHERE name LIKE '%100%';\n"
    assert read_rows(read(server.url(), query=query), 5) == [("Zoë; 100%", 3)]


@pytest.mark.postgres
def test_all_rows_come_even_over_many_trips_and_twice(server: Server) -> None:
    found = read(server.url(), "n", query="SELECT n FROM many ORDER BY n")
    assert found.rows is not None

    for _ in range(2):
        assert [row[0] for row in found.rows()] == list(range(1, 200_001))


@pytest.mark.postgres
def test_a_query_cannot_write(server: Server) -> None:
    query = "SELECT setval('counter', 5)"
    with server.connect() as connection:
        connection.execute("CREATE SEQUENCE counter")

    issue = issue_of(server.url(), query=query)

    assert issue.code == "source-252"
    assert "read-only transaction" in issue.message


@pytest.mark.postgres
@pytest.mark.parametrize(
    "query",
    ["SELECT nothing FROM accounts", "DELETE FROM accounts", "", "SELECT * FROM nowhere",
     "SELECT 1 / (id - id) FROM accounts"],
)  # fmt: skip
def test_a_query_that_fails_says_why(server: Server, query: str) -> None:
    issue = issue_of(server.url(), query=query)

    assert (issue.code, issue.hint) == ("source-252", "declared at config.yaml:13:12")
    assert str(issue.location) == "warehouse[query]"


@pytest.mark.postgres
def test_a_missing_table_names_the_nearest(server: Server) -> None:
    issue = issue_of(server.url(), table="acounts")

    assert str(issue) == (
        "warehouse[acounts]: error source-251: has no table 'acounts'\n"
        "    did you mean 'accounts'?; declared at config.yaml:12:12"
    )
    assert "finance.MRR by month" in str(issue_of(server.url(), table="finance.mrr by month"))


@pytest.mark.postgres
def test_a_wanted_binary_column_is_an_error(server: Server) -> None:
    issue = issue_of(server.url(), "logo", table="accounts")

    assert issue.code == "source-253"
    assert "row 2" in issue.message


@pytest.mark.postgres
def test_a_table_that_may_not_be_read_is_an_error(server: Server) -> None:
    issue = issue_of(server.url("other", user="stranger"), table="accounts")

    assert issue.code == "source-252"
    assert "permission denied" in issue.message


@pytest.mark.postgres
def test_a_wrong_password_is_told_apart_and_not_printed(server: Server) -> None:
    issue = issue_of(server.url("s3cret-but-wrong"), table="accounts")

    assert (issue.code, issue.location) == ("source-263", PLACES["url"])
    assert f"127.0.0.1:{server.port}" in issue.message


@pytest.mark.postgres
def test_a_missing_database_is_an_error(server: Server) -> None:
    issue = issue_of(server.url(database="nowhere"), table="accounts")

    assert issue.code == "source-261"
    assert "nowhere" in issue.message


@pytest.mark.postgres
def test_a_server_that_is_killed_while_rows_are_read_is_one_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    reason = why_not()
    if reason:
        pytest.skip(f"postgres: {reason}")
    programs = postgres()
    assert programs is not None
    caplog.set_level(logging.WARNING)
    with running(programs) as server:
        with server.connect() as connection:
            connection.execute("CREATE TABLE many AS SELECT n FROM generate_series(1, 20000) AS n")
        found = read(server.url(), "n", table="many")
        assert found.rows is not None
        rows = found.rows()
        assert len(list(islice(rows, 5))) == 5
        stop(server, signal.SIGQUIT)

        with pytest.raises(SourceError) as raised:
            list(rows)

        [issue] = raised.value.issues
        assert (issue.code, str(issue.location)) == ("source-262", "warehouse[many]")
        # Rows come in trips of 5,000; the first trip had arrived when the server died.
        assert issue.message.startswith("the server closed the connection after 5,000 rows: ")
        assert "\n" not in issue.message
        assert caplog.records == []


def test_a_refused_connection_is_an_error_without_the_password() -> None:
    pytest.importorskip("psycopg")
    port = free_port()

    issue = issue_of(f"postgresql://u:{QUOTED_PASSWORD}@127.0.0.1:{port}/crm", table="accounts")

    assert (issue.code, issue.location) == ("source-261", PLACES["url"])
    assert issue.message.startswith(f"cannot connect to 127.0.0.1:{port} (database 'crm'): ")
    assert "refused" in issue.message


@pytest.mark.parametrize(
    "url",
    ["", "s3cret", "postgresql://u:s3cret pw@host/db", "postgresql://u:s3cret%zz@host/db",
     "postgresql://u:s3cret@[::1/db", "mysql://u:s3cret@host/db",
     "postgresql://u:s3cret@host/db?s3cret=1"],
)  # fmt: skip
def test_a_malformed_url_is_an_error_that_does_not_quote_it(url: str) -> None:
    pytest.importorskip("psycopg")

    issue = issue_of(url, table="accounts")

    assert (issue.code, issue.location) == ("source-261", PLACES["url"])


def test_neither_table_nor_query_is_an_error() -> None:
    pytest.importorskip("psycopg")

    assert issue_of("postgresql://h/db").code == "source-251"


def test_without_the_driver_the_error_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    issue = issue_of("postgresql://h/db", table="accounts")

    assert issue.code == "source-260"
    assert issue.hint == "pip install 'deckgen[postgres]'"
