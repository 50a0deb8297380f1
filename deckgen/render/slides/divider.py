"""The section divider: where the deck is, the section's name and sentence, and its metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from deckgen.model.deck import (
    Agenda,
    AgendaEntry,
    BigNumber,
    Chart,
    Moves,
    Narrative,
    Paragraph,
    Slide,
    Table,
    Trends,
    plain,
)
from deckgen.render.canvas import Canvas
from deckgen.render.frame import Around, draw_footer
from deckgen.render.shape import Outline
from deckgen.render.slides.cover import TICK_HEIGHT, big_title_size, draw_big_title
from deckgen.render.status import draw_mark, is_missed
from deckgen.render.text import Font, one_line
from deckgen.theme.box import GUTTER, Box
from deckgen.theme.fonts import line_height
from deckgen.theme.stage import Slot

_TICKS_TOP, _LIST_TOP = 0.62, 2.45
_OVER_NAME, _UNDER_NAME = 0.32, 0.11
_ROW, _LEAST_ROW, _BOTTOM = 0.72, 0.30, 6.60
_HIGHEST = 1.22  # under the names of the sections
_SENTENCE_WIDTH = 5.62
_BEYOND, _BEYOND_HOLDER = 0.1, 0.04  # inches: a frame of ours has no insets, a placeholder has
_MARK_AT, _NAME_AT, _PAGE_WIDTH, _VALUE_WIDTH = 0.11, 0.37, 0.85, 0.70
_LEAST_HALF, _BETWEEN_HALVES, _EXACT = 3.1, 0.4, 1e-6
_NAME, _STATUS, _SPACING, _VALUE_SPACING = 0.29, 0.24, 98, 90


@dataclass(frozen=True, slots=True)
class _Setting:
    """How lists of metrics are set: the columns' ``areas``, how many rows the longest has ``down``
    one of them, the size of the names, the width of the values; ``paged`` says whether slides are
    named."""

    areas: tuple[Box, ...]
    down: int
    points: float
    amount: float
    paged: bool = True


def draw_section(canvas: Canvas, slide: Slide, around: Around) -> None:
    """A divider. The list grows upwards from the middle when it is long."""
    sizes, write, grid = canvas.style.sizes, canvas.write, canvas.grid
    title, slot = canvas.stage.headline.box, canvas.stage.eyebrow
    foreign = canvas.stage.slot("agenda") is not None
    if not foreign:
        _draw_ticks(canvas, slide, around)
    if slide.eyebrow and (slot or not foreign):
        palette = canvas.on(slot)
        place = slot.box if slot else Box(title.x, title.y - _OVER_NAME, grid.width(6), 0.28)
        font = Font(sizes.narrative, palette.accent, bold=True)
        font = canvas.own_font(slot, font, palette.accent)
        words = canvas.minor.shortened(one_line(slide.eyebrow), place.w, sizes.narrative, bold=True)
        canvas.fill("eyebrow", "Eyebrow", slot, place, [write.run(words, font)], font)
    told = canvas.stage.slot("sentence")
    place = Box(title.x, title.bottom + _UNDER_NAME, min(_SENTENCE_WIDTH, grid.width(6)), _BOTTOM)
    place = told.box if told else place
    top, width, palette = place.y, place.w, canvas.on(told)
    above = place.y < title.y  # read in the order in which they stand
    dividers = around.dividers or (slide,)
    size = _sentence_size(canvas, dividers, width, _sentence_room(told, place))
    listed = canvas.stage.slot("agenda")
    first = listed is not None and listed.box.bottom <= min(place.y, title.y) + 0.05
    if first:
        for block in slide.blocks:
            if isinstance(block, Agenda):
                _draw_agenda(canvas, block, dividers)
    if not above:
        _draw_name(canvas, slide, dividers)
    for block in slide.blocks:
        match block:
            case Paragraph():
                if size is None:
                    continue  # a template that leaves no room for it
                height = _sentence_height(canvas, block, width, size)
                font = Font(size, palette.ink)
                runs = [write.tones(line, palette, size) for line in block.lines]
                box = Box(place.x, top, width, height)
                if told is not None and told.type and top == place.y:
                    box = told.box
                canvas.fill(block.key, "Text", told, box, runs, font, spacing=_SPACING)
                told, top = None, top + height
                if above:
                    _draw_name(canvas, slide, dividers)
                    above = False
            case Agenda():
                if not first:
                    _draw_agenda(canvas, block, dividers)
            case BigNumber() | Chart() | Narrative() | Table() | Moves() | Trends():
                raise ValueError(f"a section slide cannot hold a {type(block).__name__}")
            case _:
                assert_never(block)
    if above:
        _draw_name(canvas, slide, dividers)
    draw_footer(canvas, slide.footer, around)


def _draw_name(canvas: Canvas, slide: Slide, dividers: Sequence[Slide]) -> None:
    """The section's name, in the size in which the longest of them fits: a smaller name looks like
    a lesser section."""
    most = canvas.style.sizes.divider_title
    points = min(big_title_size(canvas, one.title, most, lines=1) for one in dividers)
    draw_big_title(canvas, slide.title, points)


def _sentence_room(slot: Slot | None, place: Box) -> float:
    """The height of a sentence's place, and how far it may reach beyond."""
    return place.h + (_BEYOND_HOLDER if slot is not None and slot.type else _BEYOND)


