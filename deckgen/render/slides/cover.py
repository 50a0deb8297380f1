"""The cover: the deck's name, period and group, its trends as decoration, a few facts."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from deckgen.model.deck import (
    Agenda,
    BigNumber,
    Chart,
    Deck,
    Moves,
    Narrative,
    Paragraph,
    Slide,
    Table,
    Text,
    Trends,
    plain,
)
from deckgen.render.canvas import Canvas
from deckgen.render.grid import COLUMNS
from deckgen.render.sparkline import draw_sparkline
from deckgen.render.text import Font, one_line
from deckgen.theme.box import TRENDS_SIZE, Box
from deckgen.theme.fonts import SLACK, line_height

TICK_HEIGHT = 0.065
_SPACING = 90
_SCOPE = "scope"
_UNDER_TITLE = 0.18
_PERIOD = 0.8  # of the size of the title, at most
_SLACK, _LEAST_SCOPE = 0.05, 1.2
_FACTS_HEIGHT, _FACTS_ROW, _FACTS_LINE, _FACTS_ACROSS = 0.84, 0.78, 0.24, 4
_AROUND_TRENDS = 0.6
_TRENDS_ACROSS, _TRENDS_DOWN = 4, 4
_TREND_PITCH, _TREND = (1.36, 0.66), (0.89, 0.36)


def draw_title(canvas: Canvas, deck: Deck, slide: Slide) -> None:
    """The cover: the deck's name, its period and group, and a few facts."""
    sizes, write, grid = canvas.style.sizes, canvas.write, canvas.grid
    slot = canvas.stage.slot("company")
    if slot is not None:
        company = canvas.minor.shortened(one_line(deck.company), slot.box.w, sizes.item, bold=True)
        ink = canvas.on(slot).ink
        font = canvas.own_font(slot, Font(sizes.item, ink, bold=True), ink)
        canvas.fill("company", "Company", slot, slot.box, [write.run(company, font)], font)
    facts: list[Text] = []
    trends: list[Trends] = []
    for block in slide.blocks:
        match block:
            case Paragraph():
                facts += block.lines if block.key != _SCOPE else ()
            case Trends():
                trends.append(block)
            case BigNumber() | Chart() | Table() | Narrative() | Moves() | Agenda():
                raise ValueError(f"a title slide cannot hold a {type(block).__name__}")
            case _:
                assert_never(block)
    above = grid.content.bottom <= canvas.stage.headline.box.y
    if above:  # read in the order in which they stand
        _draw_facts(canvas, facts)
    period = canvas.stage.slot("period")
    over = period is not None and period.box.bottom <= canvas.stage.headline.box.y + _SLACK
    if over:
        _draw_period(canvas, deck, slide)
    draw_big_title(canvas, slide.title, big_title_size(canvas, slide.title, sizes.cover_title))
    if not over:
        _draw_period(canvas, deck, slide)
    for block in trends:
        _draw_trends(canvas, block)
    if not above:
        _draw_facts(canvas, facts)


def _draw_period(canvas: Canvas, deck: Deck, slide: Slide) -> None:
    """The period in bold and whom the deck is about, in one line."""
    sizes, write = canvas.style.sizes, canvas.write
    slot, title = canvas.stage.slot("period"), canvas.stage.headline.box
    palette = canvas.on(slot)
    width = min(slot.box.w if slot else title.w, canvas.grid.width(12))
    place = slot.box if slot else Box(title.x, title.bottom + _UNDER_TITLE, width, 0.50)
    # Under the deck's name, and never as large as that is where a template keeps it small.
    most = _PERIOD * big_title_size(canvas, slide.title, sizes.cover_title)
    steps = (sizes.cover_period, sizes.divider_sentence, sizes.item)
    high = (size for size in steps if line_height(size) <= place.h + _SLACK and size <= most)
    size = next(high, sizes.narrative) if slot is None or not slot.points else sizes.cover_period
    told, label = one_line(_scope(deck, slide)), one_line(deck.period_label)

    def room_beside(points: float) -> float:
        return width - canvas.major.width(f"{label}   ", points, bold=True)

    if canvas.major.width(told, size) > room_beside(size):
        told = one_line(deck.group_label) or told  # in full it says more than half a number
    if canvas.major.width(told, size) > room_beside(size) * SLACK:
        size = min(size, sizes.divider_sentence)  # more of a long name
    period = canvas.major.shortened(label, width, size, bold=True)
    room = width - canvas.major.width(period + "   ", size, bold=True)
    group = canvas.major.shortened(told, room, size) if room > _LEAST_SCOPE else ""
    big = Font(size, palette.accent, bold=True, face="+mj-lt")
    strong = canvas.own_font(slot, big, palette.accent)
    muted = replace(big, colour=palette.muted, bold=False)
    runs = write.run(period, strong)
    runs += write.run(f"   {group}" if group else "", canvas.own_font(slot, muted, palette.accent))
    canvas.fill("period", "Period and group", slot, place, [runs], strong)


def _scope(deck: Deck, slide: Slide) -> str:
    """Whom the deck is about: as the slide says it, else the deck's group."""
    told = (
        " ".join(plain(line) for line in block.lines)
        for block in slide.blocks
        if isinstance(block, Paragraph) and block.key == _SCOPE
    )
    return next(told, deck.group_label)


