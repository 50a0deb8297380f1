"""The shapes of a layout or master: placeholders, and the static art that stays on every slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from deckgen.theme.template.fills import Fill, Gradient, NoFill, Picture, Solid, Styles
from deckgen.theme.template.rect import Frame, Point, Rect, Transform, bounds, group_transform
from deckgen.theme.template.xml import (
    Element,
    child,
    children,
    elements,
    local_name,
    qualified,
    truth,
    whole,
)

_UNSEEN = 0.05  # an opacity below which nothing is seen
_PROPERTIES = ("p:nvSpPr", "p:nvPicPr", "p:nvCxnSpPr", "p:nvGraphicFramePr", "p:nvGrpSpPr")


class Kind(Enum):
    """What a static shape is, as far as it matters for what may lie over it."""

    SHAPE = "shape"
    PICTURE = "picture"
    LINE = "line"
    TEXT = "text"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Static:
    """A visible shape that is no placeholder. ``outline`` are the points of its contour on the
    slide, ``rect`` the upright rectangle around them; ``fill`` is nothing for frames and texts.
    ``numbered`` texts show the slide's number."""

    name: str
    kind: Kind
    rect: Rect
    outline: tuple[Point, ...]
    fill: Fill
    line: Solid | None
    text: str
    points: float  # the type size of its text, 0 if inherited
    on_master: bool
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder as a layout has it, its geometry inherited where it has none of its own.

    ``type`` is ``obj`` where the file says nothing, as the standard has it. ``rect`` is ``None``
    if neither the layout nor the master places it.
    """

    type: str
    idx: int
    name: str
    rect: Rect | None
    degrees: float
    vertical: bool
    element: Element
    own_place: bool
    anchor: str = "t"  # where its text stands in it: t, ctr or b

    @property
    def upright(self) -> bool:
        """Whether its text runs from left to right."""
        return not self.vertical and round(self.degrees) % 180 == 0


def read_placeholders(tree: Element) -> list[Placeholder]:
    """The placeholders in a shape tree, groups included, without inheritance."""
    return [
        _placeholder(shape, holder, place)
        for shape, place in _leaves(tree, Transform())
        if (holder := _holder(shape)) is not None
    ]


def read_statics(tree: Element, styles: Styles, part: str, on_master: bool) -> list[Static]:
    """The visible shapes that are no placeholders, from back to front."""
    found = []
    for shape, place in _leaves(tree, Transform()):
        if _holder(shape) is None:
            static = _static(shape, place, styles, part, on_master)
            if static is not None:
                found.append(static)
    return found


def _leaves(tree: Element, place: Transform) -> Iterator[tuple[Element, Transform]]:
    """The shapes below a tree that are no groups, with the transform of the groups around them."""
    for one in elements(tree):
        name = local_name(one)
        if name == "AlternateContent":
            chosen = child(one, "mc:Fallback")
            if chosen is None or len(chosen) == 0:
                chosen = child(one, "mc:Choice")
            if chosen is not None:
                yield from _leaves(chosen, place)
        elif name == "grpSp":
            if truth(child(one, "p:nvGrpSpPr/p:cNvPr"), "hidden"):
                continue
            xfrm = child(one, "p:grpSpPr/a:xfrm")
            frame = _frame(xfrm)
            inner = place
            if frame is not None:
                inside = _box(child(xfrm, "a:chOff"), child(xfrm, "a:chExt")) or frame.rect
                inner = place.after(group_transform(frame, inside))
            yield from _leaves(one, inner)
        elif name in ("sp", "pic", "cxnSp", "graphicFrame"):
            yield one, place


def _holder(shape: Element) -> Element | None:
    for path in _PROPERTIES:
        found = child(shape, f"{path}/p:nvPr/p:ph")
        if found is not None:
            return found
    return None


def _names(shape: Element) -> Element | None:
    for path in _PROPERTIES:
        found = child(shape, f"{path}/p:cNvPr")
        if found is not None:
            return found
    return None


def _box(offset: Element | None, extent: Element | None) -> Rect | None:
    if offset is None or extent is None:
        return None
    x, y = whole(offset, "x"), whole(offset, "y")
    return Rect(x, y, x + max(0, whole(extent, "cx")), y + max(0, whole(extent, "cy")))


def _frame(xfrm: Element | None) -> Frame | None:
    rect = _box(child(xfrm, "a:off"), child(xfrm, "a:ext"))
    if rect is None:
        return None
    degrees = whole(xfrm, "rot") / 60_000 % 360
    return Frame(rect, degrees, truth(xfrm, "flipH"), truth(xfrm, "flipV"))


def _shape_frame(shape: Element) -> Frame | None:
    if local_name(shape) == "graphicFrame":
        return _frame(child(shape, "p:xfrm"))
    return _frame(child(shape, "p:spPr/a:xfrm"))


def _placeholder(shape: Element, holder: Element, place: Transform) -> Placeholder:
    frame = _shape_frame(shape)
    names = _names(shape)
    body = child(shape, "p:txBody/a:bodyPr")
    return Placeholder(
        type=holder.get("type", "obj"),
        idx=whole(holder, "idx"),
        name="" if names is None else names.get("name", ""),
        rect=bounds(place.of(corner) for corner in frame.corners()) if frame else None,
        degrees=frame.degrees if frame else 0,
        vertical="vert" in (body.get("vert", "") if body is not None else "").lower()
        or holder.get("orient") == "vert",
        element=shape,
        own_place=frame is not None,
    )


def _static(
    shape: Element, place: Transform, styles: Styles, part: str, on_master: bool
) -> Static | None:
    names, frame = _names(shape), _shape_frame(shape)
    if frame is None or (names is not None and truth(names, "hidden")):
        return None
    tag = local_name(shape)
    properties = child(shape, "p:spPr")
    fill = styles.fill(properties, part)
    if fill is None:
        fill = styles.themed(child(shape, "p:style/a:fillRef")) or NoFill()
    if tag == "pic":
        blip = child(shape, "p:blipFill")
        fill = styles.picture(blip, part) if blip is not None else Picture("")
    fill = NoFill() if _invisible(fill) else fill
    line = _line(shape, properties, styles, part)
    text = " ".join(
        one.text.strip() for one in shape.iter(qualified("a:t")) if one.text and one.text.strip()
    )
    kind = _kind(tag, fill, line, text, frame.rect)
    if kind is None:
        return None
    corners = [place.of(point) for point in _contour(properties, frame)]
    return Static(
        name="" if names is None else names.get("name", ""),
        kind=kind,
        rect=bounds(corners),
        outline=tuple(corners),
        fill=fill,
        line=line,
        text=text,
        points=_points(shape),
        on_master=on_master,
        numbered=any(one.get("type") == "slidenum" for one in shape.iter(qualified("a:fld"))),
    )


def _kind(tag: str, fill: Fill, line: Solid | None, text: str, rect: Rect) -> Kind | None:
    """What a shape is; ``None`` if it paints nothing."""
    if tag == "pic" or isinstance(fill, Picture):
        return Kind.PICTURE
    if tag == "graphicFrame":
        return Kind.OBJECT
    if tag == "cxnSp" or ((rect.width == 0 or rect.height == 0) and line is not None):
        return Kind.LINE if line is not None else None
    if not isinstance(fill, NoFill):
        return Kind.SHAPE
    if text:
        return Kind.TEXT
    return Kind.LINE if line is not None else None


def _invisible(fill: Fill) -> bool:
    match fill:
        case Solid(tint):
            return tint.alpha < _UNSEEN
        case Gradient(stops):
            return all(tint.alpha < _UNSEEN for _, tint in stops)
        case Picture():
            return fill.alpha < _UNSEEN
        case NoFill():
            return True


def _line(shape: Element, properties: Element | None, styles: Styles, part: str) -> Solid | None:
    own = child(properties, "a:ln")
    if own is not None:
        fill = styles.fill(own, part)
        if isinstance(fill, Solid):
            return None if _invisible(fill) else fill
        if fill is not None:
            return Solid(fill.stops[0][1]) if isinstance(fill, Gradient) else None
    reference = child(shape, "p:style/a:lnRef")
    if whole(reference, "idx") > 0:
        tint = styles.scheme.tint(reference)
        return Solid(tint) if tint else None
    return None


def _points(shape: Element) -> float:
    sizes = [whole(one, "sz") for one in shape.iter(qualified("a:rPr")) if one.get("sz")]
    return max(sizes) / 100 if sizes else 0.0


def _contour(properties: Element | None, frame: Frame) -> list[Point]:
    """The points of a shape's edge on the slide: of its own path, else of its preset's hull."""
    path = child(properties, "a:custGeom/a:pathLst/a:path")
    points = _path_points(path, frame.rect) if path is not None else []
    if len(points) < 3:
        preset = child(properties, "a:prstGeom")
        points = _preset_points("" if preset is None else preset.get("prst", ""), frame.rect)
    turn = frame.placement()
    return [turn.of(point) for point in points]


def _path_points(path: Element, rect: Rect) -> list[Point]:
    """The corners and control points of the first path: a hull near enough to its curve."""
    across, down = whole(path, "w") or rect.width, whole(path, "h") or rect.height
    if not across or not down:
        return []
    return [
        (
            rect.left + whole(point, "x") / across * rect.width,
            rect.top + whole(point, "y") / down * rect.height,
        )
        for step in elements(path)
        for point in children(step, "a:pt")
    ]


def _preset_points(name: str, rect: Rect) -> list[Point]:
    left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
    x, y = rect.middle
    if name == "triangle":
        return [(x, top), (right, bottom), (left, bottom)]
    if name == "rtTriangle":
        return [(left, top), (right, bottom), (left, bottom)]
    if name == "diamond":
        return [(x, top), (right, y), (x, bottom), (left, y)]
    if name == "ellipse":
        steps = [(1, 0), (0.924, 0.383), (0.707, 0.707), (0.383, 0.924)]
        quarter = [*steps, (0, 1)]
        circle = (
            quarter
            + [(-a, b) for a, b in reversed(steps)]
            + [(-a, -b) for a, b in quarter[1:]]
            + [(a, -b) for a, b in reversed(steps[1:])]
        )
        return [(x + a * rect.width / 2, y + b * rect.height / 2) for a, b in circle]
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
