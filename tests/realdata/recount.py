"""Retention counted again from rows, in a few lines of plain Python.

Written from the definitions (metrics.md R2, R4, R5 and section 7.1), not from deckgen's code: a
customer's revenue on a day is the sum of the terms in force on it, a quarter goes from the last
day before it to its own last day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

Revenue = Mapping[str, int]
"""Monthly revenue on one day of every customer that has some."""


@dataclass(frozen=True)
class Term:
    """A subscription period; ``last`` is its last day, ``None`` while it is open."""

    customer: str
    first: date
    last: date | None
    monthly: int


@dataclass(frozen=True)
class Quarter:
    """A calendar quarter such as ``2024-Q4``."""

    name: str

    @property
    def first(self) -> date:
        """Its first day."""
        year, number = self.name.split("-Q")
        return date(int(year), 3 * int(number) - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """The quarter after it."""
        year, number = map(int, self.name.split("-Q"))
        return Quarter(f"{year}-Q{number + 1}" if number < 4 else f"{year + 1}-Q1")

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def quarters(first: str, last: str) -> list[Quarter]:
    """All quarters from one to another."""
    found = [Quarter(first)]
    while found[-1].name != last:
        found.append(found[-1].next)
    return found


def revenue_on(day: date, terms: Iterable[Term]) -> dict[str, int]:
    """Who pays what on a day."""
    found: dict[str, int] = defaultdict(int)
    for term in terms:
        if term.first <= day and (term.last is None or term.last >= day):
            found[term.customer] += term.monthly
    return {customer: amount for customer, amount in found.items() if amount > 0}


@dataclass(frozen=True)
class Movement:
    """What happened to every customer between the two ends of a quarter."""

    before: Revenue
    after: Revenue
    paid_before: frozenset[str]  # at the end of some month up to the opening

    def _sum(self, customers: Iterable[str]) -> int:
        return sum(self.after.get(one, 0) - self.before.get(one, 0) for one in customers)

    def _change(self, of: Callable[[int, int], bool]) -> int:
        return self._sum(
            one for one, amount in self.before.items() if of(amount, self.after.get(one, 0))
        )

    @property
    def lost(self) -> set[str]:
        """Opening customers that pay nothing at the closing."""
        return self.before.keys() - self.after.keys()

    @property
    def upsold(self) -> set[str]:
        """Opening customers that pay more at the closing."""
        return {one for one, amount in self.before.items() if self.after.get(one, 0) > amount}

    @property
    def joined(self) -> set[str]:
        """Closing customers that did not pay at the opening."""
        return self.after.keys() - self.before.keys()

    def bridge(self) -> dict[str, Fraction]:
        """From the opening to the closing, amounts per month (R6)."""
        back = self.joined & self.paid_before
        bars = {
            "opening": sum(self.before.values()),
            "new": self._sum(self.joined - back),
            "reactivation": self._sum(back),
            "expansion": self._change(lambda old, now: now > old),
            "contraction": self._change(lambda old, now: 0 < now < old),
            "churn": self._change(lambda old, now: now == 0),
            "closing": sum(self.after.values()),
        }
        return {name: Fraction(amount) for name, amount in bars.items()}

    def rates(self) -> dict[tuple[str, str], Fraction | None]:
        """The retention metrics, by metric and part; ``None`` without an opening."""
        opening = sum(self.before.values())
        kept = sum(self.after.get(one, 0) for one in self.before)
        capped = sum(min(amount, self.after.get(one, 0)) for one, amount in self.before.items())
        customers, lost = len(self.before), len(self.lost)

        def share(part: int, whole: int) -> Fraction | None:
            return Fraction(part, whole) if whole else None

        return {
            ("net_revenue_retention", "value"): share(kept, opening),
            ("net_revenue_retention", "gross"): share(capped, opening),
            ("revenue_churn", "value"): share(opening - capped, opening),
            ("logo_retention", "value"): share(customers - lost, customers),
            ("logo_churn", "value"): share(lost, customers),
        }

    def counts(self) -> dict[tuple[str, str], Fraction]:
        """The logos behind the rates."""
        counted = {
            ("logo_retention", "opening"): len(self.before),
            ("logo_retention", "closing"): len(self.after),
            ("logo_retention", "retained"): len(self.before) - len(self.lost),
            ("logo_retention", "new_or_back"): len(self.joined),
            ("logo_churn", "lost"): len(self.lost),
        }
        return {name: Fraction(count) for name, count in counted.items()}


def movement(quarter: Quarter, terms: Sequence[Term]) -> Movement:
    """What a quarter did to the customers of some terms."""
    opening = quarter.first - timedelta(days=1)
    paid: set[str] = set()
    day = min(term.first for term in terms)
    while (day := month_end(day)) <= opening:
        paid |= revenue_on(day, terms).keys()
        day += timedelta(days=1)
    return Movement(revenue_on(opening, terms), revenue_on(quarter.last, terms), frozenset(paid))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
