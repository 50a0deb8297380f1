"""Where shapes stand: on the slide, inside its margins, on the columns."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.lint.facts import Deck, Kind, Shape, Slide
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits
from deckgen.theme.box import Box

_CONTENT = (Kind.TEXT, Kind.CHART, Kind.TABLE, Kind.PICTURE, Kind.OBJECT)
_GRID_PAGE = (13.333, 7.5)
_COLUMNS, _FIRST, _STEP, _GUTTER = 12, 0.50, 1.04443, 0.20
_FOOTER_BAND = 0.90
_USUAL_SIDE = 7.5  # inches: the shorter side of a slide that margins are for


def _off_slide(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide, shape, box in _boxes(deck):
        beyond = max(-box.x, -box.y, box.right - deck.width, box.bottom - deck.height)
        if beyond > limits.off_slide:
            yield Found(
                f"stands {beyond:.2f} in off the slide",
                slide,
                shape,
                f"{beyond:.2f} in",
                f"{limits.off_slide} in",
            )


def _margins(deck: Deck, limits: Limits) -> Iterator[Found]:
    # A slide of 10 inches is one of 13 drawn smaller: so are its margins.
    scale = min(1.0, min(deck.width, deck.height) / _USUAL_SIDE)
    side_margin, bottom_margin = limits.side_margin * scale, limits.bottom_margin * scale
    for slide, shape, box in _boxes(deck):
        if shape.kind not in _CONTENT or shape.is_footer or _bled(box, deck):
            continue
        if shape.inherits:  # where the layout has it
            continue
        if box.y >= deck.height * _FOOTER_BAND:
            continue
        left = min(side_margin, max(slide.margins[0], 0.0) or side_margin)
        right = deck.width - max(deck.width - side_margin, min(slide.margins[1], deck.width))
        for side, space, allowed in (
            ("left", box.x, left),
            ("right", deck.width - box.right, right),
            ("bottom", deck.height - box.bottom, bottom_margin),
        ):
            if space < allowed - limits.off_slide:
                yield Found(
                    f"stands in the {side} margin",
                    slide,
                    shape,
                    f"{space:.2f} in from the edge",
                    f"{allowed:.2f} in",
                )
                break


def _bled(box: Box, deck: Deck) -> bool:
    """Whether something reaches an edge on purpose: a picture, a band of colour."""
    return (
        box.x <= 0.01
        or box.y <= 0.01
        or box.right >= deck.width - 0.01
        or box.bottom >= deck.height - 0.01
    )


def _columns(deck: Deck, limits: Limits) -> Iterator[Found]:
    if abs(deck.width - _GRID_PAGE[0]) > 0.01 or abs(deck.height - _GRID_PAGE[1]) > 0.01:
        return
    starts = [_FIRST + _STEP * column for column in range(_COLUMNS)]
    ends = [start + _STEP - _GUTTER for start in starts]
    for slide, shape, box in _boxes(deck):
        if not slide.ours or shape.kind not in (Kind.CHART, Kind.TABLE, Kind.PICTURE):
            continue
        if any(
            other.box.holds(box) for other in _tables(slide) if other is not shape and other.box
        ):
            continue  # bars and sparklines stand in a table's column
        off = min(
            min(abs(box.x - start) for start in starts),
            min(abs(box.right - end) for end in ends),
        )
        if off > limits.off_column:
            yield Found(
                "stands on no column of the grid",
                slide,
                shape,
                f"{off:.2f} in off",
                f"{limits.off_column} in",
            )


def _tables(slide: Slide) -> Iterator[Shape]:
    return (shape for shape in slide.shapes if shape.kind is Kind.TABLE)


def _boxes(deck: Deck) -> Iterator[tuple[Slide, Shape, Box]]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.box is not None and not shape.hidden:
                yield slide, shape, shape.box


RULES = (
    Rule(
        "G1",
        Severity.ERROR,
        "Everything stands on the slide.",
        "every slide",
        "no edge more than 0.01 in beyond the slide's",
        "move it onto the slide, or delete it",
        _off_slide,
    ),
    Rule(
        "G3",
        Severity.WARNING,
        "Content keeps to the margins.",
        "every slide; free are the footer band, placeholders in their layout's place, what bleeds",
        "0.50 in at the sides, or what the layout's own placeholders keep; 0.24 in at the bottom; "
        "less on slides lower than 7.5 in",
        "move it inside, or make it narrower",
        _margins,
    ),
    Rule(
        "G4",
        Severity.INFO,
        "Charts, tables and pictures stand on the twelve columns.",
        "slides that deckgen made, 13.333 × 7.5 in",
        "left or right edge within 0.03 in of a column's",
        "move an edge to where the exhibits of the other slides have theirs",
        _columns,
    ),
)
