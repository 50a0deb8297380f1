"""A target as a dashed line that bears its own name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from deckgen.model.deck import ChartKind
from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.measure import label_width
from deckgen.render.charts.plot_area import Label, LineSeries
from deckgen.render.charts.sheet import Sheet
from deckgen.render.shape import Outline
from deckgen.theme.fonts import text_width

# Shares of the axis: from where to where a name stands off its line, and a value off its point.
_FAR, _VALUE = 0.15, 0.09
_REACH = 0.75  # categories that a name reaches to either side
_ENOUGH = 0.08
_OUTSIDE = 0.10  # of the axis: a label may stand above the plot, within the frame
_SEPARATOR = 0.10  # inches between name and value
_SIDES = (("t", 1), ("b", -1))


def target_lines(drawing: Drawing, names: Mapping[int, Sequence[Label]]) -> tuple[LineSeries, ...]:
    """The target series as dashed lines, each with its label from ``names``, by column."""
    outline = Outline(drawing.style.lines.target, drawing.palette.ink, dashed=True)
    return tuple(
        LineSeries(index, outline, labels=tuple(names.get(index, ())))
        for index, _ in drawing.targets
    )


def names_over_bars(
    drawing: Drawing,
    sheet: Sheet,
    limits: tuple[float, float],
    width: float,
    *,
    valued: bool = True,
) -> dict[int, list[Label]]:
    """The targets' names over columns, which fill everything below them, by column. ``width`` is
    the plot's in inches; ``valued`` unless an axis says the values."""
    found = dict[int, list[Label]]()
    font = drawing.font(drawing.palette.ink)
    slot = width / max(1, len(sheet.categories))
    for index, _ in drawing.targets:
        column = sheet.columns[index]
        known = [value for value in column.values if value is not None]
        if not known:
            continue
        # A name such as "Target 110%" says its value; "Target" alone does not.
        value = valued and not any(character.isdigit() for character in column.name)
        wide = text_width(column.name, font.points)
        if value:
            wide += label_width(known[0], column.number_format, font.points) + _SEPARATOR
        reach = min(ceil(wide / 2 / slot - 0.5), len(sheet.categories) // 2)
        place, side = _spot(drawing, sheet, index, limits, reach)
        behind = None
        if _height(drawing, sheet, place) > (column.values[place] or 0.0):
            behind = drawing.palette.background  # on the columns: on a ground of its own
        found[index] = [Label(place, side, font, value=value, name=True, behind=behind)]
    return found


def _height(drawing: Drawing, sheet: Sheet, place: int) -> float:
    """How far the columns of a category rise."""
    values = [sheet.columns[index].values[place] or 0.0 for index, _ in drawing.measured]
    if drawing.spec.kind is ChartKind.STACKED:
        return sum(value for value in values if value > 0)
    return max(values, default=0.0)


def _spot(
    drawing: Drawing, sheet: Sheet, index: int, limits: tuple[float, float], reach: int
) -> tuple[int, str]:
    """The point and side of a target's name: the first with room, else the one with most. The
    first point is left to the data's first value, the last to its last; ``reach`` is how many
    categories the name takes to either side."""
    low, high = limits
    values = sheet.columns[index].values
    places = [place for place, value in enumerate(values) if value is not None]
    inside = [place for place in places if reach <= place < len(values) - reach]
    candidates = [place for place in inside if place not in (places[0], places[-1])]
    candidates = candidates or inside or places

    def room(choice: tuple[int, str, int]) -> tuple[float, int, int]:
        place, _, sign = choice
        level = values[place] or 0.0
        edge = high - level if sign > 0 else level - low
        free = min(_ENOUGH, edge / (high - low) + _OUTSIDE - _FAR)
        for other, _ in drawing.measured:
            for value in _passed(sheet.columns[other].values, place):
                beyond = sign * (value - level) / (high - low)
                # Nothing fits below, in the bars; above stand their values.
                free = min(free, -1.0 if sign < 0 else max(beyond - _FAR, -beyond - _VALUE))
        return round(free, 3), sign, -place

    place, side, _ = max(
        ((place, side, sign) for place in candidates for side, sign in _SIDES), key=room
    )
    return place, side


def _passed(values: tuple[float | None, ...], place: int) -> list[float]:
    """The values that a line takes where a name at ``place`` would stand."""
    own = values[place]
    found = [] if own is None else [own]
    for beside in (place - 1, place + 1):
        value = values[beside] if 0 <= beside < len(values) else None
        if value is not None:
            found.append(value if own is None else own + _REACH * (value - own))
    return found


def crosses_target(
    drawing: Drawing,
    sheet: Sheet,
    place: int,
    value: float | None,
    position: str,
    height: float,
) -> bool:
    """Whether a label of ``height`` axis units above (``t``, ``outEnd``) or below (``b``) a value
    would stand on a target line."""
    if value is None:
        return False
    up = position in ("t", "outEnd") and (value >= 0 or position == "t")
    low, high = (value, value + 1.6 * height) if up else (value - 1.6 * height, value)
    levels = (sheet.columns[index].values[place] for index, _ in drawing.targets)
    return any(level is not None and low < level < high for level in levels)
