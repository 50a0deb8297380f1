"""Load and losses per CSM: one row per span and opening customer, and one per lost customer.

An opening customer counts for the primary CSM on the opening day. A lost one counts for the CSM at
its churn date, the last day of the last month it paid for: whoever was assigned then, or who was
the last one before. Columns: ``account``, ``churned``, ``csm_id`` (NULL without one), ``opening``.
"""

from __future__ import annotations

from deckgen.metrics.bases.csm_books import primary_csm
from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.model.component import Base, Component, Kind, Need, Scope

_OPENING_DAYS = """SELECT p.span, p.customer_id, s.opening_day AS day
FROM customer_period AS p JOIN spans AS s ON s.span = p.span
WHERE p.was_active = 1"""

# A customer kept by `zero_is_active` may have paid in no month: then the opening day.
_LOSS_DAYS = """SELECT lost.span, lost.customer_id, COALESCE(m.last_day, s.opening_day) AS day
FROM customer_period AS lost
JOIN spans AS s ON s.span = lost.span
LEFT JOIN months AS m ON m.month = lost.last_paid
WHERE lost.was_active = 1 AND lost.is_active = 0"""


def _relation(scope: Scope) -> str:
    return f"""SELECT p.span, p.customer_id, 1 AS account, 0 AS churned, k.csm_id, p.opening
FROM customer_period AS p
LEFT JOIN (
{primary_csm(scope, _OPENING_DAYS, in_force=True)}
) AS k ON k.span = p.span AND k.customer_id = p.customer_id
WHERE p.was_active = 1
UNION ALL
SELECT p.span, p.customer_id, 0 AS account, 1 AS churned, k.csm_id, p.opening
FROM customer_period AS p
LEFT JOIN (
{primary_csm(scope, _LOSS_DAYS, in_force=False)}
) AS k ON k.span = p.span AND k.customer_id = p.customer_id
WHERE p.was_active = 1 AND p.is_active = 0"""


CSM_CHURN = Base(
    "csm_churn", "an opening customer with its CSM, or a lost one with its own", _relation,
    tables=("revenue",), uses=(CUSTOMER_PERIOD,), options=("anonymize_csms",),
)  # fmt: skip

_CSM = ("csm_id",)
_OPENING = frozenset({Need.OPENING})
_BOTH = frozenset({Need.OPENING, Need.CLOSING})
opening_accounts = Component(
    "opening_accounts", CSM_CHURN, where="account = 1", key=_CSM, needs=_OPENING
)
opening_revenue = Component(
    "csm_opening_revenue", CSM_CHURN, "opening", "account = 1", key=_CSM, kind=Kind.RECURRING,
    needs=_OPENING,
)  # fmt: skip
churned_per_csm = Component(
    "churned_per_csm", CSM_CHURN, where="churned = 1", key=_CSM, needs=_BOTH
)
lost_per_csm = Component(
    "lost_per_csm", CSM_CHURN, "opening", "churned = 1", key=_CSM, kind=Kind.RECURRING, needs=_BOTH
)
