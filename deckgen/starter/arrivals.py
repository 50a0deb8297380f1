"""New customers: who they are, what they buy first, and whether they start well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from deckgen.starter.dice import Dice
from deckgen.starter.months import day_in, month_of, plus_months
from deckgen.starter.names import Names
from deckgen.starter.records import Customer, Stay
from deckgen.starter.story import GAPS, RegionPlan, SegmentPlan, Story

P = TypeVar("P", SegmentPlan, RegionPlan)

_GAP_WEIGHTS = (9, 5, 2, 3)  # in the order of GAPS


class Arrivals:
    """Creates customers one after the other; shares of segments and regions are kept."""

    def __init__(self, story: Story, rng: Random) -> None:
        self._story = story
        self._rng = rng
        self._dice = Dice(rng)
        self._names = Names(rng)
        self._drawn: dict[str, int] = {}
        self._count = 0

    def arrive(self, since: date) -> Customer:
        """A customer that starts on a day, without revenue or contract yet."""
        story, rng = self._story, self._rng
        segment = self._draw(story.segments)
        region = self._draw(story.regions)
        name, industry = self._names.account(region)
        self._count += 1
        poor_start = self._starts_poorly(since)
        fit = self._fit()
        gap = rng.choices(GAPS, _GAP_WEIGHTS)[0] if self._wants_gap(segment) else None
        low, high = segment.seats
        customer = Customer(
            number=self._count,
            name=name,
            region=region.name,
            industry=industry,
            lead_source=self._names.lead_source(),
            since=since,
            segment=segment.name,
            fit=fit,
            fit_tagged=self._tagged(since) if fit else None,
            gap=gap,
            gap_noted=self._gap_noted(since) if gap else None,
            poorly_onboarded=poor_start,
            mood=rng.gauss(0.0, 1.0) - (1.2 if poor_start else 0.0),
            # The square makes small customers more frequent than large ones.
            seats=low + round((high - low) * rng.random() ** 2),
            seat_price=round(segment.seat_price * rng.uniform(0.86, 1.14) / 50) * 50,
            modules=segment.module_price * rng.choice((0, 0, 1, 1, 2)),
            rolling=self._dice.happens(f"rolling {segment.name}", segment.rolling),
            first_value=since + timedelta(days=rng.randint(20, 55) + 45 * poor_start),
        )
        customer.tiers.append(Stay(segment.name, since, None))
        return customer

    def _draw(self, plans: Sequence[P]) -> P:
        """The plan that is furthest behind its share, with a little chance."""
        behind = [plan.share * (self._total(plans) + 1) - self._seen(plan) for plan in plans]
        best = max(range(len(plans)), key=lambda i: behind[i] + self._rng.random())
        plan = plans[best]
        self._drawn[plan.name] = self._seen(plan) + 1
        return plan

    def _seen(self, plan: SegmentPlan | RegionPlan) -> int:
        return self._drawn.get(plan.name, 0)

    def _total(self, plans: Sequence[P]) -> int:
        return sum(self._seen(plan) for plan in plans)

    def _fit(self) -> str:
        if self._dice.happens("good fit", self._story.good_fit):
            return "Good fit"
        rest = 1.0 - self._story.good_fit
        return "Poor fit" if self._dice.happens("poor fit", self._story.poor_fit / rest) else ""

    def _tagged(self, since: date) -> date:
        """At the sale for most; for some only when the account came up in a review."""
        late = self._rng.random() < 0.12
        return since + timedelta(days=self._rng.randint(*((90, 500) if late else (5, 40))))

    def _starts_poorly(self, since: date) -> bool:
        story = self._story
        broken = story.onboarding_breaks <= month_of(since) < story.onboarding_mended
        chance = story.poorly_onboarded_then if broken else story.poorly_onboarded
        return self._dice.happens("poor start", chance)

    def _wants_gap(self, segment: SegmentPlan) -> bool:
        return self._dice.happens(f"gap {segment.name}", segment.wants_gap)

    def _gap_noted(self, since: date) -> date:
        first = max(plus_months(since, 2), day_in(self._story.gap_known, 1))
        return first + timedelta(days=self._rng.randint(0, 500))
