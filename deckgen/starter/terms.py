"""Contracts: their length, their value and their opt-out clauses."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from deckgen.starter.dice import Dice
from deckgen.starter.months import plus_months
from deckgen.starter.records import Contract, Customer
from deckgen.starter.story import SegmentPlan, Story

ONE_DAY = timedelta(days=1)
_CLAUSE_DAYS = (120, 180, 180, 180)


class Terms:
    """Writes contracts and plans the use of their clauses."""

    def __init__(self, story: Story, rng: Random) -> None:
        self._story = story
        self._rng = rng
        self._dice = Dice(rng)

    def sign(
        self,
        customer: Customer,
        segment: SegmentPlan,
        start: date,
        *,
        signed_on: date | None = None,
        renewal: bool = False,
        price_shock: bool = False,
    ) -> Contract:
        """Adds the customer's next contract from a day on."""
        months = 1 if customer.rolling else self._rng.choice(segment.terms)
        end = None if customer.rolling else plus_months(start, months) - ONE_DAY
        contract = Contract(start, end, months, acv=customer.price() * 12, signed_on=signed_on)
        customer.contracts.append(contract)
        customer.opt_out_on = None
        share = self._story.clause_renewal if renewal else self._story.clause_new
        if end is not None and self._dice.happens(f"clause {renewal}", share):
            days = self._rng.choice(_CLAUSE_DAYS)
            contract.opt_out_until = start + timedelta(days=days)
            kind = f"opt out {customer.poorly_onboarded and not renewal}"
            if self._dice.happens(kind, self._chance(customer, renewal, price_shock)):
                used = contract.opt_out_until - timedelta(days=self._rng.randint(0, 25))
                customer.opt_out_on = used
        return contract

    def sign_running(self, customer: Customer, segment: SegmentPlan, today: date) -> None:
        """The contract in force today of a customer that came long ago."""
        start = customer.since
        contract = self.sign(customer, segment, start)
        while contract.end is not None and contract.end < today:
            contract.start = contract.end + ONE_DAY
            contract.end = plus_months(contract.start, contract.months) - ONE_DAY
        if contract.opt_out_until is not None and contract.start != start:
            contract.opt_out_until = None
        if contract.opt_out_until is None or contract.opt_out_until < today:
            customer.opt_out_on = None

    def _chance(self, customer: Customer, renewal: bool, price_shock: bool) -> float:
        if not renewal and customer.poorly_onboarded:
            return self._story.poor_start_opt_out
        chance = self._story.opt_out
        if customer.fit == "Poor fit":
            chance *= self._story.poor_fit_loss
        return chance * (self._story.price_loss if price_shock else 1.0)
