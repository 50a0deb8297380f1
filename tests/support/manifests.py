"""Holds a deck's manifest against its shapes, read by python-pptx: independent of what wrote it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation

from deckgen.render.manifest_part import read_manifest
from deckgen.render.marks import read_mark


def manifest_of(path: Path) -> dict[str, Any]:
    """The manifest of a deck that has one."""
    with zipfile.ZipFile(path) as archive:
        found = read_manifest({name: archive.read(name) for name in archive.namelist()})
    assert found is not None, f"{path.name} has no manifest"
    return found


def marked_shapes(path: Path) -> Iterator[tuple[int, str, Any]]:
    """Slide number from 0, mark and shape of every shape that bears a mark."""
    for order, slide in enumerate(Presentation(str(path)).slides):
        for shape in slide.shapes:
            if mark := read_mark(shape.name):
                yield order, mark, shape


def manifest_findings(path: Path) -> Iterator[str]:
    """Every marked shape that the manifest lacks or tells otherwise, and every element without a
    shape."""
    manifest = manifest_of(path)
    orders = {uid: slide["order"] for uid, slide in manifest["slides"].items()}
    seen = set()
    for order, mark, shape in marked_shapes(path):
        seen.add(mark)
        element = manifest["elements"].get(mark)
        if element is None:
            yield f"slide {order}: {shape.name} is not in the manifest"
            continue
        drawn = drawn_by(shape)
        if (element["kind"], element["base"]) != drawn:
            yield f"slide {order}: {shape.name}: {element['kind']} {element['base']} is {drawn}"
        if orders[element["slide"]] != order:
            yield f"slide {order}: {shape.name} is said to be on slide {orders[element['slide']]}"
        if (element["placeholder"] is not None) != shape.is_placeholder:
            yield f"slide {order}: {shape.name}: placeholder {element['placeholder']}"
    yield from (f"no shape bears the mark {mark}" for mark in manifest["elements"].keys() - seen)


def drawn_by(shape: Any) -> tuple[str, Any]:
    """The kind and the base of a shape, as a manifest tells them, but for pictures."""
    if shape.has_chart:
        return "chart", _workbook(shape.chart.part.chart_workbook.xlsx_part.blob)
    if shape.has_table:
        rows = [[cell.text.replace("\v", "\n") for cell in row.cells] for row in shape.table.rows]
        return "table", {"cols": rows[0], "rows": rows[1:]}
    if shape.has_text_frame and shape._element.find(_BODY) is not None:
        lines = [one.text.replace("\v", "\n") for one in shape.text_frame.paragraphs]
        return "text", [[line] if line else [] for line in lines]
    return "shape", None


_BODY = "{http://schemas.openxmlformats.org/presentationml/2006/main}txBody"


def _workbook(content: bytes) -> dict[str, Any]:
    """The sheet behind a chart, which is what is drawn; an empty cell is a gap."""
    (sheet,) = load_workbook(BytesIO(content)).worksheets
    columns = [list(column) for column in sheet.iter_cols()]
    series = []
    for name, *cells in columns[1:]:
        (format_code,) = {cell.number_format for cell in cells if cell.value is not None}
        series.append([name.value, [cell.value for cell in cells], format_code])
    return {"cats": [cell.value for cell in columns[0][1:]], "series": series}
