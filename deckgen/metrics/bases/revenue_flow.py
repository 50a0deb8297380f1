"""Recurring revenue added up over the months of a period, and of the period before it.

Only the method ``total_revenue_ratio`` with ``measure: period_sum`` reads it: recurring revenue
is a stock, and adding months up is what the seed article does, not what the field does.
"""

from __future__ import annotations

from deckgen.metrics.bases.money import converted
from deckgen.model.component import Base, Component, Kind, Scope


def _relation(scope: Scope) -> str:
    money = converted(scope, "r.amount", "r.currency", "s.span")
    months = f"""FROM revenue AS r JOIN spans AS s
  ON r.month <= s.closing_month AND r.month > s.opening_month + s.opening_month - s.closing_month
{money.join}"""
    if not (scope.negative and scope.floor_negative):
        return f"""SELECT s.span, r.customer_id,
  CASE WHEN r.month > s.opening_month THEN {money.amount} ELSE 0 END AS now,
  CASE WHEN r.month <= s.opening_month THEN {money.amount} ELSE 0 END AS before
{months}"""
    # A credit is floored after the products of a customer's month are added up (R8).
    return f"""SELECT f.span, f.customer_id,
  CASE WHEN f.month > f.opening_month THEN f.amount ELSE 0 END AS now,
  CASE WHEN f.month <= f.opening_month THEN f.amount ELSE 0 END AS before
FROM (
SELECT s.span, s.opening_month, r.customer_id, r.month, SUM({money.amount}) AS amount
{months}
GROUP BY s.span, s.opening_month, r.customer_id, r.month
) AS f
WHERE f.amount > 0"""


REVENUE_FLOW = Base(
    "revenue_flow", "a month's revenue of a customer, in or before the period", _relation,
    tables=("revenue",),
)  # fmt: skip

flow_now = Component("flow_now", REVENUE_FLOW, "now", kind=Kind.RECURRING)
flow_before = Component("flow_before", REVENUE_FLOW, "before", kind=Kind.RECURRING)
