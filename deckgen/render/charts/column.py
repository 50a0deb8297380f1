"""Columns: amounts over time, from zero; the current period is the one in colour."""

from __future__ import annotations

from deckgen.render.charts.axes import named_under
from deckgen.render.charts.bars import emphasised_series
from deckgen.render.charts.drawing import HEADROOM, Drawing, present, zero_range
from deckgen.render.charts.measure import widest_label
from deckgen.render.charts.plot_area import Bars, CategoryAxis, HiddenAxis, Lines, PlotArea
from deckgen.render.charts.sheet import sheet_of
from deckgen.render.charts.target import named_over_bars, target_lines
from deckgen.render.shape import Outline
from deckgen.theme.fonts import line_height

_PLOT = (0.0, 0.03, 1.0, 0.84)
_PLOT_WITH_TARGET = (0.0, 0.05, 1.0, 0.82)
_GAP, _OVERLAP = 30, -10
_AIR = 0.02  # inches between two value labels
_OVER, _MOST_HEADROOM = 0.05, 0.6


def plot(drawing: Drawing) -> PlotArea:
    """The column chart of a specification; targets are lines over it."""
    sheet = sheet_of(drawing.spec)
    points = drawing.style.sizes.body
    plot = _PLOT_WITH_TARGET if drawing.targets else _PLOT
    sheet, inner, skip = named_under(sheet, plot, drawing.box, points, drawing.measure)
    label = (line_height(points) + _OVER) / (drawing.box.h * inner[3])
    low, high = zero_range(
        present(drawing.spec.series), max(HEADROOM, min(label / (1 - 2 * label), _MOST_HEADROOM))
    )
    slots = max(1, len(sheet.categories) * len(drawing.measured))
    values = present(tuple(series for _, series in drawing.measured))
    widest = widest_label(values, drawing.spec.number_format, points, drawing.measure)
    columns = emphasised_series(
        drawing,
        sheet,
        all_labelled=drawing.box.w / slots >= widest + _AIR,
        label_height=(high - low) * line_height(points) / (drawing.box.h * inner[3]),
    )
    area = PlotArea(
        sheet,
        inner,
        (Bars(columns, "col", "clustered", _GAP, _OVERLAP), Lines(target_lines(drawing))),
        CategoryAxis(
            drawing.font(drawing.palette.muted),
            Outline(drawing.style.lines.hair, drawing.palette.context),
            skip=skip,
        ),
        HiddenAxis(low, high),
    )
    return named_over_bars(area, drawing)
