"""Columns stacked to 100%: how a whole divides, over time."""

from __future__ import annotations

from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.plot_area import PlotArea
from deckgen.render.charts.sheet import sheet_of
from deckgen.render.charts.stacked import stacked_plot


def plot(drawing: Drawing) -> PlotArea:
    """The share chart of a specification. Values may be counts or shares; labels show them."""
    sheet = sheet_of(drawing.spec)
    columns = [
        [sheet.columns[index].values[place] or 0.0 for index, _ in drawing.measured]
        for place in range(len(sheet.categories))
    ]
    totals = [sum(abs(value) for value in parts) for parts in columns]
    units = [total or 1.0 for total in totals]
    pairs = list(zip(columns, units, strict=True))
    # In shares of the whole, of which parts below zero take something away.
    low = min((sum(min(part, 0.0) for part in parts) / unit for parts, unit in pairs), default=0.0)
    high = max((sum(max(part, 0.0) for part in parts) / unit for parts, unit in pairs), default=1.0)
    limits = (low, high) if low < 0 else (0.0, 1.0)
    return stacked_plot(drawing, sheet, "percentStacked", units, limits)
