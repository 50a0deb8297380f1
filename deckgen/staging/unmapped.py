"""Repeated rows that a column which nobody mapped tells apart.

Two subscriptions at the same price are one row twice, once their number is left out of the mapping.
They are dropped like any repeated row, but not in silence.
"""

from __future__ import annotations

from deckgen.engine.duckdb import DuckDB
from deckgen.engine.names import FILE, ROW, quoted
from deckgen.errors import Level
from deckgen.model.quality import Finding
from deckgen.staging.mapping import Binding
from deckgen.staging.rows import FEED, TableRows

_LISTED = 3


def told_apart(engine: DuckDB, rows: TableRows, repeated: str) -> list[Finding]:
    """data-314, per feed. ``repeated`` holds every row of a repeated key, with its values."""
    findings = []
    for one in rows.feeds:
        columns = _unmapped(one.binding)
        select = _differing(one.binding, columns, rows.names, repeated)
        count, *by_column = engine.rows(select)[0] if columns else (0,)
        if count:
            names = [name for name, groups in zip(columns, by_column, strict=True) if groups]
            findings.append(_finding(one.binding, int(count), names))
    return findings


def _unmapped(binding: Binding) -> dict[str, str]:
    """By their name in the source: what the engine calls the columns that the feed ignores."""
    used = {bound.physical for bound in binding.bound}
    used |= {physical for physical, _ in binding.where}
    return {
        name: physical
        for name, (physical, _) in binding.loaded.columns.items()
        if physical not in used
    }


def _differing(
    binding: Binding, columns: dict[str, str], names: tuple[str, ...], repeated: str
) -> str:
    """SELECT of how many rows repeat another one but for an ignored column, and in which."""
    numbers = range(len(columns))
    counts = ", ".join(
        f"COUNT(DISTINCT s.{quoted(physical)}) AS n{number}"
        for number, physical in enumerate(columns.values())
    )
    by_column = ", ".join(f"COUNT(CASE WHEN n{number} > 1 THEN 1 END)" for number in numbers)
    values = ", ".join(f"r.{quoted(name)}" for name in names)
    return (
        f"SELECT CAST(SUM(n - 1) AS BIGINT), {by_column} FROM ("
        f"SELECT COUNT(*) AS n, {counts} FROM {repeated} AS r"
        f" JOIN {quoted(binding.loaded.table)} AS s ON s.{FILE} = r.{FILE} AND s.{ROW} = r.{ROW}"
        f" WHERE r.{FEED} = {binding.number} GROUP BY {values} HAVING COUNT(*) > 1)"
        f" WHERE {' OR '.join(f'n{number} > 1' for number in numbers)}"
    )


def _finding(binding: Binding, count: int, columns: list[str]) -> Finding:
    more = ", …" if len(columns) > _LISTED else ""
    listed = ", ".join(map(repr, columns[:_LISTED])) + more
    noun = "row" if count == 1 else "rows"
    return Finding(
        Level.WARNING,
        "data-314",
        binding.table.name,
        f"{count:,} {noun} of {binding.loaded.display} dropped as repeated differ in columns"
        f" that are not mapped ({listed})",
        count,
        binding.feed.place(),
        "if they are rows of their own, map that column under a name of yours",
    )
