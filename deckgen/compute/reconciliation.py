"""The parts of every dimension beside the company, out of the cube and the control totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deckgen.compute.control import BRIDGE, Control
from deckgen.compute.results import Results
from deckgen.model.component import Component, Totals
from deckgen.model.period import Window
from deckgen.model.reconciliation import Amounts, Reconciliation, Transfer
from deckgen.model.request import Group


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


@dataclass(frozen=True, slots=True)
class Sum:
    """One component by one grouping in the current span, as stored integers: the sum of the
    groups, what of it lies in a group without a value in some dimension, and the whole."""

    component: str
    base: str
    options: tuple[tuple[str, object], ...]
    grouping: tuple[str, ...]
    groups: int
    sum: int
    without: int
    whole: int

    @property
    def difference(self) -> int:
        """Zero, or something is wrong."""
        return self.sum - self.whole


def sums(results: Results) -> Iterator[Sum]:
    """Every additive component of every metric by every grouping that was computed."""
    span = results.spans.of(results.spans.current, Window.PERIOD)
    for (instance, component), by_span in results.cube.sums.items():
        cells = by_span.get(span.id, {}) if span is not None else {}
        if not instance.base.customer:
            continue
        by_grouping: dict[tuple[str, ...], list[Group]] = {}
        for group in cells:
            by_grouping.setdefault(tuple(name for name, _ in group), []).append(group)
        for grouping in results.request.groupings:
            if not grouping:
                continue
            found = by_grouping.get(grouping, [])
            yield Sum(
                component.name,
                instance.base.name,
                instance.options,
                grouping,
                len(found),
                sum(cells[group] for group in found),
                sum(cells[one] for one in found if any(value is None for _, value in one)),
                cells.get((), 0),
            )
