"""Contrast and distance against published values, and what holds for all colours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.theme import contrast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06X}")


def test_black_on_white_has_the_largest_contrast() -> None:
    assert contrast.contrast("000000", "FFFFFF") == pytest.approx(21)


def test_the_grey_that_webaim_names_just_fails_on_white() -> None:
    # WebAIM: #777777 on white is 4.48:1, #767676 is 4.54:1.
    assert contrast.contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast.contrast("767676", "FFFFFF") == pytest.approx(4.54, abs=0.005)


def test_lab_of_pure_red_is_the_published_one() -> None:
    # Lindbloom's calculator, sRGB red under D65: L 53.24, a 80.09, b 67.20.
    assert contrast.lab("FF0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.05)


def test_red_and_green_are_near_without_red_or_green_cones() -> None:
    plain = contrast.distance("C00000", "5A7A00")
    assert contrast.safe_distance("C00000", "5A7A00") < plain / 2


@given(COLOURS, COLOURS)
def test_contrast_is_mutual_and_lies_between_1_and_21(one: str, other: str) -> None:
    found = contrast.contrast(one, other)
    assert found == contrast.contrast(other, one)
    assert 1 <= found <= 21.0001


@given(COLOURS)
def test_black_or_white_can_be_read_on_every_colour(colour: str) -> None:
    # The worst case is a luminance of 0.179: sqrt(21) = 4.58.
    best = max(contrast.contrast("000000", colour), contrast.contrast("FFFFFF", colour))
    assert best >= 4.5


@given(COLOURS)
def test_a_colour_survives_its_way_through_hsl(colour: str) -> None:
    back = contrast.rgb(contrast.from_hsl(*contrast.hsl(colour)))
    assert all(abs(a - b) <= 1 for a, b in zip(back, contrast.rgb(colour), strict=True))


@given(COLOURS)
def test_greys_stay_grey_whatever_cones_are_missing(colour: str) -> None:
    grey = colour[:2] * 3
    for seen in contrast.seen_as(grey):
        assert max(contrast.rgb(seen)) - min(contrast.rgb(seen)) <= 2
