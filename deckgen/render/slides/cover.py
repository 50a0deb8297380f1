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
from deckgen.render.sparkline import draw_sparkline
from deckgen.render.text import Font, one_line
from deckgen.theme.box import Box
from deckgen.theme.fonts import shortened, text_width, wrapped

TICK_HEIGHT = 0.065
_SPACING = 90
_SCOPE = "scope"
_UNDER_TITLE = 0.18
_FACTS_TOP, _FACTS_ROW, _FACTS_ACROSS = 5.90, 0.78, 4
_TRENDS_TOP, _TRENDS_ACROSS, _TRENDS_DOWN = 2.12, 4, 4
_TREND_PITCH, _TREND = (1.36, 0.66), (0.89, 0.36)


def draw_title(canvas: Canvas, deck: Deck, slide: Slide) -> None:
    """The cover: the deck's name, its period and group, and a few facts."""
    palette, sizes, write = canvas.palette, canvas.style.sizes, canvas.write
    grid = canvas.grid
    company = shortened(one_line(deck.company), grid.width(6), sizes.item, bold=True)
    if company:
        font = Font(sizes.item, palette.ink, bold=True)
        place, slot = Box(grid.left, 0.60, grid.width(6), 0.30), canvas.stage.slot("company")
        font = canvas.own_font(slot, font, palette.ink)
        runs = write.run(company, font)
        canvas.fill("company", "Company", slot, slot.box if slot else place, [runs], font)
    draw_big_title(canvas, slide.title, sizes.cover_title)
    width = min(canvas.stage.headline.box.w, grid.width(12))
    bold = canvas.style.major_points(sizes.cover_period)
    regular = canvas.style.major_points(sizes.cover_period, bold=False)
    period = shortened(one_line(deck.period_label), width, bold, bold=True)
    room = width - text_width(period + "   ", bold, bold=True)
    group = shortened(one_line(_scope(deck, slide)), max(room, 0.5), regular)
    slot, title = canvas.stage.slot("period"), canvas.stage.headline.box
    big = Font(sizes.cover_period, palette.accent, bold=True, face="+mj-lt")
    strong = canvas.own_font(slot, big, palette.accent)
    muted = replace(big, colour=palette.muted, bold=False)
    runs = write.run(period, strong)
    runs += write.run(f"   {group}" if group else "", canvas.own_font(slot, muted, palette.accent))
    place = slot.box if slot else Box(title.x, title.bottom + _UNDER_TITLE, width, 0.50)
    canvas.fill("period", "Period and group", slot, place, [runs], strong)
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
    for block in trends:
        _draw_trends(canvas, block)
    _draw_facts(canvas, facts)


def _scope(deck: Deck, slide: Slide) -> str:
    """Whom the deck is about: as the slide says it, else the deck's group."""
    told = (
        " ".join(plain(line) for line in block.lines)
        for block in slide.blocks
        if isinstance(block, Paragraph) and block.key == _SCOPE
    )
    return next(told, deck.group_label)


def _draw_trends(canvas: Canvas, trends: Trends) -> None:
    """The lines in a grid at the right, row by row, with a dot for the current period."""
    across, down = _TREND_PITCH
    x = canvas.grid.column(8)
    if canvas.stage.headline.box.right > x:
        return  # a template whose title takes the whole width leaves no place for decoration
    shown = trends.rows[: _TRENDS_ACROSS * _TRENDS_DOWN]
    free = _TRENDS_DOWN - -(-len(shown) // _TRENDS_ACROSS)
    for index, values in enumerate(shown):
        row, place = divmod(index, _TRENDS_ACROSS)
        box = Box(x + across * place, _TRENDS_TOP + down * (row + free / 2), *_TREND)
        key = f"{trends.key}/{index}"
        draw_sparkline(canvas, key, box, values, canvas.palette.context, canvas.palette.accent)


def draw_big_title(canvas: Canvas, title: Text, points: float, lines: int = 2) -> None:
    """The title in its placeholder; a name too long for it is set in the next smaller size."""
    sizes, slot = canvas.style.sizes, canvas.stage.headline
    width, points = slot.box.w, slot.points or points
    words = one_line(plain(title))
    chosen, major = points, canvas.style.major_points
    if len(wrapped(words, width, major(points), bold=True)) > lines:
        smaller = (sizes.number_paired, sizes.number_second, sizes.divider_sentence)
        fits = (
            size
            for size in smaller
            if len(wrapped(words, width, major(size), bold=True)) <= lines * points / size
        )
        chosen = next(fits, sizes.item)
    font = Font(chosen, canvas.palette.ink, bold=True, face="+mj-lt")
    font = canvas.own_font(slot, font, canvas.palette.ink)
    runs = canvas.write.run(words, font)
    canvas.fill("headline", "Headline", slot, slot.box, [runs], font, spacing=_SPACING)


def _draw_facts(canvas: Canvas, facts: list[Text]) -> None:
    """Facts under ticks of three columns: a first run of several is the fact's name."""
    palette, sizes, write = canvas.palette, canvas.style.sizes, canvas.write
    grid = canvas.grid
    rows = -(-len(facts) // _FACTS_ACROSS)
    most = 2 if rows == 1 else 1  # lines of a value
    for index, fact in enumerate(facts):
        row, place = divmod(index, _FACTS_ACROSS)
        x, w = grid.column(1 + 3 * place), grid.width(3)
        y = _FACTS_TOP - _FACTS_ROW * (rows - 1 - row)
        colour = palette.accent if index == 0 else palette.context
        canvas.figure(f"fact/{index}/tick", "Tick", Box(x, y, w, TICK_HEIGHT), "rect", colour)
        named = len(fact) > 1
        value = one_line("".join(run.text for run in (fact[1:] if named else fact))).strip()
        muted = Font(sizes.body, palette.muted)
        strong = Font(sizes.change, palette.ink, bold=True)
        name = shortened(one_line(fact[0].text).strip(), w, sizes.body) if named else ""
        lines = write.plain(name, muted) if name else ""
        lines += write.plain(shortened(value, w, sizes.change, bold=True, lines=most), strong)
        canvas.text(f"fact/{index}", "Fact", Box(x, y + 0.16, w, 0.26 + 0.24 * most), lines)
