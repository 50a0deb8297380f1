"""The retention family in SQL on DuckDB: one query for all variants, or one for each of them.

python -m benchmarks.with_queries {once,each} FOLDER RESULT.json
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from benchmarks.retention import ENDS, NAMES, PERIODS, Sums, Variant, rolled_up, save, variants

# One row per customer with what it paid at each end, then five sums per period.
_PAID = ", ".join(
    f"MAX(CASE WHEN month = DATE '{day}' THEN CAST(mrr * 100 AS BIGINT) ELSE 0 END) AS e{number}"
    for number, day in enumerate(ENDS)
)
_SUMS = ", ".join(
    f"SUM(CASE WHEN e{n} > 0 THEN {what} ELSE 0 END)"
    for n in range(len(PERIODS))
    for what in (
        f"e{n}", f"e{n + 1}", f"LEAST(e{n}, e{n + 1})", "1", f"CAST(e{n + 1} > 0 AS INTEGER)",
    )
)  # fmt: skip


def _query(folder: Path, where: str, group: str) -> str:
    return (
        f"WITH paid AS (SELECT customer_id, {_PAID}"
        f" FROM read_parquet('{folder / 'revenue.parquet'}')"
        f" WHERE month >= DATE '{ENDS[0]}' GROUP BY customer_id)"
        f" SELECT {group}{_SUMS} FROM paid"
        f" JOIN read_parquet('{folder / 'customers.parquet'}') AS c USING (customer_id)"
        f" WHERE {where}" + (f" GROUP BY {group.rstrip(', ')}" if group else "")
    )


def once(folder: Path) -> Sums:
    """One query at the finest grain, added up here."""
    with duckdb.connect() as connection:
        found = connection.execute(_query(folder, "TRUE", "segment, region, ")).fetchall()
    return rolled_up(
        (period, segment, region, numbers[n * len(NAMES) : (n + 1) * len(NAMES)])
        for segment, region, *numbers in found
        for n, period in enumerate(PERIODS)
    )


def each(folder: Path) -> Sums:
    """One query per variant."""
    sums: Sums = {}
    with duckdb.connect() as connection:
        for variant in variants():
            row = connection.execute(_query(folder, _only(variant), "")).fetchall()[0]
            for n, period in enumerate(PERIODS):
                numbers = row[n * len(NAMES) : (n + 1) * len(NAMES)]
                sums[period, variant] = tuple(int(number or 0) for number in numbers)
    return sums


def _only(variant: Variant) -> str:
    return " AND ".join(f"c.{name} = '{value}'" for name, value in variant) or "TRUE"


if __name__ == "__main__":
    how, source, result = sys.argv[1:]
    save({"once": once, "each": each}[how](Path(source)), Path(result))
