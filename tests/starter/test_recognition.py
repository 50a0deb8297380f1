"""The pieces of the proposals: what texts say, and that the file can hold any text."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deckgen.config.findings import Findings
from deckgen.config.nodes import MappingNode, ScalarNode
from deckgen.config.yamlfile import read_yaml
from deckgen.engine.duckdb import DuckDB
from deckgen.model.feed import Feed, StagingRules
from deckgen.model.source import Source, SourceKind
from deckgen.model.table import TABLES
from deckgen.sources import scan
from deckgen.staging import stage
from deckgen.starter.recognition.cells import Day, Order, Sign, day_of, month_of, number_of
from deckgen.starter.recognition.headers import (
    currency_in,
    is_loosely,
    phrase,
    scale_in,
    slug,
    without_time,
)
from deckgen.starter.yaml_text import commented, scalar, visible

# ---------------------------------------------------------------- texts


@pytest.mark.parametrize(
    ("text", "order", "pattern"),
    [
        ("2025-07-03", Order.NAMED, ""),
        ("2025/7/3", Order.NAMED, ""),
        ("20250703", Order.NAMED, ""),
        ("2025-07-03T10:00:00Z", Order.NAMED, ""),
        ("2025-07-03 10:00:00.123+02:00", Order.NAMED, ""),
        ("3 July 2025", Order.NAMED, ""),
        ("Jul 3rd, 2025", Order.NAMED, ""),
        ("Thu, 3 Jul 2025", Order.NAMED, ""),
        ("03-Jul-25", Order.NAMED, ""),
        ("25/07/2025", Order.DAY_FIRST, "%{}/%{}/%Y"),
        ("07/25/2025", Order.MONTH_FIRST, "%{}/%{}/%Y"),
        ("03.07.25", Order.EITHER, "%{}.%{}.%y"),
        ("03/07/2025 9:30 AM", Order.EITHER, "%{}/%{}/%Y %I:%M %p"),
        ("25/07/2025 09:30:15", Order.DAY_FIRST, "%{}/%{}/%Y %H:%M:%S"),
    ],
)
def test_a_day_says_what_it_knows_of_its_order(text: str, order: Order, pattern: str) -> None:
    assert day_of(text) == Day(order, pattern)


@pytest.mark.parametrize(
    "text",
    ["", "2025", "2025-13-01", "31/02/2025", "1/1/1900", "30-30-2025", "A-1001", "May", "soon",
     "12.5", "2025-07", "1.2.3.4", "10:30"],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    assert day_of(text) is None


@pytest.mark.parametrize(
    "text",
    ["2025-03", "2025/3", "202503", "03/2025", "3.2025", "Mar 2025", "March-25", "Sept 2025",
     "2025 Mar"],
)  # fmt: skip
def test_a_month_in_every_form(text: str) -> None:
    expected = (2025, 9) if text.startswith("Sept") else (2025, 3)
    assert month_of(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "sign", "currency"),
    [
        ("120", "120", Sign.NONE, None),
        ("-1.5", "-1.5", Sign.POINT, None),
        ("$1,200.50", "1200.50", Sign.POINT, "$"),
        ("1.200,50 €", "1200.50", Sign.COMMA, "EUR"),
        ("(120.00)", "-120.00", Sign.POINT, None),
        ("-$5", "-5", Sign.NONE, "$"),
        ("USD 1,200", "1200", Sign.EITHER, "USD"),
        ("1.200", "1.200", Sign.EITHER, None),
        ("CHF 1'200.00", "1200.00", Sign.POINT, "CHF"),
        ("85%", "85", Sign.NONE, None),
    ],
)
def test_an_amount_says_its_value_sign_and_currency(
    text: str, value: str, sign: Sign, currency: str | None
) -> None:
    found = number_of(text)
    assert found is not None
    assert (found.value, found.sign, found.currency) == (Decimal(value), sign, currency)


@pytest.mark.parametrize("text", ["", "A1", "1-2", "(5", "5)", "tbc", "1,2,3", "$", "--5", "1e5 x"])
def test_what_is_no_amount(text: str) -> None:
    assert number_of(text) is None


def staged(tmp_path: Path, table: str, column: str, texts: list[str]) -> dict[str, int]:
    """What staging keeps of the texts in a column, by the text."""
    path = tmp_path / "cells.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "day", "text", "one"])
        writer.writerows([str(n), "2025-01-31", text, "1"] for n, text in enumerate(texts))
    source = Source("cells", SourceKind.CSV, path=path)
    others = {"customer_id": "id", "date": "day", "month": "day", "score": "one", "amount": "one"}
    names = TABLES[table].names
    columns = {name: header for name, header in others.items() if name in names}
    feed = Feed(table, "cells", columns | {column: "text"}, decimal=".")
    with DuckDB() as engine:
        scans = {"cells": scan(source, frozenset({"id", "day", "text", "one"}), tmp_path)}
        stage(engine, (feed,), scans, {"cells": source}, StagingRules())
        rows = engine.rows(f"SELECT customer_id, {column} FROM {table}")
    return {texts[int(str(number))]: int(str(value)) for number, value in rows if value is not None}


DAYS = [
    "2025-07-03", "2025/7/3", "20250703", "2025-07-03 10:00", "2025-07-03T10:00:00Z",
    "2025-07-03 10:00:00+02:00", "2025-02-30", "3 July 2025", "July 3, 2025", "Jul 3rd, 2025",
    "03-Jul-25", "Thu, 3 Jul 2025", "25/07/2025", "31/02/2025", "25.07.2025", "03-07-2025",
    "25/07/2025 09:30", "A-1001", "2025", "12.5", "1890-01-01", "tomorrow", "2025-1-1",
    "2025 Jul 3", "99/99/2025",
]  # fmt: skip


def test_what_a_proposal_calls_a_day_is_one_for_staging_too(tmp_path: Path) -> None:
    # 25/07/2025 decides the order of the column, which a proposal takes from it as well
    kept = staged(tmp_path, "health", "date", DAYS)
    assert {text for text in DAYS if day_of(text)} == set(kept)


MONTHS = [
    "2025-03", "2025/03", "202503", "03/2025", "3.2025", "Mar 2025", "March-25", "Sept 2025",
    "2025 Mar", "2025-13", "13/2025", "2025-3", "x", "2025-07-31", "July",
]  # fmt: skip


def test_what_a_proposal_calls_a_month_is_one_for_staging_too(tmp_path: Path) -> None:
    kept = staged(tmp_path, "revenue", "month", MONTHS)
    assert {text for text in MONTHS if month_of(text) or day_of(text)} == set(kept)
    for text, number in kept.items():
        found = month_of(text)
        assert found is None or number == found[0] * 12 + found[1] - 1


AMOUNTS = [
    "120", "1.5", "1,200.50", "$1,200.50", "(120.00)", "-$5", "$ 5", "1'200", "(5", "--5", "12,34",
    "tbc", "USD 5", "5USD", "1 200", "-(5)", ".5", "5.", "1,,2", "12,00,000", "$5$", "85%", "1,200",
]  # fmt: skip


def test_what_a_proposal_calls_an_amount_is_one_for_staging_too(tmp_path: Path) -> None:
    kept = staged(tmp_path, "revenue", "amount", AMOUNTS)
    read = {text: found for text in AMOUNTS if (found := number_of(text))}
    # a decimal comma was ruled out above, and a percentage is no amount of money
    expected = {
        text: found.value * 100
        for text, found in read.items()
        if found.sign is not Sign.COMMA and not found.percent
    }
    assert kept == expected


# ---------------------------------------------------------------- headers


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Account ID", "customer id"),
        ("AccountId", "customer id"),
        ("account_id", "customer id"),
        ("CLIENT-ID", "customer id"),
        ("MRR (USD)", "mrr"),
        ("arr_amount_usd", "arr amount"),
        ("Segment__c", "segment"),
        ("Contract no", "contract number"),
        ("no", "no"),
        ("Opt-out until", "opt out until"),
        ("", ""),
        ("(USD)", "usd"),
    ],
)
def test_a_header_is_reduced_to_its_words(header: str, expected: str) -> None:
    assert phrase(header) == expected


def test_words_that_only_say_that_it_is_a_date_do_not_count() -> None:
    assert without_time("start date") == "start"
    assert without_time("resolved on") == "resolved"
    assert without_time("date") == "date"


def test_a_header_near_a_name_is_near_it_unless_a_word_changes_its_sense() -> None:
    assert is_loosely("Overall MRR", ["mrr"])
    assert not is_loosely("Previous MRR", ["mrr"])
    assert not is_loosely("Number of MRR changes in year", ["mrr"])


def test_what_a_header_states_about_its_values() -> None:
    assert scale_in("Likelihood to recommend (0-10)") == (0, 10)
    assert scale_in("Rating (1 to 5)") == (1, 5)
    assert scale_in("Rating") is None
    assert currency_in("MRR (USD)") == "USD"
    assert currency_in("amount_eur") == "EUR"
    assert currency_in("Purchase") is None


@given(st.text(max_size=60))
@example("2025")
@example("no")
@example("Größe (m²)")
def test_a_slug_is_a_name_that_yaml_reads_as_text(text: str) -> None:
    name = slug(text, "column")
    assert name.replace("_", "a").isalnum()
    assert name.isascii()
    assert name[0].isalpha()
    assert name not in {"no", "yes", "null", "on", "off", "true", "false"}


# ---------------------------------------------------------------- YAML

# a lone surrogate is no text: it comes from undecodable file names only
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(ANY_TEXT, ANY_TEXT)
@example("=cmd()", "a\nb: c")
@example(": #", "- x")
@example("\x00\x07\x7f\x85", "\u2028\u202e\ufeff")
@example("true", "1e3")
@example("~", "<<")
@example("&a *b !c %d @e `f", "{g} [h]")
@example("'\"\\", " ")
@example("2025-07-03", "0x1F")
def test_any_text_is_read_back_as_it_was_and_no_comment_escapes(
    tmp_path_factory: pytest.TempPathFactory, text: str, comment: str
) -> None:
    path = tmp_path_factory.mktemp("yaml") / "file.yaml"
    line = commented(f"key: {scalar(text)}", comment)
    path.write_text(f"{line}\nlast: word\n", encoding="utf-8")
    findings = Findings()
    root: MappingNode = read_yaml(path, findings)
    value = root.get("key") if text != "" else root.entries["key"].node
    assert findings.errors == 0
    assert isinstance(value, ScalarNode)
    assert value.text == text
    assert value.value == text  # never a number, a flag or nothing
    assert list(root.entries) == ["key", "last"]


def test_plain_words_are_not_quoted() -> None:
    assert scalar("Account Name") == "Account Name"
    assert scalar("../data/mrr.csv") == "../data/mrr.csv"
    assert scalar("No") == '"No"'
    assert scalar(None) == "~"
    assert scalar(False) == "false"


def test_invisible_characters_become_visible() -> None:
    assert visible("a\u202eb\nc") == "a\\u202eb\\x0ac"


def test_a_file_name_of_undecodable_bytes_can_be_written(tmp_path: Path) -> None:
    text = scalar("caf\udce9.csv")
    assert text == '"caf\\udce9.csv"'
    (tmp_path / "x.yaml").write_text(f"key: {text}\n", encoding="utf-8")
