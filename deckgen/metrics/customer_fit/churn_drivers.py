"""Churn drivers: the reasons lost customers gave, over all lost customers.

Multi-select shares, as churn post-mortems produce them: they may add up to more than 100%, and
customers without a reason stay in the base. ``primary_only`` gives every customer one reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from deckgen.metrics.bases.churned import (
    CHURNED,
    churned_by_primary,
    churned_by_reason,
    churned_involuntarily,
    churned_revenue_by_primary,
    churned_revenue_by_reason,
    churned_revenue_with_reason,
    churned_with_primary,
    churned_with_reason,
)
from deckgen.metrics.bases.customer_period import lost_customers, lost_revenue
from deckgen.metrics.customer_fit.options import LOOKBACK_MONTHS, ZERO_IS_ACTIVE
from deckgen.metrics.labels import by_label, in_order, largest_share, shares
from deckgen.model.component import Component, Totals
from deckgen.model.metric import (
    Amount,
    Finish,
    KeyedPart,
    Metric,
    Movers,
    Part,
    PerKey,
    Prompts,
    Reading,
    pp,
)
from deckgen.model.period import Window
from deckgen.model.unit import count, money_compact, percent


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a method adds up: per label, over its base; and who of everyone named a reason."""

    labels: Component
    base: Component
    named: Component
    every: Component
    customers: Component = churned_by_reason
    revenue: Component = churned_revenue_by_reason


METHODS: dict[str, Weighing] = {
    "all_churned": Weighing(
        churned_by_reason, lost_customers, churned_with_reason, lost_customers
    ),
    "with_reason": Weighing(
        churned_by_reason, churned_with_reason, churned_with_reason, lost_customers
    ),
    "revenue_weighted": Weighing(
        churned_revenue_by_reason, lost_revenue, churned_revenue_with_reason, lost_revenue
    ),
    "primary_only": Weighing(
        churned_by_primary, lost_customers, churned_with_primary, lost_customers,
        churned_by_primary, churned_revenue_by_primary,
    ),
}  # fmt: skip


def _unknown_reasons(totals: Totals) -> str | None:
    """Why there is nothing to say about reasons: nobody left, or nobody writes them down."""
    if not totals[lost_customers]:
        return "no_churned_customers"
    if "reasons" in totals.facts.missing:
        return "inputs_missing"
    return totals.blocked((churned_by_reason,))


def _of_reasons(function: Callable[[Totals], Reading], *reads: Component) -> Finish:
    def finish(totals: Totals) -> Reading:
        code = _unknown_reasons(totals)
        if code:
            return Reading.undefined(code, int(totals[lost_customers]))
        return function(totals).warned(*totals.warnings((churned_by_reason,)))

    return Finish(finish, (lost_customers,), reads)


def _by_reason(function: Callable[[Totals], dict[str, Reading]], *reads: Component) -> PerKey:
    def finish(totals: Totals) -> dict[str, Reading]:
        if _unknown_reasons(totals):
            return {}
        common = totals.warnings((churned_by_reason,))
        return {label: one.warned(*common) for label, one in function(totals).items()}

    return PerKey(finish, (lost_customers,), reads)


def _size(totals: Totals, way: Weighing) -> int:
    """Customers in the base, also where revenue is weighed."""
    return int(totals[churned_with_reason if way.base is churned_with_reason else lost_customers])


def _largest(way: Weighing) -> Finish:
    def finish(totals: Totals) -> Reading:
        labels = by_label(totals, way.labels)
        return largest_share(labels, totals[way.base], _size(totals, way))

    return _of_reasons(finish, way.labels, way.base, churned_with_reason)


def _sum(way: Weighing) -> Finish:
    """All shares added up: more than 100% where customers gave several reasons."""

    def finish(totals: Totals) -> Reading:
        base = totals[way.base]
        if not base:
            return Reading.undefined("zero_denominator", 0)
        named = sum(by_label(totals, way.labels).values(), Fraction(0))
        return Reading(named / base, named, base, _size(totals, way))

    return _of_reasons(finish, way.labels, way.base, churned_with_reason)


