"""Lost customers and whether they should ever have been sold to: one row per lost customer.

Columns: those of ``churned``; ``bad_tag`` (tagged as a bad fit), ``bad_reason`` (it left for one
of ``bad_fit_reasons``), ``good_tag``, ``tagged_in_time`` (the bad tag is not hindsight: it dates
from before the end of the last month that was paid), ``fit_mapped`` and ``dates_mapped`` (0 when
nobody tags, or dates the tags), ``reason_used`` (1 when any customer at any time left for one of
``bad_fit_reasons``: else the export does not name that reason at all). Where the option ``value``
asks for contracts (else 0), of those in force at the opening: ``contracts`` (how many), ``tcv`` (of
those that say it), ``tcv_days`` (ACV x days of the term, of those that do not; a year without an
end), ``remaining_days`` (ACV x days from the last paid month to the end of the term; none without
an end), ``no_rate``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from deckgen.metrics.bases.churned import CHURNED
from deckgen.metrics.bases.citations import CHURN_CITATIONS
from deckgen.metrics.bases.money import converted
from deckgen.metrics.bases.movement_events import text_literal
from deckgen.model.component import Base, Component, Kind, Scope


def _contracts(scope: Scope) -> str:
    acv = converted(scope, "k.acv", "k.currency", "c.span")
    tcv = converted(scope, "k.tcv", "k.currency", "c.span")
    return f"""SELECT c.span, c.customer_id, COUNT(*) AS contracts,
  SUM(CASE WHEN k.tcv IS NULL THEN 0 ELSE {tcv.amount} END) AS tcv,
  SUM(CASE WHEN k.tcv IS NULL
    THEN {acv.amount} * COALESCE(k.end_date - k.start_date + 1, 365) ELSE 0 END) AS tcv_days,
  SUM(CASE WHEN k.end_date > c.paid_until
    THEN {acv.amount} * (k.end_date - c.paid_until) ELSE 0 END) AS remaining_days,
  MAX(CASE WHEN {acv.amount} IS NULL THEN 1 ELSE 0 END) AS no_rate
FROM churned AS c
JOIN spans AS s ON s.span = c.span
JOIN contracts AS k ON k.customer_id = c.customer_id AND k.start_date <= s.opening_day
  AND (k.end_date IS NULL OR k.end_date >= s.opening_day)
  AND (k.outcome <> 'opted_out' OR k.outcome_date IS NULL OR k.outcome_date >= s.opening_day)
{acv.join}
WHERE c.paid_until IS NOT NULL
GROUP BY c.span, c.customer_id"""


_WORTH = ("contracts", "tcv", "tcv_days", "remaining_days", "no_rate")
_TAGS = "\nLEFT JOIN customers AS t ON t.customer_id = c.customer_id"


def _relation(scope: Scope) -> str:
    reasons = ", ".join(text_literal(one) for one in scope.texts("bad_fit_reasons")) or "NULL"
    tagged = int(scope.staged.has("customers", "fit"))
    dated = int(scope.staged.has("customers", "fit_tagged_on"))
    in_time, joins = "0", ""
    if dated:
        in_time = "CASE WHEN c.fit = 'bad' AND t.fit_tagged_on <= c.paid_until THEN 1 ELSE 0 END"
        joins += _TAGS
    of_contracts = scope.options["value"] != "acv"
    if of_contracts:
        joins += f"""
LEFT JOIN (
{_contracts(scope)}
) AS k ON k.span = c.span AND k.customer_id = c.customer_id"""
    worth = ",\n  ".join(
        f"COALESCE(k.{name}, 0) AS {name}" if of_contracts else f"0 AS {name}" for name in _WORTH
    )
    return f"""SELECT c.span, c.customer_id, c.opening, c.fit, c.reason,
  CASE WHEN c.fit = 'bad' THEN 1 ELSE 0 END AS bad_tag,
  CASE WHEN c.fit = 'good' THEN 1 ELSE 0 END AS good_tag,
  COALESCE(b.bad_reason, 0) AS bad_reason, {in_time} AS tagged_in_time,
  {tagged} AS fit_mapped, {dated} AS dates_mapped,
  CASE WHEN u.times > 0 THEN 1 ELSE 0 END AS reason_used,
  {worth}
FROM churned AS c
JOIN (
SELECT COUNT(*) AS times FROM reasons WHERE kind = 'churn' AND label IN ({reasons})
) AS u ON 1 = 1
LEFT JOIN (
SELECT n.span, n.customer_id, 1 AS bad_reason FROM (
{CHURN_CITATIONS.relation(scope)}
) AS n WHERE n.label IN ({reasons}) GROUP BY n.span, n.customer_id
) AS b ON b.span = c.span AND b.customer_id = c.customer_id{joins}"""


BAD_FITS = Base(
    "bad_fits", "a lost customer and how well it fitted", _relation,
    tables=("revenue",), uses=(CHURNED,), options=("bad_fit_reasons", "value"),
)  # fmt: skip

BAD: dict[str, str] = {
    "either": "(bad_tag = 1 OR bad_reason = 1)",
    "fit_tag": "bad_tag = 1",
    "churn_reason": "bad_reason = 1",
}
"""Who is a bad fit, by method, as a condition on the base."""


@dataclass(frozen=True, slots=True)
class BadFit:
    """The components of one method."""

    customers: Component
    tagged_in_time: Component
    revenue: Component
    good_revenue: Component
    unknown_revenue: Component
    unknown_customers: Component
    with_contract: Component
    tcv: Component
    tcv_days: Component
    remaining_days: Component
    no_rate: Component

    @property
    def all(self) -> tuple[Component, ...]:
        """Every component."""
        return tuple(getattr(self, field.name) for field in fields(self))


def bad_fit(method: str) -> BadFit:
    """What is counted under a method. Raises ``KeyError`` for an unknown one."""
    bad = BAD[method]

    def component(
        name: str, add: str = "1", where: str = bad, kind: Kind = Kind.COUNT
    ) -> Component:
        return Component(f"{method}_{name}", BAD_FITS, add, where, kind=kind)

    good, unknown = f"NOT {bad} AND good_tag = 1", f"NOT {bad} AND good_tag = 0"
    return BadFit(
        customers=component("customers"),
        tagged_in_time=component("tagged_in_time", "tagged_in_time"),
        revenue=component("revenue", "opening", kind=Kind.RECURRING),
        good_revenue=component("good_revenue", "opening", good, Kind.RECURRING),
        unknown_revenue=component("unknown_revenue", "opening", unknown, Kind.RECURRING),
        unknown_customers=component("unknown_customers", "1", unknown),
        with_contract=component("with_contract", "1", f"{bad} AND contracts > 0"),
        tcv=component("tcv", "tcv", kind=Kind.ANNUAL),
        tcv_days=component("tcv_days", "tcv_days", kind=Kind.ANNUAL),
        remaining_days=component("remaining_days", "remaining_days", kind=Kind.ANNUAL),
        no_rate=component("no_rate", "no_rate"),
    )


lost_with_fit_mapped = Component("lost_with_fit_mapped", BAD_FITS, "fit_mapped")
lost_with_reason_used = Component("lost_with_reason_used", BAD_FITS, "reason_used")
lost_with_dated_tags = Component("lost_with_dated_tags", BAD_FITS, "dates_mapped")
