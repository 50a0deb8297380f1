"""The narrative strip: three cells. A solid rule is finished, a dashed one waits for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import inf

from deckgen.clipping import ELLIPSIS
from deckgen.model.deck import Narrative, NarrativeCell, Text, Tone, plain, text
from deckgen.model.narrative import MOST_LINES, TO_ANSWER
from deckgen.render.canvas import Canvas
from deckgen.render.grid import NARRATIVE_HEIGHT
from deckgen.render.page import Page
from deckgen.render.shape import Outline
from deckgen.render.text import Font, one_line
from deckgen.theme.box import GUTTER, Box
from deckgen.theme.fonts import line_height

_HEADING, _HEADING_HEIGHT, _TEXT = 0.07, 0.24, 0.34
_LINES = ((4.6, 3), (9.0, 2), (inf, 1))  # up to a width in inches
CELL_SPARE = 0.18  # of a cell's height, under its text
_BELOW, _SLACK = 0.204, 0.97  # three lines make a cell 1.22 high
_SPACING = 95
_OVER = 0.05  # inches of the last line's own spacing, which may reach below its frame
_PROMISED = 160  # characters: a computed sentence may be longer than what people are promised
_LEAST_NAME = 0.7  # inches, in which some of a name can be read
_GAP = "   "


def draw_narrative(canvas: Canvas, narrative: Narrative, boxes: Sequence[Box] = ()) -> None:
    """Draws the cells: in the layout's own places, else in ``boxes``; without either, side by side
    at the content's lower edge."""
    grid = canvas.grid
    count = max(1, len(narrative.cells))
    width = (grid.content.w + GUTTER) / count - GUTTER
    places = []
    for index, cell in enumerate(narrative.cells):
        x = grid.left + index * (width + GUTTER)
        place = Box(x, grid.narrative_top, width, NARRATIVE_HEIGHT)
        if index < len(boxes):
            place = boxes[index]
        places.append(cell_of_layout(canvas.page, cell) or place)
    placed = list(zip(narrative.cells, places, strict=True))
    # Who answers two cells of a slide stands in both at the same place.
    low = {cell.who for cell, box in placed if not _has_room_beside(canvas, cell, box)}
    for cell, box in placed:
        line = _line_of_who(canvas, cell, box) if cell.who in low else 0.0
        _draw_cell(canvas, cell, box, line)


def cell_of_layout(page: Page, cell: NarrativeCell) -> Box | None:
    """The layout's own place for a cell, from its rule to the end of its text."""
    over = page.stage.slot(f"narrative/{cell.key}/heading")
    below = page.stage.slot(f"narrative/{cell.key}")
    if over is None or below is None:
        return None
    top = over.box.y - _HEADING
    return Box(over.box.x, top, over.box.w, below.box.bottom - top)


def cells_height(page: Page, cells: Sequence[NarrativeCell], width: float) -> float:
    """The height that cells of a width need so that the longest text is whole, as far as it has
    the 130 characters that a cell may have, for which there is room in any case."""
    points = page.style.sizes.narrative
    room = width * _SLACK
    taken = (
        sum(len(page.style.minor.lines(words, room, points)) for words in _promised(cell))
        for cell in cells
    )
    lines = max(taken, default=0)
    least = next(count for limit, count in _LINES if width <= limit)
    return _TEXT + max(least, lines) * line_height(points) * _SPACING / 100 + _BELOW


def _promised(cell: NarrativeCell) -> Iterator[str]:
    """As much of a text as every page has room for, line by line."""
    left = _PROMISED
    for line in cell.body[:MOST_LINES]:
        yield plain(line)[:left]
        left -= len(plain(line))
        if left <= 0:
            return


def shown_lines(
    body: Sequence[Text], fits: Callable[[str, int], str], lines: int
) -> Iterator[Text]:
    """What of a text has room on so many lines; the notes have all of it. ``fits`` shortens words
    to a number of lines."""
    for place, line in enumerate(body):
        words = plain(line)
        counts = range(1, lines + 1)
        taken = next((count for count in counts if fits(words, count) == words), lines + 1)
        ends = taken == lines and place < len(body) - 1
        if taken <= lines and not ends:
            yield line
            lines -= taken
            continue
        tone = line[0].tone if line else Tone.PLAIN
        yield text(fits(f"{words} {ELLIPSIS}" if ends else words, lines), tone)
        return


