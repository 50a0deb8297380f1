"""Changes of price during a customer's life: seats, modules, plans and price increases."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from deckgen.starter.dice import Dice
from deckgen.starter.months import day_in, month_of
from deckgen.starter.records import Change, Customer, Stay
from deckgen.starter.story import SegmentPlan, Story

_LARGEST = 4_000_000  # cents per month: nobody grows beyond it
_SMALL_SEATS = 58  # with more seats a small customer becomes mid-market
_RENEWAL_TALKS = timedelta(days=90)
_GROWTH_IN_TALKS, _GROWTH_BEFORE = 2.4, 0.55  # most upsells come up in the renewal talks
_SHRINK_AT_RENEWAL = 10  # a renewal is the moment to give seats back


class Growth:
    """Moves seats, modules and prices, and records each move as a change of revenue."""

    def __init__(self, story: Story, rng: Random) -> None:
        self._story = story
        self._rng = rng
        self._dice = Dice(rng)

    def move(self, customer: Customer, segment: SegmentPlan, month: int) -> None:
        """What a month brings to a customer that stays."""
        if customer.rolling and month == self._story.price_change + 1:
            self._raise_price(customer, day_in(month, 1), self._story.small_increase)
        day = day_in(month, self._rng.randint(2, 28))
        if self._dice.happens(
            f"growth {segment.name}", self._growth_chance(customer, segment, day)
        ):
            self._grow(customer, segment, day)
        elif customer.rolling and self._shrinks(customer, segment, month, times=1):
            self._shrink(customer, day)

    def reprice(self, customer: Customer, segment: SegmentPlan, start: date) -> None:
        """What a renewal does to the price: fewer seats for some, the yearly increase for most."""
        month = month_of(start)
        if self._shrinks(customer, segment, month, times=_SHRINK_AT_RENEWAL):
            self._shrink(customer, start)
        changed = customer.segment == "SMB" and month >= self._story.price_change
        increase = self._story.small_increase if changed else self._story.usual_increase
        if changed or self._rng.random() < 0.6:
            self._raise_price(customer, start, increase)

    def _growth_chance(self, customer: Customer, segment: SegmentPlan, day: date) -> float:
        story, chance, month = self._story, segment.growth, month_of(day)
        if customer.fit == "Poor fit" or customer.price() > _LARGEST or day <= customer.since:
            return 0.0
        if segment.name == "Enterprise" and month >= story.module_launch:
            chance *= story.launch_growth
        if segment.name == "SMB" and month >= story.price_change:
            chance *= 0.6
        end = customer.contracts[-1].end
        if end is not None:
            talks = day >= end - _RENEWAL_TALKS
            chance *= _GROWTH_IN_TALKS if talks else _GROWTH_BEFORE
        return chance

    def _grow(self, customer: Customer, segment: SegmentPlan, day: date) -> None:
        before, launched = customer.price(), month_of(day) >= self._story.module_launch
        kind = self._rng.random()
        if kind < (0.42 if launched and segment.name != "SMB" else 0.18):
            customer.modules += segment.module_price
            detail = "New module"
        elif kind < 0.90:
            customer.seats += max(2, round(customer.seats * self._rng.uniform(0.06, 0.20)))
            detail = "Seats"
        else:
            customer.seat_price = round(customer.seat_price * 1.12 / 50) * 50
            detail = "Plan upgrade"
        customer.changes.append(Change(day, "Upgrade", detail, customer.price() - before))
        if segment.name == "SMB" and customer.seats > _SMALL_SEATS:
            self._promote(customer, day_in(month_of(day) + 1, 1))

    def _promote(self, customer: Customer, day: date) -> None:
        stay = customer.tiers.pop()
        customer.tiers.append(Stay(stay.value, stay.start, day - timedelta(days=1)))
        customer.tiers.append(Stay("Mid-market", day, None))
        customer.segment = "Mid-market"

    def _shrinks(self, customer: Customer, segment: SegmentPlan, month: int, times: int) -> bool:
        chance = segment.shrink * times
        if customer.segment == "SMB" and month >= self._story.price_change:
            chance *= self._story.price_shrink
        return self._dice.happens(f"shrink {segment.name}", min(chance, 0.5))

    def _shrink(self, customer: Customer, day: date) -> None:
        before = customer.price()
        detail = "Seats"
        if customer.modules and self._rng.random() < 0.2:
            customer.modules = 0
            detail = "Module removed"
        else:
            customer.seats = max(14, round(customer.seats * self._rng.uniform(0.72, 0.92)))
        if customer.price() < before:
            delta = customer.price() - before
            customer.changes.append(Change(day, "Downgrade", detail, delta))

    def _raise_price(self, customer: Customer, day: date, increase: float) -> None:
        before = customer.price()
        customer.seat_price = round(customer.seat_price * (1 + increase) / 5) * 5
        delta = customer.price() - before
        customer.changes.append(Change(day, "Upgrade", "Price increase", delta))
