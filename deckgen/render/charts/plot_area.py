"""What a chart draws, decided once: series with their looks and labels, and the axes.

Each kind of chart makes one :class:`PlotArea`. Two writers take it from there and decide nothing:
``xml.py`` makes the native chart, ``picture/`` the picture, so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from deckgen.render.charts.measure import label_code
from deckgen.render.charts.sheet import Sheet
from deckgen.render.charts.ticks import Ticks
from deckgen.render.shape import Outline
from deckgen.render.text import Font
from deckgen.theme.style import Colour


@dataclass(frozen=True, slots=True)
class Label:
    """The label of one point, linked to its value and to the series' name, never typed.

    ``position`` is t, b, l, r, ctr, inEnd or outEnd; ``behind`` a fill that keeps a label legible
    over a thin bar; ``code`` a number format of its own, "" takes that of the series. ``apart``
    sets a value on a line of its own, under the name.
    """

    index: int
    position: str
    font: Font
    value: bool = True
    name: bool = False
    behind: Colour | None = None
    code: str = ""
    apart: bool = False


def coded(
    labels: Iterable[Label], values: Sequence[float | None], number_format: str
) -> tuple[Label, ...]:
    """The labels, each with the code that reads as its value does in a text."""

    def code(label: Label) -> str:
        value = values[label.index] if label.index < len(values) else None
        return "" if value is None else label_code(value, number_format)

    return tuple(replace(label, code=code(label)) for label in labels)


@dataclass(frozen=True, slots=True)
class Marker:
    """A point's symbol (circle, square, diamond, triangle), ``size`` points across."""

    symbol: str
    size: int
    fill: Colour
    edge: Colour | None = None


@dataclass(frozen=True, slots=True)
class BarSeries:
    """Bars or columns of one series: the column ``index`` of the sheet. Without a fill they are
    hollow, without an outline too they are not seen. ``points`` are the categories whose bar has a
    fill of its own."""

    index: int
    fill: Colour | None
    outline: Outline | None = None
    points: tuple[tuple[int, Colour], ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class LineSeries:
    """A line through the values of a column; gaps part it. ``markers`` are the points that bear
    one, by category. Without an outline only labels and markers are seen. ``errors`` are the two
    columns that say how far an interval reaches below and above each value."""

    index: int
    outline: Outline | None
    markers: tuple[tuple[int, Marker], ...] = ()
    labels: tuple[Label, ...] = ()
    errors: tuple[int, int] | None = None
    error_line: Outline | None = None


@dataclass(frozen=True, slots=True)
class PointSeries:
    """Points of a scatter chart: x from the sheet's first column, y from column ``index``."""

    index: int
    marker: Marker


@dataclass(frozen=True, slots=True)
class Bars:
    """A layer of bars: ``direction`` is col or bar, ``grouping`` clustered, stacked or
    percentStacked. ``gap`` between categories and ``overlap`` are percent of a bar's thickness."""

    series: tuple[BarSeries, ...]
    direction: str
    grouping: str
    gap: int
    overlap: int


@dataclass(frozen=True, slots=True)
class Lines:
    """A layer of lines."""

    series: tuple[LineSeries, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """A layer of points."""

    series: tuple[PointSeries, ...]


Layer = Bars | Lines | Points


@dataclass(frozen=True, slots=True)
class CategoryAxis:
    """The categories' names beside the plot, every ``skip``-th of them; without a font none, only
    the axis line. ``side`` is b or l; ``reverse`` counts from the top down."""

    font: Font | None
    line: Outline | None
    side: str = "b"
    reverse: bool = False
    skip: int = 1


@dataclass(frozen=True, slots=True)
class HiddenAxis:
    """A value axis that is not seen: labels say the values. ``grid`` is drawn across the plot at
    every multiple of ``step``."""

    low: float
    high: float
    side: str = "l"
    grid: Outline | None = None
    step: float = 0.0


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """A value axis at the left with its values and hairlines."""

    ticks: Ticks
    code: str
    font: Font
    grid: Outline


@dataclass(frozen=True, slots=True)
class NamedAxis:
    """An axis of a scatter chart: its name and its values."""

    title: str
    ticks: Ticks
    code: str
    font: Font
    line: Outline


@dataclass(frozen=True, slots=True)
class PlotArea:
    """A chart without its frame. ``inner`` is where the plot itself lies (x, y, width, height), as
    shares of the frame. Later layers lie over earlier ones."""

    sheet: Sheet
    inner: tuple[float, float, float, float]
    layers: tuple[Layer, ...]
    across: CategoryAxis | NamedAxis
    upright: HiddenAxis | ValueAxis | NamedAxis
