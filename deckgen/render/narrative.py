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
        slot = canvas.stage.slot(f"narrative/{cell.key}/heading")
        if slot is not None:
            place = Box(slot.box.x, slot.box.y - _HEADING, slot.box.w, NARRATIVE_HEIGHT)
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
    over, below = canvas.stage.slot(f"{key}/heading"), canvas.stage.slot(key)
    bold = canvas.own_font(over, Font(points, palette.ink, bold=True), palette.ink)
    muted = canvas.own_font(over, Font(points, palette.muted), palette.ink)
    runs = write.run(heading, bold) + write.run(_GAP + who if who else "", muted)
    canvas.fill(f"{key}/heading", cell.heading, over, box.row(_HEADING, 0.24), [runs], bold)
    font = canvas.own_font(below, Font(style.sizes.narrative, palette.ink), palette.ink)
    lines = [
        write.tones(line, palette, font.points, italic_muted=not cell.answered)
        for line in cell.body
    ]
    place = box.row(_TEXT, _TEXT_HEIGHT)
    canvas.fill(key, f"{cell.heading}, text", below, place, lines, font, spacing=_SPACING)
