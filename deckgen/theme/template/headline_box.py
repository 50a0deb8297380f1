"""Where in a title's box a headline begins, so that no line of the layout runs through it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deckgen.theme.box import Box

# Inches: the thickest line; how far under one a headline begins, and how far over its box.
_THIN, _UNDER_LINE, _RAISED = 0.08, 0.05, 0.1


def lines_across(box: Box, art: Iterable[Box]) -> list[float]:
    """Where lines of a layout run across a box."""
    return [
        one.y
        for one in art
        if one.h < _THIN
        and box.y < one.y < box.bottom
        and min(one.right, box.right) - max(one.x, box.x) > box.w / 2
    ]


def clear_lead(box: Box, need: float, lead: float, lines: Sequence[float]) -> float:
    """How far under the top of its box a text as high as ``need`` begins: at ``lead``, or where
    that is across a line at the top, or else at the nearest place that is clear of all; at ``lead``
    if there is none."""
    free = max(0.0, box.h - need)

    def crossed(at: float) -> bool:
        return any(box.y + at < y < box.y + at + need for y in lines)

    if not crossed(lead):
        return lead
    if not crossed(0.0):
        return 0.0
    higher = (min(free, y - box.y - need) for y in lines)
    lower = (max(0.0, y + _UNDER_LINE - box.y) for y in lines)
    others = [one for one in (*higher, *lower) if -_RAISED <= one <= free and not crossed(one)]
    return min(others, key=lambda one: abs(one - lead), default=lead)
