"""The values by which customers are grouped, at the opening and at the closing of every span.

A dimension comes from ``memberships`` (dated intervals), else from a column of the revenue rows
(dated by month), else from a column of ``customers`` (one value for ever). A customer that has no
value at the opening takes the one at the closing, and the reverse (R14).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deckgen.engine.protocol import Engine
from deckgen.errors import ConfigError, did_you_mean, error
from deckgen.model.component import At
from deckgen.model.period import Span
from deckgen.model.quality import Staged
from deckgen.model.table import TABLES


class Origin(StrEnum):
    """Where the values of a dimension come from."""

    MEMBERSHIPS = "memberships"
    REVENUE = "revenue"
    CUSTOMERS = "customers"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension and where its values come from. ``index`` numbers its columns; ``fixed`` says
    that ``customers`` has a column of that name as well."""

    name: str
    index: int
    origin: Origin
    fixed: bool = False

    @property
    def dated(self) -> bool:
        """Whether a customer's value can change over time."""
        return self.origin is not Origin.CUSTOMERS

    def moment(self, span: Span, at: At) -> int:
        """The day or month at which the value is looked up."""
        if self.origin is Origin.MEMBERSHIPS:
            return span.opening_day if at is At.OPENING else span.last_day
        return span.opening_month if at is At.OPENING else span.closing_month

    def column(self, moment: int) -> str:
        """The column of ``customer_dimensions`` that holds the value at a moment."""
        return f"d{self.index}_{moment}" if self.dated else f"d{self.index}"

    def expression(self, spans: tuple[Span, ...], at: At, row: str, customer: str) -> str:
        """The value for a row (with ``span``) at the opening or closing, as SQL."""
        if not self.dated:
            return f"{customer}.{self.column(0)}"
        other = At.CLOSING if at is At.OPENING else At.OPENING
        cases = "".join(
            f" WHEN {span.id} THEN COALESCE({customer}.{self.column(self.moment(span, at))}, "
            f"{customer}.{self.column(self.moment(span, other))})"
            for span in spans
        )
        return f"CASE {row}.span{cases} END"


def dimensions_of(engine: Engine, staged: Staged, names: tuple[str, ...]) -> tuple[Dimension, ...]:
    """Finds where every dimension comes from. Raises ``ConfigError`` for one that is nowhere."""
    members = set()
    if staged.has("memberships"):
        found = engine.rows("SELECT dimension FROM memberships GROUP BY dimension")
        members = {str(row[0]) for row in found}
    fixed = set(TABLES["customers"].names) | set(staged.extras.get("customers", ()))
    dimensions = []
    for index, name in enumerate(names):
        if name in members:
            origin = Origin.MEMBERSHIPS
        elif name in staged.extras.get("revenue", ()):
            origin = Origin.REVENUE
        elif name in fixed:
            origin = Origin.CUSTOMERS
        else:
            known = members | fixed | set(staged.extras.get("revenue", ()))
            raise ConfigError(
                error(
                    "compute-101",
                    f"segments: {name!r} is no column of customers or revenue, and no dimension "
                    "of memberships",
                    hint=did_you_mean(name, known),
                )
            )
        dimensions.append(Dimension(name, index, origin, name in fixed))
    return tuple(dimensions)


def quoted(name: str) -> str:
    """A column's name as SQL, whatever the user called it."""
    return '"' + name.replace('"', '""') + '"'


def create_customer_dimensions(
    engine: Engine, dimensions: tuple[Dimension, ...], spans: tuple[Span, ...]
) -> None:
    """Makes ``customer_dimensions``: one row per customer, a column per dimension [and moment]."""
    moments = {
        dimension: sorted({dimension.moment(span, at) for span in spans for at in At})
        for dimension in dimensions
    }
    columns = ["c.customer_id"]
    joins = []
    for dimension in dimensions:
        own = f"x{dimension.index}"
        if dimension.origin is Origin.CUSTOMERS:
            columns.append(f"c.{quoted(dimension.name)} AS {dimension.column(0)}")
            continue
        for moment in moments[dimension]:
            name = dimension.column(moment)
            columns.append(f"{_dated_value(dimension, own, name)} AS {name}")
        joins.append(_dated_join(dimension, own, moments[dimension]))
    select = f"SELECT {', '.join(columns)}\nFROM customers AS c\n" + "\n".join(joins)
    engine.create("customer_dimensions", select)


def _dated_value(dimension: Dimension, own: str, name: str) -> str:
    """A dated value; a customer without any membership keeps the column of ``customers``."""
    if dimension.origin is Origin.MEMBERSHIPS and dimension.fixed:
        fixed = f"c.{quoted(dimension.name)}"
        return f"CASE WHEN {own}.customer_id IS NULL THEN {fixed} ELSE {own}.{name} END"
    return f"{own}.{name}"


def _dated_join(dimension: Dimension, own: str, moments: list[int]) -> str:
    if dimension.origin is Origin.MEMBERSHIPS:
        literal = "'" + dimension.name.replace("'", "''") + "'"
        columns = ", ".join(
            f"MAX(CASE WHEN (start_date IS NULL OR start_date <= {day}) "
            f"AND (end_date IS NULL OR end_date >= {day}) THEN value END) AS "
            f"{dimension.column(day)}"
            for day in moments
        )
        inner = (
            f"SELECT customer_id, {columns} FROM memberships WHERE dimension = {literal} "
            "GROUP BY customer_id"
        )
    else:
        value = quoted(dimension.name)
        columns = ", ".join(
            f"MAX(CASE WHEN month = {month} THEN {value} END) AS {dimension.column(month)}"
            for month in moments
        )
        inner = f"SELECT customer_id, {columns} FROM revenue GROUP BY customer_id"
    return f"LEFT JOIN ({inner}) AS {own} ON {own}.customer_id = c.customer_id"
