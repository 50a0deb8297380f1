"""From bases and components to SQL: one aggregate statement per base (and key).

The text stays inside the portable subset of engines.md section 4: no division, no dates, no
``DISTINCT`` aggregate, no ordering by text except to break ties. A test walks the parsed tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from deckgen.compute.dimensions import Dimension
from deckgen.model.component import At, Base, Component, Kind, Scope
from deckgen.model.metric import Movers

Literals = Mapping[str, int]
"""Whole-number options as the SQL integers they become (a score of 50 is 5000)."""

# A text or a quoted name, in which a quote is doubled; else an option. Read from the left, so
# that a quote always opens or closes.
_TEXT_OR_OPTION = re.compile(r"""'[^']*'|"[^"]*"|:(?P<option>[a-z_]+)""")

MOVERS_KEPT = 10
"""How many customers of each sign are kept per finest cell; lists of cells merge."""


@dataclass(frozen=True)
class Instance:
    """A base with the options it is written for. Equal instances share one statement."""

    base: Base
    options: tuple[tuple[str, object], ...]

    def scoped(self, scope: Scope) -> Scope:
        """The scope with this instance's options."""
        return replace(scope, options=dict(self.options))


def options_of(base: Base) -> tuple[str, ...]:
    """The options a base reads, those of the bases it uses included."""
    names = dict.fromkeys(base.options)
    for other in base.uses:
        names.update(dict.fromkeys(options_of(other)))
    return tuple(names)


def tables_of(base: Base) -> frozenset[str]:
    """The canonical tables a base cannot do without, those of the bases it uses included."""
    return frozenset(base.tables).union(*(tables_of(other) for other in base.uses))


def instance_of(base: Base, options: Mapping[str, object]) -> Instance:
    """The instance of a base under a metric's options. Raises ``TypeError`` for an option that the
    metric does not have: whoever counts by a base offers its options."""
    names = options_of(base)
    missing = [name for name in names if name not in options]
    if missing:
        reads = f"the base {base.name!r} reads the option {missing[0]!r}"
        raise TypeError(f"{reads}, which is none of the metric's `options`")
    return Instance(base, tuple((name, frozen(options[name])) for name in names))


def frozen(value: object) -> object:
    """An option's value in a form that can be compared and hashed."""
    if isinstance(value, Mapping):
        return tuple(sorted((str(key), frozen(one)) for key, one in value.items()))
    if isinstance(value, list | tuple | set):
        return tuple(frozen(one) for one in value)
    return value


@dataclass(frozen=True)
class Relation:
    """A base written out for some options: its name, its SELECT and the relations it reads."""

    name: str
    sql: str
    uses: tuple[Relation, ...] = ()
    light: bool = False


def relation_of(instance: Instance, scope: Scope, literals: Literals) -> Relation:
    """The relation of an instance, with those of the bases it uses."""
    scoped = instance.scoped(scope)
    written: dict[str, Relation] = {}

    def write(base: Base) -> Relation:
        if base.name not in written:
            uses = tuple(write(other) for other in base.uses)
            sql = substituted(base.relation(scoped), literals)
            written[base.name] = Relation(base.name, sql, uses, base.light)
        return written[base.name]

    return write(instance.base)


def pairs_of(relation: Relation) -> dict[str, str]:
    """Name and SELECT of the relations it reads and its own, in the order in which they stand."""
    pairs: dict[str, str] = {}
    for used in relation.uses:
        pairs.update(pairs_of(used))
    return {**pairs, relation.name: relation.sql}


def relations(instance: Instance, scope: Scope, literals: Literals) -> dict[str, str]:
    """The relations of the bases it uses and its own, in the order in which they must stand."""
    return pairs_of(relation_of(instance, scope, literals))


def substituted(sql: str, literals: Literals) -> str:
    """Replaces ``:option`` by its integer, but not in texts and quoted names: a label may hold a
    colon."""

    def integer(match: re.Match[str]) -> str:
        return str(literals[match["option"]]) if match["option"] else match[0]

    return _TEXT_OR_OPTION.sub(integer, sql)


def with_clause(pairs: Mapping[str, str]) -> str:
    """``WITH a AS (...), b AS (...)``."""
    return "WITH " + ",\n".join(f"{name} AS (\n{sql}\n)" for name, sql in pairs.items())


@dataclass(frozen=True)
class CubeStatement:
    """One aggregate over a base: the relation, the SELECT that reads it by name, and what its
    columns are.

    A row is: span, then a value per (dimension, at) of ``axes``, then the key's columns, then one
    integer per component. ``counted`` is the condition of the rows that some component counts;
    none when all are.
    """

    relation: Relation
    select: str
    counted: str | None
    axes: tuple[tuple[Dimension, At], ...]
    key: tuple[str, ...]
    components: tuple[Component, ...]

    @property
    def sql(self) -> str:
        """The whole statement."""
        return f"{with_clause(pairs_of(self.relation))}\n{self.select}"


