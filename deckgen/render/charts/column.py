"""Columns: amounts over time, from zero; the current period is the one in colour."""

from __future__ import annotations

from deckgen.render.charts import xml
from deckgen.render.charts.axes import category_skip
from deckgen.render.charts.bars import emphasised_series
from deckgen.render.charts.drawing import Drawing, NativeChart, present, zero_range
from deckgen.render.charts.measure import widest_label
from deckgen.render.charts.sheet import sheet_of
from deckgen.render.charts.target import names_over_bars, target_lines
from deckgen.render.shape import Outline
from deckgen.theme.fonts import line_height

_PLOT = (0.0, 0.03, 1.0, 0.84)
_PLOT_WITH_TARGET = (0.0, 0.05, 1.0, 0.82)
_GAP, _OVERLAP = 30, -10
_AIR = 0.02  # inches between two value labels


def native(drawing: Drawing) -> NativeChart:
    """The column chart of a specification; targets are lines over it."""
    sheet = sheet_of(drawing.spec)
    plot = _PLOT_WITH_TARGET if drawing.targets else _PLOT
    low, high = zero_range(present(drawing.spec.series))
    slots = max(1, len(sheet.categories) * len(drawing.measured))
    values = present(tuple(series for _, series in drawing.measured))
    points = drawing.style.sizes.body
    widest = widest_label(values, drawing.spec.number_format, points)
    columns = emphasised_series(
        drawing,
        sheet,
        all_labelled=drawing.box.w / slots >= widest + _AIR,
        label_height=(high - low) * line_height(points) / (drawing.box.h * plot[3]),
    )
    skip = category_skip(sheet.categories, drawing.box.w, drawing.style.sizes.body)
    return NativeChart(
        sheet,
        xml.inner_layout(*plot)
        + xml.bar_chart(columns, direction="col", grouping="clustered", gap=_GAP, overlap=_OVERLAP)
        + xml.line_chart(target_lines(drawing, sheet, names_over_bars(drawing, sheet, (low, high))))
        + xml.category_axis(
            drawing.font(drawing.palette.muted),
            drawing.language,
            Outline(drawing.style.lines.hair, drawing.palette.context),
            skip=skip,
        )
        + xml.hidden_value_axis(low, high),
    )
