"""Native tables: one line per cell, hairlines under the rows, numbers at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from math import floor

from deckgen.clipping import ELLIPSIS
from deckgen.model.deck import Run, Table, Text, Tone, plain
from deckgen.render.canvas import Canvas
from deckgen.render.overlay import draw_overlays
from deckgen.render.row_bars import PlacedBars, bars_heading, draw_bars, placed_bars
from deckgen.render.shape import Outline, outline_xml
from deckgen.render.table_columns import (
    SLACK,
    TableLook,
    cell_margins,
    column_widths,
    first_text,
    inner_width,
    is_bold,
    is_text,
)
from deckgen.render.table_headings import whole_words
from deckgen.render.table_names import with_names_apart
from deckgen.render.table_rows import lines_within, row_heights
from deckgen.render.table_setting import set_in
from deckgen.render.text import Font, one_line, tone_font
from deckgen.theme.box import Box, emu
from deckgen.theme.fonts import Measure, line_height

# "No Style, No Grid": whatever PowerPoint calls it, it draws nothing of its own.
_STYLE_ID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_SIDES = ("lnL", "lnR", "lnT", "lnB")
SMALLEST_ROW = 0.235


def natural_height(table: Table, look: TableLook) -> float:
    """The height of a table whose rows all get what they ask for."""
    return look.header + look.row * len(table.rows)


def most_rows(room: float) -> int:
    """How many rows a table shows in a height, its heading's aside."""
    return max(1, floor(room / SMALLEST_ROW))


def fitting(table: Table, height: float, look: TableLook) -> Table:
    """What a height has room for: the table, else the highest of those that take its place."""
    most = most_rows(height - look.header)
    if table.by_weight or len(table.rows) <= most or not table.shorter:
        return table
    return next((one for one in table.shorter if len(one.rows) <= most), table.shorter[-1])


def draw_table(canvas: Canvas, table: Table, box: Box, look: TableLook, place: str = "") -> None:
    """Draws a table at the top of a box; rows get lower, to a limit, so that all fit. ``place``
    names the layout's slot for it, if it stands in one."""
    line = look.header  # of headings on one line
    look = set_in(table, box.w, box.h, look)
    widths = column_widths(table, box.w, look)
    heights = row_heights(table, widths, look, box.h - look.header)
    rows, links, places = table.rows, table.links, list[int | None](range(len(table.rows)))
    if not heights:
        rows, links, places = _fitting(table, box.h - look.header)
        room = (box.h - look.header) / max(1, len(rows))
        heights = [max(SMALLEST_ROW, min(look.row, room))] * len(rows)
    charts = placed_bars(table, places, box.row(look.header, sum(heights)), widths)
    below = (line - line_height(look.body)) / 2 if look.heading_lines > 1 else 0.0
    body = [_heading(canvas, table, look, widths, charts, below)]
    settings = _settings(canvas, table, look, widths)
    rows = _apart(rows, heights, table, settings, look)
    last = len(rows) - 1
    for number, (cells, row) in enumerate(zip(rows, heights, strict=True)):
        above_total = table.total and number == last - 1
        above_total = above_total or number + 1 in table.breaks
        link = canvas.link_to(links[number]) if number < len(links) else ""
        body.append(_row(canvas, table, look, settings, cells, row, link, total_next=above_total))
    xml = table_xml(widths, body)
    height = look.header + sum(heights)
    slot = canvas.stage.slot(place)
    canvas.table(table.key, table.title or "Table", box.row(0, height), xml, table.alt, slot)
    if len(rows) == len(table.rows):
        draw_overlays(canvas, table, box, widths, look.header, heights)
    for bars in charts:
        draw_bars(canvas, table, bars, line)


def table_xml(widths: Sequence[float], rows: Sequence[tuple[float, Sequence[str]]]) -> str:
    """A table of finished cells: ``rows`` are heights in inches with their cells. The first is the
    heading."""
    columns = "".join(f'<a:gridCol w="{w}"/>' for w in _whole(widths))
    body = "".join(f'<a:tr h="{emu(height)}">{"".join(cells)}</a:tr>' for height, cells in rows)
    return (
        f'<a:tbl><a:tblPr firstRow="1"><a:tableStyleId>{_STYLE_ID}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{body}</a:tbl>"
    )


