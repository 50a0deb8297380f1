"""Upsells as single events, whoever the customer is: one row per span and upsell.

Columns: ``day``, ``amount`` (recurring, at the opening rate; NULL without a rate).

From ``movements``: every expansion except subtype ``fx`` and, unless ``count_price_increase``,
``price_increase``. Without them: who pays more at the closing than at the opening, one event per
customer, dated on the last day of the first loaded month that is higher than the one before.

``min_months`` above 1 asks that the higher amount lasts so many months; see ``held_upsells``.
"""

from __future__ import annotations

from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.metrics.bases.growth_days import dated
from deckgen.metrics.bases.held_upsells import held_growth, held_movements
from deckgen.metrics.bases.money import converted
from deckgen.model.component import Base, Scope


def _relation(scope: Scope) -> str:
    held = scope.integer("min_months") > 1
    if scope.staged.has("movements"):
        counted = _counted(scope)
        return held_movements(scope, counted) if held else _movements(scope, counted)
    grown = held_growth(scope) if held else _growth(scope)
    return dated(scope, grown)


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


UPSELL_EVENTS = Base(
    "upsell_events", "an upsell", _relation,
    options=("zero_is_active", "count_price_increase", "min_months"),
)  # fmt: skip
