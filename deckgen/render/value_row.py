"""A row of values over the columns of a chart, and the names of the parts beside the last column.

The row is a native table whose cells are as wide as the plot's categories, so that a number and
its parts are one picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.deck import Chart, ChartKind, ChartSpec, Run, SeriesRole, Tone, ValueRow, plain
from deckgen.render.canvas import Canvas
from deckgen.render.charts import plot_area
from deckgen.render.charts.drawing import paints
from deckgen.render.charts.key import current_value, unread_parts
from deckgen.render.charts.plot_area import PlotArea
from deckgen.render.charts.sheet import safe_name
from deckgen.render.shape import Outline
from deckgen.render.table import cell_xml, table_xml
from deckgen.render.text import Font, tone_font
from deckgen.theme.box import Box
from deckgen.theme.fonts import line_height

ROW, _BELOW = 0.27, 0.07
_AIR, _BESIDE = 0.02, 0.10
_NAMES_SHARE = 0.3  # of the width, at most
_SLACK = 1.03


def draw_with_values(
    canvas: Canvas, chart: Chart, row: ValueRow, box: Box, place: str = ""
) -> bool:
    """Draws a chart under its row of values, with the names of its parts beside the last column
    where it is stacked to 100%. ``place`` names the chart's slot, if it stands in one. False, and
    nothing drawn, where the values do not fit."""
    names, plot_box, area = _under(canvas, chart, row, box)
    x, y, w, h = area.inner
    cell = plot_box.w * w / max(1, len(row.cells))
    if not _fits(canvas, row, cell):
        return False
    line = Box(plot_box.x + plot_box.w * x, box.y, cell * len(row.cells), ROW)
    _draw_row(canvas, chart.key, row, line, names - _BESIDE if names else 0.0)
    slot = canvas.stage.slot(place)
    canvas.chart(chart.key, chart.title or "Chart", plot_box, chart.spec, chart.alt, slot)
    if names:
        plot = Box(plot_box.right, plot_box.y + plot_box.h * y, names, plot_box.h * h)
        _draw_names(canvas, chart.key, chart.spec, plot, unread_parts(chart.spec, area))
    return True


def values_height(canvas: Canvas, chart: Chart, row: ValueRow, box: Box) -> float:
    """The height that a row of values takes over its chart in a box; 0 where it does not fit."""
    _, plot_box, area = _under(canvas, chart, row, box)
    cell = plot_box.w * area.inner[2] / max(1, len(row.cells))
    return ROW + _BELOW if _fits(canvas, row, cell) else 0.0


def _under(canvas: Canvas, chart: Chart, row: ValueRow, box: Box) -> tuple[float, Box, PlotArea]:
    """The width of the names beside a chart, its frame under its row of values, and what is drawn
    there. Names that say a value need more width, which may leave more parts without theirs."""
    look = canvas.style, canvas.palette, canvas.write.language
    said = frozenset[int]()
    while True:
        names = _names(canvas, chart.spec, box, row.name, said)
        frame = Box(box.x, box.y + ROW + _BELOW, box.w - names, box.h - ROW - _BELOW)
        area = plot_area(chart.spec, frame, *look)
        unread = unread_parts(chart.spec, area)
        if not names or unread <= said:
            return names, frame, area
        said |= unread


def names_beside(spec: ChartSpec) -> bool:
    """Whether the parts are named beside the last column, so that they need no key."""
    return spec.kind is ChartKind.SHARE and all(_last_values(spec))


def _fits(canvas: Canvas, row: ValueRow, cell: float) -> bool:
    points = canvas.style.sizes.body
    last = len(row.cells) - 1
    widths = (
        canvas.minor.width(plain(text), points, bold=place == last)
        for place, text in enumerate(row.cells)
    )
    return max(widths, default=0.0) * _SLACK + _AIR <= cell


def _names(canvas: Canvas, spec: ChartSpec, box: Box, over: str, said: frozenset[int]) -> float:
    """The width that the names beside the last column take, with the values of those ``said``; 0
    where there is a key instead."""
    if not names_beside(spec):
        return 0.0
    points = canvas.style.sizes.body
    names = [safe_name(over)]
    for index, one in enumerate(spec.series):
        value = f" {current_value(spec, index)}" if index in said else ""
        names.append(safe_name(one.name) + value)
    widest = max(canvas.minor.width(name, points, bold=True) for name in names)
    return min(widest * _SLACK + _BESIDE + 0.04, box.w * _NAMES_SHARE)


def _draw_row(canvas: Canvas, key: str, row: ValueRow, box: Box, names: float) -> None:
    palette, points, write = canvas.palette, canvas.style.sizes.body, canvas.write
    hair = Outline(canvas.style.lines.hair, palette.hair)
    cell = box.w / len(row.cells)
    cells, widths = [], [cell] * len(row.cells)
    for place, text in enumerate(row.cells):
        last = place == len(row.cells) - 1
        runs = "".join(write.run(run.text, _font(canvas, run, last=last)) for run in text)
        paragraph = write.paragraph(runs, Font(points, palette.muted), align="ctr")
        cells.append(cell_xml(paragraph, (0.0, 0.0), None, hair))
    if names:
        font = Font(points, palette.accent, bold=True)
        name = canvas.minor.shortened(safe_name(row.name), names - _AIR, points, bold=True)
        cells.append(cell_xml(write.plain(name, font), (_BESIDE, 0.0), None, None))
        widths.append(names + _BESIDE)
    xml = table_xml(widths, [(box.h, cells)])
    frame = Box(box.x, box.y, sum(widths), box.h)
    canvas.table(f"{key}/over", row.name or "Values", frame, xml, row.alt)


def _font(canvas: Canvas, run: Run, *, last: bool) -> Font:
    palette, points = canvas.palette, canvas.style.sizes.body
    if not last:
        return Font(points, palette.muted)
    if run.tone is Tone.BAD:
        return Font(points, palette.bad, bold=True)
    if run.tone is Tone.MUTED:
        return tone_font(run, palette, points)
    return Font(points, palette.accent, bold=True)


def _draw_names(canvas: Canvas, key: str, spec: ChartSpec, plot: Box, said: frozenset[int]) -> None:
    """Each part's name at the height of its middle in the last column, clear of the next one; with
    its value for those ``said``, whose part has no room for it."""
    points, palette = canvas.style.sizes.body, canvas.palette
    shades = paints(spec.series, palette)
    height = line_height(points) + 0.02
    places = _spread(_middles(spec, plot.h), height, plot.h)
    named = list(enumerate(zip(spec.series, shades, places, strict=True)))
    for index, (series, paint, middle) in sorted(named, key=lambda one: one[1][2]):  # as read
        muted = series.role in (SeriesRole.CONTEXT, SeriesRole.UNKNOWN)
        colour = paint.fill if paint.fill and not muted else palette.muted
        font = Font(points, colour, bold=True)
        width = plot.w - _BESIDE
        value = f" {current_value(spec, index)}" if index in said else ""
        room = width - _AIR - canvas.minor.width(value, points, bold=True)
        name = canvas.minor.shortened(safe_name(series.name), room, points, bold=True) + value
        box = Box(plot.x + _BESIDE, plot.y + middle - height / 2, width, height)
        canvas.text(f"{key}/name/{index}", "Name", box, canvas.write.plain(name, font), "ctr")


def _last_values(spec: ChartSpec) -> list[float]:
    return [float(series.values[-1] or 0) for series in spec.series if series.values]


def _middles(spec: ChartSpec, height: float) -> list[float]:
    """The middle of each part of the last column, from the plot's top."""
    values = [abs(value) for value in _last_values(spec)]
    total = sum(values)
    middles, below = [], 0.0
    for value in values:
        middles.append(height * (1 - (below + value / 2) / total))
        below += value
    return middles


def _spread(middles: Sequence[float], apart: float, height: float) -> list[float]:
    """The middles, from the bottom up, moved as little as keeps names from touching."""
    found: list[float] = []
    lowest = height - apart / 2
    for middle in middles:
        found.append(min(middle, lowest))
        lowest = found[-1] - apart
    highest = apart / 2
    for place in range(len(found) - 1, -1, -1):
        found[place] = max(found[place], highest)
        highest = found[place] + apart
    return found
