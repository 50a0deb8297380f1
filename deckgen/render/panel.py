"""The number panel: always at the left, always the same slots, whatever the metric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckgen.model.deck import BigNumber, ChangeLine, plain
from deckgen.render.arrangements import PANEL_WIDTH, Strip
from deckgen.render.canvas import Canvas
from deckgen.render.panel_parts import (
    CHANGE_LINE,
    INSET,
    STATUS,
    against_of,
    beside_pill,
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
    second_line,
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
_BASE_AT, _BASE, _MARGIN, _ROUNDING = 2.47, 0.22, 0.13, 0.001
_BASE_UNDER = 0.72  # from the second number's name to the base
# Heights of a panel with all that it may hold, and with less: with the second number closer and
# without its base, then also without a second change, then without the number.
_WITH_SECOND, _CLOSER, _CLOSEST = 3.41, 3.06, 2.82
_WITH_CHANGES, _WITH_STATUS, _SMALL = 2.70, 1.78, 1.06


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where a panel's rows begin, in inches from its top: label, value, status, line and changes;
    how far the line under the changes is from them, and the second number from that."""

    label: float
    value: float
    status: float
    line: float
    changes: float
    under_changes: float
    under_line: float


_ROWS = _Rows(0.15, 0.61, 1.41, 1.78, 1.85, 0.05, 0.08)
_CLOSER_ROWS = _Rows(0.11, 0.53, 1.33, 1.65, 1.70, 0.04, 0.06)
_SMALL_TOP, _SMALL_ROWS = 0.07, (0.20, 0.42, STATUS)  # a small panel's name, number, status
_SMALL_GAP = 0.10  # between these, where there is room
_CHANGES = 2  # lines of them that a panel with a second number has


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


def shows_second(height: float) -> bool:
    """Whether a panel of a height has room for a second number."""
    return height >= _CLOSEST


def panel_heights(numbers: Sequence[BigNumber]) -> tuple[float, ...]:
    """The heights that a slide's numbers can be set in, in inches: whole first, then closer, then
    without the second number, then without changes."""
    match numbers:
        case []:
            return ()
        case [_]:
            return (_WITH_CHANGES + _BASE, _WITH_CHANGES, _WITH_STATUS)
        case [_, two] if not two.stands_apart:
            return (_WITH_SECOND, _CLOSER, _CLOSEST, _WITH_CHANGES, _WITH_STATUS)
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
    second = second if box.h >= _CLOSEST else None
    rows = _CLOSER_ROWS if second and box.h < _WITH_SECOND else _ROWS
    words = label_text(canvas, number, inner.w)
    canvas.text(f"{key}/label", "Measure", inner.row(rows.label, rows.value - rows.label), words)
    room = int((box.h - rows.changes - _MARGIN) / CHANGE_LINE)
    first = _change_beside(canvas, number, inner.w) if room < 1 else None
    largest = sizes.number if rows is _ROWS else sizes.number_long
    points, beside_value = first or (value_size(canvas, number, inner.w, largest), None)
    margin = "" if beside_value else number.margin
    place = inner.row(rows.value, 0.74)
    draw_value(canvas, key, number, place, colour, points, margin, beside_value, sizes.change)
    against = against_of(canvas, number, inner.w)
    draw_status(canvas, key, number, inner.row(rows.status, STATUS), against)
    most = 4 if second is None else _CHANGES if box.h >= _CLOSER else 1
    changes = number.changes[: min(most, max(room, 0))]
    if changes or second:
        hair = Outline(canvas.style.lines.hair, palette.hair)
        canvas.line(f"{key}/line", "Line", inner.row(rows.line, 0), hair)
    if changes:
        lines = "".join(change_line(canvas, change, inner.w) for change in changes)
        area = inner.row(rows.changes, CHANGE_LINE * len(changes))
        canvas.text(f"{key}/changes", "Changes", area, lines)
    bottom = box.h - _MARGIN - _BASE
    if second is None:
        used = rows.changes + CHANGE_LINE * len(changes)
        top = max(used, min(_BASE_AT, bottom))
        left = int((box.h - _MARGIN - top + _ROUNDING) / _BASE)
        if left > 0:
            place = inner.row(top, box.h - _MARGIN - top)
            draw_base(canvas, key, number.base, place, lines=min(4, left))
        return
    under = _second_number(canvas, second, inner, rows, rows.changes + CHANGE_LINE * most)
    if under + _BASE <= box.h + _ROUNDING:
        words = number.base or second.base
        draw_base(canvas, key, words, inner.row(max(under, bottom), _BASE), lines=1)


