"""On which day a customer that pays more at the closing began to: for upsells without movements.

The last day of the first loaded month of the span that is higher than the one before it, of those
that ``customer_wide`` holds side by side.
"""

from __future__ import annotations

from itertools import pairwise

from deckgen.metrics.bases.customer_period import loaded_months, month_column
from deckgen.model.component import Scope
from deckgen.model.period import Span, day_number, last_of_month


def dated(scope: Scope, grown: str) -> str:
    """A SELECT of span, customer_id, day, amount from one of span, customer_id, amount.

    Growth of before the span (that the option ``min_months`` let wait) is dated on its opening.
    """
    cases = " ".join(_first_rise(span, loaded_months(scope, span)) for span in scope.spans).strip()
    if not scope.staged.has("contracts") or not cases:
        # A day matters only where there are contracts to be in the middle of.
        return f"""SELECT g.span, g.customer_id, s.last_day AS day, g.amount
FROM (
{grown}
) AS g JOIN spans AS s ON s.span = g.span"""
    return f"""SELECT w.span, w.customer_id, w.amount,
  COALESCE(CASE w.span {cases} END, s.opening_day) AS day
FROM (
{_side_by_side(scope, grown)}
) AS w
JOIN spans AS s ON s.span = w.span"""


def _side_by_side(scope: Scope, grown: str) -> str:
    """Growth with the customer's loaded months, in the reporting currency."""
    months = sorted({month for span in scope.spans for month in loaded_months(scope, span)})
    names = [month_column(month) for month in months]
    if not scope.converted:
        columns = ", ".join(f"COALESCE(m.{name}, 0) AS {name}" for name in names)
        return f"""SELECT g.span, g.customer_id, g.amount, {columns}
FROM (
{grown}
) AS g JOIN customer_wide AS m ON m.customer_id = g.customer_id"""
    columns = ", ".join(f"SUM(COALESCE(m.{name} * fx.opening_rate, 0)) AS {name}" for name in names)
    return f"""SELECT g.span, g.customer_id, g.amount, {columns}
FROM (
{grown}
) AS g JOIN customer_wide AS m ON m.customer_id = g.customer_id
LEFT JOIN rates AS fx ON fx.span = g.span AND fx.currency = m.currency
GROUP BY g.span, g.customer_id, g.amount"""


def _first_rise(span: Span, months: tuple[int, ...]) -> str:
    rises = " ".join(
        f"WHEN w.{month_column(month)} > w.{month_column(before)}"
        f" THEN {day_number(last_of_month(month))}"
        for before, month in pairwise(months)
    )
    return f"WHEN {span.id} THEN CASE {rises} END" if rises else ""
