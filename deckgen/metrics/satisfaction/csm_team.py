"""The accounts and losses of every CSM, side by side, and how they go together."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from deckgen.metrics.arithmetic import spearman
from deckgen.metrics.bases.csm_churn import churned_per_csm, opening_accounts
from deckgen.metrics.satisfaction.csms import without_nobody
from deckgen.model.component import Key, Totals
from deckgen.model.metric import Reading

FEWEST = 5
"""CSMs below which no correlation is stated."""


@dataclass(frozen=True, slots=True)
class Team:
    """Accounts at the opening and lost ones per CSM; CSMs without accounts then are left out of
    everything but the sum of the losses."""

    accounts: dict[Key, int]
    churned: dict[Key, int]

    @classmethod
    def of(cls, totals: Totals) -> Team:
        """The team as the components have it."""
        accounts = without_nobody(totals.counts(opening_accounts))
        return cls(
            {csm: number for csm, number in accounts.items() if number},
            without_nobody(totals.counts(churned_per_csm)),
        )

    @property
    def rates(self) -> dict[Key, Fraction]:
        """Lost accounts over accounts at the opening."""
        return {
            csm: Fraction(self.churned.get(csm, 0), number) for csm, number in self.accounts.items()
        }

    @property
    def rate(self) -> Fraction:
        """The rate of the whole team; it must have accounts."""
        return Fraction(sum(self.churned.values()), sum(self.accounts.values()))

    def flagged(self, factor: Fraction) -> list[Key]:
        """CSMs whose load is above ``factor`` times the mean and whose rate is above the team's."""
        if not self.accounts:
            return []
        limit = factor * sum(self.accounts.values()) / len(self.accounts)
        rates = self.rates
        return [
            csm
            for csm, number in self.accounts.items()
            if number > limit and rates[csm] > self.rate
        ]


def correlation(loads: list[int], losses: list[Fraction]) -> Reading:
    """Spearman's rank correlation, with the reasons why there may be none."""
    if len(loads) < FEWEST:
        return Reading.undefined("too_few_csms", len(loads))
    value = spearman(loads, losses)
    if value is None:  # all CSMs have the same load, or the same losses
        return Reading.undefined("zero_denominator", len(loads))
    return Reading(value, n=len(loads))
