"""What survey slides show besides the score: themes below the channels, follow-ups, response."""

from __future__ import annotations

from fractions import Fraction

import pytest

from deckgen.metrics.satisfaction import csat, nps
from deckgen.model.deck import BigNumber, Chart, ChartKind, Narrative, Slide, Table, plain
from deckgen.model.metric import Reading
from deckgen.model.result import MetricResult, PartResult
from deckgen.model.unit import Direction, count, score
from deckgen.plan import plan_deck
from tests.support.results import a_context, a_part, a_result


def slide_of(result: MetricResult) -> Slide:
    return plan_deck(a_context(result)).slide(f"metric/{result.metric.id}")


def numbers(slide: Slide) -> list[BigNumber]:
    return [block for block in slide.blocks if isinstance(block, BigNumber)]


def exhibits(slide: Slide) -> list[Chart | Table]:
    return [block for block in slide.blocks if isinstance(block, Chart | Table)]


def a_share(name: str, label: str, above: int, below: int, **more: object) -> PartResult:
    reading = Reading(Fraction(above, below), Fraction(above), Fraction(below), below)
    return a_part(name=name, label=label, now=reading, prior=None, year_ago=None, **more)


def keyed(name: str, label: str, values: dict[str, int], n: int) -> dict[str, PartResult]:
    return {
        key: a_part(
            value, None, None, name=name, label=label, unit=count, direction=Direction.LOWER,
            key=key, n=n, share=False,
        )
        for key, value in values.items()
    }  # fmt: skip


def satisfaction(themes: dict[str, int], n: int = 300, low: int = 30) -> MetricResult:
    channels = {
        name: a_part(
            "0.9", "0.91", "0.9", name="channel", label="Satisfaction by channel", key=name
        )
        for name in ("support", "success")
    }
    satisfied = Reading(Fraction(9, 10), Fraction(9 * n, 10), Fraction(n), n)
    return a_result(
        a_part(prior="0.91", year_ago="0.9", label="Satisfaction", now=satisfied),
        metric=csat.METRIC,
        others={"response_rate": a_share("response_rate", "Response rate", 300, 1000)},
        keyed={
            "channel": channels,
            "channel_n": keyed("channel_n", "Answers by channel", dict.fromkeys(channels, 150), n),
            "theme": keyed("theme", "Low answers by theme", themes, low),
        },
    )


def promoters(**parts: PartResult) -> MetricResult:
    return a_result(
        a_part("41", "36", "34", label="Net promoter score", unit=score, flat_within=1, n=400),
        metric=nps.METRIC,
        others={"moe": a_part("3", None, None, name="moe", label="Margin", unit=score), **parts},
    )


FIVE = {"slow_first_reply": 9, "Not solved": 7, "Handed over": 5, "Price": 4, "Data import": 1}


def test_the_three_largest_themes_are_bars_below_the_channels() -> None:
    trend, channels, themes = exhibits(slide_of(satisfaction(FIVE)))
    assert (trend.key, channels.key, themes.key) == ("trend", "labels", "below")
    assert isinstance(themes, Chart)
    assert themes.spec.kind is ChartKind.BAR
    assert themes.spec.categories == ("Slow first reply", "Not solved", "Handed over")
    assert themes.spec.series[0].values == (9, 7, 5)
    # what is drawn, of all low answers: 9 + 7 + 5
    assert (themes.title, themes.subtitle) == ("Low answers by theme", "21 of 30")
    assert themes.alt == (
        "Bar chart, low answers by theme: Slow first reply 9, Not solved 7, Handed over 5."
    )


def test_without_themes_and_of_a_small_sample_nothing_stands_below() -> None:
    assert [one.key for one in exhibits(slide_of(satisfaction({})))] == ["trend", "labels"]
    small = exhibits(slide_of(satisfaction(FIVE, n=17)))
    assert "below" not in [one.key for one in small]


def test_the_base_says_how_many_of_those_asked_have_answered() -> None:
    result = satisfaction(FIVE)
    first, second = numbers(slide_of(result))  # the rate itself stands below: it is not repeated
    assert (first.base, second.label) == ("n\u00a0=\u00a0300\u00a0answers", "Response rate")
    mean = a_part("0.88", None, None, name="channel_mean", label="Mean of channels, equal weight")
    first, second = numbers(slide_of(with_parts(result, channel_mean=mean)))
    assert first.base == "n\u00a0=\u00a0300\u00a0answers, 30% of\u00a0sent"
    assert (second.label, second.value, second.base) == ("Mean of channels", "88%", "equal weight")


def with_parts(result: MetricResult, **parts: PartResult) -> MetricResult:
    rate = result.parts["response_rate"]
    return a_result(
        result.value, metric=result.metric, keyed=dict(result.keyed),
        others={"response_rate": rate, **parts},
    )  # fmt: skip


def test_the_margin_stands_beside_the_score_where_follow_ups_are_the_second_number() -> None:
    rate = a_share("follow_up_rate", "Answers followed up", 64, 100, direction=Direction.HIGHER)
    first, second = numbers(slide_of(promoters(follow_up_rate=rate)))
    assert (first.value, first.margin) == ("41", "±\u00a03")
    assert (second.label, second.value) == ("Followed up in 14\u00a0days", "64%")
    first, second = numbers(slide_of(promoters()))
    assert (first.margin, second.value) == ("", "±\u00a03")


@pytest.mark.parametrize(
    ("done", "due", "said"),
    [
        (20, 31, "20 of 31 detractors whose 14\u00a0days are over were followed up in time."),
        (1, 1, "1 of 1 detractor whose 14\u00a0days are over was followed up in time."),
        (0, 4, "0 of 4 detractors whose 14\u00a0days are over were followed up in time."),
    ],
)
def test_what_happened_tells_how_many_detractors_somebody_talked_to(
    done: int, due: int, said: str
) -> None:
    rate = a_share("detractor_follow_up_rate", "Detractors followed up", done, due)
    slide = slide_of(promoters(detractor_follow_up_rate=rate))
    [told] = [block for block in slide.blocks if isinstance(block, Narrative)]
    assert said in " ".join(plain(line) for line in told.cells[0].body)


def test_nobody_is_said_to_have_been_followed_up_where_nobody_notes_it() -> None:
    slide = slide_of(promoters())
    [told] = [block for block in slide.blocks if isinstance(block, Narrative)]
    assert "followed up" not in " ".join(plain(line) for line in told.cells[0].body)
