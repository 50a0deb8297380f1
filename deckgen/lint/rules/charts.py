"""Charts: honest axes, few marks, no decoration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.lint.areas import FillKind
from deckgen.lint.chart_facts import Axis, Chart, Plot, Series
from deckgen.lint.facts import Deck, Shape, Slide
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits
from deckgen.lint.rules.walk import charts_of

_BARS = ("barChart", "bar3DChart")
_LINES = ("lineChart", "line3DChart", "scatterChart", "areaChart")
_ROUND = ("doughnutChart", "ofPieChart")
_PIES = ("pieChart", "pie3DChart")
_PEOPLE = re.compile(r"\b(CSMs?|managers?|owners?|people|reps?|team members?)\b", re.IGNORECASE)


def _axis_from_zero(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide, shape, chart in charts_of(deck):
        for plot in chart.plots:
            if plot.kind not in _BARS or _is_bridge(plot):
                continue
            for axis in value_axes(chart, plot):
                if axis.logarithmic:
                    yield Found("bars on a logarithmic axis", slide, shape, "log", "from zero")
                elif (axis.low or 0) > 0 or (axis.high is not None and axis.high < 0):
                    start = axis.low if (axis.low or 0) > 0 else axis.high
                    yield Found(
                        f"the axis of the bars starts at {start:g}", slide, shape, f"{start:g}", "0"
                    )


def _is_bridge(plot: Plot) -> bool:
    """Steps that hang between levels: stacked on a first series that cannot be seen."""
    first = plot.series[0] if plot.series else None
    hidden = first is not None and first.fill is not None and first.fill.kind is FillKind.NONE
    return plot.grouping == "stacked" and hidden and len(plot.series) > 1


def value_axes(chart: Chart, plot: Plot) -> list[Axis]:
    """The axes of values of one plot."""
    return [axis for axis in chart.axes if axis.kind == "valAx" and axis.id in plot.axes]


def _too_many(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide, shape, chart in charts_of(deck):
        bars = [plot for plot in chart.plots if plot.kind in _BARS and plot.direction == "bar"]
        categories = max((_categories(plot) for plot in bars), default=0)
        most = limits.people if _names_people(slide, shape) else limits.bars
        if categories > most:
            yield Found(f"{categories} bars", slide, shape, f"{categories}", f"{most}")
        points = max((_categories(plot) for plot in chart.plots if plot not in bars), default=0)
        if points > limits.points:
            yield Found(f"{points} points", slide, shape, f"{points}", f"{limits.points}")
        count = sum(_parts_drawn(plot) for plot in chart.plots)
        if count > limits.series:
            yield Found(f"{count} series", slide, shape, f"{count}", f"{limits.series}")


def _parts_drawn(plot: Plot) -> int:
    """How many things a plot's series show. A bridge draws its steps in two series where they
    cross zero."""
    drawn = [one for one in plot.series if _is_drawn(one, plot)]
    return len({one.fill for one in drawn}) if _is_bridge(plot) else len(drawn)


def _categories(plot: Plot) -> int:
    """How many categories have a value; one that only parts two groups has none."""
    filled = {
        place
        for series in plot.series
        for place, value in enumerate(series.values)
        if value is not None
    }
    return len(filled)


def _names_people(slide: Slide, shape: Shape) -> bool:
    words = [shape.alt, shape.label, slide.title]
    words += [one.name for plot in shape.chart.plots for one in plot.series] if shape.chart else []
    return any(_PEOPLE.search(one) for one in words)


def _is_drawn(series: Series, plot: Plot) -> bool:
    """Whether a series can be seen; levels and bases of a bridge cannot."""
    if plot.kind == "lineChart":
        return series.outline is None or series.outline.kind is not FillKind.NONE
    if plot.kind in _BARS:
        hollow = series.fill is not None and series.fill.kind is FillKind.NONE
        return not hollow or (series.outline is not None and series.outline.covers)
    return True


def _said_twice(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide, shape, chart in charts_of(deck):
        drawn = sum(_is_drawn(one, plot) for plot in chart.plots for one in plot.series)
        if chart.legend and 0 < drawn <= limits.legend_series:
            yield Found(
                f"a legend names {drawn} series", slide, shape, "legend", "names beside the data"
            )
        for plot in chart.plots:
            labelled = any(one.all_labelled for one in plot.series)
            if labelled and any(axis.labelled for axis in value_axes(chart, plot)):
                if plot.kind == "scatterChart":
                    continue
                yield Found(
                    "values stand at the axis and at every point",
                    slide,
                    shape,
                    "axis and labels",
                    "one of them",
                )
                break


def _decorated(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide, shape, chart in charts_of(deck):
        for what in _decorations(chart):
            yield Found(f"the chart has {what}", slide, shape, what, "none")


def _decorations(chart: Chart) -> Iterator[str]:
    if chart.three_d:
        yield "three dimensions"
    kinds = [plot.kind for plot in chart.plots]
    if any(kind in _ROUND for kind in kinds):
        yield "the form of a ring"
    for plot in chart.plots:
        if plot.kind in _PIES and _categories(plot) > 2:
            yield f"the form of a pie with {_categories(plot)} parts"
    axes = {id_ for plot in chart.plots for id_ in plot.axes}
    values = [axis for axis in chart.axes if axis.kind == "valAx" and axis.id in axes]
    if len(values) > 1 and not any(kind in ("scatterChart", "bubbleChart") for kind in kinds):
        yield "a second value axis"
    if any(one.smooth for plot in chart.plots for one in plot.series if plot.kind in _LINES) or any(
        plot.smooth_style for plot in chart.plots
    ):
        yield "a smoothed line"


RULES = (
    Rule(
        "C1",
        Severity.ERROR,
        "Bars and columns start at zero.",
        "native charts; a bridge, whose totals are marks, is free",
        "a fixed minimum other than 0, or a logarithmic axis",
        "set the axis minimum to 0; plot the change if the difference is the message",
        _axis_from_zero,
    ),
    Rule(
        "C2",
        Severity.WARNING,
        "A chart shows few things.",
        "native charts",
        "8 horizontal bars (12 for named people), 24 points, 4 series",
        "keep the largest and fold the others into one",
        _too_many,
    ),
    Rule(
        "C3",
        Severity.WARNING,
        "Nothing is said twice: labels instead of a legend, or of an axis.",
        "native charts",
        "no legend for one or two series; not both value axis and a label at every point",
        "name the series at the data and delete the legend, or delete the axis",
        _said_twice,
    ),
    Rule(
        "C4",
        Severity.ERROR,
        "No 3-D, ring, pie of more than two parts, second value axis or smoothed line.",
        "native charts",
        "none",
        "take bars or a plain line; two charts instead of two axes",
        _decorated,
    ),
)
