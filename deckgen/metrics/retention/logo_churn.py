"""Logo churn: how many of the opening customers left.

Standard: customers gone at the closing over customers at the opening (ChartMogul);
``opening_plus_new`` puts the customers who joined into the base (Stripe's older rate).
"""

from __future__ import annotations

from deckgen.metrics.bases.churned import CHURNED
from deckgen.metrics.bases.customer_period import (
    joined_and_left,
    joined_customers,
    lost_customers,
    lost_revenue,
    opening_customers,
)
from deckgen.metrics.bases.movement_events import churn_events
from deckgen.metrics.customer_fit.options import LOOKBACK_MONTHS
from deckgen.metrics.retention.options import ALL_WINDOWS, ZERO_IS_ACTIVE, exclude_subtypes
from deckgen.model.component import Kind, Linear
from deckgen.model.metric import Amount, Metric, Movers, Part, Prompts, Ratio, Supply, pp
from deckgen.model.unit import count, money_compact, percent

LOST: dict[str, Linear] = {
    "opening": lost_customers,
    "opening_plus_new": lost_customers + joined_and_left,
    "events": churn_events,
}
BASE: dict[str, Linear] = {
    "opening": opening_customers,
    "opening_plus_new": opening_customers + joined_customers,
    "events": opening_customers,
}

METRIC = Metric(
    id="logo_churn",
    title="Logo churn",
    short_title="Logo churn",
    section="retention",
    says="Customers lost, whatever they paid",
    definition="Customers held at the opening that are gone at the closing, over all customers "
    "at the opening.",
    formula="opening customers gone at the closing ÷ opening customers",
    default="opening",
    methods={
        "opening": "customers gone at the closing over customers at the opening",
        "opening_plus_new": "customers who joined in the period are in the base, and lost if gone",
        "events": "every loss of an opening customer counts, even if it came back",
    },
    parts={
        "value": Part(
            "Logo churn",
            percent,
            {
                name: Ratio(lost, BASE[name], zero="zero_opening_customers")
                for name, lost in LOST.items()
            },
            better="lower",
            flat_within=pp("0.1"),
            annualize="churn",
            small_base=True,
        ),
        "lost": Part(
            "Customers lost",
            count,
            {name: Amount(lost) for name, lost in LOST.items()},
            better="lower",
        ),
        "revenue": Part(
            "Their revenue", money_compact, {"*": Amount(lost_revenue, annual=True)},
            better="lower",
        ),
    },
    prompts=Prompts(
        why="Who left, how long had they been customers, and would we sell to them again?",
        next="What changes in how such customers are sold to, started or served?",
    ),
    exhibit="accounts",
    inputs=("revenue",),
    optional_inputs=("movements", "reasons"),
    options=(
        exclude_subtypes("events"),
        ZERO_IS_ACTIVE,
        LOOKBACK_MONTHS,
    ),
    counts={
        "opening": Supply(
            {"customers_lost": lost_customers, "customers_start": opening_customers}
        )
    },
    windows=ALL_WINDOWS,
    movers=Movers(CHURNED, "0 - opening", kind=Kind.RECURRING, details=("reason",)),
)  # fmt: skip
