"""Separators, currencies and magnitudes follow the deck's locale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model.unit import Format
from deckgen.words.numbers import on_slide, plain
from deckgen.words.style import style_of

NO_BREAK, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("locale", "currency", "value", "text"),
    [
        ("en_US", "USD", 1234567, "$1.2M"),
        ("en_US", "EUR", 842000, "€842k"),
        ("en_US", "CHF", 842000, f"CHF{NO_BREAK}842k"),
        ("en_GB", "GBP", 842000, "£842k"),
        ("en_GB", "GBP", 1234567, "£1.2m"),
        ("en_GB", "GBP", 1250000000, "£1.3bn"),
        ("en_AU", "GBP", 1234567, "GBP\u00a01.2M"),
        ("de_DE", "EUR", 842000, f"842{NO_BREAK}Tsd.{NO_BREAK}€"),
        ("de_DE", "EUR", 1234567, f"1,2{NO_BREAK}Mio.{NO_BREAK}€"),
        ("de_DE", "EUR", 1250000000, f"1,3{NO_BREAK}Mrd.{NO_BREAK}€"),
        ("de_DE", "EUR", 950, f"950{NO_BREAK}€"),
        ("fr_FR", "EUR", 842000, f"842{NO_BREAK}k{NO_BREAK}€"),
        ("es_ES", "EUR", 1250000000, f"1.250{NO_BREAK}M{NO_BREAK}€"),  # no word for 10**9
        ("ja_JP", "JPY", 842000, "¥84.2万"),  # 万 is ten thousand
        ("en_IN", "INR", 12345678, "₹1.2Cr"),  # a crore is ten million
        ("nl_NL", "EUR", 842000, f"€{NO_BREAK}842k"),
    ],
)
def test_compact_money_uses_the_locales_magnitudes(
    locale: str, currency: str, value: int, text: str
) -> None:
    shown = on_slide(value, Format.MONEY_COMPACT, currency=currency, locale=locale)
    assert shown.replace("￥", "¥") == text


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en_US", "1,234,567"),
        ("de_DE", "1.234.567"),
        ("de_CH", "1’234’567"),
        ("fr_FR", f"1{NARROW}234{NARROW}567"),
        ("en_IN", "12,34,567"),
    ],
)
def test_counts_use_the_locales_separators(locale: str, text: str) -> None:
    shown = on_slide(1234567, Format.COUNT, locale=locale)
    # Swiss apostrophes are curved or straight, by the version of the locale data.
    assert shown.replace("'", "’") == text


def test_percentages_and_changes_use_the_locales_decimal_sign() -> None:
    assert on_slide(0.952, Format.PERCENT, locale="de_DE") == f"95,2{NO_BREAK}%"
    assert on_slide(0.952, Format.PERCENT, locale="en_GB") == "95.2%"
    assert on_slide(-0.018, Format.PP, locale="de_DE") == f"\u22121,8{NO_BREAK}pp"


def test_the_minus_stands_first_in_every_locale() -> None:
    assert on_slide(-1200, Format.MONEY, currency="EUR", locale="de_DE").startswith("\u22121.200")
    assert plain(-1200, Format.MONEY, currency="CHF", locale="de_CH") == "-CHF 1'200"


@pytest.mark.parametrize("name", ["en-US", " en_US ", "en_US"])
def test_a_locale_may_be_written_with_a_hyphen(name: str) -> None:
    assert plain(1234, Format.COUNT, locale=name) == "1,234"


@pytest.mark.parametrize("name", ["xx_YY", "", "english", "en_US_x_y_z", "../en"])
def test_an_unknown_locale_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(ValueError, match="write it like en_US or de_DE"):
        plain(1, Format.COUNT, locale=name)


def test_an_unknown_currency_prints_as_its_code() -> None:
    assert plain(1200, Format.MONEY, currency="QQQ") == "QQQ 1,200"


@given(
    st.integers(min_value=0, max_value=10**15),
    st.sampled_from(["en_US", "de_DE", "fr_FR", "en_IN", "sv_SE", "de_CH"]),
)
def test_grouping_only_adds_separators(number: int, locale: str) -> None:
    text = on_slide(number, Format.COUNT, locale=locale)
    assert text.replace(style_of(locale).group, "") == str(number)
    assert len(text.rpartition(style_of(locale).group)[2]) == (3 if number >= 1000 else len(text))


@pytest.mark.parametrize("locale", ["he_IL", "ar_EG", "fa_IR"])
def test_no_mark_that_steers_the_direction_of_writing_gets_into_a_text(locale: str) -> None:
    for format in (Format.MONEY_COMPACT, Format.PERCENT, Format.COUNT):
        text = on_slide(-1234567, format, currency="ILS", locale=locale)
        assert not set(text) & set("\u200e\u200f\u061c")
