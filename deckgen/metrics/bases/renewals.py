"""The next renewal of every customer, span by span, for tables of accounts: one row per customer.

Columns: for each span ``renewal_N``, the earliest last day among the contracts in force on its last
day, N being the span. One pass over contracts, as :mod:`latest_health` is over health.
"""

from __future__ import annotations

from deckgen.model.component import Base, Scope


def renewal_day(scope: Scope, row: str, renewals: str) -> str:
    """The next renewal as of the span of a row, as SQL; ``renewals`` is joined by customer."""
    cases = " ".join(f"WHEN {one.id} THEN {renewals}.renewal_{one.id}" for one in scope.spans)
    return f"CASE {row}.span {cases} END"


def _relation(scope: Scope) -> str:
    columns = ",\n  ".join(
        f"MIN(CASE WHEN start_date <= {span.last_day} AND end_date >= {span.last_day}"
        f" AND (left_on IS NULL OR left_on > {span.last_day}) THEN end_date END)"
        f" AS renewal_{span.id}"
        for span in scope.spans
    )
    return f"""SELECT customer_id,
  {columns}
FROM (
SELECT customer_id, start_date, end_date,
  CASE WHEN outcome = 'opted_out' THEN outcome_date END AS left_on
FROM contracts
WHERE end_date >= {min(span.last_day for span in scope.spans)}
) AS terms
GROUP BY customer_id"""


RENEWALS = Base("renewals", "a customer with contracts", _relation)
