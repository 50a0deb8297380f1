"""One cell of a source as a canonical column stores it: SQL, one expression per type.

A cell comes in as an :class:`Operand`: cleaned text, or the native type of a Parquet column, which
is used as it is. ``prepare`` gives the first step (the exact decimal or the date that a cell says),
``store`` the second (the integer or text that is kept). Both are NULL for a cell that cannot be
understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from deckgen.engine.names import literal
from deckgen.model.feed import Adjustment
from deckgen.model.table import Column, ColumnType
from deckgen.staging import dates, numbers
from deckgen.staging.text import one_of

NUMBERS = frozenset({ColumnType.MONEY, ColumnType.SCORE, ColumnType.NUMBER, ColumnType.FACTOR})
DATES = frozenset({ColumnType.DAY, ColumnType.MONTH})

_TRUE = ("true", "t", "yes", "y", "1", "1.0", "on")
_FALSE = ("false", "f", "no", "n", "0", "0.0", "off")
_WHOLE = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?")
_EXACT = re.compile(r"DECIMAL\((\d+),\s*(\d+)\)")

EXPECTED: dict[ColumnType, str] = {
    ColumnType.TEXT: "a text",
    ColumnType.DAY: "a date between 1990 and 2100",
    ColumnType.MONTH: "a month between 1990 and 2100",
    ColumnType.MONEY: "an amount of money",
    ColumnType.SCORE: "a number",
    ColumnType.NUMBER: "a whole number",
    ColumnType.FACTOR: "a number",
    ColumnType.FLAG: "yes or no",
}
"""What a person should have written."""


def expected(column: Column) -> str:
    """The form a cell of the column must have, in words."""
    if column.type is ColumnType.CODE:
        return f"one of {', '.join(column.codes)}"
    return EXPECTED[column.type]


@dataclass(frozen=True, slots=True)
class Operand:
    """A cell in SQL. ``native`` is the DuckDB type when the value need not go through text.

    ``numeric`` is an SQL condition: the cell was a number in its workbook or database.
    ``parts`` is the result of ``numbers.decorated`` for text that may be a number.
    """

    value: str
    native: str | None = None
    numeric: str = "FALSE"
    parts: str = ""

    @property
    def present(self) -> str:
        """SQL condition: the cell is not empty. Not-a-number and infinity are empty."""
        if self.native in {"DOUBLE", "FLOAT"}:
            return f"({self.value} IS NOT NULL AND isfinite({self.value}))"
        return f"{self.value} IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was declared or found about the cells of one column."""

    decimal: str = "."
    plain: bool = True  # all numbers are as computers write them
    exact: bool = False  # all codes are written as they are stored
    kinds: frozenset[str] = frozenset()  # how dates are written
    date_format: str | None = None
    order: str | None = None
    timezone: str = "UTC"


def is_native(column: Column, native: str) -> bool:
    """Whether a column's type is taken from Parquet's type directly, not through its text."""
    if column.type in NUMBERS:
        return scale_of(native) is not None or native in {"DOUBLE", "FLOAT"}
    if column.type in DATES:
        return native == "DATE" or native.startswith("TIMESTAMP")
    return column.type is ColumnType.FLAG and native == "BOOLEAN"


def scale_of(native: str) -> int | None:
    """How many decimals an exact numeric type holds; ``None`` for any other type."""
    if _WHOLE.fullmatch(native):
        return 0
    found = _EXACT.fullmatch(native)
    return int(found.group(2)) if found else None


def prepare(column: Column, operand: Operand, reading: Reading) -> str:
    """SQL of the decimal, date, flag or text that a cell says."""
    if column.type in NUMBERS:
        return _native_number(operand) if operand.native else _number(column, operand, reading)
    if column.type in DATES:
        return _native_date(operand, reading) if operand.native else _date(column, operand, reading)
    if column.type is ColumnType.FLAG:
        return _flag(operand)
    if column.type is ColumnType.CODE and not reading.exact:
        return _code(column, operand)
    return operand.value


def adjusted(prepared: str, adjustment: Adjustment) -> str:
    """SQL of a decimal multiplied exactly, or of the day before a date that excludes itself."""
    if adjustment.exclusive:
        return f"CAST({prepared} - INTERVAL 1 DAY AS DATE)"
    times = Decimal(adjustment.times.numerator) / Decimal(adjustment.times.denominator)
    scale = max(0, -int(times.normalize().as_tuple().exponent))
    factor = f"CAST({times:f} AS DECIMAL(8, {scale}))"
    # eight digits more than the decimal has: more than 38 there are not
    return f"TRY_CAST(TRY_CAST({prepared} AS DECIMAL(30, 12)) * {factor} AS DECIMAL(30, 12))"


