"""Renewal rate: of the contracts due in the period, those that were renewed.

Differs from gross revenue retention, whose base is every customer, due or not. A contract counts
in the period of its last day, whenever its renewal was signed.
"""

from __future__ import annotations

from deckgen.metrics.bases.contracts_due import (
    CONTRACTS_DUE,
    churned,
    churned_expiring,
    late,
    pending,
    pending_expiring,
    renewed,
    renewed_expiring,
    renewed_gross,
    renewed_net,
    without_amount,
    without_rate,
)
from deckgen.metrics.further_tables import contradiction, dropped_duplicates
from deckgen.model.component import Component, Kind, Linear, Totals
from deckgen.model.metric import Finish, Metric, Movers, Option, Part, Prompts, Reading, pp
from deckgen.model.period import Window
from deckgen.model.unit import count, money_compact, percent

_DUE = (renewed, churned, pending)
_MONEY = (renewed_expiring, churned_expiring, pending_expiring, without_rate)


def _due(totals: Totals) -> Linear:
    """What a rate divides by: decided contracts, and the open ones if the option says so."""
    decided = renewed + churned
    return decided if totals.options["exclude_open"] else decided + pending


def _expiring(totals: Totals) -> Linear:
    decided = renewed_expiring + churned_expiring
    return decided if totals.options["exclude_open"] else decided + pending_expiring


def _blocked(totals: Totals, *missing: tuple[Component, str]) -> str | None:
    """Why nothing can be said; ``missing`` are rows that lack something, with their code."""
    code = contradiction(totals, "contracts")
    if code is None and not totals[_due(totals)]:
        code = "nothing_due"
    return code or next((code for rows, code in missing if totals[rows]), None)


def _warned(totals: Totals, reading: Reading) -> Reading:
    left_out = totals.options["exclude_open"] and totals[pending]
    return reading.warned(
        *dropped_duplicates(totals, "contracts"),
        *(("open_renewals_excluded",) if left_out else ()),
    )


def _rate(totals: Totals) -> Reading:
    if code := _blocked(totals):
        return Reading.undefined(code)
    above, below = totals[renewed], totals[_due(totals)]
    return _warned(totals, Reading(above / below, above, below, int(below)))


def _dollars(kept: Component) -> Finish:
    """The rate in money: what was kept, over what expired."""

    def finish(totals: Totals) -> Reading:
        lacks = ((without_rate, "missing_fx_rate"), (without_amount, "inputs_missing"))
        if code := _blocked(totals, *lacks):
            return Reading.undefined(code)
        above, below = totals[kept], totals[_expiring(totals)]
        n = int(totals[_due(totals)])
        if not below:
            return Reading.undefined("zero_denominator", n)
        return _warned(totals, Reading(above / below, above, below, n))

    return Finish(finish, (*_DUE, *_MONEY, kept, without_amount))


def _number(of: Linear | None = None) -> Finish:
    """A count of contracts beside the rate; the base of the rate itself when none is named."""

    def finish(totals: Totals) -> Reading:
        if code := _blocked(totals):
            return Reading.undefined(code)
        value = totals[of if of is not None else _due(totals)]
        return Reading(value, value).warned(*dropped_duplicates(totals, "contracts"))

    return Finish(finish, (*_DUE, late))


def _expired(totals: Totals) -> Reading:
    if code := _blocked(totals, (without_rate, "missing_fx_rate")):
        return Reading.undefined(code)
    value = totals[_expiring(totals)]
    return _warned(totals, Reading(value, value, None, int(totals[_due(totals)])))


METRIC = Metric(
    id="renewal_rate",
    title="Renewal rate",
    short_title="Renewal rate",
    section="retention",
    says="Contracts renewed when they were due",
    definition="Contracts renewed, over the contracts due in the period that were renewed or "
    "lost; opt-outs are not due.",
    formula="renewed ÷ (renewed + lost) among contracts due",
    default="count",
    methods={
        "count": "contracts renewed over contracts decided",
        "dollar_gross": "renewed value, at most the expiring one, over the expiring value",
        "dollar_net": "renewed value, increases included, over the expiring value; can exceed 100%",
    },
    parts={
        "value": Part(
            "Renewal rate",
            percent,
            {
                "count": Finish(_rate, _DUE),
                "dollar_gross": _dollars(renewed_gross),
                "dollar_net": _dollars(renewed_net),
            },
            better="higher",
            flat_within=pp("0.5"),
            small_base=True,
        ),
        "due": Part("Due", count, {"*": _number()}),
        "renewed": Part("Renewed", count, {"*": _number(renewed)}, better="higher"),
        "churned": Part("Not renewed", count, {"*": _number(churned)}, better="lower"),
        "pending": Part("Pending", count, {"*": _number(pending)}),
        "late": Part("Renewed late", count, {"*": _number(late)}, better="lower"),
        "expiring": Part("Value due", money_compact, {"*": Finish(_expired, (*_DUE, *_MONEY))}),
    },
    prompts=Prompts(
        why="Which renewals were lost or late, and since when was it known?",
        next="What is due next quarter, how healthy is it, and who prepares it?",
    ),
    exhibit="trend_and_cut",
    inputs=("contracts.end_date", "contracts.outcome", "contracts.outcome_date"),
    optional_inputs=("contracts.renewed_acv", "fx_rates"),
    options=(
        Option("exclude_open", True, "flag", "renewals still open are left out of the base"),
        Option("grace_days", 30, "whole", "a renewal this many days late is still a renewal"),
    ),
    windows=(Window.PERIOD, Window.TRAILING_12M),
    movers=Movers(
        CONTRACTS_DUE, "0 - acv", "churned = 1", kind=Kind.ANNUAL,
        details=("contract_id", "end_date"),
    ),
    nature="flow",
)  # fmt: skip
