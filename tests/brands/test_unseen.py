"""Templates that nobody has drawn (:mod:`tests.brands.random_designs`): a deck keeps every rule in
them. The seeds are those that found something; each says what.

    python -m tests.brands.unseen 1-150 FOLDER

builds and measures more of them.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation

from deckgen.looks import theme_named
from deckgen.model.deck import Chart, Deck, SlideKind, Table
from deckgen.render.outlook import outlook
from deckgen.render.pages import paged
from deckgen.render.survey import Survey
from deckgen.theme.stage import Theme
from deckgen.theming import inspected
from tests.brands.random_designs import design
from tests.brands.test_brands import added, broken_rules, leftovers
from tests.support.package import package_findings
from tests.support.schema import audit_findings, sdk_findings

Write = Callable[[str | Path], Path]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SEEDS = {
    13: "two masters, numbers that reach off the slide, numbers of equal weight in a wide face",
    20: "A4 upright, a narrow title in a wide face, dividers of half the width",
    24: "4:3 without named fonts: a strip whose status has no room beside the distance",
    44: "10 inches, art of another tone under the dividers' texts, a panel without second number",
    53: "4:3 with a vertical title: tables of one name continue on several slides",
    62: "21:9, slide numbers across the edge of a dark band, three masters with fonts of their own",
}


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The template of a seed, as a file."""
    folder = tmp_path_factory.mktemp("unseen")
    return lambda seed: design(seed).written(folder)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_deck_keeps_every_rule_in_a_template_that_nobody_has_drawn(
    seed: int, unseen: Callable[[int], Path], written: Write
) -> None:
    template = unseen(seed)
    deck = written(template)
    assert broken_rules(deck) == []
    assert leftovers(deck) == []
    assert added(audit_findings, deck, template) == []
    assert added(package_findings, deck, template) == []


@pytest.mark.validator
@pytest.mark.parametrize("seed", [13, 44])
def test_a_deck_in_it_has_no_error_that_it_has_not(
    seed: int, unseen: Callable[[int], Path], written: Write
) -> None:
    template = unseen(seed)
    assert added(sdk_findings, written(template), template) == []


@pytest.mark.parametrize("seed", [13, 38, 50, 62])
def test_layouts_are_measured_in_the_fonts_of_their_own_master(
    seed: int, unseen: Callable[[int], Path]
) -> None:
    theme = theme_named(unseen(seed))
    fonts = fonts_by_layout(theme)
    for stages in theme.stages.values():
        for stage in stages:
            style = theme.style.in_faces(stage.faces)
            assert (style.major_font, style.minor_font) == fonts[stage.layout]


def test_inspect_says_first_that_covers_and_slides_have_other_fonts(
    unseen: Callable[[int], Path],
) -> None:
    note = inspected(unseen(38))
    said = note.index("is of another master, which sets texts in")
    assert said < note.index("Layouts that decks would use")


def fonts_by_layout(theme: Theme) -> dict[str, tuple[str, str]]:
    """The names of the fonts for headings and text that the theme of each layout's master has."""
    found = {}
    for master in Presentation(io.BytesIO(theme.template)).slide_masters:
        part = next(one.target_part for one in master.part.rels.values() if "/theme" in one.reltype)
        root = etree.fromstring(part.blob)
        fonts = [root.find(f".//{A}{kind}Font/{A}latin").get("typeface") for kind in
                 ("major", "minor")]  # fmt: skip
        for layout in master.slide_layouts:
            found[str(layout.part.partname)] = (fonts[0], fonts[1])
    return found


@pytest.mark.parametrize("seed", [4, 10, 20, 44, 53])
def test_the_forecast_of_inspect_is_what_metrics_take(
    seed: int, unseen: Callable[[int], Path], company_deck: Deck
) -> None:
    """Of the metrics with two exhibits and a narrative most take as many slides as one of the two
    usual ones that the note speaks of."""
    theme = theme_named(unseen(seed))
    counts = ("no", "one", "two", "three", "four", "five")
    said = {number for number, word in enumerate(counts) if f" {word} slide" in outlook(theme)}
    pages = [slide.key for slide in paged(company_deck, Survey(theme)).slides]
    usual = [
        slide.key
        for slide in company_deck.slides
        if slide.kind is SlideKind.METRIC
        and sum(isinstance(block, Chart | Table) for block in slide.blocks) == 2
    ]
    taken = [
        sum(key == one or (key.startswith(f"{one}/") and key[len(one) + 1 :].isdigit())
            for key in pages)
        for one in usual
    ]  # fmt: skip
    assert len(usual) > 5
    assert sum(count in said for count in taken) > len(taken) * 0.6, (said, taken)


def test_a_seed_always_makes_the_same_template() -> None:
    assert design(7).blob == design(7).blob
    assert design(7).blob != design(8).blob
