"""Horizontal bars: items in the order given, from zero, their names beside them."""

from __future__ import annotations

from deckgen.render.charts.axes import named_beside
from deckgen.render.charts.bars import emphasised_series
from deckgen.render.charts.drawing import Drawing, present, zero_range
from deckgen.render.charts.measure import widest_label
from deckgen.render.charts.plot_area import Bars, CategoryAxis, HiddenAxis, PlotArea
from deckgen.render.charts.sheet import sheet_of
from deckgen.render.shape import Outline
from deckgen.theme.box import Box
from deckgen.theme.fonts import SLACK, line_height

_GAP, _OVERLAP = 48, -8
_MOST_FOR_NAMES = 0.42  # of the frame's width
_NAME_AIR = 0.12  # inches beside the longest name
_VALUE_AIR = 0.10  # inches beside a value right of the longest bar
_THINNEST_LABELLED = 0.17  # inches a row needs for its value


def plot(drawing: Drawing) -> PlotArea:
    """The bar chart of a specification; a target is a hollow bar beside the others."""
    sheet = sheet_of(drawing.spec)
    box, points = drawing.box, drawing.style.sizes.body
    widest = max((drawing.measure.width(name, points) for name in sheet.categories), default=0.0)
    names = min(widest / SLACK + _NAME_AIR, box.w * _MOST_FOR_NAMES)
    plot_width = max(box.w - names, box.w * 0.4)
    data = present(drawing.spec.series)
    room = widest_label(data, drawing.spec.number_format, points, drawing.measure, bold=True)
    room += _VALUE_AIR
    low, high = zero_range(data, min(room / plot_width / (1 - min(room / plot_width, 0.5)), 0.8))
    rows = max(1, len(sheet.categories))
    sheet, skip = named_beside(sheet, names, box.h, points, drawing.measure)
    bars = emphasised_series(
        drawing,
        sheet,
        all_labelled=box.h / (rows * max(1, len(drawing.spec.series))) >= _THINNEST_LABELLED,
        first_labelled=box.h / rows >= line_height(points),
        with_targets=True,
    )
    return PlotArea(
        sheet,
        _inner(box, names),
        (Bars(bars, "bar", "clustered", _GAP, _OVERLAP),),
        CategoryAxis(
            drawing.font(drawing.palette.ink),
            Outline(drawing.style.lines.hair, drawing.palette.context),
            side="l",
            reverse=True,
            skip=skip,
        ),
        HiddenAxis(low, high, side="t"),
    )


def _inner(box: Box, names: float) -> tuple[float, float, float, float]:
    return names / box.w, 0.01, 1 - names / box.w, 0.98
