"""Changes, distances to a target, and verdicts that rounding must not flip."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model.unit import (
    Change,
    Format,
    Unit,
    count,
    money,
    money_compact,
    number1,
    percent,
    percent_signed,
    score,
)
from deckgen.words.numbers import ascii_of, change, distance, plain, verdict_text

days = Unit("days", Format.DAYS, Change.NUMBER)
times = Unit("times", Format.TIMES, Change.NUMBER)


def texts(now: float | Fraction | None, before: float | Fraction | None, unit: Unit) -> list[str]:
    return [ascii_of(text) for text in change(now, before, unit)]


@pytest.mark.parametrize(
    ("now", "before", "unit", "expected"),
    [
        (1.084, 1.066, percent, ["+1.8 pp"]),
        (0.021, 0.024, percent, ["-0.3 pp"]),
        (0.95, 0.95, percent, ["0.0 pp"]),
        (0.95, 0.9499, percent, ["0.0 pp"]),
        (0.1, 0.08, percent_signed, ["+2.0 pp"]),
        (41, 35, score, ["+6.0 points"]),
        (35, 41, score, ["-6.0 points"]),
        (35, 35, score, ["0.0 points"]),
        (4.1, 4.3, number1, ["-0.2"]),
        (5, 4, number1, ["+1"]),
        (7.3, 9.4, days, ["-2.1 days"]),
        (3.2, 2.8, times, ["+0.4x"]),
        (1284, 1198, count, ["+86", "+7.2%"]),  # 86 / 1,198 = 7.18%
        (5, 5, count, ["0", "0%"]),
        (4_200_000, 3_750_000, money_compact, ["+12%", "+$0.5M"]),  # 0.45M, half away from zero
        (4_200_000, 3_800_000, money_compact, ["+10.5%", "+$0.4M"]),  # 0.4 / 3.8 = 10.53%
        (4_200_000, 4_190_000, money_compact, ["+0.2%", "+$10k"]),  # 0.0M would hide it
        (3_000_000, 4_000_000, money_compact, ["-25%", "-$1M"]),
        (2667, 2400, money, ["+11.1%", "+$267"]),
        (0, 1200, money, ["-100%", "-$1,200"]),
    ],
)
def test_a_change_is_stated_as_its_unit_asks(
    now: float, before: float, unit: Unit, expected: list[str]
) -> None:
    assert texts(now, before, unit) == expected


@pytest.mark.parametrize(
    ("now", "before", "unit", "expected"),
    [
        (12_000, 1000, money_compact, ["12x", "+$11k"]),
        (10_990, 1000, money, ["+999%", "+$9,990"]),  # 999% exactly is not over it
        (10_991, 1000, money, ["11x", "+$9,991"]),
        (36, 3, count, ["+33", "12x"]),
    ],
)
def test_growth_over_999_percent_is_a_multiple(
    now: float, before: float, unit: Unit, expected: list[str]
) -> None:
    assert texts(now, before, unit) == expected


@pytest.mark.parametrize(
    ("now", "before", "unit", "expected"),
    [
        (12, 0, count, ["+12"]),
        (500, 0, money, ["+$500"]),
        (500, 0.3, money, ["+$500"]),  # prints as $0: nothing to be a percentage of
        (500, -100, money, ["+$600"]),
        (-500, 100, money, ["-600%", "-$600"]),
    ],
)
def test_from_a_base_near_zero_there_is_only_the_amount(
    now: float, before: float, unit: Unit, expected: list[str]
) -> None:
    assert texts(now, before, unit) == expected


@pytest.mark.parametrize(("now", "before"), [(None, 1), (1, None), (None, None)])
def test_there_is_no_change_from_or_to_the_undefined(now: int | None, before: int | None) -> None:
    assert change(now, before, percent) == ()


def test_a_change_follows_currency_and_locale() -> None:
    found = change(4_200_000, 3_800_000, money_compact, currency="EUR", locale="de_DE")
    assert found == ("+10,5\u00a0%", "+0,4\u00a0Mio.\u00a0€")


def test_a_falling_change_has_a_true_minus() -> None:
    assert change(0.9, 0.916, percent) == ("\u22121.6\u00a0pp",)


@pytest.mark.parametrize(
    ("value", "target", "unit", "text"),
    [
        (1.0996, 1.10, percent, "109.96%"),
        (1.0999996, 1.10, percent, "109.99996%"),
        (1.1, 1.10, percent, "110%"),
        (1.084, 1.10, percent, "108.4%"),
        (0.02004, 0.02, percent, "2.004%"),
        (1.0996, 1.0997, percent, "109.96%"),  # "110%" would lie above its target of 109.97%
        (109_960, 110_000, money_compact, "$109.96k"),
        (999_960, 1_000_000, money_compact, "$999.96k"),
        (2399.6, 2400, money, "$2,399.6"),
        (35.6, 36, score, "35.6"),
        (36.4, 36, score, "36.4"),
        (27.46, 27.5, number1, "27.46"),
    ],
)
def test_rounding_does_not_flip_a_verdict(
    value: float, target: float, unit: Unit, text: str
) -> None:
    assert ascii_of(verdict_text(value, target, unit)) == text


@pytest.mark.parametrize(
    ("value", "target", "unit", "text"),
    [
        (1.084, 1.10, percent, "1.6 pp"),
        (1.10, 1.084, percent, "1.6 pp"),
        (1.0996, 1.10, percent, "0.04 pp"),
        (1.10, 1.10, percent, "0.0 pp"),
        (35.6, 36, score, "0.4 points"),
        (2, 5, count, "3"),
        (109_960, 110_000, money_compact, "$40"),
        (3_800_000, 4_200_000, money_compact, "$400k"),
        (27.46, 27.5, number1, "0.04"),
    ],
)
def test_the_distance_to_a_target_has_no_sign_and_is_zero_only_on_it(
    value: float, target: float, unit: Unit, text: str
) -> None:
    assert ascii_of(distance(value, target, unit)) == text


def test_a_value_that_meets_its_target_exactly_prints_as_usual() -> None:
    third = Fraction(1, 3)
    assert verdict_text(third, third, percent) == "33.3%"
    assert verdict_text(1.0996, 1.0996, percent) == "109.96%"  # as its target was written


shares = st.fractions(min_value=-2, max_value=3, max_denominator=10**5)
targets = st.decimals(min_value=-2, max_value=3, places=5).map(Fraction)


@given(shares, targets)
def test_a_printed_share_lies_on_the_same_side_of_its_target_as_the_share(
    value: Fraction, target: Fraction
) -> None:
    text = ascii_of(verdict_text(value, target, percent))
    printed = Fraction(text.rstrip("%").replace(",", "")) / 100
    assert (printed > target) == (value > target)
    assert (printed < target) == (value < target)


@given(shares, targets)
def test_a_verdict_adds_digits_only_where_it_must(value: Fraction, target: Fraction) -> None:
    usual = plain(value, Format.PERCENT)
    text = ascii_of(verdict_text(value, target, percent))
    printed = Fraction(usual.rstrip("%").replace(",", "")) / 100
    same_side = ((printed > target), (printed < target)) == ((value > target), (value < target))
    assert (text == usual) == same_side or len(text) > len(usual)


amounts = st.integers(min_value=-(10**10), max_value=10**10)


@given(amounts, amounts, st.sampled_from([percent, score, money, money_compact, count, number1]))
def test_the_sign_of_a_change_is_the_direction_of_the_number(
    now: int, before: int, unit: Unit
) -> None:
    for text in texts(Fraction(now, 1000), Fraction(before, 1000), unit):
        if re.search(r"[1-9]", text) and not text.endswith("x"):
            assert text.startswith("+") == (now > before)
        assert text[0] != "-" or now < before
