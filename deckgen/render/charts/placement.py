"""Where the labels of lines stand: beside their own point, clear of lines and of each other.

Every label has a few places to stand (a value above or below its point, a name at any point of its
line). They are set one after the other, the most important first, each where it covers least; a
value in the middle of a line that has no clear place is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

from deckgen.theme.box import Box

Segment = tuple[tuple[float, float], tuple[float, float]]
_GAP, _BESIDE = 0.05, 0.10  # inches between a point and its label
# Inches beside and over a label that a line touches it in: some programs set it so much higher. Its
# line is higher than its letters, which leaves room under them.
_CLEAR, _HIGHER = 0.03, 0.04
_HARD_BY = 0.14  # inches around a name in which something else seems to be meant
_EXACT = 0.002  # within which a line touches a label or a point, and is not between them
_COVERS, _OVERLAPS, _LEAVES = 3.0, 60.0, 40.0  # what is worse than what, by inch and square inch


@dataclass(frozen=True, slots=True)
class Plot:
    """The drawn area in inches, inside a frame: ``count`` points across, a value axis upwards."""

    frame: Box
    area: Box
    count: int
    low: float
    high: float

    def at(self, place: int, value: float) -> tuple[float, float]:
        """Where a point lies."""
        x = self.area.x + (place + 0.5) * self.area.w / max(1, self.count)
        return x, self.area.y + (self.high - value) / (self.high - self.low) * self.area.h

    def segments(self, values: Sequence[float | None]) -> Iterator[Segment]:
        """The line through some values; gaps part it."""
        for place, (value, after) in enumerate(pairwise(values)):
            if value is not None and after is not None:
                yield self.at(place, value), self.at(place + 1, after)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a label may stand: at a point, on a side (t, b, l or r). ``handicap`` is how
    much a clear place there is worse than another clear one."""

    place: int
    side: str
    value: float
    handicap: float = 0.0


@dataclass(slots=True)
class Layout:
    """The labels of a chart as they are set, and what they must keep clear of."""

    plot: Plot
    segments: list[Segment]
    taken: list[Box] = field(default_factory=list)

    def set(
        self,
        spots: Iterable[Spot],
        width: float,
        height: float,
        most: float | None = None,
        *,
        own: Iterable[Segment] | None = None,
    ) -> Spot | None:
        """The best of some places for a label of that size, which is then taken; ``None`` when
        there is none that costs at most ``most``, its handicap apart. Where the segments of its
        ``own`` line are told, others that run between the label and its point count as covered."""
        others = None if own is None else Counter(self.segments) - Counter(own)
        best: tuple[float, Spot, Box] | None = None
        for spot in spots:
            box = self._box(spot, width, height)
            cost = self._cost(box)
            if others is not None:
                between = self._between(box, spot.side)
                cost += _COVERS * sum(length_inside(one, between) for one in others)
            if most is not None and cost > most:
                continue
            cost += spot.handicap
            if best is None or cost < best[0] - 1e-9:
                best = cost, spot, box
        if best is None:
            return None
        self.taken.append(best[2])
        return best[1]

    def near(
        self,
        place: int,
        side: str,
        value: float,
        width: float,
        height: float,
        own: Iterable[Segment],
    ) -> float:
        """How much runs past a label of that size hard by, in inches: of lines other than its
        ``own``, and of the labels that are set."""
        box = self._box(Spot(place, side, value), width, height)
        around = Box(box.x - _HARD_BY, box.y - _HARD_BY, box.w + 2 * _HARD_BY, box.h + 2 * _HARD_BY)
        others = Counter(self.segments) - Counter(own)
        lines = sum(length_inside(segment, around) * n for segment, n in others.items())
        return lines + sum(common(around, one) for one in self.taken) / height

    def _box(self, spot: Spot, width: float, height: float) -> Box:
        x, y = self.plot.at(spot.place, spot.value)
        match spot.side:
            case "r":
                return Box(x + _BESIDE, y - height / 2, width, height)
            case "l":
                return Box(x - _BESIDE - width, y - height / 2, width, height)
            case "t":
                return Box(x - width / 2, y - _GAP - height, width, height)
            case _:
                return Box(x - width / 2, y + _GAP, width, height)

    def _between(self, box: Box, side: str) -> Box:
        """What is between a label over or under a point and the point's height."""
        top = box.bottom if side == "t" else box.y - _GAP
        return Box(box.x - _CLEAR, top + _EXACT, box.w + 2 * _CLEAR, _GAP - 2 * _EXACT)

    def _cost(self, box: Box) -> float:
        frame = self.plot.frame
        outside = max(0.0, frame.x - box.x) + max(0.0, box.right - frame.right)
        outside += max(0.0, frame.y - box.y) + max(0.0, box.bottom - frame.bottom)
        near = Box(box.x - _CLEAR, box.y - _HIGHER, box.w + 2 * _CLEAR, box.h + _HIGHER)
        covered = sum(length_inside(segment, near) for segment in self.segments)
        overlap = sum(common(near, other) for other in self.taken)
        return _COVERS * covered + _OVERLAPS * overlap + _LEAVES * outside


def length_inside(segment: Segment, box: Box) -> float:
    """How much of a segment lies inside a box, in inches."""
    (x, y), (to_x, to_y) = segment
    left, top, right, bottom = box.x, box.y, box.x + box.w, box.y + box.h
    # Most segments pass a label at a distance.
    if (x < left and to_x < left) or (x > right and to_x > right):
        return 0.0
    if (y < top and to_y < top) or (y > bottom and to_y > bottom):
        return 0.0
    dx, dy = to_x - x, to_y - y
    start, end = 0.0, 1.0
    for step, room in ((-dx, x - left), (dx, right - x), (-dy, y - top), (dy, bottom - y)):
        if step == 0:
            if room < 0:
                return 0.0
        elif step < 0:
            start = max(start, room / step)
        else:
            end = min(end, room / step)
    return max(0.0, end - start) * hypot(dx, dy)


def common(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(0.0, across) * max(0.0, down)
