"""Average upsell value: what an upsold customer buys more, per year.

No standard; the arithmetic mean, with the median beside it because one whale makes a mean.
"""

from __future__ import annotations

from deckgen.metrics.arithmetic import median_of
from deckgen.metrics.bases.upsell_reasons import UPSOLD_ACCOUNTS
from deckgen.metrics.bases.upsells import (
    upsell_count,
    upsell_value,
    upsells_by_value,
    upsold,
)
from deckgen.metrics.expansion.upsold import OPTIONS, of_upsells
from deckgen.model.component import Component, Kind, Totals
from deckgen.model.metric import Amount, Finish, Metric, Movers, Part, Prompts, Ratio, Reading, pp
from deckgen.model.period import Window
from deckgen.model.unit import count, money, money_compact

PER: dict[str, Component] = {"per_customer": upsold, "per_event": upsell_count}


def _mean(per: Component) -> Finish:
    ratio = Ratio(upsell_value, per, zero="no_upsells")
    return of_upsells(ratio.finish, ratio.reads)


def _median(totals: Totals) -> Reading:
    """The middle customer's upsells, all of its own added up."""
    values = {int(str(value)): n for value, n in totals.counts(upsells_by_value).items() if n}
    if not values:
        return Reading.undefined("no_upsells", 0)
    middle = median_of(values) / totals.money.contract_minor
    return Reading(middle, n=sum(values.values()))


def _total(totals: Totals) -> Reading:
    return Reading(totals[upsell_value], n=int(totals[upsold]))


def _number(per: Component) -> Finish:
    return of_upsells(Amount(per).finish, (per,))


METRIC = Metric(
    id="average_upsell_value",
    title="Average upsell value",
    short_title="AUV",
    section="expansion",
    says="What an upsold customer adds per year",
    definition="Value per year of the upsells of the period, over the customers that were upsold.",
    formula="Σ upsells ÷ upsold customers",
    default="per_customer",
    methods={
        "per_customer": "all upsells of a customer are one",
        "per_event": "every upsell by itself",
    },
    parts={
        "value": Part(
            "Average upsell", money, {name: _mean(per) for name, per in PER.items()},
            better="higher", flat_within=pp(1),
        ),
        "median": Part(
            "Median upsell", money, {"*": of_upsells(_median, (upsells_by_value,))},
            better="higher", flat_within=pp(1),
        ),
        "total": Part(
            "Upsells in all", money_compact, {"*": of_upsells(_total, (upsell_value, upsold))},
            better="higher", flat_within=pp(1),
        ),
        "n": Part("Upsold", count, {name: _number(per) for name, per in PER.items()}),
    },
    prompts=Prompts(
        why="Is growth broad or one account: seats, usage or modules?",
        next="Which offer is made to which customers next?",
    ),
    exhibit="parts",
    inputs=("revenue",),
    optional_inputs=("movements", "contracts", "fx_rates"),
    options=OPTIONS,
    windows=(Window.PERIOD, Window.TRAILING_12M),
    movers=Movers(
        UPSOLD_ACCOUNTS, "value", kind=Kind.ANNUAL, details=("before", "events", "day", "reason"),
        amounts=frozenset({"before"}),
    ),
    nature="flow",
)  # fmt: skip
