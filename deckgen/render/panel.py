"""The number panel: always at the left, always the same slots, whatever the metric."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.deck import BigNumber, ChangeLine, plain
from deckgen.render.arrangements import PANEL_WIDTH, Strip
from deckgen.render.canvas import Canvas
from deckgen.render.panel_parts import (
    CHANGE_LINE,
    INSET,
    beside_width,
    change_line,
    change_runs,
    draw_base,
    draw_frame,
    draw_second,
    draw_status,
    draw_value,
    label_text,
    number_width,
    strong_colour,
    value_size,
    without_label,
    without_word,
)
from deckgen.render.panel_strip import STRIP, STRIP_WIDTH, draw_strip
from deckgen.render.shape import Outline
from deckgen.render.text import Font, one_line
from deckgen.theme.box import GUTTER, Box
from deckgen.theme.fonts import SLACK

_GAP = 0.10
_SECOND_AT = 2.47
_CHANGES_AT, _BASE_AT, _BASE, _MARGIN, _ROUNDING = 1.85, 2.47, 0.22, 0.13, 0.001
# Heights of a panel with all that it may hold, and with less.
_WITH_SECOND, _WITH_CHANGES, _WITH_STATUS, _SMALL = 3.41, 2.70, 1.78, 0.98


def draw_numbers(
    canvas: Canvas, numbers: Sequence[BigNumber], box: Box, *, strip: bool = False
) -> None:
    """Draws the numbers of a slide into the panel's box: the second one below the first, or in a
    panel of its own if it has a status or weighs the same; three and more in a panel each. As a
    ``strip`` they stand beside each other."""
    match numbers:
        case _ if strip:
            _strip(canvas, numbers, box)
        case []:
            return
        case [one]:
            _full_panel(canvas, "number/1", one, None, box)
        case [one, two] if not two.stands_apart:
            _full_panel(canvas, "number/1", one, two, box)
        case [one, two] if box.h >= _WITH_SECOND:
            upper, lower = box.split(0.5, _GAP)
            _half_panel(canvas, "number/1", one, upper, first=True)
            _half_panel(canvas, "number/2", two, lower, first=False)
        case _:
            height = (box.h - _GAP * (len(numbers) - 1)) / len(numbers)
            for index, number in enumerate(numbers):
                part = box.row(index * (height + _GAP), height)
                _small_panel(canvas, f"number/{index + 1}", number, part, first=index == 0)


def panel_strip(numbers: Sequence[BigNumber]) -> Strip | None:
    """What a slide's numbers need as a low strip over the whole width."""
    match numbers:
        case []:
            return None
        case [_]:
            return Strip(STRIP, STRIP_WIDTH)
        case [_, two] if not two.stands_apart:
            return Strip(STRIP, STRIP_WIDTH)
        case _:
            return Strip(_SMALL, (PANEL_WIDTH + GUTTER) * len(numbers) - GUTTER)


def _strip(canvas: Canvas, numbers: Sequence[BigNumber], box: Box) -> None:
    """One number, or two that share a panel, in a strip; else panels beside each other."""
    match numbers:
        case [one]:
            draw_strip(canvas, one, None, box)
        case [one, two] if not two.stands_apart:
            draw_strip(canvas, one, two, box)
        case _:
            width = (box.w + GUTTER) / len(numbers)
            for index, number in enumerate(numbers):
                part = Box(box.x + index * width, box.y, width - GUTTER, box.h)
                _small_panel(canvas, f"number/{index + 1}", number, part, first=index == 0)


def panel_heights(numbers: Sequence[BigNumber]) -> tuple[float, ...]:
    """The heights that a slide's numbers can be set in, in inches: whole first, then without the
    second number, then without changes."""
    match numbers:
        case []:
            return ()
        case [_]:
            return (_WITH_CHANGES + _BASE, _WITH_CHANGES, _WITH_STATUS)
        case [_, two] if not two.stands_apart:
            return (_WITH_SECOND, _WITH_CHANGES, _WITH_STATUS)
        case [_, _]:
            return (_WITH_SECOND, 2 * _SMALL + _GAP)
        case _:
            return ((_SMALL + _GAP) * len(numbers) - _GAP,)


