"""Upsell rate: how many customers bought more, and how many of them in the middle of a contract.

No single standard; expansion is any increase for an existing customer (ChartMogul). Customers are
counted, not dollars, so two upsells of one customer count once.
"""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.metrics.bases.customer_period import (
    closing_customers,
    ever_customers,
    opening_customers,
)
from deckgen.metrics.bases.upsells import (
    UPSELLS,
    mid_of_closing,
    mid_of_ever,
    mid_of_opening,
    upsell_value,
    upsold_of_closing,
    upsold_of_ever,
    upsold_of_opening,
)
from deckgen.metrics.expansion.upsold import OPTIONS, of_upsells
from deckgen.model.component import Component, Kind, Totals
from deckgen.model.metric import (
    Finish,
    Metric,
    Movers,
    Option,
    Part,
    Prompts,
    Ratio,
    Reading,
    pp,
)
from deckgen.model.period import Window
from deckgen.model.unit import count, money_compact, percent

CUSTOMERS = {
    "opening": opening_customers, "closing": closing_customers, "ever": ever_customers,
}  # fmt: skip
OVERALL = {"opening": upsold_of_opening, "closing": upsold_of_closing, "ever": upsold_of_ever}
MID_CONTRACT = {"opening": mid_of_opening, "closing": mid_of_closing, "ever": mid_of_ever}
_ZERO = {"opening": "zero_opening_customers"}


def _rate(totals: Totals, members: Mapping[str, Component]) -> Reading:
    base = str(totals.options["base"])
    zero = _ZERO.get(base, "zero_denominator")
    return Ratio(members[base], CUSTOMERS[base], zero=zero).finish(totals)


def _share(members: Mapping[str, Component], *tables: str) -> Finish:
    """The share of the base that was upsold."""

    def finish(totals: Totals) -> Reading:
        if set(tables) & totals.facts.missing:
            return Reading.undefined("no_eligible_contracts")
        return _rate(totals, members)

    return of_upsells(finish, (*members.values(), *CUSTOMERS.values()), *tables)


def _number(members: Mapping[str, Component], *tables: str) -> Finish:
    """How many they are."""

    def finish(totals: Totals) -> Reading:
        if set(tables) & totals.facts.missing:
            return Reading.undefined("no_eligible_contracts")
        rate = _rate(totals, members)
        if rate.numerator is None:
            return rate
        return Reading(rate.numerator, n=rate.n, warnings=rate.warnings)

    return of_upsells(finish, (*members.values(), *CUSTOMERS.values()), *tables)


def _value(totals: Totals) -> Reading:
    return Reading(totals[upsell_value])


METRIC = Metric(
    id="upsell_rate",
    title="Upsells",
    short_title="Upsell rate",
    section="expansion",
    says="Customers who bought more",
    definition="Customers held at the opening that bought more in the period, over all customers "
    "at the opening; price increases and exchange rates are no upsells.",
    formula="opening customers with an upsell ÷ opening customers",
    default="overall",
    methods={
        "overall": "every customer with an upsell",
        "mid_contract": "those upsold before renewal conversations: more than "
        "`renewal_window_days` before the end of the contract in force",
    },
    parts={
        "overall": Part(
            "Upsold", percent, {"*": _share(OVERALL)},
            better="higher", flat_within=pp("0.5"), small_base=True,
        ),
        "mid_contract": Part(
            "Upsold mid-contract", percent, {"*": _share(MID_CONTRACT, "contracts")},
            better="higher", flat_within=pp("0.5"), small_base=True,
        ),
        "customers": Part(
            "Customers upsold", count,
            {"overall": _number(OVERALL), "mid_contract": _number(MID_CONTRACT, "contracts")},
            better="higher",
        ),
        "upsell_value": Part(
            "Value of all upsells", money_compact, {"*": of_upsells(_value, (upsell_value,))},
            better="higher", flat_within=pp(1),
        ),
    },
    prompts=Prompts(
        why="What triggers upsells in the middle of a contract, and who sources them: CSMs or "
        "sales?",
        next="Which accounts are next, and who speaks to them?",
    ),
    exhibit="parts",
    inputs=("revenue",),
    optional_inputs=("movements", "contracts"),
    options=(
        Option(
            "base", "opening", "choice",
            "which customers are counted: those at the opening, at the closing, or ever in the "
            "period",
            choices=("opening", "closing", "ever"),
        ),
        *OPTIONS,
    ),
    windows=(Window.PERIOD, Window.TRAILING_12M),
    movers=Movers(
        UPSELLS, "value", "was_active = 1", kind=Kind.ANNUAL,
        details=("before", "events", "day", "mid_contract"),
        wheres={"mid_contract": "was_active = 1 AND mid_contract = 1"},
    ),
    nature="flow",
)  # fmt: skip
