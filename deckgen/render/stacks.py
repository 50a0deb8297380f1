"""Exhibits beside each other and one below the other: how they share a rectangle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from deckgen.theme.box import GUTTER, Box

BAND_GAP = 0.18  # inches between what stands below each other


@dataclass(frozen=True, slots=True)
class Stack:
    """A column of exhibits: its share of the width beside others, the least it needs, the width
    from which nothing in it is shortened, and the height from which it shows nothing more."""

    share: int
    width: float
    height: float
    liked: float = 0.0
    most: float = inf


def side_by_side(
    rest: Box, stacks: Sequence[Stack], *, keeps_shares: bool = False
) -> tuple[Box, ...] | None:
    """Each as wide as its share says; one that needs more gets it from the others, unless it
    ``keeps_shares``. ``None`` without room for what they need."""
    room = rest.w - GUTTER * (len(stacks) - 1)
    if sum(stack.width for stack in stacks) > room:
        return None
    none = [0.0] * len(stacks)
    widths = _by_share(room, stacks, none) if keeps_shares else _widths(room, stacks)
    found, x = [], rest.x
    for stack, width in zip(stacks, widths, strict=True):
        if width < stack.width or rest.h < stack.height:
            return None
        found.append(Box(x, rest.y, width, rest.h))
        x += width + GUTTER
    return tuple(found)


def _widths(room: float, stacks: Sequence[Stack]) -> list[float]:
    """The widths of stacks beside each other, gutters left out: by their shares, but none under
    what it would like; without room for that, between the least and what they would like."""
    least = [stack.width for stack in stacks]
    liked = [max(stack.width, stack.liked) for stack in stacks]
    if sum(liked) <= room:
        return _by_share(room, stacks, liked)
    given = (room - sum(least)) / (sum(liked) - sum(least)) if liked != least else 0.0
    return [low + (most - low) * given for low, most in zip(least, liked, strict=True)]


def _by_share(room: float, stacks: Sequence[Stack], least: Sequence[float]) -> list[float]:
    """Widths by share, as on a grid of columns; those that this leaves short have the least, and
    the others share what is left."""
    widths, free = list(least), list(range(len(stacks)))
    while free:
        held = sum(widths[place] for place in range(len(stacks)) if place not in free)
        unit = (room - held + GUTTER * len(free)) / sum(stacks[place].share for place in free)
        asked = {place: stacks[place].share * unit - GUTTER for place in free}
        short = [place for place in free if asked[place] < least[place]]
        if not short:
            for place, width in asked.items():
                widths[place] = width
            break
        free = [place for place in free if place not in short]
    return widths


def stacked(rest: Box, stacks: Sequence[Stack]) -> tuple[Box, ...] | None:
    """One below the other: each what it needs, and of the rest in proportion. ``None`` without room
    for what they need."""
    needed = stacked_height(stacks)
    if stacks and (needed > rest.h or any(stack.width > rest.w for stack in stacks)):
        return None
    spare = rest.h - needed
    whole = sum(stack.height for stack in stacks)
    found, y = [], 0.0
    for stack in stacks:
        height = stack.height + spare * stack.height / whole
        found.append(rest.row(y, height))
        y += height + BAND_GAP
    return tuple(found)


def stacked_height(stacks: Sequence[Stack]) -> float:
    """The least height of stacks one below the other."""
    return sum(stack.height for stack in stacks) + BAND_GAP * max(0, len(stacks) - 1)
