"""A file-shaped value, and how it becomes bytes: CSV text or an Excel workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Export:
    """One table as a system exports it; ``preamble`` rows stand above the header."""

    name: str  # file name, or the sheet's name in a workbook
    header: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    delimiter: str = ","
    preamble: tuple[tuple[Cell, ...], ...] = ()
    date_format: str = "%Y-%m-%d"


def csv_bytes(export: Export) -> bytes:
    """The table as UTF-8 text with Unix line ends, the same on every machine."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=export.delimiter, lineterminator="\n")
    writer.writerows([_text(cell, export.date_format) for cell in row] for row in export.preamble)
    writer.writerow(export.header)
    writer.writerows([_text(cell, export.date_format) for cell in row] for row in export.rows)
    return text.getvalue().encode("utf-8")


def workbook_bytes(sheets: Sequence[Export], created: datetime) -> bytes:
    """The tables as sheets of one workbook; dates are real Excel dates.

    ``created`` is written into the properties: the default would be the clock, and two runs
    would differ.
    """
    import xlsxwriter  # heavy, and only needed here

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": created, "title": "Survey export"})
        bold = book.add_format({"bold": True})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.set_column(0, len(sheet.header) - 1, 18)
            for number, row in enumerate([*sheet.preamble, sheet.header]):
                for column, cell in enumerate(row):
                    page.write(number, column, cell, bold)
            top = len(sheet.preamble) + 1
            for number, line in enumerate(sheet.rows, start=top):
                for column, cell in enumerate(line):
                    if isinstance(cell, datetime):
                        page.write_datetime(number, column, cell.replace(tzinfo=None), moment)
                    elif isinstance(cell, date):
                        page.write_datetime(number, column, cell, day)
                    elif cell is not None:
                        page.write(number, column, cell)
    return stream.getvalue()


def _text(cell: Cell, date_format: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime(date_format)
    return str(cell)


def dollars(cents: int) -> str:
    """``$1,250.00``."""
    return f"${cents / 100:,.2f}"


def accounting(cents: int) -> str:
    """``1,250.00``, and ``(120.00)`` for a loss."""
    text = f"{abs(cents) / 100:,.2f}"
    return f"({text})" if cents < 0 else text


def plain(cents: int) -> str:
    """``15000.00``."""
    return f"{cents / 100:.2f}"
