"""Whether text fits: its frame, its cell beside bars, and whether it wraps at all."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.lint.facts import Deck, Kind, Shape, Slide
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits
from deckgen.lint.measure import set_cell, set_text

_STALE = 1.3
"""Lines by which a frame that grows with its text must be too low to be called stale."""


def _overflows(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            body = shape.text
            if body is None or shape.hidden or shape.kind is not Kind.TEXT:
                continue
            if body.autofit == "shrink" and body.shrunk:
                continue  # PowerPoint has made it fit
            setting = set_text(shape)
            if setting is None:
                continue
            room = max(setting.room, 0.0)
            slack = max(limits.overflow, limits.overflow_share * room)
            if body.autofit == "shape":
                # PowerPoint fits the frame when somebody edits the text, and only then; a line
                # may break elsewhere than here.
                slack = max(slack, _STALE * setting.lines[0].height)
            if setting.height > room + slack:
                lines = len(setting.lines)
                yield Found(
                    f"{lines} line{'s' * (lines != 1)} of text overflow{'s' * (lines == 1)} the "
                    "frame",
                    slide,
                    shape,
                    f"{setting.height:.2f} in",
                    f"{room:.2f} in",
                )


def _not_wrapped(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.mark and shape.text and shape.text.text.strip() and not shape.text.wrap:
                yield Found("does not wrap its text", slide, shape, "none", "square")


def _beside_bars(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.table is None or not _carries_bars(slide, shape):
                continue
            for number, row in enumerate(shape.table.rows, start=1):
                for cell in row:
                    setting = set_cell(cell)
                    if setting is None or setting.height <= setting.room + limits.overflow:
                        continue
                    words = " ".join(cell.text.text.split())
                    yield Found(
                        f"row {number} grows and its bar stays: {_short(words)!r} does not fit",
                        slide,
                        shape,
                        f"{setting.height:.2f} in",
                        f"{setting.room:.2f} in",
                    )


def _carries_bars(slide: Slide, table: Shape) -> bool:
    """Whether a chart, or bars drawn as shapes, stand over the table's cells."""
    if table.box is None:
        return False
    return any(
        other.box is not None and table.box.holds(other.box, 0.05) and other.order > table.order
        for other in slide.shapes
        if other.kind is Kind.CHART
        or (other.kind is Kind.FIGURE and other.box is not None and other.box.w > 0.3)
    )


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39].rstrip() + "…"


RULES = (
    Rule(
        "G5",
        Severity.ERROR,
        "Text fits its frame.",
        "every slide; text that PowerPoint has shrunk is left out",
        "at most 0.04 in or 3% of the frame beyond it, by font metrics; a frame that grows with its"
        " text: a line and a third",
        "shorten the text, or enlarge the frame; do not shrink the type",
        _overflows,
    ),
    Rule(
        "T10",
        Severity.WARNING,
        "Text frames wrap.",
        "shapes that deckgen made",
        'wrap "square"; without it LibreOffice centres the text on the frame',
        "switch on “Wrap text in shape”",
        _not_wrapped,
    ),
    Rule(
        "C9",
        Severity.ERROR,
        "No cell wraps in a table that carries bars.",
        "tables with a chart or bars over their cells",
        "every cell's text fits its row",
        "shorten the cell, so that rows keep their height and bars stay beside their rows",
        _beside_bars,
    ),
)
