"""Average growth: what an upsold customer buys more, in money and in percent.

The slide of two metrics; each keeps its own methods (``method: {value: per_event}``).
"""

from __future__ import annotations

from deckgen.metrics.bases.upsell_reasons import UPSOLD_ACCOUNTS
from deckgen.metrics.expansion.upsold import OPTIONS
from deckgen.model.component import Kind
from deckgen.model.metric import Metric, Movers, Prompts, part_of
from deckgen.model.period import Window

METRIC = Metric(
    id="average_growth",
    title="Average growth",
    short_title="Average growth",
    section="expansion",
    says="How much upsold customers grew",
    definition="Upsells of the period per upsold customer, in money per year and over the "
    "contract value before.",
    formula="Σ upsells ÷ upsold customers; Σ upsells ÷ Σ contract value before",
    default="average",
    methods={
        "average": "the mean in money and in percent; each part has methods of its own: value "
        "(per_customer, per_event) and percent (ratio_of_averages, mean_of_ratios)",
    },
    parts={
        "value": part_of("average_upsell_value", label="Average upsell value"),
        "percent": part_of("average_upsell_percent", label="Average upsell percentage"),
        "median": part_of("average_upsell_value", "median"),
        "total": part_of("average_upsell_value", "total"),
    },
    prompts=Prompts(
        why="Is growth broad or one account: seats, usage or modules?",
        next="Which offer is made to which customers next?",
    ),
    exhibit="parts",
    inputs=("revenue",),
    optional_inputs=("movements", "contracts", "reasons", "fx_rates"),
    options=OPTIONS,
    windows=(Window.PERIOD, Window.TRAILING_12M),
    movers=Movers(
        UPSOLD_ACCOUNTS,
        "value",
        kind=Kind.ANNUAL,
        details=("before", "events", "day", "reason"),
        amounts=frozenset({"before"}),
    ),
    nature="flow",
)
