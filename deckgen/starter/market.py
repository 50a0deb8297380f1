"""The life of every customer, month by month: arrival, growth, renewal, loss and return."""

from __future__ import annotations

from datetime import date, timedelta
from math import exp
from random import Random

from deckgen.starter.arrivals import Arrivals
from deckgen.starter.care import Roster
from deckgen.starter.dice import Dice
from deckgen.starter.growth import Growth
from deckgen.starter.months import day_in, last_day, month_of, plus_months
from deckgen.starter.records import Change, Contract, Customer
from deckgen.starter.story import SegmentPlan, Story
from deckgen.starter.terms import ONE_DAY, Terms


class Market:
    """Runs the company from its first month to the horizon."""

    def __init__(self, story: Story, rng: Random, size: int) -> None:
        self._story = story
        self._rng = rng
        self._size = size  # customers active in the last month, about
        self._dice = Dice(rng)
        self._arrivals = Arrivals(story, rng)
        self._roster = Roster(story, rng)
        self._terms = Terms(story, rng)
        self._growth = Growth(story, rng)
        self._segments = {segment.name: segment for segment in story.segments}
        self._customers: list[Customer] = []

    def run(self) -> list[Customer]:
        """All customers that ever were, in order of arrival."""
        story = self._story
        self._open()
        for month in range(story.first_month, story.horizon + 1):
            self._roster.handovers(day_in(month, 1), self._customers)
            order = list(self._customers)
            self._rng.shuffle(order)
            if month > story.first_month:
                for customer in order:
                    self._live(customer, month)
                if month <= story.last_month:
                    self._welcome(month)
            for customer in self._customers:
                if customer.active:
                    customer.mrr[month] = customer.price()
        return self._customers

    def _open(self) -> None:
        """The customers of the first month, which came in the five years before."""
        story = self._story
        today = last_day(story.first_month)  # so that no term ends before the first renewals
        for _ in range(round(self._size * story.opening_share)):
            ago = round(60 * self._rng.random() ** 1.5) + 1
            since = day_in(story.first_month - ago, self._rng.randint(1, 28))
            customer = self._arrivals.arrive(since)
            self._roster.assign(customer, since)
            self._terms.sign_running(customer, self._segments[customer.segment], today)
            self._customers.append(customer)

    def _welcome(self, month: int) -> None:
        """The month's new customers: what was lost, and the growth the company plans."""
        story = self._story
        months = story.last_month - story.first_month
        done = (month - story.first_month) / months
        wanted = self._size * (story.opening_share + (1 - story.opening_share) * done)
        active = sum(customer.active for customer in self._customers)
        usual = self._size * (0.0145 + 0.004 * (month % 3 == 2))  # quarters end strong
        for _ in range(max(0, round(0.5 * usual + 0.5 * (wanted - active)))):
            since = day_in(month, self._rng.randint(1, 28))
            customer = self._arrivals.arrive(since)
            self._roster.assign(customer, since)
            self._terms.sign(customer, self._segments[customer.segment], since)
            customer.changes.append(Change(since, "New", "", customer.price()))
            self._customers.append(customer)

    def _live(self, customer: Customer, month: int) -> None:
        segment = self._segments[customer.segment]
        if not customer.active:
            if customer.came_back is not None and month_of(customer.came_back) == month:
                self._return(customer, segment, customer.came_back)
            return
        contract = customer.contracts[-1]
        used = customer.opt_out_on
        if used is not None and month_of(used + ONE_DAY) == month:
            contract.outcome, contract.decided_on = "Opted out", used
            self._leave(customer, used + ONE_DAY)
            return
        if contract.end is None:
            kind = self._kind(customer, "loss")
            if self._dice.happens(kind, self._rolling_loss(customer, month)):
                last = day_in(month, self._rng.randint(2, 27))
                contract.end, contract.outcome, contract.decided_on = last, "Not renewed", last
                self._leave(customer, last + ONE_DAY)
                return
        elif month_of(contract.end + ONE_DAY) == month and not self._renew(customer, contract):
            return
        self._growth.move(customer, segment, month)

    def _renew(self, customer: Customer, contract: Contract) -> bool:
        """Decides what happens at the end of a term; false when the customer leaves."""
        segment, end = self._segments[customer.segment], contract.end
        if end is None:
            raise ValueError("only a contract with an end is renewed")
        start = end + ONE_DAY
        loss = segment.renewal_loss * self._loss_factor(customer, month_of(start))
        if self._dice.happens(self._kind(customer, "renewal loss"), min(loss, 0.8)):
            contract.outcome = "Not renewed"
            contract.decided_on = max(contract.start, end - self._days(0, 60))
            self._leave(customer, start)
            return False
        late = self._rng.random() < 0.06
        signed = end + self._days(2, 20) if late else end - self._days(3, 45)
        self._growth.reprice(customer, segment, start)
        contract.outcome, contract.decided_on = "Renewed", signed
        contract.renewed_acv = customer.price() * 12
        shock = self._price_shock(customer, month_of(start))
        self._terms.sign(
            customer, segment, start, signed_on=signed, renewal=True, price_shock=shock
        )
        return True

    def _rolling_loss(self, customer: Customer, month: int) -> float:
        age = month - month_of(customer.since)
        loss = self._segments[customer.segment].monthly_loss * self._loss_factor(customer, month)
        if customer.poorly_onboarded and 5 <= age <= 10:
            loss += self._story.poor_start_loss
        return loss

    def _kind(self, customer: Customer, event: str) -> str:
        """Losses of the overloaded manager are counted apart, so that the book shows them."""
        book = "overloaded" if self._roster.is_overloaded(customer) else customer.segment
        start = " after a poor start" if customer.poorly_onboarded else ""
        return f"{event} {book}{start}"

    def _loss_factor(self, customer: Customer, month: int) -> float:
        """How much likelier than usual this customer is to leave."""
        story = self._story
        factor = exp(-0.25 * customer.mood)
        if customer.fit == "Poor fit":
            factor *= story.poor_fit_loss
        if self._roster.is_overloaded(customer):
            factor *= story.overload_loss
        if self._price_shock(customer, month):
            factor *= story.price_loss
        noted = customer.gap_noted
        if noted is not None and month >= story.gap_bites and noted < day_in(month, 1):
            factor *= story.gap_loss if customer.segment != "SMB" else 1.0
        return factor

    def _price_shock(self, customer: Customer, month: int) -> bool:
        return customer.segment == "SMB" and month >= self._story.price_change

    def _leave(self, customer: Customer, day: date) -> None:
        """Ends the revenue on the first day without the product."""
        customer.active = False
        customer.left_on = day
        customer.opt_out_on = None
        customer.changes.append(Change(day, "Cancel", "", -customer.price()))
        self._roster.release(customer, day - ONE_DAY)
        first = customer.came_back is None
        if first and self._dice.happens("returns", self._story.returns):
            customer.came_back = plus_months(day, self._rng.randint(3, 9))

    def _return(self, customer: Customer, segment: SegmentPlan, day: date) -> None:
        customer.active = True
        customer.changes.append(Change(day, "Reactivate", "", customer.price()))
        self._terms.sign(customer, segment, day, renewal=True)
        self._roster.assign(customer, day)

    def _days(self, low: int, high: int) -> timedelta:
        return ONE_DAY * self._rng.randint(low, high)
