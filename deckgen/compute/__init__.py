"""Request -> results: one pass over the data, every variant, period and part out of one cube."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from deckgen.compute.control import BRIDGE, control_of
from deckgen.compute.cube import Cube, Slot, cube_statements, fill
from deckgen.compute.dimensions import Dimension, create_customer_dimensions, dimensions_of
from deckgen.compute.kept import KeptRelations, rows_counted
from deckgen.compute.movers import MoverTable, read_movers
from deckgen.compute.prepare import company_facts, money_terms, prepare, scope_of
from deckgen.compute.reconciliation import reconciled
from deckgen.compute.resolve import ResolvedMetric, effective_options, literals_of, resolve
from deckgen.compute.results import FactBook, Results
from deckgen.compute.spans import Spans, spans_of
from deckgen.compute.statement import (
    CubeStatement,
    Instance,
    Literals,
    MoverStatement,
    instance_of,
    mover_statement,
    tables_of,
)
from deckgen.engine.protocol import Engine
from deckgen.metrics.bases import customer_period as customers
from deckgen.model.component import Component, Facts, MoneyTerms, Scope
from deckgen.model.metric import Catalogue
from deckgen.model.period import Span, Window
from deckgen.model.quality import Staged
from deckgen.model.request import Group, Request

__all__ = ["Results", "compute"]

_BRIDGED = "net_revenue_retention"

_FACTS = (
    customers.opening_customers,
    customers.closing_customers,
    customers.covered_customers,
    customers.negative_customers,
    customers.no_opening_rate,
    customers.no_closing_rate,
)


def compute(engine: Engine, staged: Staged, request: Request, catalogue: Catalogue) -> Results:
    """Computes every metric of the request for every group, over the staged tables.

    Raises ``ConfigError`` for a dimension that does not exist and ``DataError`` when a key has
    too many values. A metric whose inputs are missing does not raise: its readings are undefined
    and say why.
    """
    metrics = {
        one.id: resolve(one, catalogue, supplied=bool(one.supplied)) for one in request.metrics
    }
    spans = spans_of(request, [Window.PERIOD, *(one.window for one in request.metrics)])
    scope = scope_of(engine, staged, request.money, spans.all)
    money = money_terms(staged, request.money, scope)
    prepare(engine, staged, request, scope)
    dimensions = dimensions_of(engine, staged, request.dimensions)
    create_customer_dimensions(engine, dimensions, spans.all)
    cube = Cube()
    wanted, literals = _wanted(metrics.values())
    facts_instance = instance_of(customers.CUSTOMER_PERIOD, {"zero_is_active": False})
    wanted.setdefault(facts_instance, []).extend(_FACTS)
    literals.setdefault(facts_instance, {})
    bridge = _bridge_instance(metrics)
    if dimensions:
        wanted.setdefault(bridge, []).extend(BRIDGE.values())
        literals.setdefault(bridge, {})
    available = {
        instance: components
        for instance, components in wanted.items()
        if all(staged.has(table) for table in tables_of(instance.base))
    }
    statements = cube_statements(available, literals, dimensions, scope)
    ranked = _mover_statements(metrics, dimensions, scope, spans, staged)
    every: list[CubeStatement | MoverStatement] = [one for _, one in statements]
    every += ranked.values()
    kept = KeptRelations(engine, [one.relation for one in every], rows_counted(every))
    movers = _run(cube, kept, statements, ranked, request, [one.name for one in dimensions], money)
    facts = _facts(cube, facts_instance, spans, staged, request)
    results = Results(
        request=request,
        staged=staged,
        spans=spans,
        dimensions=dimensions,
        metrics=metrics,
        cube=cube,
        facts=facts,
        money=money,
        movers=movers,
        sizes=_sizes(cube, facts_instance, spans),
    )
    if not dimensions or bridge not in available:
        return results
    span = _bridge_span(metrics, spans)
    control = control_of(engine, bridge, literals[bridge], dimensions, scope, span)
    return replace(results, reconciliations=reconciled(results, control))


def _run(
    cube: Cube,
    kept: KeptRelations,
    statements: Sequence[tuple[Instance, CubeStatement]],
    ranked: Mapping[str, MoverStatement],
    request: Request,
    dimensions: Sequence[str],
    money: MoneyTerms,
) -> dict[str, MoverTable]:
    """Fills the cube and reads the movers of each metric, beside what they share a table with."""
    tops = [one.relation for _, one in statements]
    due: dict[int, list[str]] = {}
    for id, statement in ranked.items():
        due.setdefault(kept.last_shared(tops, statement.relation), []).append(id)
    found: dict[str, MoverTable] = {}
    for place, one in enumerate(statements):
        fill(cube, kept, [one], request.groupings)
        for id in due.get(place, ()):
            found[id] = read_movers(kept, ranked[id], dimensions, money)
    for id in due.get(-1, ()):  # there is nothing but movers
        found[id] = read_movers(kept, ranked[id], dimensions, money)
    return {id: found[id] for id in ranked}


def _bridge_instance(metrics: Mapping[str, ResolvedMetric]) -> Instance:
    """The snapshots that net revenue retention reads, so that both tell the same numbers."""
    resolved = metrics.get(_BRIDGED)
    options = effective_options(resolved.metric, resolved.request.options) if resolved else {}
    flag = options.get("zero_is_active", False)
    return instance_of(customers.CUSTOMER_PERIOD, {"zero_is_active": flag})


def _bridge_span(metrics: Mapping[str, ResolvedMetric], spans: Spans) -> Span:
    resolved = metrics.get(_BRIDGED)
    window = resolved.request.window if resolved else Window.PERIOD
    span = spans.of(spans.current, window)
    assert span is not None
    return span


def _wanted(
    metrics: Iterable[ResolvedMetric],
) -> tuple[dict[Instance, list[Component]], dict[Instance, Literals]]:
    wanted: dict[Instance, list[Component]] = {}
    literals: dict[Instance, Literals] = {}
    for metric in metrics:
        literals.update({k: v for k, v in metric.literals().items() if k not in literals})
        for part in metric.parts.values():
            for instance, component in part.slots.values():
                wanted.setdefault(instance, []).append(component)
    return wanted, literals


def _facts(
    cube: Cube, instance: Instance, spans: Spans, staged: Staged, request: Request
) -> FactBook:
    company: dict[int, Facts] = {}
    for span in spans.all:
        count = {
            component: cube.sums.get((instance, component), {}).get(span.id, {}).get((), 0)
            for component in _FACTS
        }
        opening = count[customers.opening_customers]
        low = count[customers.covered_customers] < request.min_closing_coverage * opening
        company[span.id] = company_facts(
            span,
            staged,
            coverage_low=low,
            negative=count[customers.negative_customers] > 0
            and request.money.negative_revenue == "floor",
            floating=request.money.fx == "floating",
        )
    return FactBook(
        company,
        _groups_with(cube, (instance, customers.no_opening_rate)),
        _groups_with(cube, (instance, customers.no_closing_rate)),
    )


def _groups_with(cube: Cube, slot: Slot) -> dict[int, frozenset[Group]]:
    return {
        span: frozenset(group for group, count in groups.items() if count)
        for span, groups in cube.sums.get(slot, {}).items()
    }


def _sizes(cube: Cube, instance: Instance, spans: Spans) -> dict[Group, int]:
    """Customers active at the closing of the current period, per group."""
    span = spans.of(spans.current, Window.PERIOD)
    assert span is not None
    slot = (instance, customers.closing_customers)
    return dict(cube.sums.get(slot, {}).get(span.id, {}))


def _mover_statements(
    metrics: dict[str, ResolvedMetric],
    dimensions: tuple[Dimension, ...],
    scope: Scope,
    spans: Spans,
    staged: Staged,
) -> dict[str, MoverStatement]:
    """By metric: who moved it in the current period, where the tables for that are there."""
    statements: dict[str, MoverStatement] = {}
    for id, resolved in metrics.items():
        movers = resolved.metric.movers
        movers = movers.under(resolved.method) if movers is not None else None
        if movers is None or not all(staged.has(t) for t in tables_of(movers.base)):
            continue
        span = spans.of(spans.current, resolved.request.window)
        assert span is not None
        options = effective_options(resolved.metric, resolved.request.options)
        instance = instance_of(movers.base, options)
        numbers = literals_of(resolved.metric, options)
        statements[id] = mover_statement(instance, movers, dimensions, scope, numbers, [span.id])
    return statements
