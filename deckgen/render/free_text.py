"""Free text in an exhibit's place: lines, a block of code to copy, and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckgen.model.deck import Paragraph, Text, Tone, plain
from deckgen.render.canvas import Canvas
from deckgen.render.text import Font, one_line
from deckgen.theme.box import Box
from deckgen.theme.fonts import Measure, line_height

_CODE_FONT = "Consolas"  # is in every Office installation
# At the code's left and right, where nothing is but the end of its longest line.
_CODE_INSET, _CODE_END, _CODE_AIR, _GAP = 0.14, 0.06, 0.10, 0.12
_CONTINUED = 2  # characters that what a line breaks into stands further in than its start
_BEFORE = 4  # points between two lines
_SLACK = 0.97
_CODE_SLACK = 0.996  # monospaced fonts have no kerning, and differ by less
_EXACT = 1e-6


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


def code_width(paragraph: Paragraph, measure: Measure, points: float) -> float:
    """The width of a panel in which no line of the code is broken; ``measure`` is that of the
    theme's text."""
    own = _of_code(measure)
    lines = (own.width(plain(line), points, bold=True) for line in paragraph.code)
    return _CODE_INSET + max(lines, default=0.0) / _CODE_SLACK + _CODE_END


def code_text_height(
    paragraph: Paragraph, measure: Measure, width: float, points: float, code_points: float
) -> float:
    """The height of free text with code in a width: its lines in ``points``, the code in
    ``code_points``."""
    texts = [lines for lines in (paragraph.lines, paragraph.after) if lines]
    rows = _code_rows(paragraph.code, measure, width, code_points)
    code = 2 * _CODE_AIR + line_height(code_points) * sum(rows)
    return code + sum(_GAP + _text_height(measure, one, width, points) for one in texts)


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
    """Draws the code on a panel and returns its height. A line that has no room on the panel goes
    on further in than it starts, and is copied whole."""
    palette, points = canvas.palette, canvas.style.sizes.body
    rows = _code_rows(paragraph.code, canvas.minor, box.w, points)
    height = line_height(points) * sum(rows)
    panel = box.row(0, height + 2 * _CODE_AIR)
    canvas.figure(f"{paragraph.key}/panel", "Panel", panel, "rect", palette.panel)
    written = "".join(
        canvas.write.paragraph(
            "".join(
                canvas.write.run(run.text, _code_font(canvas, strong=run.tone is Tone.STRONG))
                for run in line
            ),
            _code_font(canvas, strong=False),
            hanging=_continued(plain(line), canvas.minor, points) if broken > 1 else 0.0,
        )
        for line, broken in zip(paragraph.code, rows, strict=True)
    )
    inner = panel.inset(_CODE_INSET, _CODE_END).row(_CODE_AIR, height)
    canvas.text(f"{paragraph.key}/code", "Code", inner, written)
    return panel.h


def _code_font(canvas: Canvas, *, strong: bool) -> Font:
    palette, points = canvas.palette, canvas.style.sizes.body
    colour = palette.accent if strong else palette.muted
    return Font(points, colour, bold=strong, face=_CODE_FONT)


def _of_code(measure: Measure) -> Measure:
    """The measure of the code on the page of the theme's text."""
    return replace(measure, face=_CODE_FONT)


def _continued(line: str, measure: Measure, points: float) -> float:
    """How far in a broken line of code goes on."""
    indent = len(line) - len(line.lstrip())
    return _of_code(measure).width(" " * (indent + _CONTINUED), points)


def _code_rows(
    code: Sequence[Text], measure: Measure, width: float, points: float
) -> tuple[int, ...]:
    """How many rows each line of code takes on a panel of a width."""
    own, room = _of_code(measure), (width - _CODE_INSET - _CODE_END) * _CODE_SLACK
    rows = []
    for line in map(plain, code):
        fits = own.width(line, points, bold=True) <= room + _EXACT
        left = room - _continued(line, measure, points)
        rows.append(1 if fits else len(own.lines(line.strip(), left, points, bold=True)))
    return tuple(rows)


def _height(canvas: Canvas, lines: Sequence[Text], width: float) -> float:
    return _text_height(canvas.minor, lines, width, canvas.style.sizes.narrative)


def _text_height(measure: Measure, lines: Sequence[Text], width: float, points: float) -> float:
    rows = sum(len(measure.lines(one_line(plain(line)), width * _SLACK, points)) for line in lines)
    return rows * line_height(points) + _BEFORE / 72 * max(0, len(lines) - 1)
