"""The component cube: integers by component, span, group and key, rolled up in exact Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deckgen.compute.dimensions import Dimension
from deckgen.compute.statement import CubeStatement, Instance, Literals, cube_statement
from deckgen.engine.protocol import Engine, Value
from deckgen.errors import DataError, error
from deckgen.model.component import Component, Key, Scope
from deckgen.model.request import Group

ROW_LIMIT = 2_000_000
"""Rows one statement may bring back: the cube is small by design, more means a key is an id."""

Slot = tuple[Instance, Component]


@dataclass
class Cube:
    """``sums[slot][span][group]`` and, for keyed components, ``keyed[slot][span][group][key]``.

    Groups that no row falls into are absent, which means 0.
    """

    sums: dict[Slot, dict[int, dict[Group, int]]] = field(default_factory=dict)
    keyed: dict[Slot, dict[int, dict[Group, dict[Key, int]]]] = field(default_factory=dict)
    groups: dict[tuple[str, ...], set[Group]] = field(default_factory=dict)
    statements: dict[Instance, list[str]] = field(default_factory=dict)

    def values(
        self, slots: Mapping[Component, Slot], span: int, group: Group
    ) -> dict[Component, int]:
        """The unkeyed integers of components."""
        return {
            component: self.sums.get(slot, {}).get(span, {}).get(group, 0)
            for component, slot in slots.items()
            if not component.key
        }

    def keys(
        self, slots: Mapping[Component, Slot], span: int, group: Group
    ) -> dict[Component, dict[Key, int]]:
        """The keyed integers of components."""
        return {
            component: self.keyed.get(slot, {}).get(span, {}).get(group, {})
            for component, slot in slots.items()
            if component.key
        }


def fill(
    cube: Cube,
    engine: Engine,
    wanted: Mapping[Instance, Iterable[Component]],
    literals: Mapping[Instance, Literals],
    dimensions: Sequence[Dimension],
    groupings: Sequence[tuple[str, ...]],
    scope: Scope,
) -> None:
    """Runs one statement per base instance and key, and rolls its rows up to every group."""
    for instance, components in wanted.items():
        by_key: dict[tuple[str, ...], list[Component]] = {}
        for component in dict.fromkeys(components):
            by_key.setdefault(component.key, []).append(component)
        for shared in by_key.values():
            statement = cube_statement(instance, shared, dimensions, scope, literals[instance])
            cube.statements.setdefault(instance, []).append(statement.sql)
            rows = engine.rows(statement.sql)
            if len(rows) > ROW_LIMIT:
                raise DataError(
                    error(
                        "compute-201",
                        f"{instance.base.name} by {', '.join(statement.key)} has "
                        f"{len(rows):,} groups; the limit is {ROW_LIMIT:,}",
                        hint="fewer dimensions in segments.by, or recode labels in the mapping",
                    )
                )
            roll_up(cube, instance, statement, rows, groupings)


def roll_up(
    cube: Cube,
    instance: Instance,
    statement: CubeStatement,
    rows: Sequence[Sequence[Value]],
    groupings: Sequence[tuple[str, ...]],
) -> None:
    """Adds finest-grain rows into every group of every grouping."""
    axes, keys = len(statement.axes), len(statement.key)
    first = 1 + axes + keys
    for at in dict.fromkeys(component.at for component in statement.components):
        places = {
            dimension.name: index
            for index, (dimension, moment) in enumerate(statement.axes)
            if moment is at or not dimension.dated
        }
        chosen = [
            (component, first + number)
            for number, component in enumerate(statement.components)
            if component.at is at
        ]
        for grouping in groupings:
            if not set(grouping) <= set(places):
                continue
            columns = [(name, 1 + places[name]) for name in grouping]
            _add(cube, instance, rows, columns, chosen, (1 + axes, first), grouping)


def _add(
    cube: Cube,
    instance: Instance,
    rows: Sequence[Sequence[Value]],
    columns: Sequence[tuple[str, int]],
    chosen: Sequence[tuple[Component, int]],
    key_slice: tuple[int, int],
    grouping: tuple[str, ...],
) -> None:
    start, stop = key_slice
    seen = cube.groups.setdefault(grouping, set())
    names: dict[tuple[Value, ...], Group] = {}
    for row in rows:
        span = row[0]
        assert isinstance(span, int)
        cell = tuple(row[index] for _, index in columns)
        group = names.get(cell)
        if group is None:
            group = tuple(
                (name, None if value is None else str(value))
                for (name, _), value in zip(columns, cell, strict=True)
            )
            names[cell] = group
            seen.add(group)
        for component, index in chosen:
            amount = row[index]
            if not isinstance(amount, int):  # SUM over no row is NULL
                continue
            slot = (instance, component)
            if stop > start:
                key = row[start] if stop - start == 1 else tuple(row[start:stop])
                cell_keys = cube.keyed.setdefault(slot, {}).setdefault(span, {})
                sums = cell_keys.setdefault(group, {})
                sums[key] = sums.get(key, 0) + amount
            else:
                totals = cube.sums.setdefault(slot, {}).setdefault(span, {})
                totals[group] = totals.get(group, 0) + amount
