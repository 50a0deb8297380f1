"""How long the customers lost in a period had been customers: one row per span and lost customer.

``tenure`` is the number of whole years at the opening, from ``start_date``, else from the first
month that was paid: 0, 1, or 2 for two and more; NULL where revenue does not reach back far enough
to tell.
"""

from __future__ import annotations

from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.model.component import Base, Component, Need, Scope
from deckgen.model.period import day_number, last_of_month

_YEAR = 12


def _relation(scope: Scope) -> str:
    loaded = scope.staged.loaded_months
    earliest = loaded[0] if loaded else 0

    def first_day(months: int) -> str:
        """The first day of the month so many months before the opening's next, by span."""
        whens = (
            f"WHEN {span.id} THEN {day_number(last_of_month(span.opening_month - months)) + 1}"
            for span in scope.spans
        )
        return f"CASE p.span {' '.join(whens)} END"

    opening = " ".join(f"WHEN {span.id} THEN {span.opening_month}" for span in scope.spans)
    since = f"CASE p.span {opening} END - f.first_paid"
    return f"""SELECT p.span, p.customer_id,
  CASE WHEN c.start_date >= {first_day(_YEAR)} THEN 0
    WHEN c.start_date >= {first_day(2 * _YEAR)} THEN 1
    WHEN c.start_date IS NOT NULL THEN 2
    WHEN {since} >= {2 * _YEAR} THEN 2
    WHEN f.first_paid = {earliest} THEN NULL
    WHEN {since} >= {_YEAR} THEN 1
    WHEN {since} >= 0 THEN 0 END AS tenure
FROM customer_period AS p
LEFT JOIN (SELECT customer_id, MIN(first_paid) AS first_paid FROM customer_wide
GROUP BY customer_id) AS f ON f.customer_id = p.customer_id
LEFT JOIN customers AS c ON c.customer_id = p.customer_id
WHERE p.was_active = 1 AND p.is_active = 0"""


TENURES = Base(
    "tenures", "a customer lost in the period, and for how long it was one", _relation,
    tables=("revenue",), uses=(CUSTOMER_PERIOD,),
)  # fmt: skip

lost_by_tenure = Component(
    "lost_by_tenure", TENURES, key=("tenure",), needs=frozenset({Need.OPENING, Need.CLOSING})
)
