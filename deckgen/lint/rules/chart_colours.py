"""Colour in charts: the stressed point is the latest, and what is drawn can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from deckgen.lint.backdrop import backdrop
from deckgen.lint.chart_facts import Plot, Series
from deckgen.lint.colour import Rgb, contrast
from deckgen.lint.facts import Deck, Shape, Slide
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits
from deckgen.lint.rules.walk import charts_of

_PERIOD = re.compile(
    r"^(?:(?:FY|Q[1-4]|H[12]|W\d{1,2}|[A-Z][a-zé]{2,3}\.?)[\s'’-]*\d{2,4}|(?:19|20)\d\d"
    r"(?:-(?:Q[1-4]|H[12]|\d\d|W\d\d))?)$"
)
_SEPARATOR = 1.0  # points, on a slide of the usual height
_USUAL_HEIGHT = 7.5  # inches of a slide's shorter side
_ROUNDING = 0.05


def _stressed(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide, shape, chart in charts_of(deck):
        if not shape.mark:
            continue
        for plot in chart.plots:
            drawn = [one for one in plot.series if one.points]
            if plot.kind != "barChart" or len(drawn) != 1 or len(plot.series) != 1:
                continue
            series = drawn[0]
            known = [place for place, value in enumerate(series.values) if value is not None]
            if not known or not all(_PERIOD.match(one) for one in series.categories if one):
                continue
            places = sorted({place for place, fill in series.points if fill is not None})
            if places and places[-1] != known[-1]:
                names = series.categories
                said = names[places[-1]] if places[-1] < len(names) else f"point {places[-1] + 1}"
                last = names[known[-1]] if known[-1] < len(names) else "the last point"
                yield Found(f"{said} is stressed, not {last}", slide, shape, said, last)


def _unseen(deck: Deck, limits: Limits) -> Iterator[Found]:
    separator = _SEPARATOR * min(deck.width, deck.height) / _USUAL_HEIGHT
    for slide, shape, chart in charts_of(deck):
        if shape.box is None:
            continue
        below = backdrop(slide, shape, shape.box)
        if not below.known or len(below.colours) != 1:
            continue
        page = below.colours[0]
        for plot in chart.plots:
            for series in plot.series:
                found = _pale(series, plot, page, limits)
                if found is not None:
                    ratio, colour = found
                    yield Found(
                        f"{series.name or 'a series'!r} is too pale: #{colour} on #{page.hex}",
                        slide,
                        shape,
                        f"{ratio:.1f}:1",
                        f"{limits.mark_contrast:g}:1",
                    )
            yield from _alike(slide, shape, plot, page, limits, separator)


def _pale(series: Series, plot: Plot, page: Rgb, limits: Limits) -> tuple[float, str] | None:
    """The contrast of a series that can hardly be seen: of a line its stroke, else its fill; an
    outline that can be seen is enough, and so are labels."""
    stroke = series.outline.solid if series.outline is not None else None
    if plot.kind == "lineChart":
        shown = stroke
    else:
        shown = series.fill.solid if series.fill is not None else None
        outlined = stroke is not None and series.outline_points >= 0.75
        if outlined and stroke is not None and _ratio(stroke, page) >= limits.mark_contrast:
            return None
    if shown is None or series.all_labelled:
        return None
    ratio = _ratio(shown, page)
    return (ratio, shown.hex) if ratio < limits.mark_contrast - _ROUNDING else None


def _alike(
    slide: Slide, shape: Shape, plot: Plot, page: Rgb, limits: Limits, separator: float
) -> Iterator[Found]:
    """Neighbours in a stack that are too alike and not parted by a line."""
    if plot.kind != "barChart" or plot.grouping not in ("stacked", "percentStacked"):
        return
    for one, other in _touching(plot):
        first, second = _solid(one), _solid(other)
        if first is None or second is None:
            continue
        if _parted(one, page, separator) or _parted(other, page, separator):
            continue
        ratio = _ratio(first, second)
        if ratio < limits.mark_contrast - _ROUNDING:
            yield Found(
                f"{one.name!r} and {other.name!r} look alike and touch",
                slide,
                shape,
                f"{ratio:.1f}:1",
                f"{limits.mark_contrast:g}:1, or a line of {separator:.2g} pt between",
            )


def _touching(plot: Plot) -> list[tuple[Series, Series]]:
    """Series that lie one on the other in some category; steps of a bridge do not."""
    longest = max((len(series.values) for series in plot.series), default=0)
    found: dict[tuple[int, int], tuple[Series, Series]] = {}
    for place in range(longest):
        stacked = [
            (number, series)
            for number, series in enumerate(plot.series)
            if place < len(series.values) and series.values[place]
        ]
        for (lower, one), (upper, other) in pairwise(stacked):
            found[lower, upper] = (one, other)
    return [found[key] for key in sorted(found)]


def _solid(series: Series) -> Rgb | None:
    return series.fill.solid if series.fill is not None else None


def _parted(series: Series, page: Rgb, separator: float) -> bool:
    """Whether a series has an outline in the colour of the page, which parts it from the next."""
    stroke = series.outline.solid if series.outline is not None else None
    wide = series.outline_points >= separator - 0.01
    return stroke is not None and wide and _ratio(stroke, page) < 1.5


def _ratio(colour: Rgb, page: Rgb) -> float:
    return contrast(colour.over(page), page)


RULES = (
    Rule(
        "C7",
        Severity.WARNING,
        "The stressed column is the latest period.",
        "charts that deckgen made, one series over periods",
        "the last column that has a value",
        "move the colour to the last column; adding a period leaves it on the old one",
        _stressed,
    ),
    Rule(
        "C8",
        Severity.WARNING,
        "What is drawn can be seen.",
        "native charts on a plain background",
        "3:1 against the background, and between touching parts unless a line of 1 pt parts them",
        "take a darker colour of the theme, outline it, or label every point",
        _unseen,
    ),
)
