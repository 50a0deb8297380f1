"""Canonical tables straight from Python rows, for tests of what lies behind staging.

This is a second, deliberately simple way to fill the tables (no files, no casting in SQL), so that
tests of the computation do not depend on staging and staging can be tested against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from deckgen.engine.protocol import Engine
from deckgen.model.period import day_number
from deckgen.model.quality import Staged
from deckgen.model.table import TABLES, Column, ColumnType, Table, minor_digits

Row = Mapping[str, Any]


def stored(column: Column, value: Any, currency: str) -> int | str | None:
    """A Python value as the canonical table stores it."""
    if value is None:
        return column.default
    match column.type:
        case ColumnType.TEXT | ColumnType.CODE:
            return str(value)
        case ColumnType.DAY:
            return day_number(as_date(value))
        case ColumnType.MONTH:
            year, month = str(value)[:7].split("-")
            return int(year) * 12 + int(month) - 1
        case ColumnType.MONEY:
            return _scaled(value, 10 ** minor_digits(currency))
        case ColumnType.SCORE:
            return _scaled(value, 100)
        case ColumnType.FACTOR:
            return _scaled(value, 1_000_000)
        case ColumnType.FLAG:
            return int(bool(value))
        case ColumnType.NUMBER:
            return int(value)


def as_date(value: Any) -> date:
    """A YAML date, or a text of one."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def _scaled(value: Any, factor: int) -> int:
    return int((Decimal(str(value)) * factor).to_integral_value(ROUND_HALF_UP))


def fill(
    engine: Engine,
    tables: Mapping[str, Iterable[Row]],
    *,
    currency: str = "USD",
    revenue_unit: str = "mrr",
    rollup: str = "none",
    derive: str | None = None,
    through: int | None = None,
) -> Staged:
    """Puts rows into canonical tables. Exact duplicates are dropped, conflicting keys counted."""
    provided: dict[str, frozenset[str]] = {}
    extras: dict[str, tuple[str, ...]] = {}
    duplicates: dict[str, int] = {}
    conflicts: dict[str, int] = {}
    kept: dict[str, list[dict[str, Any]]] = {}
    for name, table in TABLES.items():
        rows = [dict(row) for row in tables.get(name, ())]
        columns = list(dict.fromkeys(key for row in rows for key in row))
        if rows:
            provided[name] = frozenset(columns)
        extras[name] = tuple(column for column in columns if table.column(column) is None)
        kept[name] = _stored_rows(table, rows, extras[name], currency)
        unique = _without_duplicates(table, kept[name])
        duplicates[name] = len(kept[name]) - len(unique)
        conflicts[name] = _conflicts(table, unique)
        kept[name] = unique
    if derive and not kept["revenue"]:
        kept["revenue"] = _derived(kept, derive, through)
        provided["revenue"] = frozenset({"customer_id", "month", "amount"})
    if rollup == "parent":
        _roll_up(kept)
    ids = {row["customer_id"] for rows in kept.values() for row in rows if "customer_id" in row}
    known = {row["customer_id"] for row in kept["customers"]}
    empty = dict.fromkeys(TABLES["customers"].names)
    kept["customers"] += [{**empty, "customer_id": one} for one in sorted(ids - known - {None})]
    for name, table in TABLES.items():
        names = [*table.names, *extras[name]]
        types = [(column, _physical(table.column(column))) for column in names]
        engine.insert(name, types, [[row.get(column) for column in names] for row in kept[name]])
    months = [row["month"] for row in kept["revenue"]]
    per_month = [(row["customer_id"], row["month"]) for row in kept["revenue"]]
    single = len(per_month) == len(set(per_month))
    if single:
        _add_first_payments(engine, kept["revenue"])
    currencies = {
        row.get("currency") or currency
        for name in ("revenue", "movements", "contracts")
        for row in kept[name]
    }
    annual = 1 if revenue_unit == "arr" or (derive == "contracts") else 12
    return Staged(
        provided=provided,
        extras=extras,
        kinds={
            name: frozenset(row["kind"] for row in kept[name])
            for name in ("reasons", "surveys")
            if name in provided
        },
        conflicts={name: count for name, count in conflicts.items() if count},
        duplicates={name: count for name, count in duplicates.items() if count},
        currencies=tuple(sorted(currencies)),
        loaded_months=tuple(sorted(set(months))),
        one_row_per_month=single,
        annual_factor=annual,
        revenue_derived_from=derive,
    )


