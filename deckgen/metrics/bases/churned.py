"""Customers lost in the period (there at the opening, gone at the closing): one row each.

Columns: ``opening`` (revenue at the opening), ``fit`` (as tagged now), ``reason`` (of leaving: the
primary one, else the one noted last), ``involuntary`` (one of the reasons is), ``reasons``
(how many), ``paid_until`` (the last day of the last loaded month that it paid, NULL if none).

``churn_reasons`` has one row per lost customer and reason instead: ``label``, ``opening``,
``involuntary``, ``place`` (1 once per customer), ``primary_place`` (1 for the one primary reason).

``losses`` has one row per opening customer that pays less at the closing, or nothing: ``lost``,
and the ``reason`` of leaving, which is ``Downgraded`` of those that stay.
"""

from __future__ import annotations

from deckgen.metrics.bases.citations import CHURN_CITATIONS
from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.model.component import Base, Component, Kind, Scope


def _by_reason(scope: Scope) -> str:
    # The primary reason is one, even where several rows claim to be: the latest of them.
    return """SELECT p.span, p.customer_id, p.opening, c.label, c.is_primary, c.involuntary,
  ROW_NUMBER() OVER (PARTITION BY p.span, p.customer_id
    ORDER BY c.is_primary DESC, c.day DESC, c.label) AS place,
  CASE WHEN c.is_primary = 1 THEN ROW_NUMBER() OVER (PARTITION BY p.span, p.customer_id
    ORDER BY c.is_primary DESC, c.day DESC, c.label) ELSE 0 END AS primary_place
FROM customer_period AS p
JOIN churn_citations AS c ON c.span = p.span AND c.customer_id = p.customer_id
WHERE p.was_active = 1 AND p.is_active = 0"""


CHURN_REASONS = Base(
    "churn_reasons", "a lost customer and a reason it gave", _by_reason,
    tables=("reasons",), kinds=("reasons.churn",), uses=(CUSTOMER_PERIOD, CHURN_CITATIONS),
)  # fmt: skip


def _relation(scope: Scope) -> str:
    # Reasons are not among `uses`: who left is known without them.
    return f"""SELECT p.span, p.customer_id, p.opening, c.fit, r.reason,
  COALESCE(r.involuntary, 0) AS involuntary, COALESCE(r.reasons, 0) AS reasons,
  m.last_day AS paid_until
FROM customer_period AS p
LEFT JOIN months AS m ON m.month = p.last_paid
LEFT JOIN customers AS c ON c.customer_id = p.customer_id
LEFT JOIN (
SELECT ranked.span, ranked.customer_id, MAX(ranked.involuntary) AS involuntary,
  COUNT(*) AS reasons, MAX(CASE WHEN ranked.place = 1 THEN ranked.label END) AS reason
FROM (
SELECT n.span, n.customer_id, n.label, n.involuntary, ROW_NUMBER() OVER (
  PARTITION BY n.span, n.customer_id ORDER BY n.is_primary DESC, n.day DESC, n.label) AS place
FROM (
{CHURN_CITATIONS.relation(scope)}
) AS n
) AS ranked
GROUP BY ranked.span, ranked.customer_id
) AS r ON r.span = p.span AND r.customer_id = p.customer_id
WHERE p.was_active = 1 AND p.is_active = 0"""


CHURNED = Base(
    "churned", "a customer lost in the period", _relation,
    tables=("revenue",), uses=(CUSTOMER_PERIOD,), options=("lookback_months",),
)  # fmt: skip


def _less(scope: Scope) -> str:
    return """SELECT p.span, p.customer_id, p.opening - p.closing AS lost,
  CASE WHEN p.is_active = 1 THEN 'Downgraded' ELSE c.reason END AS reason
FROM customer_period AS p
LEFT JOIN churned AS c ON c.span = p.span AND c.customer_id = p.customer_id
WHERE p.opening <> 0 AND p.closing < p.opening"""


LOSSES = Base(
    "losses", "an opening customer that pays less at the closing", _less,
    uses=(CUSTOMER_PERIOD, CHURNED),
)  # fmt: skip

_LABEL = ("label",)
_PRIMARY = "primary_place = 1"


def _customers(name: str, where: str | None = None, key: tuple[str, ...] = ()) -> Component:
    return Component(name, CHURN_REASONS, where=where, key=key)


def _revenue(name: str, where: str | None = None, key: tuple[str, ...] = ()) -> Component:
    return Component(name, CHURN_REASONS, "opening", where, key, kind=Kind.RECURRING)


churned_by_reason = _customers("churned_by_reason", key=_LABEL)
churned_by_primary = _customers("churned_by_primary", _PRIMARY, _LABEL)
churned_with_reason = _customers("churned_with_reason", "place = 1")
churned_with_primary = _customers("churned_with_primary", _PRIMARY)
churned_revenue_by_reason = _revenue("churned_revenue_by_reason", key=_LABEL)
churned_revenue_by_primary = _revenue("churned_revenue_by_primary", _PRIMARY, _LABEL)
churned_revenue_with_reason = _revenue("churned_revenue_with_reason", "place = 1")

churned_involuntarily = Component("churned_involuntarily", CHURNED, "involuntary")
