"""The rows of one feed with every canonical column, cast, and with their marks: one SELECT."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.engine.names import FILE, ROW, literal, quoted
from deckgen.model.table import Column, ColumnType, minor_digits
from deckgen.staging import cast, currencies, numbers, operands
from deckgen.staging.cast import Operand
from deckgen.staging.mapping import Binding, Bound
from deckgen.staging.marks import Flaw, Mark, total
from deckgen.staging.profile import Profile
from deckgen.staging.totals import is_totals_line

MARKS = "_marks"
_CURRENCY = "row_currency"


@dataclass(frozen=True, slots=True)
class Relation:
    """A SELECT over a loaded source: ``_file``, ``_row``, all columns, ``_marks``."""

    select: str
    marks: tuple[Mark, ...]


def relation(binding: Binding, profile: Profile, currency: str) -> Relation:
    """Casts the rows that a feed keeps. ``currency`` is of rows that name none."""
    return _Casting(binding, profile, currency.upper()).relation()


def physical(column: Column | None) -> str:
    """The type in which an engine stores a canonical column; own columns are text."""
    return "VARCHAR" if column is None or column.type.is_text else "BIGINT"


class _Casting:
    """Builds the levels: cells, parts of numbers, what they say, what is stored, marks."""

    def __init__(self, binding: Binding, profile: Profile, currency: str) -> None:
        self._binding = binding
        self._profile = profile
        self._default = currency
        self._operands = [operands.operand(binding, i) for i in range(len(binding.bound))]
        mapped = next(
            (i for i, one in enumerate(binding.bound) if one.column.name == "currency"), None
        )
        has_currency = mapped is not None and binding.table.column("currency") is not None
        self._currency_index = mapped if has_currency else None
        self._factor = (
            currencies.fixed_factor(currency)
            if self._currency_index is None
            else currencies.minor_factor(_CURRENCY)
        )

    def relation(self) -> Relation:
        marks = self._marks()
        columns = [f"{FILE}, {ROW}"]
        columns += [
            f"{self._stored(column)} AS {quoted(column.name)}"
            for column in self._binding.table.columns
        ]
        columns += [
            f"{self._operands[index].value} AS {quoted(one.column.name)}"
            for index, one in enumerate(self._binding.bound)
            if one.column.name in self._binding.extras
        ]
        select = (
            f"SELECT {', '.join(columns)}, {total(marks)} AS {MARKS}"
            f" FROM (SELECT *{self._values()}"
            f" FROM (SELECT *{self._sayings()}"
            f" FROM (SELECT *{self._parts()}"
            f" FROM ({operands.picked(self._binding, self._profile.tidy)}))))"
        )
        return Relation(select, marks)

    def _parts(self) -> str:
        """Numbers that are not plain are taken apart; the row's currency is read."""
        parts = ""
        if self._currency_index is not None:
            text = self._operands[self._currency_index].value
            code = f"coalesce({currencies.code(text, self._default)}, {literal(self._default)})"
            parts = f", {code} AS {_CURRENCY}"
        for index, one in enumerate(self._binding.bound):
            operand = self._operands[index]
            if one.source is None or one.column.type not in cast.NUMBERS or operand.native:
                continue
            if self._profile.readings[index].plain:
                continue
            sign = self._profile.readings[index].decimal
            plain = f"{operand.numeric} OR {numbers.is_plain(operand.value, sign)}"
            apart = numbers.decorated(operand.value)
            parts += f", CASE WHEN {plain} THEN NULL ELSE {apart} END AS {operand.parts}"
        return parts

    def _sayings(self) -> str:
        return "".join(
            f", {self._said(i, one)} AS d{i}"
            for i, one in enumerate(self._binding.bound)
            if one.column.type is not ColumnType.TEXT
        )

    def _said(self, index: int, one: Bound) -> str:
        said = cast.prepare(one.column, self._operands[index], self._profile.readings[index])
        return cast.adjusted(said, one.adjust) if one.adjust else said

    def _values(self) -> str:
        return "".join(
            f", {cast.store(one.column, f'd{i}', self._factor)} AS v{i}"
            for i, one in enumerate(self._binding.bound)
            if one.column.type is not ColumnType.TEXT
        )

    def _value(self, index: int) -> str:
        text = self._binding.bound[index].column.type is ColumnType.TEXT
        return self._operands[index].value if text else f"v{index}"

    def _stored(self, column: Column) -> str:
        if column.name == "currency" and column.key is False:
            known = self._currency_index is not None
            return _CURRENCY if known else literal(self._default)
        default = "NULL" if column.default is None else _constant(column.default)
        index = next(
            (i for i, one in enumerate(self._binding.bound) if one.column.name == column.name),
            None,
        )
        if index is None:
            return f"CAST({default} AS {physical(column)})"
        value = self._value(index)
        if column.name == "currency":
            value = currencies.code(value, self._default)
        return value if column.default is None else f"coalesce({value}, {default})"

    def _marks(self) -> tuple[Mark, ...]:
        found = self._totals_marks()
        for index, one in enumerate(self._binding.bound):
            if one.source is None or self._binding.table.column(one.column.name) is None:
                continue
            operand = self._operands[index]
            value = self._value(index)
            if one.column.required:
                found.append((Flaw.EMPTY_REQUIRED, index, f"NOT ({operand.present})"))
            if one.column.type is ColumnType.TEXT:
                continue
            flaw = Flaw.UNREADABLE_REQUIRED if one.column.required else Flaw.UNREADABLE_OPTIONAL
            found.append((flaw, index, f"{operand.present} AND {value} IS NULL"))
            if one.column.type is ColumnType.MONEY:
                found += self._money_marks(index, operand)
        found += self._order_marks()
        return tuple(
            Mark(1 << bit, flaw, index, condition)
            for bit, (flaw, index, condition) in enumerate(found)
        )

    def _totals_marks(self) -> list[tuple[Flaw, int, str]]:
        """Only where a person's program may have added a line: Parquet files hold rows."""
        if self._binding.loaded.is_parquet:
            return []
        return [
            (Flaw.TOTALS_LINE, index, is_totals_line(self._value(index)))
            for index, one in enumerate(self._binding.bound)
            if one.column.name == "customer_id" and one.source is not None
        ]

    def _money_marks(self, index: int, operand: Operand) -> list[tuple[Flaw, int, str]]:
        marks = []
        scale = cast.scale_of(operand.native) if operand.native else None
        digits = minor_digits(self._default) if self._currency_index is None else 0
        if scale is None or scale > digits or self._binding.bound[index].adjust:
            marks.append((Flaw.ROUNDED, index, cast.is_rounded(f"d{index}", self._factor)))
        plain = self._profile.readings[index].plain
        if operand.native is None and self._currency_index is None and not plain:
            fitting = ", ".join(map(literal, currencies.mentions_of(self._default)))
            named = f"d{index} IS NOT NULL AND {numbers.mention(operand.parts)} NOT IN ({fitting})"
            marks.append((Flaw.OTHER_CURRENCY, index, f"coalesce({named}, FALSE)"))
        return marks

    def _order_marks(self) -> list[tuple[Flaw, int, str]]:
        if self._binding.table.name != "contracts":
            return []
        places = {one.column.name: i for i, one in enumerate(self._binding.bound)}
        if not {"start_date", "end_date"} <= places.keys():
            return []
        start, end = places["start_date"], places["end_date"]
        return [(Flaw.END_BEFORE_START, end, f"v{end} < v{start}")]


def _constant(value: str | int) -> str:
    return literal(value) if isinstance(value, str) else str(value)
