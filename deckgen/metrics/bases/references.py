"""Customers at the closing and whether they may be named as a reference (one row per span and
active customer).

Columns: ``granted`` (permission given by the last day and not revoked by then), ``kinds`` (its
text, such as ``logo, call``), ``promoter`` (one of its respondents' latest NPS answers within
``lookback_months`` is 9 or 10), ``step`` (1 for a permission of this period, -1 for one revoked in
it), ``amount`` (closing revenue), ``mapped`` (0 when nobody records permissions).
"""

from __future__ import annotations

from deckgen.metrics.bases.active_customers import ACTIVE_CUSTOMERS
from deckgen.metrics.bases.period_days import LOOKBACK_DAYS
from deckgen.model.component import At, Base, Component, Scope

# An answer is its respondent's latest as of a span when the next one comes after the last day.
_PROMOTERS = f"""SELECT w.span, q.customer_id, 1 AS promoter
FROM (
SELECT customer_id, score, responded_at, CASE WHEN respondent_id IS NOT NULL
  THEN LEAD(responded_at) OVER (PARTITION BY respondent_id
    ORDER BY responded_at, score DESC, COALESCE(customer_id, '') DESC) END AS next_day
FROM surveys
WHERE kind = 'nps' AND score >= 0 AND score <= 1000 AND responded_at IS NOT NULL
) AS q
JOIN {LOOKBACK_DAYS} AS w ON w.day = q.responded_at
  AND (q.next_day IS NULL OR q.next_day > w.last_day)
WHERE q.score >= 900
GROUP BY w.span, q.customer_id"""


def _relation(scope: Scope) -> str:
    mapped = int(scope.staged.has("customers", "reference_granted_on"))
    return f"""SELECT a.span, a.customer_id, a.amount, c.reference_kinds AS kinds,
  {mapped} AS mapped, COALESCE(p.promoter, 0) AS promoter,
  CASE WHEN c.reference_granted_on <= s.last_day
    AND (c.reference_revoked_on IS NULL OR c.reference_revoked_on > s.last_day)
    THEN 1 ELSE 0 END AS granted,
  CASE WHEN c.reference_revoked_on >= s.first_day AND c.reference_revoked_on <= s.last_day
    THEN -1
    WHEN c.reference_granted_on >= s.first_day AND c.reference_granted_on <= s.last_day
    THEN 1 ELSE 0 END AS step
FROM active_customers AS a
JOIN spans AS s ON s.span = a.span
LEFT JOIN customers AS c ON c.customer_id = a.customer_id
LEFT JOIN (
{_PROMOTERS}
) AS p ON p.span = a.span AND p.customer_id = a.customer_id"""


REFERENCES = Base(
    "references_at_closing", "a customer active at the closing", _relation,
    tables=("customers",), uses=(ACTIVE_CUSTOMERS,), options=("lookback_months",),
)  # fmt: skip


def _customers(name: str, where: str | None = None, key: tuple[str, ...] = ()) -> Component:
    return Component(name, REFERENCES, where=where, key=key, at=At.CLOSING)


reference_base = _customers("reference_base")
permissions_mapped = Component("permissions_mapped", REFERENCES, "mapped", at=At.CLOSING)
referenceable = _customers("referenceable", "granted = 1")
referenceable_by_kinds = _customers("referenceable_by_kinds", "granted = 1", ("kinds",))
willing = _customers("willing", "granted = 0 AND promoter = 1")
