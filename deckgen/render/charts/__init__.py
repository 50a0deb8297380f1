"""Charts. Each kind is one file with one function, listed in :data:`KINDS`: it decides what is
drawn, as a :class:`PlotArea`.

Native charts are editable in PowerPoint, with a workbook of exactly the drawn values. Their XML is
written by ``xml.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from deckgen.model.deck import ChartKind, ChartSpec
from deckgen.render.charts import (
    bar,
    bridge,
    bullet,
    column,
    intervals,
    line,
    rows,
    scatter,
    share,
    stacked,
)
from deckgen.render.charts.clearing import cleared
from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.plot_area import PlotArea
from deckgen.render.charts.workbook import workbook_bytes
from deckgen.render.charts.xml import chart_space
from deckgen.render.package import OFFICE, Package, Part
from deckgen.theme.box import Box
from deckgen.theme.style import Palette, Style

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

KINDS: Mapping[ChartKind, Callable[[Drawing], PlotArea]] = {
    ChartKind.LINE: line.plot,
    ChartKind.COLUMN: column.plot,
    ChartKind.STACKED: stacked.plot,
    ChartKind.SHARE: share.plot,
    ChartKind.BAR: bar.plot,
    ChartKind.ROWS: rows.plot,
    ChartKind.BRIDGE: bridge.plot,
    ChartKind.BULLET: bullet.plot,
    ChartKind.SCATTER: scatter.plot,
    ChartKind.INTERVALS: intervals.plot,
}


def plot_area(
    spec: ChartSpec,
    box: Box,
    style: Style,
    palette: Palette,
    language: str,
    *,
    keyed: frozenset[int] = frozenset(),
) -> PlotArea:
    """What a specification draws into its frame ``box``; ``keyed`` are the series that a
    key names."""
    area = KINDS[spec.kind](Drawing(spec, box, style, palette, language, keyed))
    return cleared(area, box.w, box.h, style.minor)


def add_chart(
    package: Package,
    area: PlotArea,
    style: Style,
    palette: Palette,
    language: str,
    number: int,
) -> Part:
    """Adds the native chart of a plot area and its workbook to a package. ``number`` is the chart's
    in the deck, which names both parts."""
    workbook = package.add(
        f"ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx",
        _SHEET_TYPE,
        workbook_bytes(area.sheet),
    )
    part = package.add(f"ppt/charts/chart{number}.xml", _CHART_TYPE)
    relation = part.relate(f"{OFFICE}/package", workbook.name)
    part.content = chart_space(area, style, palette, language, relation).encode("utf-8")
    return part
