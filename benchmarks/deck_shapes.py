"""The slides of a finished deck as plain records: what a peer has to write again.

python -m benchmarks.deck_shapes DECK.pptx SHAPES.json
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation

Record = dict[str, Any]
_KINDS = {"lineChart": "line", "barChart": "bar", "scatterChart": "scatter"}


def slides_of(path: Path) -> list[Record]:
    """Every slide: its texts, figures, lines, tables, charts and notes, in their order."""
    return [
        {
            "shapes": [record for shape in slide.shapes for record in _shape(shape)],
            "notes": slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "",
        }
        for slide in Presentation(str(path)).slides
    ]


def _shape(shape: Any) -> Iterator[Record]:
    record: Record = {
        "name": shape.name,
        "box": [shape.left or 0, shape.top or 0, shape.width or 0, shape.height or 0],
        "alt": shape._element.xpath("string(.//p:cNvPr/@descr)"),
    }
    if shape.has_chart:
        yield record | {"kind": "chart"} | _chart(shape.chart)
    elif shape.has_table:
        rows = [[_paragraphs(cell.text_frame) for cell in row.cells] for row in shape.table.rows]
        widths = [column.width for column in shape.table.columns]
        heights = [row.height for row in shape.table.rows]
        yield record | {"kind": "table", "rows": rows, "widths": widths, "heights": heights}
    elif shape._element.tag.endswith("}cxnSp"):
        yield record | {"kind": "line"}
    elif shape._element.xpath("p:spPr/a:custGeom"):
        points = [[int(p.get("x")), int(p.get("y"))] for p in shape._element.xpath(".//a:pt")]
        yield record | {"kind": "path", "points": points}
    else:
        yield record | {
            "kind": "text" if shape.has_text_frame and shape.text_frame.text else "figure",
            "preset": shape._element.xpath("string(p:spPr/a:prstGeom/@prst)") or "rect",
            "filled": bool(shape._element.xpath("p:spPr/a:solidFill")),
            "paragraphs": _paragraphs(shape.text_frame) if shape.has_text_frame else [],
        }


def _paragraphs(frame: Any) -> list[list[Record]]:
    return [[*_runs(paragraph)] for paragraph in frame.paragraphs]


def _runs(paragraph: Any) -> Iterator[Record]:
    for run in paragraph.runs:
        yield {
            "text": run.text,
            "points": run.font.size.pt if run.font.size else None,
            "bold": bool(run.font.bold),
            "colour": run._r.xpath("string(a:rPr/a:solidFill/*/@val)"),
        }
    if paragraph.text and not paragraph.runs:  # a field: the slide's number
        yield {"text": paragraph.text, "points": None, "bold": False, "colour": ""}


def _chart(chart: Any) -> Record:
    """The values of its workbook, and how they are drawn."""
    (sheet,) = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).worksheets
    columns = [list(column) for column in sheet.iter_cols()]
    series = [
        {
            "name": name.value,
            "values": [cell.value for cell in cells],
            "format": next((one.number_format for one in cells if one.value is not None), "0"),
        }
        for name, *cells in columns[1:]
    ]
    space = chart._chartSpace
    kind = next(kind for tag, kind in _KINDS.items() if space.xpath(f"//c:{tag}"))
    return {
        "chart": kind,
        "categories": [cell.value for cell in columns[0][1:]],
        "series": series,
        "stacked": bool(space.xpath("//c:grouping[contains(@val, 'tacked')]")),
        "horizontal": bool(space.xpath("//c:barDir[@val='bar']")),
        "points": len(space.xpath("//c:dPt")),
        "labels": len(space.xpath("//c:dLbl")),
    }
