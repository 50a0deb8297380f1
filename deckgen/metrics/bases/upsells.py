"""Customers upsold in the period, in the opening base or not: one row per span and customer.

Columns, money per year: ``day`` of the first upsell, ``events``, ``value`` of all of them,
``before`` (the contracts in force on that day, or at the opening where growth is the difference
of two snapshots; else the opening revenue), ``mid_contract`` (one
of them more than ``renewal_window_days`` before the end of the contract in force that ends first;
an open-ended contract never ends), ``was_active``, ``is_active`` and ``ever`` of the customer,
``no_rate`` and ``no_rate_before`` (an amount lacks an exchange rate).
"""

from __future__ import annotations

from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.metrics.bases.money import converted
from deckgen.metrics.bases.upsell_events import UPSELL_EVENTS
from deckgen.model.component import At, Base, Component, Kind, Scope

_NEVER = 10_000_000  # a day that no contract reaches


def _terms(scope: Scope) -> str:
    """The contracts in force on the days of upsells, and what they were worth before.

    Growth between two snapshots is dated on a day on which the customer already pays more, so the
    contracts of that day hold the upsell: what it came on top of is what was in force at the
    opening, from which the growth is counted.
    """
    money = converted(scope, "k.acv", "k.currency", "d.span")
    before = "d.day" if scope.staged.has("movements") else "s.opening_day"
    on_day, on_before = _in_force("d.day"), _in_force(before)
    return f"""SELECT d.span, d.customer_id, d.day,
  SUM(CASE WHEN {on_before} THEN {money.amount} END) AS acv,
  MIN(CASE WHEN {on_day} THEN COALESCE(k.end_date, {_NEVER}) END) AS end_day,
  MAX(CASE WHEN {on_before} AND {money.amount} IS NULL THEN 1 ELSE 0 END) AS no_rate
FROM (SELECT span, customer_id, day FROM upsell_events GROUP BY span, customer_id, day) AS d
JOIN spans AS s ON s.span = d.span
JOIN contracts AS k ON k.customer_id = d.customer_id AND (({on_day}) OR ({on_before}))
{money.join}
GROUP BY d.span, d.customer_id, d.day"""


def _in_force(day: str) -> str:
    return (
        f"k.start_date <= {day} AND (k.end_date IS NULL OR k.end_date >= {day})"
        f" AND (k.outcome <> 'opted_out' OR k.outcome_date IS NULL OR k.outcome_date >= {day})"
    )


UPSELL_TERMS = Base(
    "upsell_terms", "a day on which a customer was upsold under a contract", _terms,
    uses=(UPSELL_EVENTS,),
)  # fmt: skip


def _relation(scope: Scope) -> str:
    year = scope.staged.annual_factor
    # Not among `uses`: without revenue there are still upsells, of customers nobody paid for.
    return f"""SELECT u.span, u.customer_id, u.day, u.events, u.amount * {year} AS value,
  u.mid_contract, u.no_rate, COALESCE(t.no_rate, 0) AS no_rate_before,
  COALESCE(t.acv, p.opening * {year}, 0) AS before,
  COALESCE(p.was_active, 0) AS was_active, COALESCE(p.is_active, 0) AS is_active,
  CASE WHEN p.ever = 1 OR p.was_active = 1 OR p.is_active = 1 THEN 1 ELSE 0 END AS ever
FROM (
SELECT e.span, e.customer_id, MIN(e.day) AS day, COUNT(*) AS events, SUM(e.amount) AS amount,
  MAX(CASE WHEN e.day < x.end_day - :renewal_window_days THEN 1 ELSE 0 END) AS mid_contract,
  MAX(CASE WHEN e.amount IS NULL THEN 1 ELSE 0 END) AS no_rate
FROM upsell_events AS e
LEFT JOIN upsell_terms AS x
  ON x.span = e.span AND x.customer_id = e.customer_id AND x.day = e.day
GROUP BY e.span, e.customer_id
) AS u
LEFT JOIN upsell_terms AS t
  ON t.span = u.span AND t.customer_id = u.customer_id AND t.day = u.day
LEFT JOIN (
{CUSTOMER_PERIOD.relation(scope)}
) AS p ON p.span = u.span AND p.customer_id = u.customer_id"""


UPSELLS = Base(
    "upsells", "a customer with an upsell", _relation,
    uses=(UPSELL_EVENTS, UPSELL_TERMS), options=("zero_is_active", "renewal_window_days"),
)  # fmt: skip


def _customers(name: str, where: str | None = None, at: At = At.OPENING) -> Component:
    return Component(name, UPSELLS, where=where, at=at)


def _value(name: str, add: str, where: str | None = None, key: tuple[str, ...] = ()) -> Component:
    return Component(name, UPSELLS, add, where, key, kind=Kind.ANNUAL)


upsold = _customers("upsold")
upsold_of_opening = _customers("upsold_of_opening", "was_active = 1")
upsold_of_closing = _customers("upsold_of_closing", "is_active = 1", At.CLOSING)
upsold_of_ever = _customers("upsold_of_ever", "ever = 1")
mid_of_opening = _customers("mid_of_opening", "was_active = 1 AND mid_contract = 1")
mid_of_closing = _customers("mid_of_closing", "is_active = 1 AND mid_contract = 1", At.CLOSING)
mid_of_ever = _customers("mid_of_ever", "ever = 1 AND mid_contract = 1")

upsell_count = Component("upsell_count", UPSELLS, "events")
upsell_value = _value("upsell_value", "value")
upsells_by_value = Component("upsells_by_value", UPSELLS, key=("value",))

# Growth in percent, of the customers who had something to grow from.
upsold_on_value = _customers("upsold_on_value", "before > 0")
value_on_before = _value("value_on_before", "value", "before > 0")
value_before = _value("value_before", "before", "before > 0")
upsells_by_growth = Component(
    "upsells_by_growth", UPSELLS, where="before > 0", key=("value", "before")
)

without_rate = Component("without_rate", UPSELLS, "no_rate")
without_rate_before = Component("without_rate_before", UPSELLS, "no_rate_before")
