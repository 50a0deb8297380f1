"""A narrative with a page to itself: a row per cell, its heading at the left, its text large."""

from __future__ import annotations

from deckgen.model.deck import Narrative, NarrativeCell, plain
from deckgen.render.canvas import Canvas
from deckgen.render.narrative import shown_lines
from deckgen.render.shape import Outline
from deckgen.render.text import Font, one_line
from deckgen.theme.box import GUTTER, Box
from deckgen.theme.fonts import line_height

_HEADING_SHARE, _LEAST_HEADING = 0.22, 1.7  # of the width; inches
_TALLEST, _TOP, _HEADING_HEIGHT = 1.5, 0.16, 0.56  # inches of a row, over its text, of a heading
_SPACING, _SLACK, _GAP = 98, 0.97, 0.02


def draw_statements(canvas: Canvas, narrative: Narrative, box: Box) -> None:
    """Draws the rows from the top of a box: all texts in the largest size at which each is whole,
    and in the smallest cut to its row where none is."""
    count = max(1, len(narrative.cells))
    height = min(box.h / count, _TALLEST)
    lead = max(box.w * _HEADING_SHARE, _LEAST_HEADING)
    place = Box(box.x + lead + GUTTER, box.y, box.w - lead - GUTTER, height)
    sizes = canvas.style.sizes
    steps = (sizes.divider_sentence, sizes.item, sizes.narrative)
    whole = (
        one for one in steps if all(_fits(canvas, cell, place, one) for cell in narrative.cells)
    )
    points = next(whole, steps[-1])
    for index, cell in enumerate(narrative.cells):
        row = box.row(height * index, height)
        _draw_row(canvas, cell, row, lead, points)


def _draw_row(canvas: Canvas, cell: NarrativeCell, row: Box, lead: float, points: float) -> None:
    palette, style, write = canvas.palette, canvas.style, canvas.write
    key = f"narrative/{cell.key}"
    rule = palette.rule if cell.answered else palette.context
    canvas.line(
        f"{key}/rule", "Rule", row, Outline(style.lines.rule, rule, dashed=not cell.answered)
    )
    bold = Font(style.sizes.item, palette.ink, bold=True)
    muted = Font(style.sizes.body, palette.muted)
    heading = canvas.minor.shortened(one_line(cell.heading), lead, bold.points, bold=True)
    headed = write.plain(heading, bold)
    if cell.who:
        headed += write.plain(canvas.minor.shortened(one_line(cell.who), lead, muted.points), muted)
    at = Box(row.x, row.y + _TOP, lead, min(_HEADING_HEIGHT, row.h - _TOP))
    canvas.text(f"{key}/heading", cell.heading, at, headed)
    place = Box(row.x + lead + GUTTER, at.y, row.w - lead - GUTTER, row.h - _TOP - _GAP)

    def fitted(words: str, count: int) -> str:
        return canvas.minor.shortened(words, place.w, points, lines=count)

    most = max(1, int(place.h / (line_height(points) * _SPACING / 100)))
    lines = "".join(
        write.paragraph(
            write.tones(line, palette, points, italic_muted=not cell.answered),
            Font(points, palette.ink),
            spacing=_SPACING,
        )
        for line in shown_lines(cell.body, fitted, most)
    )
    canvas.text(
        key, f"{cell.heading}, text", place, lines or write.plain("", Font(points, palette.ink))
    )


def _fits(canvas: Canvas, cell: NarrativeCell, place: Box, points: float) -> bool:
    room = place.w * _SLACK
    lines = sum(len(canvas.minor.lines(plain(line), room, points)) for line in cell.body)
    return lines * line_height(points) * _SPACING / 100 <= place.h - _TOP - _GAP
