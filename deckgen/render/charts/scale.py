"""Where values and categories lie on a picture, in inches from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from deckgen.render.charts.plot_area import (
    Bars,
    CategoryAxis,
    HiddenAxis,
    NamedAxis,
    PlotArea,
    ValueAxis,
)
from deckgen.theme.box import Box


@dataclass(frozen=True, slots=True)
class Span:
    """A value axis: its limits, and the ends of the drawn stretch that stand for them."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies; beyond the limits at the nearer end."""
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Scale:
    """The plot itself. ``values`` runs along y, or along x where bars are ``flat``; ``across`` is
    the x axis of a scatter chart."""

    plot: Box
    count: int
    flat: bool
    reverse: bool
    values: Span
    across: Span | None = None

    @property
    def slot(self) -> float:
        """The room of one category along its axis."""
        return (self.plot.h if self.flat else self.plot.w) / max(1, self.count)

    def middle(self, category: int) -> float:
        """The middle of a category's slot, along its axis."""
        if not self.flat:
            return self.plot.x + (category + 0.5) * self.slot
        place = category if self.reverse else self.count - 1 - category
        return self.plot.y + (place + 0.5) * self.slot


def scale_of(area: PlotArea, width: float, height: float) -> Scale:
    """The scale of a plot area on a sheet of so many inches."""
    x, y, w, h = area.inner
    plot = Box(x * width, y * height, w * width, h * height)
    flat = any(isinstance(one, Bars) and one.direction == "bar" for one in area.layers)
    low, high = _limits(area)
    upright = Span(low, high, *((plot.x, plot.right) if flat else (plot.bottom, plot.y)))
    across = None
    if isinstance(area.across, NamedAxis):
        across = Span(area.across.ticks.low, area.across.ticks.high, plot.x, plot.right)
    reverse = isinstance(area.across, CategoryAxis) and area.across.reverse
    return Scale(plot, len(area.sheet.categories), flat, reverse, upright, across)


def _limits(area: PlotArea) -> tuple[float, float]:
    match area.upright:
        case HiddenAxis(low=low, high=high):
            return low, high
        case ValueAxis(ticks=ticks) | NamedAxis(ticks=ticks):
            return ticks.low, ticks.high
        case _:
            assert_never(area.upright)
