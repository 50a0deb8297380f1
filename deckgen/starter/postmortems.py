"""Reasons: why customers left, grew, miss a feature or are at risk, as managers recorded them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from deckgen.starter.months import month_of
from deckgen.starter.records import Change, Customer, Reason, Score
from deckgen.starter.story import GAP_SHIPPED, Story

_OTHER = ("Re-org or acquisition", "Leadership turnover", "Shifted priorities", "Bugs or issues")
_AT_RISK = 50


class PostMortems:
    """Writes the reasons of all events up to the day of the export."""

    def __init__(self, story: Story, rng: Random) -> None:
        self._story = story
        self._rng = rng

    def write(self, customers: list[Customer], scores: list[Score]) -> list[Reason]:
        """All reasons, by day."""
        drops = self._drops(scores)
        reasons: list[Reason] = []
        for customer in customers:
            for change in customer.changes:
                if change.day > self._story.as_of:
                    continue
                if change.kind == "Cancel":
                    reasons += self._losses(customer, change.day)
                elif change.kind == "Upgrade" and change.detail != "Price increase":
                    reasons += self._upsell(customer, change)
            reasons += self._gaps(customer)
            for day in drops.get(customer.number, ()):
                reasons += self._risks(customer, day)
        reasons = [reason for reason in reasons if reason.day <= self._story.as_of]
        reasons.sort(key=lambda r: (r.day, r.customer, r.category, r.label))
        return reasons

    def _losses(self, customer: Customer, left: date) -> list[Reason]:
        rng = self._rng
        if rng.random() < 0.12:
            return []  # nobody asked
        weights = self._loss_weights(customer, left)
        labels = [rng.choices(list(weights), list(weights.values()))[0]]
        if rng.random() < 0.35:
            del weights[labels[0]]
            labels.append(rng.choices(list(weights), list(weights.values()))[0])
        day = left + timedelta(days=rng.randint(0, 12))
        return [
            Reason(
                customer.number, day, "Churn reason", label, primary=place == 0,
                involuntary=label == "Payment failure",
            )
            for place, label in enumerate(labels)
        ]  # fmt: skip

    def _loss_weights(self, customer: Customer, left: date) -> dict[str, float]:
        weights = dict.fromkeys(_OTHER, 1.0) | {"No value seen": 1.6, "Pricing": 0.8}
        if customer.segment == "SMB":
            weights["Payment failure"] = 0.6
            if month_of(left) >= self._story.price_change:
                weights["Price increase"] = 8.0
        if customer.gap_noted is not None and customer.gap_noted <= left:
            weights["Product gaps"] = 14.0 if customer.segment != "SMB" else 3.0
        if customer.fit == "Poor fit":
            weights["Bad fit"] = 5.0
        if customer.poorly_onboarded and month_of(left) - month_of(customer.since) <= 12:
            weights["Slow onboarding"] = 12.0
        return weights

    def _upsell(self, customer: Customer, change: Change) -> list[Reason]:
        rng = self._rng
        column = 2 if change.detail == "New module" else 1
        chances = [(row[0], float(row[column])) for row in self._story.growth_reasons]
        labels = [label for label, chance in chances if rng.random() < chance]
        if rng.random() < 0.10:
            return []  # sold, but nobody wrote down why
        day = change.day + timedelta(days=rng.randint(0, 6))
        return [
            Reason(customer.number, day, "Upsell reason", label, primary=place == 0)
            for place, label in enumerate(labels)
        ]

    def _gaps(self, customer: Customer) -> list[Reason]:
        """The missing feature, noted again every half year while the customer is there."""
        if customer.gap is None or customer.gap_noted is None:
            return []
        shipped, shipped_on = GAP_SHIPPED
        reasons, day = [], customer.gap_noted
        end = customer.left_on or self._story.as_of
        while day <= end:
            resolved = shipped_on if customer.gap == shipped and day < shipped_on else None
            note = f"Asked for {customer.gap.lower()} in the review."
            reasons.append(
                Reason(
                    customer.number, day, "Product gap", customer.gap, primary=True,
                    resolved_on=resolved, note=note,
                )
            )  # fmt: skip
            day += timedelta(days=self._rng.randint(150, 210))
        return reasons

    def _risks(self, customer: Customer, day: date) -> list[Reason]:
        rng = self._rng
        chances = {"Low usage": 0.60, "Champion left": 0.22}
        if customer.gap_noted is not None and customer.gap_noted <= day:
            chances["Missing features"] = 0.75
        if customer.segment == "SMB" and month_of(day) >= self._story.price_change:
            chances["Price pressure"] = 0.40
        if customer.poorly_onboarded:
            chances["Slow onboarding"] = 0.65
        noted = day + timedelta(days=rng.randint(0, 9))
        labels = [label for label, chance in chances.items() if rng.random() < chance]
        return [
            Reason(customer.number, noted, "Account risk", label, primary=place == 0)
            for place, label in enumerate(labels)
        ]

    def _drops(self, scores: list[Score]) -> dict[int, list[date]]:
        """The days on which customers fell below the line, at most one in half a year."""
        drops: dict[int, list[date]] = {}
        for score in scores:
            days = drops.setdefault(score.customer, [])
            if score.score < _AT_RISK and (not days or score.day - days[-1] > timedelta(days=180)):
                days.append(score.day)
        return drops
