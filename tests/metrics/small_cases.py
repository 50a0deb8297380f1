"""Computes one metric, or shows the rows of one base, over a few rows; on two engines at once.

The period is the second quarter of 2025 (1 April to 30 June) unless a test says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from deckgen.compute import Results, compute
from deckgen.compute.prepare import prepare, scope_of
from deckgen.compute.resolve import effective_options, literals_of
from deckgen.compute.spans import spans_of
from deckgen.compute.statement import instance_of, relations, with_clause
from deckgen.engine.duckdb import DuckDB
from deckgen.engine.protocol import Engine
from deckgen.engine.sqlite import SQLite
from deckgen.metrics.catalogue import catalogue
from deckgen.model.component import Base
from deckgen.model.metric import Metric
from deckgen.model.period import Calendar, Window, day_number
from deckgen.model.request import MetricRequest, MoneyRules, Request
from deckgen.model.result import MetricResult, PartResult
from tests.support.canonical import fill

Tables = Mapping[str, Iterable[Mapping[str, Any]]]
ENGINES: tuple[Callable[[], Engine], ...] = (DuckDB, SQLite)


def day(text: str) -> int:
    """A date as the tables hold it."""
    return day_number(date.fromisoformat(text))


def rows(columns: str, *lines: tuple[Any, ...], **fixed: Any) -> list[dict[str, Any]]:
    """Rows of a table: ``rows("customer_id month amount", ("A", "2025-06", 10))``."""
    names = columns.split()
    return [{**fixed, **dict(zip(names, line, strict=True))} for line in lines]


def paying(*customers: str, amount: int = 100, months: str = "2025-03 2025-06") -> list[Any]:
    """Revenue rows of customers that pay the same amount in the given months."""
    return [
        {"customer_id": customer, "month": month, "amount": amount}
        for customer in customers
        for month in months.split()
    ]


def request_for(
    metric: str,
    *,
    method: str | None = None,
    window: Window = Window.PERIOD,
    as_of: date | None = None,
    by: str | None = None,
    supplied: Mapping[str, Any] | None = None,
    revenue_unit: str = "mrr",
    **options: Any,
) -> Request:
    """A request for one metric in the second quarter of 2025."""
    calendar = Calendar()
    numbers = {
        name: tuple(map(Fraction, value)) if isinstance(value, list) else Fraction(value)
        for name, value in (supplied or {}).items()
    }
    return Request(
        metrics=(
            MetricRequest(
                metric,
                methods={"": method} if method else {},
                window=window,
                options=options,
                supplied={"2025-Q2": numbers} if numbers else {},
            ),
        ),
        calendar=calendar,
        current=calendar.parse("2025-Q2"),
        history=1,
        as_of=as_of,
        dimensions=(by,) if by else (),
        groupings=((), (by,)) if by else ((),),
        money=MoneyRules(revenue_unit=revenue_unit),
    )


def computed(metric: str, tables: Tables, **wanted: Any) -> Results:
    """The results of one metric, after checking that both engines give the same integers."""
    request = request_for(metric, **wanted)
    results = []
    for make in ENGINES:
        engine = make()
        staged = fill(engine, tables, revenue_unit=request.money.revenue_unit)
        results.append(compute(engine, staged, request, catalogue()))
        engine.close()
    first, second = results
    assert first.cube.sums == second.cube.sums
    assert first.cube.keyed == second.cube.keyed
    assert first.movers == second.movers
    return first


def told(metric: str, tables: Tables, **wanted: Any) -> MetricResult:
    """One metric for everyone."""
    return computed(metric, tables, **wanted).metric(metric)


def values(parts: Mapping[str, PartResult]) -> dict[str, Fraction | None]:
    """The numbers of a keyed part, in order."""
    return {key: part.value for key, part in parts.items()}


def base_rows(
    base: Base, columns: str, tables: Tables, metric: Metric, as_of: date | None = None,
    **options: Any,
) -> list[tuple[Any, ...]]:  # fmt: skip
    """The rows of a base in the span of the second quarter, sorted, under a metric's options."""
    chosen = effective_options(metric, options)
    instance, literals = instance_of(base, chosen), literals_of(metric, chosen)
    request = request_for(metric.id, as_of=as_of)
    found = []
    for make in ENGINES:
        engine = make()
        staged = fill(engine, tables)
        spans = spans_of(request, [Window.PERIOD])
        scope = scope_of(engine, staged, request.money, spans.all)
        prepare(engine, staged, request, scope)
        span = spans.of(spans.current, Window.PERIOD)
        assert span is not None
        sql = with_clause(relations(instance, scope, literals))
        names = ", ".join(columns.split())
        lines = engine.rows(f"{sql}\nSELECT {names} FROM {base.name} WHERE span = {span.id}")
        found.append(sorted((tuple(line) for line in lines), key=repr))
        engine.close()
    assert found[0] == found[1]
    return found[0]