def _draw_cell(canvas: Canvas, cell: NarrativeCell, box: Box, line: float) -> None:
    """Draws a cell; ``line`` is the height of a line of its own for who is to answer, or 0."""
    palette, style, write = canvas.palette, canvas.style, canvas.write
    key = f"narrative/{cell.key}"
    rule = palette.rule if cell.answered else palette.context
    outline = Outline(style.lines.rule, rule, dashed=not cell.answered)
    canvas.line(f"{key}/rule", "Rule", box, outline)
    points = style.sizes.body
    heading = canvas.minor.shortened(one_line(cell.heading), box.w, points, bold=True)
    room = box.w - canvas.minor.width(heading + _GAP, points, bold=True)
    over, below = canvas.stage.slot(f"{key}/heading"), canvas.stage.slot(key)
    bold = canvas.own_font(over, Font(points, palette.ink, bold=True), palette.ink)
    muted = canvas.own_font(over, Font(points, palette.muted), palette.ink)
    who = one_line(cell.who) if line else _fitted_who(canvas, one_line(cell.who), room, points)
    headed = [write.run(heading, bold)]
    if line:
        headed.append(write.run(who, muted))
    elif who:
        headed[0] += write.run(_GAP + who, muted)
    heading_place = over.box if over else box.row(_HEADING, _HEADING_HEIGHT + line)
    canvas.fill(f"{key}/heading", cell.heading, over, heading_place, headed, bold)
    font = canvas.own_font(below, Font(style.sizes.narrative, palette.ink), palette.ink)
    place = below.box if below else box.row(_TEXT + line, box.h - _TEXT - line)
    size = style.sizes.narrative
    distance = 100 if below and below.points else _SPACING  # which the placeholder says, at most
    most = (place.h + _OVER) / (line_height(size) * distance / 100)

    def fits(words: str, count: int) -> str:
        return canvas.minor.shortened(words, place.w, size, lines=count)

    lines = [
        write.tones(line, palette, font.points, italic_muted=not cell.answered)
        for line in shown_lines(cell.body, fits, max(1, int(most)))
    ]
    canvas.fill(key, f"{cell.heading}, text", below, place, lines, font, spacing=_SPACING)


def _has_room_beside(canvas: Canvas, cell: NarrativeCell, box: Box) -> bool:
    """Whether who is to answer stands whole beside the heading."""
    measure, points = canvas.minor, canvas.style.sizes.body
    heading = measure.width(one_line(cell.heading) + _GAP, points, bold=True)
    return heading + measure.width(one_line(cell.who), points) <= box.w


def _line_of_who(canvas: Canvas, cell: NarrativeCell, box: Box) -> float:
    """The height of a line of its own for who is to answer, where the name is whole on that line
    and the text has a line to spare; else 0."""
    who, measure, sizes = one_line(cell.who), canvas.minor, canvas.style.sizes
    if cell_of_layout(canvas.page, cell) or not who or measure.width(who, sizes.body) > box.w:
        return 0.0
    line = line_height(sizes.body)
    counts = (len(measure.lines(plain(one), box.w * _SLACK, sizes.narrative)) for one in cell.body)
    taken = sum(counts) * line_height(sizes.narrative) * _SPACING / 100
    return line if _TEXT + line + taken <= box.h + _OVER else 0.0


def _fitted_who(canvas: Canvas, who: str, room: float, points: float) -> str:
    """Who is to answer, or did: the name gives way to that it is open, and all of it to the
    heading."""
    measure = canvas.minor
    if measure.width(who, points) <= room:
        return who
    person = who.removesuffix(TO_ANSWER)
    asked = TO_ANSWER if person != who else ""
    left = room - measure.width(f" {asked}" if asked else "", points)
    if left >= _LEAST_NAME:
        gap = " " if asked else ""
        return f"{measure.shortened(person.rstrip(), left, points)}{gap}{asked}"
    return asked if measure.width(asked, points) <= room else ""
