"""Upsells that lasted: the option ``min_months`` keeps usage spikes out (metrics.md 7.2).

An upsell counts in the period in which it has been held for that many months, so that one of the
last month is not lost but waits for the next period to confirm it.
"""

from __future__ import annotations

from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.metrics.bases.money import converted
from deckgen.model.component import Scope
from deckgen.model.period import Span


def held_movements(scope: Scope, counted: str) -> str:
    """Movements for which ``counted`` holds and after which the customer pays more than before at
    every one of ``min_months`` month ends, the first being that of the movement."""
    money = converted(scope, "k.amount", "k.currency", "k.span")
    later = converted(scope, "v.amount", "v.currency", "s.span")
    return f"""SELECT k.span, k.customer_id, k.day, {money.amount} AS amount
FROM (
SELECT ends.span, ends.customer_id, ends.day, ends.amount, ends.currency, ends.event
FROM (
SELECT s.span, m.customer_id, m.date AS day, m.amount, m.currency, m.event, h.month
FROM (SELECT customer_id, date, type, subtype, amount, currency, ROW_NUMBER() OVER (
  ORDER BY customer_id, date, COALESCE(movement_id, ''), amount) AS event FROM movements) AS m
JOIN months AS b ON b.first_day <= m.date AND b.last_day >= m.date
JOIN spans AS s ON b.month + :min_months - 1 > s.opening_month
  AND b.month + :min_months - 1 <= s.closing_month
JOIN months AS h ON h.month >= b.month AND h.month < b.month + :min_months
JOIN movements AS v ON v.customer_id = m.customer_id AND v.date >= m.date
  AND v.date <= h.last_day {later.join}
WHERE {counted}
GROUP BY s.span, m.customer_id, m.date, m.amount, m.currency, m.event, h.month
HAVING SUM({later.amount}) > 0
) AS ends
GROUP BY ends.span, ends.customer_id, ends.day, ends.amount, ends.currency, ends.event
HAVING COUNT(*) = :min_months
) AS k {money.join}"""


def held_growth(scope: Scope) -> str:
    """Customers whose lowest amount of the ``min_months`` that end with the closing is above the
    lowest of those that end with the opening.

    A month without a row is a month without revenue at the closing; before the opening it may be
    before the customer's first one, and says nothing.
    """
    money = converted(scope, "r.amount", "r.currency", "s.span")
    loaded = "".join(f" WHEN {span.id} THEN {_loaded(scope, span)}" for span in scope.spans)
    return f"""SELECT held.span, held.customer_id, held.closing - held.opening AS amount
FROM (
SELECT ends.span, ends.customer_id,
  MIN(CASE WHEN ends.at_opening = 1 THEN ends.amount END) AS opening,
  CASE WHEN SUM(ends.at_closing) = CASE ends.span{loaded} END
    THEN MIN(CASE WHEN ends.at_closing = 1 THEN ends.amount END) ELSE 0 END AS closing
FROM (
SELECT s.span, r.customer_id, r.month, SUM({money.amount}) AS amount,
  MAX(CASE WHEN r.month <= s.opening_month THEN 1 ELSE 0 END) AS at_opening,
  MAX(CASE WHEN r.month > s.closing_month - :min_months THEN 1 ELSE 0 END) AS at_closing
FROM revenue AS r
JOIN spans AS s ON (r.month > s.opening_month - :min_months AND r.month <= s.opening_month)
  OR (r.month > s.closing_month - :min_months AND r.month <= s.closing_month)
{money.join}
GROUP BY s.span, r.customer_id, r.month
) AS ends
GROUP BY ends.span, ends.customer_id
) AS held
JOIN (
{CUSTOMER_PERIOD.relation(scope)}
) AS p ON p.span = held.span AND p.customer_id = held.customer_id AND p.opening > 0
WHERE held.opening > 0 AND held.closing > held.opening"""


def _loaded(scope: Scope, span: Span) -> int:
    """How many months are loaded of those that must confirm the closing amount."""
    first = span.closing_month - scope.integer("min_months")
    return sum(first < month <= span.closing_month for month in scope.staged.loaded_months)