def _second_number(
    canvas: Canvas, second: BigNumber, inner: Box, rows: _Rows, changes_end: float
) -> float:
    """Draws the second number under the changes; returns where a base may stand under it."""
    line = changes_end + rows.under_changes
    hair = Outline(canvas.style.lines.hair, canvas.palette.hair)
    canvas.line("number/2/line", "Line", inner.row(line, 0), hair)
    draw_second(canvas, second, inner, line + rows.under_line)
    return line + rows.under_line + _BASE_UNDER


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
    points, note, against = _beside_half(canvas, number, inner.w)
    draw_value(canvas, key, number, inner.row(0.37, 0.60), colour, points, note)
    draw_status(canvas, key, number, inner.row(1.03, STATUS), against)
    if number.changes:
        line = change_line(canvas, number.changes[0], inner.w)
        canvas.text(f"{key}/changes", "Changes", inner.row(1.38, CHANGE_LINE), line)


def _beside_half(canvas: Canvas, number: BigNumber, width: float) -> tuple[float, str, str]:
    """The size of a half panel's number, the note beside it and what stands beside its pill. A
    distance to the target without room beside the pill is the note, of a smaller number if need be:
    headlines say it."""
    sizes = canvas.style.sizes

    def fits(note: str, points: float) -> bool:
        room = width - number_width(canvas, number, points) - 0.12
        return canvas.minor.width(note, sizes.body) <= room

    whole, against = one_line(plain(number.against)), beside_pill(canvas, number, width)
    if number.status and whole != against:
        steps = (sizes.number_paired, sizes.number_second, sizes.divider_sentence)
        size = next((one for one in steps if fits(whole, one)), None)
        if size is not None:
            return size, whole, ""
    points = sizes.number_paired
    if number_width(canvas, number, points) > width * SLACK:
        points = sizes.number_second
    # The note stands beside the number whole or not at all: half of "n = 398" misleads.
    notes = (one_line(note) for note in (number.base, number.period) if note)
    return points, next((one for one in notes if fits(one, points)), ""), against


def _small_panel(canvas: Canvas, key: str, number: BigNumber, box: Box, *, first: bool) -> None:
    palette, sizes = canvas.palette, canvas.style.sizes
    colour = strong_colour(canvas, number, palette.accent if first else palette.ink)
    draw_frame(canvas, key, number, box, palette.accent if first else palette.context)
    around = box.inset(INSET, INSET)
    name_height, value_height, status_height = _SMALL_ROWS
    spare = box.h - _SMALL_TOP - sum(_SMALL_ROWS)
    gap = min(_SMALL_GAP, max(0.0, spare) / 4)
    value_height += min(0.0, spare)  # in a panel that is lower than any should be
    height = name_height + value_height + status_height + 2 * gap
    inner = around.row((box.h + _SMALL_TOP - height) / 2, height)
    label = Font(sizes.body, palette.ink, bold=True)
    name = canvas.minor.shortened(one_line(number.label), inner.w, sizes.body, bold=True)
    place = inner.row(0, name_height)
    whole, against = one_line(plain(number.against)), beside_pill(canvas, number, inner.w)
    named = canvas.minor.width(f"{name}  {whole}", sizes.body, bold=True) <= inner.w
    over = bool(number.status) and whole != against and named
    runs = canvas.write.run(name, label)
    if over:
        runs += canvas.write.run(f"  {whole}", Font(sizes.body, palette.muted))
    canvas.text(f"{key}/label", "Measure", place, canvas.write.paragraph(runs, label))
    points, beside = second_line(canvas, replace(number, base=""), inner.w)
    big = Font(points, colour, bold=True, face="+mj-lt")
    runs = canvas.write.run(one_line(number.value), big)
    for change in beside:
        runs += canvas.write.run(" ", Font(sizes.body, palette.ink))
        runs += change_runs(canvas, change, sizes.body, sizes.body)
    words = canvas.write.paragraph(runs, big)
    place = inner.row(name_height + gap, value_height)
    canvas.text(f"{key}/value", "Number", place, words, "ctr")
    last = inner.row(height - status_height, status_height)
    if number.status:
        draw_status(canvas, key, number, last, "" if over else against)
        return
    rest = canvas.minor.shortened(_remarks(canvas, number, inner.w), inner.w, sizes.body)
    muted = Font(sizes.body, palette.muted)
    canvas.text(f"{key}/base", "Base", last, canvas.write.plain(rest, muted), "ctr")


def _remarks(canvas: Canvas, number: BigNumber, width: float) -> str:
    """That there is no target, and base, on one line: whole, or the last of them not at all, since
    half of "n = 398" misleads."""
    parts = [part for part in (plain(number.against), number.base) if part]
    for count in range(len(parts), 1, -1):
        line = one_line("; ".join(parts[:count]))
        if canvas.minor.shortened(line, width, canvas.style.sizes.body) == line:
            return line
    return one_line(parts[0]) if parts else ""
