"""The workbook behind a chart."""

from __future__ import annotations

import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from deckgen.lint.chart_facts import Workbook

_MOST_ROWS = 100_000


def read_workbook(content: bytes) -> Workbook:
    """Its cells, by sheet. A workbook that cannot be read has a problem instead."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=_MOST_ROWS)
            sheets.append((name, tuple(tuple(row) for row in rows)))
    except PasswordError:
        return Workbook((), "it has a password")
    except (CalamineError, OSError, ValueError) as problem:
        return Workbook((), f"it cannot be read ({problem})")
    return Workbook(tuple(sheets))
