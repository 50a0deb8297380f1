"""Free text in an exhibit's place: lines, a block of code to copy, and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.deck import Paragraph, Text, Tone, plain
from deckgen.render.canvas import Canvas
from deckgen.render.text import Font, one_line
from deckgen.theme.box import Box
from deckgen.theme.fonts import line_height

_CODE_FONT = "Consolas"  # is in every Office installation
_CODE_INSET, _CODE_AIR, _GAP = 0.14, 0.10, 0.12
_BEFORE = 4  # points between two lines
_SLACK = 0.97


def draw_free_text(canvas: Canvas, paragraph: Paragraph, box: Box) -> None:
    """Draws the lines, the code in a panel, and the lines after it, from the top of a box."""
    if not paragraph.code:
        draw_lines(canvas, paragraph.key, paragraph.lines, box)
        return
    y = 0.0
    if paragraph.lines:
        height = _height(canvas, paragraph.lines, box.w)
        draw_lines(canvas, paragraph.key, paragraph.lines, box.row(y, height))
        y += height + _GAP
    y += _draw_code(canvas, paragraph, box.row(y, box.h - y)) + _GAP
    if paragraph.after:
        height = _height(canvas, paragraph.after, box.w)
        draw_lines(canvas, f"{paragraph.key}/after", paragraph.after, box.row(y, height))


def text_height(paragraph: Paragraph) -> float:
    """The height that free text asks for, about, where its width is not known yet."""
    lines = len(paragraph.lines) + len(paragraph.after)
    code = line_height(12) * len(paragraph.code) + 2 * _CODE_AIR if paragraph.code else 0.0
    return 0.30 * max(1, lines) + code + (2 * _GAP if paragraph.code else 0.0)


def draw_lines(canvas: Canvas, key: str, lines: Sequence[Text], box: Box) -> None:
    """Draws lines of text, one paragraph each."""
    palette, size = canvas.palette, canvas.style.sizes.narrative
    font = Font(size, palette.ink)
    written = "".join(
        canvas.write.paragraph(
            canvas.write.tones(line, palette, size), font, before=_BEFORE if index else 0
        )
        for index, line in enumerate(lines)
    ) or canvas.write.plain("", font)
    canvas.text(key, "Text", box, written)


def _draw_code(canvas: Canvas, paragraph: Paragraph, box: Box) -> float:
    """Draws the code on a panel and returns its height. A line keeps its indent and is not broken:
    who copies it needs it whole."""
    palette, points = canvas.palette, canvas.style.sizes.body
    height = line_height(points) * len(paragraph.code)
    panel = box.row(0, height + 2 * _CODE_AIR)
    canvas.figure(f"{paragraph.key}/panel", "Panel", panel, "rect", palette.panel)
    written = "".join(
        canvas.write.paragraph(
            "".join(
                canvas.write.run(run.text, _code_font(canvas, strong=run.tone is Tone.STRONG))
                for run in line
            ),
            _code_font(canvas, strong=False),
        )
        for line in paragraph.code
    )
    inner = panel.inset(_CODE_INSET, _CODE_INSET).row(_CODE_AIR, height)
    canvas.text(f"{paragraph.key}/code", "Code", inner, written)
    return panel.h


def _code_font(canvas: Canvas, *, strong: bool) -> Font:
    palette, points = canvas.palette, canvas.style.sizes.body
    colour = palette.accent if strong else palette.muted
    return Font(points, colour, bold=strong, face=_CODE_FONT)


def _height(canvas: Canvas, lines: Sequence[Text], width: float) -> float:
    points = canvas.style.sizes.narrative
    rows = sum(
        len(canvas.minor.lines(one_line(plain(line)), width * _SLACK, points)) for line in lines
    )
    return rows * line_height(points) + _BEFORE / 72 * max(0, len(lines) - 1)
