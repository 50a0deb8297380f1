"""Accounts per CSM on the last day of the period, and how evenly they are spread.

Standard: active accounts over CSMs that have any. Shared accounts count for the primary CSM.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import cast

from deckgen.metrics.bases.csm_accounts import (
    CSM_ACCOUNTS,
    accounts_by_segment,
    accounts_per_csm,
    csm_fte,
    csm_rows,
    revenue_per_csm,
)
from deckgen.metrics.closing import AtClosing, Inputs, KeyedAtClosing
from deckgen.metrics.satisfaction.csm_load_vs_churn import CHURN_RATES, CHURNED
from deckgen.metrics.satisfaction.csm_loads import (
    accounts_of,
    accounts_of_segments,
    heads_of,
    loads_of,
    median_load,
)
from deckgen.metrics.satisfaction.csms import (
    ANONYMIZE,
    UNASSIGNED,
    busiest_first,
    has_unassigned,
    per_csm_readings,
)
from deckgen.model.component import Component, Totals
from deckgen.model.metric import (
    Finish,
    KeyedPart,
    Method,
    Metric,
    Movers,
    Option,
    Part,
    PerKey,
    Prompts,
    Reading,
    Supply,
    label_of,
    part_of,
)
from deckgen.model.unit import count, money_compact, number1, percent

_INPUTS = Inputs(used=("assignments",))
_MONEY = Inputs(needed=("revenue",), used=("assignments",))
_OTHERS = (accounts_by_segment, csm_rows, csm_fte, revenue_per_csm)


def _nobody(totals: Totals) -> Reading:
    """Why there is no CSM: nothing is assigned, or nobody told us."""
    unknown = "assignments" in totals.facts.missing and not totals.supplied
    return Reading.undefined("inputs_missing" if unknown else "no_csms", 0)


def _reading(function: Callable[[Totals], Reading | None], inputs: Inputs = _INPUTS) -> AtClosing:
    """A reading over CSMs: undefined without any, warned when accounts have none."""

    def finish(totals: Totals) -> Reading:
        reading = function(totals)
        if reading is None:
            return _nobody(totals)
        return reading.warned(UNASSIGNED) if has_unassigned(totals, accounts_per_csm) else reading

    return AtClosing(Finish(finish, (accounts_per_csm,), _OTHERS), inputs)


def _mean(totals: Totals, *, zero: bool = False) -> Reading | None:
    accounts = accounts_of(totals, zero=zero)
    heads = sum(heads_of(totals, accounts).values(), Fraction(0))
    if heads == 0:
        return None
    held = Fraction(sum(accounts.values()))
    return Reading(held / heads, held, heads, len(accounts))


def _mean_of_all(totals: Totals) -> Reading | None:
    return _mean(totals, zero=True)


def _of_loads(
    pick: Callable[[list[Fraction]], Fraction], *, zero: bool = False
) -> Callable[[Totals], Reading | None]:
    def finish(totals: Totals) -> Reading | None:
        loads = list(loads_of(totals, zero=zero).values())
        return Reading(pick(loads), n=len(loads)) if loads else None

    return finish


def _spread(pick: Callable[[list[Fraction]], Fraction]) -> dict[str, Method]:
    """A number about the spread of the loads, under every method."""
    return {
        "include_zero_account_csms": _reading(_of_loads(pick, zero=True)),
        "*": _reading(_of_loads(pick)),
    }


def _weighted(totals: Totals) -> Reading | None:
    """`arr`: every CSM's load weighs as much as its revenue; `segment`: accounts have weights."""
    if totals.options["weight_by"] == "segment":
        return _weighted_accounts(totals)
    code = _MONEY.blocked(totals) or totals.blocked((revenue_per_csm,))
    loads = loads_of(totals)
    if code or not loads:
        return Reading.undefined(code, len(loads)) if code else None
    revenue = totals.by_key(revenue_per_csm)
    below = sum((revenue.get(csm, Fraction(0)) for csm in loads), Fraction(0))
    if below == 0:
        return Reading.undefined("zero_denominator", len(loads))
    above = sum((load * revenue.get(csm, Fraction(0)) for csm, load in loads.items()), Fraction(0))
    return Reading(above / below, above, below, len(loads))


def _weighted_accounts(totals: Totals) -> Reading | None:
    weights = cast("Mapping[str, object]", totals.options["weights"])
    csms = accounts_of(totals)
    heads = sum(heads_of(totals, csms).values(), Fraction(0))
    if heads == 0:
        return None
    held = sum(
        (
            times * Fraction(str(weights.get(label_of(segment), 1)))
            for (csm, segment), times in accounts_of_segments(totals).items()
        ),
        Fraction(0),
    )
    return Reading(held / heads, held, heads, len(csms))


def _segment_ratios(totals: Totals) -> dict[str, Reading]:
    """Accounts per CSM within each segment, the most loaded first."""
    accounts: dict[str, int] = {}
    csms: dict[str, int] = {}
    for (_, segment), times in accounts_of_segments(totals).items():
        label = label_of(segment)
        accounts[label] = accounts.get(label, 0) + times
        csms[label] = csms.get(label, 0) + 1
    ratios = {
        label: Reading(
            Fraction(number, csms[label]), Fraction(number), Fraction(csms[label]), csms[label]
        )
        for label, number in accounts.items()
    }
    return dict(sorted(ratios.items(), key=lambda item: (-(item[1].value or 0), item[0])))


def _most_loaded_segment(totals: Totals) -> Reading | None:
    return next(iter(_segment_ratios(totals).values()), None)


