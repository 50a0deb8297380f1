"""The executive summary: two columns of moves, a row per metric, over the narrative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from deckgen.model.deck import (
    Agenda,
    BigNumber,
    Chart,
    Move,
    Moves,
    Narrative,
    Paragraph,
    Slide,
    Table,
    Trends,
)
from deckgen.render.arrangements import Arrangement, Wants, arrangement
from deckgen.render.canvas import Canvas
from deckgen.render.exhibit import TITLE, draw_exhibit_title
from deckgen.render.frame import Around, draw_footer, draw_head
from deckgen.render.grid import COLUMNS
from deckgen.render.narrative import CELL_SPARE, cells_height, draw_narrative
from deckgen.render.page import Page
from deckgen.render.shape import Outline
from deckgen.render.slides.steady import draw_steady, has_room, height_alone
from deckgen.render.sparkline import draw_sparkline
from deckgen.render.stacks import Stack
from deckgen.render.statements import draw_statements
from deckgen.render.status import draw_mark
from deckgen.render.text import Font, one_line, tone_colour
from deckgen.theme.box import GUTTER, Box

Column = Moves | Table

_ROW = 1.04
_NUMBER_COLUMNS = 2
_LEAST_ROW, _LEAST_NUMBER, _LEAST_TRACED = 0.86, 1.25, 3.0  # inches
# A row without a fact: its height, where its text begins and how high that is, its change.
_ROW_WITHOUT_FACT, _LOW_TOP, _LOW_HEIGHT, _LOW_NUMBER = 0.68, 0.04, 0.60, 0.36
_TEXT_TOP, _TEXT_HEIGHT = 0.11, 0.92
_REMARK = 0.33  # inches
_NUMBER_HEIGHT, _WORD_TOP, _WORD_HEIGHT = 0.48, 0.59, 0.24
_LINE_TOP, _LINE_WIDTH, _LINE_HEIGHT, _LINE_MARGIN = 0.18, 0.96, 0.30, 0.10
_NAME_HEIGHT, _STATUS_TOP, _STATUS_HEIGHT, _FACT_TOP, _FACT_HEIGHT = 0.29, 0.42, 0.24, 0.67, 0.24
_MARK_AT, _WORD_AT = 0.08, 0.22
_WORDS_SLACK, _EXACT = 0.05, 1e-6
_GAP = "   "


def draw_summary(canvas: Canvas, slide: Slide, around: Around) -> None:
    """Draws the moves side by side, or one column below the other on a narrow page."""
    draw_head(canvas, slide, around)
    columns: list[Column] = []
    narratives: list[Narrative] = []
    for block in slide.blocks:
        match block:
            case Moves() | Table():
                columns.append(block)
            case Narrative():
                narratives.append(block)
            case BigNumber() | Chart() | Paragraph() | Agenda() | Trends():
                raise ValueError(f"a summary cannot hold a {type(block).__name__}")
            case _:
                assert_never(block)
    placed = _placing(canvas.page, columns, narratives)
    for column, box in zip(columns, placed.stacks, strict=False):
        if isinstance(column, Table):
            draw_steady(canvas, column, box, alone=True)
        else:
            _draw_column(canvas, column, box)
    for narrative in narratives if placed.cells else ():
        if columns:
            draw_narrative(canvas, narrative, placed.cells)
        else:
            draw_statements(canvas, narrative, canvas.grid.content)
    draw_footer(canvas, slide.footer, around)


def is_whole(page: Page, slide: Slide) -> bool:
    """Whether a summary has room for all of its moves and its narrative."""
    columns, narratives = _blocks(slide)
    return _holds(_placing(page, columns, narratives), columns, narratives)


def not_shown(page: Page, slide: Slide) -> tuple[Table, ...]:
    """The tables of what did not move that a summary has no room for under its moves."""
    columns, narratives = _blocks(slide)
    boxes = _placing(page, columns, narratives).stacks
    return tuple(
        column.under
        for column, box in zip(columns, boxes, strict=False)
        if isinstance(column, Moves) and column.under is not None
        if not has_room(page, column.under, _under(column, box).h)
    )


def _blocks(slide: Slide) -> tuple[list[Column], list[Narrative]]:
    columns: list[Column] = [one for one in slide.blocks if isinstance(one, Moves | Table)]
    return columns, [block for block in slide.blocks if isinstance(block, Narrative)]


def _placing(page: Page, columns: Sequence[Column], narratives: Sequence[Narrative]) -> Arrangement:
    """Where the columns of moves and the narrative stand: with a fact under every move, or all of
    it without the facts, which the metrics' own slides state."""
    found = _arranged(page, columns, narratives, _LEAST_ROW)
    if not _holds(found, columns, narratives):
        lower = _arranged(page, columns, narratives, _ROW_WITHOUT_FACT)
        found = lower if _holds(lower, columns, narratives) else found
    return found


