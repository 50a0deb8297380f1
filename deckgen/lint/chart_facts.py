"""What there is to know about a native chart: data, axes, labels, and the workbook behind it."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.lint.areas import Fill
from deckgen.lint.colour import Rgb
from deckgen.theme.box import Box


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells of the workbook with what the chart remembers of them. ``values`` are numbers of a
    numeric reference, else texts; a gap is ``None``."""

    formula: str
    numeric: bool
    values: tuple[float | str | None, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """The label of one point. ``typed`` is text that a person or a program wrote into it."""

    index: int
    typed: str
    shown: bool
    position: str


@dataclass(frozen=True, slots=True)
class Series:
    """One series. ``fill`` is ``None`` where PowerPoint chooses; ``points`` are fills of single
    points; ``all_labelled`` says that every point has a label."""

    name: str
    categories: tuple[str, ...]
    values: tuple[float | None, ...]
    number_format: str
    references: tuple[Reference, ...]
    fill: Fill | None
    outline: Fill | None
    outline_points: float
    points: tuple[tuple[int, Fill | None], ...]
    labels: tuple[Label, ...]
    all_labelled: bool
    smooth: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """One chart type within a chart: ``kind`` is the element's name (``barChart``)."""

    kind: str
    direction: str  # col | bar
    grouping: str
    series: tuple[Series, ...]
    smooth_style: bool
    axes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis; ``labelled`` says that its values are printed."""

    id: str
    kind: str  # catAx | dateAx | valAx | serAx
    deleted: bool
    labelled: bool
    low: float | None
    high: float | None
    logarithmic: bool
    reverse: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """The embedded workbook: ``sheets`` has the cells of each by name; ``problem`` says why there
    are none."""

    sheets: tuple[tuple[str, tuple[tuple[object, ...], ...]], ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ChartText:
    """Text on a chart: ``what`` is axis, legend or labels. ``ground`` is what a label lies on
    within the chart, a bar or a patch of its own; ``None`` is what the whole chart lies on."""

    what: str
    size: float
    bold: bool
    colour: Rgb | None
    ground: Fill | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart. ``layout`` is the inner plot area as shares of the frame, if it is fixed."""

    plots: tuple[Plot, ...]
    axes: tuple[Axis, ...]
    legend: bool
    three_d: bool
    titled: bool
    layout: Box | None
    fill: Fill
    texts: tuple[ChartText, ...]
    workbook: Workbook | None