def _number(column: Column, operand: Operand, reading: Reading) -> str:
    """A plain number at once, any other by its parts."""
    simply = f"TRY_CAST({operand.value} AS DECIMAL(30, 12))"
    if reading.plain:
        return f"CASE WHEN {numbers.is_plain(operand.value, reading.decimal)} THEN {simply} END"
    plain = f"({operand.numeric} OR {numbers.is_plain(operand.value, reading.decimal)})"
    percent = column.type in {ColumnType.SCORE, ColumnType.FACTOR}
    value = numbers.number(
        operand.parts,
        reading.decimal,
        percent=percent,
        money=column.type is ColumnType.MONEY,
    )
    if column.type is ColumnType.FACTOR:
        shifted = f"CAST({value} * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(30, 12))"
        value = f"CASE WHEN {operand.parts}.percent = '%' THEN {shifted} ELSE {value} END"
    return f"CASE WHEN {plain} THEN {simply} ELSE {value} END"


def _native_number(operand: Operand) -> str:
    native = operand.native or ""
    if native in {"DOUBLE", "FLOAT"}:
        # six decimals drop what binary fractions add (0.1 + 0.2)
        return f"TRY_CAST({operand.value} AS DECIMAL(28, 6))"
    exact = _EXACT.fullmatch(native)
    if exact and int(exact.group(1)) <= 24:
        return operand.value
    if exact:
        return f"TRY_CAST({operand.value} AS DECIMAL(30, 12))"
    return f"TRY_CAST({operand.value} AS DECIMAL(24, 0))"


def _date(column: Column, operand: Operand, reading: Reading) -> str:
    read = dates.date_of if column.type is ColumnType.DAY else dates.month_date
    return read(
        operand.value,
        operand.numeric,
        reading.kinds,
        date_format=reading.date_format,
        order=reading.order,
        timezone=reading.timezone,
    )


def _native_date(operand: Operand, reading: Reading) -> str:
    if operand.native == "DATE":
        return operand.value
    if operand.native == "TIMESTAMP WITH TIME ZONE":
        return f"CAST(timezone({literal(reading.timezone)}, {operand.value}) AS DATE)"
    return f"CAST({operand.value} AS DATE)"


def _flag(operand: Operand) -> str:
    if operand.native:
        return f"CAST(CAST({operand.value} AS INTEGER) AS BIGINT)"
    word = f"lower({operand.value})"
    return (
        f"CAST(CASE WHEN {word} IN {one_of(_TRUE)} THEN 1"
        f" WHEN {word} IN {one_of(_FALSE)} THEN 0 END AS BIGINT)"
    )


def _code(column: Column, operand: Operand) -> str:
    """``Product gap`` and ``product-gap`` are the code product_gap."""
    word = f"replace(replace(lower({operand.value}), ' ', '_'), '-', '_')"
    return f"CASE WHEN {word} IN {one_of(column.codes)} THEN {word} END"


def store(column: Column, prepared: str, factor: str) -> str:
    """SQL of the stored value. ``factor``: minor units per unit, for money."""
    match column.type:
        case ColumnType.MONEY:
            return f"TRY_CAST(round({prepared} * {factor}, 0) AS BIGINT)"
        case ColumnType.SCORE:
            return f"TRY_CAST(round({prepared} * CAST(100 AS DECIMAL(3, 0)), 0) AS BIGINT)"
        case ColumnType.FACTOR:
            return f"TRY_CAST(round({prepared} * CAST(1000000 AS DECIMAL(7, 0)), 0) AS BIGINT)"
        case ColumnType.NUMBER:
            whole = f"{prepared} = round({prepared}, 0)"
            return f"CASE WHEN {whole} THEN TRY_CAST({prepared} AS BIGINT) END"
        case ColumnType.DAY:
            return f"CAST({dates.day_number(prepared)} AS BIGINT)"
        case ColumnType.MONTH:
            return f"CAST({dates.month_number(prepared)} AS BIGINT)"
        case ColumnType.TEXT | ColumnType.CODE | ColumnType.FLAG:
            return prepared


def is_rounded(prepared: str, factor: str) -> str:
    """SQL condition: an amount is no whole number of minor units."""
    return f"{prepared} * {factor} <> round({prepared} * {factor}, 0)"
