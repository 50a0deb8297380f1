"""Whether the parts of a company add up to the whole, component by component."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from deckgen.model.period import Span

Amounts = Mapping[str, Fraction]
"""Additive components by name: counts as they are, recurring revenue in main units of the revenue
table."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """The customers who moved from one value of a dimension to another within the span."""

    origin: str
    destination: str
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One dimension in one span: the amounts of each value beside those of the company.

    ``parts`` are as the slides have them; the value ``None`` stands for customers in no part.
    ``company`` is added up without looking at parts. A customer counts where it was at the
    opening, else at the closing (R14); ``transfers`` lists those who moved, and is ``None`` where
    the dimension has one value per customer for ever, so that no move can be known.
    """

    dimension: str
    span: Span
    parts: tuple[tuple[str | None, Amounts], ...]
    company: Amounts
    transfers: tuple[Transfer, ...] | None = None

    @property
    def total(self) -> Amounts:
        """The sum of the parts."""
        return summed((amounts for _, amounts in self.parts), self.company)

    @property
    def difference(self) -> Amounts:
        """The sum of the parts less the company: zero in every component, or something is wrong."""
        total = self.total
        return {name: total[name] - amount for name, amount in self.company.items()}

    @property
    def adds_up(self) -> bool:
        """Whether no component differs."""
        return not any(self.difference.values())

    @property
    def moved(self) -> Amounts:
        """All who moved between parts, together."""
        return summed((one.amounts for one in self.transfers or ()), self.company)


def summed(several: Iterable[Amounts], names: Iterable[str]) -> dict[str, Fraction]:
    """The amounts of several parts together, for the given components."""
    listed = list(several)
    return {
        name: sum((amounts.get(name, Fraction()) for amounts in listed), Fraction())
        for name in names
    }
