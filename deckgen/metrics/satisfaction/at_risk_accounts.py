"""Accounts at risk: active customers whose health is low, and the revenue they stand for.

Standard: the latest overall score is below a threshold. What "low" means is the user's own; an
account without a recent score is unknown, never healthy.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from deckgen.metrics.bases.health_at_end import (
    AT_RISK,
    SCORED,
    at_risk,
    banded,
    by_band,
    flags_mapped,
    revenue_at_risk,
    scored,
    scored_or_banded,
    watched,
)
from deckgen.metrics.bases.risk_flows import (
    left_at_risk,
    recovered,
    turned,
    was_banded,
    was_scored,
    was_scored_or_banded,
    was_watched,
)
from deckgen.metrics.bases.risk_reasons import RISK_ACCOUNTS, reasons_at_risk
from deckgen.metrics.closing import Inputs, KeyedAtClosing
from deckgen.model.component import Component, Totals
from deckgen.model.metric import (
    Amount,
    Finish,
    KeyedPart,
    Metric,
    Movers,
    Option,
    Part,
    PerKey,
    Prompts,
    Reading,
    label_of,
    pp,
)
from deckgen.model.unit import count, money_compact, percent

INCOMPLETE = "health_coverage_incomplete"
NOTHING_KNOWN = "no_current_health"  # of nobody: "none at risk" would be an invention
NOT_COMPARED = "no_such_period"  # nothing is known of the period before

_BANDS = ("red", "yellow", "green", "below threshold", "at or above threshold", "unknown")
_TABLES = {
    "below_threshold": ("health",),
    "band": ("health",),
    "trend": ("health",),
    "manual": ("customers",),
}


def _judges(method: str, totals: Totals) -> tuple[str, ...]:
    """The methods that decide: the method itself, or those that `any_of` combines."""
    if method != "any_of":
        return (method,)
    chosen = totals.options["methods"]
    assert isinstance(chosen, list | tuple)
    return tuple(str(name) for name in chosen if name != "any_of")


def _inputs(judges: tuple[str, ...]) -> Inputs:
    return Inputs(needed=tuple({table for judge in judges for table in _TABLES[judge]}))


def _code(judges: tuple[str, ...], totals: Totals) -> str | None:
    """Why these methods cannot tell who is at risk."""
    if "manual" in judges and totals[watched] and not totals[flags_mapped]:
        return "inputs_missing"
    return _inputs(judges).blocked(totals)


def _known(judges: tuple[str, ...]) -> Component | None:
    """The customers whose health is known to these methods; ``None`` if they need none."""
    needs_score = any(judge in SCORED for judge in judges)
    if needs_score and "band" in judges:
        return scored_or_banded
    if needs_score:
        return scored
    return banded if "band" in judges else None


_COVERED = (watched, scored, banded, scored_or_banded, flags_mapped)


def _judged(
    method: str, function: Callable[[Totals], Reading], *, of_coverage: bool = False
) -> Finish:
    """A reading about the accounts at risk under a method, warned where health is not known.

    While nobody's is known, only the coverage itself has a value.
    """

    def finish(totals: Totals) -> Reading:
        judges = _judges(method, totals)
        code = _code(judges, totals)
        if code:
            return Reading.undefined(code)
        known = _known(judges)
        unknown = known and totals[watched] and not totals[known] and "manual" not in judges
        if unknown and not of_coverage:
            return Reading.undefined(NOTHING_KNOWN, int(totals[watched]))
        reading = function(totals).warned(*_inputs(judges).warnings(totals))
        return reading.warned(INCOMPLETE) if known and totals[known] < totals[watched] else reading

    return Finish(finish, (at_risk[method], *_COVERED), (revenue_at_risk[method],))


def _share(method: str) -> Finish:
    def finish(totals: Totals) -> Reading:
        low, n = totals[at_risk[method]], totals[watched]
        if n == 0:
            return Reading.undefined("zero_denominator", 0)
        return Reading(low / n, low, n, int(n))

    return _judged(method, finish)


def _accounts(method: str) -> Finish:
    def finish(totals: Totals) -> Reading:
        return Reading(totals[at_risk[method]], n=int(totals[watched]))

    return _judged(method, finish)


def _revenue(method: str) -> Finish:
    def finish(totals: Totals) -> Reading:
        if "revenue" in totals.facts.missing:
            return Reading.undefined("inputs_missing")
        return Amount(revenue_at_risk[method], annual=True).finish(totals)

    return _judged(method, finish)


def _coverage(method: str) -> Finish:
    def finish(totals: Totals) -> Reading:
        known, n = _known(_judges(method, totals)), totals[watched]
        if n == 0:
            return Reading.undefined("zero_denominator", 0)
        if known is None:  # only the manual flag: nothing to be covered
            return Reading.undefined("not_applicable", int(n))
        return Reading(totals[known] / n, totals[known], n, int(n))

    return _judged(method, finish, of_coverage=True)


_BEFORE = {
    scored: was_scored, banded: was_banded, scored_or_banded: was_scored_or_banded,
}  # fmt: skip


def _flow(method: str, component: Component) -> Finish:
    """How many accounts came to be at risk or ceased to be since the period before."""

    def count_of(totals: Totals) -> Reading:
        known = _known(_judges(method, totals))
        before = _BEFORE[known] if known else was_watched
        if not totals[before]:
            return Reading.undefined(NOT_COMPARED)
        return Reading(totals[component], n=int(totals[watched]))

    judged = _judged(method, count_of)
    return Finish(judged.finish, (*judged.reads, component, was_watched, *_BEFORE.values()))


def _reasons(method: str, *, share: bool) -> PerKey:
    """Accounts at risk per risk label, or their share of all accounts at risk."""
    cited = reasons_at_risk[method]

    def finish(totals: Totals) -> dict[str, Reading]:
        n = int(totals[at_risk[method]])
        if n == 0 or _code(_judges(method, totals), totals):
            return {}
        labels = sorted(
            ((label_of(label), times) for label, times in totals.counts(cited).items() if times),
            key=lambda item: (-item[1], item[0]),
        )
        if not share:
            return {label: Reading(Fraction(times), n=n) for label, times in labels}
        return {
            label: Reading(Fraction(times, n), Fraction(times), Fraction(n), n)
            for label, times in labels
        }

    return PerKey(finish, (cited, at_risk[method], *_COVERED))


def _bands(totals: Totals) -> dict[str, Reading]:
    """Customers by band; one without a band by its score, one without either is unknown."""
    sizes: dict[str, int] = {}
    for key, times in totals.counts(by_band).items():
        assert isinstance(key, tuple)
        band, has_score, below = key
        if band is None:
            band = ("below threshold" if below else "at or above threshold") if has_score else None
        name = "unknown" if band is None else str(band)
        sizes[name] = sizes.get(name, 0) + times
    n = sum(sizes.values())
    return {name: Reading(Fraction(sizes[name]), n=n) for name in _BANDS if sizes.get(name)}


METRIC = Metric(
    id="at_risk_accounts",
    title="At-risk accounts",
    short_title="At risk",
    section="satisfaction",
    says="Customers whose health is low",
    definition="Customers at the closing whose latest health is low, over all customers at the "
    "closing; the threshold is your own.",
    formula="active customers with low health ÷ active customers",
    default="below_threshold",
    methods={
        "below_threshold": "the latest score is below the threshold",
        "band": "the latest band is red",
        "manual": "flagged by hand: at_risk_since passed, at_risk_until not reached",
        "trend": "the latest score is `drop_points` below the last one `trend_days` or more ago",
        "any_of": "any of the methods listed in the option `methods`",
    },
    parts={
        "value": Part(
            "At-risk accounts", percent, {name: _share(name) for name in AT_RISK},
            better="lower", flat_within=pp("0.5"), small_base=True,
        ),
        "accounts": Part(
            "Accounts", count, {name: _accounts(name) for name in AT_RISK}, better="lower"
        ),
        "revenue": Part(
            "Revenue at risk", money_compact, {name: _revenue(name) for name in AT_RISK},
            better="lower", flat_within=pp(1),
        ),
        "coverage": Part(
            "Accounts with known health", percent,
            {name: _coverage(name) for name in AT_RISK if name != "manual"}, better="higher",
        ),
        "turned": Part(
            "Turned at risk", count, {name: _flow(name, one) for name, one in turned.items()},
            better="lower",
        ),
        "recovered": Part(
            "No longer at risk", count, {name: _flow(name, one) for name, one in recovered.items()},
            better="higher",
        ),
        "left": Part(
            "Left while at risk", count,
            {name: _flow(name, one) for name, one in left_at_risk.items()}, better="lower",
        ),
        "trend": KeyedPart(
            "Reason, share of accounts at risk", percent,
            {name: _reasons(name, share=True) for name in AT_RISK}, better="lower",
        ),
        "customers": KeyedPart(
            "Reason, accounts at risk", count,
            {name: _reasons(name, share=False) for name in AT_RISK}, better="lower",
        ),
        "bands": KeyedPart(
            "Accounts by health", count,
            {"*": KeyedAtClosing(PerKey(_bands, (by_band,)), Inputs(needed=("health",)))},
        ),
    },
    prompts=Prompts(
        why="What do the accounts at risk have in common, and what became of last period's list?",
        next="What is the plan for each of the largest, and how much of it renews in 90 days?",
    ),
    exhibit="accounts",
    inputs=("health", "revenue"),
    optional_inputs=("reasons", "contracts", "assignments", "customers.at_risk_since"),
    options=(
        Option("threshold", 50, "number", "a score below this is at risk", scale=100),
        Option("stale_days", 90, "whole", "days after which a score is no longer known"),
        Option("drop_points", 20, "number", "trend: points a score must have lost", scale=100),
        Option("trend_days", 90, "whole", "trend: days before the last day to compare with"),
        Option(
            "methods", ("below_threshold", "band", "manual"), "texts", "any_of: what counts",
            choices=tuple(_TABLES),
        ),
        Option(
            "lookback_months", 12, "whole",
            "months back from the closing in which a risk reason still counts",
        ),
        Option("anonymize_csms", False, "flag", "show owners as numbers, in order of service"),
        Option(
            "zero_is_active", False, "flag",
            "a customer with a revenue row of 0 stays a customer (free plans)",
        ),
    ),
    movers=Movers(
        RISK_ACCOUNTS,
        "amount",
        "below_threshold = 1",
        wheres={method: f"{column} = 1" for method, column in AT_RISK.items()},
        details=("score", "previous_score", "band", "renewal_day", "reason", "owner"),
    ),
    nature="stock",
)  # fmt: skip
