"""Workbooks, written with openpyxl and read with another library."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from deckgen.errors import Issue, Location, SourceError
from deckgen.model.source import Scan, Source, SourceKind
from deckgen.sources import read_rows, scan

PLACES = {
    "": Location("config.yaml", 10, 3),
    "path": Location("config.yaml", 11, 11),
    "sheet": Location("config.yaml", 12, 12),
}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes sheets (name -> rows) as one workbook."""
    monkeypatch.chdir(tmp_path)

    def save(name: str = "survey.xlsx", **sheets: Sequence[Sequence[Any]]) -> Path:
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row, 1):
                    if value is not None:
                        sheet.cell(number, column).value = value
        workbook.save(tmp_path / name)
        return tmp_path / name

    return save


def read(path: Path, *wanted: str, sheet: str | None = None, header_row: int | None = None) -> Scan:
    source = Source(
        "surveys", SourceKind.EXCEL, path, sheet=sheet, header_row=header_row, places=PLACES
    )
    [found] = scan(source, frozenset(wanted))
    return found


def issue_of(path: Path, *wanted: str, **options: Any) -> Issue:
    with pytest.raises(SourceError) as raised:
        read(path, *wanted, **options)
    [issue] = raised.value.issues
    return issue


def numbers_of(found: Scan, length: int) -> list[int]:
    assert found.first_row is not None
    return list(islice(found.numbers() if found.numbers else count(found.first_row), length))


def test_cells_arrive_as_they_are_stored_and_dates_as_iso_text(write: Write) -> None:
    path = write(
        Data=[
            ["id", "when", "amount", "flag", "text"],
            ["00123", date(2025, 3, 1), 124.0, True, "n/a"],
            [124, datetime(2025, 3, 1, 14, 5), 124.5, False, " padded "],
            [-3, datetime(2025, 3, 1), 0.1, None, "2025-03-01"],
            ["x", time(14, 5), 1e15, None, timedelta(hours=30, minutes=2)],
        ]
    )

    found = read(path, "id", "amount")
    rows = read_rows(found, 10)

    assert found.columns == ("id", "when", "amount", "flag", "text")
    assert found.display == "survey.xlsx[Data]"
    assert rows == [
        ("00123", "2025-03-01", 124, True, "n/a"),
        (124, "2025-03-01 14:05:00", 124.5, False, " padded "),
        (-3, "2025-03-01", 0.1, None, "2025-03-01"),
        ("x", "14:05:00", 10**15, None, "30:02:00"),
    ]
    assert [type(row[2]) for row in rows] == [int, float, float, int]
    assert found.notes == ()


def test_an_error_cell_is_empty(write: Write) -> None:
    path = write(Data=[["id", "score"], ["a", "#DIV/0!"], ["b", "#N/A"]])

    assert read_rows(read(path, "id"), 10) == [("a", None), ("b", None)]


def test_rows_can_be_read_again_and_again(write: Write) -> None:
    found = read(write(Data=[["id"], ["a"], ["b"]]), "id")
    assert found.rows is not None

    assert read_rows(found, 1) == [("a",)]
    assert list(found.rows()) == [("a",), ("b",)]
    assert list(found.rows()) == [("a",), ("b",)]


def test_titles_above_and_empty_rows_between_are_left_out_and_rows_keep_their_number(
    write: Write,
) -> None:
    path = write(
        Data=[
            ["Survey of March"],
            [],
            [None, None, "id", "score", None, "note"],
            [None, None, "a", 9],
            [],
            [None, None, "b", 7, None, "x"],
            [],
        ]
    )

    found = read(path, "id", "score")

    assert found.columns == ("id", "score", "note")
    assert list(read_rows(found, 10)) == [("a", 9, None), ("b", 7, "x")]
    assert numbers_of(found, 2) == [4, 6]
    [skipped] = found.notes
    assert str(skipped).startswith(
        "survey.xlsx[Data]:3: note source-271: skipped 1 row above the header: 'Survey of March'"
    )


def test_lines_below_the_table_are_left_out_and_named(write: Write) -> None:
    rows = [
        ["id", "name", "x"], ["1", "Ada", 7], ["2", "Bo", 8], [None],
        ["Copyright, all rights reserved"], ["Confidential"],
    ]  # fmt: skip
    found = read(write(Report=rows), "id", "name")
    assert read_rows(found, 9) == [("1", "Ada", 7), ("2", "Bo", 8)]
    [told] = [issue for issue in found.notes if issue.code == "source-277"]
    assert "2 lines below the table" in told.message
    assert told.location is not None
    assert told.location.line == 5


def test_without_wanted_columns_the_header_is_the_first_full_row_of_texts(write: Write) -> None:
    path = write(Data=[["Survey", "of March"], ["id", "score", "note"], ["a", 9, "x"]])

    assert read(path).columns == ("id", "score", "note")


