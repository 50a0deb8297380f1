"""``deckgen lint`` as a person and a program use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.lint.cases_layout import a5_bad, g1_bad, t1_bad, t7_bad
from tests.lint.pages import Page
from tests.support.commands import assert_refused, deckgen


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return t1_bad().save(tmp_path, "bad.pptx")


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return Page().save(tmp_path, "clean.pptx")


def test_findings_are_lines_with_place_severity_code_and_cause(bad: Path) -> None:
    answer = deckgen("lint", bad, "--select", "T1")
    assert answer.code == 3
    place, hint = answer.out.splitlines()
    assert place == (
        f"{bad}:1 (Net revenue retention held in the second quarter): error T1: TextBox 2: text of"
        " 9 pt is too small: 'Small print' (9 pt, allowed 12 pt)"
    )
    assert hint == "    say less in the same type, or give it more room"
    assert answer.err == "1 error, 0 warnings, 0 info in 1 deck\n"


def test_a_clean_deck_prints_no_line_and_exits_with_0(clean: Path) -> None:
    answer = deckgen("lint", clean)
    assert (answer.code, answer.err) == (0, "0 errors, 0 warnings, 1 info in 1 deck\n")
    assert "error" not in answer.out


def test_notes_alone_exit_with_0_until_the_deck_is_final(tmp_path: Path) -> None:
    path = t7_bad().save(tmp_path)
    assert deckgen("lint", path, "--select", "T7").code == 0
    answer = deckgen("lint", path, "--select", "T7", "--final")
    assert answer.code == 3
    assert ": error T7: " in answer.out


def test_json_has_an_object_per_finding(bad: Path) -> None:
    answer = deckgen("lint", bad, "--format", "json", "--select", "T1")
    [finding] = json.loads(answer.out)
    assert finding == {
        "deck": str(bad),
        "code": "T1",
        "severity": "error",
        "slide": 1,
        "title": "Net revenue retention held in the second quarter",
        "shape": "TextBox 2",
        "message": "text of 9 pt is too small: 'Small print'",
        "measured": "9 pt",
        "allowed": "12 pt",
        "hint": "say less in the same type, or give it more room",
    }


def test_json_of_nothing_is_an_empty_array(clean: Path) -> None:
    answer = deckgen("lint", clean, "--format", "json", "--select", "T1")
    assert json.loads(answer.out) == []


def test_rules_are_selected_and_ignored_by_code_and_by_family(tmp_path: Path) -> None:
    path = g1_bad().save(tmp_path)

    def codes(*options: str) -> set[str]:
        answer = deckgen("lint", path, "--format", "json", *options)
        return {one["code"] for one in json.loads(answer.out)}

    assert codes("--select", "G") == {"G1"}
    assert codes("--select", "g1,T1") == {"G1"}
    assert "G1" not in codes("--ignore", "G1")
    assert codes("--select", "G,A", "--ignore", "A") == {"G1"}


def test_an_unknown_rule_is_refused(clean: Path) -> None:
    assert_refused(deckgen("lint", clean, "--select", "X9"), "'X9'", code="lint-601")


def test_several_decks_are_all_reported_and_a_bad_one_is_told(bad: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pptx"
    broken.write_bytes(b"PK no")
    answer = deckgen("lint", broken, bad, "--select", "T1")
    assert answer.code == 1
    assert str(bad) in answer.out
    assert f"{broken}: error deck-504: " in answer.err
    assert "Traceback" not in answer.err


def test_a_room_asks_for_larger_type(tmp_path: Path) -> None:
    page = Page()
    page.text("Readable on a desk", size=14)
    path = page.save(tmp_path)
    assert deckgen("lint", path, "--select", "T1").code == 0
    assert deckgen("lint", path, "--select", "T1", "--profile", "room").code == 3


def test_what_concerns_the_file_has_no_slide(tmp_path: Path) -> None:
    path = a5_bad().save(tmp_path)
    answer = deckgen("lint", path, "--select", "A5")
    assert answer.out.startswith(f"{path}: info A5: ")


def test_help_says_what_the_exit_codes_mean() -> None:
    answer = deckgen("lint", "--help")
    assert "Exit code 3 if there are errors or warnings, 0 if there is only info." in (
        " ".join(answer.out.split())
    )
