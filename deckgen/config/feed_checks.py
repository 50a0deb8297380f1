"""What can be said about a feed without opening its source: its columns and codes."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches

from deckgen.config.findings import Findings
from deckgen.config.leaves import text_of
from deckgen.config.nodes import MappingNode, ScalarNode, shown
from deckgen.config.table_schema import ColumnModel, FeedModel
from deckgen.errors import Location, did_you_mean
from deckgen.model.feed import Scalar
from deckgen.model.table import Column, ColumnType, Table

_SCALABLE = {ColumnType.MONEY, ColumnType.SCORE}
_NUMERIC = {ColumnType.MONEY, ColumnType.SCORE, ColumnType.NUMBER, ColumnType.FACTOR}


def check_feed(
    table: Table, model: FeedModel, node: MappingNode, at: Location, findings: Findings
) -> None:
    """Required columns are there, no column comes twice, recoded values are known codes."""
    columns, values, fixed = node.get("columns"), node.get("values"), node.get("set")
    filled = [*_keys(columns), *_keys(fixed)]  # wrong ones, too: they have been reported
    missing = [column.name for column in table.columns if column.required]
    missing = [name for name in missing if name not in filled]
    strange = [name for name in filled if table.column(name) is None]
    for name in missing:
        close = get_close_matches(name, strange, n=1, cutoff=0.7)
        where = _key(columns, close[0], at) if close else (columns.location if columns else at)
        hint = f"add  {name}: the name of your column"
        if close:
            hint = f"did you mean {name!r} instead of {close[0]!r}?"
        message = f"{table.name} needs the column {name!r}"
        findings.error("config-134", message, where, hint)
        strange = [one for one in strange if one not in close]
    for name in strange:
        free = [one for one in table.names if one not in filled]
        close = get_close_matches(name, free, n=1, cutoff=0.8)
        if close:
            findings.warning(
                "config-133",
                f"{name!r} is kept as a column of your own",
                _key(columns, name, _key(fixed, name, at)),
                f"did you mean {close[0]!r}?",
            )
    for name in model.fixed:
        if name in model.columns:
            message = f"{name!r} is both mapped and set"
            findings.error("config-135", message, _key(fixed, name, at), "keep one of the two")
    for name in model.values:
        if name not in model.columns:
            message = f"values for {name!r}, which is not a mapped column"
            near = did_you_mean(name, model.columns)
            findings.error("config-135", message, _key(values, name, at), near)
    for name, one in model.columns.items():
        _check_adjustment(table, name, one, _key(columns, name, at), findings)
    for name, cell in model.fixed.items():
        _check_value(table, name, cell, findings)
    for name, pairs in model.values.items():
        for cell in pairs.values():
            _check_value(table, name, cell, findings)


def _check_adjustment(
    table: Table, name: str, one: ColumnModel, where: Location, findings: Findings
) -> None:
    column = table.column(name)
    if one.times is not None and (column is None or column.type not in _SCALABLE):
        message = f"`times` multiplies amounts and scores; {table.name}.{name} is neither"
        findings.error("config-139", message, where, "leave `times` out")
    if one.exclusive and (column is None or column.type is not ColumnType.DAY):
        message = f"`exclusive` is for dates; {table.name}.{name} is none"
        findings.error("config-139", message, where, "leave `exclusive` out")


def _keys(node: object) -> tuple[str, ...]:
    return tuple(node.entries) if isinstance(node, MappingNode) else ()


def _key(node: object, key: str, otherwise: Location) -> Location:
    if isinstance(node, MappingNode) and key in node.entries:
        return node.entries[key].location
    return otherwise


def _check_value(table: Table, name: str, cell: ScalarNode, findings: Findings) -> None:
    column = table.column(name)
    if column is None or cell.is_empty:
        return
    message = f"{shown(cell)} is not a value of {table.name}.{name}"
    if column.type is ColumnType.CODE and cell.text not in column.codes:
        close = get_close_matches(cell.text, column.codes, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"one of {', '.join(column.codes)}"
        findings.error("config-136", message, cell.location, hint)
    elif column.type is ColumnType.FLAG and not _is_flag(cell):
        findings.error("config-136", message, cell.location, "true or false")
    elif column.type in _NUMERIC and not _is_number(cell):
        findings.error("config-136", message, cell.location, "a number")
    elif column.type is ColumnType.DAY and not _is_day(cell.text):
        findings.error("config-136", message, cell.location, "a date, such as 2025-07-03")


def _is_flag(cell: ScalarNode) -> bool:
    return isinstance(cell.value, bool) or cell.text.lower() in {"true", "false", "0", "1"}


def _is_number(cell: ScalarNode) -> bool:
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def scalar_for(table: Table | None, name: str, cell: ScalarNode, findings: Findings) -> Scalar:
    """A value for a column: yes and no are flags in a flag column and the text they are elsewhere.

    ``table`` is ``None`` for a column of the source, whose type is unknown.
    """
    column: Column | None = table.column(name) if table else None
    if column is not None and column.type is ColumnType.FLAG:
        return cell.value
    if cell.is_empty:
        return None
    if cell.is_disguised_text:
        return text_of(cell, findings)
    if column is not None and column.type.is_text:
        return cell.text
    return cell.value
