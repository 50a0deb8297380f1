"""The checks of metrics.md section 2 over the staged tables, as findings.

======== ======= =================================================================
code     level   finding
======== ======= =================================================================
data-301 warning rows left out: an unreadable or empty required cell, end before start
data-302 warning unreadable optional cells, taken as empty
data-303 warning words outside a column's list, taken as empty
data-304 warning amounts finer than the currency's smallest unit, rounded
data-305 warning amounts that name another currency than their row
data-306 note    the order of day and month that a column's own values decide
data-307 error   a column written with both decimal signs
data-308 warning ``where`` keeps no row at all
data-311 error   keys with different values (``on_duplicate: error``)
data-312 note    keys with different values, settled by ``on_duplicate``
data-313 note    exact duplicates dropped
data-314 warning dropped duplicates that a column which is not mapped tells apart
data-321 warning customer ids that the customers table does not know
data-322 note    no customers table: ids come from the other tables
data-323 warning circles of parents (``rollup: parent``)
data-331 warning opt-out deadlines outside their contract's term
data-332 warning customers whose months of revenue have gaps
data-333 warning customer-months of revenue outside every contract
data-334 warning customers whose movements do not explain their change of revenue
data-335 warning currencies without an exchange rate in a month of revenue
data-336 note    negative amounts of revenue
======== ======= =================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from deckgen.engine.duckdb import DuckDB
from deckgen.engine.names import literal
from deckgen.errors import Level
from deckgen.model.period import month_label
from deckgen.model.quality import Finding
from deckgen.model.table import minor_digits
from deckgen.staging.derive import first_month_end_after, month_of
from deckgen.staging.rollup import UNKNOWN

CUSTOMER_MONTHS = "staging_customer_months"
FIRST_PAYMENTS = "first_payments"
BITS = 120
"""Months that fit into one number; older ones are not looked at where months are bits."""

_FEW_BITS = 62

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the staged tables when the checks run."""

    provided: Collection[str]
    currency: str
    months: tuple[int, ...]
    currencies: tuple[str, ...]
    derived: bool


def count_customer_months(engine: DuckDB, revenue: str, first: int, last: int) -> None:
    """One row per customer of a revenue relation: rows, distinct months, first and last month, rows
    below zero, the first month that was paid, and ``paid``: bit k says whether the customer paid k
    months before ``last``.

    Months are the bits of one number as long as they fit: one small aggregate, whatever the size,
    and a smaller one where they fit into half of it.
    """
    one = f"CAST(1 AS {'BIGINT' if last - first < _FEW_BITS else 'HUGEINT'})"
    distinct = "COUNT(DISTINCT month)"
    if last - first < BITS:
        distinct = f"bit_count(bit_or({one} << CAST(month - {first} AS INTEGER)))"
    bit = f"{one} << CAST({last} - month AS INTEGER)"
    engine.create(
        CUSTOMER_MONTHS,
        f"SELECT customer_id, COUNT(*) AS row_count, CAST({distinct} AS BIGINT) AS months,"
        " MIN(month) AS first, MAX(month) AS last,"
        " COUNT(CASE WHEN amount < 0 THEN 1 END) AS negative,"
        " MIN(CASE WHEN amount > 0 THEN month END) AS first_paid,"
        f" CAST(coalesce(bit_or(CASE WHEN amount > 0 AND month > {last - BITS} THEN {bit} END), 0)"
        f" AS HUGEINT) AS paid FROM ({revenue}) GROUP BY customer_id",
    )


def keep_first_payments(engine: DuckDB, months: bool) -> bool:
    """Whether no customer has two rows of revenue in one month; ``FIRST_PAYMENTS`` is made if so.

    ``months``: there is revenue at all, counted in ``CUSTOMER_MONTHS``.
    """
    if not months:
        engine.insert(FIRST_PAYMENTS, [("customer_id", "VARCHAR"), ("month", "BIGINT")], [])
        return True
    several = f"SELECT 1 FROM {CUSTOMER_MONTHS} WHERE row_count > months LIMIT 1"
    if engine.rows(several):
        return False
    paid = f"FROM {CUSTOMER_MONTHS} WHERE first_paid IS NOT NULL"
    engine.create(FIRST_PAYMENTS, f"SELECT customer_id, first_paid AS month {paid}")
    return True


def check(engine: DuckDB, facts: Facts) -> list[Finding]:
    """All findings over whole tables, in the order of their codes; reads ``CUSTOMER_MONTHS`` and
    ``UNKNOWN``."""
    checks: list[Callable[[DuckDB, Facts], list[Finding]]] = [
        _unknown_customers,
        _opt_out_deadlines,
        _gaps,
        _outside_contracts,
        _movements,
        _rates,
        _negative,
    ]
    return [finding for one in checks for finding in one(engine, facts)]


