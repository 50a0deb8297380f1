"""What stands around a slide's content: eyebrow, headline, footer, slide number."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deckgen.model.deck import Deck, Slide, SlideKind, Text, Tone, plain
from deckgen.render.canvas import Canvas
from deckgen.render.shape import Outline
from deckgen.render.text import Font, one_line
from deckgen.theme.box import Box
from deckgen.theme.fonts import SLACK, Measure, line_height
from deckgen.theme.stage import Stage
from deckgen.theme.style import Style

_TICK_WIDTH, _TICK_HEIGHT, _TICK_AT = 0.18, 0.065, 0.095
_PITCH = 0.2215
_MOST_TICKS = 4
_AFTER_TICKS = 0.06
_GAP = "   "
_SEPARATOR = "·"
_LEAST_GROUP = 0.5  # inches
_RIGHT_SHARE = 0.36
_HEADLINE_SPACING = 92
_OVER_FOOTER = 0.06
_SLACK = 0.05


@dataclass(frozen=True, slots=True)
class Around:
    """What a slide's frame says about the deck: its sections in order, the group and period that
    stand at the right of every eyebrow, the company, and the slide's number. ``dividers``
    are all of the deck's, which are set alike."""

    sections: tuple[str, ...]
    group: str
    period: str
    company: str
    number: int
    dividers: tuple[Slide, ...] = ()


def sections_of(deck: Deck) -> tuple[str, ...]:
    """The deck's sections, in order."""
    kinds = {SlideKind.SECTION, SlideKind.METRIC, SlideKind.UNAVAILABLE}
    names = (slide.section for slide in deck.slides if slide.kind in kinds)
    return tuple(dict.fromkeys(name for name in names if name))


def dividers_of(deck: Deck) -> tuple[Slide, ...]:
    """The deck's dividers, in order."""
    return tuple(slide for slide in deck.slides if slide.kind is SlideKind.SECTION)


def draw_head(canvas: Canvas, slide: Slide, around: Around) -> None:
    """Eyebrow and headline, the upper one first: that is the order in which they are read."""
    eyebrow = canvas.stage.eyebrow
    if eyebrow is not None and eyebrow.box.y > canvas.stage.headline.box.y:
        draw_headline(canvas, slide.title)
        draw_eyebrow(canvas, slide, around)
    else:
        draw_eyebrow(canvas, slide, around)
        draw_headline(canvas, slide.title)


def draw_eyebrow(canvas: Canvas, slide: Slide, around: Around) -> None:
    """Section ticks, section and metric at the left; group and period at the right."""
    points = canvas.style.sizes.body
    if canvas.stage.eyebrow is None:
        return
    slot, beside, grid = canvas.stage.eyebrow, canvas.stage.slot("scope"), canvas.grid
    palette = canvas.on(slot)
    area = slot.box
    left = start = grid.left if beside else area.x
    if slide.section in around.sections and len(around.sections) <= _MOST_TICKS:
        for index, name in enumerate(around.sections):
            tick = Box(start + _PITCH * index, area.y + _TICK_AT, _TICK_WIDTH, _TICK_HEIGHT)
            colour = palette.accent if name == slide.section else palette.hair
            canvas.figure(f"tick/{index}", "Section tick", tick, "rect", colour)
        ticks = _PITCH * _MOST_TICKS + _AFTER_TICKS
        left = max(area.x, start + max(ticks, grid.column(2) - grid.left))
    first, rest, right = eyebrow_parts(slide, around)
    right = _scope_within(
        canvas.minor, right, beside.box.w if beside else area.w * _RIGHT_SHARE, points
    )
    taken = canvas.minor.width(right, points) + 0.3 if right and not beside else 0.0
    muted = canvas.own_font(slot, Font(points, palette.muted), palette.muted)
    end = area.right - taken
    first = canvas.minor.shortened(first, end - left, points, bold=True)
    room = end - left - canvas.minor.width(first + _GAP, points, bold=True)
    rest = canvas.minor.shortened(rest, room, points) if rest and room > 0.3 else ""
    if first:
        bold = canvas.own_font(slot, Font(points, palette.accent, bold=True), palette.muted)
        runs = canvas.write.run(first, bold) + canvas.write.run(_GAP + rest if rest else "", muted)
        box = Box(left, area.y, end - left, area.h)
        canvas.fill("eyebrow", "Eyebrow", slot, box, [runs], bold)
    if right:
        box = beside.box if beside else Box(end, area.y, taken, area.h)
        muted = canvas.own_font(beside, Font(points, palette.muted), palette.muted)
        runs = canvas.write.run(right, muted)
        canvas.fill("scope", "Group and period", beside, box, [runs], muted, align="r")


