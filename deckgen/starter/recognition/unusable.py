"""Exports that no mapping can use as they are, and what to do about it."""

from __future__ import annotations

from deckgen.starter.recognition.cells import day_of, month_of, number_of
from deckgen.starter.recognition.profile import Sheet

_MONTHS = 3


def unusable(sheet: Sheet) -> str | None:
    """Why a sheet is refused whatever its columns mean; ``None`` if nothing speaks against it."""
    names = [column.name for column in sheet.columns]
    months = [name for name in names if month_of(name) is not None or day_of(name) is not None]
    if len(months) >= _MONTHS and len(months) >= len(names) / 2:
        return (
            f"one column per month ({months[0]} … {months[-1]}) is not supported: bring it to one "
            "row per customer and month, in Excel with Power Query > Unpivot columns, in pandas "
            "with DataFrame.melt"
        )
    if len(names) == 1:
        return "it has one column only: export more, or check what separates the fields"
    if _is_data(names):
        return "its first row looks like data, not like names of columns: add a header"
    return None


def _is_data(names: list[str]) -> bool:
    typed = [name for name in names if number_of(name) or day_of(name) or month_of(name)]
    return len(typed) >= len(names) / 2
