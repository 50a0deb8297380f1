"""A target as a dashed line that bears its own name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.plot_area import Label, LineSeries
from deckgen.render.charts.sheet import Sheet
from deckgen.render.shape import Outline

# Shares of the axis: from where to where a name stands off its line, and a value off its point.
_FAR, _VALUE = 0.15, 0.09
_REACH = 0.75  # categories that a name reaches to either side
_ENOUGH = 0.08
_OUTSIDE = 0.10  # of the axis: a label may stand above the plot, within the frame
_SIDES = (("t", 1), ("b", -1))


def target_lines(drawing: Drawing, names: Mapping[int, Sequence[Label]]) -> tuple[LineSeries, ...]:
    """The target series as dashed lines, each with its label from ``names``, by column."""
    outline = Outline(drawing.style.lines.target, drawing.palette.ink, dashed=True)
    return tuple(
        LineSeries(index, outline, labels=tuple(names.get(index, ())))
        for index, _ in drawing.targets
    )


def names_over_bars(
    drawing: Drawing, sheet: Sheet, limits: tuple[float, float]
) -> dict[int, list[Label]]:
    """The targets' names over columns, which fill everything below them, by column."""
    found = dict[int, list[Label]]()
    for index, _ in drawing.targets:
        column = sheet.columns[index]
        if all(value is None for value in column.values):
            continue
        place, side = _spot(drawing, sheet, index, limits)
        # A name such as "Target 110%" says its value; "Target" alone does not.
        said = any(character.isdigit() for character in column.name)
        font = drawing.font(drawing.palette.ink)
        found[index] = [Label(place, side, font, value=not said, name=True)]
    return found


def _spot(
    drawing: Drawing, sheet: Sheet, index: int, limits: tuple[float, float]
) -> tuple[int, str]:
    """The point and side of a target's name: the first with room, else the one with most. The
    first point is left to the data's first value, the last to its last."""
    low, high = limits
    values = sheet.columns[index].values
    places = [place for place, value in enumerate(values) if value is not None]
    candidates = places[1:-1] or places

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
