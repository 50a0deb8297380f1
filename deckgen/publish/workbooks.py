"""The workbook behind a chart, rebuilt from what the chart draws: nothing else can be in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_RANGE = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!\[\]]+))!"
    r"\$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>\d+)(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>\d+))?"
)
_LONGEST = 100_000
_BORN = datetime(1980, 1, 1)
Cells = dict[str, dict[tuple[int, int], tuple[str | float, str]]]


def drawn_workbook(chart: etree._Element) -> bytes | None:
    """An .xlsx with the cells that a chart refers to, their values as the chart has them.

    ``None`` where a reference is none that can be followed: several areas, a name, another file.
    """
    cells: Cells = {}
    for reference in chart.iter(f"{_C}numRef", f"{_C}strRef", f"{_C}multiLvlStrRef"):
        if not _collect(reference, cells):
            return None
    return _written(cells) if cells else None


def _collect(reference: etree._Element, cells: Cells) -> bool:
    formula = (reference.findtext(f"{_C}f") or "").strip()
    match = _RANGE.fullmatch(formula)
    if match is None:
        return False
    sheet = (match["quoted"] or match["plain"] or "").replace("''", "'").strip()
    places = _places(match)
    if not sheet or len(sheet) > 31 or not places:
        return False
    into = cells.setdefault(sheet, {})
    for level, cache in enumerate(_caches(reference)):
        code = cache.findtext(f"{_C}formatCode") or "General"
        numeric = etree.QName(cache).localname == "numCache"
        for point in cache.iter(f"{_C}pt"):
            number = int(point.get("idx", "0"))
            at = _at(match, places, number, level)
            text = point.findtext(f"{_C}v") or ""
            if at is None:
                return False
            value: str | float = text
            if numeric:
                try:
                    value = float(text)
                except ValueError:
                    value = text
            into[at] = (value, point.get("formatCode") or code if numeric else "")
    return True


def _caches(reference: etree._Element) -> Iterator[etree._Element]:
    for kind in ("numCache", "strCache"):
        yield from reference.iterchildren(f"{_C}{kind}")
    for levels in reference.iterchildren(f"{_C}multiLvlStrCache"):
        yield from levels.iterchildren(f"{_C}lvl")


def _places(match: re.Match[str]) -> list[tuple[int, int]]:
    """Row and column of every cell, from 0, row by row."""
    top, left = int(match["r1"]) - 1, _column(match["c1"])
    bottom = int(match["r2"]) - 1 if match["r2"] else top
    right = _column(match["c2"]) if match["c2"] else left
    if bottom < top or right < left or (bottom - top + 1) * (right - left + 1) > _LONGEST:
        return []
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def _at(
    match: re.Match[str], places: list[tuple[int, int]], number: int, level: int
) -> tuple[int, int] | None:
    """Where a point of a cache stands. Categories of several levels are columns, the last level
    of the cache the first of them."""
    (top, left), (_, right) = places[0], places[-1]
    if match["c2"] and right > left and places[-1][0] > top:
        row, column = top + number, right - level
        return (row, column) if (row, column) in set(places) else None
    return places[number] if number < len(places) else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _written(cells: Cells) -> bytes:
    # xlsxwriter takes a moment to import, and only this needs it.
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "nan_inf_to_errors": True}  # fmt: skip
    with Workbook(buffer, options) as book:
        book.set_properties({"created": _BORN, "author": ""})
        formats: dict[str, object] = {}
        for name in sorted(cells):
            sheet = book.add_worksheet(name)
            for (row, column), (value, code) in sorted(cells[name].items()):
                if code and code not in formats:
                    formats[code] = book.add_format({"num_format": code})
                if isinstance(value, float):
                    sheet.write_number(row, column, value, formats.get(code))
                else:
                    sheet.write_string(row, column, value)
    return buffer.getvalue()
