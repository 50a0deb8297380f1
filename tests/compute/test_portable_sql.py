"""Every statement stays inside the portable subset of SQL: the parsed tree is walked."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
import sqlglot
from sqlglot import exp

from deckgen.compute import compute
from deckgen.engine.protocol import Value
from deckgen.engine.sqlite import SQLite
from deckgen.metrics.catalogue import catalogue
from deckgen.model.request import MoneyRules
from tests.compute.generated import company
from tests.compute.test_engines_agree import request
from tests.support.canonical import fill

ALLOWED = {
    # statements and clauses
    exp.Select, exp.From, exp.Join, exp.Where, exp.Group, exp.Having, exp.With, exp.CTE,
    exp.Subquery, exp.Union, exp.Table, exp.TableAlias, exp.Alias, exp.Column, exp.Identifier,
    exp.Star, exp.Paren, exp.Order, exp.Ordered, exp.Tuple,
    # values and conditions
    exp.Literal, exp.Null, exp.Case, exp.If, exp.Coalesce, exp.And, exp.Or, exp.Not, exp.Is,
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Neg,
    # arithmetic that stays in integers
    exp.Add, exp.Sub, exp.Mul, exp.Mod, exp.Cast, exp.DataType,
    exp.Sum, exp.Count, exp.Min, exp.Max, exp.RowNumber, exp.Lead, exp.Window,
}  # fmt: skip
TYPES = {exp.DataType.Type.BIGINT, exp.DataType.Type.VARCHAR}


class Recording(SQLite):
    """Remembers every statement that was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []

    def rows(self, select: str) -> list[tuple[Value, ...]]:
        self.sent.append(select)
        return super().rows(select)

    def create(self, table: str, select: str) -> None:
        self.sent.append(select)
        super().create(table, select)


def statements() -> Iterable[str]:
    sent: dict[str, None] = {}
    for currencies, movements in ((False, True), (True, False)):
        engine = Recording()
        tables = company(5, currencies=currencies)
        if not movements:
            tables["movements"] = []
        rules = MoneyRules(fx="floating" if currencies else "opening")
        compute(engine, fill(engine, tables), request(money=rules), catalogue())
        sent.update(dict.fromkeys(engine.sent))
        engine.close()
    return sent


def outside(sql: str) -> list[str]:
    """Nodes of the parsed statement that are not in the subset."""
    found = []
    for node in sqlglot.parse_one(sql, read="duckdb").walk():
        if type(node) not in ALLOWED:
            found.append(f"{type(node).__name__}: {node.sql()[:80]}")
        elif isinstance(node, exp.DataType) and node.this not in TYPES:
            found.append(f"type {node.sql()}")
        elif isinstance(node, exp.Count | exp.Sum) and node.find(exp.Distinct):
            found.append(f"distinct aggregate: {node.sql()[:80]}")
    return found


def test_every_statement_of_the_catalogue_is_in_the_subset() -> None:
    sent = list(statements())
    assert len(sent) > 20
    assert {sql: outside(sql) for sql in sent if outside(sql)} == {}


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT a / b FROM t", "SELECT AVG(a) FROM t", "SELECT COUNT(DISTINCT a) FROM t",
        "SELECT MEDIAN(a) FROM t", "SELECT GREATEST(a, b) FROM t", "SELECT DATE '2025-01-01'",
        "SELECT CAST(a AS DOUBLE) FROM t", "SELECT DISTINCT a FROM t",
    ],
)  # fmt: skip
def test_what_engines_disagree_on_is_found(sql: str) -> None:
    assert outside(sql)
