"""``tables``: the mapping as :class:`~deckgen.model.feed.Feed` values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from deckgen.config.feed_checks import check_feed, scalar_for
from deckgen.config.findings import Findings
from deckgen.config.formats import check_date_format
from deckgen.config.inputs import block
from deckgen.config.models import validate
from deckgen.config.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode, shown
from deckgen.config.table_schema import DerivedRevenueModel, FeedModel
from deckgen.errors import Location, did_you_mean
from deckgen.model.feed import Adjustment, Derivation, Feed
from deckgen.model.source import Source, SourceKind
from deckgen.model.table import TABLES, Table

_DATABASES = {SourceKind.SQLITE, SourceKind.POSTGRES}


@dataclass(frozen=True, slots=True)
class Mapped:
    """What ``tables`` says: feeds, the sources they read, and whether revenue is derived."""

    feeds: tuple[Feed, ...]
    sources: Mapping[str, Source]
    derive_revenue: Derivation | None


def read_tables(
    node: MappingNode,
    sources: Mapping[str, Source],
    declared: frozenset[str],
    findings: Findings,
) -> Mapped:
    """Every feed that is right. ``declared`` are the names of all sources, wrong ones included.

    A feed with a query of its own gets a source of its own, named after both.
    """
    feeds: list[Feed] = []
    used: dict[str, Source] = {}
    derived: Derivation | None = None
    for entry in node:
        table = TABLES.get(entry.key)
        if table is None:
            hint = did_you_mean(entry.key, TABLES)
            findings.error("config-132", f"there is no table {entry.key!r}", entry.location, hint)
            continue
        for number, one in enumerate(_feed_nodes(entry), 1):
            if not isinstance(one, MappingNode):
                message = f"{table.name} needs `key: value` lines, not {shown(one)}"
                hint = "for example  {source: crm, columns: {customer_id: Account ID}}"
                findings.error("config-112", message, one.location, hint)
            elif "from" in one.entries:
                derived = _derived(one, entry, node, findings) or derived
            else:
                place = entry.location if one is entry.node else one.location
                feed = _feed(table, number, one, place, sources, declared, used, findings)
                feeds += [feed] if feed else []
    _note_unused(node, sources, used, findings)
    return Mapped(tuple(feeds), used, derived)


def _feed_nodes(entry: Entry) -> Iterator[Node]:
    if isinstance(entry.node, SequenceNode):
        yield from entry.node.items
    else:
        yield entry.node


def _derived(
    one: MappingNode, entry: Entry, tables: MappingNode, findings: Findings
) -> Derivation | None:
    where = one.place("from")
    if entry.key != "revenue" or isinstance(entry.node, SequenceNode):
        message = "only revenue as a whole is derived"
        findings.error("config-137", message, where, "revenue: {from: contracts}")
        return None
    model = validate(DerivedRevenueModel, block(one, entry.location), findings)
    if model is None:
        return None
    if tables.get(model.derive_from) is None:
        findings.error(
            "config-137",
            f"revenue comes from {model.derive_from}, but that table is not mapped",
            where,
            f"map `tables.{model.derive_from}`",
        )
        return None
    return Derivation(model.derive_from)


def _feed(
    table: Table,
    number: int,
    node: MappingNode,
    at: Location,
    sources: Mapping[str, Source],
    declared: frozenset[str],
    used: dict[str, Source],
    findings: Findings,
) -> Feed | None:
    before = findings.errors
    model = validate(FeedModel, block(node, at), findings)
    check_date_format(node, findings)
    if model is None:
        return None
    place = _place(node, "source", at)
    if model.source not in declared:
        hint = did_you_mean(model.source, declared)
        message = f"{table.name} names the source {model.source!r}, which is not declared"
        findings.error("config-131", message, place, hint or "declare it under `sources`")
    check_feed(table, model, node, at, findings)
    source = sources.get(model.source)
    if source is not None:
        source = _source_of_feed(table, number, model, source, node, at, findings)
    if source is None or findings.errors > before:
        return None
    used[source.name] = source
    return Feed(
        table=table.name,
        source=source.name,
        columns={name: one.column for name, one in model.columns.items()},
        adjust={
            name: Adjustment(one.times or Fraction(1), one.exclusive)
            for name, one in model.columns.items()
            if one.times is not None or one.exclusive
        },
        values={
            column: {old: scalar_for(table, column, new, findings) for old, new in pairs.items()}
            for column, pairs in model.values.items()
        },
        where={
            column: tuple(scalar_for(None, column, cell, findings) for cell in cells)
            for column, cells in model.where.items()
        },
        set={
            column: scalar_for(table, column, cell, findings)
            for column, cell in model.fixed.items()
        },
        date_format=model.date_format,
        decimal=model.decimal,
        places=dict(_places(node, at)),
    )


def _source_of_feed(
    table: Table,
    number: int,
    model: FeedModel,
    source: Source,
    node: MappingNode,
    at: Location,
    findings: Findings,
) -> Source | None:
    """The source a feed reads: as declared, or its own one when it brings a query."""
    if model.query is not None:
        place = _place(node, "query", at)
        if source.kind not in _DATABASES:
            message = f"{source.name!r} is a {source.kind} source; only databases take a query"
            findings.error("config-130", message, place, "leave the query out")
            return None
        return replace(
            source,
            name=f"{source.name} ({table.name}{f' {number}' if number > 1 else ''})",
            table=None,
            query=model.query,
            places={**source.places, "query": place},
        )
    if source.kind in _DATABASES and not (source.table or source.query):
        findings.error(
            "config-130",
            f"nothing says what {table.name} reads from {source.name!r}",
            _place(node, "source", at),
            'add a query here:  query: "select …"  or a table to the source',
        )
        return None
    return source


def _note_unused(
    tables: MappingNode,
    sources: Mapping[str, Source],
    used: Mapping[str, Source],
    findings: Findings,
) -> None:
    named = set(used)
    for entry in tables:
        for one in _feed_nodes(entry):
            named_source = one.get("source") if isinstance(one, MappingNode) else None
            if isinstance(named_source, ScalarNode):
                named.add(named_source.text)
    for name, source in sources.items():
        if name not in named:
            message = f"no table reads the source {name!r}"
            findings.warning("config-138", message, source.place(), "use it in `tables` or drop it")


def _place(node: MappingNode, key: str, at: Location) -> Location:
    value = node.get(key)
    return value.location if value is not None else at


def _places(node: MappingNode, at: Location) -> Iterator[tuple[tuple[str, ...], Location]]:
    """Where everything of a feed stands: values, except for `where`, whose keys are columns."""
    yield (), at
    for entry in node:
        yield (entry.key,), entry.node.location
        if isinstance(entry.node, MappingNode):
            for inner in entry.node:
                of_key = entry.key in {"where", "values"}
                yield (entry.key, inner.key), inner.location if of_key else inner.node.location
                if isinstance(inner.node, MappingNode):
                    for value in inner.node:
                        yield (entry.key, inner.key, value.key), value.location
