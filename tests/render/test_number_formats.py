"""Number-format codes: the text of a value is the one that Office writes."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model.unit import Format
from deckgen.render.charts.formats import Symbols, formatted
from deckgen.render.charts.measure import label_code, label_width
from deckgen.render.charts.picture import symbols_of
from deckgen.theme.fonts import Measure
from deckgen.words.numbers import chart_code, on_slide

GERMAN = Symbols(",", "−", lambda digits: f"{int(digits):,}".replace(",", "."))


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1.084, "0.0%", "108.4%"),
        (1234567.0, "#,##0", "1,234,567"),
        (660000.0, '$0.00,,"M"', "$0.66M"),
        (-2.5, "0.0;-0.0", "-2.5"),
        (41.0, '0" points"', "41 points"),
        (3.0, "General", "3"),
        (0.125, "General", "0.125"),
        (0.125, "0.00", "0.13"),  # half away from zero
        (-0.125, "0.00", "-0.13"),
        (2.675, "0.00", "2.68"),  # as written, not as stored in binary
        (-0.001, "0.0", "0.0"),
        (0.012, '+0.0"\u00a0pp";-0.0"\u00a0pp";0.0"\u00a0pp"', "+0.0\u00a0pp"),
        (-1.2, '+0.0"\u00a0pp";-0.0"\u00a0pp";0.0"\u00a0pp"', "-1.2\u00a0pp"),
        (0.0, "+0.0%;-0.0%;0.0%", "0.0%"),
        (0.98, '"−"0.00;"−"0.00', "−0.98"),
        (46e4, "#,##0.00,,", "0.46"),
        (842_000.0, '#,##0" €"', "842,000 €"),
        (5.0, '0.0"×"', "5.0×"),
        (7.0, '"a;b "0', "a;b 7"),
        (1.5, "0\\%", "2%"),
        (4.0, '0;-0;"none"', "4"),
        (0.0, '0;-0;"none"', "none"),
    ],
)
def test_a_value_reads_as_its_code_says(value: float, code: str, shown: str) -> None:
    assert formatted(value, code) == shown


def test_separators_and_minus_are_the_locales() -> None:
    assert formatted(-1234567.891, "#,##0.00", GERMAN) == "−1.234.567,89"
    assert formatted(-0.5, "+0%;-0%", GERMAN) == "−50%"


@pytest.mark.parametrize("value", [1e-300, -1e-300, 1e22, 1.7976931348623157e308, -1e300])
@pytest.mark.parametrize("code", ["0.0%", "#,##0", "#,##0.00,,", "General", "0.0"])
def test_values_of_any_size_have_a_text_a_code_and_a_width(value: float, code: str) -> None:
    assert formatted(value, label_code(value, code))
    assert label_width(value, code, 12, Measure()) > 0


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 3))
def test_digits_are_those_of_rounding_half_away_from_zero(value: Decimal, decimals: int) -> None:
    code = "0" + ("." + "0" * decimals if decimals else "")
    expected = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert Decimal(formatted(float(value), code)) == expected


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "fr_FR", "de_CH", "en_IN"])
@pytest.mark.parametrize(
    "format", [Format.PERCENT, Format.SCORE0, Format.COUNT, Format.NUMBER1, Format.TIMES]
)
@given(part=st.fractions(-1, 1, max_denominator=10**4))
def test_labels_of_pictures_read_as_the_texts_do(
    part: Fraction, format: Format, locale: str
) -> None:
    # The codes of percentages and scores have no groups: they are not that large.
    value = part * {Format.PERCENT: 9, Format.SCORE0: 100}.get(format, 10**6)
    code = chart_code(format, locale=locale)
    label = formatted(float(value), label_code(float(value), code), symbols_of(locale))
    assert label == on_slide(value, format, locale=locale)