def test_a_declared_header_row_wins(write: Write) -> None:
    path = write(Data=[["id", "score"], ["code", "points"], ["a", 9]])

    found = read(path, "id", header_row=2)

    assert (found.columns, found.first_row, found.notes) == (("code", "points"), 3, ())


@pytest.mark.parametrize("row", [2, 9])
def test_a_declared_header_row_that_is_none_is_an_error(write: Write, row: int) -> None:
    issue = issue_of(write(Data=[["id"], [], ["a"]]), header_row=row)

    assert (issue.code, str(issue.location)) == ("source-220", f"survey.xlsx[Data]:{row}")


def test_a_column_without_a_name_but_with_values_gets_one(write: Write) -> None:
    found = read(write(Data=[["id", None, "score"], ["a", "x", 9]]), "id")

    assert found.columns == ("id", "column 2", "score")
    assert [issue.code for issue in found.notes] == ["source-272"]


def test_a_wanted_column_twice_is_an_error_and_an_unwanted_one_a_warning(write: Write) -> None:
    path = write(Data=[["id", "note", "note"], ["a", "x", "y"]])

    assert read(path, "id").columns == ("id", "note", "note (2)")
    assert issue_of(path, "note").code == "source-219"


def test_the_first_visible_sheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.worksheets[0].title = "Lists"
    workbook.worksheets[0].sheet_state = "hidden"
    workbook.create_chartsheet("Chart")
    data = workbook.create_sheet("Data")
    data.append(["id"])
    workbook.create_sheet("More").append(["id"])
    workbook.save(tmp_path / "a.xlsx")

    found = read(tmp_path / "a.xlsx", "id")

    assert found.display.endswith("a.xlsx[Data]")
    [other] = found.notes
    assert other.message == "reads sheet 'Data'; not read: More"


def test_a_sheet_by_name_may_be_hidden(tmp_path: Path) -> None:
    workbook = Workbook()
    hidden = workbook.create_sheet("Lists")
    hidden.append(["id"])
    hidden.append(["a"])
    hidden.sheet_state = "hidden"
    workbook.save(tmp_path / "a.xlsx")

    assert read_rows(read(tmp_path / "a.xlsx", sheet="Lists"), 5) == [("a",)]


def test_a_wrong_sheet_lists_the_sheets(write: Write) -> None:
    path = write(Responses=[["id"]], Lists=[["id"]])

    issue = issue_of(path, sheet="Response")

    assert str(issue) == (
        "survey.xlsx: error source-232: has no sheet 'Response'\n"
        "    sheets are: Responses, Lists; did you mean 'Responses'?; declared at config.yaml:12:12"
    )
    assert "did you mean 'Responses'?" in str(issue_of(path, sheet=" responses"))


def test_a_sheet_with_a_header_only_has_no_rows(write: Write) -> None:
    found = read(write(Data=[["id", "score"]]), "id")

    assert (found.columns, read_rows(found, 5)) == (("id", "score"), [])


def test_an_empty_sheet_is_an_error(write: Write) -> None:
    issue = issue_of(write(Data=[]))

    assert (issue.code, str(issue.location)) == ("source-213", "survey.xlsx[Data]")


def test_lock_files_of_excel_are_not_read(write: Write, tmp_path: Path) -> None:
    write("b.xlsx", Data=[["id"], ["b"]])
    (tmp_path / "~$b.xlsx").write_bytes(b"\x05lock")

    found = read(tmp_path / "*.xlsx", "id")

    assert found.display == "b.xlsx[Data]"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (OLE, "source-231", "old .xls workbook or protected by a password"),
        (b"id,name\n1,2\n", "source-230", "declare type: csv"),
        (b"%PDF-1.7", "source-230", "a PDF document"),
        (b"PK\x03\x04" + b"junk" * 50, "source-230", "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_cause(
    tmp_path: Path, data: bytes, code: str, says: str
) -> None:
    path = tmp_path / "survey.xlsx"
    path.write_bytes(data)

    issue = issue_of(path)

    assert issue.code == code
    assert says in str(issue)
    assert "\n" not in issue.message


def test_a_workbook_cut_in_half_is_refused(write: Write) -> None:
    path = write(Data=[["id"], ["a"]])
    path.write_bytes(path.read_bytes()[:2000])

    assert issue_of(path).code == "source-230"


def test_a_workbook_with_a_damaged_sheet_is_refused(write: Write) -> None:
    path = write(Data=[["id"], ["a"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet][: len(parts[sheet]) // 2]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)

    assert issue_of(path).code == "source-230"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "nothing")

    assert issue_of(tmp_path / "a.xlsx").code == "source-230"
