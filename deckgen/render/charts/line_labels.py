"""The labels of a line chart: last values, first values, names of targets and lines, the rest.

A name stands on its line where that is clear, and not at all elsewhere: a key then names the lines
above the chart (``key.py``), whose values have the more room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.measure import label_width
from deckgen.render.charts.placement import Layout, Plot, Spot
from deckgen.render.charts.plot_area import Label
from deckgen.render.charts.sheet import Sheet
from deckgen.render.text import Font
from deckgen.theme.box import Box
from deckgen.theme.fonts import line_height
from deckgen.theme.style import Colour

_MOST_LABELLED = 12
_INNER = 3  # points that a line needs to bear its name between its ends
# What a label may cost, else it is left out; and the first, the highest and the lowest value.
_MOST_COVERED, _STRESSED_COVERED = 0.06, 0.15
_INSIDE, _LEFT, _BESIDE, _LATER = 0.04, 0.08, 0.20, 0.01  # handicaps of places that are clear
_NEAR = 0.2  # of a target's name, for each inch of other lines beside it


def line_labels(
    drawing: Drawing,
    sheet: Sheet,
    limits: tuple[float, float],
    area: tuple[float, float, float, float],
    colours: Mapping[int, Colour],
) -> dict[int, list[Label]]:
    """The labels of every series by its column, the targets' included.

    ``area`` is the plot as shares of the frame, ``colours`` the lines' colours.
    """
    layout = _layout(drawing, sheet, limits, area)
    lines = _lines(drawing, sheet)
    found: dict[int, list[Label]] = {index: [] for index in (*lines, *_targets(drawing))}
    for index in lines:
        found[index].append(_last(drawing, sheet, layout, index, colours[index]))
    _add_firsts_and_targets(found, drawing, sheet, layout)
    several = len(drawing.measured) > 1
    for index in lines:
        if several and index not in drawing.keyed:
            named = list(_name(drawing, sheet, layout, index, colours[index], found[index]))
            bearing = {label.index for label in named}
            found[index] = [one for one in found[index] if one.index not in bearing] + named
    if lines and not several:
        found[lines[0]] += _between(drawing, sheet, layout, lines[0])
    return found


def lacks_names(drawing: Drawing, labels: Mapping[int, Sequence[Label]]) -> bool:
    """Whether one of several lines found no place for its name, and no key names any."""
    lines = [index for index, _ in drawing.measured if index in labels]
    if len(lines) < 2 or drawing.keyed.intersection(lines):
        return False
    return any(not any(label.name for label in labels[index]) for index in lines)


def name_on_lines(name: str, drawing: Drawing) -> str:
    """A name with the break that makes it narrowest, if it has several words."""
    words, points = name.split(" "), drawing.style.sizes.body
    broken = [
        "\n".join((" ".join(words[:place]), " ".join(words[place:])))
        for place in range(1, len(words))
    ]

    def width(lines: str) -> float:
        return max(drawing.measure.width(one, points, bold=True) for one in lines.split("\n"))

    return min(broken, key=width, default=name)


def labels_at_ends(
    drawing: Drawing,
    sheet: Sheet,
    limits: tuple[float, float],
    area: tuple[float, float, float, float],
    colours: Mapping[int, Colour],
) -> dict[int, list[Label]] | None:
    """The labels where every line bears its name beside its last point, with the value under it;
    ``None`` where they would not be clear of each other."""
    layout = _layout(drawing, sheet, limits, area)
    lines = _lines(drawing, sheet)
    found: dict[int, list[Label]] = {index: [] for index in (*lines, *_targets(drawing))}
    for index in lines:
        place = _places(sheet, index)[-1]
        value = _at(sheet, index, place)
        font = drawing.font(_legible(drawing, colours[index]), bold=True)
        name = sheet.columns[index].name.split("\n")
        widths = [drawing.measure.width(one, font.points, bold=True) for one in name]
        code = drawing.spec.number_format
        widths.append(label_width(value, code, font.points, drawing.measure, bold=True))
        height = line_height(font.points) * len(widths)
        spot = layout.set([Spot(place, "r", value)], max(widths), height, _MOST_COVERED)
        if spot is None:
            return None
        found[index].append(Label(place, "r", font, name=True, apart=True))
    _add_firsts_and_targets(found, drawing, sheet, layout)
    return found


def _lines(drawing: Drawing, sheet: Sheet) -> list[int]:
    """The columns of the lines that have a value."""
    return [index for index, _ in drawing.measured if any(_known(sheet, index))]


def _add_firsts_and_targets(
    found: dict[int, list[Label]], drawing: Drawing, sheet: Sheet, layout: Layout
) -> None:
    """Adds each line's first value and then the targets' names, which come after all last values:
    what is more important has its place first."""
    for index in _lines(drawing, sheet):
        first = _places(sheet, index)[0]
        found[index] += _value(drawing, sheet, layout, index, first, _STRESSED_COVERED)
    for index in _targets(drawing):
        if index not in drawing.keyed:
            found[index] += _target_name(drawing, sheet, layout, index)


def _layout(
    drawing: Drawing,
    sheet: Sheet,
    limits: tuple[float, float],
    area: tuple[float, float, float, float],
) -> Layout:
    x, y, w, h = area
    box = drawing.box
    plot = Plot(
        Box(0, 0, box.w, box.h * (y + h)),
        Box(box.w * x, box.h * y, box.w * w, box.h * h),
        len(sheet.categories),
        *limits,
    )
    segments = [one for column in sheet.columns for one in plot.segments(column.values)]
    return Layout(plot, segments)


def _targets(drawing: Drawing) -> list[int]:
    return [index for index, _ in drawing.targets]


def _places(sheet: Sheet, index: int) -> list[int]:
    return [place for place, value in enumerate(sheet.columns[index].values) if value is not None]


def _known(sheet: Sheet, index: int) -> list[bool]:
    return [value is not None for value in sheet.columns[index].values]


def _at(sheet: Sheet, index: int, place: int) -> float:
    return sheet.columns[index].values[place] or 0.0


def _last(drawing: Drawing, sheet: Sheet, layout: Layout, index: int, colour: Colour) -> Label:
    place = _places(sheet, index)[-1]
    value = _at(sheet, index, place)
    font = drawing.font(_legible(drawing, colour), bold=True, points=drawing.style.sizes.change)
    width = label_width(value, drawing.spec.number_format, font.points, drawing.measure, bold=True)
    named = len(drawing.measured) > 1 and index not in drawing.keyed
    if named and len(_places(sheet, index)) < _INNER:  # the name stands here
        width += drawing.measure.width(sheet.columns[index].name + "  ", font.points, bold=True)
    spots = [Spot(place, "r", value), Spot(place, "t", value, _BESIDE),
             Spot(place, "b", value, _BESIDE)]  # fmt: skip
    spot = layout.set(spots, width, line_height(font.points))
    return Label(place, spot.side if spot else "r", font)


def _legible(drawing: Drawing, colour: Colour) -> Colour:
    """A line's colour as words take it: the context's is for graphics only."""
    return drawing.palette.muted if colour == drawing.palette.context else colour


def _between(drawing: Drawing, sheet: Sheet, layout: Layout, index: int) -> Iterator[Label]:
    """The values between the first and the last, if they are few: the extremes before others."""
    places, values = _places(sheet, index), sheet.columns[index].values
    if len(places) > _MOST_LABELLED:
        return
    known = [value for value in values if value is not None]
    extremes = [place for place in places[1:-1] if values[place] in (min(known), max(known))]
    for place in (*extremes, *(one for one in places[1:-1] if one not in extremes)):
        most = _STRESSED_COVERED if place in extremes else _MOST_COVERED
        yield from _value(drawing, sheet, layout, index, place, most)


def _value(
    drawing: Drawing, sheet: Sheet, layout: Layout, index: int, place: int, most: float
) -> Iterator[Label]:
    """A value on the outside of its line's bend, else on the other side or beside its point, where
    it costs at most ``most``."""
    if place == _places(sheet, index)[-1]:
        return
    value = _at(sheet, index, place)
    font = drawing.font(drawing.palette.muted)
    width = label_width(value, drawing.spec.number_format, font.points, drawing.measure)
    outside = _outside(sheet.columns[index].values, place)
    inside = "t" if outside == "b" else "b"
    spots = [Spot(place, outside, value), Spot(place, inside, value, _INSIDE)]
    spots.append(Spot(place, "l", value, _LEFT))  # beside a steep line it is clear
    if place != _places(sheet, index)[0]:
        spots.append(Spot(place, "r", value, _LEFT))
    spot = layout.set(spots, width, line_height(font.points), most)
    if spot is not None:
        yield Label(place, spot.side, font)


def _outside(values: Sequence[float | None], place: int) -> str:
    """Below for a value under the mean of its neighbours, else above."""
    around = [
        value
        for beside in (place - 1, place + 1)
        if 0 <= beside < len(values) and (value := values[beside]) is not None
    ]
    value = values[place]
    return "b" if around and value is not None and value < sum(around) / len(around) else "t"


def _target_name(drawing: Drawing, sheet: Sheet, layout: Layout, index: int) -> Iterator[Label]:
    """A target's name on its line, early if there is room. A name such as "Target 110%" says its
    value; "Target" alone does not."""
    column, places = sheet.columns[index], _places(sheet, index)
    if not places:
        return
    said = any(character.isdigit() for character in column.name)
    font = drawing.font(drawing.palette.ink)
    width = drawing.measure.width(column.name, font.points)
    if not said:
        code = drawing.spec.number_format
        value = _at(sheet, index, places[0])
        width += label_width(value, code, font.points, drawing.measure) + 0.1
    inner = places[1:-1] or places
    height = line_height(font.points)
    own = list(layout.plot.segments(column.values))
    spots = [
        Spot(
            place,
            side,
            _at(sheet, index, place),
            _LATER * order
            + (_LATER / 2 if low else 0.0)
            + _NEAR * layout.near(place, side, _at(sheet, index, place), width, height, own),
        )
        for order, place in enumerate(inner)
        for low, side in enumerate(("t", "b"))
    ]
    spot = layout.set(spots, width, height, _MOST_COVERED, own=own)
    if spot is not None:
        yield Label(spot.place, spot.side, font, value=not said, name=True)


def _name(
    drawing: Drawing,
    sheet: Sheet,
    layout: Layout,
    index: int,
    colour: Colour,
    labelled: Sequence[Label],
) -> Iterator[Label]:
    """A line's name at a peak, above it, or at a trough, below it, where that is clear; with the
    last value where the line has no point between its ends."""
    font: Font = drawing.font(_legible(drawing, colour), bold=True)
    places, taken = _places(sheet, index), {label.index for label in labelled}
    inner = [place for place in places[1:-1] if place not in taken]
    values = sheet.columns[index].values
    width = drawing.measure.width(sheet.columns[index].name, font.points, bold=True)
    spots = [
        Spot(place, side, _at(sheet, index, place),
             _LATER * order + (0.0 if _outside(values, place) == side else _INSIDE))
        for order, place in enumerate(reversed(inner))
        for side in ("t", "b")
    ]  # fmt: skip
    if not inner:
        yield from (replace(one, name=True) for one in labelled if one.index == places[-1])
        return
    # Another line between a name and its own would seem to bear it.
    own = layout.plot.segments(values)
    spot = layout.set(spots, width, line_height(font.points), _MOST_COVERED, own=own)
    if spot is not None:
        yield Label(spot.place, spot.side, font, value=False, name=True)
