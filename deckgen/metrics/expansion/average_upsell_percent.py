"""Average upsell percentage: upsells over what their customers paid before.

The seed article's ratio of averages is the default; ``mean_of_ratios`` weighs every customer alike.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from deckgen.metrics.bases.customer_period import opening_customers
from deckgen.metrics.bases.upsells import (
    UPSELLS,
    upsells_by_growth,
    upsold,
    upsold_on_value,
    value_before,
    value_on_before,
    without_rate_before,
)
from deckgen.metrics.expansion.upsold import OPTIONS, of_upsells
from deckgen.model.component import Component, Kind, Totals
from deckgen.model.metric import Finish, Metric, Movers, Part, Prompts, Reading, pp
from deckgen.model.period import Window
from deckgen.model.unit import count, percent


def _before_unknown(totals: Totals) -> str | None:
    """Why nobody can say what customers paid before. Without contracts it is opening revenue."""
    if "contracts" in totals.facts.missing:
        return totals.blocked((opening_customers,))
    missing = totals[without_rate_before] or totals.facts.no_opening_rate
    return "missing_fx_rate" if missing else None


def _of_growth(function: Callable[[Totals], Reading], reads: tuple[Component, ...]) -> Finish:
    """A mean over the upsold customers that had a value before."""

    def finish(totals: Totals) -> Reading:
        customers, with_value = totals[upsold], totals[upsold_on_value]
        if not customers:
            return Reading.undefined("no_upsells", 0)
        code = _before_unknown(totals)
        if code is None and not with_value:
            code = "zero_pre_upsell_value"
        if code:
            return Reading.undefined(code, int(with_value))
        excluded = ("zero_pre_upsell_value_excluded",) if with_value < customers else ()
        return function(totals).warned(*excluded)

    return of_upsells(finish, (upsold, upsold_on_value, without_rate_before, *reads), "contracts")


def _ratio_of_averages(totals: Totals) -> Reading:
    above, below = totals[value_on_before], totals[value_before]
    return Reading(above / below, above, below, int(totals[upsold_on_value]))


def _mean_of_ratios(totals: Totals) -> Reading:
    total, n = Fraction(0), 0
    for key, times in totals.counts(upsells_by_growth).items():
        if isinstance(key, tuple) and times:
            value, before = (int(str(one)) for one in key)
            total += Fraction(value, before) * times
            n += times
    return Reading(total / n, total, Fraction(n), n)


def _number(totals: Totals) -> Reading:
    return Reading(totals[upsold_on_value])


METRIC = Metric(
    id="average_upsell_percent",
    title="Average upsell percentage",
    short_title="AUP",
    section="expansion",
    says="How much upsold customers grew",
    definition="Upsells of the period over the contract value that their customers had before.",
    formula="Σ upsells ÷ Σ contract value before",
    default="ratio_of_averages",
    methods={
        "ratio_of_averages": "all upsells over all contract values before (average over average)",
        "mean_of_ratios": "the mean of each customer's own percentage",
    },
    parts={
        "value": Part(
            "Average upsell", percent,
            {
                "ratio_of_averages": _of_growth(
                    _ratio_of_averages, (value_on_before, value_before)
                ),
                "mean_of_ratios": _of_growth(_mean_of_ratios, (upsells_by_growth,)),
            },
            better="higher", flat_within=pp("0.5"), small_base=True,
        ),
        "n": Part(
            "Upsold with a value before", count, {"*": of_upsells(_number, (upsold_on_value,))}
        ),
    },
    prompts=Prompts(
        why="Do small customers grow faster than large ones?",
        next="Which customers still have room to grow?",
    ),
    exhibit="parts",
    inputs=("revenue",),
    optional_inputs=("movements", "contracts", "fx_rates"),
    options=OPTIONS,
    windows=(Window.PERIOD, Window.TRAILING_12M),
    movers=Movers(
        UPSELLS, "value", "before > 0", kind=Kind.ANNUAL, details=("before", "events", "day")
    ),
    nature="flow",
)  # fmt: skip