def _csms(totals: Totals) -> Reading:
    return Reading(Fraction(len(accounts_of(totals))), n=len(accounts_of(totals)))


def _csms_of_all(totals: Totals) -> Reading:
    csms = accounts_of(totals, zero=True)
    return Reading(Fraction(len(csms)), n=len(csms))


def _unassigned(totals: Totals) -> Reading:
    return Reading(Fraction(totals.counts(accounts_per_csm).get(None, 0)))


def _per_csm(totals: Totals, *, zero: bool = False) -> dict[str, Reading]:
    accounts = accounts_of(totals, zero=zero)
    loads = {csm: Fraction(number) for csm, number in accounts.items()}
    return per_csm_readings(loads, busiest_first(loads, totals), totals, accounts)


def _every_csm(totals: Totals) -> dict[str, Reading]:
    return _per_csm(totals, zero=True)


def _revenue_per_csm(totals: Totals) -> dict[str, Reading]:
    """Revenue looked after, per year."""
    accounts = accounts_of(totals)
    order = busiest_first({csm: Fraction(number) for csm, number in accounts.items()}, totals)
    per_year = totals.annual_by_key(revenue_per_csm)
    order = [csm for csm in order if csm in per_year]  # supplied loads have no revenue
    return per_csm_readings(per_year, order, totals, accounts)


def _keyed(
    function: Callable[[Totals], Mapping[str, Reading]],
    components: tuple[Component, ...],
    inputs: Inputs = _INPUTS,
) -> KeyedAtClosing:
    return KeyedAtClosing(PerKey(function, components, _OTHERS), inputs)


METRIC = Metric(
    id="csm_account_ratio",
    title="Accounts per CSM",
    short_title="Accounts per CSM",
    section="satisfaction",
    says="How many accounts a CSM looks after",
    definition="Active accounts on the last day of the period over the CSMs who are primary for "
    "at least one of them.",
    formula="accounts with a primary CSM ÷ CSMs with accounts",
    default="mean",
    methods={
        "mean": "accounts over CSMs with at least one account",
        "median": "the CSM in the middle, whom one pooled book does not move",
        "include_zero_account_csms": "accounts over all CSMs, those without accounts included",
        "weighted": "loads weighted by the revenue looked after, or accounts weighted by segment",
        "by_segment": "within each segment, never blended; the headline is the most loaded one",
    },
    parts={
        "value": Part(
            "Accounts per CSM",
            number1,
            {
                "mean": _reading(_mean),
                "median": _reading(_of_loads(median_load)),
                "include_zero_account_csms": _reading(_mean_of_all),
                "weighted": _reading(_weighted),
                "by_segment": _reading(_most_loaded_segment),
            },
        ),
        "csms": Part(
            "CSMs", count,
            {"include_zero_account_csms": _reading(_csms_of_all), "*": _reading(_csms)},
        ),
        "max": Part("Most accounts", number1, _spread(max)),
        "min": Part("Fewest accounts", number1, _spread(min)),
        "median": Part("Median accounts per CSM", number1, _spread(median_load)),
        "unassigned": Part(
            "Accounts without a CSM", count, {"*": _reading(_unassigned)}, better="lower"
        ),
        "load_vs_churn": part_of(
            "csm_load_vs_churn", label="Load and churn rate, rank correlation"
        ),
        "accounts": KeyedPart(
            "Accounts", count,
            {
                "include_zero_account_csms": _keyed(_every_csm, (accounts_per_csm,)),
                "*": _keyed(_per_csm, (accounts_per_csm,)),
            },
        ),
        "revenue": KeyedPart(
            "Revenue", money_compact,
            {"*": _keyed(_revenue_per_csm, (accounts_per_csm, revenue_per_csm), _MONEY)},
        ),
        "churned": KeyedPart("Customers lost", count, {"*": CHURNED}, better="lower"),
        "churn_rate": KeyedPart("Churn rate", percent, {"*": CHURN_RATES}, better="lower"),
        "segment": KeyedPart(
            "Accounts per CSM by segment", number1,
            {"by_segment": _keyed(_segment_ratios, (accounts_by_segment,))},
        ),
    },
    prompts=Prompts(
        why="Who is over capacity, and do the largest books lose more of their accounts?",
        next="Hire or rebalance: which accounts move to whom, by when?",
    ),
    exhibit="ranked",
    inputs=("assignments",),
    optional_inputs=("revenue", "customers.segment", "assignments.fte"),
    options=(
        Option(
            "include_zero_account_csms", False, "flag", "CSMs without any active account count, too"
        ),
        Option("per_fte", False, "flag", "a part-time CSM counts as its full-time equivalent"),
        Option(
            "weight_by", "arr", "choice", "weighted: by revenue looked after, or by segment",
            choices=("arr", "segment"),
        ),
        Option(
            "weights", {}, "weights",
            "weighted by segment: what an account of a segment counts, such as {Enterprise: 5}; "
            "others count 1",
        ),
        ANONYMIZE,
        Option(
            "zero_is_active", False, "flag",
            "a customer with a revenue row of 0 stays a customer (free plans)",
        ),
    ),
    counts={
        name: Supply({"accounts_per_csm": accounts_per_csm})
        for name in ("mean", "median", "include_zero_account_csms")
    },
    movers=Movers(
        CSM_ACCOUNTS, "amount", "account = 1 AND csm_id IS NULL", details=("segment",)
    ),
    nature="stock",
    target_of_whole=True,  # a CSM has accounts in other segments, too
)  # fmt: skip
