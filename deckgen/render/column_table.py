"""A table under a chart: each cell stands under its column, the rows say at the left what they
hold. Names and values are text in cells, so that the chart needs no labels."""

from __future__ import annotations

from deckgen.model.deck import Chart, Run, Table, Text, plain
from deckgen.render.canvas import Canvas
from deckgen.render.charts import plot_area
from deckgen.render.shape import Outline
from deckgen.render.table import cell_xml, fitted_cell, table_xml
from deckgen.render.text import Font, one_line, tone_font
from deckgen.theme.box import Box
from deckgen.theme.fonts import line_height

_HEADER, _ROW = 0.32, 0.35
_AFTER_NAME, _SLACK = 0.12, 0.97
_MOST_FOR_NAMES = 0.2  # of the width


def draw_over_table(canvas: Canvas, chart: Chart, table: Table, box: Box, place: str = "") -> None:
    """Draws a chart with its table under it. ``place`` names the chart's slot, if it has one."""
    left = _names_width(canvas, table, box)
    look = canvas.style, canvas.palette, canvas.write.language
    across = max(1, len(table.columns) - 1)
    header = _HEADER
    for lines in (1, 2):  # names too long for their column have two lines
        header = _HEADER + (lines - 1) * line_height(canvas.style.sizes.body)
        height = header + _ROW * len(table.rows)
        plot_box = Box(box.x + left, box.y, box.w - left, box.h - height)
        x, _, w, _ = plot_area(chart.spec, plot_box, *look).inner
        column = plot_box.w * w / across
        if _names_fit(canvas, table, column):
            break
    slot = canvas.stage.slot(place)
    canvas.chart(chart.key, chart.title or "Chart", plot_box, chart.spec, chart.alt, slot)
    before = left + plot_box.w * x
    widths = [before, *([column] * (len(table.columns) - 1))]
    rows = [(header, _heading(canvas, table, widths, lines))]
    rows += [(_ROW, _cells(canvas, row, widths)) for row in table.rows]
    frame = Box(box.x, plot_box.bottom, sum(widths), height)
    canvas.table(table.key, table.title or "Values", frame, table_xml(widths, rows), table.alt)


def table_height(table: Table, points: float) -> float:
    """How high a table under a chart is where its names take two lines, in inches."""
    return _HEADER + line_height(points) + _ROW * len(table.rows)


def _names_width(canvas: Canvas, table: Table, box: Box) -> float:
    points = canvas.style.sizes.body
    widest = max(
        (canvas.minor.width(one_line(plain(row[0])), points) for row in table.rows), default=0.0
    )
    return min(widest / _SLACK + _AFTER_NAME, box.w * _MOST_FOR_NAMES)


def _names_fit(canvas: Canvas, table: Table, width: float) -> bool:
    """Whether every column's name is whole on one line."""
    points = canvas.style.sizes.body
    names = [one_line(column.heading) for column in table.columns[1:]]
    return all(canvas.minor.shortened(one, width * _SLACK, points) == one for one in names)


def _heading(canvas: Canvas, table: Table, widths: list[float], lines: int) -> list[str]:
    font = Font(canvas.style.sizes.body, canvas.palette.ink)
    rule = Outline(canvas.style.lines.hair, canvas.palette.context)
    cells = []
    for place, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        name = one_line(column.heading)
        words = canvas.minor.shortened(name, width * _SLACK, font.points, lines=lines)
        paragraph = canvas.write.plain(words, font, align="ctr" if place else "l")
        cells.append(cell_xml(paragraph, (0.0, 0.0), None, rule))
    return cells


def _cells(canvas: Canvas, row: tuple[Text, ...], widths: list[float]) -> list[str]:
    points, palette = canvas.style.sizes.body, canvas.palette
    rule = Outline(canvas.style.lines.hair, palette.hair)
    cells = []
    for place, width in enumerate(widths):
        words = fitted_cell(
            row[place] if place < len(row) else (), width * _SLACK, points, 1, canvas.minor
        )
        paragraph = canvas.write.paragraph(
            canvas.write.tones(words, palette, points),
            tone_font(Run(""), palette, points),
            align="ctr" if place else "l",
        )
        cells.append(cell_xml(paragraph, (0.0, 0.0), None, rule))
    return cells
