"""Gross revenue retention: what is left of the opening revenue, expansion not counted.

Standard: SaaS Metrics Standards Board; capped at 100% per customer.
"""

from __future__ import annotations

from deckgen.metrics.bases.customer_period import (
    CUSTOMER_PERIOD,
    gross_lost,
    kept,
    opening,
    opening_customers,
)
from deckgen.metrics.bases.movement_events import event_lost
from deckgen.metrics.retention.options import ALL_WINDOWS, ZERO_IS_ACTIVE, exclude_subtypes
from deckgen.model.metric import Amount, Metric, Movers, Part, Prompts, Ratio, Supply, pp
from deckgen.model.unit import money_compact, percent

METRIC = Metric(
    id="gross_revenue_retention",
    title="Gross revenue retention",
    short_title="GRR",
    section="retention",
    says="Revenue kept, without any expansion",
    definition="Opening revenue that is still there, each customer capped at what it paid at the "
    "opening.",
    formula="Σ min(opening, closing) ÷ opening revenue",
    default="snapshot",
    methods={
        "snapshot": "sum of min(opening, closing) per customer over the opening",
        "movements": "opening minus every contraction and churn event, over the opening",
    },
    parts={
        "value": Part(
            "Gross revenue retention",
            percent,
            {
                "snapshot": Ratio(
                    kept, opening, n=opening_customers, zero="zero_opening_revenue"
                ),
                "movements": Ratio(
                    opening - event_lost, opening, n=opening_customers,
                    zero="zero_opening_revenue",
                ),
            },
            better="higher",
            flat_within=pp("0.5"),
            annualize="retention",
            small_base=True,
        ),
        "lost": Part(
            "Lost",
            money_compact,
            {"snapshot": Amount(gross_lost), "movements": Amount(event_lost)},
            better="lower",
        ),
    },
    prompts=Prompts(
        why="Where is revenue leaking, and is expansion hiding it?",
        next="Which leak will be closed first, by whom, until when?",
    ),
    exhibit="trend_and_cut",
    inputs=("revenue",),
    optional_inputs=("movements", "fx_rates"),
    options=(
        exclude_subtypes("movements"),
        ZERO_IS_ACTIVE,
    ),
    counts={"snapshot": Supply({"kept_revenue": kept, "previous_revenue": opening})},
    windows=ALL_WINDOWS,
    movers=Movers(
        CUSTOMER_PERIOD, "closing - opening", "opening <> 0 AND closing < opening",
        details=("opening", "closing", "is_active"),
    ),
)  # fmt: skip
