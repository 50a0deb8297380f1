"""Child accounts counted as their parent (``rollup: parent``), and a row for every customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckgen.engine.duckdb import DuckDB
from deckgen.engine.names import literal, quoted
from deckgen.errors import Level
from deckgen.model.quality import Finding
from deckgen.model.table import TABLES
from deckgen.staging.relation import physical
from deckgen.staging.rows import ORIGIN
from deckgen.staging.text import clean

_ROOTS = "staging_roots"
UNKNOWN = "staging_unknown"
WITH_CUSTOMERS = tuple(
    name for name, table in TABLES.items() if name != "customers" and table.column("customer_id")
)
"""Tables whose rows belong to a customer."""


def roots(parents: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The topmost parent of every customer that has one, and customers inside a cycle.

    In a cycle the customer whose id comes first counts as the parent of the others.
    """
    found: dict[str, str] = {}
    cyclic: set[str] = set()
    for start in parents:
        path, current = [start], start
        while current in parents and current not in found:
            current = parents[current]
            if current in path:
                cycle = path[path.index(current) :]
                cyclic.update(cycle)
                current = min(cycle)
                break
            path.append(current)
        top = found.get(current, current)
        found.update({customer: top for customer in path if customer != top})
    return found, tuple(sorted(cyclic))


def roll_up(engine: DuckDB, extras: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Gives every row to the topmost parent of its customer; child accounts are no customers."""
    rows = engine.rows(
        "SELECT customer_id, parent_id FROM customers"
        " WHERE parent_id IS NOT NULL AND parent_id <> customer_id"
    )
    found, cyclic = roots({str(child): str(parent) for child, parent in rows})
    if not found:
        return []
    shape = [("child", "VARCHAR"), ("root", "VARCHAR")]
    engine.insert(_ROOTS, shape, list(found.items()))
    for name in WITH_CUSTOMERS:
        columns = [*ORIGIN, *TABLES[name].names, *extras.get(name, ())]
        picked = ", ".join(
            "coalesce(r.root, t.customer_id) AS customer_id"
            if column == "customer_id"
            else f"t.{quoted(column)}"
            for column in columns
        )
        joined = f"FROM {name} AS t LEFT JOIN {_ROOTS} AS r ON r.child = t.customer_id"
        _replace(engine, name, f"SELECT {picked} {joined}")
    children = f"SELECT child FROM {_ROOTS}"
    _replace(engine, "customers", f"SELECT * FROM customers WHERE customer_id NOT IN ({children})")
    if not cyclic:
        return []
    listed = ", ".join(map(repr, cyclic[:3]))
    return [
        Finding(
            Level.WARNING,
            "data-323",
            "customers",
            f"{len(cyclic):,} customers are their own parent's parent ({listed});"
            " the first id of each circle counts as the parent",
            len(cyclic),
        )
    ]


def _replace(engine: DuckDB, table: str, select: str) -> None:
    engine.create("staging_replacement", select)
    engine.drop(table)
    engine.run(f"ALTER TABLE staging_replacement RENAME TO {table}")


def find_unknown_customers(engine: DuckDB, counted: Mapping[str, str]) -> None:
    """Makes ``UNKNOWN``: table, customer id and rows of every id that ``customers`` lacks.

    ``counted``: by table, where its rows are counted already, as ``row_count`` by customer.
    """
    rows = " UNION ALL ".join(
        f"SELECT {literal(name)} AS t, customer_id, row_count AS n FROM {counted[name]}"
        if name in counted
        else f"SELECT {literal(name)} AS t, customer_id, 1 AS n FROM {name}"
        for name in WITH_CUSTOMERS
    )
    # Most rows are of known customers: they are left out before anything is counted.
    engine.create(
        UNKNOWN,
        f"SELECT t, customer_id, CAST(SUM(n) AS BIGINT) AS n FROM ({rows}) AS r"
        " ANTI JOIN customers USING (customer_id) WHERE customer_id IS NOT NULL"
        " GROUP BY t, customer_id",
    )


def has_untidy_ids(engine: DuckDB) -> bool:
    """Whether an id of ``UNKNOWN`` is not written as it is meant: space around it, for instance."""
    meant = clean("customer_id")
    found = engine.rows(
        f"SELECT 1 FROM {UNKNOWN} WHERE customer_id IS DISTINCT FROM {meant} LIMIT 1"
    )
    return found != []


def add_missing_customers(engine: DuckDB, extras: Sequence[str]) -> None:
    """Adds a customer without attributes for every id of ``UNKNOWN``."""
    names = [*TABLES["customers"].names, *extras]
    values = ", ".join(
        "i.customer_id"
        if name == "customer_id"
        else f"CAST(NULL AS {physical(TABLES['customers'].column(name))})"
        for name in names
    )
    origin = ", ".join("NULL" for _ in ORIGIN)
    engine.run(
        f"INSERT INTO customers ({', '.join([*ORIGIN, *map(quoted, names)])})"
        f" SELECT {origin}, {values} FROM (SELECT DISTINCT customer_id FROM {UNKNOWN}) AS i"
        " ORDER BY i.customer_id"
    )
