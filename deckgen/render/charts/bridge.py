"""A bridge from one total to another: steps hang between the levels.

The specification has one series: the first and the last value are totals, those between are
changes. Drawn as stacked columns on an invisible base; totals are thin level marks and not bars,
so that the axis may start above zero and the steps, which are lengths, become legible.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from deckgen.render.charts.axes import named_under
from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.formats import formatted
from deckgen.render.charts.plot_area import (
    Bars,
    BarSeries,
    CategoryAxis,
    HiddenAxis,
    Label,
    Lines,
    LineSeries,
    PlotArea,
)
from deckgen.render.charts.sheet import Column, Sheet, numbers, safe_name
from deckgen.render.shape import Outline
from deckgen.theme.fonts import line_height
from deckgen.theme.style import Colour

_PLOT = (0.0, 0.08, 1.0, 0.78)
_BARE_PLOT = (0.0, 0.05, 1.0, 0.90)  # names and values stand in a table under the chart
_GAP, _OVERLAP = 12, 100
_MARK = 0.012  # a level mark's height, as a share of the axis
_SMALLEST_LABELLED = 0.22  # inches
# The columns of the sheet, the last two only where a step crosses zero.
_BASE, _TOTAL, _UP, _DOWN, _LEVEL, _UP_BELOW, _DOWN_BELOW = range(7)


@dataclass(frozen=True, slots=True)
class Step:
    """From one level to another; a total has equal levels."""

    start: float
    end: float
    total: bool


def steps_of(values: tuple[float | None, ...]) -> list[Step | None]:
    """The levels that a bridge passes; a gap has none and changes nothing."""
    level, found = 0.0, list[Step | None]()
    for place, value in enumerate(values):
        total = place in (0, len(values) - 1)
        if value is None:
            found.append(None)
            continue
        start, level = (value, value) if total else (level, level + value)
        found.append(Step(start, level, total))
    return found


def plot(drawing: Drawing) -> PlotArea:
    """The bridge of a specification."""
    values = numbers(drawing.spec.series[0].values)
    steps = steps_of(values)
    spec, points = drawing.spec, drawing.style.sizes.body
    named, inner, skip = Sheet(tuple(map(safe_name, spec.categories)), ()), _BARE_PLOT, 1
    if spec.labelled:
        named, inner, skip = named_under(named, _PLOT, drawing.box, points, drawing.measure)
    height = drawing.box.h * inner[3]
    half = line_height(points) / 2 / height if spec.labelled else 0.0
    low, high = _limits(steps, spec.floor, half)
    sheet = _sheet(drawing, named.categories, steps, (high - low) * _MARK)
    per_inch = (high - low) / height
    palette = drawing.palette
    bars = [
        BarSeries(_BASE, None),
        _bars(drawing, sheet, _TOTAL, palette.ink, None, per_inch),
        _bars(drawing, sheet, _UP, palette.good, palette.on_accent, per_inch),
        _bars(drawing, sheet, _DOWN, palette.bad, palette.on_bad, per_inch),
    ]
    if len(sheet.columns) > _UP_BELOW:
        bars.append(_bars(drawing, sheet, _UP_BELOW, palette.good, palette.on_accent, per_inch))
        bars.append(_bars(drawing, sheet, _DOWN_BELOW, palette.bad, palette.on_bad, per_inch))
    return PlotArea(
        sheet,
        inner,
        (Bars(tuple(bars), "col", "stacked", _GAP, _OVERLAP), Lines((_levels(drawing, sheet),))),
        CategoryAxis(
            drawing.font(palette.ink) if spec.labelled else None,
            Outline(drawing.style.lines.hair, palette.context) if low <= 0 else None,
            skip=skip,
        ),
        HiddenAxis(low, high),
    )


def _limits(steps: list[Step | None], floor: Fraction | None, half: float) -> tuple[float, float]:
    """The value axis. ``half`` a label's height, as a share of it, is left under a step that has
    its label over its thin bar."""
    levels = [level for step in steps if step for level in (step.start, step.end)] or [0.0]
    low, high = min(levels), max(levels)
    span = high - low
    if floor is not None and floor < low:
        return float(floor), high + span * 0.05
    if low > 0 and span and span < high / 2:
        return max(0.0, low - span * 0.3), high + span * 0.05
    low, high = min(low, 0.0), max(high, 0.0)
    span = high - low or 1.0
    below = 0.05 if low < 0 else 0.0
    if any(step and not step.total and abs(step.end - low) < span * half for step in steps):
        below = max(below, half)
    return low - span * below, high + span * 0.05


def _sheet(
    drawing: Drawing, categories: tuple[str, ...], steps: list[Step | None], mark: float
) -> Sheet:
    plain = drawing.spec.number_format.split(";")[0].removeprefix("+")
    plus, minus = (f'"{sign}"{plain};"{sign}"{plain}' for sign in ("+", "−"))
    names: tuple[tuple[str, str], ...] = (
        ("Base", plain),
        ("Total mark", plain),
        ("Increase", plus),
        ("Decrease", minus),
        (safe_name(drawing.spec.series[0].name), plain),
        ("Increase below zero", plus),
        ("Decrease below zero", minus),
    )
    rows = [_row(step, mark) for step in steps]
    if not any(_UP_BELOW in row or _DOWN_BELOW in row for row in rows):
        names = names[:_UP_BELOW]
    return Sheet(
        categories,
        tuple(
            Column(name, tuple(row.get(index) for row in rows), number_format)
            for index, (name, number_format) in enumerate(names)
        ),
    )


def _row(step: Step | None, mark: float) -> dict[int, float]:
    if step is None:
        return {}
    if step.total:  # the mark's outer edge is the level
        mark = mark if step.end >= 0 else -mark
        return {_BASE: step.end - mark, _TOTAL: mark, _LEVEL: step.end}
    low, high = sorted((step.start, step.end))
    above, below = (_UP, _UP_BELOW) if step.end >= step.start else (_DOWN, _DOWN_BELOW)
    if low >= 0:
        return {_BASE: low, above: high - low}
    if high <= 0:
        return {_BASE: high, below: low - high}
    return {above: high, below: low}  # the step crosses zero: a part on either side


def _bars(
    drawing: Drawing,
    sheet: Sheet,
    index: int,
    fill: Colour,
    inside: Colour | None,
    per_inch: float,
) -> BarSeries:
    """A series of steps; one too small for its label has it on a patch of the background. A mark
    has none."""
    column, points = sheet.columns[index], drawing.style.sizes.body
    bar = drawing.box.w / max(1, len(sheet.categories)) / (1 + _GAP / 100)
    labels = []
    for place, value in enumerate(column.values):
        if value is None or inside is None or not drawing.spec.labelled:
            continue
        wide = drawing.measure.width(formatted(value, column.number_format), points, bold=True)
        fits = abs(value) / per_inch >= _SMALLEST_LABELLED and wide <= bar
        font = drawing.font(inside if fits else fill, bold=True)
        behind = None if fits else drawing.palette.background
        labels.append(Label(place, "ctr", font, behind=behind))
    # Steps that meet have a line of the background between them; a mark is too thin for one.
    separator = Outline(drawing.style.lines.separator, drawing.palette.background)
    return BarSeries(index, fill, None if inside is None else separator, labels=tuple(labels))


def _levels(drawing: Drawing, sheet: Sheet) -> LineSeries:
    """The totals' labels: a line without a line, since the mark's own length is not the total."""
    column = sheet.columns[_LEVEL]
    font = drawing.font(drawing.palette.ink, bold=True)
    labels = tuple(
        Label(place, "t", font)
        for place, value in enumerate(column.values)
        if value is not None and drawing.spec.labelled
    )
    return LineSeries(_LEVEL, None, labels=labels)