def _full_panel(
    canvas: Canvas, key: str, number: BigNumber, second: BigNumber | None, box: Box
) -> None:
    palette, sizes = canvas.palette, canvas.style.sizes
    colour = strong_colour(canvas, number, palette.accent)
    bar = palette.accent if colour == palette.accent else palette.context
    draw_frame(canvas, key, number, box, bar)
    inner = box.inset(INSET, INSET)
    canvas.text(
        f"{key}/label", "Measure", inner.row(0.15, 0.46), label_text(canvas, number, inner.w)
    )
    room = int((box.h - _CHANGES_AT - _MARGIN) / CHANGE_LINE)
    first = _change_beside(canvas, number, inner.w) if room < 1 else None
    points, beside_value = first or (value_size(canvas, number, inner.w), None)
    margin = "" if beside_value else number.margin
    place = inner.row(0.61, 0.74)
    draw_value(canvas, key, number, place, colour, points, margin, beside_value, sizes.change)
    draw_status(canvas, key, number, inner.row(1.41, 0.27))
    hair = Outline(canvas.style.lines.hair, palette.hair)
    second = second if box.h >= _WITH_SECOND else None
    changes = number.changes[: min(2 if second else 4, max(room, 0))]
    if changes or second:
        canvas.line(f"{key}/line", "Line", inner.row(1.78, 0), hair)
    if changes:
        lines = "".join(change_line(canvas, change, inner.w) for change in changes)
        area = inner.row(_CHANGES_AT, CHANGE_LINE * len(changes))
        canvas.text(f"{key}/changes", "Changes", area, lines)
    if second is None:
        used = _CHANGES_AT + CHANGE_LINE * len(changes)
        top = max(used, min(_BASE_AT, box.h - _MARGIN - _BASE))
        left = int((box.h - _MARGIN - top + _ROUNDING) / _BASE)
        if left > 0:
            place = inner.row(top, box.h - _MARGIN - top)
            draw_base(canvas, key, number.base, place, lines=min(4, left))
        return
    canvas.line("number/2/line", "Line", inner.row(2.39, 0), hair)
    draw_second(canvas, second, inner, _SECOND_AT)
    draw_base(canvas, key, number.base or second.base, inner.row(3.19, 0.22), lines=1)


def _change_beside(
    canvas: Canvas, number: BigNumber, width: float
) -> tuple[float, ChangeLine] | None:
    """In a panel too low for a line of changes: the size of the number at which its first change
    stands beside it, without its word if need be; headlines say that change."""
    sizes = canvas.style.sizes
    if not number.changes or not number.changes[0].arrow:
        return None
    whole = without_label(number.changes[0])
    bare = without_word(whole)
    for points in (sizes.number_paired, sizes.number_second, sizes.divider_sentence):
        room = width * SLACK - number_width(canvas, number, points)
        for change in (whole, bare):
            if beside_width(canvas, change, sizes.body) <= room:
                return points, change
    return None


def _half_panel(canvas: Canvas, key: str, number: BigNumber, box: Box, *, first: bool) -> None:
    palette, sizes = canvas.palette, canvas.style.sizes
    strong = palette.accent if first else palette.ink
    colour = strong_colour(canvas, number, strong)
    draw_frame(canvas, key, number, box, palette.accent if first else palette.context)
    inner = box.inset(INSET, INSET)
    font = Font(sizes.body, palette.ink, bold=True)
    name = canvas.minor.shortened(one_line(number.label), inner.w, sizes.body, bold=True)
    canvas.text(f"{key}/label", "Measure", inner.row(0.14, 0.23), canvas.write.plain(name, font))
    points = sizes.number_paired
    if number_width(canvas, number, points) > inner.w * SLACK:
        points = sizes.number_second
    # The note stands beside the number whole or not at all: half of "n = 398" misleads.
    room = inner.w - number_width(canvas, number, points) - 0.12
    notes = (one_line(note) for note in (number.base, number.period) if note)
    note = next((note for note in notes if canvas.minor.width(note, sizes.body) <= room), "")
    draw_value(canvas, key, number, inner.row(0.37, 0.60), colour, points, note)
    draw_status(canvas, key, number, inner.row(1.03, 0.27))
    if number.changes:
        line = change_line(canvas, number.changes[0], inner.w)
        canvas.text(f"{key}/changes", "Changes", inner.row(1.38, CHANGE_LINE), line)


def _small_panel(canvas: Canvas, key: str, number: BigNumber, box: Box, *, first: bool) -> None:
    palette, sizes = canvas.palette, canvas.style.sizes
    colour = strong_colour(canvas, number, palette.accent if first else palette.ink)
    draw_frame(canvas, key, number, box, palette.accent if first else palette.context)
    inner = box.inset(INSET, INSET)
    label = Font(sizes.body, palette.ink, bold=True)
    name = canvas.minor.shortened(one_line(number.label), inner.w, sizes.body, bold=True)
    big = Font(sizes.number_second, colour, bold=True)
    runs = canvas.write.run(one_line(number.value), big)
    if number.changes:
        runs += canvas.write.run(" ", Font(sizes.body, palette.ink))
        runs += change_runs(canvas, without_label(number.changes[0]), sizes.body, sizes.body)
    muted = Font(sizes.body, palette.muted)
    rest = _remarks(canvas, number, inner.w)
    paragraphs = (
        canvas.write.plain(name, label)
        + canvas.write.paragraph(runs, big, spacing=88)
        + canvas.write.plain(canvas.minor.shortened(one_line(rest), inner.w, sizes.body), muted)
    )
    canvas.text(f"{key}/value", "Number", inner.row(0.08, box.h - 0.12), paragraphs, "ctr")


def _remarks(canvas: Canvas, number: BigNumber, width: float) -> str:
    """Status, distance to the target and base on one line: whole, or the last of them not at all,
    since half of "n = 398" misleads."""
    parts = [part for part in (number.status, plain(number.against), number.base) if part]
    for count in range(len(parts), 1, -1):
        line = one_line("; ".join(parts[:count]))
        if canvas.minor.shortened(line, width, canvas.style.sizes.body) == line:
            return line
    return one_line(parts[0]) if parts else ""