def _without_reason(way: Weighing) -> Finish:
    def finish(totals: Totals) -> Reading:
        every = totals[way.every]
        if not every:
            return Reading.undefined("zero_denominator", int(totals[lost_customers]))
        silent = every - totals[way.named]
        return Reading(silent / every, silent, every, int(totals[lost_customers]))

    return _of_reasons(finish, way.every, way.named)


def _shares(way: Weighing) -> PerKey:
    def finish(totals: Totals) -> dict[str, Reading]:
        return shares(by_label(totals, way.labels), totals[way.base], _size(totals, way))

    return _by_reason(finish, way.labels, way.base, churned_with_reason)


def _customers(way: Weighing) -> PerKey:
    def finish(totals: Totals) -> dict[str, Reading]:
        customers = in_order(by_label(totals, way.customers), by_label(totals, way.labels))
        n = int(totals[lost_customers])
        return {label: Reading(one, n=n) for label, one in customers.items()}

    return _by_reason(finish, way.labels, way.customers)


def _revenue(way: Weighing) -> PerKey:
    def finish(totals: Totals) -> dict[str, Reading]:
        revenue = by_label(totals, way.revenue, annual=True)
        return {
            label: Reading(one)
            for label, one in in_order(revenue, by_label(totals, way.labels)).items()
        }

    return _by_reason(finish, way.labels, way.revenue)


def _involuntary(totals: Totals) -> Reading:
    return Reading(totals[churned_involuntarily], n=int(totals[lost_customers]))


METRIC = Metric(
    id="churn_drivers",
    title="Drivers of churn",
    short_title="Churn drivers",
    section="customer_fit",
    says="Why customers left, in their words",
    definition="Lost customers that gave a reason for leaving, over all lost customers, for the "
    "reason most of them gave.",
    formula="lost customers giving the reason ÷ lost customers",
    default="all_churned",
    methods={
        "all_churned": "of all lost customers, those without a reason included",
        "with_reason": "of the lost customers that have a reason on record",
        "revenue_weighted": "of the opening revenue of all lost customers",
        "primary_only": "only each customer's primary reason; shares and unknown make 100%",
    },
    parts={
        "value": Part(
            "Most common reason", percent, {name: _largest(way) for name, way in METHODS.items()},
            flat_within=pp(1), small_base=True,
        ),
        "unknown": Part(
            "Without a reason", percent,
            {name: _without_reason(way) for name, way in METHODS.items()},
        ),
        "churned": Part("Customers lost", count, {"*": Amount(lost_customers)}),
        "sum": Part(
            "All shares", percent, {name: _sum(way) for name, way in METHODS.items()}
        ),
        "involuntary": Part(
            "Left involuntarily", count, {"*": _of_reasons(_involuntary, churned_involuntarily)}
        ),
        "share": KeyedPart(
            "Share", percent, {name: _shares(way) for name, way in METHODS.items()}
        ),
        "customers": KeyedPart(
            "Customers", count, {name: _customers(way) for name, way in METHODS.items()}
        ),
        "revenue": KeyedPart(
            "Their revenue", money_compact,
            {name: _revenue(way) for name, way in METHODS.items()},
        ),
    },
    prompts=Prompts(
        why="Which drivers can CS, product or sales act on, and what changed over four quarters?",
        next="Which driver is worked on first, by whom, until when?",
    ),
    exhibit="ranked",
    inputs=("revenue", "reasons"),
    optional_inputs=("reasons.is_primary", "reasons.involuntary"),
    options=(LOOKBACK_MONTHS, ZERO_IS_ACTIVE),
    windows=(Window.PERIOD, Window.TRAILING_12M),
    movers=Movers(CHURNED, "0 - opening", details=("reason", "fit", "involuntary")),
    nature="flow",
)  # fmt: skip
