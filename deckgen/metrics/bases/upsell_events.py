"""Upsells as single events, whoever the customer is: one row per span and upsell.

Columns: ``day``, ``amount`` (recurring, at the opening rate; NULL without a rate).

From ``movements``: every expansion except subtype ``fx`` and, unless ``count_price_increase``,
``price_increase``. Without them: who pays more at the closing than at the opening, one event per
customer, dated on the last day of the first loaded month that is higher than the one before.

``min_months`` above 1 asks that the higher amount lasts so many months; see ``held_upsells``.
"""

from __future__ import annotations

from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.metrics.bases.held_upsells import held_growth, held_movements
from deckgen.metrics.bases.money import converted
from deckgen.model.component import Base, Scope


def _relation(scope: Scope) -> str:
    held = scope.integer("min_months") > 1
    if scope.staged.has("movements"):
        counted = _counted(scope)
        return held_movements(scope, counted) if held else _movements(scope, counted)
    grown = held_growth(scope) if held else _growth(scope)
    return _dated(scope, grown)


def _counted(scope: Scope) -> str:
    """Which movements are upsells."""
    left_out = "'fx'" if scope.flag("count_price_increase") else "'fx', 'price_increase'"
    return f"m.type = 'expansion' AND (m.subtype IS NULL OR NOT m.subtype IN ({left_out}))"


def _movements(scope: Scope, counted: str) -> str:
    money = converted(scope, "m.amount", "m.currency", "s.span")
    return f"""SELECT s.span, m.customer_id, m.date AS day, {money.amount} AS amount
FROM movements AS m
JOIN spans AS s ON m.date >= s.first_day AND m.date <= s.last_day {money.join}
WHERE {counted}"""


def _growth(scope: Scope) -> str:
    return f"""SELECT p.span, p.customer_id, p.closing - p.opening AS amount
FROM (
{CUSTOMER_PERIOD.relation(scope)}
) AS p
WHERE p.opening > 0 AND p.closing > p.opening"""


def _dated(scope: Scope, grown: str) -> str:
    """Growth with its day, which matters only where there are contracts to be in the middle of."""
    if not scope.staged.has("contracts"):
        return f"""SELECT g.span, g.customer_id, s.last_day AS day, g.amount
FROM (
{grown}
) AS g JOIN spans AS s ON s.span = g.span"""
    money = converted(scope, "r.amount", "r.currency", "g.span")
    inside = "n.month > s.opening_month AND n.month <= s.closing_month"
    return f"""WITH grown AS (
{grown}
)
SELECT g.span, g.customer_id, COALESCE(e.last_day, s.opening_day) AS day, g.amount
FROM grown AS g JOIN spans AS s ON s.span = g.span
LEFT JOIN (
SELECT steps.span, steps.customer_id, MIN(steps.month) AS month FROM (
SELECT sides.span, sides.customer_id, sides.month, SUM(sides.now) AS now,
  SUM(sides.before) AS before
FROM (
SELECT g.span, g.customer_id, r.month, {money.amount} AS now, 0 AS before
FROM grown AS g JOIN spans AS s ON s.span = g.span
JOIN revenue AS r ON r.customer_id = g.customer_id AND r.month > s.opening_month
  AND r.month <= s.closing_month {money.join}
UNION ALL
SELECT g.span, g.customer_id, n.month, 0 AS now, {money.amount} AS before
FROM grown AS g JOIN spans AS s ON s.span = g.span
JOIN next_months AS n ON {inside}
JOIN revenue AS r ON r.customer_id = g.customer_id AND r.month = n.previous {money.join}
) AS sides GROUP BY sides.span, sides.customer_id, sides.month
) AS steps WHERE steps.now > steps.before GROUP BY steps.span, steps.customer_id
) AS rise ON rise.span = g.span AND rise.customer_id = g.customer_id
LEFT JOIN months AS e ON e.month = rise.month"""


UPSELL_EVENTS = Base(
    "upsell_events", "an upsell", _relation,
    options=("zero_is_active", "count_price_increase", "min_months"),
)  # fmt: skip
