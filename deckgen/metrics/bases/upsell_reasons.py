"""Why customers were upsold: one row per span, upsold customer and reason.

Columns: ``label``, ``value`` (the customer's upsells, per year), ``place`` (1 once per customer).
"""

from __future__ import annotations

from deckgen.metrics.bases.citations import UPSELL_CITATIONS
from deckgen.metrics.bases.upsells import UPSELLS
from deckgen.model.component import Base, Component, Kind, Scope


def _relation(scope: Scope) -> str:
    return """SELECT u.span, u.customer_id, u.value, c.label, ROW_NUMBER() OVER (
  PARTITION BY u.span, u.customer_id ORDER BY c.label) AS place
FROM upsells AS u
JOIN upsell_citations AS c ON c.span = u.span AND c.customer_id = u.customer_id"""


UPSELL_REASONS = Base(
    "upsell_reasons", "an upsold customer and a reason of it", _relation,
    tables=("reasons",), kinds=("reasons.upsell",), uses=(UPSELLS, UPSELL_CITATIONS),
)  # fmt: skip

_LABEL = ("label",)
upsold_by_reason = Component("upsold_by_reason", UPSELL_REASONS, key=_LABEL)
value_by_reason = Component(
    "value_by_reason", UPSELL_REASONS, "value", key=_LABEL, kind=Kind.ANNUAL
)
upsold_with_reason = Component("upsold_with_reason", UPSELL_REASONS, where="place = 1")
