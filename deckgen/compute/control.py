"""Control totals: the company added up without its segments, and who moved between them.

One small aggregate each, over the current span only. The company's own statement joins nothing,
so that a customer who is lost or counted twice on the way to its segment shows as a difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from deckgen.compute.cube import Slot
from deckgen.compute.dimensions import Dimension
from deckgen.compute.statement import (
    Instance,
    Literals,
    added_up,
    pairs_of,
    relation_of,
    with_clause,
)
from deckgen.engine.protocol import Engine
from deckgen.metrics.bases import customer_period as customers
from deckgen.model.component import At, Component, Scope
from deckgen.model.period import Span

BRIDGE: Mapping[str, Component] = {
    "customers": customers.opening_customers,
    "opening": customers.opening,
    "expansion": customers.expansion,
    "contraction": customers.contraction,
    "churn": customers.churn,
    "fx": customers.fx_effect,
    "closing": customers.cohort_closing,
    "new": customers.new,
    "reactivation": customers.reactivation,
}
"""From opening to closing revenue, in the order of a bridge."""

Move = tuple[str, str]
"""The value of a dimension at the opening and another one at the closing."""


@dataclass(frozen=True)
class Control:
    """Stored integers per component of :data:`BRIDGE` in one span: of the company, and by
    dated dimension of those who moved."""

    span: Span
    instance: Instance
    company: Mapping[Component, int]
    moved: Mapping[str, Mapping[Move, Mapping[Component, int]]] = field(default_factory=dict)

    def slot(self, component: Component) -> Slot:
        """Where the cube has a component by segment."""
        return self.instance, component


def control_of(
    engine: Engine,
    instance: Instance,
    literals: Literals,
    dimensions: Sequence[Dimension],
    scope: Scope,
    span: Span,
) -> Control:
    """Runs the statements."""
    components = tuple(BRIDGE.values())
    relation = relation_of(instance, scope, literals)
    before = with_clause(pairs_of(relation))
    sums = ", ".join(
        f"{added_up(component, literals)} AS v_{number}"
        for number, component in enumerate(components)
    )
    source = f"FROM {instance.base.name} AS b"
    found = engine.rows(f"{before}\nSELECT {sums}\n{source}\nWHERE b.span = {span.id}")
    company = _integers(components, found[0] if found else ())
    moved = {}
    for dimension in dimensions:
        if not dimension.dated:
            continue
        there = dimension.expression((span,), At.OPENING, "b", "d")
        here = dimension.expression((span,), At.CLOSING, "b", "d")
        rows = engine.rows(
            f"{before}\nSELECT {there} AS g_0, {here} AS g_1, {sums}\n{source}\n"
            "LEFT JOIN customer_dimensions AS d ON d.customer_id = b.customer_id\n"
            f"WHERE b.span = {span.id} AND {there} <> {here}\nGROUP BY {there}, {here}"
        )
        moved[dimension.name] = {
            (str(row[0]), str(row[1])): _integers(components, row[2:])
            for row in sorted(rows, key=lambda row: (str(row[0]), str(row[1])))
        }
    return Control(span, instance, company, moved)


def _integers(components: Sequence[Component], row: Sequence[object]) -> dict[Component, int]:
    """Sums by component; over no row they are NULL, which is 0."""
    return {
        component: value if isinstance(value, int) else 0
        for component, value in zip(components, row or [0] * len(components), strict=True)
    }