def _draw_trends(canvas: Canvas, trends: Trends) -> None:
    """The lines in a grid, row by row, with a dot for the current period: beside the title where
    the layout has a place for them."""
    across, down = _TREND_PITCH
    slot, content = canvas.stage.slot("trends"), canvas.grid.content
    if slot is not None:
        x, y = slot.box.x, slot.box.y
    else:  # the room under the title, if it is ample, else no decoration
        width, height = TRENDS_SIZE
        free = content.h - _FACTS_HEIGHT - _AROUND_TRENDS
        if content.y < canvas.stage.headline.box.bottom or free < height or content.w < 1.5 * width:
            return
        x, y = content.right - width, content.y + (free + _AROUND_TRENDS - height) / 2
    palette = canvas.on(slot)
    shown = trends.rows[: _TRENDS_ACROSS * _TRENDS_DOWN]
    free = _TRENDS_DOWN - -(-len(shown) // _TRENDS_ACROSS)
    for index, values in enumerate(shown):
        row, place = divmod(index, _TRENDS_ACROSS)
        box = Box(x + across * place, y + down * (row + free / 2), *_TREND)
        key = f"{trends.key}/{index}"
        draw_sparkline(canvas, key, box, values, palette.context, palette.accent)


def draw_big_title(canvas: Canvas, title: Text, points: float) -> None:
    """The title in its placeholder, in that size."""
    slot = canvas.stage.headline
    ink = canvas.on(slot).ink
    font = canvas.own_font(slot, Font(points, ink, bold=True, face="+mj-lt"), ink)
    runs = canvas.write.run(one_line(plain(title)), font)
    canvas.fill("headline", "Headline", slot, slot.box, [runs], font, spacing=_SPACING)


def big_title_size(canvas: Canvas, title: Text, points: float, lines: int = 2) -> float:
    """The size of a title, ``points`` or what its placeholder says, that leaves it on as few lines
    as the sizes allow: a name too long for them is set in the next smaller size, and on more lines
    only if no size has room for it."""
    sizes, slot = canvas.style.sizes, canvas.stage.headline
    width, points = slot.box.w, slot.points or points
    words = one_line(plain(title))
    shown = words.upper() if slot.capitals else words
    high = max(slot.box.h, lines * line_height(points) * _SPACING / 100 if slot.points else 0.0)

    def taken(size: float) -> int:
        return len(canvas.major.lines(shown, width * SLACK, size, bold=True))

    def fits(size: float) -> bool:
        return taken(size) * line_height(size) * _SPACING / 100 <= high + _SLACK

    if taken(points) <= lines and fits(points):
        return points
    steps = (sizes.divider_title, sizes.number_paired, sizes.number_second)
    smaller = [size for size in (*steps, sizes.divider_sentence) if size < points and fits(size)]
    short = (size for size in smaller if taken(size) <= lines)
    return next(short, next(iter(smaller), sizes.item))


def _draw_facts(canvas: Canvas, facts: list[Text]) -> None:
    """Facts under ticks of three columns, or of six where that is too narrow for one of them: a
    first run of several is the fact's name."""
    palette, sizes, write = canvas.palette, canvas.style.sizes, canvas.write
    grid = canvas.grid
    across = _facts_across(canvas, facts)
    rows = -(-len(facts) // across)
    most = _lines_of_values(canvas, facts, across)
    pitch = _FACTS_ROW + (most - 1) * _FACTS_LINE if rows > 1 else 0.0
    top = grid.content.bottom - _FACTS_HEIGHT
    if top - pitch * (rows - 1) < grid.content.y:
        return  # a template that leaves no room for them
    for index, fact in enumerate(facts):
        row, place = divmod(index, across)
        x, w = grid.column(1 + COLUMNS // across * place), grid.width(COLUMNS // across)
        y = top - pitch * (rows - 1 - row)
        colour = palette.accent if index == 0 else palette.context
        canvas.figure(f"fact/{index}/tick", "Tick", Box(x, y, w, TICK_HEIGHT), "rect", colour)
        named = len(fact) > 1
        value = _value_of(fact)
        muted = Font(sizes.body, palette.muted)
        strong = Font(sizes.change, palette.ink, bold=True)
        name = (
            canvas.minor.shortened(one_line(fact[0].text).strip(), w, sizes.body) if named else ""
        )
        lines = write.plain(name, muted) if name else ""
        lines += write.plain(
            canvas.minor.shortened(value, w, sizes.change, bold=True, lines=most), strong
        )
        canvas.text(f"fact/{index}", "Fact", Box(x, y + 0.16, w, 0.26 + 0.24 * most), lines)


def _lines_of_values(canvas: Canvas, facts: list[Text], across: int) -> int:
    """How many lines the values have: two below each other where one would be cut and a page has
    room for that in every row."""
    rows = -(-len(facts) // across)
    if rows == 1:
        return 2
    points, width = canvas.style.sizes.change, canvas.grid.width(COLUMNS // across)
    values = [_value_of(fact) for fact in facts]
    cut = any(canvas.minor.shortened(one, width, points, bold=True) != one for one in values)
    needed = _FACTS_HEIGHT + (_FACTS_ROW + _FACTS_LINE) * (rows - 1)
    return 2 if cut and needed <= canvas.grid.content.h else 1


def _facts_across(canvas: Canvas, facts: list[Text]) -> int:
    """How many facts stand beside each other: fewer where a value would be cut, and all of them
    find room then."""
    points, grid = canvas.style.sizes.change, canvas.grid
    lines = 2 if len(facts) <= _FACTS_ACROSS else 1
    width = grid.width(COLUMNS // _FACTS_ACROSS)
    values = [_value_of(fact) for fact in facts]
    narrow = any(
        canvas.minor.shortened(one, width, points, bold=True, lines=lines) != one for one in values
    )
    few = _FACTS_ACROSS // 2
    needed = _FACTS_HEIGHT + _FACTS_ROW * (-(-len(facts) // few) - 1)
    return few if narrow and needed <= grid.content.h else _FACTS_ACROSS


def _value_of(fact: Text) -> str:
    """What a fact says, without its name."""
    return one_line("".join(run.text for run in (fact[1:] if len(fact) > 1 else fact))).strip()
