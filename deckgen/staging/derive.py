"""Revenue month by month, built from contracts or from movements (metrics.md section 2).

Every customer gets a row for every month from the first one to the last, zeros included;
currencies are kept apart. From contracts the amounts are annual, from movements they are what a
movement's amount is per: nothing is divided.

Without a month to end with, revenue ends in the month of the newest date that the feed knows (a
start, an end, a decision, a movement), dates that were still to come left out: what happened
after an export was made is not known, however long ago that was.
"""

from __future__ import annotations

from deckgen.engine.duckdb import DuckDB
from deckgen.engine.names import FILE, ROW
from deckgen.model.feed import Derivation
from deckgen.staging.rows import FEED


def derived_revenue(
    engine: DuckDB, derivation: Derivation, through: int | None, known_by: int | None = None
) -> str:
    """SQL of the revenue table. ``through`` is the last month number; without one it is that of
    the newest date up to the day number ``known_by``."""
    contracts = derivation is Derivation.CONTRACTS
    steps = _CONTRACT_STEPS if contracts else _MOVEMENT_STEPS
    last = f"CAST({through} AS BIGINT)"
    if through is None:
        limit = "" if known_by is None else f" WHERE day <= {known_by}"
        days = _CONTRACT_DAYS if contracts else "SELECT date AS day FROM movements"
        last = f"(SELECT {month_of('MAX(day)')} FROM ({days}) AS known{limit})"
    return (
        f"WITH steps AS ({steps}),"
        " spans AS (SELECT customer_id, currency, MIN(month) AS first FROM steps GROUP BY ALL),"
        " grid AS (SELECT customer_id, currency,"
        f" unnest(range(first, {last} + 1)) AS month FROM spans),"
        " changes AS (SELECT customer_id, currency, month, SUM(change) AS change FROM steps"
        " GROUP BY ALL)"
        f" SELECT CAST(NULL AS BIGINT) AS {FEED}, CAST(NULL AS BIGINT) AS {FILE},"
        f" CAST(NULL AS BIGINT) AS {ROW}, g.customer_id, g.month, CAST(NULL AS VARCHAR) AS product,"
        " CAST(SUM(coalesce(c.change, 0)) OVER (PARTITION BY g.customer_id, g.currency"
        " ORDER BY g.month) AS BIGINT) AS amount, g.currency"
        " FROM grid AS g LEFT JOIN changes AS c ON c.customer_id = g.customer_id"
        " AND c.currency = g.currency AND c.month = g.month"
        " ORDER BY g.month, g.customer_id, g.currency"
    )


def month_of(day: str) -> str:
    """SQL of the month number of a day number."""
    date = f"(DATE '1970-01-01' + CAST({day} AS INTEGER))"
    return f"(CAST(year({date}) AS BIGINT) * 12 + month({date}) - 1)"


def first_month_end_after(day: str) -> str:
    """SQL of the first month whose last day lies after a day number.

    It is the day's own month, unless the day is the last of it.
    """
    return month_of(f"({day} + 1)")


_END = (
    "CASE WHEN outcome = 'opted_out' AND outcome_date IS NOT NULL"
    " AND (end_date IS NULL OR outcome_date < end_date) THEN outcome_date ELSE end_date END"
)

# In force at the month ends from the one of the start month to the last one not after the end.
_CONTRACT_STEPS = (
    f"WITH terms AS (SELECT customer_id, currency, acv, {month_of('start_date')} AS first,"
    f" {first_month_end_after(f'({_END})')} AS after FROM contracts),"
    " real AS (SELECT * FROM terms WHERE after IS NULL OR after > first)"
    " SELECT customer_id, currency, first AS month, acv AS change FROM real"
    " UNION ALL SELECT customer_id, currency, after, -acv FROM real WHERE after IS NOT NULL"
    " UNION ALL SELECT customer_id, currency, first, 0 FROM terms"
)
_CONTRACT_DAYS = (
    "SELECT start_date AS day FROM contracts UNION ALL SELECT end_date FROM contracts"
    " UNION ALL SELECT outcome_date FROM contracts"
)
_MOVEMENT_STEPS = (
    f"SELECT customer_id, currency, {month_of('date')} AS month, amount AS change FROM movements"
)
