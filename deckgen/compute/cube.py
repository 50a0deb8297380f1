"""The component cube: integers by component, span, group and key, rolled up in exact Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deckgen.compute.dimensions import Dimension
from deckgen.compute.kept import KeptRelations
from deckgen.compute.statement import CubeStatement, Instance, Literals, cube_statement
from deckgen.engine.protocol import Value
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

    def columns(self, slots: Mapping[Component, Slot], span: int) -> Columns:
        """Where the integers of components in a span lie: looked up once for all groups."""
        sums, keyed = self.sums, self.keyed
        return Columns(
            tuple((c, sums.get(slot, {}).get(span, {})) for c, slot in slots.items() if not c.key),
            tuple((c, keyed.get(slot, {}).get(span, {})) for c, slot in slots.items() if c.key),
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """Some components of a cube in one span."""

    sums: tuple[tuple[Component, dict[Group, int]], ...]
    keyed: tuple[tuple[Component, dict[Group, dict[Key, int]]], ...]

    def values(self, group: Group) -> dict[Component, int]:
        """The unkeyed integers that are not 0."""
        return {one: value for one, cells in self.sums if (value := cells.get(group))}

    def keys(self, group: Group) -> dict[Component, dict[Key, int]]:
        """The keyed integers of components that have some."""
        return {one: keys for one, cells in self.keyed if (keys := cells.get(group))}


def cube_statements(
    wanted: Mapping[Instance, Iterable[Component]],
    literals: Mapping[Instance, Literals],
    dimensions: Sequence[Dimension],
    scope: Scope,
) -> list[tuple[Instance, CubeStatement]]:
    """One statement per base instance and key."""
    statements = []
    for instance, components in wanted.items():
        by_key: dict[tuple[str, ...], list[Component]] = {}
        for component in dict.fromkeys(components):
            by_key.setdefault(component.key, []).append(component)
        for shared in by_key.values():
            statement = cube_statement(instance, shared, dimensions, scope, literals[instance])
            statements.append((instance, statement))
    return statements


def fill(
    cube: Cube,
    kept: KeptRelations,
    statements: Iterable[tuple[Instance, CubeStatement]],
    groupings: Sequence[tuple[str, ...]],
) -> None:
    """Runs the statements, and rolls their rows up to every group. Raises ``DataError``."""
    for instance, statement in statements:
        cube.statements.setdefault(instance, []).append(statement.sql)
        rows = kept.rows(statement.relation, statement.select)
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
    group_of = _Groups(columns, cube.groups.setdefault(grouping, set()))
    # Hashing a component walks its whole base: look the targets up once, not once a row.
    if stop == start:
        sums = [(cube.sums.setdefault((instance, one), {}), index) for one, index in chosen]
        for row in rows:
            group = group_of(row)
            for target, index in sums:
                amount = row[index]
                if isinstance(amount, int):  # SUM over no row is NULL
                    cells = target.setdefault(_span(row), {})
                    cells[group] = cells.get(group, 0) + amount
        return
    keyed = [(cube.keyed.setdefault((instance, one), {}), index) for one, index in chosen]
    single = stop - start == 1
    for row in rows:
        group = group_of(row)
        key: Key = row[start] if single else tuple(row[start:stop])
        for by_span, index in keyed:
            amount = row[index]
            if isinstance(amount, int):
                by_key = by_span.setdefault(_span(row), {}).setdefault(group, {})
                by_key[key] = by_key.get(key, 0) + amount


def _span(row: Sequence[Value]) -> int:
    span = row[0]
    assert isinstance(span, int)
    return span


class _Groups:
    """The group of a row, made once per cell and remembered among those that exist."""

    def __init__(self, columns: Sequence[tuple[str, int]], seen: set[Group]) -> None:
        self._names = tuple(name for name, _ in columns)
        self._places = tuple(index for _, index in columns)
        self._seen = seen
        self._known: dict[tuple[Value, ...], Group] = {}

    def __call__(self, row: Sequence[Value]) -> Group:
        cell = tuple(row[index] for index in self._places)
        group = self._known.get(cell)
        if group is None:
            values = (None if value is None else str(value) for value in cell)
            group = tuple(zip(self._names, values, strict=True))
            self._known[cell] = group
            self._seen.add(group)
        return group
