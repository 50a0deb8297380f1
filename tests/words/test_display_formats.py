"""Numbers as text in plain form: the display rules, case by case and as laws."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model.unit import Format
from deckgen.words.numbers import ascii_of, on_slide, plain

# (value, format, text); the numbers are those of the two published vectors.
DISPLAY_FORMATS = [
    (1.1, "percent", "110%"),
    (0.275862, "percent", "27.6%"),
    (0.125, "percent0", "13%"),  # half away from zero
    (0.0005, "percent", "0.1%"),  # 0.05 -> 0.1
    (0.0004, "percent", "0.04%"),  # never "0%" when something was lost
    (0.9996, "percent", "99.96%"),
    (1.0, "percent", "100%"),
    (0, "percent", "0%"),
    (None, "percent", "n/a"),
    (2666.6667, "money", "$2,667"),
    (-1200, "money", "-$1,200"),
    (-0.2, "money", "$0"),  # no "-$0"
    (9_999_999, "money", "$9,999,999"),
    (10_000_000, "money", "$10M"),  # single dollars of so many say nothing, and have no room
    (-12_724_186_047, "money", "-$12.7B"),
    (110000, "money_compact", "$110k"),
    (999949, "money_compact", "$999.9k"),
    (999950, "money_compact", "$1M"),  # never "$1000k"
    (1234567, "money_compact", "$1.2M"),
    (12.5, "score0", "13"),
    (-12.5, "score0", "-13"),
    (-0.3, "score0", "0"),  # no "-0"
    (0.0476, "pp", "+4.8 pp"),
    (-0.0004, "pp", "0.0 pp"),  # no "-0.0"
    (27.5, "number1", "27.5"),
    (252, "duration", "4m 12s"),
    (1234567, "count", "1,234,567"),
]
DISPLAY_FORMATS_MORE = [
    (0.285, "percent0", "29%"),  # 28.5 half away from zero; 0.285 * 100 is 28.499.. in binary
    (1.0000000000000002, "percent", "100%"),  # binary noise is not "more than 100%"
    (1.0004, "percent", "100.04%"),
    (0.00001, "percent", "0.001%"),
    (0.000001, "percent", "0.001%"),  # the last step is kept
    (0.999999, "percent", "99.999%"),
    (0.004, "percent0", "0.4%"),
    (0.996, "percent0", "99.6%"),
    (-0.05, "percent", "-5%"),
    (0.1, "percent_signed", "+10%"),
    (-0.05, "percent_signed", "-5%"),
    (0, "percent_signed", "0%"),
    (2, "points", "+2.0"),
    (-0.04, "points", "0.0"),
    (0.0005, "pp", "+0.1 pp"),
    (3.25, "times", "3.3x"),
    (1, "days", "1 day"),
    (20.5, "days", "20.5 days"),
    (-0.7071, "number2", "-0.71"),
    (3725, "duration", "1h 2m 5s"),
    (35, "duration", "35s"),
    (950, "money_compact", "$950"),
    (999.5, "money_compact", "$1k"),
    (-110000, "money_compact", "-$110k"),
    (1250000000, "money_compact", "$1.3B"),
    (-0.5, "score0", "-1"),
]
OURS = [
    (180, "duration", "3m 0s"),
    (0, "duration", "0s"),
    (-75, "duration", "-1m 15s"),
    (3600, "duration", "1h 0m 0s"),
    (0.999, "money_compact", "$1"),
    (999.4, "money_compact", "$999"),
    (-999950, "money_compact", "-$1M"),
    (999949999, "money_compact", "$999.9M"),
    (999950000, "money_compact", "$1B"),
    (1500000000000, "money_compact", "$1,500B"),
    (0.5, "days", "0.5 days"),
    (0, "days", "0 days"),
    (0.96, "days", "1 day"),  # what is printed decides the word
    (-1, "percent", "-100%"),
    (-0.9996, "percent", "-99.96%"),
    (-0.000001, "percent", "-0.001%"),
    (1.000001, "percent", "100.001%"),
    (0.9999999999, "percent", "100%"),  # within 1e-9 of all of it
    (1e-10, "percent", "0%"),
    (12.34, "percent", "1,234%"),
    (0.5, "count", "1"),
    (4.0, "number1", "4"),
    (4.05, "number1", "4.1"),  # 4.05 is 4.0499.. in binary
]
EXACT_FORMATS = [Format.PERCENT, Format.PERCENT0]
numbers = st.one_of(
    st.fractions(min_value=-(10**13), max_value=10**13, max_denominator=10**6),
    st.integers(min_value=-(10**13), max_value=10**13),
    st.decimals(min_value=-(10**13), max_value=10**13, places=4),
)


def cases(name: str, rows: list[tuple[float | int | None, str, str]]) -> list[object]:
    return [pytest.param(*row, id=f"{name}-{row[0]}-{row[1]}") for row in rows]


@pytest.mark.parametrize(
    ("value", "format", "text"),
    cases("display_formats", DISPLAY_FORMATS)
    + cases("display_formats_more", DISPLAY_FORMATS_MORE)
    + cases("ours", OURS),
)
def test_a_number_prints_as_the_display_rules_say(
    value: float | None, format: str, text: str
) -> None:
    assert plain(value, Format(format)) == text


def test_rounding_down_is_an_option_because_a_source_prints_two_thirds_as_66() -> None:
    assert plain(0.6666667, Format.PERCENT0, rounding="floor") == "66%"
    assert plain(Fraction(2, 3), Format.PERCENT0) == "67%"
    assert plain(Fraction(2, 3), Format.PERCENT, rounding="floor") == "66.6%"
    assert plain(-1.5, Format.SCORE0, rounding="floor") == "-2"


@pytest.mark.parametrize("value", [0.9999999999, Fraction(10**12 - 1, 10**12)])
def test_rounding_down_does_not_turn_noise_below_all_into_less_than_all(
    value: float | Fraction,
) -> None:
    assert plain(value, Format.PERCENT, rounding="floor") == "100%"


def test_a_slide_has_a_true_minus_and_unbreakable_units() -> None:
    assert on_slide(-0.0163, Format.PP) == "\u22121.6\u00a0pp"
    assert on_slide(3.2, Format.TIMES) == "3.2×"
    assert on_slide(20, Format.DAYS) == "20\u00a0days"
    assert on_slide(-1200, Format.MONEY) == "\u2212$1,200"
    assert on_slide(252, Format.DURATION) == "4m\u00a012s"
    assert on_slide(None, Format.MONEY) == "n/a"


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")]
)
def test_what_is_not_a_finite_number_is_refused(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        plain(value, Format.COUNT)


@given(numbers, st.sampled_from(Format))
def test_the_plain_text_is_the_slides_text_in_ascii(
    value: Fraction | int | Decimal, format: Format
) -> None:
    text = plain(value, format)
    assert text.isascii()
    assert text == ascii_of(on_slide(value, format))


@given(numbers, st.sampled_from(Format))
def test_nothing_prints_as_minus_zero(value: Fraction | int | Decimal, format: Format) -> None:
    text = plain(value, format)
    if text[0] in "+-":
        assert re.search(r"[1-9]", text)


@given(st.integers(min_value=-(10**9), max_value=10**9), st.integers(min_value=0, max_value=6))
def test_a_float_a_decimal_and_a_fraction_of_the_same_digits_print_alike(
    digits: int, places: int
) -> None:
    number = Decimal(digits).scaleb(-places)
    for format in Format:
        texts = {plain(kind(number), format) for kind in (float, Decimal, Fraction)}
        assert len(texts) == 1


@given(st.integers(min_value=0, max_value=10**7), st.integers(min_value=1, max_value=10**7))
def test_a_share_prints_as_none_or_all_only_if_it_is(part: int, more: int) -> None:
    whole = part + more - 1
    if not whole:
        return
    for format in EXACT_FORMATS:
        text = plain(Fraction(part, whole), format)
        assert (text == "0%") == (part == 0)
        assert (text == "100%") == (part == whole)


@given(numbers)
def test_what_is_printed_is_within_half_a_step(value: Fraction | int | Decimal) -> None:
    def read(text: str) -> Fraction:
        return Fraction(text.replace(",", "").replace("$", ""))

    exact = Fraction(value)
    assert abs(read(plain(value, Format.COUNT)) - exact) <= Fraction(1, 2)
    if abs(value) < 10_000_000:
        assert abs(read(plain(value, Format.MONEY)) - exact) <= Fraction(1, 2)
    else:  # one text for a large amount, whichever format it has
        assert plain(value, Format.MONEY) == plain(value, Format.MONEY_COMPACT)
    assert abs(read(plain(value, Format.NUMBER2)) - exact) <= Fraction(1, 200)


@given(numbers)
def test_compact_money_never_shows_a_thousand_of_a_magnitude_that_has_a_name(
    value: Fraction | int | Decimal,
) -> None:
    found = re.fullmatch(r"-?\$([\d,]+)(?:\.(\d))?([kMB]?)", plain(value, Format.MONEY_COMPACT))
    assert found
    whole, tenth, suffix = found[1], found[2], found[3]
    assert suffix == "B" or len(whole) <= 3
    assert suffix == "" or not whole.startswith("0")
    assert tenth != "0"
    size = {"": 1, "k": 10**3, "M": 10**6, "B": 10**9}[suffix]
    printed = Fraction(f"{whole.replace(',', '')}.{tenth or 0}") * size
    assert abs(printed - abs(Fraction(value))) <= (Fraction(size, 20) if suffix else Fraction(1, 2))


@given(
    st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=1000),
    st.sampled_from([Format.COUNT, Format.SCORE0, Format.NUMBER1, Format.MONEY, Format.DURATION]),
)
def test_a_number_and_its_opposite_print_alike_but_for_the_sign(
    value: Fraction, format: Format
) -> None:
    assert plain(value, format).lstrip("-") == plain(-value, format).lstrip("-")
