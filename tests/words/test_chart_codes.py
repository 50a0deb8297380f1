"""Number-format codes of value-linked chart labels."""

from __future__ import annotations

import pytest

from deckgen.model.unit import Format
from deckgen.words.numbers import chart_code, chart_unit

NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("format", "code"),
    [
        (Format.PERCENT, "0.0%"),
        (Format.PERCENT0, "0%"),
        (Format.PERCENT_SIGNED, "+0.0%;-0.0%;0.0%"),
        (Format.MONEY, "$#,##0"),
        (Format.SCORE0, "0"),
        (Format.NUMBER1, "#,##0.0"),
        (Format.NUMBER2, "#,##0.00"),
        (Format.COUNT, "#,##0"),
        (Format.POINTS, "+0.0;-0.0;0.0"),
        (Format.TIMES, '#,##0.0"×"'),
    ],
)
def test_a_format_has_its_code(format: Format, code: str) -> None:
    assert chart_code(format) == code


@pytest.mark.parametrize(
    ("largest", "code"),
    [
        (4_200_000, '$#,##0.0,,"M"'),
        (-4_200_000, '$#,##0.0,,"M"'),
        (999_950, '$#,##0.0,,"M"'),  # prints as $1M
        (842_000, '$#,##0.0,"k"'),
        (3_100_000_000, '$#,##0.0,,,"B"'),
        (950, "$#,##0"),
        (0, "$#,##0"),
    ],
)
def test_compact_money_has_one_magnitude_for_the_whole_chart(largest: int, code: str) -> None:
    assert chart_code(Format.MONEY_COMPACT, largest=largest) == code


def test_without_a_largest_amount_money_is_set_in_full() -> None:
    assert chart_code(Format.MONEY_COMPACT) == "$#,##0"


@pytest.mark.parametrize("largest", [None, 950, 842_000, 4_200_000, 3_100_000_000])
def test_money_has_one_section_so_that_every_program_writes_the_minus_of_a_loss(
    largest: int | None,
) -> None:
    # Under conditions ([>=1000]...) a renderer was seen to print -110,000 as $110,000.
    for format in (Format.MONEY, Format.MONEY_COMPACT):
        code = chart_code(format, largest=largest)
        assert ";" not in code
        assert "[" not in code


@pytest.mark.parametrize(
    ("locale", "currency", "code"),
    [
        ("en_GB", "GBP", '"£"#,##0.0,,"m"'),
        ("de_DE", "EUR", f'#,##0.0,,"{NO_BREAK}Mio.{NO_BREAK}€"'),
        ("ja_JP", "JPY", '"¥"#,##0'),  # no code divides by ten thousand
    ],
)
def test_currency_and_magnitude_follow_the_locale(locale: str, currency: str, code: str) -> None:
    found = chart_code(Format.MONEY_COMPACT, currency=currency, locale=locale, largest=4_200_000)
    assert found.replace("￥", "¥") == code


def test_a_percentage_keeps_the_locales_space() -> None:
    assert chart_code(Format.PERCENT, locale="de_DE") == f'0.0"{NO_BREAK}"%'


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("locale", ["en_US", "en_GB", "de_DE", "fr_FR", "sv_SE", "ja_JP", "he_IL"])
def test_every_code_is_well_formed(format: Format, locale: str) -> None:
    code = chart_code(format, currency="SEK", locale=locale)
    outside = code.split('"')[::2]
    assert code.count('"') % 2 == 0
    assert len(code.split(";")) <= 3
    assert set("".join(outside)) <= set("0#,.%+-;$")


@pytest.mark.parametrize(
    ("largest", "code", "words"),
    [
        (4_200_000, "#,##0.00,,", "$M"),  # 4.20
        (42_000_000, "#,##0.0,,", "$M"),  # 42.0
        (163_000, "#,##0,", "$k"),  # 163
        (12_724, "#,##0.0,", "$k"),  # 12.7
        (9_950, "#,##0", "$"),  # short enough in full
        (0, "#,##0", "$"),
        (None, "#,##0", "$"),
    ],
)
@pytest.mark.parametrize("format", [Format.MONEY, Format.MONEY_COMPACT])
def test_amounts_are_labelled_with_three_digits_and_their_unit_is_said_once(
    format: Format, largest: int | None, code: str, words: str
) -> None:
    found = chart_unit(format, largest=largest)
    assert (found.code, found.words) == (code, words)


def test_the_unit_of_a_chart_follows_the_locale() -> None:
    found = chart_unit(Format.MONEY, currency="EUR", locale="de_DE", largest=4_200_000)
    assert (found.code, found.words) == ("#,##0.00,,", f"Mio.{NO_BREAK}€")


def test_a_share_says_its_unit_in_the_label() -> None:
    assert chart_unit(Format.PERCENT, largest=1).code == "0.0%"
    assert chart_unit(Format.PERCENT, largest=1).words == ""
