"""Revenue churn: the opening revenue that was lost, over the opening revenue.

Standard: gross MRR churn counts cancellations and downgrades (ChartMogul, Stripe); ``net``
subtracts expansion and can be negative.
"""

from __future__ import annotations

from deckgen.metrics.bases.churned import LOSSES
from deckgen.metrics.bases.customer_period import (
    churn,
    contraction,
    expansion,
    gross_lost,
    opening,
    opening_customers,
)
from deckgen.metrics.bases.movement_events import event_lost
from deckgen.metrics.customer_fit.options import LOOKBACK_MONTHS
from deckgen.metrics.retention.options import ALL_WINDOWS, ZERO_IS_ACTIVE, exclude_subtypes
from deckgen.model.component import Linear
from deckgen.model.metric import Amount, Metric, Movers, Part, Prompts, Ratio, Supply, pp
from deckgen.model.unit import money_compact, percent

# The same loss by four names, so that rate and money never part.
LOST: dict[str, Linear] = {
    "gross": gross_lost,
    "cancelled_only": -churn,
    # not through cohort_closing: churn stays at constant currency while NRR floats (R7)
    "net": -expansion - contraction - churn,
    "movements": event_lost,
}


def _rate(lost: Linear) -> Ratio:
    return Ratio(lost, opening, n=opening_customers, zero="zero_opening_revenue")


METRIC = Metric(
    id="revenue_churn",
    title="Revenue churn",
    short_title="Revenue churn",
    section="retention",
    says="Revenue lost, downgrades included",
    definition="Recurring revenue lost from the customers held at the opening, over their "
    "revenue then.",
    formula="(churn + contraction) ÷ opening revenue",
    default="gross",
    methods={
        "gross": "cancellations and downgrades over the opening (1 - gross retention)",
        "cancelled_only": "customers lost entirely, downgrades not counted",
        "net": "losses minus expansion over the opening (1 - net retention); may be negative",
        "movements": "every contraction and churn event of the opening customers",
    },
    parts={
        "value": Part(
            "Revenue churn",
            percent,
            {name: _rate(lost) for name, lost in LOST.items()},
            better="lower",
            flat_within=pp("0.1"),
            annualize="churn",
            small_base=True,
        ),
        "lost": Part(
            "Revenue lost",
            money_compact,
            {name: Amount(lost) for name, lost in LOST.items()},
            better="lower",
            flat_within=pp(1),
        ),
        "churned": Part("Cancelled", money_compact, {"*": Amount(-churn)}, better="lower"),
        "contracted": Part(
            "Downgraded", money_compact, {"*": Amount(-contraction)}, better="lower"
        ),
    },
    prompts=Prompts(
        why="Which losses were avoidable, which were bad fit, and which were known in advance?",
        next="What is done about the accounts that look like the ones just lost?",
    ),
    exhibit="accounts",
    inputs=("revenue",),
    optional_inputs=("movements", "reasons", "fx_rates"),
    options=(
        exclude_subtypes("movements"),
        ZERO_IS_ACTIVE,
        LOOKBACK_MONTHS,
    ),
    counts={"gross": Supply({"lost_revenue": gross_lost, "previous_revenue": opening})},
    windows=ALL_WINDOWS,
    movers=Movers(LOSSES, "0 - lost", details=("reason",)),
)  # fmt: skip
