"""What number panels are made of: frame, label, value, status, changes, base."""

from __future__ import annotations

from deckgen.model.deck import BigNumber, ChangeLine, Run, Tone, plain
from deckgen.render.canvas import Canvas
from deckgen.render.shape import Outline
from deckgen.render.status import draw_pill, pill_width
from deckgen.render.text import Font, one_line, tone_colour, tone_font
from deckgen.theme.box import Box
from deckgen.theme.fonts import SLACK
from deckgen.theme.style import Colour

INSET = 0.20  # of the words in a panel
CHANGE_LINE = 0.245  # inches of a line of changes
STATUS = 0.27  # inches of the line with the pill
_SECOND = "number/2"
_BAR = 0.05
_ARROWS = {"up": "▲", "down": "▼"}
_WORD_STOP, _BEFORE_WORD, _AFTER_LABEL = 1.96, 0.10, 0.06
_LONG_VALUE = 7
_SPACES = (" ", "\u00a0")


def draw_frame(canvas: Canvas, key: str, number: BigNumber, box: Box, bar: Colour) -> None:
    palette = canvas.palette
    if not number.defined:
        dashed = Outline(canvas.style.lines.pill, palette.muted, dashed=True)
        canvas.figure(f"{key}/panel", "Panel", box, "rect", None, dashed)
        return
    canvas.figure(f"{key}/panel", "Panel", box, "rect", palette.panel)
    canvas.figure(f"{key}/bar", "Panel bar", box.row(0, _BAR), "rect", bar)


def strong_colour(canvas: Canvas, number: BigNumber, strong: Colour) -> Colour:
    """A number that should not be stressed (undefined, small base) is muted."""
    stressed = number.defined and number.status != "Small base"
    return strong if stressed else canvas.palette.muted


def label_text(canvas: Canvas, number: BigNumber, width: float) -> str:
    palette, points = canvas.palette, canvas.style.sizes.body
    name = canvas.minor.shortened(one_line(number.label), width, points, bold=True)
    basis = one_line(number.period)
    basis = canvas.minor.shortened(_over_value(canvas, number, width) or basis, width, points)
    return canvas.write.plain(name, Font(points, palette.ink, bold=True)) + canvas.write.plain(
        basis, Font(points, palette.muted)
    )


def value_size(canvas: Canvas, number: BigNumber, width: float, most: float | None = None) -> float:
    """The largest size up to ``most`` in which a number and its margin have room."""
    sizes = canvas.style.sizes
    first = sizes.number if len(number.value) < _LONG_VALUE else sizes.number_long
    first = first if most is None else min(first, most)
    steps = (first, sizes.number_paired, sizes.number_second, sizes.divider_sentence, sizes.item)
    words = f"  {number.margin}" if number.margin else ""
    room = width * SLACK - canvas.minor.width(words, sizes.change)
    fits = (
        step
        for step in steps
        if (most is None or step <= most) and number_width(canvas, number, step) <= room
    )
    return next(fits, sizes.body)


def number_width(canvas: Canvas, number: BigNumber, points: float) -> float:
    """How wide a number is in the major font."""
    return canvas.major.width(number.value, points, bold=True)


def draw_value(
    canvas: Canvas,
    key: str,
    number: BigNumber,
    box: Box,
    colour: Colour,
    points: float,
    note: str = "",
    change: ChangeLine | None = None,
    note_points: float | None = None,
) -> None:
    slot = canvas.stage.slot(f"{key}/value")
    usual = canvas.palette.ink if key == _SECOND else canvas.palette.accent
    font = canvas.own_font(slot, Font(points, colour, bold=True, face="+mj-lt"), usual)
    shown = canvas.major.shortened(one_line(number.value), box.w, points, bold=True)
    runs = canvas.write.run(shown, font)
    if note:
        muted = Font(note_points or canvas.style.sizes.body, canvas.palette.muted)
        runs += canvas.write.run(f"  {note}", muted)
    if change is not None:
        size = canvas.style.sizes.body
        runs += canvas.write.run(" ", Font(size, canvas.palette.ink))
        runs += change_runs(canvas, change, size, size)
    canvas.fill(f"{key}/value", "Number", slot, box, [runs], font, anchor="ctr")


