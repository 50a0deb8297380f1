"""Net revenue retention: what the opening customers pay now, over what they paid at the opening.

Standard: closed cohort, SaaS Metrics Standards Board. ``total_revenue_ratio`` is the seed
article's own, which counts new customers; ``movements`` and ``formula`` are the textbook form.
"""

from __future__ import annotations

from deckgen.metrics.bases.customer_period import (
    CUSTOMER_PERIOD,
    churn,
    cohort_closing,
    contraction,
    expansion,
    fx_effect,
    new,
    opening,
    opening_customers,
    reactivation,
    total_closing,
    total_opening,
)
from deckgen.metrics.bases.movement_events import (
    all_change,
    all_expansion,
    all_lost,
    event_change,
    event_expansion,
    event_lost,
    event_reactivation,
)
from deckgen.metrics.bases.revenue_flow import flow_before, flow_now
from deckgen.metrics.retention.options import ALL_WINDOWS, ZERO_IS_ACTIVE, exclude_subtypes
from deckgen.model.component import Kind, Linear, Totals, given
from deckgen.model.metric import (
    Amount,
    Finish,
    Metric,
    Movers,
    Option,
    Part,
    Prompts,
    Ratio,
    Reading,
    Supply,
    part_of,
    pp,
)
from deckgen.model.unit import money_compact, percent, percent_signed

starting_mrr = given("starting_mrr", Kind.RECURRING)
expansion_mrr = given("expansion_mrr", Kind.RECURRING)
churned_mrr = given("churned_mrr", Kind.RECURRING)
quarterly = given("quarterly")


def _retained(totals: Totals, above: Linear, below: Linear, returned: Linear) -> Reading:
    """A retention ratio to which ``include_reactivation`` may add customers who came back."""
    numerator = above + returned if totals.options["include_reactivation"] else above
    return Ratio(
        numerator, below, n=opening_customers, zero="zero_opening_revenue", signed=True
    ).finish(totals)


def _cohort(totals: Totals) -> Reading:
    return _retained(totals, cohort_closing, opening, reactivation)


def _movements(totals: Totals) -> Reading:
    return _retained(totals, opening + event_change, opening, event_reactivation)


def _total_ratio(totals: Totals) -> Reading:
    """Everyone's revenue now over everyone's before (seed article: includes new customers)."""
    if totals.options["measure"] == "period_sum":
        above, below = flow_now, flow_before
    else:
        above, below = total_closing, total_opening
    ratio = Ratio(above, below, zero="zero_opening_revenue", signed=True)
    return ratio.finish(totals)


def _total_change(totals: Totals) -> Reading:
    reading = _total_ratio(totals)
    if reading.value is None or totals.options.get("as") == "change":
        return reading
    return Reading(
        reading.value - 1, reading.numerator, reading.denominator, warnings=reading.warnings
    )


def _annualized(totals: Totals) -> Reading:
    """A given quarterly rate as if it held for four quarters."""
    return Reading(totals[quarterly] ** 4)


_RATIO = (cohort_closing, opening, reactivation, opening_customers)
_EVENTS = (opening, event_change, event_reactivation, opening_customers)
_TOTALS = (total_closing, total_opening)
_FLOWS = (flow_now, flow_before)


def _bar(label: str, of: Linear) -> Part:
    """A bar of the bridge from opening to closing, in the unit of the revenue table (R6)."""
    return Part(label, money_compact, {"cohort": Amount(of)})


METRIC = Metric(
    id="net_revenue_retention",
    title="Net revenue retention",
    short_title="NRR",
    section="retention",
    says="Revenue that stayed and grew",
    definition="Recurring revenue now of the customers held at the opening, over their revenue "
    "then; new customers excluded.",
    formula="closing revenue of opening customers ÷ opening revenue",
    default="cohort",
    methods={
        "cohort": "closing revenue of the opening customers over their opening revenue",
        "movements": "opening plus expansion, contraction and churn events, over opening",
        "formula": "(starting + expansion - churned) / starting, from three supplied totals",
        "total_revenue_ratio": "everyone's revenue now over everyone's before: counts new "
        "customers (total recurring revenue growth)",
        "annualize": "a supplied quarterly rate to the power of four",
    },
    parts={
        "value": Part(
            "Net revenue retention",
            percent,
            {
                "cohort": Finish(_cohort, _RATIO),
                "movements": Finish(_movements, _EVENTS),
                "movements_given": Ratio(
                    opening + all_change, opening, zero="zero_opening_revenue", signed=True
                ),
                "formula": Ratio(
                    starting_mrr + expansion_mrr - churned_mrr,
                    starting_mrr,
                    zero="zero_opening_revenue",
                    signed=True,
                ),
                "total_revenue_ratio": Finish(_total_ratio, _TOTALS, _FLOWS),
                "annualize": Finish(_annualized, (quarterly,)),
            },
            better="higher",
            flat_within=pp("0.5"),
            units={"as:change": percent_signed},
            annualize="retention",
            small_base=True,
        ),
        "gross": part_of("gross_revenue_retention"),
        "change": Part(
            "Change", percent, {"total_revenue_ratio": Finish(_total_change, _TOTALS, _FLOWS)}
        ),
        "opening": _bar("Opening", opening),
        "new": _bar("New", new),
        "reactivation": _bar("Reactivation", reactivation),
        "expansion": Part(
            "Expansion",
            money_compact,
            {
                "cohort": Amount(expansion),
                "movements": Amount(event_expansion),
                "movements_given": Amount(all_expansion),
            },
        ),
        "contraction": _bar("Contraction", contraction),
        "churn": _bar("Churn", churn),
        "fx": _bar("Exchange rates", fx_effect),
        "cohort_closing": _bar("Closing of the cohort", cohort_closing),
        "closing": _bar("Closing", cohort_closing + new + reactivation),
        "lost": Part(
            "Lost",
            money_compact,
            {"movements": Amount(event_lost), "movements_given": Amount(all_lost)},
        ),
    },
    prompts=Prompts(
        why="Which accounts moved it most, and is expansion hiding churn?",
        next="What will be done about the accounts that renew next quarter?",
    ),
    exhibit="trend_and_cut",
    inputs=("revenue",),
    optional_inputs=("movements", "fx_rates"),
    options=(
        Option(
            "include_reactivation", False, "flag",
            "count customers who came back although they were not there at the opening",
        ),
        exclude_subtypes("movements"),
        Option(
            "measure", "snapshot", "choice",
            "total_revenue_ratio: compare snapshots, or sums over the months of the periods",
            choices=("snapshot", "period_sum"),
        ),
        Option(
            "as", "level", "choice", "print the level (110%) or the change (+10%)",
            choices=("level", "change"),
        ),
        ZERO_IS_ACTIVE,
    ),
    counts={
        "total_revenue_ratio": Supply(
            {"current_revenue": total_closing, "previous_revenue": total_opening}
        ),
        "formula": Supply(
            {
                "starting_mrr": starting_mrr,
                "expansion_mrr": expansion_mrr,
                "churned_mrr": churned_mrr,
            }
        ),
        "movements": Supply({"starting": opening}, method="movements_given"),
        "annualize": Supply({"quarterly": quarterly}),
    },
    windows=ALL_WINDOWS,
    movers=Movers(
        CUSTOMER_PERIOD, "cohort_closing - opening", "opening <> 0",
        details=("opening", "closing", "is_active"),
    ),
    nature="cohort",
)  # fmt: skip
