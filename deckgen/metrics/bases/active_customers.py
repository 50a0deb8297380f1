"""Customers at the closing of a period: one row per span and active customer (R4).

With revenue: whoever pays at the closing. Without any revenue table a customer is active if it has
an assignment or a contract in force on the last day, or a health row dated inside the period.

Columns: ``amount``, the recurring revenue at the closing month's own rate (0 without revenue).
"""

from __future__ import annotations

from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.model.component import At, Base, Component, Scope


def _relation(scope: Scope) -> str:
    if not scope.staged.has("revenue"):
        return _seen_elsewhere()
    # Not among `uses`: a base that uses revenue could not do without it. A customer without a
    # rate at the opening is still active, hence the second condition.
    return f"""SELECT paying.span, paying.customer_id, paying.closing_own AS amount
FROM (
{CUSTOMER_PERIOD.relation(scope)}
) AS paying
WHERE paying.is_active = 1 OR paying.closing_own > 0"""


def _seen_elsewhere() -> str:
    in_force = (
        "(f.start_date IS NULL OR f.start_date <= s.last_day) "
        "AND (f.end_date IS NULL OR f.end_date >= s.last_day)"
    )
    return f"""SELECT seen.span, seen.customer_id, 0 AS amount
FROM (
SELECT s.span, f.customer_id FROM assignments AS f JOIN spans AS s ON {in_force}
UNION ALL
SELECT s.span, f.customer_id FROM contracts AS f JOIN spans AS s ON {in_force}
  AND (f.outcome <> 'opted_out' OR f.outcome_date IS NULL OR f.outcome_date >= s.last_day)
UNION ALL
SELECT s.span, f.customer_id FROM health AS f
JOIN spans AS s ON f.date >= s.first_day AND f.date <= s.last_day
) AS seen
WHERE seen.customer_id IS NOT NULL
GROUP BY seen.span, seen.customer_id"""


ACTIVE_CUSTOMERS = Base(
    "active_customers", "a customer active at the closing", _relation,
    options=("zero_is_active",),
)  # fmt: skip

active_customers = Component("active_customers", ACTIVE_CUSTOMERS, at=At.CLOSING)
