"""Points: two measures of the same things.

The first series of the specification holds the x values and names the x axis; each further one
holds the y values of one group, with gaps where a thing belongs to another group. Groups differ
in shape as well as in colour.
"""

from __future__ import annotations

from deckgen.render.charts import xml
from deckgen.render.charts.drawing import Drawing, NativeChart, paints
from deckgen.render.charts.sheet import Column, Sheet, sheet_of
from deckgen.render.shape import Outline
from deckgen.theme.style import Colour

SYMBOLS = ("circle", "square", "diamond", "triangle")
SHAPES = ("ellipse", "rect", "diamond", "triangle")  # the same as presets
_PLOT = (0.12, 0.04, 0.85, 0.76)
_SIZE = 9


def native(drawing: Drawing) -> NativeChart:
    """The scatter chart of a specification."""
    sheet = sheet_of(drawing.spec)
    across, *groups = sheet.columns
    sheet = Sheet(sheet.categories, (Column(across.name, across.values, "General"), *groups))
    shades = paints(drawing.spec.series[1:], drawing.palette)
    series = [
        _group(drawing, sheet, index, shades[index - 1].fill or drawing.palette.background)
        for index in range(1, len(sheet.columns))
    ]
    line = Outline(drawing.style.lines.hair, drawing.palette.context)
    font, language = drawing.font(drawing.palette.muted), drawing.language
    upright = sheet.columns[1].name if len(sheet.columns) == 2 else ""
    axes = (
        (xml.CATEGORY_AXIS, xml.VALUE_AXIS, "b", across.name, "General"),
        (xml.VALUE_AXIS, xml.CATEGORY_AXIS, "l", upright, drawing.spec.number_format),
    )
    return NativeChart(
        sheet,
        xml.inner_layout(*_PLOT)
        + xml.scatter_chart(series)
        + "".join(
            xml.titled_value_axis(
                title, code, font, language, line, axis=axis, crosses=other, side=side
            )
            for axis, other, side, title, code in axes
        ),
    )


def _group(drawing: Drawing, sheet: Sheet, index: int, colour: Colour) -> str:
    symbol = SYMBOLS[(index - 1) % len(SYMBOLS)]
    edge = drawing.palette.background
    return (
        f"<c:ser>{xml.series_head(sheet, index)}{xml.line_properties(None)}"
        f"{xml.marker(symbol, _SIZE, colour, edge)}"
        f"{xml.value_data(sheet, 0, 'c:xVal')}{xml.value_data(sheet, index, 'c:yVal')}"
        '<c:smooth val="0"/></c:ser>'
    )
