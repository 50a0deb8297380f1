"""Shapes that are printed over one another.

What counts is what is printed: the words of a text and not its empty frame, the words of a table's
cells and not the whole table. A text on a panel, a label inside a bar, bars in a table's empty
column and marks beside words are not overlaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.lint.areas import FillKind
from deckgen.lint.facts import Deck, Kind, Shape, Slide
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits
from deckgen.lint.measure import bounds, set_cell, set_text
from deckgen.theme.box import Box

_BACKGROUND = 0.9  # of the slide
_SLACK = 0.03
_OPAQUE = 0.5
_USUAL_SIDE = 7.5  # inches: the shorter side of a slide that limits are for
_SOLID = (Kind.CHART, Kind.PICTURE, Kind.OBJECT)


@dataclass(frozen=True, slots=True)
class _Printed:
    """What of a shape is printed: words and pictures as boxes, and a plate that others may stand
    on. ``hides`` says that the plate is opaque."""

    shape: Shape
    ink: tuple[Box, ...]
    plate: Box | None
    hides: bool


def _overlaps(deck: Deck, limits: Limits) -> Iterator[Found]:
    page = deck.width * deck.height
    # A slide of 22 inches is one of 13 drawn larger: so is what may overlap on it.
    allowed = limits.overlap * max(1.0, min(deck.width, deck.height) / _USUAL_SIDE) ** 2
    for slide in deck.slides:
        told: set[tuple[str, str]] = set()
        for one, other, area in _pairs(slide, page):
            names = one.group or f"#{one.order}", other.group or f"#{other.order}"
            if area > allowed and names not in told:
                told.add(names)  # a group is told once, not part by part
                yield Found(
                    f"overlaps {other.called!r}",
                    slide,
                    one,
                    f"{area:.2f} in²",
                    f"{allowed:.2f} in²",
                )


def _pairs(slide: Slide, page: float) -> Iterator[tuple[Shape, Shape, float]]:
    printed = [
        found
        for shape in slide.shapes
        if not shape.hidden and shape.box is not None and (found := _printed(shape, shape.box))
    ]
    # Sorted by where they begin, so that far-off pairs are never looked at.
    reach = sorted(((_bounds(one), one) for one in printed), key=lambda pair: pair[0].x)
    begun: list[tuple[Box, _Printed]] = []
    pairs: list[tuple[int, int, Shape, Shape, float]] = []
    for around, one in reach:
        begun = [(box, other) for box, other in begun if box.right > around.x]
        for box, other in begun:
            if box.overlap(around) is None:
                continue
            below, above = sorted((one, other), key=lambda part: part.shape.order)
            if below.shape.group and below.shape.group == above.shape.group:
                continue
            area = _area(below, above, page)
            if area:
                orders = below.shape.order, above.shape.order
                pairs.append((*orders, above.shape, below.shape, area))
        begun.append((around, one))
    for _, _, above_shape, below_shape, area in sorted(pairs, key=lambda entry: entry[:2]):
        yield above_shape, below_shape, area


def _printed(shape: Shape, box: Box) -> _Printed | None:
    ink: list[Box] = []
    plate, hides = None, False
    if shape.kind in _SOLID:
        ink.append(box)
    elif shape.table is not None:
        for row in shape.table.rows:
            for cell in row:
                setting = set_cell(cell)
                if setting is not None and cell.box is not None:
                    ink += _within(setting.areas, cell.box)
    elif shape.kind is not Kind.LINE:
        if shape.fill.covers or (shape.outline.covers and shape.kind is not Kind.FREEFORM):
            plate = box
            hides = shape.fill.covers and any(
                colour.alpha > _OPAQUE for colour in shape.fill.colours
            )
        if shape.text is not None and shape.kind is Kind.TEXT:
            setting = set_text(shape)
            areas = setting.areas if setting is not None else ()
            grows = not shape.text.wrap or shape.text.autofit == "shape"
            ink += (areas if grows else _within(areas, box)) if areas else [box]
    if not ink and plate is None:
        return None
    return _Printed(shape, tuple(ink), plate, hides)


def _within(areas: tuple[Box, ...], box: Box) -> list[Box]:
    return [shown for area in areas if (shown := area.overlap(box)) is not None]


def _bounds(one: _Printed) -> Box:
    return bounds([*one.ink, *([one.plate] if one.plate else [])])


def _area(below: _Printed, above: _Printed, page: float) -> float:
    """The area in which one spoils the other."""
    area = 0.0
    for over in above.ink:
        for under in below.ink:
            area += _spoilt(below.shape, under, above.shape, over)
        plate = below.plate
        if plate is not None and plate.area < page * _BACKGROUND and not below.ink:
            shared = plate.overlap(over)
            stands_on, holds_it = plate.holds(over, _SLACK), over.holds(plate, _SLACK)
            behind = holds_it and above.shape.kind is Kind.CHART
            if shared and not stands_on and not behind and above.shape.kind not in _SOLID[1:]:
                area += shared.area
    if above.plate is not None and above.hides:
        for under in below.ink:
            shared = above.plate.overlap(under)
            note = below.shape.kind in _SOLID and under.holds(above.plate, _SLACK)
            if shared and not note:
                area = max(area, shared.area)
    return area


def _spoilt(below: Shape, under: Box, above: Shape, over: Box) -> float:
    shared = under.overlap(over)
    if shared is None:
        return 0.0
    pictures = below.fill.kind is FillKind.PICTURE
    if pictures and under.holds(over, _SLACK):
        return 0.0  # words or a logo on a picture
    if pictures and above.fill.kind is FillKind.PICTURE and over.holds(under, _SLACK):
        return 0.0
    return shared.area


RULES = (
    Rule(
        "G2",
        Severity.ERROR,
        "Nothing is printed over anything else.",
        "every slide; parts of one group may overlap",
        "0.02 in² of printed words, charts or pictures, more on a slide larger than 7.5 inches;"
        " what lies wholly on a panel or picture, and what stands in a table's empty cells, is"
        " allowed",
        "move one of the two; group them if they belong together",
        _overlaps,
    ),
)
