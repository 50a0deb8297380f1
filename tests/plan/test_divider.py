"""Section dividers: what follows, where it is, and how the section stands in one sentence."""

from __future__ import annotations

import pytest

from deckgen.model.deck import Agenda, Deck, Paragraph, SlideKind, plain
from deckgen.plan import plan_deck
from deckgen.words.section import section_sentence
from deckgen.words.standing import standing_sentence
from tests.support.results import SECTIONS, a_context, a_metric, a_part, a_result


def a_deck(*counts: int) -> Deck:
    """So many metrics in the deck's sections."""
    return plan_deck(
        a_context(
            *(
                a_result(
                    a_part(target="1.05"),
                    a_metric(f"{section}_{n}", f"Metric {n}", section=section),
                )
                for section, count in zip(SECTIONS, counts, strict=False)
                for n in range(count)
            )
        )
    )


@pytest.mark.parametrize("counts", [(1, 1), (4, 3, 5, 4), (12, 1, 7)])
def test_every_page_that_a_divider_names_is_where_the_metric_is(counts: tuple[int, ...]) -> None:
    deck = a_deck(*counts)
    places = {slide.key: number for number, slide in enumerate(deck.slides, start=1)}
    listed = []
    for slide in deck.slides:
        for block in slide.blocks:
            if isinstance(block, Agenda):
                for entry in block.rows:
                    assert entry.page == f"slide {places[entry.link]}"
                    assert places[entry.link] > places[slide.key]
                    listed.append(entry.link)
    assert listed == [slide.key for slide in deck.slides if slide.kind is SlideKind.METRIC]


def test_dividers_are_counted() -> None:
    deck = a_deck(1, 2, 1)
    eyebrows = [slide.eyebrow for slide in deck.slides if slide.kind is SlideKind.SECTION]
    assert eyebrows == ["Section 1 of 3", "Section 2 of 3", "Section 3 of 3"]


def test_an_entry_says_status_value_and_change() -> None:
    (agenda,) = (b for b in a_deck(1, 1).slide("section/retention").blocks if isinstance(b, Agenda))
    (entry,) = agenda.rows
    assert (entry.name, entry.status, entry.value) == ("Metric 0", "On target", "108.4%")
    assert plain(entry.change).replace("\u00a0", " ") == "+1.8 pp"


def test_the_sentence_is_on_the_slide() -> None:
    (said,) = (b for b in a_deck(2, 1).slide("section/retention").blocks
               if isinstance(b, Paragraph))  # fmt: skip
    assert plain(said.lines[0]) == (
        "Both metrics with a target are on target. "
        "Metric 0 improved most against its usual variation"
    )


@pytest.mark.parametrize(
    ("best", "worst", "missing", "sentence"),
    [
        (["NRR"], ["Revenue churn"], 0, "NRR improved; revenue churn worsened"),
        (
            ["NRR"],
            ["Revenue churn", "GRR"],
            0,
            "NRR improved; revenue churn worsened most against its usual variation",
        ),
        (
            ["NRR", "NPS"],
            ["Revenue churn"],
            0,
            "NRR improved most against its usual variation; revenue churn worsened",
        ),
        (
            ["NRR", "NPS"],
            ["Revenue churn", "GRR"],
            0,
            "NRR improved most; revenue churn worsened most against their usual variation",
        ),
        ([], [], 0, "No metric clearly improved or worsened"),
        (["CSAT", "NPS"], [], 0, "CSAT improved most against its usual variation"),
        ([], ["CSAT"], 1, "One metric has no value. CSAT worsened"),
        ([], ["CSAT"], 2, "Two metrics have no value. CSAT worsened"),
    ],
)
def test_the_sentence_counts_and_names_but_never_explains(
    best: list[str], worst: list[str], missing: int, sentence: str
) -> None:
    told = section_sentence("One of four is on target", best, worst, without_value=missing)
    assert told == f"One of four is on target. {sentence}"


def test_the_first_period_neither_moved_nor_held() -> None:
    assert section_sentence("One of four is on target", [], [], compared=False) == (
        "One of four is on target"
    )


@pytest.mark.parametrize(
    ("met", "judged", "sentence"),
    [
        (0, 0, "No metric is judged against a target"),
        (0, 1, "The one metric with a target is not on target"),
        (1, 1, "The one metric with a target is on target"),
        (0, 2, "Neither of two metrics with a target is on target"),
        (1, 2, "One of two metrics with a target is on target"),
        (2, 2, "Both metrics with a target are on target"),
        (0, 3, "None of three metrics with a target are on target"),
        (3, 3, "All three metrics with a target are on target"),
        (10, 21, "Ten of 21 metrics with a target are on target"),
    ],
)
def test_targets_are_counted_in_words(met: int, judged: int, sentence: str) -> None:
    assert standing_sentence(met, judged) == sentence


def test_a_target_on_too_small_a_base_is_not_counted_among_those_with_a_target() -> None:
    judged = a_result(a_part(target="1.0"), a_metric("a", "A"))
    small = a_result(a_part(target="1.0", n=17), a_metric("b", "B"))
    deck = plan_deck(a_context(judged, small))
    assert plain(deck.slide("scorecard").title) == "The one metric that can be judged is on target"
