"""Where a shape stands, after the groups it is in and its own turn."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lxml import etree

from deckgen.lint.names import A, flag, inches, integer
from deckgen.theme.box import Box

_UNITS_PER_DEGREE = 60_000


@dataclass(frozen=True, slots=True)
class Frame:
    """A place as the file says it: unturned box and degrees of the turn."""

    box: Box
    degrees: float = 0.0
    flip_h: bool = False
    flip_v: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Matrix) -> Matrix:
        """This change after another one."""
        e, f = self.point(first.e, first.f)
        return Matrix(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            e,
            f,
        )

    @property
    def scale(self) -> tuple[float, float]:
        """How much wider and higher things get."""
        return math.hypot(self.a, self.b), math.hypot(self.c, self.d)

    @property
    def degrees(self) -> float:
        """How far things are turned."""
        return math.degrees(math.atan2(self.b, self.a))


IDENTITY = Matrix()


def read_frame(xfrm: etree._Element | None) -> Frame | None:
    """``a:xfrm`` or ``p:xfrm``; ``None`` without an offset and an extent."""
    if xfrm is None:
        return None
    box = _box(xfrm, "off", "ext")
    if box is None:
        return None
    degrees = (integer(xfrm, "rot") or 0) / _UNITS_PER_DEGREE
    return Frame(
        box,
        degrees % 360,
        flag(xfrm, "flipH", missing=False),
        flag(xfrm, "flipV", missing=False),
    )


def group_matrix(xfrm: etree._Element | None, outer: Matrix) -> Matrix:
    """From the coordinates of a group's children to the slide's."""
    frame = read_frame(xfrm)
    if xfrm is None or frame is None:
        return outer
    inner = _box(xfrm, "chOff", "chExt")
    matrix = _turn(frame)
    if inner is not None:
        across = frame.box.w / inner.w if inner.w else 1.0
        down = frame.box.h / inner.h if inner.h else 1.0
        e, f = frame.box.x - inner.x * across, frame.box.y - inner.y * down
        matrix = matrix.after(Matrix(across, 0.0, 0.0, down, e, f))
    return outer.after(matrix)


def placed(frame: Frame, outer: Matrix) -> tuple[Box, tuple[float, float], float]:
    """The bounds on the slide, the size before the turn, and the degrees of the turn."""
    matrix = outer.after(_turn(frame))
    box = frame.box
    corners = [matrix.point(x, y) for x in (box.x, box.right) for y in (box.y, box.bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    bounds = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    across, down = outer.scale
    degrees = (outer.degrees + frame.degrees) % 360
    return bounds, (box.w * across, box.h * down), degrees


def _turn(frame: Frame) -> Matrix:
    box = frame.box
    if not (frame.degrees or frame.flip_h or frame.flip_v):
        return IDENTITY
    x, y = box.x + box.w / 2, box.y + box.h / 2
    angle = math.radians(frame.degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    across, down = -1.0 if frame.flip_h else 1.0, -1.0 if frame.flip_v else 1.0
    turned = Matrix(cos * across, sin * across, -sin * down, cos * down)
    back = Matrix(e=-x, f=-y)
    return Matrix(e=x, f=y).after(turned.after(back))


def _box(xfrm: etree._Element, offset: str, extent: str) -> Box | None:
    at, size = xfrm.find(f"{A}{offset}"), xfrm.find(f"{A}{extent}")
    x, y = inches(at, "x"), inches(at, "y")
    w, h = inches(size, "cx"), inches(size, "cy")
    if x is None or y is None or w is None or h is None:
        return None
    return Box(x, y, max(0.0, w), max(0.0, h))