def _scope_within(measure: Measure, scope: str, width: float, points: float) -> str:
    """Group and period in a width: a long group gives way, the period stays."""
    group, mark, period = scope.rpartition(f" {_SEPARATOR} ")
    tail = f"{mark}{period}"
    room = width - measure.width(tail, points)
    if not group or room < _LEAST_GROUP:
        return measure.shortened(scope, width, points)
    return f"{measure.shortened(group, room, points)}{tail}"


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


def headline_lines(stage: Stage, style: Style, title: Text) -> int:
    """How many lines a headline takes on a layout."""
    slot = stage.headline
    points, width = slot.points or style.sizes.headline, slot.box.w
    first, second = _clauses(title)
    measure, width = style.major, width * SLACK
    lines = len(measure.lines(plain(first), width, points, bold=True)) if first else 0
    return lines + (len(measure.lines(plain(second), width, points)) if second else 0)


def headline_fits(stage: Stage, style: Style, title: Text) -> bool:
    """Whether a layout's place for the headline is high enough for it."""
    slot = stage.headline
    points = slot.points or style.sizes.headline
    height = headline_lines(stage, style, title) * line_height(points) * _HEADLINE_SPACING / 100
    return height <= slot.box.h + _SLACK


def draw_headline(canvas: Canvas, title: Text) -> None:
    """The headline in the title placeholder: the fact in bold, the clause that judges it muted on
    a line of its own."""
    slot, points = canvas.stage.headline, canvas.style.sizes.headline
    palette, write = canvas.on(slot), canvas.write
    italic = canvas.style.clause_italic
    bold = canvas.own_font(slot, Font(points, palette.ink, bold=True), palette.ink)
    muted = canvas.own_font(slot, Font(points, palette.muted, italic=italic), palette.ink)
    if slot.capitals:
        bold, muted = replace(bold, sentence=True), replace(muted, sentence=True)
    first, second = _clauses(title)
    fact, clause = one_line(plain(first)).strip(), one_line(plain(second)).strip()
    runs = write.run(fact, bold)
    if fact and clause:
        runs += write.line_break(muted)
    runs += write.run(clause, muted)
    canvas.fill("headline", "Headline", slot, slot.box, [runs], bold, spacing=_HEADLINE_SPACING)


def _clauses(title: Text) -> tuple[Text, Text]:
    """The runs before the first muted one, and the others."""
    for index, run in enumerate(title):
        if run.tone is Tone.MUTED and index:
            return title[:index], title[index:]
    return title, ()


def draw_footer(canvas: Canvas, footer: Text, around: Around) -> None:
    """The line, where it has words below it, the source, the company and the slide number."""
    style, stage, write = canvas.style, canvas.stage, canvas.write
    points = style.sizes.footer
    if stage.footer is not None:
        slot, grid = stage.footer, canvas.grid
        palette = canvas.on(slot)
        # A source that ends before a logo has no line that runs into it.
        beside = (one for one in (stage.number, stage.slot("company")) if one is not None)
        same = (one.box for one in beside if one.box.bottom > slot.box.y)
        ends = [one.right for one in same if one.y < slot.box.bottom]
        right = grid.right if slot.type else max(slot.box.right, *ends, 0.0)
        edge = Box(grid.left, slot.box.y - _OVER_FOOTER, right - grid.left, 0)
        # Over nothing but a template's own number the line would be read as the last one of what
        # stands above it.
        if plain(footer) or stage.slot("company") is not None:
            canvas.line("footer/line", "Footer line", edge, Outline(style.lines.hair, palette.hair))
        if plain(footer):
            small = canvas.own_font(slot, Font(points, palette.muted), palette.muted)
            toned = any(run.tone is not Tone.PLAIN for run in footer)
            runs = write.tones(footer, palette, small.points) if toned else ""
            runs = runs or write.run(one_line(plain(footer)), small)
            canvas.fill("footer", "Footer", slot, slot.box, [runs], small)
    named = stage.slot("company")
    palette = canvas.on(named)
    if named is not None:
        company = canvas.minor.shortened(one_line(around.company), named.box.w, points, bold=True)
        if company:
            small = canvas.own_font(named, Font(points, palette.muted, bold=True), palette.muted)
            runs = write.run(company, small)
            canvas.fill("company", "Company", named, named.box, [runs], small, align="r")
    if stage.number is not None:
        slot = stage.number
        palette = canvas.on(slot)
        small = canvas.own_font(slot, Font(points, palette.muted), palette.muted)
        number = write.slide_number(around.number, small)
        canvas.fill("number", "Slide number", slot, slot.box, [number], small, align="r")
