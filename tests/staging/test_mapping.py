"""What a feed asks of its source: columns, filters, recoding, fixed values; and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deckgen.engine.duckdb import DuckDB
from deckgen.errors import ConfigError, Level
from deckgen.model.feed import Derivation, Feed, Scalar
from deckgen.model.source import Cell, Scan
from deckgen.model.table import TABLES
from deckgen.staging.dates import unknown_directive
from tests.support.feeds import cell_scan, feed, found, staged, text_scan

REVENUE = {"customer_id": "account", "month": "month", "amount": "MRR"}


@pytest.fixture
def engine() -> Iterator[DuckDB]:
    with DuckDB(threads=1) as opened:
        yield opened


def mrr(*rows: tuple[Cell, ...]) -> Scan:
    return cell_scan(("account", "month", "MRR"), rows or [("a", "2025-03", 1)])


def problems(engine: DuckDB, *feeds: tuple[Feed, Scan], **rules: object) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        staged(engine, *feeds, **rules)
    return [str(issue) for issue in caught.value.issues]


def test_every_table_exists_with_all_its_columns_even_without_a_feed(engine: DuckDB) -> None:
    result = staged(engine)
    for name, table in TABLES.items():
        types = dict(engine.columns(name))
        for column in table.columns:
            assert types[column.name] == ("VARCHAR" if column.type.is_text else "BIGINT"), name
    assert result.provided == {}
    assert not result.has("revenue")


def test_all_mistakes_of_all_feeds_are_reported_at_once_with_their_places(engine: DuckDB) -> None:
    first = feed("revenue", {"customer_id": "acount", "month": "month"}, where={"Tyype": ("x",)})
    second = feed("health", {"customer_id": "account", "date": "nowhere"})
    missing = "config.yaml:9:5: error mapping-402: table revenue needs a column 'amount'"
    missing += ": map it or set it"
    texts = [text.split("\n    ") for text in problems(engine, (first, mrr()), (second, mrr()))]
    assert [text[0] for text in texts] == [
        "config.yaml:10:7: error mapping-401: column 'acount' not found in data/book.xlsx",
        "config.yaml:8:3: error mapping-406: column 'Tyype' not found in data/book.xlsx",
        missing,
        "config.yaml:11:7: error mapping-401: column 'nowhere' not found in data/book.xlsx",
    ]
    assert [text[1] for text in texts] == [
        "did you mean 'account'? columns are: account, month, MRR",
        "columns are: account, month, MRR",
        "columns: {amount: …}",
        "columns are: account, month, MRR",
    ]


def test_a_column_that_differs_by_case_is_suggested_first(engine: DuckDB) -> None:
    one = feed("revenue", {**REVENUE, "amount": "mrr"})
    assert "did you mean 'MRR'?" in problems(engine, (one, mrr()))[0]


def test_own_columns_are_kept_as_text_and_near_names_are_mentioned(engine: DuckDB) -> None:
    scan = cell_scan(("account", "month", "MRR", "r"), [("a", "2025-03", 1, 7.0)])
    result = staged(engine, (feed("revenue", {**REVENUE, "region": "r", "prodct": "r"}), scan))
    assert result.extras["revenue"] == ("region", "prodct")
    assert engine.rows("SELECT region, prodct FROM revenue") == [("7", "7")]
    (finding,) = found(result, "mapping-411")
    assert finding.level is Level.WARNING
    assert finding.hint == "did you mean 'product'?"
    assert str(finding.location) == "config.yaml:14:7"


def test_names_that_differ_by_case_only_are_refused(engine: DuckDB) -> None:
    one = feed("revenue", {**REVENUE, "Amount": "MRR"})
    assert "mapping-410" in problems(engine, (one, mrr()))[0]


def test_a_column_cannot_be_mapped_and_set(engine: DuckDB) -> None:
    one = feed("revenue", REVENUE, set={"amount": 5})
    assert "mapping-410" in problems(engine, (one, mrr()))[0]


def test_fixed_values_fill_every_row(engine: DuckDB) -> None:
    one = feed(
        "surveys",
        {"customer_id": "account", "score": "MRR"},
        set={
            "kind": "nps",
            "scale_min": 0,
            "scale_max": 10,
            "channel": "mail",
            "sent_at": "2025-03-01",
        },
    )
    staged(engine, (one, mrr()))
    # 2025-03-01 is day 20148
    assert engine.rows("SELECT kind, scale_min, scale_max, channel, sent_at FROM surveys") == [
        ("nps", 0, 1000, "mail", 20148)
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [("amount", "lots"), ("month", "2025-13"), ("amount", None), ("month", "01/02/2025")],
)
def test_a_fixed_value_that_its_column_cannot_hold_is_refused(
    engine: DuckDB, column: str, value: Scalar
) -> None:
    columns = {name: source for name, source in REVENUE.items() if name != column}
    (text,) = problems(engine, (feed("revenue", columns, set={column: value}), mrr()))
    assert "mapping-403" in text
    assert f"set: {column} {value!r} is not" in text


@pytest.mark.parametrize(
    ("date_format", "wrong"),
    [("%d/%m/%Y", None), ("%-d.%-m.%y", None), ("%Q", "%Q"), ("%d/%", "%"), ("100%% %Y", None)],
)
def test_directives_of_a_date_format_are_checked(date_format: str, wrong: str | None) -> None:
    assert unknown_directive(date_format) == wrong


def test_an_unknown_directive_is_an_error_of_the_config(engine: DuckDB) -> None:
    one = feed("revenue", REVENUE, date_format="%d/%Q")
    assert "mapping-407" in problems(engine, (one, mrr()))[0]


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        (("Customer",), ["1", "2"]),
        (("Customer", "Test"), ["1", "2", "4"]),
        (("customer",), []),
        ((None,), ["5"]),
    ],
)
def test_where_compares_trimmed_words(
    engine: DuckDB, values: tuple[Scalar, ...], kept: list[str]
) -> None:
    rows = [("1", "Customer"), ("2", " Customer "), ("3", "Prospect"), ("4", "Test"), ("5", "")]
    one = feed("customers", {"customer_id": "id"}, where={"type": values})
    result = staged(engine, (one, cell_scan(("id", "type"), rows)))
    found_ids = engine.rows("SELECT customer_id FROM customers ORDER BY 1")
    assert [row[0] for row in found_ids] == kept
    assert result.accounts[0].filtered == 5 - len(kept)
    assert result.accounts[0].rejected == 0


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (True, ["1", "2", "3", "4", "5"]),
        (1, ["1", "2", "3", "4", "7"]),
        ("true", ["1", "2", "3"]),
        (False, ["6"]),
        (0, ["6"]),
    ],
)
def test_where_understands_yes_and_no(engine: DuckDB, value: Scalar, kept: list[str]) -> None:
    rows: list[tuple[Cell, ...]] = [
        ("1", "TRUE"), ("2", "true"), ("3", True), ("4", 1), ("5", "Yes"), ("6", 0), ("7", "1.0"),
    ]  # fmt: skip
    one = feed("customers", {"customer_id": "id"}, where={"live": (value,)})
    staged(engine, (one, cell_scan(("id", "live"), rows)))
    assert [row[0] for row in engine.rows("SELECT customer_id FROM customers ORDER BY 1")] == kept


def test_where_that_keeps_nothing_shows_the_values_there_are(engine: DuckDB) -> None:
    one = feed("customers", {"customer_id": "id"}, where={"type": ("Kunde",)})
    scan = cell_scan(("id", "type"), [("1", "Customer"), ("2", "Test")])
    (finding,) = found(staged(engine, (one, scan)), "data-308")
    assert finding.message.endswith("type is never 'Kunde'")
    assert finding.hint == "values of type: 'Customer', 'Test'"


def test_recoding_looks_for_the_exact_word_first_and_then_ignores_case(engine: DuckDB) -> None:
    values: dict[str, dict[str, Scalar]] = {
        "segment": {"smb": "small", "SMB": "SMALL", "n/a": None, "Yes": True, "5": 50}
    }
    rows = [("1", " SMB "), ("2", "Smb"), ("3", "N/A"), ("4", "yes"), ("5", 5), ("6", "other")]
    one = feed("customers", {"customer_id": "id", "segment": "s"}, values=values)
    staged(engine, (one, cell_scan(("id", "s"), rows)))
    assert engine.rows("SELECT segment FROM customers ORDER BY customer_id") == [
        ("SMALL",), ("small",), (None,), ("true",), ("50",), ("other",),
    ]  # fmt: skip


def test_recoding_comes_before_casting(engine: DuckDB) -> None:
    values: dict[str, dict[str, Scalar]] = {"amount": {"free": 0, "tbc": None}, "month": {}}
    rows: list[tuple[Cell, ...]] = [("a", "2025-03", "free"), ("b", "2025-03", "tbc")]
    result = staged(engine, (feed("revenue", REVENUE, values=values), mrr(*rows)))
    assert engine.rows("SELECT customer_id, amount FROM revenue") == [("a", 0)]
    assert [one.cause for one in result.accounts[0].rejections] == ["amount is empty"]


@pytest.mark.parametrize(
    "text",
    ["Total", "TOTALS:", "Grand Totals (120 records)", "Grand-Total", "Subtotal", "Summe",
     "Gesamtsumme", "Total records (3)"],
)  # fmt: skip
def test_a_line_of_totals_is_no_customer_and_is_accounted_for(engine: DuckDB, text: str) -> None:
    rows: list[tuple[Cell, ...]] = [("a", "2025-03", 1), ("b", "2025-03", 2), (text, "2025-03", 3)]
    result = staged(engine, (feed("revenue", REVENUE), mrr(*rows)))
    assert engine.rows("SELECT customer_id FROM revenue ORDER BY 1") == [("a",), ("b",)]
    (account,) = result.accounts
    assert (account.read, account.used, account.rejected) == (3, 2, 1)
    assert [one.cause for one in account.rejections] == [
        f"customer_id {text!r}: a line of totals, no customer"
    ]


@pytest.mark.parametrize(
    "text", ["TotalEnergies", "Total Wine", "T-100", "Grand Hotel", "Gesamt 1"]
)
def test_a_name_that_begins_like_a_total_stays_a_customer(engine: DuckDB, text: str) -> None:
    staged(engine, (feed("revenue", REVENUE), mrr((text, "2025-03", 3))))
    assert engine.rows("SELECT customer_id FROM revenue") == [(text,)]


def test_several_feeds_fill_one_table_and_own_columns_may_differ(engine: DuckDB) -> None:
    one = feed("surveys", {"response_id": "account", "team": "month"}, set={"kind": "nps"})
    two = feed("surveys", {"response_id": "account", "office": "MRR"}, set={"kind": "csat"})
    result = staged(engine, (one, mrr()), (two, mrr(("b", "x", "y"))))
    assert engine.rows("SELECT _feed, response_id, kind, team, office FROM surveys ORDER BY 1") == [
        (0, "a", "nps", "2025-03", None),
        (1, "b", "csat", None, "y"),
    ]
    assert result.provided["surveys"] == {"response_id", "kind", "team", "office"}
    assert [account.used for account in result.accounts] == [1, 1]


def test_hostile_names_of_columns_and_values_stay_text(engine: DuckDB, tmp_path: Path) -> None:
    name = 'a"; DROP TABLE revenue; --'
    text = 'id,"a""; DROP TABLE revenue; --"\n1,"x\'); DROP TABLE customers; --"\n'
    kept = "x'); DROP TABLE customers; --"
    one = feed("customers", {"customer_id": "id", name: name}, where={name: (kept,)})
    result = staged(engine, (one, text_scan(tmp_path / "x.csv", text)))
    assert result.extras["customers"] == (name,)
    assert engine.rows("SELECT customer_id FROM customers") == [("1",)]


def test_revenue_is_either_mapped_or_derived(engine: DuckDB) -> None:
    one = feed("revenue", REVENUE)
    texts = problems(engine, (one, mrr()), derive_revenue=Derivation.CONTRACTS)
    assert "mapping-409" in texts[0]
    assert "mapping-409" in problems(engine, derive_revenue=Derivation.MOVEMENTS)[0]
