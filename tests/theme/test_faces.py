"""Widths of typefaces: against the fonts themselves where they are installed, and as laws."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.theme.faces import CHARACTERS, FALLBACK, STANDARD, UNITS_PER_EM, face_of, fallback
from deckgen.theme.fonts import Measure, own_width, relative_width, shortened, text_width, wrapped

FONTS = Path("/usr/share/fonts/truetype")
TWINS = {  # families with fonts of the same widths that a test machine may have
    "Arial": ("liberation2/LiberationSans-Regular.ttf", "liberation2/LiberationSans-Bold.ttf"),
    "Times New Roman": (
        "liberation2/LiberationSerif-Regular.ttf",
        "liberation2/LiberationSerif-Bold.ttf",
    ),
    "Courier New": (
        "liberation2/LiberationMono-Regular.ttf",
        "liberation2/LiberationMono-Bold.ttf",
    ),
    "Cambria": ("crosextra/Caladea-Regular.ttf", "crosextra/Caladea-Bold.ttf"),
    "Calibri": ("crosextra/Carlito-Regular.ttf", "crosextra/Carlito-Bold.ttf"),
    "DejaVu Sans": ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
}
FAMILIES = ("Arial", "Calibri", "Georgia", "Verdana", "Poppins", "Nobody's Sans")
words = st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x17F), max_size=80)


@pytest.mark.parametrize("family", TWINS)
@pytest.mark.parametrize("bold", [False, True])
def test_the_table_is_what_the_font_says(family: str, bold: bool) -> None:
    path = FONTS / TWINS[family][bold]
    if not path.exists():
        pytest.skip(f"{path.name} is not installed")
    from fontTools.ttLib import TTFont

    with TTFont(path) as font:
        names, widths, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        for character in CHARACTERS:
            if ord(character) in names:
                expected = widths[names[ord(character)]][0] / units
                found = text_width(character, 72, bold=bold, face=family)
                assert expected <= found + 1e-9 <= expected + 1 / UNITS_PER_EM, character


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("arial", "Arial"),
        ("Helvetica", "Arial"),
        (" Calibri Light ", "Calibri"),
        ("Poppins ExtraLight", "Poppins"),
        ("Segoe UI", "Open Sans"),
        ("Roboto Medium", "Roboto"),
    ],
)
def test_a_family_is_known_by_its_names_and_cuts(name: str, same: str) -> None:
    face = face_of(name)
    assert face is not None
    assert face.name == same


def test_a_cut_between_regular_and_bold_counts_as_bold() -> None:
    assert own_width("Retention", 12, face="Roboto Medium") == own_width(
        "Retention", 12, bold=True, face="Roboto"
    )


def test_a_heavier_cut_than_bold_is_not_known() -> None:
    assert face_of("Roboto Black") is None


def test_a_family_that_is_not_known_counts_as_wide() -> None:
    assert face_of("Nobody's Sans") is None
    assert fallback().name == FALLBACK
    for family in ("Arial", "Georgia", "Open Sans", "Montserrat", "Century Gothic", "Lato"):
        sample = "Net revenue retention rose 1.4 pp to 106.2% in Q2 2026"
        assert text_width(sample, 12, face="Nobody's Sans") >= own_width(sample, 12, face=family)


def test_the_standard_face_is_its_own_measure() -> None:
    assert relative_width(STANDARD) == relative_width(STANDARD, bold=True) == 1


@pytest.mark.parametrize("family", FAMILIES)
@given(text=words, bold=st.booleans())
def test_words_together_are_as_wide_as_their_parts(family: str, text: str, bold: bool) -> None:
    half = len(text) // 2
    parts = (text[:half], text[half:])
    apart = sum(text_width(one, 14, bold=bold, face=family) for one in parts)
    assert text_width(text, 14, bold=bold, face=family) == pytest.approx(apart)


@pytest.mark.parametrize("family", FAMILIES)
@given(text=words, width=st.floats(0.4, 8), bold=st.booleans())
def test_what_is_shortened_to_a_width_fits_it(
    family: str, text: str, width: float, bold: bool
) -> None:
    short = shortened(text, width, 12, bold=bold, face=family)
    assert len(wrapped(short, width, 12, bold=bold, face=family)) == 1


@given(text=words, stretch=st.floats(0.8, 1.5))
def test_a_page_measured_in_fewer_inches_measures_texts_in_fewer(text: str, stretch: float) -> None:
    measure = Measure("Arial", stretch)
    assert measure.width(text, 12) * stretch == pytest.approx(text_width(text, 12, face="Arial"))
    assert measure.lines(text, 2.0, 12) == wrapped(text, 2.0 * stretch, 12, face="Arial")
    assert measure.shortened(text, 1.0, 12) == shortened(text, stretch, 12, face="Arial")


EVERYWHERE = ("Calibri", "Arial", "Helvetica", "Cambria", "Times New Roman", "Courier New")
MISSED = ("Calibri Light", "Aptos", "Aptos Display", "Segoe UI", "Georgia", "Lora", "Arial Narrow")


@pytest.mark.parametrize("family", EVERYWHERE)
@given(text=words, bold=st.booleans())
def test_a_face_with_a_double_on_every_machine_keeps_its_own_widths(
    family: str, text: str, bold: bool
) -> None:
    own = own_width(text, 12, bold=bold, face=family)
    assert text_width(text, 12, bold=bold, face=family) == pytest.approx(own)


@pytest.mark.parametrize("family", MISSED)
@given(text=words, bold=st.booleans())
def test_text_is_placed_so_that_it_fits_with_its_font_and_without(
    family: str, text: str, bold: bool
) -> None:
    placed = text_width(text, 12, bold=bold, face=family)
    for face in (family, FALLBACK):
        assert placed >= own_width(text, 12, bold=bold, face=face) - 1e-9


@given(words)
def test_code_is_placed_with_the_widths_of_any_monospaced_font(text: str) -> None:
    printed = "".join(one for one in text if one in CHARACTERS)
    for bold in (False, True):
        placed = text_width(printed, 12, bold=bold, face="Consolas")
        assert placed == pytest.approx(text_width(printed, 12, bold=bold, face="Courier New"))
        assert placed >= own_width(printed, 12, bold=bold, face="Consolas")
