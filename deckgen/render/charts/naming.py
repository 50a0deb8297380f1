"""Where the name of a line stands: on the line itself, where there is most room beside it."""

from __future__ import annotations

from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.sheet import Sheet
from deckgen.render.charts.target import name_spot

_ENOUGH = 0.16  # of the axis: more room than that is no better
_NAME, _CLEAR = 0.06, 0.10  # where a name stands off its line, and the room a label needs
_TARGET_NAME = 1  # the point that bears the target's name


def name_place(
    drawing: Drawing, sheet: Sheet, index: int, limits: tuple[float, float]
) -> tuple[int, str]:
    """The point that bears the name of the series at ``index``, and the side: ``t`` or ``b``.

    Of the interior points the one with the most room to the other lines, where its own line bends
    away from the name; among equals the peak, for a name above, or the trough, for one below.
    """
    values = sheet.columns[index].values
    places = [place for place, value in enumerate(values) if value is not None]
    # The first points bear the first value and the target's name.
    candidates = places[3:-1] or places[1:-1] or places
    span = limits[1] - limits[0]

    def worth(choice: tuple[int, str]) -> tuple[float, float, int]:
        place, side = choice
        sign = 1 if side == "t" else -1
        room = _room(drawing, sheet, index, place, sign, limits) / span
        own = values[place] or 0.0
        near = values[max(0, place - 2) : place + 3]
        through = max(sign * (value - own) for value in near if value is not None) / span
        # A name on the last but one point must not run into the last value's label.
        last = values[places[-1]] or 0.0
        beside = place == places[-2:][0] and abs(own + sign * _NAME * span - last) < _CLEAR * span
        on_target = _meets_target_name(drawing, sheet, limits, place, own + sign * _NAME * span)
        taken = _ENOUGH if beside or on_target else 0.0
        return min(room, _ENOUGH) - through - taken, sign * own, -place

    return max(((place, side) for place in candidates for side in ("b", "t")), key=worth)


def _meets_target_name(
    drawing: Drawing, sheet: Sheet, limits: tuple[float, float], place: int, level: float
) -> bool:
    """Whether a name at ``level`` would run into the name of a target."""
    span = limits[1] - limits[0]
    for index, _ in drawing.targets:
        values = sheet.columns[index].values
        if all(value is None for value in values):
            continue
        spot, side = name_spot(drawing, sheet, index, limits)
        named = (values[spot] or 0.0) + (_NAME if side == "t" else -_NAME) * span
        if abs(place - spot) < 3 and abs(named - level) < _CLEAR * span:
            return True
    return False


def _room(
    drawing: Drawing,
    sheet: Sheet,
    index: int,
    place: int,
    sign: int,
    limits: tuple[float, float],
) -> float:
    """The distance from a point to the next thing above or below it, where a name would reach."""
    own = sheet.columns[index].values[place] or 0.0
    edge = limits[1] if sign > 0 else limits[0]
    nearest = abs(edge - own)
    for other, column in enumerate(sheet.columns):
        for beside in range(max(0, place - 1), min(len(column.values), place + 2)):
            value = column.values[beside]
            if other != index and value is not None and sign * (value - own) >= 0:
                nearest = min(nearest, abs(value - own))
    named = any(abs(place - _TARGET_NAME) < 2 for _ in drawing.targets)
    return nearest / 2 if named else nearest
