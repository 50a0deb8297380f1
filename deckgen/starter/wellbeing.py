"""Health scores and references: how customers are doing, seen by the success team."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from deckgen.starter.months import day_in, last_day, month_of
from deckgen.starter.records import Customer, Reference, Score
from deckgen.starter.story import Story

_KINDS = ("logo", "logo; call", "logo; case study", "logo; call; case study", "call")


def health_scores(story: Story, rng: Random, customers: list[Customer]) -> list[Score]:
    """A score at every month end of the scored period, for customers active on that day."""
    scores: list[Score] = []
    first = story.last_month - story.health_months + 1
    for customer in customers:
        unscored = rng.random() < 0.015  # never connected to the scoring tool
        warned = rng.random() < 0.75  # the others leave out of the blue
        level = 69 + 7 * customer.mood + rng.gauss(0, 6)
        level += {"Good fit": 4, "Poor fit": -9}.get(customer.fit, 0)
        for month in range(first, story.last_month + 1):
            noise = rng.gauss(0, 3)
            if unscored or customer.paid(month) == 0 or month == month_of(customer.since):
                continue
            score = level + noise - _troubles(story, customer, month)
            if warned:
                score -= _decline(customer, month)
            score = min(max(score, 6 + abs(noise)), 99)
            scores.append(Score(customer.number, last_day(month), round(score)))
    return scores


def _troubles(story: Story, customer: Customer, month: int) -> float:
    """Points that the story costs a customer in a month."""
    points = 0.0
    if customer.poorly_onboarded and month - month_of(customer.since) < 12:
        points += 9
    if customer.segment == "SMB" and month >= story.price_change:
        points += 4
    if customer.gap_noted is not None and customer.gap_noted <= last_day(month):
        points += 5
    return points


def _decline(customer: Customer, month: int) -> float:
    """Points lost in the half year before the customer leaves."""
    if customer.left_on is None:
        return 0.0
    ahead = month_of(customer.left_on) - month
    return 6.5 * (7 - ahead) if 0 <= ahead <= 6 else 0.0


def references(story: Story, rng: Random, customers: list[Customer]) -> list[Reference]:
    """Permissions granted as the programme grows; the happiest long-standing customers first."""
    (first, low), (last, high) = story.references_from, story.references_to
    granted: dict[int, Reference] = {}
    appeal = {c.number: c.mood + rng.gauss(0, 0.8) for c in customers}
    for month in range(first, last + 1):
        active = [c for c in customers if c.paid(month) > 0]
        done = (month - first) / max(last - first, 1)
        wanted = round(len(active) * (low + (high - low) * done**1.5))
        having = sum(c.number in granted and not _withdrawn(granted[c.number]) for c in active)
        able = [
            c
            for c in active
            if c.number not in granted
            and c.fit != "Poor fit"
            and month - month_of(c.since) >= 8
            and (c.left_on is None or month_of(c.left_on) - month > 6)
        ]
        able.sort(key=lambda c: (-appeal[c.number], c.number))
        for customer in able[: max(0, wanted - having)]:
            since = day_in(month, rng.randint(2, 28))
            withdrawn = since + timedelta(days=200) if rng.random() < 0.04 else None
            if withdrawn is not None and withdrawn > story.as_of:
                withdrawn = None
            granted[customer.number] = Reference(
                customer.number, since, withdrawn, rng.choice(_KINDS)
            )
    return [granted[number] for number in sorted(granted)]


def _withdrawn(reference: Reference) -> bool:
    return reference.withdrawn is not None