def _sentence_size(
    canvas: Canvas, dividers: Sequence[Slide], width: float, room: float
) -> float | None:
    """The size in which the sentences of all dividers have room; none where no size has, as a
    divider without a sentence beside others with one seems to be unfinished."""
    sizes = canvas.style.sizes
    texts = [[one for one in each.blocks if isinstance(one, Paragraph)] for each in dividers]
    for size in (sizes.divider_sentence, sizes.item, sizes.narrative, sizes.body):
        heights = (sum(_sentence_height(canvas, one, width, size) for one in own) for own in texts)
        if max(heights, default=0.0) <= room:
            return size
    return None


def _sentence_height(canvas: Canvas, block: Paragraph, width: float, points: float) -> float:
    count = sum(len(canvas.minor.lines(plain(line), width, points)) for line in block.lines)
    return line_height(points) * max(1, count) + 0.1


def _draw_agenda(canvas: Canvas, agenda: Agenda, dividers: Sequence[Slide]) -> None:
    """A row per metric between lines; many rows start higher and then get lower. In a template's
    free room the lists of all ``dividers`` are set alike: in two columns where one has no room for
    two lines a row. Without room for all metrics of the longest there is no list: whom it leaves
    out seems to be well."""
    grid, slot, rows = canvas.grid, canvas.stage.slot("agenda"), agenda.rows
    count = max(1, len(rows))
    if slot is None:
        top = max(_HIGHEST, min(_LIST_TOP, _BOTTOM - count * _ROW))
        area = Box(grid.column(8), top, grid.width(5), _BOTTOM - top)
        setting = _Setting((area,), count, canvas.style.sizes.item, _amount(canvas, rows))
    else:
        blocks = [block for one in dividers for block in one.blocks]
        lists = [block for block in blocks if isinstance(block, Agenda)]
        setting = _setting(canvas, slot.box, lists)
        if int(setting.areas[0].h / _LEAST_ROW + _EXACT) * len(setting.areas) < max(
            len(one.rows) for one in lists
        ):
            return
    areas = setting.areas
    down = -(-count // len(areas))
    row = max(_LEAST_ROW, min(_ROW, areas[0].h / max(down, setting.down)))
    if canvas.stage.backing is not None and rows:
        panel, colour = canvas.stage.backing
        high = min(panel.h, 2 * (areas[0].y - panel.y) + row * down)  # no further than its rows
        canvas.figure("backing", "Panel behind the content", panel.row(0, high), "rect", colour)
    hair = Outline(canvas.style.lines.hair, canvas.palette.hair)
    for index, entry in enumerate(rows):
        side, place = divmod(index, down)
        place_box = areas[side].row(row * place, row)
        canvas.line(f"{agenda.key}/{index}/rule", "Rule", place_box, hair)
        key = f"{agenda.key}/{index}"
        _draw_entry(canvas, key, entry, place_box, setting)
    for side, own in enumerate(areas):
        held = min(down, len(rows) - side * down)
        if held > 0:
            key = f"{agenda.key}/rule" if not side else f"{agenda.key}/rule/{side}"
            canvas.line(key, "Rule", own.row(row * held, 0), hair)


def _setting(canvas: Canvas, room: Box, lists: Sequence[Agenda]) -> _Setting:
    """How a deck's lists are set in a template's free room: in one column where every row has room
    for two lines, else in two, if they are wide enough for the names."""
    entries = [entry for agenda in lists for entry in agenda.rows]
    longest = max(1, *(len(agenda.rows) for agenda in lists))
    amount, sizes = _amount(canvas, entries), canvas.style.sizes
    single = _Setting((room,), longest, sizes.item, amount)
    if longest * (_NAME + _STATUS) <= room.h:
        return single
    content = canvas.grid.content
    halves = _halves(content.row(room.y - content.y, room.h))
    down = -(-longest // 2)
    names = [one_line(one.name) for one in entries]
    steps = ((True, sizes.item), (True, sizes.narrative), (False, sizes.item))
    for paged, points in (*steps, (False, sizes.narrative), (False, sizes.body)):
        width = _name_width(halves[0], amount, paged=paged)
        if all(_fits(canvas, name, width, points) for name in names):
            return _Setting(halves, down, points, amount, paged)
    if longest * _LEAST_ROW <= room.h:
        return single
    wide = halves[0].w >= _LEAST_HALF
    return _Setting(halves, down, sizes.body, amount, paged=False) if wide else single


def _amount(canvas: Canvas, rows: Sequence[AgendaEntry]) -> float:
    """The width of the column of values over their changes."""
    big, body = canvas.style.sizes.divider_sentence, canvas.style.sizes.body
    values = [canvas.major.width(one_line(one.value), big, bold=True) for one in rows]
    values += [canvas.minor.width(one_line(plain(one.change)), body) for one in rows]
    return max(_VALUE_WIDTH, *values, 0.0) + 0.05


def _halves(area: Box) -> tuple[Box, ...]:
    width = (area.w - _BETWEEN_HALVES) / 2
    return tuple(
        Box(area.x + side * (width + _BETWEEN_HALVES), area.y, width, area.h) for side in (0, 1)
    )


def _draw_entry(canvas: Canvas, key: str, entry: AgendaEntry, box: Box, setting: _Setting) -> None:
    """Mark, name over status, value over change, slide; in a low row only the upper lines."""
    amount, points, paged = setting.amount, setting.points, setting.paged
    palette, sizes, write = canvas.palette, canvas.style.sizes, canvas.write
    two_lines = box.h >= _NAME + _STATUS
    height = _NAME + _STATUS if two_lines else _NAME
    text = box.row((box.h - height) / 2, height)
    value = one_line(entry.value)
    name_width = _name_width(box, amount, paged=paged)
    words = one_line(entry.name)
    at = Box(box.x + _MARK_AT, box.y, 0, box.h)
    draw_mark(canvas, f"{key}/mark", entry.status, at, alt=not two_lines)
    name = canvas.minor.shortened(words, name_width, points, bold=True)
    bold, muted = Font(points, palette.ink, bold=True), Font(sizes.body, palette.muted)
    big = Font(sizes.divider_sentence, palette.ink, bold=True, face="+mj-lt")
    names = write.plain(name, bold)
    values = write.plain(value, big, align="r", spacing=_VALUE_SPACING)
    if two_lines:
        missed = is_missed(entry.status)
        status = Font(sizes.body, palette.bad if missed else palette.muted)
        names += write.plain(one_line(entry.status), status)
        runs = write.tones(entry.change, palette, sizes.body)
        values += write.paragraph(runs, muted, align="r")
    place = Box(box.x + _NAME_AT, text.y, name_width, text.h)
    canvas.text(f"{key}/name", "Metric", place, names, "ctr", leads_to=entry.link)
    place = Box(place.right + GUTTER, text.y, amount, text.h)
    canvas.text(f"{key}/value", "Value and change", place, values, "ctr")
    if not paged:
        return
    place = Box(box.right - _PAGE_WIDTH, text.y, _PAGE_WIDTH, text.h)
    page = write.plain(one_line(entry.page), muted, align="r")
    canvas.text(f"{key}/page", "Slide", place, page, "ctr", leads_to=entry.link)


def _name_width(box: Box, amount: float, *, paged: bool) -> float:
    """The width of a row's name beside its value, and the slide where that is named."""
    return box.w - _NAME_AT - GUTTER - amount - (_PAGE_WIDTH if paged else 0.0)


def _fits(canvas: Canvas, words: str, width: float, points: float) -> bool:
    """Whether a name is whole on one line."""
    return canvas.minor.shortened(words, width, points, bold=True) == words


def _draw_ticks(canvas: Canvas, slide: Slide, around: Around) -> None:
    sections, grid = around.sections, canvas.grid
    if not sections:
        return
    palette, points = canvas.palette, canvas.style.sizes.narrative
    pitch = (grid.width(12) + GUTTER) / len(sections)
    for index, name in enumerate(sections):
        here = name == slide.section
        tick = Box(grid.left + pitch * index, _TICKS_TOP, pitch - GUTTER, TICK_HEIGHT)
        colour = palette.accent if here else palette.context
        canvas.figure(f"tick/{index}", "Section tick", tick, "rect", colour)
        font = Font(points, palette.ink if here else palette.muted, bold=here)
        words = canvas.minor.shortened(one_line(name), tick.w, points, bold=here)
        text = canvas.write.plain(words, font)
        canvas.text(f"tick/{index}/name", "Section", tick.row(0.18, 0.28), text)
