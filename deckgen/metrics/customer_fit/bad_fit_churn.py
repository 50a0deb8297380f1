"""Bad-fit churn: lost customers that should not have been sold to, and what they were worth.

No standard; a customer is a bad fit by its tag, by the reason it left, or either. Direction is
neutral: that bad fits leave is partly healthy, selling to them is what should stop.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from deckgen.metrics.bases.bad_fits import (
    BAD,
    BAD_FITS,
    BadFit,
    bad_fit,
    lost_with_dated_tags,
    lost_with_fit_mapped,
    lost_with_reason_used,
)
from deckgen.metrics.bases.customer_period import lost_customers
from deckgen.metrics.bases.fits import lost_by_fit, opening_by_fit
from deckgen.metrics.customer_fit.options import LOOKBACK_MONTHS, ZERO_IS_ACTIVE
from deckgen.metrics.further_tables import contradiction, dropped_duplicates
from deckgen.model.component import Component, Totals
from deckgen.model.metric import (
    Finish,
    KeyedPart,
    Metric,
    Movers,
    Option,
    Part,
    PerKey,
    Prompts,
    Reading,
    pp,
)
from deckgen.model.period import Window
from deckgen.model.unit import count, money_compact, percent

_DAYS_OF_A_YEAR = 365
_TABLES = ("customers", "reasons")


def _fit_unknown(totals: Totals, method: str) -> str | None:
    """Why nobody can say who is a bad fit, as far as the method asks: neither tags nor reasons, or
    reasons of which none ever means a bad fit. That nobody was one would be made up."""
    no_tags = method == "churn_reason" or "customers.fit" in totals.facts.missing
    no_reasons = method == "fit_tag" or bool({"reasons", "reasons.churn"} & totals.facts.missing)
    if no_tags and no_reasons:
        return "inputs_missing"
    if code := contradiction(totals, *_TABLES):
        return code
    silent = totals[lost_customers] and not totals[lost_with_reason_used]
    return "no_bad_fit_reason" if no_tags and silent and not totals.supplied else None


def _of_lost(
    method: str, function: Callable[[Totals, BadFit], Reading], *more: Component
) -> Finish:
    """A method over the lost customers, whose fit is known."""
    components = bad_fit(method)

    def finish(totals: Totals) -> Reading:
        code = _fit_unknown(totals, method)
        if code:
            return Reading.undefined(code, int(totals[lost_customers]))
        return function(totals, components).warned(*dropped_duplicates(totals, *_TABLES))

    reads = (lost_with_fit_mapped, lost_with_reason_used, *components.all, *more)
    return Finish(finish, (lost_customers,), reads)


def _every(function: Callable[[Totals, BadFit], Reading], *more: Component) -> dict[str, Finish]:
    return {method: _of_lost(method, function, *more) for method in BAD}


def _customers(totals: Totals, of: BadFit) -> Reading:
    return Reading(totals[of.customers], n=int(totals[lost_customers]))


def _value(totals: Totals, of: BadFit) -> Reading:
    """What they were worth a year; or what their contracts, in force at the opening, amount to."""
    if totals.options["value"] == "acv":
        return Reading(totals.annual(of.revenue), n=int(totals[of.customers]))
    code = contradiction(totals, "contracts")
    if totals[of.customers] and not totals[of.with_contract]:
        code = "no_eligible_contracts"
    elif totals[of.no_rate]:
        code = "missing_fx_rate"
    if code:
        return Reading.undefined(code, int(totals[of.customers]))
    if totals.options["value"] == "tcv":
        value = totals[of.tcv] + totals[of.tcv_days] / _DAYS_OF_A_YEAR
    else:
        value = totals[of.remaining_days] / _DAYS_OF_A_YEAR
    n = int(totals[of.with_contract])
    return Reading(value, n=n, warnings=dropped_duplicates(totals, "contracts"))


def _share(totals: Totals, of: BadFit) -> Reading:
    bad, every = totals[of.customers], totals[lost_customers]
    if not every:
        return Reading.undefined("no_churned_customers", 0)
    return Reading(bad / every, bad, every, int(every))


def _tagged_in_time(totals: Totals, of: BadFit) -> Reading:
    if totals[lost_customers] and not totals[lost_with_dated_tags]:
        return Reading.undefined("inputs_missing", int(totals[of.customers]))
    return Reading(totals[of.tagged_in_time], n=int(totals[of.customers]))


def _bad_revenue(totals: Totals, of: BadFit) -> Reading:
    return Reading(totals.annual(of.revenue), n=int(totals[of.customers]))


def _good_revenue(totals: Totals, of: BadFit) -> Reading:
    return Reading(totals.annual(of.good_revenue))


def _unknown_revenue(totals: Totals, of: BadFit) -> Reading:
    return Reading(totals.annual(of.unknown_revenue), n=int(totals[of.unknown_customers]))


def _unknown(totals: Totals, of: BadFit) -> Reading:
    return Reading(Fraction(totals[of.unknown_customers]), n=int(totals[lost_customers]))


_FITS = {"bad": "bad fit", "good": "good fit", "unknown": "fit unknown"}


def _churn_rates(totals: Totals) -> dict[str, Reading]:
    """Lost over opening customers of each fit, by the tag; nothing where nobody is tagged."""
    opening, lost = totals.counts(opening_by_fit), totals.counts(lost_by_fit)
    if contradiction(totals, "customers") or not (opening.get("bad") or opening.get("good")):
        return {}
    found = {}
    for fit, name in _FITS.items():
        below = opening.get(fit, 0)
        if below:
            above = Fraction(lost.get(fit, 0))
            found[name] = Reading(above / below, above, Fraction(below), below)
    return found


METRIC = Metric(
    id="bad_fit_churn",
    title="Bad-fit churn",
    short_title="Bad-fit churn",
    section="customer_fit",
    says="Lost customers that were a bad fit",
    definition="Customers lost in the period that should not have been sold to, by their tag or "
    "by the reason they left.",
    formula="lost customers that are a bad fit",
    default="either",
    methods={
        "either": "tagged as a bad fit, or left for being one",
        "fit_tag": "tagged as a bad fit",
        "churn_reason": "left for one of the reasons of `bad_fit_reasons`",
    },
    parts={
        "value": Part("Bad-fit customers lost", count, _every(_customers)),
        "deals": Part("Deals lost", count, _every(_customers)),
        "contract_value": Part(
            "Contract value lost", money_compact, _every(_value), flat_within=pp(1)
        ),
        "share_of_churned": Part(
            "Share of all customers lost", percent, _every(_share),
            flat_within=pp(1), small_base=True,
        ),
        "tagged_at_sale": Part(
            "Tagged before they left", count, _every(_tagged_in_time, lost_with_dated_tags)
        ),
        "unknown": Part("Lost with unknown fit", count, _every(_unknown)),
        "bad_revenue": Part("Bad fit", money_compact, _every(_bad_revenue)),
        "good_revenue": Part("Good fit", money_compact, _every(_good_revenue)),
        "unknown_revenue": Part("Fit unknown", money_compact, _every(_unknown_revenue)),
        "churn_rate": KeyedPart(
            "Churn rate by fit tag", percent,
            {"*": PerKey(_churn_rates, (opening_by_fit, lost_by_fit))},
            better="lower", flat_within=pp("0.1"),
        ),
    },
    prompts=Prompts(
        why="Why were they sold to, and how many open deals look the same?",
        next="What does sales qualify out from now on?",
    ),
    exhibit="accounts",
    inputs=("revenue", "customers.fit"),
    optional_inputs=("reasons", "contracts", "customers.fit_tagged_on"),
    options=(
        Option(
            "value", "acv", "choice",
            "contract value: opening revenue per year, or of the contracts in force at the "
            "opening their total, or what was left of their term after the last month paid",
            choices=("acv", "tcv", "remaining"),
        ),
        Option(
            "bad_fit_reasons", ("bad_fit",), "texts",
            "the labels of churn reasons that mean a bad fit",
        ),
        LOOKBACK_MONTHS,
        ZERO_IS_ACTIVE,
    ),
    windows=(Window.PERIOD, Window.TRAILING_12M),
    movers=Movers(
        BAD_FITS, "0 - opening", BAD["either"], details=("fit", "reason", "tagged_in_time"),
        wheres=BAD,
    ),
    nature="flow",
)  # fmt: skip
