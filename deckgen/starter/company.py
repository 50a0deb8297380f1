"""The sample company: a seeded simulation of three years at Lumina Cloud."""

from __future__ import annotations

from random import Random

from deckgen.starter.market import Market
from deckgen.starter.postmortems import PostMortems
from deckgen.starter.records import Company
from deckgen.starter.story import Story
from deckgen.starter.themes import themed
from deckgen.starter.voice import Voice
from deckgen.starter.wellbeing import health_scores, references

DEFAULT_STORY = Story()
SMALLEST = 60
"""Customers below which twelve managers and four regions make no sense."""


def simulate(seed: int, customers: int, story: Story = DEFAULT_STORY) -> Company:
    """The company's whole history; the same seed gives the same company on every machine.

    ``customers`` is about the number of customers active in the last month.
    """
    if customers < SMALLEST:
        raise ValueError(f"the sample company needs at least {SMALLEST} customers")
    # Each part draws from its own stream, so that a change in one leaves the others alone.
    # A text as seed is hashed by Random itself and does not depend on PYTHONHASHSEED.
    lives = Market(story, Random(f"{seed}/market"), customers).run()
    scores = health_scores(story, Random(f"{seed}/health"), lives)
    reasons = PostMortems(story, Random(f"{seed}/reasons")).write(lives, scores)
    answers = Voice(story, Random(f"{seed}/voice"), lives).collect()
    answers = themed(Random(f"{seed}/themes"), answers)
    granted = references(story, Random(f"{seed}/references"), lives)
    return Company(
        as_of=story.as_of,
        first_month=story.first_month,
        last_month=story.last_month,
        customers=tuple(lives),
        reasons=tuple(reasons),
        answers=tuple(answers),
        scores=tuple(scores),
        references=tuple(granted),
    )