def _warn(code: str, table: str, message: str, rows: int, hint: str | None = None) -> Finding:
    return Finding(Level.WARNING, code, table, message, rows, hint=hint)


def _unknown_customers(engine: DuckDB, facts: Facts) -> list[Finding]:
    if "customers" not in facts.provided:
        return [
            Finding(
                Level.NOTE,
                "data-322",
                "customers",
                "no customers table: its ids are those of the other tables",
                hint="map `customers` to have names, segments and fit",
            )
        ]
    left_out = f" WHERE t <> {literal('revenue')}" if facts.derived else ""
    found = engine.rows(
        f"SELECT t, COUNT(*), CAST(SUM(n) AS BIGINT), list_sort(list(customer_id))[:{_EXAMPLES}]"
        f" FROM {UNKNOWN}{left_out} GROUP BY t ORDER BY t"
    )
    if not found:
        return []
    (known,) = engine.rows("SELECT MIN(customer_id) FROM customers")
    findings = []
    for row in found:
        name, count, affected = str(row[0]), int(row[1] or 0), int(row[2] or 0)
        listed: object = row[3]
        examples = [str(one) for one in listed] if isinstance(listed, list) else []
        zeros = _lost_zeros(engine, name)
        relation = CUSTOMER_MONTHS if name == "revenue" else name
        ((of_all,),) = engine.rows(f"SELECT COUNT(DISTINCT customer_id) FROM {relation}")
        if count == of_all and known[0] is not None:
            one = _strangers(name, count, affected, examples[0], str(known[0]))
        else:
            one = _unknown(name, count, affected, examples)
        findings.append(one if zeros is None else replace(one, hint=zeros))
    return findings


def _lost_zeros(engine: DuckDB, table: str) -> str | None:
    """A hint when an unknown id is a known one but for the zeros that it begins with."""
    found = engine.rows(
        f"SELECT u.customer_id, MIN(c.customer_id) FROM {UNKNOWN} AS u JOIN customers AS c"
        " ON ltrim(c.customer_id, '0') = ltrim(u.customer_id, '0')"
        f" WHERE u.t = {literal(table)} GROUP BY u.customer_id ORDER BY u.customer_id LIMIT 1"
    )
    if not found:
        return None
    here, there = found[0]
    return f"{here!r} is {there!r} there: one of the exports has lost its leading zeros"


def _strangers(table: str, ids: int, rows: int, example: str, known: str) -> Finding:
    """Not one id is known: hardly a matter of data, but of the column that was mapped."""
    which = "the only customer id" if ids == 1 else f"none of the {ids:,} customer ids"
    verb = "is not" if ids == 1 else "is"
    return _warn(
        "data-321",
        table,
        f"{which} of {table} {verb} in the customers table:"
        f" {example!r} here, {known!r} there: {_rows(rows)}",
        rows,
        "map a column that holds the same ids in both; as it is, they have no name and no segment",
    )


def _unknown(table: str, ids: int, rows: int, examples: list[str]) -> Finding:
    listed = ", ".join(map(repr, examples))
    noun = "id of" if ids == 1 else "ids of"
    verb = "is" if ids == 1 else "are"
    return _warn(
        "data-321",
        table,
        f"{ids:,} customer {noun} {table} {verb} not in the customers table ({listed}):"
        f" {_rows(rows)}",
        rows,
        "they count as customers without a segment",
    )


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


def _opt_out_deadlines(engine: DuckDB, facts: Facts) -> list[Finding]:
    if "contracts" not in facts.provided:
        return []
    outside = "opt_out_deadline < start_date OR opt_out_deadline > end_date"
    count, example = engine.rows(
        f"SELECT COUNT(*), MIN(contract_id) FROM contracts WHERE {outside}"
    )[0]
    if not count:
        return []
    subject = "1 contract has" if count == 1 else f"{count:,} contracts have"
    message = f"{subject} an opt-out deadline outside the term, such as {example!r}"
    return [_warn("data-331", "contracts", message, int(count))]


def _gaps(engine: DuckDB, facts: Facts) -> list[Finding]:
    if not facts.months or facts.derived:
        return []
    count, example = engine.rows(
        f"SELECT COUNT(*), MIN(customer_id) FROM {CUSTOMER_MONTHS} WHERE last - first + 1 > months"
    )[0]
    if not count:
        return []
    subject = "1 customer has" if count == 1 else f"{count:,} customers have"
    message = f"{subject} gaps in the months of revenue, such as {example!r}"
    hint = "a month without a row counts as left, and the next one as come back"
    return [_warn("data-332", "revenue", message, int(count), hint)]


