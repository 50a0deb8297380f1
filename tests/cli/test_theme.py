"""``deckgen theme``: notes on templates for people and programs, and a picture."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deckgen.theme.template.analysis import Analysis, Wishes
from deckgen.theme.template.choosing import Role
from deckgen.theme.template.note import as_json, as_text
from deckgen.theme.template.opening import Opening
from deckgen.theme.template.reading import read_template
from tests.support.commands import assert_refused, contents, deckgen
from tests.support.needs import shared
from tests.support.templates import Art, Brand, Holder, Page, chequers

HEAD = (Holder("title"), Holder("ftr", idx=10), Holder("sldNum", idx=11))
COVER = Page(
    "Cover",
    (Holder("ctrTitle", (0.1, 0.35, 0.8, 0.2)), Holder("subTitle", (0.1, 0.6, 0.8, 0.1), 1)),
)
BRAND = Brand((COVER, Page("Plain", HEAD)), slides=(0, 1))


def analysed(brand: Brand, **wishes: str) -> Analysis:
    template = read_template(Opening("brand.pptx").package(brand.blob()))
    wanted = Wishes({Role(role): name for role, name in wishes.items()}, file="theme.yaml")
    return Analysis("brand.pptx", template, wanted)


def test_the_note_says_what_the_template_is_and_what_would_be_used() -> None:
    text = as_text(analysed(BRAND), "a metric has room on one slide")
    for words in (
        "13.33 × 7.50 in (16:9), 1 master, 2 layouts, 2 sample slides, which no deck will carry",
        "Theme 'Brand' sets headings in Calibri",
        "title      1. 'Cover'",
        "metric     2. 'Plain'",
        "scorecard  the same as for metrics",
        "accent   1F6FB2  accent1",
        "All layouts, with their points",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("brand", "words"),
    [
        (Brand((COVER, Page("x", (Holder("title"),)))), "no place for a footer or slide number"),
        (Brand((Page("x", HEAD),), fonts=("Lora", "Lora")), "Lora does not come with Office"),
        (
            Brand((Page("x", HEAD, art=(Art((0, 0, 1, 1), picture="a.png"),)),),
                  media={"a.png": chequers()}),
            "a calm panel goes behind the content",
        ),
        (Brand((Page("x", HEAD), Page("x", HEAD))), "several layouts are called 'x'"),
        (
            Brand((Page("x", (Holder("title", (0.93, 0.1, 0.06, 0.8), vertical=True),)),)),
            "no title across the top",
        ),
    ],
    ids=["no footer", "fonts", "busy", "names", "vertical title"],
)  # fmt: skip
def test_what_a_person_should_know_is_said(brand: Brand, words: str) -> None:
    assert any(words in line for line in analysed(brand).warnings)


def test_a_font_that_readers_may_lack_is_named_as_such_once() -> None:
    text = as_text(analysed(Brand((COVER, Page("Plain", HEAD)), fonts=("Lora", "Lora"))), "")
    assert text.count("sees a wider font") == 1


def test_a_template_in_which_nothing_is_made_for_a_title_says_so() -> None:
    told = "no layout is made for a title"
    assert told in as_text(analysed(Brand((Page("x", HEAD),))), "")
    assert told not in as_text(analysed(Brand((COVER, Page("Plain", HEAD)))), "")


@pytest.mark.parametrize(
    ("fonts", "named", "words", "silent"),
    [
        (("Calibri", "Calibri"), ("", ""), "text in Calibri.", ("really", "without Calibri")),
        (("Calibri", "Calibri"), ("Arial", "Arial"), "really set in Arial: so are decks", ()),
        (("Georgia", "Calibri"), ("", ""), "without Georgia sees a wider font", ("Calibri sees",)),
    ],
    ids=["everywhere", "others than the theme's", "not everywhere"],
)
def test_the_note_tells_the_fonts_that_decks_get(
    fonts: tuple[str, str], named: tuple[str, str], words: str, silent: tuple[str, ...]
) -> None:
    brand = Brand((COVER, Page("Plain", HEAD)), fonts=fonts, named_fonts=named)
    text = as_text(analysed(brand), "")
    assert words in text
    assert not any(one in text for one in silent)


def test_the_note_says_once_what_becomes_of_a_colour_and_on_which_ground_it_failed() -> None:
    # accent1 (2A7FC0, 4.1:1 on white) serves as accent and for good.
    text = as_text(analysed(Brand((COVER, Page("Plain", HEAD)), colours={"accent1": "2A7FC0"})), "")
    told = [line for line in text.splitlines() if "2A7FC0 has" in line]
    assert len(told) == 1
    assert told[0].startswith("  - accent and good: accent1 2A7FC0 has 4.")


def test_a_plain_template_needs_no_warning() -> None:
    assert analysed(BRAND).warnings == ()


def test_the_json_holds_every_layout_with_ratings_that_add_up() -> None:
    found = json.loads(as_json(analysed(BRAND), "a metric has room on one slide"))
    assert [one["name"] for one in found["layouts"]] == ["Cover", "Plain"]
    assert (found["width"], found["height"], found["sample_slides"]) == (13.333, 7.5, 2)
    rating = found["layouts"][1]["ratings"]["metric"]
    assert rating["points"] == pytest.approx(
        sum(points for points, _ in rating["reasons"]), abs=0.5
    )
    assert found["chosen"]["metric"]["layout"] == 2


def test_a_person_decides_by_name_or_number() -> None:
    for wish in ("Cover", "1"):
        choice = analysed(BRAND, metric=wish).choices[Role.METRIC]
        assert (choice.layout.name, choice.by_hand) == ("Cover", True)


def test_the_command_prints_and_writes_nothing(tmp_path: Path) -> None:
    path = BRAND.written(tmp_path)
    before = contents(tmp_path)
    for form in ("text", "json"):
        answer = deckgen("theme", "inspect", path, "--format", form)
        assert answer.code == 0
        assert "Plain" in answer.out
    assert contents(tmp_path) == before


def test_the_picture_gets_a_free_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = BRAND.written(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in ("brand-layouts.png", "brand-layouts-2.png"):
        answer = deckgen("theme", "inspect", path, "--render")
        assert answer.code == 0, answer.err
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")


def test_a_bad_template_is_refused_with_its_cause(tmp_path: Path) -> None:
    path = tmp_path / "brand.pptx"
    path.write_bytes(b"")
    assert_refused(deckgen("theme", "inspect", path), "the file is empty", code="theme-202")


def test_the_bundled_themes_are_listed() -> None:
    answer = deckgen("theme", "list")
    assert answer.code == 0
    assert "default" in answer.out


@pytest.mark.shared
def test_every_sample_template_gets_a_note() -> None:
    folder = shared()
    assert folder is not None
    for path in sorted((folder / "templates").glob("*.p*")):
        answer = deckgen("theme", "inspect", path)
        assert answer.code == 0, path.name
        assert "metric " in answer.out