def axes_for(
    dimensions: Sequence[Dimension], components: Iterable[Component]
) -> tuple[tuple[Dimension, At], ...]:
    """The grouping columns: an undated dimension once, a dated one per moment that is asked for."""
    moments = {component.at for component in components}
    axes: list[tuple[Dimension, At]] = []
    for dimension in dimensions:
        if dimension.dated:
            axes += [(dimension, at) for at in At if at in moments]
        else:
            axes.append((dimension, At.OPENING))
    return tuple(axes)


def cube_statement(
    instance: Instance,
    components: Sequence[Component],
    dimensions: Sequence[Dimension],
    scope: Scope,
    literals: Literals,
) -> CubeStatement:
    """The statement for components of one base instance that share a key."""
    base, key = instance.base, components[0].key
    axes = axes_for(dimensions, components) if base.customer else ()
    groups = ["b.span"]
    columns = ["b.span AS g_span"]
    for number, (dimension, at) in enumerate(axes):
        expression = dimension.expression(scope.spans, at, "b", "d")
        columns.append(f"{expression} AS g_{number}")
        groups.append(expression)
    for number, column in enumerate(key):
        columns.append(f"b.{column} AS k_{number}")
        groups.append(f"b.{column}")
    for number, component in enumerate(components):
        columns.append(f"{added_up(component, literals)} AS v_{number}")
    join = ""
    if axes:
        join = "\nLEFT JOIN customer_dimensions AS d ON d.customer_id = b.customer_id"
    counted = _any_of(components, literals)
    # Light bases are cheap to read whole, and tell which groups there are at all.
    where = f"\nWHERE {counted}" if counted and (key or not base.light) else ""
    select = (
        f"SELECT {', '.join(columns)}\nFROM {base.name} AS b{join}{where}\n"
        f"GROUP BY {', '.join(groups)}"
    )
    relation = relation_of(instance, scope, literals)
    return CubeStatement(relation, select, counted, axes, key, tuple(components))


def added_up(component: Component, literals: Literals) -> str:
    """The aggregate of a component, as SQL."""
    add = substituted(component.add, literals)
    if component.where is None:
        return f"SUM({add})"
    return f"SUM(CASE WHEN {substituted(component.where, literals)} THEN {add} ELSE 0 END)"


def _any_of(components: Sequence[Component], literals: Literals) -> str | None:
    """The condition of the rows that some component counts; none when one counts all of them."""
    if any(component.where is None for component in components):
        return None
    wheres = dict.fromkeys(
        substituted(component.where, literals) for component in components if component.where
    )
    return " OR ".join(f"({where})" for where in wheres)


@dataclass(frozen=True)
class MoverStatement:
    """The largest customers per finest cell: the relation, the SELECT that reads it by name, and
    what its columns are.

    A row is: span, a value per dimension, customer_id, name, amount, then the details. ``counted``
    is the condition of the rows that can be among them.
    """

    relation: Relation
    select: str
    counted: str
    details: tuple[str, ...]
    amounts: frozenset[str]
    kind: Kind


def mover_statement(
    instance: Instance,
    movers: Movers,
    dimensions: Sequence[Dimension],
    scope: Scope,
    literals: Literals,
    spans: Sequence[int],
) -> MoverStatement:
    """The ten largest of each sign per cell of the given spans."""
    value = substituted(movers.value, literals)
    size = f"CASE WHEN {value} < 0 THEN 0 - ({value}) ELSE {value} END"
    wanted = ", ".join(str(span) for span in spans)
    where = f"span IN ({wanted}) AND {value} <> 0"
    if movers.where:
        where += f" AND ({substituted(movers.where, literals)})"
    columns, cells = ["b.span AS g_span"], ["b.span"]
    for number, dimension in enumerate(dimensions):
        expression = dimension.expression(scope.spans, At.OPENING, "b", "d")
        columns.append(f"{expression} AS g_{number}")
        cells.append(expression)
    columns += ["b.customer_id AS customer_id", f"{value} AS amount"]
    columns += [f"b.{detail} AS x_{number}" for number, detail in enumerate(movers.details)]
    sign = f"CASE WHEN {value} < 0 THEN 0 ELSE 1 END"
    rank = (
        f"ROW_NUMBER() OVER (PARTITION BY {', '.join([*cells, sign])} "
        f"ORDER BY {size} DESC, b.customer_id) AS place"
    )
    join = ""
    if dimensions:
        join = "\n  LEFT JOIN customer_dimensions AS d ON d.customer_id = b.customer_id"
    shown = ["r.g_span", *(f"r.g_{number}" for number in range(len(dimensions)))]
    shown += ["r.customer_id", "n.name AS name", "r.amount"]
    shown += [f"r.x_{number}" for number in range(len(movers.details))]
    select = (
        f"SELECT {', '.join(shown)}\nFROM (\n"
        f"  SELECT {', '.join(columns)}, {rank}\n"
        f"  FROM {instance.base.name} AS b{join}\n  WHERE b.{where}\n) AS r\n"
        "LEFT JOIN customers AS n ON n.customer_id = r.customer_id\n"
        f"WHERE r.place <= {MOVERS_KEPT}"
    )
    return MoverStatement(
        relation_of(instance, scope, literals),
        select,
        where,
        movers.details,
        movers.amounts,
        movers.kind,
    )
