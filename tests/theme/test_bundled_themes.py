"""The themes that come along: real templates, built by a script, valid, readable."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pptx import Presentation

from deckgen.bundled import themes_folder
from deckgen.model.deck import SlideKind
from deckgen.render import deck_bytes, write_deck
from deckgen.theme.box import EMU_PER_INCH
from deckgen.theme.folder import bundled_theme
from deckgen.theme.fonts import text_width
from deckgen.theme.stage import Slot, Stage
from deckgen.theme.style import Palette
from tests.render import decks
from tests.support.package import assert_package_is_sound
from tests.support.schema import assert_schema_valid
from tools.themes import LOOKS, template_bytes

NAMES = [look.name for look in LOOKS]
LOOK_OF = dict(zip(NAMES, LOOKS, strict=True))


def folder_of(name: str) -> Path:
    return themes_folder() / name


def stages_of(name: str) -> list[Stage]:
    theme = bundled_theme(name)
    return [stage for stages in theme.stages.values() for stage in stages]


def test_every_bundled_theme_has_a_look_that_builds_it() -> None:
    found = sorted(path.parent.name for path in themes_folder().glob("*/theme.yaml"))
    assert found == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_script_rebuilds_the_template_byte_by_byte(name: str) -> None:
    built = template_bytes(LOOK_OF[name], folder_of(name))
    assert built == (folder_of(name) / "template.pptx").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_a_sound_and_valid_package(name: str) -> None:
    path = folder_of(name) / "template.pptx"
    assert_package_is_sound(path)
    assert_schema_valid(path)


@pytest.mark.parametrize("name", NAMES)
def test_a_deck_in_a_theme_is_a_sound_and_valid_package(name: str, tmp_path: Path) -> None:
    path = write_deck(decks.every_slide(), tmp_path / "deck.pptx", bundled_theme(name))
    assert_package_is_sound(path)
    assert_schema_valid(path)


@pytest.mark.parametrize("name", NAMES)
def test_placeholders_of_a_layout_have_different_numbers_and_names(name: str) -> None:
    presentation = Presentation(str(folder_of(name) / "template.pptx"))
    for layout in presentation.slide_layouts:
        numbers = [one.placeholder_format.idx for one in layout.placeholders]
        names = [one.name for one in layout.placeholders]
        assert len(set(numbers)) == len(numbers), layout.name
        assert len(set(names)) == len(names), layout.name


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_guides_a_notes_master_and_no_slides(name: str) -> None:
    presentation = Presentation(io.BytesIO(bundled_theme(name).template))
    assert len(presentation.slides) == 0
    assert presentation.part._element.findall(".//{*}notesMasterId")
    assert presentation.slide_master._element.findall(".//{*}guide")


@pytest.mark.parametrize("name", NAMES)
def test_every_part_of_a_metric_slide_has_its_placeholder(name: str) -> None:
    stage = next(one for one in bundled_theme(name).stages[SlideKind.METRIC] if one.split == (5, 4))
    assert stage.headline.type == "title"
    assert {stage.slots[f"exhibit/{number}"].type for number in (1, 2)} == {"chart"}
    cells = [f"narrative/{cell}" for cell in ("happened", "why", "next")]
    for place in ("number/1/value", "scope", "company", *cells):
        assert stage.slots[place].type == "body", place
    for slot, kind in ((stage.eyebrow, "body"), (stage.footer, "ftr"), (stage.number, "sldNum")):
        assert slot is not None
        assert slot.type == kind


@pytest.mark.parametrize("name", NAMES)
def test_no_two_places_of_a_layout_overlap(name: str) -> None:
    for stage in stages_of(name):
        around = [one for one in (stage.headline, stage.eyebrow, stage.footer, stage.number) if one]
        slots = [*around, *stage.slots.values()]
        for index, one in enumerate(slots):
            for other in slots[index + 1 :]:
                assert not overlap(one, other), (stage.layout, one, other)


def overlap(one: Slot, other: Slot) -> bool:
    a, b, slack = one.box, other.box, 0.001
    return (
        a.x < b.right - slack
        and b.x < a.right - slack
        and a.y < b.bottom - slack
        and b.y < a.bottom - slack
    )


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def palettes_of(name: str) -> list[Palette]:
    return list({stage.palette.background.hex: stage.palette for stage in stages_of(name)}.values())


@pytest.mark.parametrize("name", NAMES)
def test_text_and_marks_have_enough_contrast(name: str) -> None:
    for palette in palettes_of(name):
        for ground in (palette.background, palette.panel):
            for role in ("ink", "muted", "accent", "good", "bad"):
                ratio = contrast(getattr(palette, role).hex, ground.hex)
                assert ratio >= 4.5, (name, role, ratio)
        for fill, label in (("accent", "on_accent"), ("bad", "on_bad"), ("context", "on_context")):
            ratio = contrast(getattr(palette, fill).hex, getattr(palette, label).hex)
            assert ratio >= 4.5, (name, label, ratio)
    page = bundled_theme(name).stage(SlideKind.METRIC).palette
    for role in ("context", "warn"):
        assert contrast(getattr(page, role).hex, page.background.hex) >= 3, (name, role)


@pytest.mark.parametrize("name", NAMES)
def test_numbers_and_names_in_the_headline_font_stay_on_their_line(name: str) -> None:
    theme = bundled_theme(name)
    presentation = Presentation(io.BytesIO(deck_bytes(decks.every_slide(), theme)))
    seen = 0
    for slide in presentation.slides:
        for shape in slide.shapes:
            if not shape.has_text_frame or shape.name.startswith("Headline"):
                continue
            for paragraph in shape.text_frame.paragraphs:
                runs = [run for run in paragraph.runs if run.font.name == "+mj-lt"]
                if not runs or any(run.font.size is None for run in runs):
                    continue
                seen += 1
                width = sum(
                    text_width(run.text, run.font.size.pt, bold=True, face=theme.style.major_font)
                    for run in runs
                )
                assert width <= shape.width / EMU_PER_INCH, (shape.name, paragraph.text)
    assert seen