def _holds(placed: Arrangement, columns: Sequence[Column], narratives: Sequence[Narrative]) -> bool:
    told = not any(one.cells for one in narratives) or bool(placed.cells)
    return placed.fits and told and len(placed.stacks) == len(columns)


def _arranged(
    page: Page, columns: Sequence[Column], narratives: Sequence[Narrative], row: float
) -> Arrangement:
    grid = page.grid
    cells = [cell for narrative in narratives for cell in narrative.cells]
    bottom = grid.content.bottom if cells else grid.bottom_tall
    share = COLUMNS // max(1, len(columns))
    wants = Wants(
        stacks=tuple(
            Stack(share, 0.0, height_alone(page, column))
            if isinstance(column, Table)
            else Stack(share, _least_width(page, column), TITLE + row * max(1, len(column.rows)))
            for column in columns
        ),
        cells=len(cells),
        cell_height=lambda width: cells_height(page, cells, width),
        least_cell_height=lambda width: cells_height(page, cells, width, named=False),
        spare=CELL_SPARE,
        keeps_shares=True,
    )
    return arrangement(Box(grid.left, grid.top, grid.width(COLUMNS), bottom - grid.top), wants)


def _least_width(page: Page, column: Moves) -> float:
    """The width at which no name and no value of a column is cut: beside its change, without the
    trend."""
    sizes, measure = page.style.sizes, page.style.minor

    def words(move: Move) -> float:
        name = measure.width(one_line(move.name), sizes.item, bold=True)
        return max(name, _status_width(page, move))

    numbers = _numbers_width(page)
    widest = min(_LEAST_TRACED, max(map(words, column.rows), default=0.0))
    return numbers + GUTTER + widest + _WORDS_SLACK


def _rows_of(column: Moves, box: Box) -> tuple[Sequence[Move], float]:
    """The moves that a column shows in a box, and how high each is: on a low page fewer rows, not
    lower ones, which would run into each other."""
    room = box.h - TITLE
    rows = column.rows[: max(1, int(room / _ROW_WITHOUT_FACT + _EXACT))]
    return rows, min(_ROW, room / max(1, len(rows)))


def _under(column: Moves, box: Box) -> Box:
    """The room under a column's moves and its remark."""
    rows, height = _rows_of(column, box)
    used = TITLE + height * len(rows)
    if column.remark and box.h - used >= _REMARK:
        used += _TEXT_TOP + _REMARK
    return box.row(used, box.h - used)


def _draw_column(canvas: Canvas, column: Moves, box: Box) -> None:
    style, palette = canvas.style, canvas.palette
    rule = Outline(style.lines.rule, palette.rule)
    canvas.line(f"{column.key}/rule", "Rule", box, rule)
    draw_exhibit_title(canvas, column.key, column.title, column.subtitle, box)
    rows, height = _rows_of(column, box)
    hair = Outline(style.lines.hair, palette.hair)
    traced = _has_room_for_trends(canvas, rows, box.w)
    for index, move in enumerate(rows):
        row = box.row(TITLE + height * index, height)
        if index:
            canvas.line(f"{column.key}/{index}/rule", "Rule", row, hair)
        _draw_move(canvas, f"{column.key}/{index}", move, row, traced=traced)
    used = TITLE + height * len(rows)
    if column.remark and box.h - used >= _REMARK:
        if rows:
            canvas.line(f"{column.key}/remark/rule", "Rule", box.row(used, 0), hair)
        font = Font(style.sizes.narrative, palette.muted)
        place = box.row(used + _TEXT_TOP, min(_ROW, box.h - used) - _TEXT_TOP)
        canvas.text(f"{column.key}/none", "Text", place, canvas.write.plain(column.remark, font))
    if column.under is not None:
        under = _under(column, box)
        if has_room(canvas.page, column.under, under.h):
            draw_steady(canvas, column.under, under)


def _has_room_for_trends(canvas: Canvas, rows: Sequence[Move], width: float) -> bool:
    """Whether a column's names are as whole beside the trends as they are without them, and no
    value runs into them."""
    room = width - _numbers_width(canvas.page) - GUTTER
    beside = room - _LINE_WIDTH - _LINE_MARGIN - GUTTER
    points = canvas.style.sizes.item

    def whole(wide: float) -> bool:
        names = (one_line(move.name) for move in rows)
        return all(canvas.minor.shortened(one, wide, points, bold=True) == one for one in names)

    clear = all(_status_width(canvas.page, move) <= beside for move in rows)
    return room >= _LEAST_TRACED and clear and (whole(beside) or not whole(room))


def _status_width(page: Page, move: Move) -> float:
    """The width of a move's status with its mark and values."""
    sizes, measure = page.style.sizes, page.style.minor
    status = measure.width(one_line(move.status) + _GAP, sizes.body, bold=True)
    return _WORD_AT + status + measure.width(one_line(move.values), sizes.body)


