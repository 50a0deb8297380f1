"""Contracts and their opt-out clauses: one row per span and contract that the period concerns.

Columns: ``contract_id``, ``acv`` (per year, at the opening rate), ``opt_out_deadline``,
``outcome_date``; ``eligible`` (the clause's window closes in the period), ``started`` (with a
clause, starts in the period), ``in_force`` (on a day of the period, clause or not); ``used`` (opted
out on or before the deadline, as far as the cut-off knows), ``used_by_end`` (and by the last day),
``running`` (the window is still open at the cut-off), ``gone`` (the customer was in the opening
base and is not a customer at the closing), ``no_rate``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.metrics.bases.money import converted
from deckgen.model.component import Base, Component, Kind, Scope

_USED = "k.outcome = 'opted_out' AND k.outcome_date <= k.opt_out_deadline"
_ELIGIBLE = "k.opt_out_deadline >= s.first_day AND k.opt_out_deadline <= s.last_day"
_STARTED = "k.opt_out_deadline IS NOT NULL AND k.start_date >= s.first_day"
_IN_FORCE = """(k.end_date IS NULL OR k.end_date >= s.first_day)
    AND (k.outcome <> 'opted_out' OR k.outcome_date IS NULL OR k.outcome_date >= s.first_day)"""


def _flag(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END"


def _relation(scope: Scope) -> str:
    money = converted(scope, "k.acv", "k.currency", "s.span")
    # Revenue is not among `uses`: contracts are enough for the metric itself.
    return f"""SELECT o.span, o.customer_id, o.contract_id, o.acv, o.opt_out_deadline,
  o.outcome_date, o.eligible, o.started, o.in_force, o.used, o.used_by_end, o.running, o.no_rate,
  CASE WHEN p.was_active = 1 AND p.is_active = 0 THEN 1 ELSE 0 END AS gone
FROM (
SELECT s.span, k.customer_id, k.contract_id, {money.amount} AS acv, k.opt_out_deadline,
  k.outcome_date,
  {_flag(_ELIGIBLE)} AS eligible,
  {_flag(_STARTED)} AS started,
  {_flag(_IN_FORCE)} AS in_force,
  {_flag(f"{_USED} AND k.outcome_date <= s.cutoff_day")} AS used,
  {_flag(f"{_USED} AND k.outcome_date <= s.last_day")} AS used_by_end,
  {_flag("k.opt_out_deadline > s.cutoff_day")} AS running,
  {_flag(f"{money.amount} IS NULL")} AS no_rate
FROM contracts AS k
JOIN spans AS s ON k.start_date <= s.last_day
{money.join}
) AS o
LEFT JOIN (
{CUSTOMER_PERIOD.relation(scope)}
) AS p ON p.span = o.span AND p.customer_id = o.customer_id
WHERE o.eligible = 1 OR o.started = 1 OR o.in_force = 1"""


OPT_OUTS = Base("opt_outs", "a contract", _relation, options=("zero_is_active",))

COUNTED: dict[str, str] = {
    "eligible": "eligible = 1",
    "deals_started": "started = 1",
    "all_deals": "in_force = 1",
}
"""The contracts of the base, by method, as a condition."""

USED: dict[str, str] = {
    "eligible": "eligible = 1 AND used = 1",
    "deals_started": "started = 1 AND used = 1",
    "all_deals": "in_force = 1 AND used_by_end = 1",
}
"""Those of them that were opted out of in time."""


@dataclass(frozen=True, slots=True)
class OptOuts:
    """The components of one method."""

    contracts: Component
    used: Component
    acv: Component
    gone: Component
    running: Component
    no_rate: Component

    @property
    def all(self) -> tuple[Component, ...]:
        """Every component."""
        return tuple(getattr(self, field.name) for field in fields(self))


def opt_outs(method: str) -> OptOuts:
    """What is counted under a method. Raises ``KeyError`` for an unknown one."""
    counted, used = COUNTED[method], USED[method]

    def component(
        name: str, add: str = "1", where: str = used, kind: Kind = Kind.COUNT
    ) -> Component:
        return Component(f"{method}_{name}", OPT_OUTS, add, where, kind=kind)

    return OptOuts(
        contracts=component("contracts", where=counted),
        used=component("used"),
        acv=component("acv", "acv", kind=Kind.ANNUAL),
        gone=component("gone", "gone"),
        running=component("running", "running", counted),
        no_rate=component("no_rate", "no_rate"),
    )
