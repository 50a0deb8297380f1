"""The narrative strip: three cells. A solid rule is finished, a dashed one waits for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
from deckgen.theme.style import Style

_HEADING, _HEADING_HEIGHT, _TEXT = 0.07, 0.24, 0.34
_LINES = ((4.6, 3), (9.0, 2), (inf, 1))  # up to a width in inches
CELL_SPARE = 0.18  # of a cell's height, under its text
_BELOW, _SLACK = 0.204, 0.97  # three lines make a cell 1.22 high
_SPACING = 95
_OVER = 0.05  # inches of the last line's own spacing, which may reach below its frame
_PROMISED = 160  # characters: a computed sentence may be longer than what people are promised
_MOST_LINES_OF_WHO = 2
_GAP = "   "


@dataclass(frozen=True, slots=True)
class _Who:
    """Who is to answer, or did, as a cell has it, and the inches that it takes below the heading:
    none beside it."""

    words: str = ""
    height: float = 0.0


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
    for (cell, box), who in zip(placed, _said_of_who(canvas, placed), strict=True):
        _draw_cell(canvas, cell, box, who)


def cell_of_layout(page: Page, cell: NarrativeCell) -> Box | None:
    """The layout's own place for a cell, from its rule to the end of its text."""
    over = page.stage.slot(f"narrative/{cell.key}/heading")
    below = page.stage.slot(f"narrative/{cell.key}")
    if over is None or below is None:
        return None
    top = over.box.y - _HEADING
    return Box(over.box.x, top, over.box.w, below.box.bottom - top)


def cells_height(
    page: Page, cells: Sequence[NarrativeCell], width: float, *, named: bool = True
) -> float:
    """The height that cells of a width need so that the longest text is whole, as far as it has
    the 130 characters that a cell may have, for which there is room in any case; and, if they are
    ``named``, who is to answer where that has to stand on lines of its own."""
    style, points = page.style, page.style.sizes.narrative
    room = width * _SLACK
    first = [next(_ways(cell, width, style), _Who()) for cell in cells]

    def taken(cell: NarrativeCell) -> float:
        lines = sum(len(style.minor.lines(words, room, points)) for words in _promised(cell))
        alike = (who.height for who, one in zip(first, cells, strict=True) if one.who == cell.who)
        return lines * _line(points) + (max(alike) if named else 0.0)

    least = next(count for limit, count in _LINES if width <= limit)
    return _TEXT + max(least * _line(points), *(taken(cell) for cell in cells), 0.0) + _BELOW


def _line(points: float) -> float:
    """The height of a line of a cell's text."""
    return line_height(points) * _SPACING / 100


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


def _draw_cell(canvas: Canvas, cell: NarrativeCell, box: Box, who: _Who) -> None:
    """Draws a cell."""
    palette, style, write = canvas.palette, canvas.style, canvas.write
    key = f"narrative/{cell.key}"
    rule = palette.rule if cell.answered else palette.context
    outline = Outline(style.lines.rule, rule, dashed=not cell.answered)
    canvas.line(f"{key}/rule", "Rule", box, outline)
    points = style.sizes.body
    heading = canvas.minor.shortened(one_line(cell.heading), box.w, points, bold=True)
    over, below = canvas.stage.slot(f"{key}/heading"), canvas.stage.slot(key)
    bold = canvas.own_font(over, Font(points, palette.ink, bold=True), palette.ink)
    muted = canvas.own_font(over, Font(points, palette.muted), palette.ink)
    headed = [write.run(heading, bold)]
    line = who.height
    if line:
        headed.append(write.run(who.words, muted))
    elif who.words:
        headed[0] += write.run(_GAP + who.words, muted)
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


def _ways(cell: NarrativeCell, width: float, style: Style) -> Iterator[_Who]:
    """How who is to answer can stand in a cell of a width, best first, and always whole: beside the
    heading, on a line of its own, without the words that it is open, which the dashed rule says as
    well, on two lines; at last those words alone."""
    who, points, measure = one_line(cell.who), style.sizes.body, style.minor
    person = who.removesuffix(TO_ANSWER).rstrip()
    heading = measure.width(one_line(cell.heading) + _GAP, points, bold=True)
    asked = TO_ANSWER if person != who else ""
    line = line_height(points)
    for words, lines in ((who, 0), (who, 1), (person, 1), (person, 0), (who, 2), (asked, 0)):
        taken = measure.width(words, points)
        if lines < _MOST_LINES_OF_WHO:
            fits = taken + (0 if lines else heading) <= width
        else:
            rows = measure.lines(words, width * _SLACK, points)
            fits = len(rows) == lines and " ".join(rows) == words
        if words and fits:
            yield _Who(words, lines * line)


def _said_of_who(canvas: Canvas, placed: Sequence[tuple[NarrativeCell, Box]]) -> Iterator[_Who]:
    """Who is to answer each cell. Who answers two of a slide stands in both in the same way, if
    both have room for one that has the name."""
    ways = [list(_possible(canvas, cell, box)) for cell, box in placed]
    for (cell, _), own in zip(placed, ways, strict=True):
        others = [some for (one, _), some in zip(placed, ways, strict=True) if one.who == cell.who]
        alike = (way for way in own if way.words != TO_ANSWER)
        shared = (way for way in alike if all(way in some for some in others))
        yield next(shared, None) or next(iter(own), _Who())


def _possible(canvas: Canvas, cell: NarrativeCell, box: Box) -> Iterator[_Who]:
    """The ways for which a cell has room, under its heading and over the whole of its text."""
    measure, points = canvas.minor, canvas.style.sizes.narrative
    counts = (len(measure.lines(plain(one), box.w * _SLACK, points)) for one in cell.body)
    taken = _TEXT + sum(counts) * _line(points)
    one_lined = cell_of_layout(canvas.page, cell) is not None
    for way in _ways(cell, box.w, canvas.style):
        if not way.height or (not one_lined and taken + way.height <= box.h + _OVER):
            yield way
