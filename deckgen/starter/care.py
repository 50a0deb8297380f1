"""Who looks after whom: the customer success managers, their books and the handovers."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from deckgen.starter.records import Customer, Stay
from deckgen.starter.story import Story

_MOVES_PER_MONTH = 0.004  # of the customers, handed to a colleague of the same region


class Roster:
    """Assigns customers to the manager of their region with the most room."""

    def __init__(self, story: Story, rng: Random) -> None:
        self._story = story
        self._rng = rng
        self._regions = {region.name: region.managers for region in story.regions}
        self._books: dict[str, int] = {}
        self._left = False

    def assign(self, customer: Customer, day: date) -> None:
        """Gives a customer without a manager to somebody from a day on."""
        name = min(
            self._team(customer.region),
            key=lambda manager: (self._fullness(manager), self._rng.random()),
        )
        self._take(customer, name, day)

    def release(self, customer: Customer, last_day: date) -> None:
        """Ends the present assignment on its last day."""
        if customer.manager is None:
            return
        stay = customer.managers.pop()
        self._books[stay.value] -= 1
        customer.managers.append(Stay(stay.value, stay.start, max(last_day, stay.start)))

    def handovers(self, month_start: date, customers: list[Customer]) -> None:
        """Monthly reassignments, and once the whole book of the manager who left."""
        story = self._story
        if not self._left and month_start > story.leaver_until:
            self._left = True
            for customer in customers:
                if customer.active and customer.manager == story.leaver:
                    self.release(customer, month_start - timedelta(days=1))
                    self._take(customer, story.overloaded, month_start)
        for customer in customers:
            if not customer.active or self._rng.random() >= _MOVES_PER_MONTH:
                continue
            colleagues = [n for n in self._team(customer.region) if n != customer.manager]
            if colleagues and customer.manager not in (story.leaver, story.overloaded):
                self.release(customer, month_start - timedelta(days=1))
                self._take(customer, min(colleagues, key=self._fullness), month_start)

    def is_overloaded(self, customer: Customer) -> bool:
        """Whether the customer's manager has inherited a colleague's book."""
        return self._left and customer.manager == self._story.overloaded

    def _team(self, region: str) -> tuple[str, ...]:
        managers = self._regions[region]
        if self._story.overloaded in managers and not self._left:
            return (*managers, self._story.leaver)
        return managers

    def _weight(self, manager: str) -> float:
        if manager == self._story.leaver:
            return self._story.leaver_weight
        if manager == self._story.overloaded and self._left:
            return self._story.overload_weight
        return 1.0

    def _fullness(self, manager: str) -> float:
        return self._books.get(manager, 0) / self._weight(manager)

    def _take(self, customer: Customer, manager: str, day: date) -> None:
        self._books[manager] = self._books.get(manager, 0) + 1
        customer.managers.append(Stay(manager, day, None))
