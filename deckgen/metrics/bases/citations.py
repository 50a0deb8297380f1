"""Reasons that customers gave: one row per span, customer and label, however often it was noted.

Columns: ``label``, ``day`` (noted last), ``is_primary`` and ``involuntary`` (1 if any of its rows
says so). Which rows belong to a span depends on the kind (R14): an upsell's are dated from the
first day to the cut-off, those of churn up to the cut-off and a product gap's up to the last day,
the latter two not older than the ``lookback_months`` that close with the period. A gap that was
resolved by the last day is none any more.
"""

from __future__ import annotations

from deckgen.model.component import Base, Scope

_LOOKBACK = """JOIN months AS m
  ON m.month = s.closing_month - :lookback_months + 1 AND r.date >= m.first_day"""


def _cited(kind: str, condition: str, join: str = "") -> str:
    return f"""SELECT s.span, r.customer_id, r.label, MAX(r.date) AS day,
  MAX(COALESCE(r.is_primary, 0)) AS is_primary, MAX(COALESCE(r.involuntary, 0)) AS involuntary
FROM reasons AS r
JOIN spans AS s ON {condition}
{join}
WHERE r.kind = '{kind}'
GROUP BY s.span, r.customer_id, r.label"""


def _upsell(scope: Scope) -> str:
    return _cited("upsell", "r.date >= s.first_day AND r.date <= s.cutoff_day")


def _churn(scope: Scope) -> str:
    return _cited("churn", "r.date <= s.cutoff_day", _LOOKBACK)


def _gap(scope: Scope) -> str:
    open_gap = "(r.resolved_on IS NULL OR r.resolved_on > s.last_day)"
    return _cited("product_gap", f"r.date <= s.last_day AND {open_gap}", _LOOKBACK)


UPSELL_CITATIONS = Base(
    "upsell_citations", "a reason a customer gave for an upsell", _upsell, tables=("reasons",)
)
CHURN_CITATIONS = Base(
    "churn_citations", "a reason a customer gave for leaving", _churn,
    tables=("reasons",), options=("lookback_months",),
)  # fmt: skip
GAP_CITATIONS = Base(
    "gap_citations", "a product gap a customer noted", _gap,
    tables=("reasons",), options=("lookback_months",),
)  # fmt: skip
