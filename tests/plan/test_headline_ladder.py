"""The last sentence of a headline's ladder always fits, whatever the theme and the state."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from deckgen.metrics.catalogue import catalogue
from deckgen.model.metric import Metric, Reading
from deckgen.model.result import PartResult
from deckgen.plan.fit import HEADLINE_POINTS, HEADLINE_WIDTH, headline_fits
from deckgen.theme.fonts import text_width
from deckgen.words.headline import Headline, Subject, headline
from deckgen.words.movement import compare
from deckgen.words.voice import Voice
from tests.support.results import NOW, PERIODS, a_part

VOICE = Voice("USD", "en_US")
# The smallest headline in the narrowest place that a template is measured to have (a portrait page
# 7.5 inches across), in a face that nobody knows and that counts as wide.
NARROWEST, SMALLEST, WIDEST = 6.2, 18.0, "Nobody's Sans"
STATES = {
    "up": a_part("1.084", "1.066", target="1.1"),
    "down": a_part("1.066", "1.084", target="1.05", trend=["1.09", "1.088", "1.084"]),
    "held": a_part("1.084", "1.084"),
    "first": a_part("0.9", None, trend=()),
    "undefined": a_part(now=Reading.undefined("no_responses"), prior="0.5"),
    "small": replace(a_part("0.24", "0.10", n=17), small_base=True),
}


def narrow(text: str, points: float, *, bold: bool = False) -> float:
    scale = SMALLEST / HEADLINE_POINTS * HEADLINE_WIDTH / NARROWEST
    return text_width(text, points * scale, bold=bold, face=WIDEST)


def shortest(part: PartResult, name: str, short: str, leads: str = "") -> Headline:
    subject = Subject(
        part=part, title=name, short_title=short, period=NOW,
        moved=compare(part, part.prior, VOICE), leads=leads, part_clause="they hold $4.6M",
        restated=Fraction("1.01"), prior_period=PERIODS[-2], margin="± 38", base="17 answers",
    )  # fmt: skip
    return headline(subject, VOICE, lambda one: headline_fits(one, narrow))


@pytest.mark.parametrize("metric", catalogue().values(), ids=lambda one: one.id)
@pytest.mark.parametrize("state", STATES)
def test_every_metric_in_every_state_has_a_sentence_that_fits(metric: Metric, state: str) -> None:
    found = shortest(STATES[state], metric.title, metric.short_title)
    assert headline_fits(found, narrow), found


@pytest.mark.parametrize("state", STATES)
def test_a_ranking_whose_label_is_somebodys_long_name_has_a_sentence_that_fits(state: str) -> None:
    label = "Integration with the procurement system of the holding was promised and never built"
    found = shortest(STATES[state], label, label, "Drivers of churn")
    assert headline_fits(found, narrow), found
    assert found.fact.startswith("Integration with the")


def test_a_small_base_is_still_said_where_only_the_ranking_has_no_room() -> None:
    """Sixteen customers are too few, on whatever slide that is told."""
    part = STATES["small"]

    def within(width: int) -> Headline:
        return headline(
            Subject(part, "Price increase", "Price increase", NOW, compare(part, part.prior, VOICE),
                    leads="Drivers of churn", base="16 churned customers"),
            VOICE, lambda one: len(one.fact) <= width,
        )  # fmt: skip

    clause = "too few to tell a change from noise"
    leads = "Price increase leads the ranking at 24%"
    assert within(64) == Headline(f"{leads} on 16 churned customers:", clause)
    assert within(45) == Headline(f"{leads}:", clause)


def test_a_sentence_without_a_clause_may_take_both_lines() -> None:
    words = "one two three four five six seven eight nine ten"
    wide = HEADLINE_WIDTH * 0.95 / 0.6

    def measure(text: str, points: float, *, bold: bool = False) -> float:
        return wide * len(text) / len(words)

    assert headline_fits(Headline(words), measure)
    assert not headline_fits(Headline(words, "and more"), measure)
    assert not headline_fits(Headline(f"{words} {words}"), measure)
