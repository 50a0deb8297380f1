"""Rectangles and the transforms of groups, in EMU (914,400 to the inch)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

EMU_PER_INCH = 914400
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle; ``right`` and ``bottom`` are not less than ``left`` and ``top``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Vertical extent."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    @property
    def middle(self) -> Point:
        """The centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def cut(self, other: Rect) -> Rect | None:
        """What both have in common; ``None`` if they only touch or lie apart."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Rect(left, top, right, bottom) if left < right and top < bottom else None

    def shared(self, other: Rect) -> float:
        """The area that both have in common."""
        common = self.cut(other)
        return common.area if common else 0.0

    def around(self, other: Rect) -> Rect:
        """The smallest rectangle that holds both."""
        return Rect(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grown(self, by: float) -> Rect:
        """Wider on every side."""
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)


def bounds(points: Iterable[Point]) -> Rect:
    """The smallest rectangle around points, of which there is at least one."""
    xs, ys = zip(*points, strict=True)
    return Rect(min(xs), min(ys), max(xs), max(ys))


def around_all(rects: Iterable[Rect]) -> Rect | None:
    """The smallest rectangle around all; ``None`` around nothing."""
    result: Rect | None = None
    for rect in rects:
        result = result.around(rect) if result else rect
    return result


@dataclass(frozen=True, slots=True)
class Transform:
    """An affine map: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def of(self, point: Point) -> Point:
        """Where a point goes."""
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Transform) -> Transform:
        """``first``, then this one."""
        return Transform(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            self.a * first.e + self.c * first.f + self.e,
            self.b * first.e + self.d * first.f + self.f,
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """``a:xfrm``: an upright rectangle, turned clockwise about its centre and perhaps mirrored."""

    rect: Rect
    degrees: float = 0
    flip_x: bool = False
    flip_y: bool = False

    def placement(self) -> Transform:
        """Turns and mirrors a point of the upright rectangle to where it is seen."""
        x, y = self.rect.middle
        turn = math.radians(self.degrees)
        cosine, sine = math.cos(turn), math.sin(turn)
        mirror_x, mirror_y = (-1 if self.flip_x else 1), (-1 if self.flip_y else 1)
        home = Transform(e=-x, f=-y)
        turned = Transform(
            cosine * mirror_x, sine * mirror_x, -sine * mirror_y, cosine * mirror_y, x, y
        )
        return turned.after(home)

    def corners(self) -> tuple[Point, ...]:
        """The four corners as seen."""
        rect, place = self.rect, self.placement()
        upright = (
            (rect.left, rect.top),
            (rect.right, rect.top),
            (rect.right, rect.bottom),
            (rect.left, rect.bottom),
        )
        return tuple(place.of(corner) for corner in upright)


def group_transform(frame: Frame, children: Rect) -> Transform:
    """From a group's child space to the space that the group lies in."""
    rect = frame.rect
    across = rect.width / children.width if children.width else 1.0
    down = rect.height / children.height if children.height else 1.0
    scaled = Transform(
        a=across,
        d=down,
        e=rect.left - children.left * across,
        f=rect.top - children.top * down,
    )
    return frame.placement().after(scaled)
