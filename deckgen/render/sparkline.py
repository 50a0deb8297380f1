"""A sparkline: the last periods of a number as a thin line with a dot at its end, no axis.

Its scale is its own, so it is decoration beside the value that it leads to: what it shows is also
written, on the metric's slide and in the notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from deckgen.render.canvas import Canvas
from deckgen.render.shape import Outline
from deckgen.theme.box import Box
from deckgen.theme.style import Colour

_DOT = 0.084
_LINE = 1.25  # points
Path = list[tuple[float, float]]


def draw_sparkline(
    canvas: Canvas,
    key: str,
    box: Box,
    values: Sequence[Fraction | None],
    line: Colour,
    dot: Colour,
) -> None:
    """Draws the values from edge to edge of a box; gaps part the line. Nothing for no value."""
    paths = list(paths_of(values, box))
    if not paths:
        return
    drawn = [path for path in paths if len(path) > 1]
    if drawn:
        canvas.polyline(f"{key}/line", "Sparkline", box, drawn, Outline(_LINE, line))
    x, y = paths[-1][-1]
    end = Box(box.x + x - _DOT / 2, box.y + y - _DOT / 2, _DOT, _DOT)
    canvas.figure(f"{key}/dot", "Last value", end, "ellipse", dot)


def paths_of(values: Sequence[Fraction | None], box: Box) -> Iterator[Path]:
    """The pieces of the line, in inches from the box's corner; level values run in its middle."""
    known = [value for value in values if value is not None]
    if not known:
        return
    low, span = min(known), max(known) - min(known)
    step = box.w / max(1, len(values) - 1)
    path: Path = []
    for place, value in enumerate(values):
        if value is None:
            if path:
                yield path
            path = []
            continue
        height = float((value - low) / span) if span else 0.5
        path.append((place * step if len(values) > 1 else box.w, box.h * (1 - height)))
    if path:
        yield path
