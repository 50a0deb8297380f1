"""Satisfaction by scale, channel and blend, beyond the golden vectors."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.errors import ConfigError
from deckgen.model.period import Window
from deckgen.model.unit import number1, percent
from tests.metrics.small_cases import computed, rows, told, values

COLUMNS = "channel score scale_min scale_max"


def surveys(*lines: tuple[object, ...], **fixed: object) -> dict[str, list[dict[str, object]]]:
    return {
        "surveys": rows(COLUMNS, *lines, kind="csat", **{"responded_at": "2025-05-01", **fixed})
    }


THREE = surveys(
    ("support", 5, 1, 5), ("support", 4, 1, 5), ("support", 2, 1, 5), ("success", 9, 1, 10),
    (None, 1, 0, 1),
)  # fmt: skip


def test_every_channel_has_its_own_number_largest_first() -> None:
    result = told("csat", THREE)
    assert result.value.value == Fraction(4, 5)
    assert values(result.keyed["channel"]) == {
        "support": Fraction(2, 3), "(none)": 1, "success": 1,
    }  # fmt: skip
    assert values(result.keyed["channel_n"]) == {"support": 3, "(none)": 1, "success": 1}
    assert list(result.keyed["channel"]) == ["support", "(none)", "success"]


def test_the_mean_of_channels_gives_every_channel_one_voice() -> None:
    # (2/3 + 1 + 1) / 3
    assert told("csat", THREE, blend="channel_mean").value.value == Fraction(8, 9)


def test_the_mean_as_a_share_is_of_the_maximum_or_of_the_way() -> None:
    # 4/5 and 9/10; from the minimum 3/4 and 8/9
    tables = surveys(("support", 4, 1, 5), ("success", 9, 1, 10))
    of_max = told("csat", tables, method="mean_pct")
    assert of_max.value.value == (Fraction(4, 5) + Fraction(9, 10)) / 2
    on_the_way = told("csat", tables, method="mean_pct", rescale="min_max")
    assert on_the_way.value.value == (Fraction(3, 4) + Fraction(8, 9)) / 2


def test_the_mean_is_a_score_and_not_a_share() -> None:
    tables = surveys(("support", 4, 1, 5), ("support", 5, 1, 5))
    result = told("csat", tables, method="mean")
    assert (result.value.value, result.value.unit) == (Fraction(9, 2), number1)
    assert values(result.keyed["channel_score"]) == {"support": Fraction(9, 2)}
    assert "channel" not in result.keyed
    assert told("csat", tables).value.unit == percent


def test_a_mean_of_scores_never_mixes_scales() -> None:
    with pytest.raises(ConfigError, match=r"metric-101: csat: a mean .* 1\.\.10, 1\.\.5"):
        assert told("csat", surveys(("a", 4, 1, 5), ("b", 9, 1, 10)), method="mean").value


def test_a_scale_without_a_rule_is_named_and_the_hint_says_what_to_write() -> None:
    with pytest.raises(ConfigError, match=r"scale 0\.\.6 are satisfied") as raised:
        assert told("csat", surveys(("a", 4, 0, 6))).value
    assert raised.value.issues[0].hint == (
        "add one: options: {satisfied_at: {6: LOWEST SATISFIED SCORE}}"
    )


def test_an_unknown_scale_is_named_too() -> None:
    with pytest.raises(ConfigError, match=r"scale \?\.\.\? of a survey answer"):
        assert told("csat", surveys(("a", 4, None, None))).value
    with pytest.raises(ConfigError, match=r"scale \?\.\.5 of a survey answer"):
        assert told("csat", surveys(("a", 4, None, 5)), method="mean_pct", rescale="min_max").value


@pytest.mark.parametrize("high", [6, "6", "0..6"])
def test_the_users_own_cut_is_added_to_the_known_ones(high: object) -> None:
    tables = surveys(("a", 5, 0, 6), ("a", 4, 0, 6), ("a", 4, 1, 5))
    assert told("csat", tables, satisfied_at={high: 5}).value.value == Fraction(2, 3)


def test_the_users_own_cut_wins_over_a_known_one() -> None:
    tables = surveys(("a", 4, 1, 5), ("a", 5, 1, 5))
    assert told("csat", tables, satisfied_at={5: 5}).value.value == Fraction(1, 2)


def test_invalid_scores_warn_only_the_channel_they_came_by() -> None:
    result = told("csat", surveys(("a", 9, 1, 5), ("a", 5, 1, 5), ("b", 5, 1, 5)))
    assert result.value.now.warnings == ("invalid_scores_excluded",)
    channels = result.keyed["channel"]
    assert channels["a"].now.warnings == ("invalid_scores_excluded",)
    assert channels["b"].now.warnings == ()


def test_only_invalid_scores_are_no_responses() -> None:
    result = told("csat", surveys(("a", 9, 1, 5)))
    assert (result.value.now.code, result.value.now.warnings) == ("no_responses", ())
    assert result.parts["n"].value == 0


def test_one_answer_per_interaction_is_a_choice() -> None:
    tables = {
        "surveys": rows(
            "score responded_at", (1, "2025-05-01"), (5, "2025-05-02"),
            kind="csat", scale_min=1, scale_max=5, interaction_id="T1", respondent_id="a",
        )
    }  # fmt: skip
    assert told("csat", tables).value.value == Fraction(1, 2)
    assert told("csat", tables, one_per_interaction=True).value.value == 1


def test_the_response_rate_is_unknown_when_nobody_says_when_surveys_were_sent() -> None:
    assert told("csat", THREE).parts["response_rate"].now.code == "inputs_missing"


def test_the_response_rate_counts_invalid_answers_and_every_channel() -> None:
    tables = {
        "surveys": rows(
            "channel score responded_at",
            ("a", 5, "2025-05-02"), ("a", 9, "2025-05-02"), ("a", None, None), ("b", None, None),
            kind="csat", scale_min=1, scale_max=5, sent_at="2025-05-01",
        )
    }  # fmt: skip
    result = told("csat", tables)
    assert result.parts["response_rate"].value == Fraction(2, 4)
    assert values(result.keyed["channel_response_rate"]) == {"a": Fraction(2, 3), "b": 0}


def test_one_channel_alone_has_its_own_response_rate() -> None:
    tables = {
        "surveys": rows(
            "channel score responded_at", ("a", 5, "2025-05-02"), ("b", None, None),
            kind="csat", scale_min=1, scale_max=5, sent_at="2025-05-01",
        )
    }  # fmt: skip
    result = told("csat", tables, channel="a")
    assert result.parts["response_rate"].value == 1
    assert list(result.keyed["channel_response_rate"]) == ["a"]


def test_without_surveys_the_inputs_are_missing() -> None:
    result = told("csat", {})
    assert {part.now.code for part in result.parts.values()} == {"inputs_missing"}
    assert not any(result.keyed.values())


def test_a_trailing_year_takes_the_answers_of_twelve_months() -> None:
    tables = surveys(("a", 5, 1, 5), responded_at="2024-07-01")
    assert told("csat", tables).value.now.code == "no_responses"
    assert told("csat", tables, window=Window.TRAILING_12M).value.value == 1


def test_a_segment_has_the_answers_of_its_customers() -> None:
    tables = {
        "customers": rows("customer_id segment", ("A", "SMB"), ("B", "Enterprise")),
        "surveys": rows(
            "customer_id score", ("A", 5), ("A", 1), ("B", 5), (None, 5),
            kind="csat", scale_min=1, scale_max=5, responded_at="2025-05-01",
        ),
    }  # fmt: skip
    results = computed("csat", tables, by="segment")
    shares = {
        name: results.metric("csat", (("segment", name),)).value.value
        for name in ("SMB", "Enterprise", None)
    }
    assert shares == {"SMB": Fraction(1, 2), "Enterprise": 1, None: 1}


def test_the_movers_are_the_customers_with_the_most_low_answers() -> None:
    tables = {
        "surveys": rows(
            "customer_id score", ("A", 1), ("A", 2), ("B", 3), ("C", 5),
            kind="csat", scale_min=1, scale_max=5, responded_at="2025-05-01",
        )
    }  # fmt: skip
    movers = told("csat", tables).movers
    assert [(mover.customer_id, mover.amount) for mover in movers] == [("A", -2), ("B", -1)]
    assert movers[0].details == {"answers": 2, "low_answers": 2, "lowest_score": 100}


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 5)), min_size=1, max_size=12))
def test_all_answers_alike_are_the_channels_weighted_by_their_answers(
    answers: list[tuple[str, int]],
) -> None:
    result = told("csat", surveys(*((channel, score, 1, 5) for channel, score in answers)))
    satisfied = sum(score >= 4 for _, score in answers)
    assert result.value.value == Fraction(satisfied, len(answers))
    channels = result.keyed["channel"].values()
    assert sum((one.now.value or 0) * (one.now.n or 0) for one in channels) == satisfied


THEMED = "respondent_id score theme responded_at interaction_id"


def themed(*lines: tuple[object, ...]) -> dict[str, list[dict[str, object]]]:
    return {"surveys": rows(THEMED, *lines, kind="csat", scale_min=1, scale_max=5)}


def test_themes_count_the_low_answers_that_name_one() -> None:
    # low is not above the middle of 1 to 5: the scores 3, 1, 2 and 3, of which three have a theme
    result = told("csat", themed(
        ("a", 3, "slow", "2025-05-01", None), ("b", 1, "slow", "2025-05-01", None),
        ("c", 2, "lost", "2025-05-01", None), ("d", 3, None, "2025-05-01", None),
        ("e", 4, "slow", "2025-05-01", None), ("f", 9, "slow", "2025-05-01", None),
        ("g", 1, "slow", "2025-03-31", None),
    ))  # fmt: skip
    assert values(result.keyed["theme"]) == {"slow": 2, "lost": 1}
    assert {part.now.n for part in result.keyed["theme"].values()} == {4}
    assert result.parts["low_answers"].value == 4


@pytest.mark.parametrize("method", ["pct_satisfied", "mean_pct", "mean"])
def test_themes_do_not_depend_on_the_method(method: str) -> None:
    tables = themed(("a", 2, "slow", "2025-05-01", None), ("b", 5, None, "2025-05-01", None))
    assert values(told("csat", tables, method=method).keyed["theme"]) == {"slow": 1}


def test_themes_follow_the_latest_answer_to_an_interaction() -> None:
    tables = themed(
        ("a", 2, "slow", "2025-05-01", "T1"), ("a", 2, "lost", "2025-05-02", "T1"),
        ("a", 1, "slow", "2025-05-03", "T2"),
    )  # fmt: skip
    assert values(told("csat", tables).keyed["theme"]) == {"slow": 2, "lost": 1}
    once = told("csat", tables, one_per_interaction=True).keyed["theme"]
    assert values(once) == {"lost": 1, "slow": 1}


def test_without_a_column_of_themes_there_are_none_and_the_low_answers_remain() -> None:
    result = told("csat", THREE)
    assert result.keyed["theme"] == {}
    # 2 of 1 to 5 is low, and so is 1 of 0 to 1 not: its middle is a half
    assert result.parts["low_answers"].value == 1


def test_the_mean_of_channels_stands_beside_answers_that_weigh_alike() -> None:
    # (2/3 + 1 + 1) / 3
    part = told("csat", THREE).parts["channel_mean"]
    assert (part.value, part.now.n) == (Fraction(8, 9), 5)


def test_one_channel_has_no_mean_of_channels_and_neither_has_one_that_is_the_headline() -> None:
    alone = told("csat", surveys(("a", 5, 1, 5))).parts["channel_mean"].now
    assert (alone.value, alone.code) == (None, "one_channel")
    headline = told("csat", THREE, blend="channel_mean").parts["channel_mean"].now
    assert headline.code == "not_applicable"
    assert told("csat", surveys(("a", 9, 1, 5))).parts["channel_mean"].now.code == "no_responses"
