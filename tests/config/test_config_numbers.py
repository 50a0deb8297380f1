"""Numbers are read exactly, as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.config.numbers import NotANumber, parse_band, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("110%", Fraction(11, 10)), ("2.5 %", Fraction(1, 40)), ("1pp", Fraction(1, 100)),
        ("0.5 pp", Fraction(1, 200)), ("4.3", Fraction(43, 10)), ("-0.2", Fraction(-1, 5)),
        ("−3%", Fraction(-3, 100)), (".5", Fraction(1, 2)), ("$2.5M", Fraction(2_500_000)),
        ("450k", Fraction(450_000)), ("€1.2B", Fraction(1_200_000_000)),
        ("USD 1,200.50", Fraction(120_050, 100)), ("5 points", Fraction(5)),
    ],
)  # fmt: skip
def test_numbers_with_signs_money_and_percent(text: str, value: Fraction) -> None:
    assert parse_number(text).value == value


@pytest.mark.parametrize(
    "text",
    ["", "eleven", "1.2.3", "12,5", "1,20", "110%%", "%", "$", "1e3", "nan", "--5", "5 %x", "0x10"],
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_number(text)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_decimals_and_their_percentages_are_exact(number: object) -> None:
    text = format(number, "f")  # type: ignore[arg-type]
    assert parse_number(text).value == Fraction(text)
    assert parse_number(f"{text}%").value == Fraction(text) / 100


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20..35", 20, 35), ("1.5..2.5", Fraction(3, 2), Fraction(5, 2)),
        ("90%..95%", Fraction(9, 10), Fraction(19, 20)),
        ("90..95%", Fraction(9, 10), Fraction(19, 20)), ("-5 .. 5", -5, 5),
    ],
)  # fmt: skip
def test_bands(text: str, low: Fraction, high: Fraction) -> None:
    band = parse_band(text)
    assert band is not None
    assert (band[0].value, band[1].value) == (low, high)


def test_a_single_number_is_no_band() -> None:
    assert parse_band("4.3") is None
    with pytest.raises(NotANumber):
        parse_band("20..many")
