"""Names that were meant to do harm, or just happen to be odd, end as plain and safe text."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pptx import Presentation

from deckgen.output import LONGEST_NAME, file_name, safe_name
from tests.support.commands import deckgen, process
from tests.support.package import assert_package_is_sound
from tests.support.projects import Project, small_project

NAMES = {
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "at": "@SUM(A1:A9)",
    "up and away": "../../../x",
    "absolute": "/etc/passwd",
    "windows": "C:\\Windows\\x",
    "device": "CON",
    "device with ending": "nul.pptx",
    "control characters": "a\x01b\x0bc\x1bd\x7f",
    "escape sequence": "\x1b[31mred\x1b[0m",
    "right to left": "x\u202ecod.exe\u202c\u200f",
    "zero width": "a\u200bb\ufeffc",
    "lone line separators": "a\u2028b\u2029c\x85d",
    "two lines": "first\nsecond",
    "300 characters": "Long " * 60,
    "300 letters": "x" * 300,
    "300 emoji": "🦊" * 300,
    "emoji": "👩‍👩‍👧 Family 🏳️‍🌈",
    "markup": "<script>&amp;</script>",
    "braces": "{company} {0} %s %(x)s",
    "dots": "..",
    "Excel escape": "_x0041_",
    "rich markup": "[bold red]x[/] :smile:",
    "SQL": 'Robert\'); DROP TABLE customers;-- "x"',
    "colon": "a:threshold :b",
    "same but for case": "con",
    "same but for a mark": "\u200fCON",
    "ends in a dot": "end. ",
    "Persian": "شرکت نمونه",
}
_HARMFUL = {"Cc", "Cs", "Cn"}
_DIRECTION = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One segment, customer and churn reason for every name, in files made by a CSV writer."""
    project = small_project(tmp_path_factory.mktemp("hostile") / "project")
    accounts = [("id", "name", "tier")]
    revenue = [("account", "month", "mrr")]
    reasons = [("account", "day", "kind", "label")]
    for number, name in enumerate(NAMES.values()):
        for copy in range(2):
            id = f"{number}-{copy}"
            accounts.append((id, name, name))
            months = ["2025-03", "2025-04", "2025-05", "2025-06"]
            known = months[: 1 if copy else 4]
            revenue.extend((id, month, str(100 + number)) for month in known)
        reasons.append((f"{number}-1", "2025-05-01", "churn", name))
    for file, rows in (("accounts.csv", accounts), ("mrr.csv", revenue), ("why.csv", reasons)):
        buffer = io.StringIO()
        csv.writer(buffer).writerows(rows)
        project.write(file, buffer.getvalue())
    project.change("config.yaml", "sources:\n", "sources:\n  why: {type: csv, path: why.csv}\n")
    project.change(
        "config.yaml",
        "sections:\n",
        "  reasons:\n    source: why\n    columns:\n"
        "      {customer_id: account, date: day, kind: kind, label: label}\n"
        "sections:\n  customer_fit: [churn_drivers]\n",
    )
    project.change(
        "config.yaml", "{company: Acme}", "{company: \"=cmd|' /C calc'!A0 ../x\\u202e\"}"
    )
    return project


@pytest.fixture(scope="module")
def decks(hostile: Project) -> list[Path]:
    answer = deckgen("build", hostile.config, "--all-segments")
    assert answer.code == 0, answer.err
    return [Path(line) for line in answer.out.splitlines()]


def test_every_segment_gets_a_deck_of_its_own_inside_the_folder(
    decks: list[Path], hostile: Project
) -> None:
    folder = hostile.folder / "out"
    assert len(decks) == len({path.name.casefold() for path in decks})
    assert {path.parent for path in decks} == {folder}
    index = {folder / one for one in ("index.html", "index.json", "reconciliation.json")}
    assert set(folder.iterdir()) == {*decks, *index}
    # Names that differ in blanks or marks at most are one segment or several, never none.
    assert len(decks) > len(NAMES) - 3


def test_file_names_are_safe_on_every_system(decks: list[Path]) -> None:
    for path in decks:
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', path.name), path.name
        assert not _RESERVED.match(path.name)
        assert not path.name.startswith((".", " ", "-"))
        assert not path.stem.endswith((".", " "))
        assert len(path.name.encode("utf-8")) <= 255
        assert not _DIRECTION & set(path.name)


def test_the_packages_are_sound(decks: list[Path]) -> None:
    for path in decks:
        assert_package_is_sound(path)


