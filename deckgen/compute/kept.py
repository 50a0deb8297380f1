"""Relations that several statements read are computed once and kept as tables meanwhile.

Every statement is complete in itself, with all its relations before it; that is what ``explain``
shows. Here it runs with the relations that others read, too, replaced by ``SELECT * FROM`` a table
of the same rows. Relations that are light (a look at prepared columns) are written out each time:
to read them again costs less than to keep them. Of a relation that only statements read, the rows
that none of them counts are not kept. A table goes as soon as its last reader is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deckgen.compute.statement import CubeStatement, MoverStatement, Relation, with_clause
from deckgen.engine.protocol import Engine, Value


@dataclass
class KeptRelations:
    """Runs the statements of one computation. ``tops`` holds the relation of each of them,
    ``counted`` the condition of the rows that matter, for relations of which not all do."""

    engine: Engine
    tops: Sequence[Relation]
    counted: Mapping[Relation, str] = field(default_factory=dict)
    _readers: dict[Relation, int] = field(default_factory=dict)
    _tables: dict[Relation, str] = field(default_factory=dict)
    _made: int = 0

    def __post_init__(self) -> None:
        self._readers = readers_of(self.tops)

    def rows(self, top: Relation, select: str) -> list[tuple[Value, ...]]:
        """Runs a SELECT that reads ``top`` by its name."""
        found = self.engine.rows(f"{with_clause(self._written(top))}\n{select}")
        self._read(top)
        return found

    def last_shared(self, first: Sequence[Relation], later: Relation) -> int:
        """Of relations read one after the other, the place of the last that reads a table which
        ``later`` reads as well; that of the last one, if none does. Read right after it, ``later``
        lets tables go that would otherwise be held to the end."""
        wanted = self._tables_read(later)
        places = (place for place, one in enumerate(first) if wanted & self._tables_read(one))
        return max(places, default=len(first) - 1)

    def _tables_read(self, top: Relation) -> set[Relation]:
        if self._is_kept(top):
            return {top}
        return {one for used in top.uses for one in self._tables_read(used)}

    def _written(self, top: Relation) -> dict[str, str]:
        """The relations that must stand before a statement on ``top``, in order."""
        if self._is_kept(top):
            return {top.name: f"SELECT * FROM {self._table(top)}"}
        pairs: dict[str, str] = {}
        for used in top.uses:
            pairs.update(self._written(used))
        return {**pairs, top.name: top.sql}

    def _is_kept(self, relation: Relation) -> bool:
        return relation in self._tables or is_worth_keeping(relation, self._readers)

    def _table(self, relation: Relation) -> str:
        if relation not in self._tables:
            before: dict[str, str] = {}
            for used in relation.uses:
                before.update(self._written(used))
            self._made += 1
            table = f"kept_{self._made}_{relation.name}"
            opening = f"{with_clause(before)}\n" if before else ""
            self.engine.create(table, opening + self._rows_that_count(relation))
            self._tables[relation] = table
            for used in relation.uses:
                self._read(used)
        return self._tables[relation]

    def _rows_that_count(self, relation: Relation) -> str:
        if relation not in self.counted:
            return relation.sql
        return f"SELECT * FROM (\n{relation.sql}\n) AS every WHERE {self.counted[relation]}"

    def _read(self, relation: Relation) -> None:
        """Counts one reader less; the last one takes the table with it."""
        if relation not in self._tables:
            for used in relation.uses:
                self._read(used)
            return
        self._readers[relation] -= 1
        if self._readers[relation] == 0:
            self.engine.drop(self._tables[relation])


def rows_counted(statements: Iterable[CubeStatement | MoverStatement]) -> dict[Relation, str]:
    """By relation, the condition of the rows that some statement counts. A relation that others
    read, or of which a statement counts every row, has none."""
    conditions: dict[Relation, dict[str | None, None]] = {}
    for statement in statements:
        conditions.setdefault(statement.relation, {})[statement.counted] = None
    for relation in _readers_first(conditions):
        for used in relation.uses:
            conditions.setdefault(used, {})[None] = None
    return {
        relation: " OR ".join(f"({condition})" for condition in some)
        for relation, some in conditions.items()
        if None not in some
    }


def is_worth_keeping(relation: Relation, readers: dict[Relation, int]) -> bool:
    """Whether a table of the relation is read more than once."""
    return not relation.light and readers[relation] > 1


def readers_of(tops: Iterable[Relation]) -> dict[Relation, int]:
    """How many statements read each relation, itself or inside others; where a relation that is
    kept reads another one, that is a single reader."""
    readers: dict[Relation, int] = {}
    for top in tops:
        readers[top] = readers.get(top, 0) + 1
    for relation in _readers_first(tops):
        passed_on = 1 if is_worth_keeping(relation, readers) else readers[relation]
        for used in relation.uses:
            readers[used] = readers.get(used, 0) + passed_on
    return readers


def _readers_first(tops: Iterable[Relation]) -> list[Relation]:
    """Every relation once, before those that it reads."""
    ordered: dict[Relation, None] = {}

    def visit(relation: Relation) -> None:
        if relation not in ordered:
            for used in relation.uses:
                visit(used)
            ordered[relation] = None

    for top in tops:
        visit(top)
    return list(reversed(ordered))
