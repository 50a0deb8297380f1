"""The values that pass between a chart kind and the chart part."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.model.deck import ChartSpec, Series, SeriesRole
from deckgen.render.charts.sheet import numbers
from deckgen.render.shape import Outline
from deckgen.render.text import Font
from deckgen.theme.box import Box
from deckgen.theme.fonts import Measure
from deckgen.theme.style import Colour, Palette, Style


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a chart kind draws, where, and in which look. ``keyed`` are the series that a key
    above the chart names, so that no label does."""

    spec: ChartSpec
    box: Box
    style: Style
    palette: Palette
    language: str
    keyed: frozenset[int] = frozenset()

    def font(self, colour: Colour, *, bold: bool = False, points: float | None = None) -> Font:
        """The font of a label, in the body size unless told otherwise."""
        return Font(points or self.style.sizes.body, colour, bold=bold, face="+mn-lt")

    @property
    def measure(self) -> Measure:
        """How wide texts in the chart are: they are set in the look's minor font."""
        return self.style.minor

    @property
    def measured(self) -> tuple[tuple[int, Series], ...]:
        """The series that are data, with their column index: all but the target."""
        return tuple(
            (index, series)
            for index, series in enumerate(self.spec.series)
            if series.role is not SeriesRole.TARGET
        )

    @property
    def targets(self) -> tuple[tuple[int, Series], ...]:
        """The target series, with their column index."""
        return tuple(
            (index, series)
            for index, series in enumerate(self.spec.series)
            if series.role is SeriesRole.TARGET
        )


@dataclass(frozen=True, slots=True)
class Paint:
    """How a series is filled, and what colour a label inside it has. No ``fill`` is hollow."""

    fill: Colour | None
    label: Colour


def paints(series: tuple[Series, ...], palette: Palette) -> tuple[Paint, ...]:
    """A paint for each series by its role; a repeated role moves on to the next free shade."""
    accent = Paint(palette.accent, palette.on_accent)
    context = Paint(palette.context, palette.on_context)
    good = Paint(palette.good, palette.on_accent)
    pale = Paint(palette.hair, palette.ink)
    order = {
        SeriesRole.ACTUAL: (accent, context, good, pale),
        SeriesRole.CONTEXT: (context, pale, good),
        SeriesRole.GOOD: (good, accent),
        SeriesRole.BAD: (Paint(palette.bad, palette.on_bad),),
        SeriesRole.WARN: (Paint(palette.warn, palette.on_warn),),
        SeriesRole.TARGET: (Paint(None, palette.ink),),
        SeriesRole.UNKNOWN: (Paint(None, palette.ink),),
    }
    chosen: list[Paint] = []
    for one in series:
        shades = order[one.role]
        free = [paint for paint in shades if paint not in chosen]
        chosen.append(free[0] if free else shades[0])
    return tuple(chosen)


def present(series: tuple[Series, ...]) -> list[float]:
    """All values of some series, gaps left out."""
    return [value for one in series for value in numbers(one.values) if value is not None]


def value_range(series: list[list[float]], others: list[float]) -> tuple[float, float]:
    """A value axis that may start above zero: it holds the series and ``others`` (targets), spans
    at least twice the range of each series, so that noise does not look like news, and leaves
    room for labels."""
    known = [value for values in series for value in values] + others
    low, high = min(known), max(known)
    wanted = max((2 * (max(values) - min(values)) for values in series if values), default=0.0)
    span = max(1.2 * (high - low), wanted or abs(high) * 0.24 or 1.2)
    middle = (high + low) / 2
    return middle - span / 2, middle + span / 2


HEADROOM = 0.14  # of the data's span, for the labels at the ends of the bars


def zero_range(data: list[float], headroom: float = HEADROOM) -> tuple[float, float]:
    """A value axis from zero, with room for the labels at the ends of the bars."""
    low, high = min([*data, 0.0]), max([*data, 0.0])
    span = high - low or 1.0
    return (
        low - span * headroom if low < 0 else 0.0,
        high + span * headroom if high > 0 or low == 0 else 0.0,
    )


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A series in the key above a chart: its name, its fill (``None``: hollow) and its shape,
    and the ``line`` that it is drawn as, on which the shape is its marker if it has a fill."""

    name: str
    fill: Colour | None
    shape: str = "rect"
    line: Outline | None = None
