"""A relation that several statements read is computed once, and gone when the last one is done."""

from __future__ import annotations

from deckgen.compute.kept import KeptRelations, readers_of, rows_counted
from deckgen.compute.statement import CubeStatement, Relation, pairs_of, with_clause
from deckgen.engine.protocol import Value
from deckgen.engine.sqlite import SQLite

NUMBERS = Relation("numbers", "SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3")
ODD = Relation("odd", "SELECT n FROM numbers WHERE n <> 2", (NUMBERS,))
LARGE = Relation("large", "SELECT n FROM numbers WHERE n > 1", (NUMBERS,))
BOTH = Relation("both", "SELECT o.n FROM odd AS o JOIN large AS l ON l.n = o.n", (ODD, LARGE))


class Watched(SQLite):
    """Remembers which tables were made, and which are there."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[str] = []
        self.there: set[str] = set()

    def create(self, table: str, select: str) -> None:
        super().create(table, select)
        self.made.append(table)
        self.there.add(table)

    def drop(self, table: str) -> None:
        super().drop(table)
        self.there.discard(table)


def run(*tops: Relation) -> tuple[list[list[tuple[Value, ...]]], Watched]:
    engine = Watched()
    kept = KeptRelations(engine, tops)
    found = [kept.rows(top, f"SELECT SUM(n) FROM {top.name}") for top in tops]
    whole = [
        engine.rows(f"{with_clause(pairs_of(top))} SELECT SUM(n) FROM {top.name}") for top in tops
    ]
    assert found == whole  # what explain shows gives the same rows
    return found, engine


def test_what_one_statement_reads_is_not_kept() -> None:
    found, engine = run(ODD)
    assert found == [[(4,)]]  # 1 + 3
    assert engine.made == []


def test_what_two_statements_read_is_made_once_and_dropped_after_the_second() -> None:
    found, engine = run(ODD, LARGE)
    assert found == [[(4,)], [(5,)]]  # 1 + 3; 2 + 3
    assert engine.made == ["kept_1_numbers"]
    assert engine.there == set()


def test_a_kept_relation_reads_what_it_uses_only_once() -> None:
    # Both statements on ODD read its table: NUMBERS has one reader, and need not be kept.
    found, engine = run(ODD, ODD)
    assert found == [[(4,)], [(4,)]]
    assert engine.made == ["kept_1_odd"]


def test_relations_inside_relations() -> None:
    found, engine = run(BOTH, ODD, BOTH, LARGE)
    assert found == [[(3,)], [(4,)], [(3,)], [(5,)]]
    assert sorted(name.split("_", 2)[2] for name in engine.made) == [
        "both", "large", "numbers", "odd",
    ]  # fmt: skip
    assert engine.there == set()


def test_a_light_relation_is_written_out_each_time() -> None:
    light = Relation("numbers", NUMBERS.sql, light=True)
    first = Relation("odd", ODD.sql, (light,))
    second = Relation("large", LARGE.sql, (light,))
    found, engine = run(first, second)
    assert found == [[(4,)], [(5,)]]
    assert engine.made == []


def test_a_later_reader_is_due_after_the_last_one_of_the_same_tables() -> None:
    unread = Relation("unread", "SELECT 1 AS n")
    tops = [ODD, ODD, LARGE, LARGE, NUMBERS]
    kept = KeptRelations(Watched(), [*tops, BOTH, ODD, unread])
    assert kept.last_shared(tops, ODD) == 1  # what it is made from is not read again
    assert kept.last_shared(tops, BOTH) == 3  # not kept itself: it reads odd and large
    assert kept.last_shared(tops, unread) == 4
    assert kept.last_shared([], ODD) == -1


def test_relations_of_one_name_but_other_options_are_two() -> None:
    other = Relation("numbers", "SELECT 10 AS n")
    assert readers_of([NUMBERS, other, other]) == {NUMBERS: 1, other: 2}
    found, engine = run(NUMBERS, other, other)
    assert found == [[(6,)], [(10,)], [(10,)]]
    assert engine.made == ["kept_1_numbers"]


def counting(relation: Relation, condition: str | None) -> CubeStatement:
    where = f" WHERE {condition}" if condition else ""
    return CubeStatement(
        relation, f"SELECT COUNT(*) FROM {relation.name}{where}", condition, (), (), ()
    )


def test_rows_that_no_statement_counts_are_not_kept() -> None:
    statements = [counting(NUMBERS, "n = 1"), counting(NUMBERS, "n > 2")]
    kept = rows_counted(statements)
    assert kept == {NUMBERS: "(n = 1) OR (n > 2)"}
    engine = Watched()
    relations = KeptRelations(engine, [NUMBERS, NUMBERS], kept)
    assert relations.rows(NUMBERS, statements[0].select) == [(1,)]
    assert engine.rows("SELECT n FROM kept_1_numbers ORDER BY n") == [(1,), (3,)]
    assert relations.rows(NUMBERS, statements[1].select) == [(1,)]


def test_all_rows_are_kept_of_what_one_statement_counts_whole_or_another_relation_reads() -> None:
    assert rows_counted([counting(NUMBERS, "n = 1"), counting(NUMBERS, None)]) == {}
    assert rows_counted([counting(NUMBERS, "n = 1"), counting(ODD, "n = 3")]) == {ODD: "(n = 3)"}
