"""Upsell trends: why customers bought more, and which reasons a majority of them share.

Multi-select shares: a customer may have several reasons, so they need not add up to 100%.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from deckgen.metrics.bases.upsell_reasons import (
    UPSELL_REASONS,
    upsold_by_reason,
    upsold_with_reason,
    value_by_reason,
)
from deckgen.metrics.bases.upsells import upsold
from deckgen.metrics.expansion.upsold import OPTIONS, of_upsells, of_upsells_by_label
from deckgen.metrics.labels import by_label, in_order, largest_share, shares
from deckgen.model.component import Component, Kind, Totals
from deckgen.model.metric import (
    KeyedPart,
    Metric,
    Movers,
    Option,
    Part,
    Prompts,
    Reading,
    pp,
)
from deckgen.model.period import Window
from deckgen.model.unit import count, money_compact, percent, percent0

BASE: dict[str, Component] = {"all_upsold": upsold, "with_reason": upsold_with_reason}
_READS = (upsold, upsold_with_reason, upsold_by_reason)
_WHOLE = {"as:whole_percent": percent0}


def _unknown(totals: Totals) -> str | None:
    if not totals[upsold]:
        return "no_upsells"
    if "reasons" in totals.facts.missing:
        return "inputs_missing"
    return totals.blocked((upsold_by_reason,))


def _largest(base: Component) -> Callable[[Totals], Reading]:
    def finish(totals: Totals) -> Reading:
        code = _unknown(totals)
        if code:
            return Reading.undefined(code, int(totals[upsold]))
        labels = by_label(totals, upsold_by_reason)
        return largest_share(labels, totals[base], int(totals[base]))

    return finish


def _trends(base: Component) -> Callable[[Totals], Reading]:
    """How many reasons a majority shares: more than the threshold, not as much as it."""

    def finish(totals: Totals) -> Reading:
        code = _unknown(totals)
        if code:
            return Reading.undefined(code, int(totals[upsold]))
        threshold = Fraction(str(totals.options["threshold"])) * totals[base]
        labels = by_label(totals, upsold_by_reason).values()
        return Reading(Fraction(sum(one > threshold for one in labels)), n=int(totals[base]))

    return finish


def _without_reason(totals: Totals) -> Reading:
    code = _unknown(totals)
    if code:
        return Reading.undefined(code, int(totals[upsold]))
    missing, every = totals[upsold - upsold_with_reason], totals[upsold]
    return Reading(missing / every, missing, every, int(every))


def _shares(base: Component) -> Callable[[Totals], dict[str, Reading]]:
    def finish(totals: Totals) -> dict[str, Reading]:
        if _unknown(totals):
            return {}
        return shares(by_label(totals, upsold_by_reason), totals[base], int(totals[base]))

    return finish


def _customers(totals: Totals) -> dict[str, Reading]:
    n = int(totals[upsold])
    labels = {} if _unknown(totals) else by_label(totals, upsold_by_reason)
    return {label: Reading(one, n=n) for label, one in labels.items()}


def _value(totals: Totals) -> dict[str, Reading]:
    if _unknown(totals):
        return {}
    labels = by_label(totals, upsold_by_reason)
    values = in_order(by_label(totals, value_by_reason), labels)
    return {label: Reading(one, n=int(labels[label])) for label, one in values.items()}


METRIC = Metric(
    id="upsell_trends",
    title="Upsell trends",
    short_title="Upsell trends",
    section="expansion",
    says="Why customers bought more",
    definition="Upsold customers that gave a reason, over all upsold customers, for the reason "
    "most of them gave; a reason is a trend above the threshold.",
    formula="upsold customers giving the reason ÷ upsold customers",
    default="all_upsold",
    methods={
        "all_upsold": "of all upsold customers, those without a reason included",
        "with_reason": "of the upsold customers that have a reason on record",
    },
    parts={
        "value": Part(
            "Most common reason", percent,
            {name: of_upsells(_largest(base), _READS, "reasons") for name, base in BASE.items()},
            flat_within=pp(1), small_base=True, units=_WHOLE,
        ),
        "trends": Part(
            "Trends among reasons", count,
            {name: of_upsells(_trends(base), _READS, "reasons") for name, base in BASE.items()},
        ),
        "unknown": Part(
            "Without a reason", percent, {"*": of_upsells(_without_reason, _READS, "reasons")},
            units=_WHOLE,
        ),
        "share": KeyedPart(
            "Share of upsold customers", percent,
            {
                name: of_upsells_by_label(_shares(base), _READS, "reasons")
                for name, base in BASE.items()
            },
            units=_WHOLE,
        ),
        "customers": KeyedPart(
            "Customers", count, {"*": of_upsells_by_label(_customers, _READS, "reasons")}
        ),
        "upsell_value": KeyedPart(
            "Their upsells", money_compact,
            {"*": of_upsells_by_label(_value, (*_READS, value_by_reason), "reasons")},
        ),
    },
    prompts=Prompts(
        why="Does the most common reason repeat from the last quarter?",
        next="Which campaign, sales motion or CS play follows from it?",
    ),
    exhibit="ranked",
    inputs=("revenue", "reasons"),
    optional_inputs=("movements",),
    options=(
        Option(
            "threshold", "0.5", "number",
            "a reason is a trend if more than this share of customers gave it (0.5 or 0.75)",
        ),
        Option(
            "as", "percent", "choice", "print 66.7%, or whole percentages (67%)",
            choices=("percent", "whole_percent"),
        ),
        *OPTIONS,
    ),
    windows=(Window.PERIOD, Window.TRAILING_12M),
    movers=Movers(UPSELL_REASONS, "value", "place = 1", kind=Kind.ANNUAL, details=("label",)),
    nature="flow",
)  # fmt: skip