def test_slides_and_notes_hold_plain_text(decks: list[Path]) -> None:
    for path in decks[:6]:
        for text in texts(path):
            assert not [
                one for one in text if unicodedata.category(one) in _HARMFUL and one not in "\n\t\v"
            ], text
            # A name from right to left is closed by deckgen's own pair of marks, and by no other.
            assert not _DIRECTION & set(text.replace("\u200f\u200e", "")), text
            assert "_x000" not in text


def texts(path: Path) -> Iterator[str]:
    """Every text of slides and notes, with names and alternative texts of the shapes."""
    for slide in Presentation(str(path)).slides:
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            yield shape.name
            yield shape._element.xpath(".//p:cNvPr")[0].get("descr") or ""
            if shape.has_text_frame:
                yield shape.text_frame.text
            if getattr(shape, "has_table", False):
                for row in shape.table.rows:
                    for cell in row.cells:
                        yield cell.text_frame.text


def test_names_in_workbooks_are_texts_and_no_formulas(decks: list[Path]) -> None:
    seen = 0
    for path in decks[:6]:
        for slide in Presentation(str(path)).slides:
            for shape in slide.shapes:
                if not getattr(shape, "has_chart", False):
                    continue
                blob = shape.chart.part.chart_workbook.xlsx_part.blob
                for row in load_workbook(io.BytesIO(blob)).worksheets[0].iter_rows():
                    for cell in row:
                        if isinstance(cell.value, str):
                            # openpyxl marks a typed formula; ours are all inline texts
                            assert cell.data_type in ("s", "inlineStr"), cell.value
                            seen += 1
    assert seen


def test_the_company_deck_shows_the_odd_names_as_they_are(decks: list[Path]) -> None:
    said = "\n".join(texts(decks[0]))
    for name in ("../../../x", "<script>&amp;</script>", "[bold red]x[/]", "👩‍👩‍👧 Family"):
        assert name in said, name


def test_the_terminal_gets_no_escape_sequences(hostile: Project) -> None:
    """A customer's name must not move the cursor or colour the terminal of who reads it."""
    for arguments in (
        ["compute", hostile.config, "--all-segments"],
        ["explain", hostile.config, "churn_drivers", "--no-sql"],
        ["check", hostile.config],
    ):
        answer = process(*arguments)
        assert answer.code == 0, answer.err
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202e]", answer.out + answer.err)


def test_numbers_as_csv_open_without_running_anything(hostile: Project) -> None:
    """Programs run what begins with =, +, - or @: such a cell is written as a text."""
    answer = deckgen("compute", hostile.config, "--all-segments", "--format", "csv")
    for row in csv.DictReader(io.StringIO(answer.out)):
        for name in ("metric", "part", "key", "segment", "code", "warnings"):
            assert not row[name].startswith(("=", "+", "-", "@", "\t", "\r")), row[name]


def test_a_label_in_json_is_what_the_export_holds(hostile: Project) -> None:
    answer = deckgen("compute", hostile.config, "--format", "json")
    keys = {row["key"] for row in json.loads(answer.out)}
    assert NAMES["formula"] in keys
    assert NAMES["SQL"] in keys
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e-\u200f\u202a-\u202e]", answer.out)


def test_a_poor_encoding_of_the_terminal_is_no_error(hostile: Project) -> None:
    answer = process("compute", hostile.config, env={"PYTHONIOENCODING": "ascii"})
    assert answer.code == 0, answer.err
    assert "\\U0001f98a" in answer.out


def test_explain_finds_a_customer_by_an_odd_name(hostile: Project) -> None:
    answer = deckgen(
        "explain", hostile.config, "logo_churn", "--no-sql", "--customer", "13-0",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    assert "accounts.csv:" in answer.out


def test_a_segment_is_chosen_by_an_odd_name(hostile: Project) -> None:
    answer = deckgen(
        "build", hostile.config, "--segment", f"segment={NAMES['SQL']}", "-o",
        hostile.folder / "one",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    assert len(list((hostile.folder / "one").iterdir())) == 1


@given(st.text(), st.text(), st.text())
def test_any_text_makes_a_safe_file_name(company: str, segment: str, pattern: str) -> None:
    from datetime import date

    name = file_name(
        pattern + "{segment}", company=company, period="2025-Q2", segment=segment,
        day=date(2025, 7, 3),
    )  # fmt: skip
    assert name.endswith(".pptx")
    assert Path(name).name == name
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
    assert not _RESERVED.match(name)
    assert not name.startswith((".", " "))
    assert len(name.encode("utf-8")) <= 255


@given(st.text())
def test_a_safe_name_is_safe_already(text: str) -> None:
    once = safe_name(text)
    assert len(once) <= LONGEST_NAME + 1
    assert safe_name(once) == once
