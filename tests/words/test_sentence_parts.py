"""Small words, codes, facts, notes and text alternatives."""

from __future__ import annotations

from fractions import Fraction

import pytest

from deckgen.metrics.catalogue import catalogue
from deckgen.model.deck import ChartKind
from deckgen.model.metric import Part, Ratio, Reading
from deckgen.model.period import Grain
from deckgen.model.unit import Direction, count, number1
from deckgen.words import alt, codes, narrative, notes
from deckgen.words.movement import compare, noise_of
from deckgen.words.phrases import (
    is_plural,
    listed,
    lower_first,
    number_word,
    ordinal,
    sentence_case,
    short_name,
    without_legal_form,
)
from deckgen.words.reconciliation import largest_sentence
from deckgen.words.voice import Voice
from tests.support.results import a_metric, a_part, a_result

VOICE = Voice()
R9 = [
    "zero_opening_revenue",
    "zero_opening_customers",
    "zero_denominator",
    "no_opening_snapshot",
    "closing_snapshot_missing",
    "missing_fx_rate",
    "conflicting_duplicate_rows",
    "no_responses",
    "no_upsells",
    "zero_pre_upsell_value",
    "no_churned_customers",
    "no_bad_fit_reason",
    "no_eligible_contracts",
    "nothing_due",
    "no_csms",
    "no_trials",
    "no_new_customers",
    "zero_churn",
    "no_sessions",
    "no_active_users",
    "no_components",
    "no_recovered",
    "too_few_csms",
]
R9_WARNINGS = [
    "duplicate_rows_dropped",
    "negative_revenue_floored",
    "closing_coverage_low",
    "partial_period",
    "invalid_scores_excluded",
    "unassigned_accounts",
    "health_coverage_incomplete",
    "open_renewals_excluded",
    "missing_components_reweighted",
    "zero_pre_upsell_value_excluded",
    "cohort_not_mature",
    "not_all_reached_value",
    "ltv_not_above_cac",
]


@pytest.mark.parametrize("code", R9)
def test_every_code_has_a_reason_that_follows_a_colon(code: str) -> None:
    words = codes.reason(code)
    assert words != code.replace("_", " ") or code == "no_responses"
    assert not words.endswith(".")
    assert words[0].islower()


def test_every_empty_denominator_has_its_words() -> None:
    ratios = [
        method
        for metric in catalogue().values()
        for part in metric.parts.values()
        if isinstance(part, Part)
        for method in part.methods.values()
        if isinstance(method, Ratio)
    ]
    assert ratios
    assert {one.zero for one in ratios} <= set(codes.REASONS)


@pytest.mark.parametrize("code", R9_WARNINGS)
def test_every_warning_has_a_sentence(code: str) -> None:
    assert code in codes.WARNINGS
    assert codes.warning(code)[0].isupper()


def test_an_unknown_code_is_printed_in_words() -> None:
    assert codes.reason("moon_too_low") == "moon too low"
    assert codes.warning("moon_too_low") == "Moon too low"


def test_numbers_are_words_up_to_twenty() -> None:
    assert [number_word(n) for n in (0, 1, 9, 20)] == ["none", "one", "nine", "twenty"]
    assert number_word(21) == "21"
    assert number_word(1234) == "1,234"


def test_ordinals() -> None:
    assert [ordinal(n) for n in (3, 12, 13, 21, 22, 111)] == [
        "third", "twelfth", "13th", "21st", "22nd", "111th",
    ]  # fmt: skip


