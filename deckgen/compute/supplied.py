"""Numbers the user computed elsewhere (R18): aggregate counts, or finished values of parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from deckgen.compute.resolve import ResolvedPart
from deckgen.model.component import Component, Facts, Key, MoneyTerms, Totals
from deckgen.model.metric import Reading
from deckgen.model.period import Span

Supplied = Mapping[str, Fraction | tuple[Fraction, ...]]


def finished(name: str, headline: bool, given: Supplied) -> Reading | None:
    """The reading of a part whose value was supplied under its own name (or as ``value``)."""
    value = given.get(name, given.get("value") if headline else None)
    if not isinstance(value, Fraction):
        return None
    n = given.get("n")
    return Reading(value, n=int(n) if isinstance(n, Fraction) else None)


def with_supplied(totals: Totals, part: ResolvedPart, given: Supplied) -> Totals:
    """Totals in which supplied counts stand for components; the others keep what was computed."""
    values: dict[Component, Fraction] = {}
    keyed: dict[Component, Mapping[Key, int]] = dict(totals.keyed)
    for name, component in part.supply.items():
        number = given.get(name)
        if isinstance(number, Fraction):
            values[component] = number
        elif number is not None:
            keyed[component] = {place: int(one) for place, one in enumerate(number, start=1)}
            values[component] = Fraction(0)
    return Totals(
        totals.span, totals.options, totals.money, totals.facts, totals.values, keyed, values
    )


def uses_counts(part: ResolvedPart, given: Supplied) -> bool:
    """Whether any supplied name stands for a component of the part."""
    return any(name in given for name in part.supply)


def bare_totals(span: Span, options: Mapping[str, object], money: MoneyTerms) -> Totals:
    """Totals of nothing: the start for a metric that has only supplied numbers."""
    return Totals(span, options, replace(money), Facts(), {}, {})
