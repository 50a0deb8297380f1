"""Ugly cells, one table per type: what each becomes, or that it cannot be understood.

Expected values are written out by hand: money in minor units, days since 1970-01-01, months as
year x 12 + month - 1, scores in hundredths, factors in millionths.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from deckgen.engine.duckdb import DuckDB
from deckgen.errors import ConfigError, Level
from deckgen.model.quality import Staged
from deckgen.model.source import Cell
from tests.support.feeds import cell_scan, feed, found, staged

BAD = "cannot be understood"


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    with DuckDB(threads=1) as opened:
        yield opened


def read(
    engine: DuckDB, table: str, column: str, cells: Sequence[Cell], **settings: object
) -> tuple[list[object], Staged]:
    """Each cell as the table stores it, ``BAD`` for a rejected row."""
    required: dict[str, dict[str, str]] = {
        "revenue": {"customer_id": "id", "month": "m", "amount": "a"},
        "contracts": {"contract_id": "id", "customer_id": "id", "start_date": "m", "acv": "a"},
        "health": {"customer_id": "id", "date": "m"},
        "customers": {"customer_id": "id"},
        "reasons": {"customer_id": "id", "date": "m", "kind": "k", "label": "id"},
        "assignments": {"csm_id": "id"},
    }
    columns = {**required[table], column: "x"}
    rules = {name: settings.pop(name) for name in ("currency", "timezone") if name in settings}
    rows = [(f"c{n}", "2025-03-31", 1, "churn", cell) for n, cell in enumerate(cells)]
    scan = cell_scan(("id", "m", "a", "k", "x"), rows)
    result = staged(engine, (feed(table, columns, **settings), scan), **rules)  # type: ignore[arg-type]
    key = "contract_id" if table == "contracts" else next(iter(columns))
    kept = dict(engine.rows(f'SELECT {key}, "{column}" FROM {table}'))
    return [kept.get(f"c{n}", BAD) for n in range(len(cells))], result


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


MONEY_WITH_POINT = [
    ("1234.5", 123450),
    ("$1,200.50", 120050),
    ("(120.00)", -12000),
    ("($1,120.00)", -112000),
    ("-$5", -500),
    ("$-5", -500),
    ("- 5", -500),
    ("5-", -500),
    ("\u22125.25", -525),
    ("+7", 700),
    ("1'234.50", 123450),
    ("1\u2019234.50", 123450),
    ("1 234.50", 123450),
    ("1\u00a0234\u00a0567.50", 123456750),
    ("USD 1,200", 120000),
    ("1,200.00 usd", 120000),
    ("US$ 3", 300),
    ("1,00,000.00", 10000000),
    (".5", 50),
    ("5.", 500),
    ("0.00", 0),
    ("1e3", 100000),
    ("1.2E+2", 12000),
    (" 42.10 ", 4210),
    (1234.5, 123450),
    (0.1, 10),
    (90071992547409.31, 9007199254740931),
    ("", BAD),
    (None, BAD),
    ("n/a", BAD),
    ("-", BAD),
    ("tbc", BAD),
    ("1.2.3", BAD),
    ("12,34.5x", BAD),
    ("(5", BAD),
    ("(-5)", BAD),
    ("--5", BAD),
    ("12 34.00", BAD),
    ("5%", BAD),
    ("XYZ 5", BAD),
    ("$ 5 USD", BAD),
    ("5 5", BAD),
    ("1e400", BAD),
    ("99999999999999999999999", BAD),
    ("\u0661\u0662", BAD),
]


def test_money_in_the_point_style(engine: DuckDB) -> None:
    values, _ = read(engine, "revenue", "amount", [cell for cell, _ in MONEY_WITH_POINT])
    assert list(zip([c for c, _ in MONEY_WITH_POINT], values, strict=True)) == MONEY_WITH_POINT


MONEY_WITH_COMMA = [
    ("1.200,50 €", 120050),
    ("1.200", 120000),
    ("1.234.567", 123456700),
    ("1 234,50", 123450),
    ("1\u202f234,50", 123450),
    ("12,5", 1250),
    ("0,500", 50),
    ("EUR 7", 700),
    ("(3,20)", -320),
    (1234.5, 123450),
    (1.25, 125),
    ("1,200.50", BAD),
]


def test_money_in_the_comma_style_is_found_by_itself(engine: DuckDB) -> None:
    cells = [cell for cell, value in MONEY_WITH_COMMA if value is not BAD]
    values, result = read(engine, "revenue", "amount", cells, currency="EUR")
    assert values == [value for _, value in MONEY_WITH_COMMA if value is not BAD]
    assert found(result, "data-307") == []


def test_a_declared_comma_rejects_what_does_not_fit_it(engine: DuckDB) -> None:
    cells = [cell for cell, _ in MONEY_WITH_COMMA]
    values, _ = read(engine, "revenue", "amount", cells, currency="EUR", decimal=",")
    assert values == [value for _, value in MONEY_WITH_COMMA]


def test_commas_before_three_digits_alone_are_thousands(engine: DuckDB) -> None:
    values, _ = read(engine, "revenue", "amount", ["1,200", "12,345", "7"])
    assert values == [120000, 1234500, 700]


def test_points_before_three_digits_alone_must_be_declared(engine: DuckDB) -> None:
    with pytest.raises(ConfigError) as caught:
        read(engine, "revenue", "amount", ["1.200", "500"])
    (issue,) = caught.value.issues
    assert issue.code == "mapping-404"
    assert str(issue.location) == "config.yaml:12:7"
    assert "'1.200'" in issue.message
    assert "decimal" in (issue.hint or "")
    assert read(engine, "revenue", "amount", ["1.200"], decimal=",")[0] == [120000]
    assert read(engine, "revenue", "amount", ["1.200"], decimal=".")[0] == [120]


def test_two_decimal_signs_in_one_column_are_an_error_with_examples(engine: DuckDB) -> None:
    values, result = read(engine, "revenue", "amount", ["1.50", "2.50", "3,50"])
    assert values == [150, 250, BAD]
    (finding,) = found(result, "data-307")
    assert finding.level is Level.ERROR
    assert "'1.50' (2 cells)" in finding.message
    assert "'3,50' (1 cells)" in finding.message


def test_a_number_of_a_workbook_is_never_taken_for_thousands(engine: DuckDB) -> None:
    values, _ = read(engine, "revenue", "amount", [1.234, 1200.5, "1.200,50"], decimal=",")
    assert values == [123, 120050, 120050]


@pytest.mark.parametrize(("currency", "stored"), [("USD", 123457), ("JPY", 1235), ("KWD", 1234568)])
def test_minor_units_follow_the_currency_and_rounding_is_reported(
    engine: DuckDB, currency: str, stored: int
) -> None:
    # 1234.5675 rounds half away from zero at 2, 0 and 3 decimals
    values, result = read(engine, "revenue", "amount", ["1234.5675", "-0.5675"], currency=currency)
    assert values[0] == stored
    (finding,) = found(result, "data-304")
    assert finding.rows == 2


def test_half_a_unit_is_rounded_away_from_zero(engine: DuckDB) -> None:
    values, _ = read(engine, "revenue", "amount", ["0.5", "-0.5", "1.5"], currency="JPY")
    assert values == [1, -1, 2]


def test_a_foreign_symbol_is_reported_when_no_currency_is_mapped(engine: DuckDB) -> None:
    values, result = read(engine, "revenue", "amount", ["€5", "$5", "GBP 7", "5"])
    assert values == [500, 500, 700, 500]
    (finding,) = found(result, "data-305")
    assert finding.rows == 2
    assert "currency" in (finding.hint or "")
    assert found(read(engine, "revenue", "amount", ["C$5"], currency="CAD")[1], "data-305") == []


DAYS = [
    ("2025-03-01", "2025-03-01"),
    ("2025-3-1", "2025-03-01"),
    ("2025/03/01", "2025-03-01"),
    ("20250301", "2025-03-01"),
    ("2025-03-01 10:00", "2025-03-01"),
    ("2025-03-01T10:00:00", "2025-03-01"),
    ("2025-03-01T23:30:00Z", "2025-03-02"),  # 00:30 in Berlin
    ("2025-03-01T23:30Z", "2025-03-02"),
    ("2025-03-01 22:30:00 UTC", "2025-03-01"),
    ("2025-03-01 00:30:00+02:00", "2025-02-28"),  # 22:30 UTC is 23:30 in Berlin
    ("2025-03-01 00:30:00.123456+0200", "2025-02-28"),
    ("2025-03-01T20:00:00-05", "2025-03-02"),
    ("1 Mar 2025", "2025-03-01"),
    ("01-Mar-2025", "2025-03-01"),
    ("01-MAR-25", "2025-03-01"),
    ("Mar 1, 2025", "2025-03-01"),
    ("March 1st, 2025", "2025-03-01"),
    ("Sept 3, 2025", "2025-09-03"),
    ("Sat, 1 March 2025 10:00:00", "2025-03-01"),
    (45717, "2025-03-01"),  # days since 1899-12-30
    (45717.75, "2025-03-01"),
    (20250301, "2025-03-01"),
    ("1990-01-01", "1990-01-01"),
    ("2100-12-31", "2100-12-31"),
    ("45717", None),  # text, not a number of a workbook
    ("2025-02-30", None),
    ("30 Feb 2025", None),
    ("20250230", None),
    ("1989-12-31", None),
    ("2101-01-01", None),
    ("9999-12-31", None),
    ("2025-03", None),
    ("soon", None),
    ("Mai 2025", None),
    (1.5, None),
]


def test_days_with_timestamps_in_the_zone_of_the_deck(engine: DuckDB) -> None:
    cells = [cell for cell, _ in DAYS]
    values, result = read(engine, "health", "date", cells, timezone="Europe/Berlin")
    expected = [BAD if text is None else day(text) for _, text in DAYS]
    assert list(zip(cells, values, strict=True)) == list(zip(cells, expected, strict=True))
    (rejection,) = result.accounts[0].rejections
    assert rejection.rows == 11
    assert rejection.cause.startswith("date is not a date between 1990 and 2100: '45717' and")


def test_a_declared_format_decides_and_iso_dates_of_a_workbook_still_work(engine: DuckDB) -> None:
    cells = ["03/07/2025", "13/12/2025", "2025-07-03", "12/13/2025"]
    values, _ = read(engine, "health", "date", cells, date_format="%d/%m/%Y")
    assert values == [day("2025-07-03"), day("2025-12-13"), day("2025-07-03"), BAD]
    american, _ = read(engine, "health", "date", cells, date_format="%m/%d/%Y")
    assert american == [day("2025-03-07"), BAD, day("2025-07-03"), day("2025-12-13")]


def test_a_declared_format_with_a_zone_gives_the_local_day(engine: DuckDB) -> None:
    values, _ = read(
        engine, "health", "date", ["01.03.2025 23:30 +0000"],
        date_format="%d.%m.%Y %H:%M %z", timezone="Asia/Tokyo",
    )  # fmt: skip
    assert values == [day("2025-03-02")]


def test_a_day_beyond_twelve_decides_the_order_and_says_so(engine: DuckDB) -> None:
    values, result = read(engine, "health", "date", ["01/02/2025", "25/02/2025", "5.3.2025 14:30"])
    assert values == [day("2025-02-01"), day("2025-02-25"), day("2025-03-05")]
    (finding,) = found(result, "data-306")
    assert finding.level is Level.NOTE
    assert "day first" in finding.message
    assert "'25/02/2025'" in finding.message
    values, result = read(engine, "health", "date", ["01/02/2025", "02/25/2025"])
    assert values == [day("2025-01-02"), day("2025-02-25")]
    assert "month first" in found(result, "data-306")[0].message


@pytest.mark.parametrize(
    ("cells", "cause", "formats"),
    [
        (
            ["01/02/2026", "03/04/2026"],
            "'01/02/2026' may be day first or month first",
            '"%d/%m/%Y" or "%m/%d/%Y"',
        ),
        (
            ["13/02/2026", "02/13/2026"],
            "holds both '13/02/2026' and '02/13/2026'",
            '"%d/%m/%Y" or "%m/%d/%Y"',
        ),
        (["1/2/26"], "'1/2/26' has a year of two digits", '"%d/%m/%y" or "%m/%d/%y"'),
        (["01.02.26"], "'01.02.26' has a year of two digits", '"%d.%m.%y" or "%m.%d.%y"'),
    ],
)
def test_an_open_order_of_day_and_month_must_be_declared(
    engine: DuckDB, cells: list[str], cause: str, formats: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(engine, "health", "date", cells)
    (issue,) = caught.value.issues
    assert issue.code == "mapping-405"
    assert str(issue.location) == "config.yaml:11:7"
    assert cause in issue.message
    assert issue.hint == f"declare date_format: {formats}"


def test_the_same_day_and_month_need_no_order(engine: DuckDB) -> None:
    assert read(engine, "health", "date", ["05/05/2025"])[0] == [day("2025-05-05")]


MONTHS = [
    ("2025-03", 24302),  # 2025 x 12 + 2
    ("2025/3", 24302),
    ("2025-03-31", 24302),
    ("2025-03-31T23:30:00Z", 24303),  # already April in Berlin
    ("Mar 2025", 24302),
    ("March 2025", 24302),
    ("Mar-2025", 24302),
    ("Mar-25", 24302),
    ("2025 Sept", 24308),
    ("03/2025", 24302),
    ("3.2025", 24302),
    ("202503", 24302),
    (202503, 24302),
    (45717, 24302),
    ("1 Mar 2025", 24302),
    ("2025-13", BAD),
    ("202513", BAD),
    ("13/2025", BAD),
    ("1899-12", BAD),
    ("Q1 2025", BAD),
    ("", BAD),
]


def test_months(engine: DuckDB) -> None:
    cells = [cell for cell, _ in MONTHS]
    values, result = read(engine, "revenue", "month", cells, timezone="Europe/Berlin")
    assert list(zip(cells, values, strict=True)) == MONTHS
    causes = {rejection.cause: rejection for rejection in result.accounts[0].rejections}
    assert causes["month is empty"].rows == 1


OTHERS: list[tuple[str, str, str | None, list[tuple[Cell, object]]]] = [
    ("health", "score", ".", [
        ("85%", 8500), ("85", 8500), (7.25, 725), ("9,5", None), ("good", None), ("", None),
        ("-1", -100),
    ]),
    ("health", "score", None, [("9,5", 950), ("8,125", 813), ("10", 1000)]),
    ("health", "score", None, [("0.125", 13), ("1.125", 113)]),
    ("assignments", "fte", None, [
        ("0.5", 500000), ("50%", 500000), (1, 1000000), ("", 1000000), ("x", 1000000),
        ("1.085", 1085000),
    ]),
    ("customers", "seats", None, [
        ("1,200", 1200), (12.0, 12), ("12.0", 12), ("12.5", None), ("many", None), ("$5", None),
        ("5%", None),
    ]),
    ("reasons", "is_primary", None, [
        ("Yes", 1), ("no", 0), ("TRUE", 1), (True, 1), (False, 0), (1, 1), ("0", 0), ("y", 1),
        ("F", 0), ("maybe", None), ("", None), ("2", None),
    ]),
    ("health", "band", None, [("Green", "green"), (" RED ", "red"), ("amber", None), ("", None)]),
    ("contracts", "outcome", None, [
        ("Opted out", "opted_out"), ("opted-out", "opted_out"), ("Renewed", "renewed"),
        ("", "open"), ("pending", "open"),
    ]),
    ("customers", "segment", None, [
        (" SMB ", "SMB"), ("\u00a0Enterprise\u00a0", "Enterprise"), ("NA", "NA"),
        ("a\tb\nc", "a b c"), ("x\x07y", "xy"), ("  ", None), (None, None), (124.0, "124"),
        ("00123", "00123"), (True, "true"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "column", "decimal", "cells"), OTHERS)
def test_other_types(
    engine: DuckDB,
    table: str,
    column: str,
    decimal: str | None,
    cells: list[tuple[Cell, object]],
) -> None:
    values, _ = read(engine, table, column, [cell for cell, _ in cells], decimal=decimal)
    assert list(zip([cell for cell, _ in cells], values, strict=True)) == cells


def test_ids_keep_leading_zeros_and_workbook_numbers_have_no_point(engine: DuckDB) -> None:
    rows = [("00123",), (124.0,), (90071992547409931,), (" 7 ",)]
    staged(engine, (feed("customers", {"customer_id": "id"}), cell_scan(("id",), rows)))
    assert [row[0] for row in engine.rows("SELECT customer_id FROM customers ORDER BY _row")] == [
        "00123", "124", "90071992547409931", "7",
    ]  # fmt: skip


def test_an_unknown_word_of_an_optional_list_is_empty_and_counted(engine: DuckDB) -> None:
    _, result = read(engine, "health", "band", ["amber", "green", "blue"])
    (finding,) = found(result, "data-303")
    assert finding.rows == 2
    assert "data/book.xlsx:2 'amber'" in finding.message
    assert result.accounts[0].used == 3


def test_an_unknown_word_of_a_required_list_rejects_the_row(engine: DuckDB) -> None:
    values, result = read(engine, "reasons", "kind", ["Product gap", "moved", "UPSELL"])
    assert values == ["product_gap", BAD, "upsell"]
    (rejection,) = result.accounts[0].rejections
    assert rejection.cause == "kind 'moved' is not one of churn, upsell, product_gap, risk"
    assert rejection.samples == ("data/book.xlsx:3 'moved'",)


def test_an_unreadable_optional_cell_is_empty_and_counted(engine: DuckDB) -> None:
    values, result = read(engine, "contracts", "end_date", ["2026-01-01", "9999-12-31", "tbd"])
    assert values == [day("2026-01-01"), None, None]
    (finding,) = found(result, "data-302")
    assert finding.rows == 2
    assert finding.level is Level.WARNING
