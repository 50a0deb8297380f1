"""Sources: paths, types, declarations, and secrets that never show."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from config_samples import MINIMAL, Load, Problems, place

from deckgen.errors import ConfigError
from deckgen.model.source import Secret, SourceKind

SECRET = "postgresql://reader:s3cr3t@db.example.com/crm"


def with_source(source: str) -> str:
    return MINIMAL.replace("crm: {type: csv, path: crm.csv}", f"crm: {source}")


def test_a_source_carries_everything_that_is_declared(load: Load, tmp_path: Path) -> None:
    config = load(
        with_source(
            "{type: csv, path: ../exports/crm-*.csv, encoding: cp1252, delimiter: tab,"
            " decimal: ',', date_format: '%d.%m.%Y', header_row: 3, owner: Ops, contact: ops@x.y,"
            " refresh: weekly, last_updated: 2025-07-01}"
        )
    )
    source = config.sources["crm"]
    assert source.path == tmp_path.parent / "exports/crm-*.csv"
    assert (source.kind, source.encoding, source.delimiter) == (SourceKind.CSV, "cp1252", "\t")
    assert (source.decimal, source.date_format, source.header_row) == (",", "%d.%m.%Y", 3)
    assert (source.owner, source.contact, source.refresh) == ("Ops", "ops@x.y", "weekly")
    assert source.last_updated == "2025-07-01"
    assert str(source.place("path")).endswith("config.yaml:4:26")
    assert str(source.place()).endswith("config.yaml:4:3")


def test_a_sheet_named_with_a_number_is_a_text(load: Load) -> None:
    source = load(with_source("{type: excel, path: a.xlsx, sheet: 2025}")).sources["crm"]
    assert (source.kind, source.sheet) == (SourceKind.EXCEL, "2025")


@pytest.mark.parametrize(
    ("source", "code", "column", "message", "hint"),
    [
        ("{path: crm.csv}", "config-111", 3, "source 'crm' does not say", "type: csv"),
        ("{type: xlsx, path: a.xlsx}", "config-113", 15, "'xlsx' is not a type", "'excel'"),
        ("{type: csv}", "config-111", 3, "'path' is missing", "path: data/accounts.csv"),
        ("{type: csv, path: a.xlsx}", "config-130", 9, "a .xlsx file is not", "type: excel"),
        ("{type: csv, path: a.csv, shet: x}", "config-110", 33, "unknown key 'shet'", None),
        ("{type: csv, path: a.csv, encoding: klingon}", "config-115", 43, "'klingon'", "utf-8"),
        ("{type: csv, path: a.csv, delimiter: ab}", "config-115", 44, "'ab' cannot", "; |"),
        ("{type: csv, path: a.csv, decimal: x}", "config-113", 42, "decimal cannot be 'x'", None),
        ("{type: csv, path: a.csv, header_row: 0}", "config-114", 45, "header_row must", None),
        ("{type: csv, path: a.csv, date_format: DD/MM/YYYY}", "config-115", 46,
         "date_format 'DD/MM/YYYY' has no % codes", '"%d/%m/%Y"'),
        ("{type: csv, path: a.csv, date_format: '%d/%Q/%Y'}", "config-115", 46,
         "date_format has an unknown code %Q", None),
        ("{type: csv, path: a.csv, date_format: '%d/%m'}", "config-115", 46,
         "date_format '%d/%m' does not say both month and year", None),
        ("{type: csv, path: '${HOME}/a.csv'}", "config-122", 26, "environment variables", None),
        ("just.csv", "config-112", 3, "source 'crm' needs `key: value` lines", "path: data/crm"),
        ("{type: sqlite, path: a.db, table: t, query: q}", "config-130", 45,
         "source 'crm' has a table and a query", None),
        ("{type: postgres}", "config-111", 3, "'url' is missing", '"${WAREHOUSE_URL}"'),
    ],
)  # fmt: skip
def test_a_source_that_cannot_be(
    problems: Problems, source: str, code: str, column: int, message: str, hint: str | None
) -> None:
    issue = problems(with_source(source))[0]
    assert place(issue) == (code, 4, column)
    assert issue.message.startswith(message)
    assert hint is None or hint in (issue.hint or "")


def test_secrets_come_from_the_environment_and_never_show(load: Load) -> None:
    text = with_source('{type: postgres, url: "${WAREHOUSE_URL}", table: accounts}')
    config = load(text, WAREHOUSE_URL=SECRET)
    assert config.sources["crm"].url == Secret(SECRET)
    for shown in (
        repr(config),
        str(config),
        repr(config.sources),
        str(config.sources["crm"].url),
        json.dumps(dataclasses.asdict(config.sources["crm"])["name"], default=str),
        repr(config.places),
    ):
        assert "s3cr3t" not in shown


def test_only_the_password_may_come_from_the_environment(load: Load) -> None:
    text = with_source('{type: postgres, url: "postgresql://me:${PW}@db/crm", table: a}')
    url = load(text, PW="s3cr3t").sources["crm"].url
    assert url is not None
    assert url.reveal == "postgresql://me:s3cr3t@db/crm"


def test_a_url_without_a_password_needs_no_variable(load: Load) -> None:
    url = (
        load(with_source("{type: postgres, url: 'postgresql:///crm', table: a}")).sources["crm"].url
    )
    assert url == Secret("postgresql:///crm")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:hunter2@db/crm",
        "postgresql://me:hunter2${X}@db/crm",
        "postgresql://me:hun/ter2@db/crm",
        "host=db user=me password=hunter2",
        "postgresql://db/crm?user=me&password=hunter2",
    ],
)
def test_a_password_in_the_file_is_refused_without_repeating_it(load: Load, url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(with_source(f'{{type: postgres, url: "{url}", table: a}}'), X="y")
    issue = caught.value.issues[0]
    assert place(issue) == ("config-121", 4, 30)
    assert "hunter2" not in str(caught.value)
    assert "ter2" not in str(caught.value)
    assert "hunter2" not in repr(caught.value)
    assert "environment variable" in (issue.hint or "")


@pytest.mark.parametrize(
    ("url", "message", "hint"),
    [
        ("${WAREHOSE_URL}", "the environment variable WAREHOSE_URL is not set", "'WAREHOUSE_URL'"),
        ("${OTHER}", "the environment variable OTHER is not set", "export OTHER"),
        (
            "$WAREHOUSE_URL",
            "'url' names an environment variable without braces",
            '"${WAREHOUSE_URL}"',
        ),
        ("${A B}", "a name in ${} of 'url' is not the name", "${WAREHOUSE_URL}"),
        ("${EMPTY}", "the environment variable EMPTY is empty", "export EMPTY"),
    ],
)
def test_variables_that_are_missing(problems: Problems, url: str, message: str, hint: str) -> None:
    text = with_source(f'{{type: postgres, url: "{url}", table: a}}')
    (issue,) = problems(text, WAREHOUSE_URL=SECRET, EMPTY="")
    assert place(issue) == ("config-120", 4, 30)
    assert issue.message.startswith(message)
    assert hint in (issue.hint or "")
    assert "s3cr3t" not in str(issue)


def test_a_password_key_is_unknown_and_its_value_is_not_shown(problems: Problems) -> None:
    text = with_source('{type: postgres, url: "${U}", password: hunter2, table: a}')
    issues = problems(text, U="x")
    assert [issue.code for issue in issues] == ["config-110"]
    assert "hunter2" not in "".join(map(str, issues))


def test_a_source_that_nothing_reads_is_noted(load: Load) -> None:
    config = load(MINIMAL.replace("tables:", "  spare: {type: csv, path: s.csv}\ntables:"))
    (warning,) = config.warnings
    assert place(warning) == ("config-138", 6, 3)
    assert "spare" not in config.sources
