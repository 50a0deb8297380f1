"""Fixed values of a feed (``set``), checked once instead of in every row."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.engine.duckdb import DuckDB
from deckgen.errors import Issue, error
from deckgen.staging import cast, currencies, operands
from deckgen.staging.cast import Reading
from deckgen.staging.mapping import Binding


def check(engine: DuckDB, binding: Binding, readings: Mapping[int, Reading]) -> list[Issue]:
    """mapping-403: a value that its column cannot hold, or none for a required column."""
    fixed = [i for i, one in enumerate(binding.bound) if one.source is None]
    if not fixed:
        return []
    values = []
    for index in fixed:
        column = binding.bound[index].column
        prepared = cast.prepare(column, operands.operand(binding, index), readings[index])
        values.append(cast.store(column, prepared, currencies.fixed_factor("USD")))
    (stored,) = engine.rows(f"SELECT {', '.join(values)}")
    issues = []
    for index, value in zip(fixed, stored, strict=True):
        one = binding.bound[index]
        if value is not None or (one.constant is None and not one.column.required):
            continue
        issues.append(
            error(
                "mapping-403",
                f"set: {one.column.name} {one.constant!r} is not {cast.expected(one.column)}",
                binding.feed.place("set", one.column.name),
            )
        )
    return issues