def _outside_contracts(engine: DuckDB, facts: Facts) -> list[Finding]:
    if "contracts" not in facts.provided or not facts.months or facts.derived:
        return []
    last = facts.months[-1]
    term_end = first_month_end_after("end_date")
    oldest = f"CAST(greatest(-1, least({BITS - 1}, {last} - {month_of('start_date')})) AS INTEGER)"
    newest = f"CAST(least({BITS}, greatest(0, coalesce({last + 1} - {term_end}, 0))) AS INTEGER)"
    count, customers, example = engine.rows(
        f"WITH terms AS (SELECT customer_id, {oldest} AS oldest, {newest} AS newest"
        " FROM contracts WHERE start_date IS NOT NULL), covered AS (SELECT customer_id, bit_or("
        "(CAST(1 AS HUGEINT) << (oldest + 1)) - (CAST(1 AS HUGEINT) << newest)) AS months"
        " FROM terms WHERE oldest >= newest GROUP BY customer_id),"
        " outside AS (SELECT p.customer_id, bit_count("
        "p.paid - (p.paid & coalesce(c.months, 0))) AS months"
        f" FROM {CUSTOMER_MONTHS} AS p LEFT JOIN covered AS c USING (customer_id))"
        " SELECT CAST(SUM(months) AS BIGINT), COUNT(*), MIN(customer_id) FROM outside"
        " WHERE months > 0"
    )[0]
    if not count:
        return []
    months = "1 customer-month" if count == 1 else f"{count:,} customer-months"
    who = "1 customer" if customers == 1 else f"{customers:,} customers"
    message = (
        f"{months} of revenue of {who} {'lies' if count == 1 else 'lie'} outside every contract,"
        f" such as of {example!r}"
    )
    return [_warn("data-333", "revenue", message, int(count))]


def _movements(engine: DuckDB, facts: Facts) -> list[Finding]:
    """Over the loaded months, movements must add up to closing minus opening, per customer."""
    if "movements" not in facts.provided or len(facts.months) < 2 or facts.derived:
        return []
    first, last = facts.months[0], facts.months[-1]
    found = engine.rows(
        "WITH change AS (SELECT customer_id, currency, SUM(CASE"
        f" WHEN month = {last} THEN amount WHEN month = {first} THEN -amount END) AS amount"
        f" FROM revenue WHERE month IN ({first}, {last}) GROUP BY ALL),"
        " moved AS (SELECT customer_id, currency, SUM(amount) AS amount FROM movements"
        f" WHERE {month_of('date')} BETWEEN {first + 1} AND {last} GROUP BY ALL),"
        " differing AS (SELECT customer_id, currency,"
        " coalesce(m.amount, 0) - coalesce(c.amount, 0) AS amount"
        " FROM change AS c FULL JOIN moved AS m USING (customer_id, currency)"
        " WHERE coalesce(m.amount, 0) <> coalesce(c.amount, 0))"
        " SELECT currency, COUNT(*), SUM(amount), MIN(customer_id) FROM differing"
        " GROUP BY currency ORDER BY currency"
    )
    return [
        _unexplained(str(row[0]), int(row[1] or 0), int(row[2] or 0), str(row[3]), first, last)
        for row in found
    ]


def _unexplained(
    currency: str, count: int, total: int, example: str, first: int, last: int
) -> Finding:
    digits = minor_digits(currency)
    amount = f"{'-' if total < 0 else ''}{abs(total) // 10**digits:,}"
    if digits:
        amount += f".{abs(total) % 10**digits:0{digits}d}"
    noun = "customer" if count == 1 else "customers"
    return _warn(
        "data-334",
        "movements",
        f"for {count:,} {noun} the movements do not add up to the change of revenue from"
        f" {month_label(first)} to {month_label(last)}: {amount} {currency} in all,"
        f" such as {example!r}",
        count,
        "metrics of method `movements` differ from those of method `cohort` by this",
    )


def _rates(engine: DuckDB, facts: Facts) -> list[Finding]:
    foreign = [one for one in facts.currencies if one != facts.currency]
    if not foreign or not facts.months:
        return []
    rates = {(row[0], row[1]) for row in engine.rows("SELECT currency, month FROM fx_rates")}
    found = []
    for currency in foreign:
        missing = [month for month in facts.months if (currency, month) not in rates]
        if missing:
            found.append(
                _warn(
                    "data-335",
                    "fx_rates",
                    f"no exchange rate for {currency} in {len(missing)} of {len(facts.months)}"
                    f" months of revenue, such as {month_label(missing[0])}",
                    len(missing),
                    f"map `fx_rates`: units of {facts.currency} for one {currency}, per month",
                )
            )
    return found


def _negative(engine: DuckDB, facts: Facts) -> list[Finding]:
    if not facts.months:
        return []
    count, example = engine.rows(
        "SELECT CAST(SUM(negative) AS BIGINT), MIN(CASE WHEN negative > 0 THEN customer_id END)"
        f" FROM {CUSTOMER_MONTHS}"
    )[0]
    if not count:
        return []
    message = f"{_rows(int(count))} of revenue below zero, such as of {example!r}"
    return [Finding(Level.NOTE, "data-336", "revenue", message, int(count))]
