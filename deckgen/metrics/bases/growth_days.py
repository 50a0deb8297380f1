"""On which day a customer that pays more at the closing began to: for upsells without movements.

The last day of the first loaded month of the span that is higher than the one before it. One pass
over revenue puts the loaded months of a span side by side; they are few.
"""

from __future__ import annotations

from deckgen.metrics.bases.money import converted
from deckgen.model.component import Scope
from deckgen.model.period import Span

_PLACES = """SELECT s.span, n.month, ROW_NUMBER() OVER (
  PARTITION BY s.span ORDER BY n.month) AS place
FROM spans AS s
JOIN (SELECT e.month FROM (
  SELECT previous AS month FROM next_months UNION ALL SELECT month FROM next_months
) AS e GROUP BY e.month) AS n ON n.month >= s.opening_month AND n.month <= s.closing_month"""


def dated(scope: Scope, grown: str) -> str:
    """A SELECT of span, customer_id, day, amount from one of span, customer_id, amount.

    Growth of before the span (that the option ``min_months`` let wait) is dated on its opening.
    """
    places = range(1, max((_months(scope, span) for span in scope.spans), default=0) + 1)
    if not scope.staged.has("contracts") or len(places) < 2:
        # A day matters only where there are contracts to be in the middle of.
        return f"""SELECT g.span, g.customer_id, s.last_day AS day, g.amount
FROM (
{grown}
) AS g JOIN spans AS s ON s.span = g.span"""
    money = converted(scope, "r.amount", "r.currency", "g.span")
    amounts = ", ".join(
        f"SUM(CASE WHEN p.place = {place} THEN {money.amount} ELSE 0 END) AS at_{place}"
        for place in places
    )
    rises = " ".join(f"WHEN w.at_{place} > w.at_{place - 1} THEN {place}" for place in places[1:])
    return f"""WITH grown AS (
{grown}
), places AS (
{_PLACES}
)
SELECT f.span, f.customer_id, COALESCE(m.last_day, s.opening_day) AS day, f.amount
FROM (
SELECT w.span, w.customer_id, w.amount, CASE {rises} END AS place
FROM (
SELECT g.span, g.customer_id, g.amount, {amounts}
FROM grown AS g
JOIN revenue AS r ON r.customer_id = g.customer_id
JOIN places AS p ON p.span = g.span AND p.month = r.month {money.join}
GROUP BY g.span, g.customer_id, g.amount
) AS w
) AS f
JOIN spans AS s ON s.span = f.span
LEFT JOIN places AS p ON p.span = f.span AND p.place = f.place
LEFT JOIN months AS m ON m.month = p.month"""


def _months(scope: Scope, span: Span) -> int:
    """How many months of a span are loaded, the opening included."""
    loaded = scope.staged.loaded_months
    return sum(span.opening_month <= month <= span.closing_month for month in loaded)
