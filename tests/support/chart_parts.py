"""Invariants of native charts: axes that exist, series that differ, caches that tell the truth."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook

from tests.support.opc import Package, find, texts

_AXES = "//c:plotArea/*[self::c:catAx or self::c:valAx or self::c:dateAx or self::c:serAx]"
_PLOTS = "//c:plotArea/*[c:ser]"
_UNSIGNED = range(2**32)
_REFERENCE = re.compile(
    r"^(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!(?P<cells>[$A-Z0-9:]+)$"
)


def chart_findings(package: Package) -> Iterator[str]:
    """Every broken invariant of every chart part, as one line with the part's name in front."""
    for name, root in package.of_type("drawingml.chart+xml"):
        yield from _axis_findings(name, root)
        yield from _series_findings(name, root)
        yield from _cache_findings(name, root)
        yield from _workbook_findings(package, name, root)


def _axis_findings(name: str, root: etree._Element) -> Iterator[str]:
    axes = texts(root, f"{_AXES}/c:axId/@val")
    used = texts(root, f"{_PLOTS}/c:axId/@val")
    crossed = texts(root, "//c:crossAx/@val")
    for axis, count in Counter(axes).items():
        if count > 1:
            yield f"{name}: axis id {axis} used {count} times"
    for axis in sorted({*axes, *used, *crossed}):
        if not axis.lstrip("-").isdecimal() or int(axis) not in _UNSIGNED:
            yield f"{name}: axis id {axis} is not an unsigned number"
    for axis in sorted(set(used) - set(axes)):
        yield f"{name}: a plot uses axis {axis}, which does not exist"
    for axis in sorted(set(crossed) - set(axes)):
        yield f"{name}: crossAx {axis} does not exist"


def _series_findings(name: str, root: etree._Element) -> Iterator[str]:
    for field in ("idx", "order"):
        for value, count in Counter(texts(root, f"//c:ser/c:{field}/@val")).items():
            if count > 1:
                yield f"{name}: series {field} {value} used {count} times"


def _cache_findings(name: str, root: etree._Element) -> Iterator[str]:
    for cache in find(root, "//c:strCache | //c:numCache"):
        count = int("".join(texts(cache, "c:ptCount/@val")) or 0)
        points = [int(index) for index in texts(cache, "c:pt/@idx")]
        if points != sorted(set(points)):
            yield f"{name}: points of a cache are out of order"
        if points and points[-1] >= count:
            yield f"{name}: a cache of {count} points has a point {points[-1]}"


def _workbook_findings(package: Package, name: str, root: etree._Element) -> Iterator[str]:
    ids = set(texts(root, "c:externalData/@r:id"))
    parts = [r.target for r in package.relationships.get(name, ()) if r.id in ids]
    if not parts:
        yield f"{name}: has no workbook, so its data cannot be edited"
        return
    content = package.content.get(parts[0])
    if content is None:
        return  # the relationship's own check has said so
    try:
        workbook = load_workbook(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError) as problem:
        yield f"{parts[0]}: the workbook cannot be read: {problem}"
        return
    for reference in find(root, "//c:strRef | //c:numRef"):
        yield from _reference_findings(name, reference, workbook)


def _reference_findings(name: str, reference: etree._Element, workbook: Workbook) -> Iterator[str]:
    formula = "".join(texts(reference, "c:f/text()"))
    match = _REFERENCE.match(formula)
    if match is None:
        yield f"{name}: cannot read the reference {formula!r}"
        return
    sheet = match["plain"] or match["quoted"].replace("''", "'")
    if sheet not in workbook.sheetnames:
        yield f"{name}: {formula} names a sheet that the workbook does not have"
        return
    left, top, right, bottom = (number or 0 for number in range_boundaries(match["cells"]))
    cells = [
        workbook[sheet].cell(row, column).value
        for column in range(left, right + 1)
        for row in range(top, bottom + 1)
    ]
    stated = int("".join(texts(reference, "*/c:ptCount/@val")) or 0)
    if stated != len(cells):
        yield f"{name}: {formula} has {len(cells)} cells, its cache says {stated} points"
    cached = {
        int(point.get("idx", "-1")): "".join(texts(point, "c:v/text()"))
        for point in find(reference, "*/c:pt")
    }
    for index, cell in enumerate(cells):
        shown = cached.get(index)
        if not _same(shown, cell):
            yield f"{name}: {formula}[{index}] shows {shown!r}, the workbook holds {cell!r}"


def _same(shown: str | None, cell: object) -> bool:
    if shown is None or cell is None:
        return not shown and cell in (None, "")
    if isinstance(cell, date | datetime):
        # A chart keeps a day as the number that the workbook keeps.
        cell = to_excel(cell)  # type: ignore[no-untyped-call]
    if isinstance(cell, int | float):
        try:
            return abs(float(shown) - cell) <= 1e-9 * max(1.0, abs(cell))
        except ValueError:
            return False
    return shown == str(cell)
