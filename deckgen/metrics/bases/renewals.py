"""The next renewal of every customer, for tables of accounts.

Columns: ``renewal_day``, the earliest last day among the contracts in force on a span's last day.
"""

from __future__ import annotations

from deckgen.model.component import Base, Scope


def _relation(scope: Scope) -> str:
    return """SELECT s.span, k.customer_id, MIN(k.end_date) AS renewal_day
FROM contracts AS k
JOIN spans AS s ON k.start_date <= s.last_day AND k.end_date >= s.last_day
WHERE k.outcome <> 'opted_out' OR k.outcome_date IS NULL OR k.outcome_date > s.last_day
GROUP BY s.span, k.customer_id"""


RENEWALS = Base("renewals", "a customer with a contract that will end", _relation)