def test_lists_end_with_and() -> None:
    assert [listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip


def test_abbreviations_keep_their_capitals_inside_a_sentence() -> None:
    assert lower_first("Churn drivers") == "churn drivers"
    assert lower_first("NPS") == "NPS"
    assert lower_first("X") == "X"


def test_plural_names() -> None:
    assert [is_plural(n) for n in ("Product gaps", "NPS", "Loss", "Logo churn")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_names_of_the_users_data_are_cut_on_one_line() -> None:
    assert short_name("Acme\n  Corp") == "Acme Corp"
    assert short_name("A" * 300) == "A" * 21 + "…"


def test_column_names_read_as_words() -> None:
    assert sentence_case("csm_id") == "CSM"
    assert sentence_case("lead_source") == "lead source"


# --- what happened --------------------------------------------------------------------------------


def facts(part, result=None, second=None):  # type: ignore[no-untyped-def]
    result = result or a_result(part)
    moved = compare(part, part.prior, VOICE, noise_of(result, part))
    return list(narrative.facts_of(result, part, moved, second, VOICE, lambda _: {}))


def test_the_best_and_the_worst_segment_are_named() -> None:
    part = a_part()
    rows = [("Enterprise", a_part("1.142")), ("SMB", a_part("0.958")), (None, a_part("2"))]
    told = facts(part, a_result(part, cuts={"segment": rows}))
    assert "Enterprise is best at 114.2%, SMB worst at 95.8%." in told


def test_a_small_segment_is_neither_best_nor_worst() -> None:
    part = a_part()
    rows = [("Enterprise", a_part("1.142", n=12)), ("SMB", a_part("0.958"))]
    assert not any("best" in fact for fact in facts(part, a_result(part, cuts={"s": rows})))


def test_behind_another_number_the_segments_sentence_names_its_own() -> None:
    part = a_part(direction=Direction.LOWER)
    second = a_part("0.912", "0.92", name="gross", label="Gross revenue retention")
    rows = [("Enterprise", a_part("1.142")), ("SMB", a_part("0.958"))]
    _, *told = facts(part, a_result(part, cuts={"segment": rows}), second)
    assert told[:2] == [
        f"{part.label}: lowest in SMB at 95.8%, highest in Enterprise at 114.2%.",
        f"{part.label}: lowest in SMB at 95.8%.",
    ]


@pytest.mark.parametrize(
    ("whole", "divided", "named"),
    [
        (33, True, False),  # accounts per CSM: every CSM has some in either segment
        (33, False, True),  # a total of 20 and 13
        (15, True, True),  # a mean between those of the segments
        (34, False, False),  # neither: some are in no segment that is shown
    ],
)
def test_segments_are_told_where_they_can_be_held_against_the_whole(
    whole: int, divided: bool, named: bool
) -> None:
    now = Reading(Fraction(whole), Fraction(whole * 12), Fraction(12), 60)
    now = now if divided else Reading(Fraction(whole), n=60)
    part = a_part(now=now, prior=None, unit=number1)
    rows = [("Enterprise", a_part(20, unit=number1)), ("SMB", a_part(13, unit=number1))]
    told = facts(part, a_result(part, cuts={"segment": rows}))
    assert any(one.startswith("Enterprise is best at 20") for one in told) is named


def test_of_a_total_only_the_highest_segment_is_told() -> None:
    """Mid-market lost two bad fits and SMB one; Enterprise lost none, and SMB was 'lowest'."""
    whole = a_part(3, 5, unit=count, label="Bad-fit customers lost", direction=Direction.NEUTRAL)
    rows = [("Mid-market", a_part(2, unit=count)), ("SMB", a_part(1, unit=count))]
    result = a_result(whole, cuts={"segment": rows})
    assert "Mid-market is highest at 2." in facts(whole, result)
    second = a_part("0.912", "0.92", name="gross", label="Gross revenue retention")
    told = facts(whole, result, second)
    assert "Bad-fit customers lost: highest in Mid-market at 2." in told
    assert not any("SMB" in one for one in told)


def test_the_second_number_says_how_it_moved() -> None:
    second = a_part("0.912", "0.92", name="gross", label="Gross revenue retention")
    assert "Gross revenue retention fell 0.8\u00a0pp to 91.2%." in facts(a_part(), second=second)


def test_an_undefined_value_gives_its_reason_and_the_last_known_one() -> None:
    part = a_part(now=Reading.undefined("no_responses"), prior="0.9", trend=["0.8", "0.9"])
    assert facts(part) == ["There is no value: no responses.", "The last value is 90% in Q2 2026."]


def test_facts_stop_where_the_cell_is_full() -> None:
    assert narrative.happened(["a" * 100 + ".", "b" * 60 + ".", "c."]) == "a" * 100 + ". c."
    assert narrative.happened(["One.", "Two.", "Three."]) == "One. Two."
    assert narrative.happened([]) == ""


def test_no_fact_states_a_cause() -> None:
    part = a_part()
    rows = [("Enterprise", a_part("1.142")), ("SMB", a_part("0.958"))]
    second = a_part("0.912", "0.92", label="Gross")
    for fact in facts(part, a_result(part, cuts={"segment": rows}), second):
        assert not {"because", "due", "thanks", "caused", "driven"} & set(fact.lower().split())


# --- noise ----------------------------------------------------------------------------------------


def test_the_margin_of_a_change_is_that_of_both_samples() -> None:
    # Wilson intervals, 95%: 90 of 100 is 82.56 to 94.48, so ± 5.96 pp; 80 of 100 is 71.11 to
    # 86.66, so ± 7.78 pp. Together √(5.96² + 7.78²) = 9.80 pp.
    now, then = (Reading(Fraction(of, 100), Fraction(of), Fraction(100), 100) for of in (90, 80))
    part = a_part(now=now, prior=then)
    result = a_result(part, a_metric(inputs=("surveys",)))
    assert float(noise_of(result, part) or 0) ** 0.5 == pytest.approx(0.0980, abs=1e-4)
    assert not compare(part, part.prior, VOICE, noise_of(result, part)).in_noise  # 10 pp


@pytest.mark.parametrize(
    ("now", "before", "moved"),
    [
        ((0, 414), (1, 333), "held"),  # one customer lost and none the period after is luck
        ((414, 414), (332, 333), "held"),  # the same as retention
        ((16, 400), (2, 400), "up"),  # enough cases in one of the periods: a count is a count
    ],
)
def test_a_handful_of_cases_is_luck_even_where_all_are_counted(
    now: tuple[int, int], before: tuple[int, int], moved: str
) -> None:
    readings = [Reading(Fraction(a, b), Fraction(a), Fraction(b), b) for a, b in (now, before)]
    part = a_part(now=readings[0], prior=readings[1], flat_within=0)
    found = compare(part, part.prior, VOICE, noise_of(a_result(part), part))
    assert found.movement == moved
    assert found.in_noise is (moved == "held")


def test_what_is_counted_and_not_sampled_has_no_noise() -> None:
    part = a_part(now=Reading(Fraction(9, 10), Fraction(90), Fraction(100), 100))
    assert noise_of(a_result(part), part) is None


def test_a_margin_that_was_computed_is_used_as_it_is() -> None:
    moe = a_part(3, 4, name="moe")
    part = a_part(41, 36)
    assert noise_of(a_result(part, others={"moe": moe}), part) == 25  # 3² + 4²


# --- notes and text alternatives ------------------------------------------------------------------


def test_history_lists_every_period_and_why_a_gap_is_one() -> None:
    part = a_part("1.08", "1.06", trend=[None, "1.06"])
    line = next(iter(notes.history([part], VOICE)))
    assert line.endswith("Q1 2026 n/a (no responses); Q2 2026 106%; Q3 2026 108%.")


def test_a_trends_alternative_text_says_from_what_to_what() -> None:
    part = a_part("1.084", "1.066", target="1.1", trend=["1.061", "1.066"])
    shown = alt.trend_alt(ChartKind.LINE, "Trend", [part], VOICE, Grain.QUARTER)
    assert shown == (
        "Line chart, trend by quarter, Q4 2024 to Q3 2026: from 106.1% to 108.4%; target 110%."
    )


def test_alternative_texts_are_never_longer_than_250_characters() -> None:
    names = [f"{'Very long segment name'} {n}" for n in range(40)]
    shown = alt.bars_alt("By segment", names, ["100%"] * 40)
    assert len(shown) <= alt.LONGEST
    assert shown.endswith(" more.")
    assert len(alt.table_alt("x" * 400, ["y"])) <= alt.LONGEST


def test_counts_are_set_with_their_thousands() -> None:
    part = a_part(1284, 1198, unit=count, flat_within=0, share=False)
    assert VOICE.value(part) == "1,284"
    assert VOICE.changes(Fraction(1284), Fraction(1198), count)[0] == "+86"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Copperwell Clinics Inc.", "Copperwell Clinics"),
        ("Larkward Components Pty Ltd", "Larkward Components"),
        ("Acme, LLC", "Acme"),
        ("Cedarmarch Freight Group", "Cedarmarch Freight"),
        ("Group", "Group"),
        ("AG", "AG"),  # a name is never nothing
        ("Boston Co Market", "Boston Co Market"),
    ],
)
def test_a_narrow_column_leaves_the_legal_form_out(name: str, short: str) -> None:
    assert without_legal_form(name) == short


def test_a_part_of_a_growth_says_from_when_to_when_it_grew() -> None:
    """Retention may have fallen since the quarter before, while revenue grew within this one."""
    assert largest_sentence("SMB", "18%", "−0.2 pp", "+0.5 pp") == (
        "SMB holds 18% of opening revenue; of the +0.5 pp from opening to closing it made −0.2 pp."
    )