def _physical(column: Column | None) -> str:
    return "VARCHAR" if column is None or column.type.is_text else "BIGINT"


def _stored_rows(
    table: Table, rows: list[dict[str, Any]], extras: tuple[str, ...], currency: str
) -> list[dict[str, Any]]:
    result = []
    for row in rows:
        own = str(row.get("currency") or currency)
        line: dict[str, Any] = {
            column.name: stored(column, row.get(column.name), own) for column in table.columns
        }
        if "currency" in line:
            line["currency"] = own
        line.update({name: None if row.get(name) is None else str(row[name]) for name in extras})
        result.append(line)
    return result


def _without_duplicates(table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Exact duplicates, among rows that have a key at all (an answer without an id is its own)."""
    seen: dict[tuple[Any, ...], None] = {}
    unique = []
    for row in rows:
        identity = tuple(row.items())
        keyed = any(row[key] is not None for key in table.keys)
        if keyed and identity in seen:
            continue
        seen[identity] = None
        unique.append(row)
    return unique


def _conflicts(table: Table, rows: list[dict[str, Any]]) -> int:
    keys = [tuple(row[key] for key in table.keys) for row in rows]
    keys = [key for key in keys if any(part is not None for part in key)]
    return len(keys) - len(set(keys))


def _add_first_payments(engine: Engine, revenue: list[dict[str, Any]]) -> None:
    first: dict[str, int] = {}
    for row in revenue:
        if row["amount"] > 0:
            first[row["customer_id"]] = min(row["month"], first.get(row["customer_id"], 10**6))
    types = [("customer_id", "VARCHAR"), ("month", "BIGINT")]
    engine.insert("first_payments", types, sorted(first.items()))


def _derived(
    kept: dict[str, list[dict[str, Any]]], derive: str, through: int | None
) -> list[dict[str, Any]]:
    """Month-end revenue from contracts in force, or from the running sum of movements."""
    assert through is not None
    source = kept["contracts" if derive == "contracts" else "movements"]
    start = "start_date" if derive == "contracts" else "date"
    rows = []
    for customer in sorted({row["customer_id"] for row in source}):
        own = [row for row in source if row["customer_id"] == customer]
        first = min(_month_of(row[start]) for row in own)
        for month in range(first, through + 1):
            last = _last_day(month)
            if derive == "contracts":
                amount = sum(row["acv"] for row in own if _in_force(row, last))
            else:
                amount = sum(row["amount"] for row in own if row["date"] <= last)
            rows.append(
                {
                    "customer_id": customer, "month": month, "product": None, "amount": amount,
                    "currency": own[0]["currency"],
                }
            )  # fmt: skip
    return rows


def _in_force(row: dict[str, Any], day: int) -> bool:
    end = row["outcome_date"] if row["outcome"] == "opted_out" else row["end_date"]
    return bool(row["start_date"] <= day and (end is None or day <= end))


def _month_of(day: int) -> int:
    found = date.fromordinal(day + date(1970, 1, 1).toordinal())
    return found.year * 12 + found.month - 1


def _last_day(month: int) -> int:
    year, index = divmod(month + 1, 12)
    return day_number(date(year, index + 1, 1)) - 1


def _roll_up(kept: dict[str, list[dict[str, Any]]]) -> None:
    parents = {
        row["customer_id"]: row["parent_id"] for row in kept["customers"] if row["parent_id"]
    }

    def root(customer: str) -> str:
        seen = set()
        while customer in parents and customer not in seen:
            seen.add(customer)
            customer = parents[customer]
        return customer

    for name, rows in kept.items():
        for row in rows:
            if row.get("customer_id") is not None:
                row["customer_id"] = root(row["customer_id"])
        if name == "customers":
            kept[name] = [row for row in rows if not row["parent_id"]]
