"""NPS by account: one row per span and customer that answered; answers of nobody are left out.

Columns: ``net`` (promoters minus detractors), ``responses``, ``lowest_score``; in the base that
reads revenue also ``amount``, the closing revenue, and ``renewal_day``. The account's own score is
net / responses, so the pair is the key from which the mean of accounts is exact.
"""

from __future__ import annotations

from deckgen.metrics.bases.answers import ANSWERS
from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.metrics.bases.renewals import RENEWALS, renewal_day
from deckgen.model.component import At, Base, Component, Kind, Need, Scope


def _relation(scope: Scope) -> str:
    latest = " AND place = 1" if scope.options["dedupe"] == "latest_per_respondent" else ""
    return f"""SELECT span, customer_id, COUNT(*) AS responses, MIN(score) AS lowest_score,
  SUM(CASE WHEN score >= 900 THEN 1 WHEN score < 700 THEN -1 ELSE 0 END) AS net
FROM answers
WHERE kind = 'nps' AND valid = 1 AND customer_id IS NOT NULL{latest}
GROUP BY span, customer_id"""


def _with_revenue(scope: Scope) -> str:
    return f"""SELECT n.span, n.customer_id, n.net, n.responses, n.lowest_score,
  p.closing_own AS amount, {renewal_day(scope, "n", "r")} AS renewal_day
FROM nps_accounts AS n
JOIN customer_period AS p ON p.span = n.span AND p.customer_id = n.customer_id
LEFT JOIN renewals AS r ON r.customer_id = n.customer_id
WHERE p.closing_own > 0"""


NPS_ACCOUNTS = Base(
    "nps_accounts", "a customer with NPS answers", _relation,
    tables=("surveys",), uses=(ANSWERS,), options=("dedupe",),
)  # fmt: skip
NPS_PAYING_ACCOUNTS = Base(
    "nps_paying_accounts", "a customer with NPS answers and closing revenue", _with_revenue,
    tables=("surveys", "revenue"), uses=(NPS_ACCOUNTS, CUSTOMER_PERIOD, RENEWALS),
)  # fmt: skip

_PAIR = ("net", "responses")
_CLOSING = frozenset({Need.CLOSING})
nps_accounts = Component("nps_accounts", NPS_ACCOUNTS, key=_PAIR)
nps_paying_accounts = Component(
    "nps_paying_accounts", NPS_PAYING_ACCOUNTS, key=_PAIR, at=At.OPENING, needs=_CLOSING
)
nps_revenue = Component(
    "nps_revenue", NPS_PAYING_ACCOUNTS, "amount", key=_PAIR, kind=Kind.RECURRING, needs=_CLOSING
)