def _whole(widths: Sequence[float]) -> list[int]:
    """Widths in whole units that add up to the table's."""
    edges = [emu(sum(widths[:count])) for count in range(len(widths) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _fitting(
    table: Table, room: float
) -> tuple[tuple[tuple[Text, ...], ...], tuple[str | None, ...], list[int | None]]:
    """The rows that fit, their links and their places in the table. Of too many the last are
    counted in a row of their own, which has no place; a total stays."""
    most = most_rows(room)
    rows, links = table.rows, table.links
    every = list[int | None](range(len(rows)))
    if len(rows) <= most:
        return rows, links, every
    tail = rows[-1:] if table.total else ()
    shown = max(0, most - 1 - len(tail))
    left_out = len(rows) - shown - len(tail)
    blank: Text = ()
    counted = ((Run(f"… +{left_out}", Tone.MUTED),), *([blank] * (len(table.columns) - 1)))
    places = [*every[:shown], None, *every[len(rows) - len(tail) :]]
    return (*rows[:shown], counted, *tail), links[:shown], places


def _heading(
    canvas: Canvas,
    table: Table,
    look: TableLook,
    widths: Sequence[float],
    charts: Sequence[PlacedBars],
    below: float,
) -> tuple[float, list[str]]:
    """The row of headings. Where some take two lines, ``below`` is what they leave free under
    them, so that the last lines are level with each other and with a key."""
    palette = canvas.palette
    rule = Outline(canvas.style.lines.hair, palette.context)
    top = Outline(canvas.style.lines.rule, palette.rule) if look.section else None
    named = first_text(table)
    named = next(
        (
            i
            for i, column in enumerate(table.columns)
            if column.heading and not column.numeric and is_text(column)
        ),
        named,
    )
    cells = []
    lines, spacing = look.heading_lines, 92 if look.heading_lines > 1 else 100
    over = {bars.column: bars_heading(canvas, bars, lines) for bars in charts}
    for index, column in enumerate(table.columns):
        if index in over:
            margins = (over[index].left, 0.0)
            cells.append(cell_xml(over[index].paragraph, margins, top, rule, below))
            continue
        section = look.section if index == named else ""
        font = (
            Font(look.first, palette.ink, bold=True, face="+mj-lt")
            if section
            else Font(look.body, palette.muted)
        )
        inner = inner_width(widths, index, table.columns, look)
        measure = canvas.major if section else look.measure
        heading = one_line(section or column.heading)
        words = whole_words(measure, heading, inner * SLACK, font, lines)
        align = "r" if column.numeric else "l"
        paragraph = canvas.write.plain(words, font, align=align, spacing=spacing)
        margins = cell_margins(table.columns, index, look)
        cells.append(cell_xml(paragraph, margins, top, rule, below))
    return look.header, cells


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the cells of a column are set: the same in every row."""

    words: bool
    points: float
    inner: float
    margins: tuple[float, float]
    align: str
    font: Font


def _settings(
    canvas: Canvas, table: Table, look: TableLook, widths: Sequence[float]
) -> list[_Setting]:
    first = first_text(table)
    found = []
    for index, column in enumerate(table.columns):
        points = look.first if index == first else look.body
        found.append(
            _Setting(
                is_text(column),
                points,
                inner_width(widths, index, table.columns, look) * SLACK,
                cell_margins(table.columns, index, look),
                "r" if column.numeric else "l",
                tone_font(Run(""), canvas.palette, points),
            )
        )
    return found


def _row(
    canvas: Canvas,
    table: Table,
    look: TableLook,
    settings: Sequence[_Setting],
    cells: tuple[Text, ...],
    height: float,
    link: str,
    *,
    total_next: bool,
) -> tuple[float, list[str]]:
    palette, lines = canvas.palette, canvas.style.lines
    rule = Outline(lines.hair, palette.hair)
    if total_next:
        rule = Outline(lines.rule, palette.context)
    written = []
    linked = next(
        (
            i
            for i, (cell, column) in enumerate(zip(cells, table.columns, strict=False))
            if plain(cell).strip() and is_text(column)
        ),
        0,
    )
    for index, setting in enumerate(settings):
        cell = cells[index] if setting.words and index < len(cells) else ()
        points = setting.points
        most = _most_lines(table, height, points)
        fitted = fitted_cell(cell, setting.inner, points, most, look.measure)
        leads = link if index == linked else ""
        if leads and fitted:  # one link is one run of one tone, on every line that it takes
            fitted = _linked(fitted, setting.inner, points, look.measure)
        runs = canvas.write.tones(fitted, palette, points, link=leads)
        spacing = 92 if most > 1 else 100
        paragraph = canvas.write.paragraph(runs, setting.font, align=setting.align, spacing=spacing)
        written.append(cell_xml(paragraph, setting.margins, None, rule))
    return height, written


def _most_lines(table: Table, height: float, points: float) -> int:
    """How many lines a cell may take. Where bars stand in the rows, none may make one taller."""
    if table.by_weight:
        return lines_within(height, points)
    return 1 if table.bars else max(1, floor((height - 0.04) / line_height(points)))


def _apart(
    rows: tuple[tuple[Text, ...], ...],
    heights: Sequence[float],
    table: Table,
    settings: Sequence[_Setting],
    look: TableLook,
) -> tuple[tuple[Text, ...], ...]:
    """The rows with names that are told from each other, where their column cuts them."""
    for index, setting in enumerate(settings):
        if not setting.words or setting.align == "r" or not rows:
            continue
        points, inner = setting.points, setting.inner
        lines = tuple(_most_lines(table, height, points) for height in heights)
        cut = partial(_shown_in_row, look.measure, inner, points, lines)
        rows = tuple(with_names_apart(rows, index, cut))
    return rows


def _shown_in_row(
    measure: Measure,
    width: float,
    points: float,
    lines: Sequence[int],
    row: int,
    words: str,
    bold: bool,
) -> str:
    """What of some words a cell shows in a row; ``lines`` are how many each row holds."""
    return _shown(measure, width, points, lines[row], words, bold)


def _shown(
    measure: Measure, width: float, points: float, lines: int, words: str, bold: bool
) -> str:
    """What of some words a cell shows on so many lines."""
    if len(measure.lines(words, width, points, bold=bold)) <= lines:
        return words
    return measure.shortened(words, width, points, bold=bold, lines=lines)


def _linked(cell: Text, width: float, points: float, measure: Measure) -> Text:
    """A cell that is a link. LibreOffice breaks a link anywhere, so each of its lines is a run."""
    tone = cell[0].tone
    words = plain(cell)
    lines = measure.lines(words, width, points, bold=is_bold(cell))
    if " ".join(lines) != words:  # a word is longer than a line
        return (Run(words, tone),)
    return tuple(Run(line, tone) for line in (*(f"{one} " for one in lines[:-1]), lines[-1]))


def fitted_cell(cell: Text, width: float, points: float, lines: int, measure: Measure) -> Text:
    """A cell's runs on as many lines as the row has, the rest cut with an ellipsis."""
    runs = _on_one_line(cell)
    whole = plain(runs)
    bold = is_bold(cell)
    kept = _shown(measure, width, points, lines, whole, bold)
    if kept == whole:
        return runs
    left = max(kept.rfind(ELLIPSIS), 0)  # what follows goes to the run that was cut
    end = kept[left:]
    fitted = []
    for run in runs:
        part = run.text[:left]
        left -= len(part)
        fitted.append(Run(part, run.tone))
        if left <= 0:
            break
    fitted[-1] = Run(fitted[-1].text + end, fitted[-1].tone)
    return tuple(fitted)


def _on_one_line(cell: Text) -> Text:
    if all(run.text.isprintable() for run in cell):
        return cell  # as most are
    return tuple(Run(one_line(run.text), run.tone) for run in cell)


def cell_xml(
    paragraph: str,
    margins: tuple[float, float],
    top: Outline | None,
    bottom: Outline | None,
    below: float = 0.0,
) -> str:
    """A cell: a paragraph between its left and right inset in inches, lines above and below. It
    stands in the middle, or so many inches from the bottom."""
    properties = _cell_properties(margins, top, bottom, below)
    return f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</a:txBody>{properties}</a:tc>"


@lru_cache(maxsize=1024)
def _cell_properties(
    margins: tuple[float, float], top: Outline | None, bottom: Outline | None, below: float
) -> str:
    left, right = (emu(margin) for margin in margins)
    sides = (None, None, top, bottom)
    borders = "".join(
        outline_xml(outline, f"a:{side}") for side, outline in zip(_SIDES, sides, strict=True)
    )
    return (
        f'<a:tcPr marL="{left}" marR="{right}" marT="0" marB="{emu(below)}" '
        f'anchor="{"b" if below else "ctr"}">{borders}<a:noFill/></a:tcPr>'
    )
