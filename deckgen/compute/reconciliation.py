"""The parts of every dimension beside the company, out of the cube and the control totals."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.compute.control import BRIDGE, Control
from deckgen.compute.results import Results
from deckgen.model.component import Component, Totals
from deckgen.model.reconciliation import Amounts, Reconciliation, Transfer


def reconciled(results: Results, control: Control) -> tuple[Reconciliation, ...]:
    """One for each dimension of which there are groups, in the order of the request.

    Nothing where revenue cannot be told: a month is not loaded, rows contradict each other, an
    exchange rate is missing.
    """
    company = _totals(results, control, control.company)
    if company.blocked(tuple(BRIDGE.values())) is not None:
        return ()
    found = []
    for dimension in results.dimensions:
        groups = results.groups((dimension.name,))
        if not groups:
            continue
        parts = tuple(
            (
                group[0][1],
                _amounts(results, control, {
                    component: results.cube.sums.get(control.slot(component), {})
                    .get(control.span.id, {})
                    .get(group, 0)
                    for component in BRIDGE.values()
                }),
            )
            for group in groups
        )  # fmt: skip
        moved = control.moved.get(dimension.name)
        transfers = None
        if moved is not None:
            transfers = tuple(
                Transfer(origin, destination, _amounts(results, control, values))
                for (origin, destination), values in moved.items()
            )
        filled = tuple((value, amounts) for value, amounts in parts if any(amounts.values()))
        found.append(
            Reconciliation(
                dimension.name, control.span, filled, _amounts(results, control, control.company),
                transfers,
            )
        )  # fmt: skip
    return tuple(found)


def _amounts(results: Results, control: Control, values: Mapping[Component, int]) -> Amounts:
    totals = _totals(results, control, values)
    return {name: totals[component] for name, component in BRIDGE.items()}


def _totals(results: Results, control: Control, values: Mapping[Component, int]) -> Totals:
    facts = results.facts.of(control.span.id, ())
    return Totals(control.span, {}, results.money, facts, values, {})
