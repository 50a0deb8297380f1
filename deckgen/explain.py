"""Where a number comes from: formula, integers, SQL, movers, and one customer's rows.

``explain`` answers the question that ends most meetings. It shows what the computation used, not
a second computation: the integers are those of the cube, the SQL is the text that ran.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from pathlib import Path

from deckgen.compute.prepare import scope_of
from deckgen.compute.resolve import ResolvedMetric, ResolvedPart
from deckgen.compute.statement import Instance, relations, tables_of, with_clause
from deckgen.engine.names import literal, quoted
from deckgen.engine.protocol import Value
from deckgen.errors import ConfigError, did_you_mean, error
from deckgen.metrics.catalogue import catalogue
from deckgen.model.component import Base, Kind
from deckgen.model.period import day_of, month_label
from deckgen.model.request import Group
from deckgen.model.result import MetricResult, PartResult
from deckgen.model.table import TABLES, ColumnType, minor_digits
from deckgen.records import decimal_text
from deckgen.run import Run
from deckgen.staging.rows import ORIGIN

LONGEST_LISTING = 200
"""Rows of one relation shown for one customer."""


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """One component: its sum in this period and group, and the expression that adds it up."""

    name: str
    base: str
    total: str
    expression: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of a relation as a person reads them: days as dates, months as 2025-06, money."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one metric in one period and group."""

    result: MetricResult
    method: str
    method_text: str
    parts: tuple[PartResult, ...]
    components: tuple[ComponentLine, ...]
    statements: tuple[str, ...]
    listings: tuple[Listing, ...]


def _where_to_add(metric: str) -> str | None:
    """For a metric that exists and is not shown."""
    found = catalogue().get(metric)
    return (
        None if found is None else f"it exists; add it:  sections: {{{found.section}: [{metric}]}}"
    )


def explain(run: Run, metric: str, group: Group = (), customer: str | None = None) -> Explanation:
    """Explains a metric. ``customer`` adds the rows behind that customer's part.

    Raises ``ConfigError`` for a metric that the configuration does not show, or a customer that
    is not in the data.
    """
    results = run.results
    if metric not in results.metrics:
        hint = _where_to_add(metric) or did_you_mean(metric, results.metrics)
        raise ConfigError(error("explain-101", f"the config shows no metric {metric!r}", hint=hint))
    resolved = results.metrics[metric]
    result = results.metric(metric, group)
    keyed = [one for by_key in result.keyed.values() for one in by_key.values()]
    instances = list(
        dict.fromkeys(slot[0] for part in resolved.parts.values() for slot in part.slots.values())
    )
    return Explanation(
        result=result,
        method=resolved.method,
        method_text=resolved.metric.methods.get(resolved.method, ""),
        parts=(*result.parts.values(), *keyed),
        components=tuple(_components(run, resolved, result)),
        statements=tuple(
            sql for instance in instances for sql in results.cube.statements.get(instance, ())
        ),
        listings=tuple(_listings(run, resolved, instances, result, customer)) if customer else (),
    )


def _components(
    run: Run, resolved: ResolvedMetric, result: MetricResult
) -> Iterator[ComponentLine]:
    """The sums that the headline reads, and then those of the other parts, each once."""
    seen = set()
    ordered: list[ResolvedPart] = [resolved.parts[resolved.headline]]
    ordered += [part for name, part in resolved.parts.items() if name != resolved.headline]
    for part in ordered:
        for component, (instance, _) in part.slots.items():
            if component in seen or component.key:
                continue
            seen.add(component)
            sums = run.results.cube.sums.get((instance, component), {})
            total = sums.get(result.span.id, {}).get(result.group, 0)
            expression = f"SUM({component.add})"
            if component.where:
                expression += f" WHERE {component.where}"
            shown = _natural(run, total, component.kind)
            yield ComponentLine(component.name, instance.base.name, shown, expression)


def _natural(run: Run, total: int, kind: Kind) -> str:
    money = run.results.money
    if kind is Kind.RECURRING:
        value = Fraction(total * money.stored_annual, money.minor * money.unit_annual)
    elif kind is Kind.ANNUAL:
        value = Fraction(total, money.contract_minor)
    else:
        value = Fraction(total, 100 if kind is Kind.SCORE else 1)
    return decimal_text(value) or "0"


def _listings(
    run: Run,
    resolved: ResolvedMetric,
    instances: Sequence[Instance],
    result: MetricResult,
    customer: str,
) -> Iterator[Listing]:
    """The customer's rows in every base, in the canonical tables, and in the user's own files."""
    id = _customer_id(run, customer)
    scope = scope_of(run.engine, run.staged, run.config.money, run.results.spans.all)
    literals = resolved.literals()
    for instance in instances:
        if instance.base.customer:
            pairs = relations(instance, scope, literals[instance])
            sql = (
                f"{with_clause(pairs)} SELECT * FROM {instance.base.name} "
                f"WHERE span = {result.span.id} AND customer_id = {literal(id)}"
            )
            yield _listing(run, f"{instance.base.name}: {instance.base.one_row}", sql, None)
    tables = dict.fromkeys(("customers", *(t for one in instances for t in read_by(one.base))))
    if "revenue" in tables and run.staged.revenue_derived_from is not None:
        tables[str(run.staged.revenue_derived_from)] = None  # its rows are in the user's files
    for table in tables:
        if run.staged.has(table):
            sql = f"SELECT * FROM {quoted(table)} WHERE customer_id = {literal(id)}"
            yield _listing(run, f"table {table}", sql, table)
    for table in tables:
        yield from _source_rows(run, table, id)


