"""The two slides on the dark background: the title and the section divider."""

from __future__ import annotations

from deckgen.model.deck import (
    BigNumber,
    Chart,
    Deck,
    Narrative,
    Paragraph,
    Slide,
    Table,
    Text,
    plain,
)
from deckgen.render.canvas import Canvas
from deckgen.render.frame import Around, draw_footer
from deckgen.render.table import TableLook, draw_table
from deckgen.render.text import Font, one_line
from deckgen.theme.box import Box
from deckgen.theme.fonts import shortened, text_width, wrapped

_TICK_HEIGHT = 0.065
_SPACING = 90
_FACTS_TOP, _FACTS_ROW, _FACTS_ACROSS = 5.90, 0.78, 4
_LIST = TableLook(header=0.34, row=0.60, first=16, body=14)
_LIST_BOTTOM = 6.60


def draw_title(canvas: Canvas, deck: Deck, slide: Slide) -> None:
    """The cover: the deck's name, its period and group, and a few facts."""
    palette, sizes, write = canvas.palette, canvas.style.sizes, canvas.write
    grid = canvas.grid
    company = shortened(one_line(deck.company), grid.width(6), sizes.item, bold=True)
    if company:
        font = Font(sizes.item, palette.ink, bold=True)
        canvas.text(
            "company",
            "Company",
            Box(grid.left, 0.60, grid.width(6), 0.30),
            write.plain(company, font),
        )
    _big_title(canvas, slide.title, sizes.cover_title)
    period = shortened(one_line(deck.period_label), grid.width(8), sizes.cover_period, bold=True)
    room = grid.width(8) - text_width(period + "   ", sizes.cover_period, bold=True)
    group = shortened(one_line(deck.group_label), max(room, 0.5), sizes.cover_period)
    strong = Font(sizes.cover_period, palette.accent, bold=True)
    runs = write.run(period, strong)
    runs += write.run(f"   {group}" if group else "", Font(sizes.cover_period, palette.muted))
    place = Box(grid.left, 3.98, grid.width(8), 0.50)
    canvas.text("period", "Period and group", place, write.paragraph(runs, strong))
    facts: list[Text] = []
    for block in slide.blocks:
        match block:
            case Paragraph():
                facts += block.lines
            case BigNumber() | Chart() | Table() | Narrative():
                raise ValueError(f"a title slide cannot hold a {type(block).__name__}")
    _draw_facts(canvas, facts)


def draw_section(canvas: Canvas, slide: Slide, around: Around) -> None:
    """A divider: where the deck is, the section's name and sentence, and its metrics."""
    palette, sizes, write = canvas.palette, canvas.style.sizes, canvas.write
    grid = canvas.grid
    _draw_ticks(canvas, slide, around)
    if slide.eyebrow:
        font = Font(sizes.item, palette.accent, bold=True)
        words = shortened(one_line(slide.eyebrow), grid.width(6), sizes.item, bold=True)
        place = Box(grid.left, 2.34, grid.width(6), 0.30)
        canvas.text("eyebrow", "Eyebrow", place, write.plain(words, font))
    _big_title(canvas, slide.title, sizes.divider_title, lines=1)
    top = 3.66
    for block in slide.blocks:
        match block:
            case Paragraph():
                size = sizes.divider_sentence
                font = Font(size, palette.ink)
                lines = "".join(
                    write.paragraph(write.tones(line, palette, size), font) for line in block.lines
                ) or write.plain("", font)
                canvas.text(block.key, "Text", Box(grid.left, top, 5.62, 2.8), lines)
                top += 0.4 * max(1, len(block.lines))
            case Table():
                place = Box(grid.column(8), 2.30, grid.width(5), _LIST_BOTTOM - 2.30)
                draw_table(canvas, block, place, _LIST)
            case BigNumber() | Chart() | Narrative():
                raise ValueError(f"a section slide cannot hold a {type(block).__name__}")
    draw_footer(canvas, slide.footer, around)


def _big_title(canvas: Canvas, title: Text, points: float, lines: int = 2) -> None:
    """The title in its placeholder; a name too long for it is set in the next smaller size."""
    sizes, slot = canvas.style.sizes, canvas.stage.headline
    width, points = slot.box.w, slot.points or points
    words = one_line(plain(title))
    chosen = 0.0 if slot.points else points
    if len(wrapped(words, width, points, bold=True)) > lines:
        smaller = (sizes.number_paired, sizes.number_second, sizes.divider_sentence)
        fits = (
            size
            for size in smaller
            if len(wrapped(words, width, size, bold=True)) <= lines * points / size
        )
        chosen = next(fits, sizes.item)
    font = Font(chosen, canvas.palette.ink, bold=True)
    runs = canvas.write.run(words, font)
    canvas.fill("headline", "Headline", slot, runs, font, spacing=_SPACING)


def _draw_facts(canvas: Canvas, facts: list[Text]) -> None:
    """Facts under ticks of three columns: a first run of several is the fact's name."""
    palette, sizes, write = canvas.palette, canvas.style.sizes, canvas.write
    grid = canvas.grid
    rows = -(-len(facts) // _FACTS_ACROSS)
    for index, fact in enumerate(facts):
        row, place = divmod(index, _FACTS_ACROSS)
        x, w = grid.column(1 + 3 * place), grid.width(3)
        y = _FACTS_TOP - _FACTS_ROW * (rows - 1 - row)
        colour = palette.accent if index == 0 else palette.context
        canvas.figure(f"fact/{index}/tick", "Tick", Box(x, y, w, _TICK_HEIGHT), "rect", colour)
        named = len(fact) > 1
        value = one_line("".join(run.text for run in (fact[1:] if named else fact))).strip()
        muted = Font(sizes.body, palette.muted)
        strong = Font(sizes.change, palette.ink, bold=True)
        name = shortened(one_line(fact[0].text).strip(), w, sizes.body) if named else ""
        lines = write.plain(name, muted) if name else ""
        lines += write.plain(shortened(value, w, sizes.change, bold=True), strong)
        canvas.text(f"fact/{index}", "Fact", Box(x, y + 0.16, w, 0.50), lines)


def _draw_ticks(canvas: Canvas, slide: Slide, around: Around) -> None:
    sections = around.sections
    if not sections:
        return
    palette, points = canvas.palette, canvas.style.sizes.narrative
    grid = canvas.grid
    pitch = (grid.width(12) + 0.2) / len(sections)
    for index, name in enumerate(sections):
        here = name == slide.section
        tick = Box(grid.left + pitch * index, 0.62, pitch - 0.2, _TICK_HEIGHT)
        colour = palette.accent if here else palette.context
        canvas.figure(f"tick/{index}", "Section tick", tick, "rect", colour)
        font = Font(points, palette.ink if here else palette.muted, bold=here)
        words = shortened(one_line(name), tick.w, points, bold=here)
        text = canvas.write.plain(words, font)
        canvas.text(f"tick/{index}/name", "Section", tick.row(0.18, 0.28), text)
