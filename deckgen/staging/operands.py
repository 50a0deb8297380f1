"""The cells of a feed as SQL operands: what every later step reads."""

from __future__ import annotations

from deckgen.engine.cells import cell_text
from deckgen.engine.names import FILE, NUMERIC, ROW, literal, quoted
from deckgen.model.table import ColumnType
from deckgen.staging import cast, numbers
from deckgen.staging.cast import Operand
from deckgen.staging.mapping import Binding, Bound
from deckgen.staging.recode import keeps, recoded
from deckgen.staging.text import clean, value_or_null


def source_text(physical: str, native: str) -> str:
    """SQL of a source column as text; a whole DOUBLE is written without a point."""
    column = quoted(physical)
    if native == "VARCHAR":
        return column
    if native in {"DOUBLE", "FLOAT"}:
        whole = f"isfinite({column}) AND abs({column}) < 1e15 AND {column} = trunc({column})"
        return (
            f"CASE WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR)"
            f" WHEN isfinite({column}) THEN CAST({column} AS VARCHAR) END"
        )
    return f"CAST({column} AS VARCHAR)"


def cell_name(index: int) -> str:
    """The name of a mapped column's cell among the picked cells."""
    return f"c{index}"


def is_native(bound: Bound) -> bool:
    """Whether a mapped column keeps its Parquet type."""
    if bound.source is None or bound.values:
        return False
    return cast.is_native(bound.column, bound.native)


def has_numeric_mark(binding: Binding, bound: Bound) -> bool:
    """Whether cells of a mapped column may have been numbers before they became text."""
    types = cast.NUMBERS | cast.DATES
    return bound.source is not None and (
        (binding.loaded.has_numeric_cells or bound.native != "VARCHAR")
        and bound.column.type in types
        and not is_native(bound)
    )


def operand(binding: Binding, index: int) -> Operand:
    """A bound column's cell, as the levels above the picked cells name it."""
    bound = binding.bound[index]
    if bound.source is None:
        text = cell_text(bound.constant)
        value = "CAST(NULL AS VARCHAR)" if text is None else literal(text.strip())
        number = isinstance(bound.constant, int | float)
        parts = numbers.decorated(value) if bound.column.type in cast.NUMBERS else ""
        return Operand(value, numeric="TRUE" if number else "FALSE", parts=parts)
    name = cell_name(index)
    if is_native(bound):
        return Operand(name, native=bound.native)
    numeric = f"n{index}" if has_numeric_mark(binding, bound) else "FALSE"
    return Operand(name, numeric=numeric, parts=f"m{index}")


def picked(
    binding: Binding,
    tidy: frozenset[int] = frozenset(),
    only: frozenset[int] | None = None,
) -> str:
    """SELECT of the rows that a feed keeps, with the cells of its mapped columns.

    ``tidy``: columns whose texts are known to be meant as they stand. ``only``: the columns wanted.
    """
    cleaned, meant = [FILE, ROW], [FILE, ROW]
    for index, bound in enumerate(binding.bound):
        if bound.source is None or (only is not None and index not in only):
            continue
        cell = cell_name(index)
        cleaned.append(f"{_cleaned(bound, index in tidy)} AS {cell}")
        meant.append(f"{cell if index in tidy else _meant(bound, cell)} AS {cell}")
        if has_numeric_mark(binding, bound):
            cleaned.append(f"{_was_number(binding, bound)} AS n{index}")
            meant.append(f"n{index}")
    where = f" WHERE {kept(binding)}" if binding.where else ""
    inner = f"SELECT {', '.join(cleaned)} FROM {quoted(binding.loaded.table)}{where}"
    return f"SELECT {', '.join(meant)} FROM ({inner})"


def kept(binding: Binding) -> str:
    """SQL condition of the rows that ``where`` keeps."""
    types = dict(binding.loaded.columns.values())
    return " AND ".join(
        keeps(f"({clean(source_text(physical, types[physical]))})", values)
        for physical, values in binding.where
    )


def _cleaned(bound: Bound, tidy: bool) -> str:
    column = bound.physical or ""
    if is_native(bound):
        return quoted(column)
    text = source_text(column, bound.native)
    if tidy:
        return text
    return clean(text if bound.native == "VARCHAR" else f"({text})")


def _meant(bound: Bound, cell: str) -> str:
    """A cleaned text after recoding; words for an empty cell are empty, but not in text columns."""
    if is_native(bound):
        return cell
    text = recoded(cell, bound.values) if bound.values else cell
    if bound.column.type is ColumnType.TEXT:
        return text
    return value_or_null(text if text == cell else f"({text})")


def _was_number(binding: Binding, bound: Bound) -> str:
    if not binding.loaded.has_numeric_cells:
        return "TRUE" if cast.scale_of(bound.native) is not None else "FALSE"
    place = [physical for physical, _ in binding.loaded.columns.values()].index(
        bound.physical or ""
    )
    return f"coalesce(substr({NUMERIC}, {place + 1}, 1) = '1', FALSE)"
