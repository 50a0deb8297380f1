"""Charts. Each kind is one file with one function, listed in :data:`KINDS`: it decides what is
drawn, as a :class:`PlotArea`.

Native charts are editable in PowerPoint, with a workbook of exactly the drawn values. Their XML is
written by ``xml.py`` and not through python-pptx's chart classes, whose output would have to be
rewritten almost everywhere (negative axis ids, legends, smoothed lines, labels without formats).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart

from deckgen.model.deck import ChartKind, ChartSpec
from deckgen.render.charts import bar, bridge, column, line, rows, scatter, share, stacked
from deckgen.render.charts.clearing import cleared
from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.plot_area import PlotArea
from deckgen.render.charts.workbook import workbook_bytes
from deckgen.render.charts.xml import chart_space
from deckgen.theme.box import Box
from deckgen.theme.style import Palette, Style

KINDS: Mapping[ChartKind, Callable[[Drawing], PlotArea]] = {
    ChartKind.LINE: line.plot,
    ChartKind.COLUMN: column.plot,
    ChartKind.STACKED: stacked.plot,
    ChartKind.SHARE: share.plot,
    ChartKind.BAR: bar.plot,
    ChartKind.ROWS: rows.plot,
    ChartKind.BRIDGE: bridge.plot,
    ChartKind.SCATTER: scatter.plot,
}


def plot_area(spec: ChartSpec, box: Box, style: Style, palette: Palette, language: str) -> PlotArea:
    """What a specification draws into its frame ``box``."""
    area = KINDS[spec.kind](Drawing(spec, box, style, palette, language))
    return cleared(area, box.w, box.h)


def chart_part(
    area: PlotArea, style: Style, palette: Palette, language: str, package: Any, number: int
) -> Any:
    """The native chart of a plot area, related to its workbook. ``number`` is the chart's in the
    package, which names both parts."""
    workbook = EmbeddedXlsxPart(
        PackURI(f"/ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        package,
        workbook_bytes(area.sheet),
    )
    # The first relationship of a part is rId1.
    xml = chart_space(area, style, palette, language, "rId1")
    part = ChartPart.load(
        PackURI(f"/ppt/charts/chart{number}.xml"),
        CONTENT_TYPE.DML_CHART,
        package,
        xml.encode("utf-8"),
    )
    relation = part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    assert relation == "rId1"
    return part
