"""Columns stacked to 100%: how a whole divides, over time."""

from __future__ import annotations

from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.plot_area import PlotArea
from deckgen.render.charts.sheet import sheet_of
from deckgen.render.charts.stacked import stacked_plot

_PLOT_HEIGHT = 0.86


def plot(drawing: Drawing) -> PlotArea:
    """The share chart of a specification. Values may be counts or shares; labels show them."""
    sheet = sheet_of(drawing.spec)
    totals = [
        sum(abs(sheet.columns[index].values[place] or 0.0) for index, _ in drawing.measured)
        for place in range(len(sheet.categories))
    ]
    unit_per_inch = [(total or 1.0) / (drawing.box.h * _PLOT_HEIGHT) for total in totals]
    # PowerPoint scales a percent axis itself, from 0 to 1.
    return stacked_plot(drawing, sheet, "percentStacked", unit_per_inch, (0, 1))
