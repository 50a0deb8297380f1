"""The executive summary's moves: a row per metric, two columns of rows."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.deck import BigNumber, plain
from deckgen.render.canvas import Canvas
from deckgen.render.panel import change_runs, without_label
from deckgen.render.shape import Outline
from deckgen.render.text import Font, one_line, tone_colour
from deckgen.theme.box import Box
from deckgen.theme.fonts import shortened, text_width

_ROW = 1.04
_NUMBER_COLUMNS = 2


def draw_moves(canvas: Canvas, numbers: Sequence[BigNumber], box: Box) -> float:
    """Draws the rows from the top of ``box``; returns the height left under them."""
    grid = canvas.grid
    per_column = max(1, -(-len(numbers) // 2))
    row = min(_ROW, box.h / per_column)
    rule = Outline(canvas.style.lines.rule, canvas.palette.rule)
    hair = Outline(canvas.style.lines.hair, canvas.palette.hair)
    for index, number in enumerate(numbers):
        side, place = divmod(index, per_column)
        top = Box(grid.column(1 + 6 * side), box.y + row * place, grid.width(6), row)
        canvas.line(f"move/{index}/rule", "Rule", top, rule if place == 0 else hair)
        _draw_move(canvas, f"move/{index}", number, top)
    return box.h - row * per_column


def _draw_move(canvas: Canvas, key: str, number: BigNumber, box: Box) -> None:
    palette, sizes, write = canvas.palette, canvas.style.sizes, canvas.write
    left = Box(box.x, box.y + 0.10, canvas.grid.width(_NUMBER_COLUMNS), box.h - 0.14)
    big = Font(sizes.number_second, palette.accent if number.defined else palette.muted, bold=True)
    value = shortened(one_line(number.value), left.w, big.points, bold=True)
    small = Font(sizes.body, palette.muted)
    lines = write.plain(value, big, spacing=90)
    if number.changes:
        lines += write.paragraph(
            change_runs(canvas, without_label(number.changes[0]), sizes.body, sizes.body), small
        )
    canvas.text(f"{key}/value", "Number", left, lines)
    x = box.x + canvas.grid.width(_NUMBER_COLUMNS) + 0.20
    right = Box(x, left.y, box.right - x, left.h)
    name = Font(sizes.item, palette.ink, bold=True)
    words = shortened(one_line(number.label), right.w, sizes.item, bold=True)
    lines = write.plain(words, name)
    status = one_line(number.status)
    strong = Font(sizes.body, tone_colour(number.status_tone, palette), bold=True)
    gap = "   " if status else ""
    room = right.w - text_width(status + gap, sizes.body, bold=True)
    against = shortened(one_line(plain(number.against)), max(room, 0.3), sizes.body)
    if status or against:
        runs = write.run(status, strong) + write.run(gap + against if against else "", small)
        lines += write.paragraph(runs, small)
    rest = ", ".join(one_line(part) for part in (number.period, number.base) if part)
    if rest:
        lines += write.plain(shortened(rest, right.w, sizes.body), small)
    canvas.text(f"{key}/text", "Metric", right, lines)
