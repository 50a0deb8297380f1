"""What stands around a slide's content: eyebrow, headline, footer, slide number."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.model.deck import Deck, Slide, SlideKind, Text, Tone, plain
from deckgen.render.canvas import Canvas
from deckgen.render.grid import COMPANY, EYEBROW, FOOTER_LINE, HEADLINE, MARGIN, Box, column, width
from deckgen.render.shape import Outline
from deckgen.render.text import Font, one_line
from deckgen.theme.fonts import shortened, text_width, wrapped

_TICK = Box(MARGIN, 0.475, 0.18, 0.065)
_PITCH = 0.2215
_MOST_TICKS = 4
_GAP = "   "
_SEPARATOR = "·"
_RIGHT_SHARE = 0.36


@dataclass(frozen=True, slots=True)
class Around:
    """What a slide's frame says about the deck: its sections in order, the group and period that
    stand at the right of every eyebrow, the company, and the slide's number."""

    sections: tuple[str, ...]
    group: str
    period: str
    company: str
    number: int


def sections_of(deck: Deck) -> tuple[str, ...]:
    """The deck's sections, in order."""
    kinds = {SlideKind.SECTION, SlideKind.METRIC, SlideKind.UNAVAILABLE}
    names = (slide.section for slide in deck.slides if slide.kind in kinds)
    return tuple(dict.fromkeys(name for name in names if name))


def draw_eyebrow(canvas: Canvas, slide: Slide, around: Around) -> None:
    """Section ticks, section and metric at the left; group and period at the right."""
    palette, points = canvas.palette, canvas.style.sizes.body
    left = EYEBROW.x
    if slide.section in around.sections and len(around.sections) <= _MOST_TICKS:
        for index, name in enumerate(around.sections):
            tick = Box(_TICK.x + _PITCH * index, _TICK.y, _TICK.w, _TICK.h)
            colour = palette.accent if name == slide.section else palette.hair
            canvas.figure(f"tick/{index}", "Section tick", tick, "rect", colour)
        left = column(2)
    first, rest, right = eyebrow_parts(slide, around)
    right = shortened(right, EYEBROW.w * _RIGHT_SHARE, points)
    taken = text_width(right, points) + 0.3 if right else 0.0
    muted = Font(points, palette.muted)
    room = EYEBROW.right - taken - left
    first = shortened(first, room, points, bold=True)
    room -= text_width(first + _GAP, points, bold=True)
    rest = shortened(rest, room, points) if rest and room > 0.3 else ""
    if first:
        bold = Font(points, palette.accent, bold=True)
        runs = canvas.write.run(first, bold) + canvas.write.run(_GAP + rest if rest else "", muted)
        box = Box(left, EYEBROW.y, EYEBROW.right - taken - left, EYEBROW.h)
        canvas.text("eyebrow", "Eyebrow", box, canvas.write.paragraph(runs, bold))
    if right:
        box = Box(EYEBROW.right - taken, EYEBROW.y, taken, EYEBROW.h)
        canvas.text("scope", "Group and period", box, canvas.write.plain(right, muted, align="r"))


def eyebrow_parts(slide: Slide, around: Around) -> tuple[str, str, str]:
    """The eyebrow in three: its first part, what follows, and what stands at the right.

    The right side is the eyebrow's own group and period if it ends with them
    ("Retention · NRR · All customers · Q2 2026"), else the deck's.
    """
    words = one_line(slide.eyebrow) or one_line(slide.section)
    parts = [part.strip() for part in words.split(_SEPARATOR)]
    scope = [one_line(part) for part in (around.group, around.period) if part]
    if len(parts) > 2 and scope and parts[-1] == scope[-1]:
        parts, scope = parts[:-2], parts[-2:]
    parts = [part for part in parts if part and part not in scope]
    joined = f" {_SEPARATOR} "
    return (parts[0] if parts else ""), joined.join(parts[1:]), joined.join(scope)


def headline_lines(title: Text, points: float) -> int:
    """How many lines a headline takes."""
    first, second = _clauses(title)
    lines = len(wrapped(plain(first), HEADLINE.w, points, bold=True)) if first else 0
    return lines + (len(wrapped(plain(second), HEADLINE.w, points)) if second else 0)


def draw_headline(canvas: Canvas, title: Text) -> None:
    """The headline in the title placeholder: the fact in bold, the clause that judges it muted on
    a line of its own."""
    palette, write = canvas.palette, canvas.write
    bold, muted = Font(0, palette.ink, bold=True), Font(0, palette.muted)
    first, second = _clauses(title)
    fact, clause = one_line(plain(first)).strip(), one_line(plain(second)).strip()
    runs = write.run(fact, bold)
    if fact and clause:
        runs += write.line_break(muted)
    runs += write.run(clause, muted)
    canvas.placeholder("headline", "Headline", 'type="title"', write.bare(runs))


def _clauses(title: Text) -> tuple[Text, Text]:
    """The runs before the first muted one, and the others."""
    for index, run in enumerate(title):
        if run.tone is Tone.MUTED and index:
            return title[:index], title[index:]
    return title, ()


def draw_footer(canvas: Canvas, footer: Text, around: Around) -> None:
    """The line, the source, the company and the slide number."""
    palette, style, write = canvas.palette, canvas.style, canvas.write
    hair = Outline(style.lines.hair, palette.hair)
    canvas.line("footer/line", "Footer line", Box(MARGIN, FOOTER_LINE, width(12), 0), hair)
    if plain(footer):
        runs = write.tones(footer, palette, 0)
        muted = all(run.tone is Tone.PLAIN for run in footer)
        if muted:
            runs = write.run(one_line(plain(footer)), Font(0, palette.muted))
        kind = 'type="ftr" sz="quarter" idx="11"'
        canvas.placeholder("footer", "Footer", kind, write.bare(runs))
    points = style.sizes.footer
    company = shortened(one_line(around.company), COMPANY.w, points, bold=True)
    if company:
        font = Font(points, palette.muted, bold=True)
        paragraph = write.plain(company, font, align="r")
        canvas.text("company", "Company", COMPANY, paragraph)
    number = write.slide_number(around.number, Font(0, palette.muted))
    kind = 'type="sldNum" sz="quarter" idx="12"'
    canvas.placeholder("number", "Slide number", kind, write.bare(number))
