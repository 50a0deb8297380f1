"""The two rules that ask LibreOffice and the Open XML SDK."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.errors import DeckgenError
from deckgen.lint import ON_REQUEST, RULES, chosen_rules, lint_deck
from deckgen.render import write_deck
from tests.lint.cases_layout import g5_bad, g5_good
from tests.lint.pages import P, Page
from tests.render import decks
from tests.support.needs import validator


def test_they_run_only_when_they_are_named() -> None:
    assert {rule.code for rule in ON_REQUEST} == {"G6", "P2"}
    assert chosen_rules([], []) == RULES
    assert "G6" not in {rule.code for rule in chosen_rules(["G"], [])}
    assert [rule.code for rule in chosen_rules(["g6", "P2"], ["P"])] == ["G6"]


@pytest.mark.parametrize("code", ["G6", "P2"])
def test_a_program_that_is_not_installed_is_named(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Page().save(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("OOXML_VALIDATOR", raising=False)
    with pytest.raises(DeckgenError, match="is not installed"):
        lint_deck(path, chosen_rules([code], []))


@pytest.mark.render
def test_a_word_that_is_drawn_outside_its_frame_is_found(tmp_path: Path) -> None:
    page = g5_bad()
    [frame] = [shape for shape in page.slide.shapes if shape.name.startswith("TextBox")]
    frame.text_frame.auto_size = None  # LibreOffice would enlarge the frame
    [finding] = lint_deck(page.save(tmp_path), chosen_rules(["G6"], []))
    assert (finding.slide, finding.shape) == (1, frame.name)
    assert lint_deck(g5_good().save(tmp_path), chosen_rules(["G6"], [])) == ()


@pytest.mark.render
def test_of_every_kind_of_slide_all_words_are_drawn_in_their_frames(tmp_path: Path) -> None:
    path = write_deck(decks.every_slide(), tmp_path / "every.pptx")
    assert [one.message for one in lint_deck(path, chosen_rules(["G6"], []))] == []


@pytest.mark.validator
def test_what_breaks_a_schema_is_found_on_its_slide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OOXML_VALIDATOR", str(validator()))
    rules = chosen_rules(["P2"], [])
    page = Page()
    assert lint_deck(page.save(tmp_path, "good.pptx"), rules) == ()
    page.text("x")._element.find(f"{P}spPr").set("nonsense", "1")
    [finding, *_] = lint_deck(page.save(tmp_path, "bad.pptx"), rules)
    assert finding.slide == 1
    assert "nonsense" in finding.message
