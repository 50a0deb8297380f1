"""Do CSMs with more accounts lose a larger share of them? Rank correlation of load and churn rate.

Rates, not counts: who has more accounts loses more of them anyway. The correlation with the count
is given only as a contrast. The load is the number of accounts at the opening.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from deckgen.metrics.bases.csm_churn import (
    churned_per_csm,
    lost_per_csm,
    opening_accounts,
    opening_revenue,
)
from deckgen.metrics.closing import AtClosing, Inputs, KeyedAtClosing
from deckgen.metrics.satisfaction.csm_team import Team, correlation
from deckgen.metrics.satisfaction.csms import (
    ANONYMIZE,
    UNASSIGNED,
    busiest_first,
    has_unassigned,
    name_of,
    per_csm_readings,
)
from deckgen.model.component import Component, Key, Totals
from deckgen.model.metric import (
    Finish,
    KeyedPart,
    Metric,
    Option,
    Part,
    PerKey,
    Prompts,
    Reading,
    Supply,
)
from deckgen.model.period import Window
from deckgen.model.unit import count, money_compact, number2, percent

_INPUTS = Inputs(needed=("revenue",), used=("assignments",))
_READS = (opening_accounts, churned_per_csm)


def _reading(function: Callable[[Totals, Team], Reading]) -> AtClosing:
    """A reading over a team that has accounts."""

    def finish(totals: Totals) -> Reading:
        team = Team.of(totals)
        if not team.accounts:
            unknown = "assignments" in totals.facts.missing and not totals.supplied
            return Reading.undefined("inputs_missing" if unknown else "no_csms", 0)
        reading = function(totals, team)
        return reading.warned(UNASSIGNED) if has_unassigned(totals, opening_accounts) else reading

    return AtClosing(Finish(finish, _READS), _INPUTS)


def _keyed(
    function: Callable[[Totals], Mapping[str, Reading]], components: tuple[Component, ...] = _READS
) -> KeyedAtClosing:
    return KeyedAtClosing(PerKey(function, components), _INPUTS)


def _with_rate(totals: Totals, team: Team) -> Reading:
    return correlation(list(team.accounts.values()), list(team.rates.values()))


def _with_count(totals: Totals, team: Team) -> Reading:
    losses = [Fraction(team.churned.get(csm, 0)) for csm in team.accounts]
    return correlation(list(team.accounts.values()), losses)


def _largest_books(totals: Totals, team: Team) -> Reading:
    """The rate of the CSM with the most accounts; of all of them together if several share it."""
    most = max(team.accounts.values())
    csms = [csm for csm, number in team.accounts.items() if number == most]
    lost, held = sum(team.churned.get(csm, 0) for csm in csms), most * len(csms)
    return Reading(Fraction(lost, held), Fraction(lost), Fraction(held), held)


def _team_rate(totals: Totals, team: Team) -> Reading:
    held, lost = sum(team.accounts.values()), sum(team.churned.values())
    return Reading(team.rate, Fraction(lost), Fraction(held), held)


def _flag_above(totals: Totals) -> Fraction:
    return Fraction(str(totals.options["flag_above"]))


def _flagged(totals: Totals, team: Team) -> Reading:
    return Reading(Fraction(len(team.flagged(_flag_above(totals)))), n=len(team.accounts))


def _order(team: Team, totals: Totals) -> list[Key]:
    return busiest_first({csm: Fraction(n) for csm, n in team.accounts.items()}, totals)


def _accounts(totals: Totals) -> dict[str, Reading]:
    team = Team.of(totals)
    held = {csm: Fraction(number) for csm, number in team.accounts.items()}
    return per_csm_readings(held, _order(team, totals), totals, team.accounts)


def _churned(totals: Totals) -> dict[str, Reading]:
    team = Team.of(totals)
    lost = {csm: Fraction(number) for csm, number in team.churned.items()}
    return per_csm_readings(lost, _order(team, totals), totals, team.accounts)


def _rates(totals: Totals) -> dict[str, Reading]:
    team = Team.of(totals)
    rates = team.rates
    return {
        name_of(csm, totals): Reading(
            rates[csm], Fraction(team.churned.get(csm, 0)), Fraction(team.accounts[csm]),
            team.accounts[csm],
        )
        for csm in _order(team, totals)
    }  # fmt: skip


def _flags(totals: Totals) -> dict[str, Reading]:
    team = Team.of(totals)
    found = dict.fromkeys(team.flagged(_flag_above(totals)), Fraction(1))
    return per_csm_readings(found, _order(team, totals), totals, team.accounts)


def _money(component: Component) -> KeyedAtClosing:
    """Revenue per CSM, per year."""

    def finish(totals: Totals) -> dict[str, Reading]:
        team = Team.of(totals)
        per_year = totals.annual_by_key(component)
        return per_csm_readings(per_year, _order(team, totals), totals, team.accounts)

    return _keyed(finish, (*_READS, component))


CHURNED = _keyed(_churned)
"""Lost customers per CSM."""

CHURN_RATES = _keyed(_rates)
"""Lost customers over accounts at the opening, per CSM."""

METRIC = Metric(
    id="csm_load_vs_churn",
    title="CSM load and churn",
    short_title="Load and churn",
    section="satisfaction",
    says="Whether busier CSMs lose more customers",
    definition="Rank correlation of the accounts a CSM had at the opening with the share of them "
    "that was lost.",
    formula="Spearman's rank correlation of accounts and churn rate",
    default="spearman_rate",
    methods={"spearman_rate": "rank correlation of accounts at the opening with the churn rate"},
    parts={
        "value": Part("Load and churn rate", number2, {"*": _reading(_with_rate)}),
        "spearman_count": Part(
            "Load and number of losses, as a contrast", number2, {"*": _reading(_with_count)}
        ),
        "max_load_rate": Part(
            "Churn rate of the largest book", percent, {"*": _reading(_largest_books)},
            better="lower", small_base=True,
        ),
        "team_rate": Part(
            "Churn rate of the team", percent, {"*": _reading(_team_rate)}, better="lower",
            small_base=True,
        ),
        "flagged": Part(
            "Large books that lose more", count, {"*": _reading(_flagged)}, better="lower"
        ),
        "accounts": KeyedPart("Accounts", count, {"*": _keyed(_accounts)}),
        "revenue": KeyedPart("Revenue", money_compact, {"*": _money(opening_revenue)}),
        "churned": KeyedPart("Customers lost", count, {"*": CHURNED}, better="lower"),
        "churn_rate": KeyedPart("Churn rate", percent, {"*": CHURN_RATES}, better="lower"),
        "lost_revenue": KeyedPart(
            "Revenue lost", money_compact, {"*": _money(lost_per_csm)}, better="lower"
        ),
        "flag": KeyedPart(
            "Large book that loses more", count, {"*": _keyed(_flags)}, better="lower"
        ),
    },
    prompts=Prompts(
        why="Do the largest books lose a larger share, or only more accounts?",
        next="Which books are made smaller, and what do the CSMs with low churn do differently?",
    ),
    exhibit="ranked",
    inputs=("assignments", "revenue"),
    options=(
        Option(
            "flag_above", "1.25", "number",
            "times the mean load above which a CSM who loses more than the team is marked",
            scale=100,
        ),
        ANONYMIZE,
        Option(
            "zero_is_active", False, "flag",
            "a customer with a revenue row of 0 stays a customer (free plans)",
        ),
    ),
    counts={
        "spearman_rate": Supply(
            {"accounts_per_csm": opening_accounts, "churned_per_csm": churned_per_csm}
        )
    },
    windows=(Window.PERIOD, Window.TRAILING_12M),
)  # fmt: skip
