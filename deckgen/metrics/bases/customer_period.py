"""Customers between two snapshots: one row per span and customer with recurring revenue.

Reads ``customer_wide`` (one row per customer [and currency], one column per month) that the
computation prepares with a single pass over ``revenue``; see ``deckgen.compute.prepare``.

Columns: ``opening`` and ``closing`` at the opening month's rate, ``closing_own`` at the closing
month's own rate, ``cohort_closing`` (what retention counts: ``closing``, or ``closing_own`` while
``fx`` is floating), ``was_active`` and ``is_active`` (R4), ``ever`` (active in a month from opening
to closing), ``last_paid`` (the last loaded month from opening to closing that was paid, NULL if
none), ``paid_before`` (paid in a month up to the opening), ``has_closing`` (has a row in the
closing month, R10), ``negative`` (an amount was floored, R8), ``opening_rate_missing`` and
``closing_rate_missing`` (R7).
"""

from __future__ import annotations

from deckgen.model.component import At, Base, Component, Kind, Need, Scope
from deckgen.model.period import Span


def month_column(month: int) -> str:
    """The column of ``customer_wide`` that holds a month's amount; NULL means no row."""
    return f"m{month}"


def loaded_months(scope: Scope, span: Span) -> tuple[int, ...]:
    """The loaded months from a span's opening to its closing, ascending: each has a column."""
    loaded = scope.staged.loaded_months
    return tuple(m for m in loaded if span.opening_month <= m <= span.closing_month)


def _floored(scope: Scope, amount: str) -> str:
    if scope.negative and scope.floor_negative:
        return f"CASE WHEN {amount} > 0 THEN {amount} ELSE 0 END"
    return f"COALESCE({amount}, 0)"


def _ever(scope: Scope, span: Span) -> str:
    """The condition that a row of ``customer_wide`` was active in a loaded month of the span: it
    paid, or with ``zero_is_active`` had a row (R4), but for a credit that is kept as one (R8)."""
    active = "> 0"
    if scope.flag("zero_is_active"):
        active = ">= 0" if scope.negative and not scope.floor_negative else "IS NOT NULL"
    months = loaded_months(scope, span)
    return " OR ".join(f"{month_column(month)} {active}" for month in months) or "1 = 0"


def _last_paid(scope: Scope, span: Span) -> str:
    months = reversed(loaded_months(scope, span))
    cases = " ".join(f"WHEN {month_column(month)} > 0 THEN {month}" for month in months)
    return f"CASE {cases} END" if cases else "CAST(NULL AS BIGINT)"


def _one_currency(scope: Scope, span: Span) -> str:
    opening, closing = month_column(span.opening_month), month_column(span.closing_month)
    ever = _ever(scope, span)
    return f"""SELECT {span.id} AS span, {span.opening_month} AS opening_month, customer_id,
  {opening} AS o, {closing} AS c, {closing} AS c_own,
  CASE WHEN {ever} THEN 1 ELSE 0 END AS ever, {_last_paid(scope, span)} AS last_paid, first_paid,
  0 AS no_o, 0 AS no_c
FROM customer_wide
WHERE {opening} IS NOT NULL OR {closing} IS NOT NULL OR {ever}"""


def _several_currencies(scope: Scope, span: Span) -> str:
    opening, closing = month_column(span.opening_month), month_column(span.closing_month)
    ever = _ever(scope, span)
    return f"""SELECT {span.id} AS span, {span.opening_month} AS opening_month, w.customer_id,
  SUM(w.{opening} * fx.opening_rate) AS o, SUM(w.{closing} * fx.opening_rate) AS c,
  SUM(w.{closing} * fx.closing_rate) AS c_own,
  MAX(CASE WHEN {ever} THEN 1 ELSE 0 END) AS ever, MAX({_last_paid(scope, span)}) AS last_paid,
  MIN(w.first_paid) AS first_paid,
  MAX(CASE WHEN fx.opening_rate IS NULL AND (w.{opening} <> 0 OR w.{closing} <> 0)
    THEN 1 ELSE 0 END) AS no_o,
  MAX(CASE WHEN fx.closing_rate IS NULL AND w.{closing} <> 0 THEN 1 ELSE 0 END) AS no_c
FROM customer_wide AS w LEFT JOIN rates AS fx ON fx.span = {span.id} AND fx.currency = w.currency
WHERE w.{opening} IS NOT NULL OR w.{closing} IS NOT NULL OR {ever}
GROUP BY w.customer_id"""


