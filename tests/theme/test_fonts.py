"""Measured text: against the font itself where it is installed, and as laws where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.clipping import ELLIPSIS
from deckgen.theme.fonts import line_height, shortened, text_width, wrapped

CARLITO = Path("/usr/share/fonts/truetype/crosextra")
words = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)


def test_a_digit_of_calibri_is_half_an_em_wide() -> None:
    # 1038 of 2048 units; at 72 points an em is an inch.
    assert text_width("0", 72) == pytest.approx(1038 / 2048)
    assert text_width("0000", 36) == pytest.approx(2 * 1038 / 2048)


def test_bold_is_wider_than_regular() -> None:
    assert text_width("Retention", 12, bold=True) > text_width("Retention", 12)


def test_an_accent_adds_no_width_and_a_joiner_none_at_all() -> None:
    assert text_width("é", 12) == text_width("e", 12)
    assert text_width("e\u0301\u200d", 12) == text_width("e", 12)


@pytest.mark.parametrize(("face", "bold"), [("Regular", False), ("Bold", True)])
def test_the_table_is_what_the_font_says(face: str, bold: bool) -> None:
    path = CARLITO / f"Carlito-{face}.ttf"
    if not path.exists():
        pytest.skip("Carlito is not installed")
    from fontTools.ttLib import TTFont

    with TTFont(path) as font:
        names, widths = font.getBestCmap(), font["hmtx"]
        for character in map(chr, range(0x20, 0x7F)):
            expected = widths[names[ord(character)]][0] / font["head"].unitsPerEm
            assert text_width(character, 72, bold=bold) == pytest.approx(expected), character
        for character in "·÷×±–—−…’€£°ßøæłéüñç":
            expected = widths[names[ord(character)]][0] / font["head"].unitsPerEm
            assert text_width(character, 72, bold=bold) == pytest.approx(expected, rel=0.02)


@given(text=words, width=st.floats(0.3, 12), points=st.sampled_from([10.0, 12.0, 14.0, 26.0]))
def test_no_line_is_wider_than_its_frame(text: str, width: float, points: float) -> None:
    for line in wrapped(text, width, points):
        assert text_width(line, points) <= width or len(line) == 1


@given(text=words, width=st.floats(0.3, 12))
def test_wrapping_loses_no_character(text: str, width: float) -> None:
    joined = "".join(wrapped(text, width, 12))
    assert joined.replace(" ", "") == text.replace(" ", "")


@given(text=words, width=st.floats(0.4, 6), lines=st.integers(1, 3))
def test_a_shortened_text_fits_and_is_a_start_of_the_whole(
    text: str, width: float, lines: int
) -> None:
    short = shortened(text, width, 12, lines=lines)
    assert len(wrapped(short, width, 12)) <= lines
    if short != text:
        assert short.endswith(ELLIPSIS)
        assert text.startswith(short[:-1])


def test_a_cut_text_does_not_end_in_a_few_letters_of_a_word() -> None:
    whole = "VP Customer Success to answer"
    for width in (step / 20 for step in range(12, 45)):
        kept = shortened(whole, width, 12)
        last = kept.removesuffix(ELLIPSIS).rpartition(" ")[2]
        assert kept == whole or last in whole.split() or len(last) > 3, kept


def test_an_emoji_of_several_characters_is_not_cut_in_two() -> None:
    family = "👩\u200d👩\u200d👧"
    for width in (0.3, 0.4, 0.5, 0.6, 0.7):
        kept = shortened(f"ab {family} and more words", width, 12)[:-1].rstrip()
        assert kept in ("", "a", "ab", f"ab {family}")


def test_a_line_is_a_little_higher_than_its_type() -> None:
    assert line_height(12) == pytest.approx(12 * 1.22 / 72)
