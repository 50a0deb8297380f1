"""What a text lies on: the nearest fill below it, down to the slide's background."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckgen.lint.areas import Fill, FillKind
from deckgen.lint.colour import Rgb
from deckgen.lint.facts import Kind, Shape, Slide
from deckgen.theme.box import Box

_WHITE = Rgb(1.0, 1.0, 1.0)
_ALL = 0.98
_SOME = 0.10
_RECTANGULAR = {"rect", "roundRect", "round2SameRect", "snip1Rect", ""}


@dataclass(frozen=True, slots=True)
class Backdrop:
    """The colours that a text may lie on: several for a gradient, or where the shapes below cover
    it in part. Not ``known`` where a picture is among them."""

    colours: tuple[Rgb, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class _Layer:
    box: Box
    fill: Fill
    rectangular: bool


def backdrop(slide: Slide, shape: Shape | None, area: Box, own: Fill | None = None) -> Backdrop:
    """What an area of a slide shows below the text of a shape. ``own`` is a fill of the text's own
    frame (a cell's)."""
    layers = [_Layer(area, own, True)] if own is not None and own.covers else []
    layers += _below(slide, shape)
    return _through(layers, area, slide.background)


def _below(slide: Slide, shape: Shape | None) -> Iterator[_Layer]:
    """The fills below a text, nearest first."""
    order = shape.order if shape is not None else len(slide.shapes)
    for other in reversed(slide.shapes[: order + 1]):
        if other.hidden or other.box is None or other.kind is Kind.LINE:
            continue
        fill = other.fill
        if other.chart is not None:
            fill = other.chart.fill
        if other.table is not None and other is not shape:
            for row in other.table.rows:
                for cell in row:
                    if cell.box is not None and (cell.fill is None or cell.fill.covers):
                        filled = cell.fill or Fill(FillKind.UNKNOWN)
                        yield _Layer(cell.box, filled, True)
            continue
        if fill.covers:
            plain = other.geometry in _RECTANGULAR and other.rotation % 90 == 0
            yield _Layer(other.box, fill, plain or other is shape)
    for plate in reversed(slide.plates):
        yield _Layer(plate.box, plate.fill, plate.rectangular)


def _through(layers: Sequence[_Layer], area: Box, background: Fill) -> Backdrop:
    colours: list[Rgb] = []
    known = True
    veils: list[Rgb] = []  # translucent fills on the way down
    for layer in layers:
        shared = layer.box.overlap(area)
        part = shared.area / area.area if shared and area.area else 0.0
        if part < _SOME:
            continue
        found = _colours(layer.fill)
        known = known and bool(found)
        whole = part >= _ALL and layer.rectangular
        if whole and all(one.alpha >= 1 for one in found):
            return Backdrop((*colours, *(_veiled(one, veils) for one in found)), known)
        if whole and len(found) == 1:
            veils.append(found[0])
        else:
            colours += [_veiled(one.over(_WHITE), veils) for one in found]
    base = (_WHITE,) if background.kind is FillKind.NONE else _colours(background)
    return Backdrop((*colours, *(_veiled(one, veils) for one in base)), known and bool(base))


def _veiled(colour: Rgb, veils: Sequence[Rgb]) -> Rgb:
    for veil in reversed(veils):
        colour = veil.over(colour)
    return colour


def _colours(fill: Fill) -> tuple[Rgb, ...]:
    """The colours of a fill; none for a picture or what is not known. A text may lie on any stop
    of a gradient."""
    known = (FillKind.SOLID, FillKind.GRADIENT, FillKind.PATTERN)
    return fill.colours if fill.kind in known else ()
