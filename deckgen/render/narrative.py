"""The narrative strip: three cells. A solid rule is finished, a dashed one waits for a person."""

from __future__ import annotations

from deckgen.model.deck import Narrative, NarrativeCell
from deckgen.render.canvas import Canvas
from deckgen.render.grid import NARRATIVE_HEIGHT
from deckgen.render.shape import Outline
from deckgen.render.text import Font, one_line
from deckgen.theme.box import Box
from deckgen.theme.fonts import shortened, text_width

_HEADING, _TEXT, _TEXT_HEIGHT = 0.07, 0.34, 0.88
_SPACING = 95
_GAP = "   "


def draw_narrative(canvas: Canvas, narrative: Narrative) -> None:
    """Draws the cells side by side, four columns each, at the content's lower edge."""
    grid = canvas.grid
    for index, cell in enumerate(narrative.cells):
        place = Box(grid.column(1 + 4 * index), grid.narrative_top, grid.width(4), NARRATIVE_HEIGHT)
        _draw_cell(canvas, cell, place)


def _draw_cell(canvas: Canvas, cell: NarrativeCell, box: Box) -> None:
    palette, style, write = canvas.palette, canvas.style, canvas.write
    key = f"narrative/{cell.key}"
    rule = palette.rule if cell.answered else palette.context
    outline = Outline(style.lines.rule, rule, dashed=not cell.answered)
    canvas.line(f"{key}/rule", "Rule", box, outline)
    points = style.sizes.body
    heading = shortened(one_line(cell.heading), box.w, points, bold=True)
    room = box.w - text_width(heading + _GAP, points, bold=True)
    who = shortened(one_line(cell.who), max(room, 0.3), points) if cell.who else ""
    bold, muted = Font(points, palette.ink, bold=True), Font(points, palette.muted)
    runs = write.run(heading, bold) + write.run(_GAP + who if who else "", muted)
    canvas.text(
        f"{key}/heading", cell.heading, box.row(_HEADING, 0.24), write.paragraph(runs, bold)
    )
    size = style.sizes.narrative
    body = "".join(
        write.paragraph(
            write.tones(line, palette, size, italic_muted=not cell.answered),
            Font(size, palette.ink),
            spacing=_SPACING,
        )
        for line in cell.body
    ) or write.plain("", Font(size, palette.ink))
    canvas.text(key, f"{cell.heading}, text", box.row(_TEXT, _TEXT_HEIGHT), body)
