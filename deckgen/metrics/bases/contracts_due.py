"""Contracts whose last day lies in the period: one row per span and contract due for renewal.

Columns, money per year at the opening rate: ``contract_id``, ``end_date``, ``outcome_date``,
``acv`` (expiring), ``renewed_acv`` (agreed instead; NULL when nobody recorded it), ``kept_acv``
(the smaller of the two). Exactly one of ``renewed``, ``churned`` and ``pending`` is 1; ``late``
is 1 for a renewal after the last day. ``no_rate`` (an amount lacks an exchange rate) and
``no_amount`` (a renewal without its ``renewed_acv``).

A renewal may be late by ``grace_days``; after that it is a loss and a new sale. What the cut-off
does not know yet is pending, however long it takes: a loss is never inferred from silence. A
renewal without a date counts as made in time, since its outcome is all that was recorded.
"""

from __future__ import annotations

from deckgen.metrics.bases.money import converted
from deckgen.model.component import Base, Component, Kind, Scope

_KNOWN = "k.outcome <> 'open' AND (k.outcome_date IS NULL OR k.outcome_date <= s.cutoff_day)"
_IN_TIME = "(k.outcome_date IS NULL OR k.outcome_date <= k.end_date + :grace_days)"
_RENEWED = f"{_KNOWN} AND k.outcome = 'renewed' AND {_IN_TIME}"
_CHURNED = f"{_KNOWN} AND (k.outcome = 'churned' OR k.outcome = 'renewed' AND NOT {_IN_TIME})"


def _flag(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END"


def _relation(scope: Scope) -> str:
    expiring = converted(scope, "k.acv", "k.currency", "s.span")
    agreed = converted(scope, "k.renewed_acv", "k.currency", "s.span")
    return f"""SELECT s.span, k.customer_id, k.contract_id, k.end_date, k.outcome_date,
  {expiring.amount} AS acv, {agreed.amount} AS renewed_acv,
  CASE WHEN k.renewed_acv < k.acv THEN {agreed.amount} ELSE {expiring.amount} END AS kept_acv,
  {_flag(_RENEWED)} AS renewed,
  {_flag(_CHURNED)} AS churned,
  {_flag(f"NOT ({_KNOWN})")} AS pending,
  {_flag(f"{_RENEWED} AND k.outcome_date > k.end_date")} AS late,
  {_flag(f"{expiring.amount} IS NULL")} AS no_rate,
  {_flag(f"{_RENEWED} AND k.renewed_acv IS NULL")} AS no_amount
FROM contracts AS k
JOIN spans AS s ON k.end_date >= s.first_day AND k.end_date <= s.last_day
{expiring.join}
WHERE NOT (k.outcome = 'opted_out' AND {_KNOWN})"""


CONTRACTS_DUE = Base(
    "contracts_due", "a contract due for renewal", _relation, options=("grace_days",)
)


def _contracts(name: str, where: str) -> Component:
    return Component(f"due_{name}", CONTRACTS_DUE, where=where)


def _money(name: str, add: str, where: str) -> Component:
    return Component(f"due_{name}", CONTRACTS_DUE, add, where, kind=Kind.ANNUAL)


renewed = _contracts("renewed", "renewed = 1")
churned = _contracts("churned", "churned = 1")
pending = _contracts("pending", "pending = 1")
late = _contracts("late", "late = 1")

renewed_expiring = _money("renewed_expiring", "acv", "renewed = 1")
churned_expiring = _money("churned_expiring", "acv", "churned = 1")
pending_expiring = _money("pending_expiring", "acv", "pending = 1")
renewed_gross = _money("renewed_gross", "kept_acv", "renewed = 1")
renewed_net = _money("renewed_net", "renewed_acv", "renewed = 1")

without_rate = Component("due_without_rate", CONTRACTS_DUE, "no_rate")
without_amount = Component("due_without_amount", CONTRACTS_DUE, "no_amount")