def draw_status(canvas: Canvas, key: str, number: BigNumber, box: Box, against: str) -> None:
    """The pill, whole, and the distance to the target beside it, or the line that stands for a
    pill."""
    points = canvas.style.sizes.body
    left = box.x
    if number.status:
        left = draw_pill(canvas, key, number.status, number.status_tone, box) + 0.10
    right = box.right + INSET * 0.75  # the words may use most of the inset
    if against:
        tone = number.against[0].tone if len(number.against) == 1 else Tone.MUTED
        colour = tone_colour(Tone.MUTED if tone is Tone.PLAIN else tone, canvas.palette)
        beside = Box(left, box.y, right - left, box.h)
        words = canvas.write.plain(against, Font(points, colour))
        canvas.text(f"{key}/against", "Distance to target", beside, words, "ctr")


def _over_value(canvas: Canvas, number: BigNumber, width: float) -> str:
    """The distance to the target over the value, ``Q2 2026: 0.4 pp below 2.5%``, where it has no
    room beside the pill; "" where it has, or has no room here either."""
    against, points = one_line(plain(number.against)), canvas.style.sizes.body
    if not against or against == beside_pill(canvas, number, width):
        return ""
    forms = (f"{one_line(number.period)}: {against}", against)
    return next((one for one in forms if canvas.minor.shortened(one, width, points) == one), "")


def against_of(canvas: Canvas, number: BigNumber, width: float) -> str:
    """What stands beside the pill; "" where the whole of it stands over the value."""
    over = _over_value(canvas, number, width)
    return "" if over else beside_pill(canvas, number, width)


def beside_pill(canvas: Canvas, number: BigNumber, width: float) -> str:
    """``0.4 pp below 2.5%``, or its end that has room beside the pill, ``below 2.5%``. The target's
    number is whole or is not there."""
    words, points = one_line(plain(number.against)), canvas.style.sizes.body
    room = width + INSET * 0.75
    if number.status:
        room -= pill_width(canvas, number.status) + 0.10
    while words and canvas.minor.width(words, points) > room:
        _, _, words = words.partition(" ")
    return words


def draw_second(canvas: Canvas, second: BigNumber, inner: Box, top: float) -> None:
    """A second number from ``top`` on: its name, under it the number with what belongs to it."""
    palette, sizes = canvas.palette, canvas.style.sizes
    font = Font(sizes.body, palette.ink, bold=True)
    name = canvas.minor.shortened(one_line(second.label), inner.w, sizes.body, bold=True)
    canvas.text("number/2/label", "Measure", inner.row(top, 0.23), canvas.write.plain(name, font))
    points, beside = second_line(canvas, second, inner.w)
    value_font = Font(points, strong_colour(canvas, second, palette.ink), bold=True, face="+mj-lt")
    runs = canvas.write.run(one_line(second.value), value_font)
    for text in beside:
        runs += canvas.write.run(" ", Font(sizes.body, palette.ink))
        runs += change_runs(canvas, text, sizes.body, sizes.body)
    value = canvas.write.paragraph(runs, value_font)
    canvas.text("number/2/value", "Number", inner.row(top + 0.23, 0.44), value, "ctr")


def second_line(
    canvas: Canvas, second: BigNumber, width: float
) -> tuple[float, tuple[ChangeLine, ...]]:
    """The size of a second number and what stands beside it on its line: what it is of, and its
    change, the latter without its word before the number gets smaller."""
    sizes = canvas.style.sizes
    changes = tuple(without_label(change) for change in second.changes[:1])
    bare = tuple(without_word(change) for change in changes)
    of = (ChangeLine("", (Run(second.base, Tone.MUTED),)),) if second.base else ()
    held = any(not one.arrow for one in changes)
    kept = () if held else bare  # a difference that has no arrow says nothing without its word
    forms = ((*of, *changes), changes, (*of, *kept), kept, of, ())
    for points in (sizes.number_second, sizes.divider_sentence, sizes.item):
        room = width - number_width(canvas, second, points)
        for form in forms:
            words = sum(beside_width(canvas, one, sizes.body) for one in form)
            if words <= room and (form or not changes or points == sizes.item):
                return points, form
    return sizes.item, ()


def beside_width(canvas: Canvas, change: ChangeLine, points: float) -> float:
    arrow = f"{_ARROWS[change.arrow]} " if change.arrow else ""
    return canvas.minor.width(f" {arrow}{plain(change.text)}", points, bold=True) + 0.03


