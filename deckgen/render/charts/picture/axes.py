"""Axes: lines, hairlines, and the names of categories and values beside the plot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deckgen.render.charts.axes import BESIDE
from deckgen.render.charts.formats import Symbols, formatted
from deckgen.render.charts.picture.surface import Surface
from deckgen.render.charts.plot_area import (
    CategoryAxis,
    HiddenAxis,
    NamedAxis,
    PlotArea,
    ValueAxis,
)
from deckgen.render.charts.scale import Scale, Span
from deckgen.render.charts.ticks import Ticks
from deckgen.render.shape import Outline
from deckgen.render.text import Font
from deckgen.theme.fonts import line_height

_UNDER = 0.06  # inches between an axis and the names under it
_AIR = 0.06  # inches between the names of two categories
_ATTEMPTS = 4  # at a width that fonts with other metrics keep
_TITLE = 0.06  # inches between an axis' values and its name


def draw_grid(surface: Surface, area: PlotArea, scale: Scale) -> None:
    """What lies under the data: the hairlines of a value axis, or the line of a threshold."""
    match area.upright:
        case ValueAxis(ticks=ticks, grid=grid):
            for value in ticks.values():
                _across(surface, scale, scale.values.at(value), grid)
        case HiddenAxis(low=low, high=high, grid=Outline() as grid, step=step):
            for value in Ticks(low, high, step).values():
                if value:
                    _across(surface, scale, scale.values.at(value), grid)


def _across(surface: Surface, scale: Scale, at: float, outline: Outline) -> None:
    """A line across the plot at a place of the value axis."""
    plot = scale.plot
    ends = [(at, plot.y), (at, plot.bottom)] if scale.flat else [(plot.x, at), (plot.right, at)]
    surface.line(ends, outline)


def draw_axes(surface: Surface, area: PlotArea, scale: Scale, symbols: Symbols) -> None:
    """What stands beside the data: axis lines and names."""
    match area.across:
        case CategoryAxis() as names:
            if names.line:
                _across(surface, scale, scale.values.at(0.0), names.line)
            if names.font:
                categories = area.sheet.categories
                if scale.flat:
                    _names_beside(surface, categories, names.font, names.skip, scale)
                else:
                    # The left is free where no axis stands.
                    left = scale.plot.x if isinstance(area.upright, ValueAxis) else 0.0
                    _names_below(surface, categories, names.font, names.skip, scale, left)
        case NamedAxis() as across:
            _named_below(surface, across, scale, symbols)
    match area.upright:
        case ValueAxis() as values:
            _values_beside(surface, values, scale, symbols)
        case NamedAxis() as axis:
            surface.line(
                [(scale.plot.x, scale.plot.y), (scale.plot.x, scale.plot.bottom)], axis.line
            )
            edge = _values_beside(surface, axis, scale, symbols)
            if axis.title:
                half = line_height(axis.font.points) / 2
                middle = (edge - _TITLE - half, scale.plot.y + scale.plot.h / 2)
                room = scale.plot.h / surface.measure.stretch  # upwards, inches are not stretched
                title = surface.measure.shortened(axis.title, room, axis.font.points)
                surface.text(title, middle, axis.font, "ctr", turned=True)


def _names_below(
    surface: Surface, names: Sequence[str], font: Font, skip: int, scale: Scale, left: float
) -> None:
    height = line_height(font.points)
    top = scale.plot.bottom + _UNDER
    bottom = surface.size[1]
    most = max(1, int((bottom - top) / height + 0.15))
    width, room = surface.size[0], scale.slot * skip - _AIR
    for place in range(0, scale.count, skip):
        middle = scale.middle(place)
        # At the sheet's edge a name has only what is left of its room.
        there = min(middle + room / 2, width) - max(middle - room / 2, left)
        lines = _fitted(surface, names[place], font, there, most)
        for number, (line, wide) in enumerate(lines):
            x = min(max(middle, left + wide / 2), width - wide / 2)
            surface.text(line, (x, top + (number + 0.5) * height), font, "ctr")


def _names_beside(
    surface: Surface, names: Sequence[str], font: Font, skip: int, scale: Scale
) -> None:
    height = line_height(font.points)
    most = max(1, int(scale.slot * skip / height))
    right = scale.plot.x - BESIDE
    for place in range(0, scale.count, skip):
        lines = _fitted(surface, names[place], font, right, most)
        top = scale.middle(place) - len(lines) * height / 2
        for number, (line, _) in enumerate(lines):
            surface.text(line, (right, top + (number + 0.5) * height), font, "r")


def _fitted(
    surface: Surface, name: str, font: Font, room: float, most: int
) -> list[tuple[str, float]]:
    """A name on at most ``most`` lines of ``room`` inches, as the fonts on this machine draw it,
    each with its width."""
    broken = [(line, surface.width(line, font)) for line in name.split("\n")]
    if 1 < len(broken) <= most and all(wide <= room for _, wide in broken):
        return broken
    name = name.replace("\n", " ")
    whole = surface.width(name, font)
    if whole <= room:
        return [(name, whole)]
    given, lines = room, list[tuple[str, float]]()
    for _ in range(_ATTEMPTS):
        short = surface.measure.shortened(name, given, font.points, lines=most)
        parts = [line for line in surface.measure.lines(short, given, font.points) if line]
        lines = [(line, surface.width(line, font)) for line in parts]
        widest = max((wide for _, wide in lines), default=0.0)
        if widest <= room:
            break
        given *= room / widest * 0.98
    return lines


def _named_below(surface: Surface, axis: NamedAxis, scale: Scale, symbols: Symbols) -> None:
    if scale.across is None:
        return
    plot, height = scale.plot, line_height(axis.font.points)
    surface.line([(plot.x, plot.bottom), (plot.right, plot.bottom)], axis.line)
    y = plot.bottom + _UNDER + height / 2
    _values(surface, axis, scale.across, symbols, lambda x: (x, y), "ctr")
    if axis.title:
        title = surface.measure.shortened(axis.title, surface.size[0], axis.font.points)
        at = (plot.x + plot.w / 2, y + height + _TITLE)
        surface.text(title, at, axis.font, "ctr")


def _values_beside(
    surface: Surface, axis: ValueAxis | NamedAxis, scale: Scale, symbols: Symbols
) -> float:
    """Writes the values of the upright axis; returns the left edge of the widest."""
    right = scale.plot.x - BESIDE
    return _values(surface, axis, scale.values, symbols, lambda y: (right, y), "r")


def _values(
    surface: Surface,
    axis: ValueAxis | NamedAxis,
    span: Span,
    symbols: Symbols,
    place: Callable[[float], tuple[float, float]],
    align: str,
) -> float:
    """Writes round values along an axis; returns the left edge of the leftmost."""
    left = surface.size[0]
    for value in axis.ticks.values():
        text = formatted(value, axis.code, symbols)
        box = surface.text(text, place(span.at(value)), axis.font, align)
        left = min(left, box.x)
    return left
