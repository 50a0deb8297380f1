"""Why customers were upsold: one row per span, upsold customer and reason.

Columns: ``label``, ``value`` (the customer's upsells, per year), ``place`` (1 once per customer).

``upsold_accounts`` has one row per upsold customer instead: ``value``, ``before``, ``events`` and
``day`` of ``upsells``, and the ``reason`` that was noted last.
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


def _accounts(scope: Scope) -> str:
    # Reasons are not among `uses`: who was upsold is known without them.
    return f"""SELECT u.span, u.customer_id, u.value, u.before, u.events, u.day, r.label AS reason
FROM upsells AS u
LEFT JOIN (
SELECT n.span, n.customer_id, n.label,
  ROW_NUMBER() OVER (PARTITION BY n.span, n.customer_id ORDER BY n.day DESC, n.label) AS place
FROM (
{UPSELL_CITATIONS.relation(scope)}
) AS n
) AS r ON r.span = u.span AND r.customer_id = u.customer_id AND r.place = 1"""


UPSOLD_ACCOUNTS = Base(
    "upsold_accounts", "an upsold customer with what a table of upsells shows", _accounts,
    uses=(UPSELLS,),
)  # fmt: skip

_LABEL = ("label",)
upsold_by_reason = Component("upsold_by_reason", UPSELL_REASONS, key=_LABEL)
value_by_reason = Component(
    "value_by_reason", UPSELL_REASONS, "value", key=_LABEL, kind=Kind.ANNUAL
)
upsold_with_reason = Component("upsold_with_reason", UPSELL_REASONS, where="place = 1")
