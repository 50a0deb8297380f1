"""Streaks and records: what the trend says beyond the last change."""

from __future__ import annotations

from fractions import Fraction

from deckgen.model.result import PartResult
from deckgen.words.movement import Movement, is_flat
from deckgen.words.phrases import ordinal, periods

_SHORTEST_STREAK = 3
_SHORTEST_RECORD = 4  # periods


def streak_clause(part: PartResult, movement: Movement) -> str:
    """``, the third rise in a row`` from three material moves; else ``, the highest in 8
    quarters``; else nothing."""
    values = [point.reading.value for point in part.trend]
    up = movement is Movement.UP
    moves = _moves_in_a_row(part, values, up=up)
    if moves >= _SHORTEST_STREAK:
        return f", the {ordinal(moves)} {'rise' if up else 'fall'} in a row"
    if _is_record(part, values, up=up):
        count = len(values)
        word = "highest" if up else "lowest"
        return f", the {word} in {count} {periods(part.trend[-1].period.grain, count)}"
    return ""


def _moves_in_a_row(part: PartResult, values: list[Fraction | None], *, up: bool) -> int:
    moves = 0
    for then, now in zip(reversed(values[:-1]), reversed(values[1:]), strict=True):
        if now is None or then is None or is_flat(part, now, then) or (now > then) is not up:
            break
        moves += 1
    return moves


def _is_record(part: PartResult, values: list[Fraction | None], *, up: bool) -> bool:
    """Whether the last value stands clear of every other one, none of them missing."""
    if len(values) < _SHORTEST_RECORD or values[-1] is None:
        return False
    now = values[-1]
    for then in values[:-1]:
        if then is None or is_flat(part, now, then) or (now > then) is not up:
            return False
    return True
