"""Why accounts are at risk: one row per span, active customer and risk label.

Reasons of kind ``risk`` noted by the last day, not resolved by then, and not older than the
``lookback_months`` that close with the period. Columns: ``label``, the day ``noted``, and those of
``health_at_end`` that say whether the customer is at risk.
"""

from __future__ import annotations

from deckgen.metrics.bases.csm_accounts import CSM_OWNERS
from deckgen.metrics.bases.health_at_end import AT_RISK, HEALTH_AT_END
from deckgen.metrics.bases.renewals import RENEWALS, renewal_day
from deckgen.model.component import At, Base, Component, Scope


def _relation(scope: Scope) -> str:
    risks = ", ".join(f"h.{column}" for column in AT_RISK.values())
    return f"""SELECT h.span, h.customer_id, w.label, w.noted, {risks}
FROM health_at_end AS h
JOIN (
SELECT s.span, r.customer_id, r.label, MAX(r.date) AS noted
FROM reasons AS r
JOIN spans AS s ON r.date <= s.last_day
  AND (r.resolved_on IS NULL OR r.resolved_on > s.last_day)
JOIN months AS m ON m.month = s.closing_month - :lookback_months + 1 AND r.date >= m.first_day
WHERE r.kind = 'risk'
GROUP BY s.span, r.customer_id, r.label
) AS w ON w.span = h.span AND w.customer_id = h.customer_id"""


RISK_REASONS = Base(
    "risk_reasons", "a risk label of an active customer", _relation,
    tables=("reasons",), kinds=("reasons.risk",), uses=(HEALTH_AT_END,),
    options=("lookback_months",),
)  # fmt: skip

reasons_at_risk = {
    method: Component(
        f"reasons_at_risk_{method}", RISK_REASONS, where=f"{column} = 1", key=("label",),
        at=At.CLOSING,
    )
    for method, column in AT_RISK.items()
}  # fmt: skip


def _accounts(scope: Scope) -> str:
    risks = ", ".join(f"h.{column}" for column in AT_RISK.values())
    return f"""SELECT h.span, h.customer_id, h.amount, h.score, h.previous_score, h.band,
  {renewal_day(scope, "h", "n")} AS renewal_day, k.csm_id AS owner, w.label AS reason, {risks}
FROM health_at_end AS h
LEFT JOIN renewals AS n ON n.customer_id = h.customer_id
LEFT JOIN csm_owners AS k ON k.span = h.span AND k.customer_id = h.customer_id
LEFT JOIN (
SELECT span, customer_id, label,
  ROW_NUMBER() OVER (PARTITION BY span, customer_id ORDER BY noted DESC, label) AS place
FROM risk_reasons
) AS w ON w.span = h.span AND w.customer_id = h.customer_id AND w.place = 1"""


RISK_ACCOUNTS = Base(
    "risk_accounts", "an active customer with what a table of accounts at risk shows", _accounts,
    uses=(HEALTH_AT_END, RISK_REASONS, RENEWALS, CSM_OWNERS),
)  # fmt: skip
