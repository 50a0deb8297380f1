"""Rows that occur twice, and keys that occur with different values (metrics.md R11).

An exact duplicate repeats every canonical and own column of a row; it is dropped. A key that comes
with different values is a conflict, settled as ``on_duplicate`` says. Rows whose key columns are
all empty have no identity, so they are all kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from deckgen.engine.duckdb import DuckDB
from deckgen.engine.names import FILE, ROW
from deckgen.errors import Level
from deckgen.model.period import day_of, month_label
from deckgen.model.quality import Finding
from deckgen.model.table import ColumnType
from deckgen.staging.rows import FEED, ORIGIN, TableRows, quoted_list
from deckgen.staging.unmapped import told_apart

_PASS_ROWS = 4_000_000
"""Rows whose keys are compared in one pass; larger tables take several, to bound memory."""
_HASHES_PER_KEY = 3
"""How many hashes take the room of one key."""
_MOST_DAYS = 2_000
"""Days that are counted as the bits of one text per customer."""
_DAY = ColumnType.DAY

_SUSPECTS = "staging_suspects"
_REPEATED = "staging_repeated"
_DROPPED = "staging_dropped"
_MERGED = "staging_merged"
_TOTALS = "staging_totals"


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What was found. ``select`` is the SQL of the rows that remain, ``counted`` the table with how
    many of them each customer has (``row_count``), where it was made on the way."""

    select: str
    copies: int = 0  # exact duplicates
    conflicts: int = 0  # keys that still occur with different values
    dropped: Mapping[int, int] = field(default_factory=dict)  # rows left out, by feed
    findings: tuple[Finding, ...] = ()
    found: bool = False
    counted: str | None = None


def settle(
    engine: DuckDB, rows: TableRows, on_duplicate: str, suspects: str | None = None
) -> Duplicates:
    """Finds duplicates and says which rows remain.

    ``suspects`` is a SELECT of customer ids among which alone a key can repeat, if that is known.
    The tables it leaves in the engine are named ``staging_…``; ``select`` may read them.
    """
    if not rows.table.keys:
        return Duplicates(rows.select())
    large = suspects is None and rows.count > _PASS_ROWS
    counted = _count_customers(engine, rows) if large else None
    if counted is not None and not _has_busy_customers(engine, counted):
        return Duplicates(rows.select(), counted=counted)
    if large and not _has_repeated_hashes(engine, rows):
        return Duplicates(rows.select(), counted=counted)
    if not _has_repeated_keys(engine, rows, suspects):
        return Duplicates(rows.select(), counted=counted)
    _compare(engine, rows)
    copies = _count(engine, "copy > 1")
    keys = f"SELECT DISTINCT key_number FROM {_REPEATED} WHERE copy = 1 AND variants > 1"
    conflicts = len(engine.rows(keys))
    found: list[Finding] = []
    if copies:
        found.append(_copies_finding(rows, copies))
        found += told_apart(engine, rows, _REPEATED)
    dropping = "copy > 1"
    select = rows.select()
    if conflicts and rows.table.mentions and on_duplicate == "error":
        found.append(_settled(rows, conflicts, "all are kept, each counts once"))
        conflicts = 0
    if conflicts and on_duplicate == "last":
        dropping = "copy > 1 OR (variants > 1 AND NOT is_last)"
        found.append(_settled(rows, conflicts, "the last row of each is used"))
        conflicts = 0
    dropped = _drop(engine, rows.table.name, dropping)
    if dropped:
        name = f"{_DROPPED}_{rows.table.name}"
        select = f"SELECT * FROM ({select}) AS r ANTI JOIN {name} USING ({', '.join(ORIGIN)})"
    if conflicts and on_duplicate == "sum" and rows.table.name == "revenue":
        select, mixed = _summed(engine, rows, select)
        found.append(_settled(rows, conflicts - mixed, "their amounts are added"))
        conflicts = mixed
    if conflicts:
        found.append(_conflict(engine, rows, conflicts))
    return Duplicates(select, copies, conflicts, dropped, tuple(found), found=True)


def leftovers(table: str) -> tuple[str, ...]:
    """Tables that the ``select`` of a table's duplicates may read."""
    return f"{_DROPPED}_{table}", f"{_MERGED}_{table}", f"{_TOTALS}_{table}"


