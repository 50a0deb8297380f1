"""Numbers by label (a reason, a gap): in which order they are shown, and their shares of a base."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from deckgen.model.component import Component, Totals
from deckgen.model.metric import Reading, label_of


def by_label(totals: Totals, component: Component, *, annual: bool = False) -> dict[str, Fraction]:
    """A component per label, largest first; ``annual`` gives recurring revenue per year."""
    factor = totals.money.unit_annual if annual else 1
    amounts = {label_of(key): one * factor for key, one in totals.by_key(component).items()}
    ranked = sorted(amounts, key=lambda label: (-amounts[label], label))
    return {label: amounts[label] for label in ranked}


def in_order(amounts: Mapping[str, Fraction], order: Mapping[str, object]) -> dict[str, Fraction]:
    """The same amounts in the order of another ranking, so that columns of a table line up."""
    return {label: amounts[label] for label in order if label in amounts}


def shares(amounts: Mapping[str, Fraction], base: Fraction, n: int) -> dict[str, Reading]:
    """Each label's share of a base; nothing without a base."""
    if not base:
        return {}
    return {label: Reading(one / base, one, base, n) for label, one in amounts.items()}


def largest_share(amounts: Mapping[str, Fraction], base: Fraction, n: int) -> Reading:
    """The largest share of a named label, 0 if none was named; undefined without a base."""
    if not base:
        return Reading.undefined("zero_denominator", n)
    largest = max(amounts.values(), default=Fraction(0))
    return Reading(largest / base, largest, base, n)
