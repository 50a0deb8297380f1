"""Decks in foreign templates, measured in the written file by the rules of ``lint``."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation
from pptx.enum.text import PP_ALIGN

from deckgen.lint import chosen_rules, lint_deck
from deckgen.render import write_deck
from deckgen.render.pages import paged
from deckgen.render.survey import Survey
from deckgen.theme.folder import load_template
from tests.render.decks import every_slide
from tests.support.needs import shared
from tests.support.package import package_findings
from tests.support.templates import Art, Brand, Holder, Page, chequers, png

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
HEAD = (Holder("title"), Holder("ftr", idx=10), Holder("sldNum", idx=11))
COVER = Page(
    "Cover",
    (Holder("ctrTitle", (0.1, 0.35, 0.8, 0.2)), Holder("subTitle", (0.1, 0.6, 0.8, 0.1), 1)),
)
PLAIN = Page("Plain", HEAD)
MEASURED = ("G1", "G2", "T3", "T4", "P1")  # off the slide, overlaps, contrast, prompts, parts
BRANDS = {
    "usual": Brand((COVER, PLAIN), slides=(0, 1), sections=True, shows=True),
    "dark": Brand((COVER, PLAIN), dark=True),
    "mid-tone": Brand((COVER, PLAIN), background="6F7F9F"),
    "busy picture": Brand(
        (COVER, Page("Plain", HEAD, art=(Art((0, 0, 1, 1), picture="a.png"),))),
        media={"a.png": chequers()},
    ),
    "dark title band": Brand((COVER, Page("Plain", HEAD, art=(Art((0, 0, 1, 0.19), "101840"),)))),
    "logo at the side": Brand(
        (COVER, Page("Plain", HEAD, art=(Art((0.88, 0.02, 0.1, 0.9), picture="a.png"),))),
        media={"a.png": png((200, 30, 30))},
    ),
    "vertical title": Brand(
        (Page("x", (Holder("title", (0.93, 0.1, 0.06, 0.8), vertical=True), *HEAD[1:])),)
    ),
    "4:3": Brand((COVER, PLAIN), size=(9144000, 6858000)),
    "10 inches": Brand((COVER, PLAIN), size=(9144000, 5143500)),
    "22 inches": Brand((COVER, PLAIN), size=(20105688, 11310938)),
    "A4": Brand((COVER, PLAIN), size=(10691813, 7559675)),
    "prompts": Brand(
        (COVER, Page("x", (*HEAD, *(Holder("obj", (0.06 + 0.3 * n, 0.25, 0.28, 0.6), n + 1)
                                    for n in range(3))))),
    ),
    "red": Brand((COVER, PLAIN), colours={f"accent{n}": "C8102E" for n in range(1, 7)}),
    "pale": Brand((COVER, PLAIN), colours={f"accent{n}": "FFF3B0" for n in range(1, 7)}),
    "Arial": Brand((COVER, PLAIN), fonts=("Arial", "Arial")),
    "no footer": Brand((COVER, Page("x", (Holder("title"), Holder("obj", idx=1))))),
}  # fmt: skip


def measured(path: Path) -> list[str]:
    found = lint_deck(path, chosen_rules(MEASURED, ()))
    return [f"{one.code} slide {one.slide} {one.shape}: {one.message}" for one in found]


@pytest.mark.parametrize("brand", BRANDS)
def test_every_kind_of_slide_keeps_the_rules_in_any_template(brand: str, tmp_path: Path) -> None:
    theme = load_template(BRANDS[brand].written(tmp_path))
    deck = every_slide()
    path = write_deck(deck, tmp_path / "deck.pptx", theme)
    assert measured(path) == []
    # A relationship that the test's template itself does not use is not the writer's doing.
    assert [line for line in package_findings(path) if "media/a.png unused" not in line] == []
    slides = Presentation(path).slides
    assert len(slides) == len(paged(deck, Survey(theme)).slides)  # no sample slide among them


@pytest.mark.parametrize("brand", ["usual", "10 inches"])
def test_the_same_deck_in_the_same_template_gives_the_same_bytes(
    brand: str, tmp_path: Path
) -> None:
    source = BRANDS[brand].written(tmp_path)
    first, second = (
        write_deck(every_slide(), tmp_path / name, load_template(source))
        for name in ("one.pptx", "two.pptx")
    )
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.shared
def test_every_kind_of_slide_keeps_the_rules_in_every_sample_template(tmp_path: Path) -> None:
    folder = shared()
    assert folder is not None
    found = {}
    for source in sorted((folder / "templates").glob("*.p*x")):
        path = write_deck(every_slide(), tmp_path / f"{source.stem}.pptx", load_template(source))
        if lines := measured(path):
            found[source.name] = lines
    assert found == {}


def test_a_slide_takes_the_colours_of_a_layout_that_exchanges_dark_and_light(
    tmp_path: Path,
) -> None:
    swapped = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
    divider = Page(
        "Section", (Holder("title", (0.1, 0.4, 0.8, 0.2)),), type="secHead", overrides=swapped
    )
    theme = load_template(Brand((COVER, PLAIN, divider)).written(tmp_path))
    path = write_deck(every_slide(), tmp_path / "deck.pptx", theme)
    found = {
        slide.slide_layout.name: slide._element.find(f"{P}clrMapOvr")[0]
        for slide in Presentation(path).slides
    }
    for name, mapping in found.items():
        says = {key: mapping.get(key) for key in swapped}
        assert says == (swapped if name == "Section" else dict.fromkeys(swapped)), name
    assert "Section" in found


def test_a_source_in_a_footer_that_was_widened_begins_where_the_content_does(
    tmp_path: Path,
) -> None:
    footer = Holder("ftr", (0.34, 0.93, 0.32, 0.05), idx=10)
    page = Page("Plain", (Holder("title"), footer, Holder("sldNum", idx=11)))
    theme = load_template(Brand((COVER, page)).written(tmp_path))
    path = write_deck(every_slide(), tmp_path / "deck.pptx", theme)
    sources = [
        shape
        for slide in Presentation(path).slides
        for shape in slide.placeholders
        if shape.placeholder_format.idx == 10 and shape.text_frame.text.startswith("Source")
    ]
    assert sources
    for shape in sources:
        [paragraph] = shape.text_frame.paragraphs
        assert paragraph.alignment == PP_ALIGN.LEFT


@pytest.mark.parametrize("height", [0.06, 0.10, 0.24])
def test_a_covers_period_is_smaller_than_its_title_however_low_that_is(
    height: float, tmp_path: Path
) -> None:
    holders = (
        Holder("ctrTitle", (0.05, 0.70, 0.85, height)),
        Holder("subTitle", (0.05, 0.50, 0.85, 0.18), idx=1),
    )
    brand = Brand((Page("Cover", holders, type="title"), PLAIN), size=(9144000, 6858000))
    path = write_deck(every_slide(), tmp_path / "deck.pptx", load_template(brand.written(tmp_path)))
    sizes = {}
    for shape in Presentation(path).slides[0].shapes:
        if shape.has_text_frame and shape.text_frame.text:
            sizes[shape.name.split(" [")[0]] = shape.text_frame.paragraphs[0].runs[0].font.size
    assert sizes["Period and group"] < sizes["Headline"]


def test_section_ticks_stand_off_from_the_name_on_a_narrow_page(tmp_path: Path) -> None:
    brand = Brand((COVER, PLAIN), size=(9144000, 6858000), fonts=("Arial", "Arial"))
    made = write_deck(every_slide(), tmp_path / "deck.pptx", load_template(brand.written(tmp_path)))
    ticked = 0
    for slide in Presentation(made).slides:
        ticks = [one for one in slide.shapes if one.name.startswith("Section tick")]
        for name in (one for one in slide.shapes if one.name.startswith("Eyebrow")):
            ticked += bool(ticks)
            assert all(name.left - one.left - one.width > 0.08 * 914400 for one in ticks)
    assert ticked
