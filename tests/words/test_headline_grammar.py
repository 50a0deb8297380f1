"""The computed sentence, case by case as slides.md section 3 lists them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from deckgen.model.metric import Reading
from deckgen.model.request import Target
from deckgen.model.result import PartResult
from deckgen.model.unit import Direction, count, money_compact, number1, percent, score
from deckgen.words.headline import Headline, Subject, headline
from deckgen.words.movement import compare
from deckgen.words.voice import Voice
from tests.support.results import NOW, PERIODS, a_part

VOICE = Voice("USD", "en_US")
NBSP = "\u00a0"


def sentence(part: PartResult, title: str = "Net revenue retention", **more: object) -> str:
    return told(part, title, **more).sentence.replace(NBSP, " ")


def told(part: PartResult, title: str = "Net revenue retention", **more: object) -> Headline:
    fields: dict[str, object] = {
        "part": part,
        "title": title,
        "short_title": "NRR",
        "period": NOW,
        "moved": compare(part, part.prior, VOICE),
        "prior_period": PERIODS[-2],
    }
    return headline(Subject(**{**fields, **more}), VOICE)  # type: ignore[arg-type]


def churn(value: str, prior: str, target: str | None = None) -> PartResult:
    return a_part(value, prior, direction=Direction.LOWER, flat_within="0.001", target=target)


# --- the fact -------------------------------------------------------------------------------------


def test_a_rise_says_by_how_much_to_what_and_when() -> None:
    assert sentence(a_part("1.084", "1.066")) == (
        "Net revenue retention rose 1.8 pp to 108.4% in Q3 2026"
    )


def test_a_fall_has_no_minus_because_the_verb_says_it() -> None:
    assert sentence(churn("0.021", "0.024"), "Logo churn") == (
        "Logo churn fell 0.3 pp to 2.1% in Q3 2026"
    )


def test_a_change_within_the_neutral_range_held() -> None:
    assert sentence(a_part("0.886", "0.884"), "Renewal rate") == (
        "Renewal rate held at 88.6% in Q3 2026"
    )


def test_a_change_that_prints_as_zero_held_even_without_a_neutral_range() -> None:
    part = a_part("0.90004", "0.9", flat_within=0)  # 0.004 pp
    assert "held at" in sentence(part)


def test_money_moves_by_a_percentage() -> None:
    part = a_part("4200000", "3750000", unit=money_compact, flat_within="0.01", share=False)
    assert sentence(part, "Expansion ARR") == "Expansion ARR rose 12% to $4.2M in Q3 2026"


def test_counts_and_plain_numbers_move_by_an_amount() -> None:
    part = a_part(12, 10, unit=count, flat_within=0, share=False)
    assert sentence(part, "Bad-fit churn") == "Bad-fit churn rose by 2 to 12 in Q3 2026"
    ratio = a_part("33.1", "32.3", unit=number1, flat_within=0, share=False)
    assert sentence(ratio, "Accounts per CSM") == "Accounts per CSM rose by 0.8 to 33.1 in Q3 2026"


def test_the_first_period_stands_and_says_so() -> None:
    part = a_part("0.9", None, trend=())
    assert sentence(part, "CSAT") == "CSAT stands at 90% in Q3 2026, the first period measured"


def test_plural_names_take_a_plural_verb() -> None:
    part = a_part("0.9", None, trend=())
    assert sentence(part, "Product gaps").startswith("Product gaps stand at 90%")


def test_a_gap_before_is_not_a_first_period() -> None:
    part = a_part("0.9", None, trend=["0.8", None])
    assert sentence(part, "CSAT") == "CSAT stands at 90% in Q3 2026"


def test_an_undefined_value_says_why_it_cannot_be_reported() -> None:
    part = a_part(now=Reading.undefined("no_responses"), prior="0.5")
    assert sentence(part, "NPS") == "NPS cannot be reported for Q3 2026: no responses"


def test_a_small_base_is_read_and_not_compared() -> None:
    part = a_part("24", "10", unit=score, n=17, target=36, flat_within=1)
    assert sentence(part, "NPS", margin="± 38", base="17 answers") == (
        "NPS reads 24 ± 38 on 17 answers in Q3 2026: too few to tell a change from noise"
    )


def test_a_restated_prior_value_is_said() -> None:
    part = a_part("1.084", "1.064")
    assert sentence(part, restated=Fraction("1.066")) == (
        "Net revenue retention rose 2.0 pp to 108.4% in Q3 2026, after restating Q2 2026 to 106.4%"
    )


def test_a_ranking_is_about_the_label_that_leads_it() -> None:
    part = a_part("0.38", "0.29", direction=Direction.NEUTRAL, key="product_gap", flat_within=0)
    assert sentence(part, "Product gap", leads="Churn drivers") == (
        "Product gap leads the churn drivers at 38% in Q3 2026, up 9.0 pp"
    )


# --- the clause that judges -----------------------------------------------------------------------

CLAUSES = [
    # value, prior, target, expected (higher is better)
    ("1.084", "1.066", "1.05", "above the 105% target"),
    ("1.084", "1.04", "1.05", "reaching the 105% target"),
    ("1.044", "1.06", "1.05", "falling 0.6 pp below the 105% target"),
    ("1.084", "1.066", "1.1", "still 1.6 pp below the 110% target"),
    ("1.084", "1.096", "1.1", "1.6 pp below the 110% target"),
    ("1.084", "1.085", "1.1", "1.6 pp below the 110% target"),  # held
    ("1.0499", "1.0501", "1.05", "0.01 pp below the 105% target"),  # held: it does not fall
    ("1.0501", "1.0499", "1.05", "above the 105% target"),  # held: it does not reach
    ("1.05", "1.02", "1.05", "reaching the 105% target"),
    ("1.05", "1.05", "1.05", "at the 105% target"),
]


@pytest.mark.parametrize(("value", "prior", "target", "clause"), CLAUSES)
def test_clauses_where_higher_is_better(value: str, prior: str, target: str, clause: str) -> None:
    found = told(a_part(value, prior, target=target))
    assert found.clause.replace(NBSP, " ") == clause
    assert found.fact.endswith(",")


@pytest.mark.parametrize(
    ("value", "prior", "target", "clause"),
    [
        ("0.018", "0.019", "0.02", "under the 2% ceiling"),
        ("0.018", "0.024", "0.02", "back under the 2% ceiling"),
        ("0.022", "0.018", "0.02", "moving 0.2 pp above the 2% ceiling"),
        ("0.021", "0.024", "0.02", "still 0.1 pp above the 2% ceiling"),
        ("0.024", "0.021", "0.02", "0.4 pp above the 2% ceiling"),
    ],
)
def test_clauses_where_lower_is_better(value: str, prior: str, target: str, clause: str) -> None:
    assert told(churn(value, prior, target)).clause.replace(NBSP, " ") == clause


@pytest.mark.parametrize(
    ("value", "prior", "clause"),
    [
        (27, 26, "within the target band of 20 to 35"),
        (34, 36, "back within the target band of 20 to 35"),
        (38, 34, "moving 3 above the target band of 20 to 35"),
        (17, 21, "falling 3 below the target band of 20 to 35"),
        (38, 40, "3 above the target band of 20 to 35"),
    ],
)
def test_a_band_is_met_inside_it(value: int, prior: int, clause: str) -> None:
    part = a_part(
        value, prior, unit=number1, direction=Direction.NEUTRAL, flat_within="0.5", share=False,
        target=Target(Fraction(20), Fraction(35)),
    )  # fmt: skip
    assert told(part).clause.replace(NBSP, " ") == clause


def test_a_score_has_a_target_of_so_many_and_not_a_so_manyeth_target() -> None:
    part = a_part(41, 36, unit=score, flat_within=1, target=36, share=False)
    assert sentence(part, "NPS") == ("NPS rose 5.0 points to 41 in Q3 2026, above the target of 36")


def test_rounding_never_flips_the_verdict() -> None:
    part = a_part("1.0996", "1.05", target="1.1")
    assert sentence(part) == (
        "Net revenue retention rose 5.0 pp to 109.96% in Q3 2026, still 0.04 pp below the "
        "110% target"
    )


def test_a_small_base_has_no_verdict() -> None:
    assert "target" not in sentence(a_part("0.5", "0.4", n=12, target="0.9"))


# --- streaks and records --------------------------------------------------------------------------


def test_three_material_moves_are_a_streak() -> None:
    part = a_part("1.08", "1.06", trend=["1.03", "1.04", "1.06"])
    assert ", the third rise in a row" in sentence(part)


def test_two_moves_are_none() -> None:
    part = a_part("1.08", "1.06", trend=["1.05", "1.04", "1.06"])
    assert "in a row" not in sentence(part)


def test_a_move_within_the_neutral_range_ends_a_streak() -> None:
    part = a_part("1.08", "1.06", trend=["1.03", "1.058", "1.06"])  # 0.2 pp in the middle
    assert "in a row" not in sentence(part)


def test_the_highest_of_all_known_periods_is_a_record() -> None:
    part = a_part("1.09", "1.06", trend=["1.05", "1.07", "1.05", "1.04", "1.05", "1.07", "1.06"])
    assert ", the highest in 8 quarters" in sentence(part)


def test_a_gap_in_the_trend_allows_no_record() -> None:
    part = a_part("1.09", "1.06", trend=["1.05", None, "1.05", "1.04", "1.05", "1.07", "1.06"])
    assert "highest" not in sentence(part)


def test_a_period_that_is_not_over_has_neither_streak_nor_record() -> None:
    part = a_part("1.08", "1.06", trend=["1.03", "1.04", "1.06"])
    shown = sentence(part, partial=True)
    assert "in a row" not in shown
    assert "in Q3 2026 to date" in shown


# --- the length ladder ----------------------------------------------------------------------------


BELOW = "still 2.0 pp below the 110% target"


def ladder(longest: int) -> str:
    part = a_part("1.08", "1.06", trend=["1.03", "1.04", "1.06"], target="1.1")
    subject = Subject(
        part=part, title="Net revenue retention", short_title="NRR", period=NOW,
        moved=compare(part, part.prior, VOICE), part_clause="Enterprise leads",
    )  # fmt: skip
    return headline(subject, VOICE, lambda one: len(one.sentence) <= longest).sentence.replace(
        NBSP, " "
    )


def test_the_longest_form_that_fits_wins() -> None:
    without_part = (
        "Net revenue retention rose 2.0 pp to 108% in Q3 2026, the third rise in a row, "
        "still 2.0 pp below the 110% target"
    )  # 115 characters; with "; Enterprise leads" 133, which is over 130 whatever the width
    assert ladder(200) == without_part
    assert ladder(115) == without_part


@pytest.mark.parametrize(
    ("longest", "expected"),
    [
        (
            110,
            "Net revenue retention rose 2.0 pp to 108% in Q3 2026, " + BELOW + "; Enterprise leads",
        ),
        (100, "Net revenue retention rose 2.0 pp to 108% in Q3 2026, " + BELOW),
        (75, "NRR rose 2.0 pp to 108% in Q3 2026, still 2.0 pp below the 110% target"),
        (66, "NRR rose 2.0 pp to 108% in Q3, still 2.0 pp below the 110% target"),
        (60, "NRR rose 2.0 pp to 108%, still 2.0 pp below the 110% target"),
        (50, "NRR stands at 108%"),
        (5, "NRR stands at 108%"),
    ],
)
def test_what_is_least_needed_goes_first(longest: int, expected: str) -> None:
    assert ladder(longest) == expected


def test_a_sentence_without_a_clause_breaks_at_a_mark_only_when_it_is_long() -> None:
    short = told(a_part("1.084", "1.066"))
    assert short.clause == ""
    long = told(a_part("0.9", None, trend=()), "Net revenue retention of everyone")
    assert long.fact == "Net revenue retention of everyone stands at 90% in Q3 2026,"
    assert long.clause == "the first period measured"


def test_a_fact_that_has_no_line_of_its_own_flows_over_both_rather_than_lose_its_year() -> None:
    part = a_part("0.38", "0.29", direction=Direction.NEUTRAL, key="product_gap", flat_within=0)
    subject = Subject(
        part=part, title="Product gap", short_title="Product gap", period=NOW,
        moved=compare(part, part.prior, VOICE), leads="Churn drivers",
    )  # fmt: skip

    def fits(one: Headline) -> bool:
        """Two lines of 45 characters, of which fact and clause take one each."""
        return len(one.fact) <= 45 and len(one.clause) <= 45 if one.clause else len(one.fact) <= 90

    flowing = headline(subject, VOICE, fits)
    assert flowing.clause == ""
    assert flowing.fact.replace(NBSP, " ") == (
        "Product gap leads the churn drivers at 38% in Q3 2026, up 9.0 pp"
    )


def test_a_move_within_sampling_noise_is_neither_a_move_nor_held() -> None:
    part = a_part(41, 36, unit=score, flat_within=1)
    noise = Fraction(6) ** 2  # ± 6 explains a change of 5
    moved = compare(part, part.prior, VOICE, noise)
    assert moved.in_noise
    assert sentence(part, "NPS", moved=moved) == (
        "NPS reads 41 in Q3 2026; the change is within sampling noise"
    )


def test_within_noise_and_below_what_held_allows_is_held() -> None:
    part = a_part(41, "40.5", unit=score, flat_within=1)
    moved = compare(part, part.prior, VOICE, Fraction(36))
    assert sentence(part, "NPS", moved=moved) == "NPS held at 41 in Q3 2026"


def test_numbers_follow_the_locale() -> None:
    part = replace(a_part("1.084", "1.066", target="1.1"), unit=percent)
    subject = Subject(part, "NRR", "NRR", NOW, compare(part, part.prior, Voice("EUR", "de_DE")))
    shown = headline(subject, Voice("EUR", "de_DE")).sentence.replace(NBSP, " ")
    assert shown == "NRR rose 1,8 pp to 108,4 % in Q3 2026, still 1,6 pp below the 110 % target"
