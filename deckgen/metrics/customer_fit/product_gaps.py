"""Product gaps: how many customers noted that something is missing, and what they are worth.

No standard. Revenue is associated with a gap, not lost because of it; customers with several gaps
count once in the totals and once for every gap below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deckgen.metrics.bases.customer_period import ever_customers
from deckgen.metrics.bases.product_gaps import (
    PRODUCT_GAPS,
    at_risk_by_gap,
    at_risk_by_primary_gap,
    customers_by_gap,
    customers_by_primary_gap,
    gap_at_risk,
    gap_customers,
    gap_lost,
    lost_by_gap,
    lost_by_primary_gap,
    primary_gap_at_risk,
    primary_gap_customers,
    primary_gap_lost,
)
from deckgen.metrics.customer_fit.options import LOOKBACK_MONTHS, ZERO_IS_ACTIVE
from deckgen.metrics.labels import by_label, in_order, shares
from deckgen.model.component import Component, Totals
from deckgen.model.metric import (
    Amount,
    KeyedPart,
    Metric,
    Movers,
    Part,
    PerKey,
    Prompts,
    Ratio,
    Reading,
    pp,
)
from deckgen.model.period import Window
from deckgen.model.unit import count, money_compact, percent


@dataclass(frozen=True, slots=True)
class Gaps:
    """The components of one method: everyone with a gap, and per gap."""

    customers: Component
    lost: Component
    at_risk: Component
    by_customers: Component
    by_lost: Component
    by_at_risk: Component


METHODS: Mapping[str, Gaps] = {
    "unique_customers": Gaps(
        gap_customers, gap_lost, gap_at_risk, customers_by_gap, lost_by_gap, at_risk_by_gap
    ),
    "primary_only": Gaps(
        primary_gap_customers, primary_gap_lost, primary_gap_at_risk,
        customers_by_primary_gap, lost_by_primary_gap, at_risk_by_primary_gap,
    ),
}  # fmt: skip


def _shares(of: Gaps) -> PerKey:
    def finish(totals: Totals) -> dict[str, Reading]:
        every = totals[ever_customers]
        return shares(by_label(totals, of.by_customers), every, int(every))

    return PerKey(finish, (of.by_customers, ever_customers))


def _customers(of: Gaps) -> PerKey:
    def finish(totals: Totals) -> dict[str, Reading]:
        labels = by_label(totals, of.by_customers)
        return {label: Reading(one, n=int(one)) for label, one in labels.items()}

    return PerKey(finish, (of.by_customers,))


def _revenue(of: Gaps, amount: Component) -> PerKey:
    """Revenue per gap and year, in the order of the customers."""

    def finish(totals: Totals) -> dict[str, Reading]:
        labels = by_label(totals, of.by_customers)
        amounts = in_order(by_label(totals, amount, annual=True), labels)
        return {label: Reading(one, n=int(labels[label])) for label, one in amounts.items()}

    return PerKey(finish, (amount, of.by_customers))


METRIC = Metric(
    id="product_gaps",
    title="Product gaps",
    short_title="Product gaps",
    section="customer_fit",
    says="Customers who miss a function",
    definition="Customers of the period that noted a product gap which is not resolved, over all "
    "customers that were active at any time in the period.",
    formula="customers noting a gap ÷ customers active in the period",
    default="unique_customers",
    methods={
        "unique_customers": "every customer once, whatever the number of its gaps",
        "primary_only": "only gaps marked as primary",
    },
    parts={
        "value": Part(
            "Customers with a gap", percent,
            {
                name: Ratio(of.customers, ever_customers) for name, of in METHODS.items()
            },
            better="lower", flat_within=pp("0.5"), small_base=True,
        ),
        "customers": Part(
            "Customers", count,
            {name: Amount(of.customers) for name, of in METHODS.items()}, better="lower",
        ),
        "lost_revenue": Part(
            "Revenue lost", money_compact,
            {
                name: Amount(of.lost, annual=True, n=of.customers)
                for name, of in METHODS.items()
            },
            better="lower", flat_within=pp(1),
        ),
        "at_risk_revenue": Part(
            "Revenue at risk", money_compact,
            {
                name: Amount(of.at_risk, annual=True, n=of.customers)
                for name, of in METHODS.items()
            },
            better="lower", flat_within=pp(1),
        ),
        "share": KeyedPart(
            "Share of customers", percent,
            {name: _shares(of) for name, of in METHODS.items()}, better="lower",
        ),
        "gap_customers": KeyedPart(
            "Customers", count,
            {name: _customers(of) for name, of in METHODS.items()}, better="lower",
        ),
        "gap_lost_revenue": KeyedPart(
            "Revenue lost", money_compact,
            {name: _revenue(of, of.by_lost) for name, of in METHODS.items()}, better="lower",
        ),
        "gap_at_risk_revenue": KeyedPart(
            "Revenue at risk", money_compact,
            {name: _revenue(of, of.by_at_risk) for name, of in METHODS.items()}, better="lower",
        ),
    },
    prompts=Prompts(
        why="Which gap is worth building, and did the gaps that shipped save accounts?",
        next="What are the accounts at risk told, and which gap gets a date?",
    ),
    exhibit="ranked",
    inputs=("revenue", "reasons"),
    optional_inputs=("reasons.is_primary", "reasons.resolved_on"),
    options=(LOOKBACK_MONTHS, ZERO_IS_ACTIVE),
    windows=(Window.PERIOD, Window.TRAILING_12M),
    movers=Movers(
        PRODUCT_GAPS, "0 - lost - at_risk", "place = 1", details=("label", "lost", "at_risk"),
        wheres={"primary_only": "primary_place = 1"},
    ),
    nature="stock",
)  # fmt: skip
