"""Opt-out usage: deals that ended through an opt-out clause, and the contract value lost with them.

No standard. The default counts every deal once, when the window of its clause closes; a day after
the deadline it is churn, not an opt-out.
"""

from __future__ import annotations

from collections.abc import Callable

from deckgen.metrics.bases.opt_outs import COUNTED, OPT_OUTS, USED, OptOuts, opt_outs
from deckgen.metrics.customer_fit.options import ZERO_IS_ACTIVE
from deckgen.metrics.further_tables import contradiction, dropped_duplicates
from deckgen.model.component import Kind, Totals
from deckgen.model.metric import Finish, Metric, Movers, Part, Prompts, Reading, pp
from deckgen.model.period import Window
from deckgen.model.unit import count, money_compact, percent


def _of_contracts(method: str, function: Callable[[Totals, OptOuts], Reading]) -> Finish:
    """A method over the contracts of the base, where there are any."""
    components = opt_outs(method)

    def finish(totals: Totals) -> Reading:
        code = contradiction(totals, "contracts")
        if code is None and not totals[components.contracts]:
            code = "no_eligible_contracts"
        if code:
            return Reading.undefined(code, int(totals[components.contracts]))
        reading = function(totals, components)
        still_running = method == "deals_started" and totals[components.running]
        return reading.warned(
            *dropped_duplicates(totals, "contracts"),
            *(("cohort_not_mature",) if still_running else ()),
        )

    return Finish(finish, components.all)


def _every(function: Callable[[Totals, OptOuts], Reading]) -> dict[str, Finish]:
    return {method: _of_contracts(method, function) for method in COUNTED}


def _rate(totals: Totals, of: OptOuts) -> Reading:
    used, every = totals[of.used], totals[of.contracts]
    return Reading(used / every, used, every, int(every))


def _used(totals: Totals, of: OptOuts) -> Reading:
    return Reading(totals[of.used], n=int(totals[of.contracts]))


def _revenue(totals: Totals, of: OptOuts) -> Reading:
    if totals[of.no_rate]:
        return Reading.undefined("missing_fx_rate", int(totals[of.used]))
    return Reading(totals[of.acv], n=int(totals[of.used]))


def _contracts(totals: Totals, of: OptOuts) -> Reading:
    return Reading(totals[of.contracts])


def _not_used(totals: Totals, of: OptOuts) -> Reading:
    return Reading(totals[of.contracts] - totals[of.used], n=int(totals[of.contracts]))


def _also_churned(totals: Totals, of: OptOuts) -> Reading:
    """Deals of customers that logo churn counts, too: there at the opening, gone at the closing."""
    facts = totals.facts
    if "revenue" in facts.missing:
        return Reading.undefined("inputs_missing")
    if not facts.opening_loaded:
        return Reading.undefined("no_opening_snapshot")
    if not facts.closing_loaded:
        return Reading.undefined("closing_snapshot_missing")
    return Reading(totals[of.gone], n=int(totals[of.used]))


METRIC = Metric(
    id="opt_out_usage",
    title="Opt-out clause usage",
    short_title="Opt-outs",
    section="customer_fit",
    says="Contracts ended early by their clause",
    definition="Contracts opted out of by the deadline of their clause, over the contracts whose "
    "opt-out window closed in the period.",
    formula="contracts opted out of in time ÷ contracts whose window closed",
    default="eligible",
    methods={
        "eligible": "contracts with a clause whose window closes in the period",
        "deals_started": "contracts with a clause that start in the period",
        "all_deals": "every contract in force on a day of the period, clause or not",
    },
    parts={
        "value": Part(
            "Opted out", percent, _every(_rate),
            better="lower", flat_within=pp("0.5"), small_base=True,
        ),
        "used": Part("Deals opted out of", count, _every(_used), better="lower"),
        "not_used": Part("Deals that went on", count, _every(_not_used)),
        "revenue_lost": Part(
            "Contract value lost", money_compact, _every(_revenue),
            better="lower", flat_within=pp(1),
        ),
        "contracts": Part("Deals", count, _every(_contracts)),
        "also_churned": Part("Also in logo churn", count, _every(_also_churned)),
    },
    prompts=Prompts(
        why="Were these deals oversold, or did onboarding fail?",
        next="What changes in selling or onboarding before the next windows close?",
    ),
    exhibit="parts",
    inputs=("contracts.opt_out_deadline", "contracts.outcome", "contracts.outcome_date"),
    optional_inputs=("revenue", "fx_rates"),
    options=(ZERO_IS_ACTIVE,),
    windows=(Window.PERIOD, Window.TRAILING_12M),
    movers=Movers(
        OPT_OUTS, "0 - acv", USED["eligible"], kind=Kind.ANNUAL,
        details=("contract_id", "outcome_date", "opt_out_deadline"), wheres=USED,
    ),
    nature="flow",
)  # fmt: skip
