"""Whether what else the export says about churn agrees with its revenue.

Churn is what revenue says (metrics.md section 2): a customer that pays nothing any more. Exports
often hold other answers: reasons of customers who still pay, a flag in the CRM, losses nobody
explained. None of them changes a number; these findings say how far they differ.

======== ======= =================================================================
data-341 warning churn reasons of customers who paid in every month since
data-342 note    customers lost without a churn reason
data-343 warning churn reasons dated before the customer's first revenue
data-344 warning customers flagged as churned who pay in the last month
data-345 note    customers with several contracts at once, whose amounts are added
======== ======= =================================================================
"""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.engine.duckdb import DuckDB
from deckgen.errors import Level
from deckgen.model.period import day_number, last_of_month, month_label
from deckgen.model.quality import Finding
from deckgen.staging.derive import month_of
from deckgen.staging.quality import BITS, CUSTOMER_MONTHS

_LOOKBACK = 12  # months in which a reason counts for a loss (metrics.md R14)


def churn_findings(
    engine: DuckDB, provided: Mapping[str, frozenset[str]], months: tuple[int, ...], derived: bool
) -> list[Finding]:
    """The findings, in the order of their codes. ``months``: those with revenue, ascending,
    up to the last of which ``CUSTOMER_MONTHS`` was counted."""
    if not months:
        return []
    last = months[-1]
    has_reasons = "reasons" in provided and bool(
        engine.rows("SELECT 1 FROM reasons WHERE kind = 'churn' LIMIT 1")
    )
    has_flag = "churned" in provided.get("customers", frozenset())
    found: list[Finding] = []
    if has_reasons:
        found += _still_paying(engine, last)
        found += _lost_without_reason(engine, months)
        found += _before_first_revenue(engine)
    if has_flag:
        found += _flagged_but_paying(engine, last)
    if derived and "contracts" in provided:
        found += _several_contracts(engine, last)
    return found


def _still_paying(engine: DuckDB, last: int) -> list[Finding]:
    age = f"CAST({last} - {month_of('r.date')} AS INTEGER)"
    since = f"((CAST(1 AS HUGEINT) << ({age} + 1)) - 1)"
    count, customers, example = engine.rows(
        "SELECT COUNT(*), COUNT(DISTINCT r.customer_id), MIN(r.customer_id)"
        f" FROM reasons AS r JOIN {CUSTOMER_MONTHS} AS p USING (customer_id)"
        f" WHERE r.kind = 'churn' AND {month_of('r.date')} >= p.first_paid"
        f" AND {age} BETWEEN 0 AND {BITS - 1} AND (p.paid & {since}) = {since}"
    )[0]
    if not count:
        return []
    verb = "churn reason is" if count == 1 else "churn reasons are"
    noun = "customer" if customers == 1 else "customers"
    message = (
        f"{count:,} {verb} of {customers:,} {noun} who paid in every month since, such as"
        f" {example!r}"
    )
    hint = "churn is counted from revenue: they are not lost, unless a term is still running out"
    return [Finding(Level.WARNING, "data-341", "reasons", message, int(count or 0), hint=hint)]


def _lost_without_reason(engine: DuckDB, months: tuple[int, ...]) -> list[Finding]:
    """A loss is a month without revenue after one with it; a later reason explains it as well. The
    message says since when they are counted: beside a period's number, all losses of the data would
    be read as the period's."""
    first, last = max(months[0], months[-1] - BITS + 1), months[-1]
    losses = "(paid >> 1) - ((paid >> 1) & paid)"
    loss_month = f"{last} - CAST(age AS BIGINT)"
    count, example = engine.rows(
        f"WITH losses AS (SELECT customer_id, unnest(range(0, {BITS})) AS age,"
        f" {losses} AS bits FROM {CUSTOMER_MONTHS} WHERE {losses} <> 0),"
        f" lost AS (SELECT customer_id, {loss_month} AS month FROM losses"
        " WHERE (bits >> CAST(age AS INTEGER)) & 1 = 1)"
        " SELECT COUNT(DISTINCT customer_id), MIN(customer_id) FROM lost WHERE NOT EXISTS"
        " (SELECT 1 FROM reasons AS r WHERE r.customer_id = lost.customer_id AND r.kind = 'churn'"
        f" AND {month_of('r.date')} > lost.month - {_LOOKBACK})"
    )[0]
    if not count:
        return []
    noun = "customer has" if count == 1 else "customers have"
    message = (
        f"{count:,} {noun} been lost since {month_label(first)} without a churn reason, such as"
        f" {example!r}"
    )
    hint = "they are the unknown share of the churn drivers"
    return [Finding(Level.NOTE, "data-342", "reasons", message, int(count), hint=hint)]


def _before_first_revenue(engine: DuckDB) -> list[Finding]:
    count, example = engine.rows(
        "SELECT COUNT(*), MIN(r.customer_id)"
        f" FROM reasons AS r JOIN {CUSTOMER_MONTHS} AS p USING (customer_id)"
        f" WHERE r.kind = 'churn' AND {month_of('r.date')} < p.first_paid"
    )[0]
    if not count:
        return []
    verb = "churn reason is" if count == 1 else "churn reasons are"
    message = (
        f"{count:,} {verb} dated before the first revenue of their customer, such as of {example!r}"
    )
    return [Finding(Level.WARNING, "data-343", "reasons", message, int(count))]


def _flagged_but_paying(engine: DuckDB, last: int) -> list[Finding]:
    flagged, count, example = engine.rows(
        "SELECT COUNT(*), COUNT(CASE WHEN p.paid & 1 = 1 THEN 1 END),"
        " MIN(CASE WHEN p.paid & 1 = 1 THEN c.customer_id END)"
        f" FROM customers AS c LEFT JOIN {CUSTOMER_MONTHS} AS p USING (customer_id)"
        " WHERE c.churned = 1"
    )[0]
    if not count:
        return []
    message = (
        f"{count:,} of {flagged:,} customers flagged as churned pay in {month_label(last)},"
        f" such as {example!r}"
    )
    hint = "churn is counted from revenue: the flag is compared, never counted"
    return [Finding(Level.WARNING, "data-344", "customers", message, int(count), hint=hint)]


def _several_contracts(engine: DuckDB, last: int) -> list[Finding]:
    day = day_number(last_of_month(last))
    count, most = engine.rows(
        "SELECT COUNT(*), MAX(n) FROM (SELECT COUNT(*) AS n FROM contracts"
        f" WHERE start_date <= {day} AND (end_date IS NULL OR end_date >= {day})"
        " GROUP BY customer_id HAVING COUNT(*) > 1)"
    )[0]
    if not count:
        return []
    noun = "customer has" if count == 1 else "customers have"
    message = (
        f"{count:,} {noun} several contracts at once at the end of {month_label(last)}, up to"
        f" {most}; their amounts are added"
    )
    return [Finding(Level.NOTE, "data-345", "contracts", message, int(count))]