def _numbers_width(page: Page) -> float:
    """The width of a column's changes."""
    return max(page.grid.width(_NUMBER_COLUMNS), _LEAST_NUMBER)


def _draw_move(canvas: Canvas, key: str, move: Move, box: Box, *, traced: bool) -> None:
    numbers = _numbers_width(canvas.page)
    top, height = _TEXT_TOP, _TEXT_HEIGHT
    if box.h < _LEAST_ROW - _EXACT:
        top, height = _LOW_TOP, _LOW_HEIGHT
    _draw_change(canvas, key, move, Box(box.x, box.y + top, numbers, height))
    x = box.x + numbers + GUTTER
    words = Box(x, box.y + top, box.right - x, height)
    _draw_words(canvas, key, move, words, traced=traced)
    if not traced:
        return
    line = Box(box.right - _LINE_MARGIN - _LINE_WIDTH, box.y + _LINE_TOP, _LINE_WIDTH, _LINE_HEIGHT)
    dot = tone_colour(move.change.text[0].tone, canvas.palette)
    draw_sparkline(canvas, key, line, move.history, canvas.palette.context, dot)


def _draw_change(canvas: Canvas, key: str, move: Move, box: Box) -> None:
    """The change in large figures, below it the arrow and the word for its colour; a step smaller
    in a low row."""
    sizes, palette, write = canvas.style.sizes, canvas.palette, canvas.write
    amount, *words = move.change.text
    colour = tone_colour(amount.tone, palette)
    shown = one_line(amount.text)
    high, under = _NUMBER_HEIGHT, _WORD_TOP - _TEXT_TOP + 0.08
    steps = (sizes.number_second, sizes.divider_sentence, sizes.item)
    if box.h < _TEXT_HEIGHT:
        high = under = _LOW_NUMBER
        steps = (sizes.divider_sentence, sizes.item, sizes.narrative)
    fits = (points for points in steps if canvas.major.width(shown, points, bold=True) <= box.w)
    big = Font(next(fits, sizes.body), colour, bold=True, face="+mj-lt")
    canvas.text(f"{key}/change", "Change", box.row(0, high), write.plain(shown, big), "ctr")
    small = Font(sizes.body, colour, bold=True)
    arrow = {"up": "▲", "down": "▼"}.get(move.change.arrow, "")
    runs = ""
    if arrow:
        runs = write.run(arrow, Font(sizes.body - 1, colour, face=canvas.style.arrow_font))
        runs += write.run("\u00a0", small)
    runs += write.run(one_line("".join(run.text for run in words)), small)
    place = box.row(under, _WORD_HEIGHT)
    canvas.text(f"{key}/word", "Direction", place, write.paragraph(runs, small))


def _draw_words(canvas: Canvas, key: str, move: Move, box: Box, *, traced: bool) -> None:
    """Name beside the sparkline if there is one, status with its mark and values, one fact."""
    sizes, palette, write = canvas.style.sizes, canvas.palette, canvas.write
    beside = box.w - _LINE_WIDTH - _LINE_MARGIN - GUTTER if traced else box.w
    name = canvas.minor.shortened(one_line(move.name), beside, sizes.item, bold=True)
    font = Font(sizes.item, palette.ink, bold=True)
    place = Box(box.x, box.y, beside, _NAME_HEIGHT)
    canvas.text(f"{key}/name", "Metric", place, write.plain(name, font), leads_to=move.link)
    at = Box(box.x + _MARK_AT, box.y + _STATUS_TOP - _TEXT_TOP, 0, _STATUS_HEIGHT)
    draw_mark(canvas, f"{key}/mark", move.status, at)
    strong = Font(sizes.body, tone_colour(move.status_tone, palette), bold=True)
    muted = Font(sizes.body, palette.muted)
    status = one_line(move.status)
    room = box.w - _WORD_AT - canvas.minor.width(status + _GAP, sizes.body, bold=True)
    values = canvas.minor.shortened(one_line(move.values), max(room, 0.3), sizes.body)
    runs = write.run(status, strong) + write.run(_GAP + values, muted)
    line = Box(box.x + _WORD_AT, at.y, box.w - _WORD_AT, at.h)
    canvas.text(f"{key}/status", "Status and values", line, write.paragraph(runs, strong), "ctr")
    if move.fact and box.h >= _TEXT_HEIGHT:
        fact = canvas.minor.shortened(one_line(move.fact), box.w, sizes.body)
        place = box.row(_FACT_TOP - _TEXT_TOP, _FACT_HEIGHT)
        canvas.text(f"{key}/fact", "Fact", place, write.plain(fact, Font(sizes.body, palette.ink)))
