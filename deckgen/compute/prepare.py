"""What the bases read besides the canonical tables: spans, months, rates, customers side by side.

``customer_wide`` is the one pass over revenue: a row per customer (and currency, where there are
several) with a column per loaded month of the spans. Everything that follows is small (half the CPU
of joining the snapshots to each other), and no base has to look through revenue again.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from deckgen.engine.protocol import Engine
from deckgen.metrics.bases.customer_period import loaded_months, month_column
from deckgen.model.component import Facts, MoneyTerms, Scope
from deckgen.model.period import Span, day_number, first_of_month, last_of_month
from deckgen.model.quality import Staged
from deckgen.model.request import MoneyRules, Request
from deckgen.model.table import TABLES, minor_digits

RATE_SCALE = 1_000_000
_MONTHS_AROUND = 61
"""How many months before the earliest closing a look-back may reach (five years)."""


def scope_of(engine: Engine, staged: Staged, money: MoneyRules, spans: tuple[Span, ...]) -> Scope:
    """What bases are written for, without the options of any metric."""
    lowest = engine.rows("SELECT MIN(amount) FROM revenue")[0][0]
    return Scope(
        spans=spans,
        staged=staged,
        converted=bool(set(staged.currencies) - {money.currency}),
        negative=isinstance(lowest, int) and lowest < 0,
        floor_negative=money.negative_revenue == "floor",
        floating=money.fx == "floating",
    )


def money_terms(staged: Staged, money: MoneyRules, scope: Scope) -> MoneyTerms:
    """How the stored integers of this run become money."""
    minor = 10 ** minor_digits(money.currency) * (RATE_SCALE if scope.converted else 1)
    unit = 12 if money.revenue_unit == "mrr" else 1
    return MoneyTerms(money.currency, minor, minor, staged.annual_factor, unit)


def prepare(engine: Engine, staged: Staged, request: Request, scope: Scope) -> None:
    """Creates ``spans``, ``months``, ``days``, ``next_months``, ``rates``, ``customer_wide``."""
    _spans(engine, scope.spans)
    _months(engine, scope.spans, staged.loaded_months)
    if scope.converted:
        _rates(engine, scope.spans, request.money, staged.currencies)
    engine.create("customer_wide", customer_wide(scope, staged, request.money.currency))


def _spans(engine: Engine, spans: tuple[Span, ...]) -> None:
    names = (
        "span", "opening_month", "closing_month", "opening_day", "first_day", "last_day",
        "cutoff_day",
    )  # fmt: skip
    rows = [
        (
            span.id, span.opening_month, span.closing_month, span.opening_day, span.first_day,
            span.last_day, span.cutoff_day,
        )
        for span in spans
    ]  # fmt: skip
    engine.insert("spans", [(name, "BIGINT") for name in names], rows)


def _months(engine: Engine, spans: tuple[Span, ...], loaded: tuple[int, ...]) -> None:
    """``months`` turns a month into days, which ``days`` lists; ``next_months`` chains the loaded
    months."""
    low = min([*(span.opening_month for span in spans), *loaded[:1]]) - _MONTHS_AROUND
    high = max([*(span.closing_month for span in spans), *loaded[-1:]]) + 1
    columns = [(name, "BIGINT") for name in ("month", "first_day", "last_day")]
    rows = [
        (month, day_number(first_of_month(month)), day_number(last_of_month(month)))
        for month in range(low, high + 1)
    ]
    engine.insert("months", columns, rows)
    days = ((day,) for day in range(rows[0][1], rows[-1][2] + 1))
    engine.insert("days", [("day", "BIGINT")], days)
    pairs = list(pairwise(loaded))
    engine.insert("next_months", [("previous", "BIGINT"), ("month", "BIGINT")], pairs)


def _rates(
    engine: Engine, spans: tuple[Span, ...], money: MoneyRules, currencies: tuple[str, ...]
) -> None:
    """Rates in millionths of a reporting minor unit per minor unit, at both ends of each span."""
    found = engine.rows("SELECT month, currency, rate FROM fx_rates")
    known = {(month, currency): rate for month, currency, rate in found}
    own_digits = minor_digits(money.currency)

    def rate(month: int, currency: str) -> int | None:
        if currency == money.currency:
            return RATE_SCALE
        value = known.get((month, currency))
        if not isinstance(value, int):
            return None
        return round(Fraction(value) * Fraction(10) ** (own_digits - minor_digits(currency)))

    rows = [
        (span.id, currency, rate(span.opening_month, currency), rate(span.closing_month, currency))
        for span in spans
        for currency in sorted({*currencies, money.currency})
    ]
    columns = [("span", "BIGINT"), ("currency", "VARCHAR")]
    columns += [("opening_rate", "BIGINT"), ("closing_rate", "BIGINT")]
    engine.insert("rates", columns, rows)


def customer_wide(scope: Scope, staged: Staged, currency: str) -> str:
    """The SELECT of ``customer_wide``."""
    ends = {m for span in scope.spans for m in (span.opening_month, span.closing_month)}
    between = {m for span in scope.spans for m in loaded_months(scope, span)}
    months = sorted(ends | between)
    if scope.converted:
        own = f"COALESCE(currency, '{currency}')"
        source = (
            f"(SELECT customer_id, month, {own} AS currency, CAST(SUM(amount) AS BIGINT) AS amount "
            f"FROM revenue GROUP BY customer_id, month, {own}) AS months"
        )
        columns = ", ".join([*map(_amount_of, months), _FIRST_PAID])
        return (
            f"SELECT customer_id, currency, {columns}\n"
            f"FROM {source}\nGROUP BY customer_id, currency"
        )
    return _by_parts(months, staged)


_FIRST_PAID = "MIN(CASE WHEN amount > 0 THEN month END) AS first_paid"
_PART = 13
"""Months that one aggregate puts side by side. Each row of revenue is looked at for the months of
its own part only, and what an engine holds per customer stays small: with all months in one
aggregate, a million customers do not fit into the memory that a run keeps to."""


def _amount_of(month: int) -> str:
    return f"MAX(CASE WHEN month = {month} THEN amount END) AS {month_column(month)}"


def _by_parts(months: list[int], staged: Staged) -> str:
    """Customers beside their months, a part of the months at a time. Unless it is known when
    customers first paid, the first part looks at all months that came before as well."""
    known = staged.one_row_per_month
    chunks = [months[at : at + _PART] for at in range(0, len(months), _PART)]
    wheres = [f"month <= {chunks[0][-1]}"]
    wheres += [f"month > {one[-1]} AND month <= {own[-1]}" for one, own in pairwise(chunks)]
    if known:
        wheres[0] = f"month >= {chunks[0][0]} AND {wheres[0]}"
    columns = ["c.customer_id"]
    joins = []
    for number, (own, where) in enumerate(zip(chunks, wheres, strict=True)):
        columns += [f"p{number}.{month_column(month)}" for month in own]
        inner = ", ".join(["customer_id", *map(_amount_of, own), *([] if known else [_FIRST_PAID])])
        source = f"revenue WHERE {where}"
        if not known:
            source = (
                "(SELECT customer_id, month, CAST(SUM(amount) AS BIGINT) AS amount "
                f"FROM revenue WHERE {where} GROUP BY customer_id, month) AS months"
            )
        joins.append(
            f"LEFT JOIN (\nSELECT {inner}\nFROM {source}\nGROUP BY customer_id\n"
            f") AS p{number} ON p{number}.customer_id = c.customer_id"
        )
    first_paid = _first_of([f"p{number}.first_paid" for number in range(len(chunks))])
    if known:
        first_paid = "f.month"
        joins.append("LEFT JOIN first_payments AS f ON f.customer_id = c.customer_id")
    columns.append(f"{first_paid} AS first_paid")
    listed, joined = ", ".join(columns), "\n".join(joins)
    ids = "(SELECT customer_id FROM customers GROUP BY customer_id) AS c"
    return f"SELECT {listed}\nFROM {ids}\n{joined}"


def _first_of(values: list[str]) -> str:
    """SQL of the first value that is there."""
    return f"COALESCE({', '.join(values)})" if len(values) > 1 else values[0]


def company_facts(
    span: Span, staged: Staged, *, coverage_low: bool, negative: bool, floating: bool
) -> Facts:
    """What is true of the whole company in a span (R9, R10)."""
    loaded = set(staged.loaded_months)
    return Facts(
        opening_loaded=span.opening_month in loaded,
        closing_loaded=span.closing_month in loaded and not span.empty,
        coverage_low=coverage_low,
        negative_floored=negative,
        conflicts=frozenset(table for table, count in staged.conflicts.items() if count),
        duplicates=frozenset(table for table, count in staged.duplicates.items() if count),
        missing=frozenset(_missing(staged)),
        floating=floating,
    )


def _missing(staged: Staged) -> Iterator[str]:
    """Tables nobody maps; and of those that are mapped ``customers.fit`` (a column) and
    ``reasons.upsell`` (a kind of rows), since reasons of churn tell nothing about upsells."""
    for table in TABLES.values():
        if not staged.has(table.name):
            yield table.name
        for column in table.columns:
            if not staged.has(table.name, column.name):
                yield f"{table.name}.{column.name}"
            if column.name == "kind":
                yield from (
                    f"{table.name}.{kind}"
                    for kind in column.codes
                    if staged.lacks_kind(table.name, kind)
                )