def change_runs(canvas: Canvas, change: ChangeLine, points: float, rest: float) -> str:
    """A change without its label: the arrow, the value in bold, then the words."""
    runs = [run for run in change.text if run.text]
    if not runs:
        return ""
    palette, write = canvas.palette, canvas.write
    value, *words = runs
    colour = tone_colour(value.tone, palette)
    arrow = _ARROWS.get(change.arrow, "")
    written = ""
    if arrow:
        face = canvas.style.arrow_font
        written = write.run(arrow, Font(rest - 1, colour, face=face))
        written += write.run("\u00a0", Font(rest, colour))
    held = value.tone is Tone.MUTED and not arrow
    written += write.run(value.text, Font(points, colour, bold=not held))
    before = value.text
    for run in words:
        if not (before.endswith(_SPACES) or run.text.startswith((*_SPACES, ",", ";"))):
            written += write.run(" ", Font(rest, colour))
        written += write.run(run.text, tone_font(run, palette, rest))
        before = run.text
    return written


def change_line(canvas: Canvas, change: ChangeLine, width: float) -> str:
    """Label, arrow and value, word. A leading muted run is the label; the value's right edge and
    the word's left edge are tab stops."""
    sizes, palette, write = canvas.style.sizes, canvas.palette, canvas.write
    font = Font(sizes.body, palette.muted)
    runs = [run for run in change.text if run.text]
    bare = without_label(change)
    if len(bare.text) == len(runs) or not bare.text:
        line = change_runs(canvas, ChangeLine(change.arrow, tuple(runs)), sizes.change, sizes.body)
        return write.paragraph(line, font)
    label, value, *words = runs
    label_text = canvas.minor.shortened(one_line(label.text).strip(), 1.1, sizes.body)
    single = ChangeLine(change.arrow, (value,))
    stripped = (Run(words[0].text.lstrip(), words[0].tone), *words[1:]) if words else ()
    arrow = f"{_ARROWS[change.arrow]} " if change.arrow else ""
    # What the value has beside its label and before its word, in either of two sizes.
    after = canvas.minor.width(plain(stripped), sizes.body) + _BEFORE_WORD if stripped else 0.0
    before = canvas.minor.width(label_text, sizes.body) + _AFTER_LABEL
    points = sizes.change
    if before + canvas.minor.width(f"{arrow}{value.text}", points, bold=True) + after > width:
        points = sizes.body
    if before + canvas.minor.width(f"{arrow}{value.text}", points, bold=True) + after > width:
        stripped, after = (), 0.0
        single = without_word(single)
    line = write.run(label_text, font) + write.tab(font)
    line += change_runs(canvas, single, points, sizes.body)
    if stripped:
        line += write.tab(font) + write.tones(stripped, palette, sizes.body)
    shown = before + canvas.minor.width(f"{arrow}{value.text}", points, bold=True)
    word_stop = max(_WORD_STOP, min(shown + 0.04, width)) if not stripped else _WORD_STOP
    word_stop = min(word_stop, width - after + _BEFORE_WORD - 0.04)
    tabs = ((word_stop - _BEFORE_WORD, "r"), (word_stop, "l"))
    return write.paragraph(line, font, tabs=tabs)


def without_label(change: ChangeLine) -> ChangeLine:
    """A change without the muted label that leads it ("vs Q1 2026"), if it has one."""
    runs = [run for run in change.text if run.text]
    labelled = len(runs) > 1 and runs[0].tone is Tone.MUTED and runs[1].tone is not Tone.MUTED
    held = len(runs) > 1 and all(run.tone is Tone.MUTED for run in runs)
    return ChangeLine(change.arrow, tuple(runs[1:] if labelled or held else runs))


def without_word(change: ChangeLine) -> ChangeLine:
    """A change that has no room for its word: without its colour as well, which says nothing to
    whoever cannot see it. The arrow says which way."""
    return ChangeLine(change.arrow, tuple(Run(run.text, Tone.PLAIN) for run in change.text[:1]))


def draw_base(canvas: Canvas, key: str, base: str, box: Box, *, lines: int) -> None:
    if not base:
        return
    font = Font(canvas.style.sizes.body, canvas.palette.muted)
    words = canvas.minor.shortened(one_line(base), box.w, font.points, lines=lines)
    canvas.text(f"{key}/base", "Base", box, canvas.write.plain(words, font), "b")