def _relation(scope: Scope) -> str:
    one = _several_currencies if scope.converted else _one_currency
    free = scope.flag("zero_is_active")
    snapshots = "\nUNION ALL\n".join(one(scope, span) for span in scope.spans)
    closing = _floored(scope, "c")
    own = _floored(scope, "c_own")
    negative = "CASE WHEN o < 0 OR c < 0 THEN 1 ELSE 0 END" if scope.negative else "0"
    was, now = "o > 0", "c > 0"
    if free and scope.floor_negative:  # a credit is floored to a row of 0
        was, now = "o IS NOT NULL", "c IS NOT NULL"
    elif free:
        was, now = "o >= 0", "c >= 0"
    return f"""SELECT span, customer_id,
  {_floored(scope, "o")} AS opening, {closing} AS closing, {own} AS closing_own,
  {own if scope.floating else closing} AS cohort_closing,
  CASE WHEN {was} THEN 1 ELSE 0 END AS was_active,
  CASE WHEN {now} THEN 1 ELSE 0 END AS is_active,
  ever, last_paid, CASE WHEN first_paid <= opening_month THEN 1 ELSE 0 END AS paid_before,
  CASE WHEN c IS NOT NULL THEN 1 ELSE 0 END AS has_closing,
  {negative} AS negative, no_o AS opening_rate_missing, no_c AS closing_rate_missing
FROM (
{snapshots}
) AS snapshots"""


CUSTOMER_PERIOD = Base(
    "customer_period",
    "a customer with revenue at the opening, at the closing or in between",
    _relation,
    tables=("revenue",),
    options=("zero_is_active",),
    light=True,
)

_OPENING = frozenset({Need.OPENING})
_CLOSING = frozenset({Need.CLOSING})
_BOTH = _OPENING | _CLOSING


def _money(name: str, add: str, where: str, needs: frozenset[Need] = _BOTH) -> Component:
    return Component(name, CUSTOMER_PERIOD, add, where, kind=Kind.RECURRING, needs=needs)


def _customers(name: str, where: str, needs: frozenset[Need] = _BOTH) -> Component:
    return Component(name, CUSTOMER_PERIOD, "1", where, needs=needs)


# Revenue of the opening customers. With `negative_revenue: keep` a customer whose opening is a
# credit is one of them (R8), hence `<> 0`.
opening = _money("opening", "opening", "opening <> 0", _OPENING)
cohort_closing = _money("cohort_closing", "cohort_closing", "opening <> 0")
kept = _money(
    "kept",
    "CASE WHEN closing >= opening THEN opening WHEN closing > 0 THEN closing ELSE 0 END",
    "opening <> 0",
)
gross_lost = _money(
    "gross_lost",
    "CASE WHEN closing > 0 THEN opening - closing ELSE opening END",
    "opening <> 0 AND closing < opening",
)
expansion = _money("expansion", "closing - opening", "opening <> 0 AND closing > opening")
contraction = _money(
    "contraction", "closing - opening", "opening <> 0 AND closing < opening AND is_active = 1"
)
churn = _money("churn", "closing - opening", "opening <> 0 AND closing < opening AND is_active = 0")
fx_effect = _money("fx", "cohort_closing - closing", "opening <> 0")
# At the rate of what the bridge ends with: constant currency, or the closing month's own (R7).
new = _money("new", "cohort_closing", "opening = 0 AND cohort_closing <> 0 AND paid_before = 0")
reactivation = _money(
    "reactivation", "cohort_closing", "opening = 0 AND cohort_closing <> 0 AND paid_before = 1"
)

# Everyone's revenue at a snapshot.
total_opening = _money("total_opening", "opening", "opening <> 0", _OPENING)
total_closing = Component(
    "total_closing", CUSTOMER_PERIOD, "cohort_closing", "cohort_closing <> 0", needs=_CLOSING,
    kind=Kind.RECURRING,
)  # fmt: skip
closing_stock = Component(
    "closing_stock", CUSTOMER_PERIOD, "closing_own", "is_active = 1", at=At.CLOSING,
    kind=Kind.RECURRING, needs=_CLOSING,
)  # fmt: skip

# Logos.
opening_customers = _customers("opening_customers", "was_active = 1", _OPENING)
retained_customers = _customers("retained_customers", "was_active = 1 AND is_active = 1")
lost_customers = _customers("lost_customers", "was_active = 1 AND is_active = 0")
new_customers = _customers("new_customers", "was_active = 0 AND is_active = 1 AND paid_before = 0")
returned_customers = _customers(
    "returned_customers", "was_active = 0 AND is_active = 1 AND paid_before = 1"
)
# Everyone at the closing, by the segment at the opening: a cohort metric counts them there (R14).
customers_at_end = _customers("customers_at_end", "is_active = 1", _CLOSING)
joined_customers = _customers("joined_customers", "was_active = 0 AND ever = 1")
joined_and_left = _customers("joined_and_left", "was_active = 0 AND ever = 1 AND is_active = 0")
ever_customers = _customers("ever_customers", "ever = 1 OR was_active = 1 OR is_active = 1")
lost_revenue = _money("lost_revenue", "opening", "was_active = 1 AND is_active = 0")
closing_customers = Component(
    "closing_customers", CUSTOMER_PERIOD, "1", "is_active = 1", at=At.CLOSING, needs=_CLOSING
)

# Facts about a span, read for the whole company only.
covered_customers = _customers("covered_customers", "was_active = 1 AND has_closing = 1", _OPENING)
negative_customers = _customers("negative_customers", "negative = 1", frozenset())
no_opening_rate = _customers("no_opening_rate", "opening_rate_missing = 1", frozenset())
no_closing_rate = _customers("no_closing_rate", "closing_rate_missing = 1", frozenset())