def _customer_id(run: Run, customer: str) -> str:
    known = run.engine.rows(
        f"SELECT customer_id FROM customers WHERE customer_id = {literal(customer)} "
        f"OR name = {literal(customer)}"
    )
    if not known:
        message = f"no customer {customer!r} in the data"
        raise ConfigError(error("explain-102", message, hint="give the id, or the exact name"))
    return str(known[0][0])


def read_by(base: Base) -> list[str]:
    """The canonical tables a base cannot do without, those of the bases it uses included."""
    return sorted(tables_of(base))


def _listing(run: Run, title: str, sql: str, table: str | None) -> Listing:
    described = [str(row[0]) for row in run.engine.rows(f"DESCRIBE {sql}")]
    kept = [place for place, name in enumerate(described) if name not in ORIGIN]
    columns = tuple(described[place] for place in kept)
    rows = run.engine.rows(f"{sql} LIMIT {LONGEST_LISTING}")
    currency = described.index("currency") if "currency" in described else None
    terms = run.results.money
    per = Fraction(terms.stored_annual, terms.unit_annual) if table == "revenue" else Fraction(1)
    shown = []
    for row in rows:
        named = None if currency is None else row[currency]
        money = _Money(minor_digits(str(named or run.config.money.currency)), per)
        shown.append(tuple(_shown(table, described[place], row[place], money) for place in kept))
    return Listing(title, columns, tuple(shown))


def _source_rows(run: Run, table: str, id: str) -> Iterator[Listing]:
    """The rows of the user's files that became the customer's rows, as they were written there."""
    described = {str(row[0]) for row in run.engine.rows(f"DESCRIBE SELECT * FROM {quoted(table)}")}
    if not described.issuperset(ORIGIN):
        return  # derived rows have no line of their own
    origins = run.engine.rows(
        f"SELECT {', '.join(ORIGIN)} FROM {quoted(table)} WHERE customer_id = {literal(id)} "
        f"ORDER BY {', '.join(ORIGIN)} LIMIT {LONGEST_LISTING}"
    )
    sources = list(dict.fromkeys(feed.source for feed in run.config.feeds))
    for feed in dict.fromkeys(row[0] for row in origins):
        if not isinstance(feed, int):
            continue
        source = run.config.feeds[feed].source
        wanted = [(file, row) for number, file, row in origins if number == feed]
        loaded = f"source_{sources.index(source)}"
        places = " OR ".join(f"(_file = {file} AND _row = {row})" for file, row in wanted)
        names = [
            str(row[0])
            for row in run.engine.rows(f"DESCRIBE SELECT * FROM {quoted(loaded)}")
            if not str(row[0]).startswith("_")
        ]
        listed = ", ".join(quoted(name) for name in names)
        found = run.engine.rows(
            f"SELECT _file, _row, {listed} FROM {quoted(loaded)} WHERE {places} "
            "ORDER BY _file, _row"
        )
        rows = tuple(
            (
                _place(run, source, row[0], row[1]),
                *("" if cell is None else str(cell) for cell in row[2:]),
            )
            for row in found
        )
        yield Listing(f"rows of source {source}, as exported", ("place", *names), rows)


def _place(run: Run, source: str, file: Value, row: Value) -> str:
    """``data/mrr.csv:17``."""
    assert isinstance(file, int)
    assert isinstance(row, int)
    scan = run.scans[source][file]
    number = row
    if scan.numbers is not None:
        number = next(islice(scan.numbers(), row - 1, row), row)
    elif scan.first_row is not None:
        number = scan.first_row + row - 1
    return f"{Path(scan.display).name}:{number}"


@dataclass(frozen=True, slots=True)
class _Money:
    """How a stored amount is printed: the decimals of its currency, and ``times`` for revenue that
    is stored per year (derived from contracts) in a deck that counts it per month."""

    digits: int
    times: Fraction

    def text(self, stored: int) -> str:
        amount = stored * self.times / 10**self.digits
        return f"{Decimal(amount.numerator) / amount.denominator:.{self.digits}f}"


def _shown(table: str | None, column: str, value: Value, money: _Money) -> str:
    """A stored value as a person reads it; unknown columns of bases stay as they are."""
    if value is None:
        return ""
    known = TABLES[table].column(column) if table else None
    kind = known.type if known else _guessed(column)
    if isinstance(value, int):
        if kind is ColumnType.DAY:
            return day_of(value).isoformat()
        if kind is ColumnType.MONTH:
            return month_label(value)
        if kind is ColumnType.MONEY:
            return money.text(value)
        if kind is ColumnType.SCORE:
            return f"{value / 100:g}"
    return str(value)


def _guessed(column: str) -> ColumnType | None:
    """Bases name their days and months as the canonical tables do."""
    if column == "day" or column.endswith(("_day", "_date", "_on")):
        return ColumnType.DAY
    return ColumnType.MONTH if column.endswith("month") else None
