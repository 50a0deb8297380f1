"""Accounts per CSM on the last day: one row per span and active customer, and one per idle CSM.

The second kind (``account`` 0, no customer) is there so that a CSM without accounts exists. It has
no segment; a CSM that has accounts in some segment is not idle in the others.
``csm_owners`` has one row per span and active customer with a CSM: ``csm_id``, ``fte``.
Columns: ``account``, ``csm_id`` (NULL for an account without a CSM), ``fte`` in millionths,
``amount`` (closing revenue), ``segment`` (of ``customers``).
"""

from __future__ import annotations

from deckgen.metrics.bases.active_customers import ACTIVE_CUSTOMERS
from deckgen.metrics.bases.csm_books import books, primary_csm
from deckgen.model.component import At, Base, Component, Kind, Need, Scope

_CLOSING_DAYS = """SELECT a.span, a.customer_id, s.last_day AS day
FROM active_customers AS a JOIN spans AS s ON s.span = a.span"""


def _owners(scope: Scope) -> str:
    return primary_csm(scope, _CLOSING_DAYS, in_force=True)


CSM_OWNERS = Base(
    "csm_owners", "an active customer with a CSM on the last day", _owners,
    uses=(ACTIVE_CUSTOMERS,), options=("anonymize_csms",),
)  # fmt: skip


def _relation(scope: Scope) -> str:
    return f"""SELECT a.span, a.customer_id, 1 AS account, p.csm_id, p.fte, a.amount, c.segment
FROM active_customers AS a
LEFT JOIN csm_owners AS p ON p.span = a.span AND p.customer_id = a.customer_id
LEFT JOIN customers AS c ON c.customer_id = a.customer_id
UNION ALL
SELECT s.span, NULL AS customer_id, 0 AS account, b.csm_id, MAX(b.fte) AS fte,
  0 AS amount, NULL AS segment
FROM (
{books(scope)}
) AS b
JOIN spans AS s ON (b.start_date IS NULL OR b.start_date <= s.last_day)
  AND (b.end_date IS NULL OR b.end_date >= s.last_day)
LEFT JOIN (
SELECT o.span, o.csm_id FROM csm_owners AS o GROUP BY o.span, o.csm_id
) AS busy ON busy.span = s.span AND busy.csm_id = b.csm_id
WHERE busy.csm_id IS NULL
GROUP BY s.span, b.csm_id"""


CSM_ACCOUNTS = Base(
    "csm_accounts", "an active customer with its CSM, or a CSM", _relation,
    uses=(ACTIVE_CUSTOMERS, CSM_OWNERS), options=("anonymize_csms",),
)  # fmt: skip

_CSM = ("csm_id",)
_ACCOUNT = "account = 1"
accounts_per_csm = Component(
    "accounts_per_csm", CSM_ACCOUNTS, where=_ACCOUNT, key=_CSM, at=At.CLOSING
)
accounts_by_segment = Component(
    "accounts_by_segment", CSM_ACCOUNTS, where=_ACCOUNT, key=("csm_id", "segment"), at=At.CLOSING
)
csm_rows = Component("csm_rows", CSM_ACCOUNTS, key=_CSM, at=At.CLOSING)
csm_fte = Component("csm_fte", CSM_ACCOUNTS, "fte", key=_CSM, at=At.CLOSING)
revenue_per_csm = Component(
    "revenue_per_csm", CSM_ACCOUNTS, "amount", _ACCOUNT, key=_CSM, at=At.CLOSING,
    kind=Kind.RECURRING, needs=frozenset({Need.CLOSING}),
)  # fmt: skip
