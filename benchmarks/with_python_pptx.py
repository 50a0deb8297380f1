"""The slides of a deck written with python-pptx, by its documented functions only.

    python -m benchmarks.with_python_pptx SHAPES.json TEMPLATE.pptx TIMES

Texts with their sizes, weights and colours, figures, lines, tables, native charts with workbooks,
formats, labels and coloured points, and notes: as many of each as deckgen writes. Marks, manifest,
sections and links are left out, so this writes rather less.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Pt

_PRESETS = {
    "rect": MSO_SHAPE.RECTANGLE,
    "roundRect": MSO_SHAPE.ROUNDED_RECTANGLE,
    "ellipse": MSO_SHAPE.OVAL,
    "diamond": MSO_SHAPE.DIAMOND,
    "triangle": MSO_SHAPE.ISOSCELES_TRIANGLE,
}
_COLOURS = {
    "tx1": MSO_THEME_COLOR.TEXT_1,
    "tx2": MSO_THEME_COLOR.TEXT_2,
    "bg1": MSO_THEME_COLOR.BACKGROUND_1,
    "bg2": MSO_THEME_COLOR.BACKGROUND_2,
    "accent1": MSO_THEME_COLOR.ACCENT_1,
    "accent2": MSO_THEME_COLOR.ACCENT_2,
    "accent3": MSO_THEME_COLOR.ACCENT_3,
    "accent4": MSO_THEME_COLOR.ACCENT_4,
    "accent5": MSO_THEME_COLOR.ACCENT_5,
    "accent6": MSO_THEME_COLOR.ACCENT_6,
}
_BARS = {  # stacked, horizontal
    (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    (True, False): XL_CHART_TYPE.COLUMN_STACKED,
    (False, True): XL_CHART_TYPE.BAR_CLUSTERED,
    (True, True): XL_CHART_TYPE.BAR_STACKED,
}


def deck(slides: list[dict[str, Any]], template: bytes) -> bytes:
    """The .pptx file."""
    presentation = Presentation(BytesIO(template))
    layout = presentation.slide_layouts[len(presentation.slide_layouts) - 1]
    for record in slides:
        slide = presentation.slides.add_slide(layout)
        for shape in record["shapes"]:
            _WRITERS[shape["kind"]](slide.shapes, shape)
        if record["notes"]:
            slide.notes_slide.notes_text_frame.text = record["notes"]
    buffer = BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _text(shapes: Any, record: dict[str, Any]) -> None:
    if record["filled"]:
        box = shapes.add_shape(_PRESETS.get(record["preset"], MSO_SHAPE.RECTANGLE), *record["box"])
        box.fill.solid()
        box.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    else:
        box = shapes.add_textbox(*record["box"])
    box.name = record["name"]
    box.text_frame.word_wrap = True
    _write(box.text_frame, record["paragraphs"])


def _write(frame: Any, paragraphs: list[list[dict[str, Any]]]) -> None:
    for number, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        for record in runs:
            run = paragraph.add_run()
            run.text = record["text"]
            if record["points"]:
                run.font.size = Pt(record["points"])
            run.font.bold = record["bold"]
            if record["colour"] in _COLOURS:
                run.font.color.theme_color = _COLOURS[record["colour"]]
            elif record["colour"]:
                run.font.color.rgb = RGBColor.from_string(record["colour"])


def _figure(shapes: Any, record: dict[str, Any]) -> None:
    shape = shapes.add_shape(_PRESETS.get(record["preset"], MSO_SHAPE.RECTANGLE), *record["box"])
    shape.name = record["name"]
    if record["filled"]:
        shape.fill.solid()
        shape.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    shape.line.fill.background()


def _line(shapes: Any, record: dict[str, Any]) -> None:
    left, top, width, height = record["box"]
    line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, left, top, left + width, top + height)
    line.name = record["name"]
    line.line.width = Pt(0.75)
    line.line.color.theme_color = MSO_THEME_COLOR.ACCENT_5


def _path(shapes: Any, record: dict[str, Any]) -> None:
    points = record["points"]
    builder = shapes.build_freeform(*points[0])
    builder.add_line_segments(points[1:], close=False)
    shape = builder.convert_to_shape(*record["box"][:2])
    shape.name = record["name"]
    shape.fill.background()
    shape.line.width = Pt(1.5)
    shape.line.color.theme_color = MSO_THEME_COLOR.ACCENT_1


def _table(shapes: Any, record: dict[str, Any]) -> None:
    rows = record["rows"]
    frame = shapes.add_table(len(rows), len(rows[0]), *record["box"])
    frame.name = record["name"]
    for column, width in zip(frame.table.columns, record["widths"], strict=True):
        column.width = width
    for row, height, cells in zip(frame.table.rows, record["heights"], rows, strict=True):
        row.height = height
        for cell, paragraphs in zip(row.cells, cells, strict=True):
            _write(cell.text_frame, paragraphs)


def _chart(shapes: Any, record: dict[str, Any]) -> None:
    kind, data = _data(record)
    frame = shapes.add_chart(kind, *record["box"], data)
    frame.name = record["name"]
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(12)
    labels, points = record["labels"], record["points"]
    for series in chart.plots[0].series:
        series.format.fill.solid()
        series.format.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
        for index in range(min(points, len(record["categories"]))):
            point = series.points[index]
            point.format.fill.solid()
            point.format.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_2
        points = max(0, points - len(record["categories"]))
        for index in range(min(labels, len(record["categories"]))):
            label = series.points[index].data_label
            label.has_text_frame = False
            label.font.size = Pt(12)
        labels = max(0, labels - len(record["categories"]))


def _data(record: dict[str, Any]) -> tuple[Any, Any]:
    """The type of a chart and its data."""
    if record["chart"] == "scatter":
        points = XyChartData()
        across, *groups = record["series"]
        for one in groups:
            series = points.add_series(one["name"], number_format=one["format"])
            for x, y in zip(across["values"], one["values"], strict=True):
                if x is not None and y is not None:
                    series.add_data_point(x, y)
        return XL_CHART_TYPE.XY_SCATTER, points
    data = CategoryChartData()
    data.categories = record["categories"]
    for one in record["series"]:
        data.add_series(one["name"], one["values"], one["format"])
    if record["chart"] == "line":
        return XL_CHART_TYPE.LINE, data
    return _BARS[record["stacked"], record["horizontal"]], data


_WRITERS = {
    "text": _text, "figure": _figure, "line": _line, "path": _path, "table": _table,
    "chart": _chart,
}  # fmt: skip


if __name__ == "__main__":
    read = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    blank = Path(sys.argv[2]).read_bytes()
    for _ in range(int(sys.argv[3])):
        deck(read, blank)
