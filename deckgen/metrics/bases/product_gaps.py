"""Product gaps of customers that were active in the period: one row per span, customer and gap.

Columns: ``label``, ``is_primary``, ``lost`` (opening revenue, if the customer was lost in the
period), ``at_risk`` (closing revenue at its own month's rate, if it is still here), ``place`` (1
once per customer), ``primary_place`` (1 once per customer with a primary gap).
"""

from __future__ import annotations

from deckgen.metrics.bases.citations import GAP_CITATIONS
from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.model.component import Base, Component, Kind, Need, Scope


def _relation(scope: Scope) -> str:
    place = """ROW_NUMBER() OVER (PARTITION BY p.span, p.customer_id
    ORDER BY c.is_primary DESC, c.day DESC, c.label)"""
    return f"""SELECT p.span, p.customer_id, c.label, c.is_primary,
  CASE WHEN p.is_active = 0 THEN p.opening ELSE 0 END AS lost,
  CASE WHEN p.is_active = 1 THEN p.closing_own ELSE 0 END AS at_risk,
  {place} AS place,
  CASE WHEN c.is_primary = 1 THEN {place} ELSE 0 END AS primary_place
FROM customer_period AS p
JOIN gap_citations AS c ON c.span = p.span AND c.customer_id = p.customer_id
WHERE p.ever = 1 OR p.was_active = 1 OR p.is_active = 1"""


PRODUCT_GAPS = Base(
    "product_gap_customers", "a customer and a product gap it noted", _relation,
    tables=("reasons",), kinds=("reasons.product_gap",), uses=(CUSTOMER_PERIOD, GAP_CITATIONS),
)  # fmt: skip

_LABEL = ("label",)
_CLOSING = frozenset({Need.CLOSING})
_BOTH = _CLOSING | {Need.OPENING}


def _customers(name: str, where: str | None, key: tuple[str, ...] = ()) -> Component:
    return Component(name, PRODUCT_GAPS, where=where, key=key, needs=_BOTH)


def _lost(name: str, where: str | None, key: tuple[str, ...] = ()) -> Component:
    return Component(name, PRODUCT_GAPS, "lost", where, key, kind=Kind.RECURRING, needs=_BOTH)


def _at_risk(name: str, where: str | None, key: tuple[str, ...] = ()) -> Component:
    return Component(name, PRODUCT_GAPS, "at_risk", where, key, kind=Kind.RECURRING, needs=_CLOSING)


gap_customers = _customers("gap_customers", "place = 1")
gap_lost = _lost("gap_lost", "place = 1")
gap_at_risk = _at_risk("gap_at_risk", "place = 1")
customers_by_gap = _customers("customers_by_gap", None, _LABEL)
lost_by_gap = _lost("lost_by_gap", None, _LABEL)
at_risk_by_gap = _at_risk("at_risk_by_gap", None, _LABEL)

_PRIMARY = "is_primary = 1"
primary_gap_customers = _customers("primary_gap_customers", "primary_place = 1")
primary_gap_lost = _lost("primary_gap_lost", "primary_place = 1")
primary_gap_at_risk = _at_risk("primary_gap_at_risk", "primary_place = 1")
customers_by_primary_gap = _customers("customers_by_primary_gap", _PRIMARY, _LABEL)
lost_by_primary_gap = _lost("lost_by_primary_gap", _PRIMARY, _LABEL)
at_risk_by_primary_gap = _at_risk("at_risk_by_primary_gap", _PRIMARY, _LABEL)