def _has_repeated_keys(engine: DuckDB, rows: TableRows, suspects: str | None) -> bool:
    keys, known = quoted_list(rows.table.keys), _has_key(rows)
    among = f" AND customer_id IN ({suspects})" if suspects else ""
    passes = 1 if suspects else -(-rows.count // _PASS_ROWS) or 1
    select = f"SELECT {keys} FROM ({rows.select()}) WHERE ({known}){among}"
    for number in range(passes):
        part = f" AND hash({keys}) % {passes} = {number}" if passes > 1 else ""
        found = f"{select}{part} GROUP BY {keys} HAVING COUNT(*) > 1"
        if number:
            engine.run(f"INSERT INTO {_SUSPECTS} {found}")
        else:
            engine.create(_SUSPECTS, found)
    return engine.rows(f"SELECT 1 FROM {_SUSPECTS} LIMIT 1") != []


def _has_key(rows: TableRows) -> str:
    """SQL condition: a row has an identity."""
    return " OR ".join(f"{quoted_list([key])} IS NOT NULL" for key in rows.table.keys)


def _has_repeated_hashes(engine: DuckDB, rows: TableRows) -> bool:
    """Whether two keys have the same hash. If none have, no two keys are the same, which is told
    sooner and in less memory than by comparing the keys themselves."""
    keys, known = quoted_list(rows.table.keys), _has_key(rows)
    passes = -(-rows.count // (_HASHES_PER_KEY * _PASS_ROWS))
    for number in range(passes):
        part = f" AND hash({keys}) % {passes} = {number}" if passes > 1 else ""
        found = engine.rows(
            f"SELECT 1 FROM (SELECT hash({keys}) AS h FROM ({rows.select()})"
            f" WHERE ({known}){part} GROUP BY h HAVING COUNT(*) > 1) LIMIT 1"
        )
        if found:
            return True
    return False


def _has_busy_customers(engine: DuckDB, counted: str) -> bool:
    """Whether a customer has more rows than days. If none has, no key of a customer and a day
    repeats, which one small aggregate tells; of other keys this says nothing."""
    return engine.rows(f"SELECT 1 FROM {counted} WHERE row_count > days LIMIT 1") != []


def _count_customers(engine: DuckDB, rows: TableRows) -> str | None:
    """Makes a table of every customer's rows and days; none where keys have no customer and day, or
    where the days are too many."""
    day = next((one.name for one in rows.table.columns if one.key and one.type is _DAY), None)
    firsts = [one.first for one in rows.feeds if one.first is not None]
    lasts = [one.last for one in rows.feeds if one.last is not None]
    if day is None or "customer_id" not in rows.table.keys or not firsts:
        return None
    first, last = min(firsts), max(lasts)
    if last - first >= _MOST_DAYS:
        return None
    days = f"bit_count(bitstring_agg({quoted_list([day])}, {first}, {last}))"
    counted = f"staging_customers_of_{rows.table.name}"
    engine.create(
        counted,
        f"SELECT customer_id, COUNT(*) AS row_count, coalesce({days}, 0) AS days"
        f" FROM ({rows.select()}) GROUP BY customer_id",
    )
    return counted


def _compare(engine: DuckDB, rows: TableRows) -> None:
    """Every row of a repeated key: which copy of its values it is, and how many variants exist.

    Copies are counted from the end, so that the last row of a key is always a first copy.
    """
    keys = [quoted_list([key]) for key in rows.table.keys]
    names, origin = quoted_list(rows.names), ", ".join(ORIGIN)
    latest = f"{FEED} DESC, {FILE} DESC, {ROW} DESC"
    same = " AND ".join(f"r.{key} IS NOT DISTINCT FROM k.{key}" for key in keys)
    ranked = ", ".join(f"r.{key}" for key in keys)
    engine.create(
        _REPEATED,
        f"WITH r AS (SELECT r.*, dense_rank() OVER (ORDER BY {ranked}) AS key_number"
        f" FROM ({rows.select()}) AS r JOIN {_SUSPECTS} AS k ON {same}),"
        f" c AS (SELECT *, row_number() OVER (PARTITION BY {names} ORDER BY {latest}) AS copy"
        f" FROM r) SELECT {origin}, key_number, copy, {names},"
        " SUM(CASE WHEN copy = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY key_number) AS variants,"
        f" row_number() OVER (PARTITION BY key_number ORDER BY {latest}) = 1 AS is_last FROM c",
    )


def _count(engine: DuckDB, condition: str) -> int:
    return int(engine.rows(f"SELECT COUNT(*) FROM {_REPEATED} WHERE {condition}")[0][0] or 0)


def _drop(engine: DuckDB, table: str, condition: str) -> dict[int, int]:
    origin = ", ".join(ORIGIN)
    name = f"{_DROPPED}_{table}"
    engine.create(name, f"SELECT {origin} FROM {_REPEATED} WHERE {condition}")
    counted = engine.rows(f"SELECT {FEED}, COUNT(*) FROM {name} GROUP BY {FEED}")
    return Counter({int(feed or 0): int(count or 0) for feed, count in counted})


def _summed(engine: DuckDB, rows: TableRows, select: str) -> tuple[str, int]:
    """SQL with one row per conflicting key; keys with several currencies stay as they are."""
    added = "staging_added"
    engine.create(
        added,
        f"SELECT key_number FROM {_REPEATED} WHERE variants > 1 AND copy = 1"
        " GROUP BY key_number HAVING COUNT(DISTINCT currency) = 1",
    )
    mixed = engine.rows(
        f"SELECT COUNT(DISTINCT key_number) FROM {_REPEATED} WHERE variants > 1"
        f" AND key_number NOT IN (SELECT key_number FROM {added})"
    )
    merged = f"{_MERGED}_{rows.table.name}"
    engine.create(
        merged,
        f"SELECT {', '.join(ORIGIN)} FROM {_REPEATED} SEMI JOIN {added} USING (key_number)"
        " WHERE copy = 1",
    )
    columns = [
        f"CAST(SUM({quoted_list([name])}) AS BIGINT) AS {quoted_list([name])}"
        if (column := rows.table.column(name)) and column.type is ColumnType.MONEY
        else f"FIRST({quoted_list([name])} ORDER BY {', '.join(ORIGIN)}) AS {quoted_list([name])}"
        for name in rows.names
    ]
    totals = f"{_TOTALS}_{rows.table.name}"
    origin = ", ".join(f"FIRST({name} ORDER BY {', '.join(ORIGIN)}) AS {name}" for name in ORIGIN)
    engine.create(
        totals,
        f"SELECT {origin}, {', '.join(columns)} FROM {_REPEATED}"
        f" SEMI JOIN {added} USING (key_number) WHERE copy = 1 GROUP BY key_number",
    )
    others = f"SELECT * FROM ({select}) AS r ANTI JOIN {merged} USING ({', '.join(ORIGIN)})"
    return f"{others} UNION ALL SELECT * FROM {totals}", int(mixed[0][0] or 0)


def _copies_finding(rows: TableRows, copies: int) -> Finding:
    noun = "row repeats" if copies == 1 else "rows repeat"
    return Finding(
        Level.NOTE,
        "data-313",
        rows.table.name,
        f"{copies:,} {noun} another row in every mapped column; dropped",
        copies,
        rows.feeds[0].binding.feed.place(),
    )


def _settled(rows: TableRows, keys: int, how: str) -> Finding:
    noun, verb = ("key", "occurs") if keys == 1 else ("keys", "occur")
    return Finding(
        Level.NOTE,
        "data-312",
        rows.table.name,
        f"{keys:,} {noun} ({', '.join(rows.table.keys)}) {verb} with different values; {how}",
        keys,
        rows.feeds[0].binding.feed.place(),
    )


def _conflict(engine: DuckDB, rows: TableRows, conflicts: int) -> Finding:
    names = rows.table.keys
    first = engine.rows(
        f"SELECT {', '.join(ORIGIN)}, {quoted_list(names)} FROM {_REPEATED}"
        f" WHERE copy = 1 AND key_number = (SELECT MIN(key_number) FROM {_REPEATED}"
        f" WHERE variants > 1) ORDER BY {', '.join(ORIGIN)} LIMIT 2"
    )
    places = " and ".join(_place(rows, *map(_number, row[:3])) for row in first)
    key = ", ".join(
        f"{name} {_shown(rows, name, value)}"
        for name, value in zip(names, first[0][3:], strict=True)
        if value is not None
    )
    noun = "key occurs" if conflicts == 1 else "keys occur"
    return Finding(
        Level.ERROR,
        "data-311",
        rows.table.name,
        f"{conflicts:,} {noun} with different values, such as {key} at {places}",
        conflicts,
        rows.feeds[0].binding.feed.place(),
        "correct the export, map what tells the rows apart, or set on_duplicate: sum | last",
    )


def _place(rows: TableRows, feed: int, file: int, row: int) -> str:
    loaded = next(one.binding.loaded for one in rows.feeds if one.binding.number == feed)
    return loaded.place(file, row)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _shown(rows: TableRows, name: str, value: object) -> str:
    column = rows.table.column(name)
    if column is not None and isinstance(value, int):
        if column.type is ColumnType.MONTH:
            return month_label(value)
        if column.type is ColumnType.DAY:
            return day_of(value).isoformat()
    return repr(value)
