"""Changes of recurring revenue as single events (R5): one row per span and event.

From the ``movements`` table, or without one from the differences between consecutive loaded
months, dated on the month's last day. Columns: ``day``, ``type``, ``subtype``, ``amount`` (signed,
at the opening rate), ``was_active`` and ``opening`` of the customer, ``excluded`` (its subtype is
one of ``exclude_subtypes``), ``event`` (its id, or the month).
"""

from __future__ import annotations

from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.metrics.bases.money import converted
from deckgen.model.component import Base, Component, Kind, Need, Scope


def text_literal(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def _excluded(scope: Scope, subtype: str) -> str:
    names = scope.texts("exclude_subtypes")
    if not names:
        return "0"
    listed = ", ".join(text_literal(name) for name in names)
    return f"CASE WHEN {subtype} IN ({listed}) THEN 1 ELSE 0 END"


def events(scope: Scope) -> str:
    """A SELECT of every event of every span, whoever the customer is."""
    if scope.staged.has("movements"):
        money = converted(scope, "m.amount", "m.currency", "s.span")
        return f"""SELECT s.span, m.customer_id, m.date AS day, m.type, m.subtype,
  {money.amount} AS amount, m.movement_id AS event, {_excluded(scope, "m.subtype")} AS excluded
FROM movements AS m
JOIN spans AS s ON m.date >= s.first_day AND m.date <= s.last_day {money.join}"""
    return _differences(scope)


def _differences(scope: Scope) -> str:
    """Consecutive loaded months compared: a month counts plus, the one before it minus.

    Every amount is taken at the span's opening rate, so that exchange rates move nothing.
    """
    money = converted(scope, "r.amount", "r.currency", "s.span")
    months = f"""SELECT s.span, r.customer_id, r.month, {money.amount} AS now, 0 AS before
FROM revenue AS r JOIN spans AS s ON r.month > s.opening_month AND r.month <= s.closing_month
{money.join}
UNION ALL
SELECT s.span, r.customer_id, n.month, 0 AS now, {money.amount} AS before
FROM revenue AS r JOIN next_months AS n ON n.previous = r.month
JOIN spans AS s ON n.month > s.opening_month AND n.month <= s.closing_month {money.join}"""
    floor_now, floor_before = "SUM(now)", "SUM(before)"
    if scope.negative and scope.floor_negative:
        floor_now = "CASE WHEN SUM(now) > 0 THEN SUM(now) ELSE 0 END"
        floor_before = "CASE WHEN SUM(before) > 0 THEN SUM(before) ELSE 0 END"
    return f"""SELECT d.span, d.customer_id, e.last_day AS day,
  CASE WHEN d.before = 0 AND p.first_paid < d.month THEN 'reactivation'
    WHEN d.before = 0 THEN 'new' WHEN d.now = 0 THEN 'churn'
    WHEN d.now > d.before THEN 'expansion' ELSE 'contraction' END AS type,
  NULL AS subtype, d.now - d.before AS amount, CAST(d.month AS VARCHAR) AS event, 0 AS excluded
FROM (SELECT span, customer_id, month, {floor_now} AS now, {floor_before} AS before
  FROM (
{months}
  ) AS months GROUP BY span, customer_id, month) AS d
JOIN months AS e ON e.month = d.month
JOIN (SELECT customer_id, MIN(first_paid) AS first_paid FROM customer_wide GROUP BY customer_id)
  AS p ON p.customer_id = d.customer_id
WHERE d.now <> d.before"""


def _of_the_base(scope: Scope) -> str:
    return f"""SELECT e.span, e.customer_id, e.day, e.type, e.subtype, e.amount, e.event,
  e.excluded, COALESCE(c.opening, 0) AS opening, COALESCE(c.was_active, 0) AS was_active
FROM (
{events(scope)}
) AS e
LEFT JOIN customer_period AS c ON c.span = e.span AND c.customer_id = e.customer_id"""


MOVEMENT_EVENTS = Base(
    "movement_events",
    "a change of a customer's recurring revenue",
    _of_the_base,
    tables=("revenue",),
    uses=(CUSTOMER_PERIOD,),
    options=("exclude_subtypes",),
)
ALL_MOVEMENTS = Base(
    "all_movements",
    "a change of a customer's recurring revenue, whoever the customer is",
    events,
    tables=("movements",),
    options=("exclude_subtypes",),
)

_OPENING = frozenset({Need.OPENING})


def _event(name: str, where: str, base: Base = MOVEMENT_EVENTS, sign: str = "") -> Component:
    return Component(
        name, base, f"{sign}amount", where, kind=Kind.RECURRING,
        needs=_OPENING if base is MOVEMENT_EVENTS else frozenset(),
    )  # fmt: skip


_COUNTED = "excluded = 0 AND type IN ('expansion', 'contraction', 'churn', 'reactivation')"
_LOST = "excluded = 0 AND type IN ('contraction', 'churn')"

event_change = _event("event_change", f"opening <> 0 AND {_COUNTED}")
event_expansion = _event("event_expansion", "opening <> 0 AND excluded = 0 AND type = 'expansion'")
event_lost = _event("event_lost", f"opening <> 0 AND {_LOST}", sign="0 - ")
event_reactivation = _event(
    "event_reactivation", "opening = 0 AND excluded = 0 AND type = 'reactivation'"
)
churn_events = Component(
    "churn_events", MOVEMENT_EVENTS, "1", "was_active = 1 AND excluded = 0 AND type = 'churn'",
    needs=_OPENING,
)  # fmt: skip

# With a base given as counts, every event of the period is taken (R5).
all_change = _event("all_change", _COUNTED, ALL_MOVEMENTS)
all_expansion = _event("all_expansion", "excluded = 0 AND type = 'expansion'", ALL_MOVEMENTS)
all_lost = _event("all_lost", _LOST, ALL_MOVEMENTS, "0 - ")
