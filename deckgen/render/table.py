"""Native tables: one line per cell, hairlines under the rows, numbers at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor

from deckgen.model.deck import ColumnKind, Run, Table, TableColumn, Text, Tone, plain
from deckgen.render.canvas import Canvas
from deckgen.render.overlay import draw_overlays
from deckgen.render.row_bars import PlacedBars, bars_heading, draw_bars, placed_bars
from deckgen.render.shape import Outline, outline_xml
from deckgen.render.text import Font, one_line, tone_font
from deckgen.theme.box import Box, emu
from deckgen.theme.fonts import line_height, shortened, text_width, wrapped

# "No Style, No Grid": whatever PowerPoint calls it, it draws nothing of its own.
_STYLE_ID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_SIDES = ("lnL", "lnR", "lnT", "lnB")
_INSET, _AFTER_NUMBER, _BETWEEN_NUMBERS = 0.06, 0.20, 0.14
_TIGHT = 0.6  # of the insets, where names would be cut otherwise
_SMALLEST_ROW = 0.235
_SLACK = 0.97  # PowerPoint may break a line elsewhere
_DRAWN = {ColumnKind.MARK: 0.34, ColumnKind.SPARKLINE: 1.0, ColumnKind.BARS: 0.6}  # inches
_WIDEST_NUMBER, _HEADING = 1.7, 0.85  # inches that one column may claim


@dataclass(frozen=True, slots=True)
class TableLook:
    """Heights in inches and sizes in points. ``row`` is what a row gets if there is room.
    ``section`` is a name that takes the place of the first text heading, in bold; ``tight`` says
    that the columns stand closer."""

    header: float = 0.32
    row: float = 0.40
    first: float = 12
    body: float = 12
    section: str = ""
    tight: bool = False


def natural_height(table: Table, look: TableLook) -> float:
    """The height of a table whose rows all get what they ask for."""
    return look.header + look.row * len(table.rows)


def draw_table(canvas: Canvas, table: Table, box: Box, look: TableLook, place: str = "") -> None:
    """Draws a table at the top of a box; rows get lower, to a limit, so that all fit. ``place``
    names the layout's slot for it, if it stands in one."""
    rows, links, places = _fitting(table, box.h - look.header)
    room = (box.h - look.header) / max(1, len(rows))
    row = max(_SMALLEST_ROW, min(look.row, room))
    look = tightened(table, box.w, look)
    widths = column_widths(table, box.w, look)
    charts = placed_bars(table, places, box.row(look.header, row * len(rows)), widths)
    body = [_heading(canvas, table, look, widths, charts)]
    last = len(rows) - 1
    for number, cells in enumerate(rows):
        above_total = table.total and number == last - 1
        above_total = above_total or number + 1 in table.breaks
        link = canvas.link_to(links[number]) if number < len(links) else ""
        body.append(_row(canvas, table, look, cells, widths, row, link, total_next=above_total))
    xml = table_xml(widths, body)
    height = look.header + row * len(rows)
    slot = canvas.stage.slot(place)
    canvas.table(table.key, table.title or "Table", box.row(0, height), xml, table.alt, slot)
    if len(rows) == len(table.rows):
        draw_overlays(canvas, table, box, widths, look.header, row)
    for bars in charts:
        draw_bars(canvas, table, bars, look.header)


def table_xml(widths: Sequence[float], rows: Sequence[tuple[float, Sequence[str]]]) -> str:
    """A table of finished cells: ``rows`` are heights in inches with their cells. The first is the
    heading."""
    columns = "".join(f'<a:gridCol w="{w}"/>' for w in _whole(widths))
    body = "".join(f'<a:tr h="{emu(height)}">{"".join(cells)}</a:tr>' for height, cells in rows)
    return (
        f'<a:tbl><a:tblPr firstRow="1"><a:tableStyleId>{_STYLE_ID}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{body}</a:tbl>"
    )


def needed_width(table: Table, look: TableLook) -> float:
    """The width at which no cell and no heading of a table is cut."""
    return sum(_need(table, index, look) for index in range(len(table.columns)))


def column_widths(table: Table, width: float, look: TableLook) -> list[float]:
    """The columns' widths: their weights' shares, moved to where the text needs more.

    Without room for all of it numbers keep theirs, and the words share the rest: short ones get
    what they need, long ones are cut.
    """
    total = sum(column.weight for column in table.columns) or 1.0
    shares = [width * column.weight / total for column in table.columns]
    if table.by_weight and all(
        _cells_need(table, index, look) <= share or not column.numeric
        for index, (column, share) in enumerate(zip(table.columns, shares, strict=True))
    ):
        return shares  # words may wrap, numbers may not
    needs = [_need(table, index, look) for index in range(len(table.columns))]
    for index, column in enumerate(table.columns):
        if column.kind is ColumnKind.BARS:  # half of what it asks for shows bars still
            needs[index] = max(needs[index], shares[index] / 2)
    missing = sum(max(0.0, need - share) for need, share in zip(needs, shares, strict=True))
    spare = sum(max(0.0, share - need) for need, share in zip(needs, shares, strict=True))
    if missing <= spare:
        taken = missing / spare if spare else 0.0
        return [
            max(need, share - max(0.0, share - need) * taken)
            for need, share in zip(needs, shares, strict=True)
        ]
    return _rationed(table, width, needs, look)


def most_lines(table: Table, width: float, look: TableLook) -> int:
    """How many lines the longest cell of a table takes."""
    widths = column_widths(table, width, look)
    lines = 1
    for row in table.rows:
        for index, (cell, column) in enumerate(zip(row, table.columns, strict=False)):
            if not _is_text(column):
                continue
            points = look.first if index == _first_text(table) else look.body
            bold = is_bold(cell)
            inner = _inner(widths, index, table.columns, look) * _SLACK
            lines = max(lines, len(wrapped(one_line(plain(cell)), inner, points, bold=bold)))
    return lines


def _rationed(table: Table, width: float, needs: list[float], look: TableLook) -> list[float]:
    found = [
        need
        if table.columns[index].kind is ColumnKind.BARS
        else min(need, _WIDEST_NUMBER, max(_cells_need(table, index, look), _HEADING))
        for index, need in enumerate(needs)
    ]
    words = [
        index
        for index, column in enumerate(table.columns)
        if not column.numeric and column.kind is not ColumnKind.BARS
    ]
    room = width - sum(found[index] for index in range(len(found)) if index not in words)
    waiting = set(words)
    while waiting and room > 0:
        fair = dict.fromkeys(sorted(waiting), room / len(waiting))
        least = {index: min(needs[index], _word_need(table, index, look)) for index in waiting}
        # Whoever needs less than a fair share gets it all; whoever has a word longer than its
        # share gets room for the word; the others share what is left.
        settled = {i: needs[i] for i in waiting if needs[i] <= fair[i]}
        settled = settled or {i: least[i] for i in waiting if least[i] > fair[i]} or fair
        for index, value in settled.items():
            found[index] = value
            room -= value
            waiting.discard(index)
    if room > 0:  # what the words leave goes to headings that were cut
        cut = [max(0.0, need - value) for need, value in zip(needs, found, strict=True)]
        given = min(room, sum(cut)) / (sum(cut) or 1.0)
        found = [value + lack * given for value, lack in zip(found, cut, strict=True)]
    scale = width / sum(found)
    return [value * scale for value in found]


def _need(table: Table, index: int, look: TableLook) -> float:
    """The width that a column's longest cell or heading needs on one line."""
    heading = text_width(one_line(table.columns[index].heading), look.body)
    return max(_cells_need(table, index, look), _framed(table, index, heading, look))


def _cells_need(table: Table, index: int, look: TableLook) -> float:
    if not _is_text(table.columns[index]):
        return _DRAWN[table.columns[index].kind]
    widest = _widest(table, index, look, lambda cell: [one_line(plain(cell))])
    return _framed(table, index, widest, look)


def _word_need(table: Table, index: int, look: TableLook) -> float:
    """The width of a column's longest word, within reason."""
    widest = _widest(table, index, look, lambda cell: one_line(plain(cell)).split(" "))
    return min(_framed(table, index, widest, look), _WIDEST_NUMBER)


def _widest(table: Table, index: int, look: TableLook, parts: Callable[[Text], list[str]]) -> float:
    points = look.first if index == _first_text(table) else look.body
    cells = [row[index] for row in table.rows if index < len(row)]
    widths = (
        text_width(part, points, bold=is_bold(cell)) for cell in cells for part in parts(cell)
    )
    return max(widths, default=0.0)


def _framed(table: Table, index: int, width: float, look: TableLook) -> float:
    """A text's width with its cell's insets and some slack."""
    return width / _SLACK + sum(_margins(table.columns, index, look)) + 0.03


def _whole(widths: Sequence[float]) -> list[int]:
    """Widths in whole units that add up to the table's."""
    edges = [emu(sum(widths[:count])) for count in range(len(widths) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _fitting(
    table: Table, room: float
) -> tuple[tuple[tuple[Text, ...], ...], tuple[str | None, ...], list[int | None]]:
    """The rows that fit, their links and their places in the table. Of too many the last are
    counted in a row of their own, which has no place; a total stays."""
    most = max(1, floor(room / _SMALLEST_ROW))
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
) -> tuple[float, list[str]]:
    palette = canvas.palette
    rule = Outline(canvas.style.lines.hair, palette.context)
    top = Outline(canvas.style.lines.rule, palette.rule) if look.section else None
    named = _first_text(table)
    named = next(
        (
            i
            for i, column in enumerate(table.columns)
            if column.heading and not column.numeric and _is_text(column)
        ),
        named,
    )
    cells = []
    over = {bars.column: bars_heading(canvas, bars) for bars in charts}
    for index, column in enumerate(table.columns):
        if index in over:
            cells.append(cell_xml(over[index].paragraph, (over[index].left, 0.0), top, rule))
            continue
        section = look.section if index == named else ""
        font = (
            Font(look.first, palette.ink, bold=True, face="+mj-lt")
            if section
            else Font(look.body, palette.muted)
        )
        inner = _inner(widths, index, table.columns, look)
        measured = canvas.style.major_points(font.points) if section else font.points
        words = shortened(
            one_line(section or column.heading), inner * _SLACK, measured, bold=font.bold
        )
        paragraph = canvas.write.plain(words, font, align="r" if column.numeric else "l")
        cells.append(cell_xml(paragraph, _margins(table.columns, index, look), top, rule))
    return look.header, cells


def _row(
    canvas: Canvas,
    table: Table,
    look: TableLook,
    cells: tuple[Text, ...],
    widths: Sequence[float],
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
            if plain(cell).strip() and _is_text(column)
        ),
        0,
    )
    for index, column in enumerate(table.columns):
        cell = cells[index] if index < len(cells) and _is_text(column) else ()
        points = look.first if index == _first_text(table) else look.body
        # Where bars stand in the rows, no cell may make one taller.
        most = 1 if table.bars else max(1, floor((height - 0.04) / line_height(points)))
        fitted = fitted_cell(
            cell, _inner(widths, index, table.columns, look) * _SLACK, points, most
        )
        leads = link if index == linked else ""
        if leads and fitted:  # one link is one run, in one tone
            fitted = (Run(plain(fitted), fitted[0].tone),)
        runs = canvas.write.tones(fitted, palette, points, link=leads)
        paragraph = canvas.write.paragraph(
            runs,
            tone_font(Run(""), palette, points),
            align="r" if column.numeric else "l",
            spacing=92 if most > 1 else 100,
        )
        written.append(cell_xml(paragraph, _margins(table.columns, index, look), None, rule))
    return height, written


def _first_text(table: Table) -> int:
    plain_text = (i for i, one in enumerate(table.columns) if not one.numeric and _is_text(one))
    return next(plain_text, 0)


def _is_text(column: TableColumn) -> bool:
    return column.kind is ColumnKind.TEXT


def _inner(
    widths: Sequence[float], index: int, columns: Sequence[TableColumn], look: TableLook
) -> float:
    left, right = _margins(columns, index, look)
    return max(widths[index] - left - right, 0.05)


def _margins(columns: Sequence[TableColumn], index: int, look: TableLook) -> tuple[float, float]:
    """A cell's insets: the first column starts at its edge, words after numbers stand off."""
    share = _TIGHT if look.tight else 1.0
    right = 0.02 if columns[index].numeric else _INSET * share
    if index == 0:
        return 0.0, right
    if not columns[index - 1].numeric:
        return _INSET * share, right
    return (_BETWEEN_NUMBERS if columns[index].numeric else _AFTER_NUMBER) * share, right


def tightened(table: Table, width: float, look: TableLook) -> TableLook:
    """How a table is set in a width: with less between its columns before a name is cut."""
    if table.by_weight or needed_width(table, look) <= width:
        return look
    return replace(look, tight=True)


def fitted_cell(cell: Text, width: float, points: float, lines: int) -> Text:
    """A cell's runs on as many lines as the row has, the rest cut with an ellipsis."""
    runs = [Run(one_line(run.text), run.tone) for run in cell]
    whole = "".join(run.text for run in runs)
    bold = is_bold(cell)
    if len(wrapped(whole, width, points, bold=bold)) <= lines:
        return tuple(runs)
    kept = shortened(whole, width, points, bold=bold, lines=lines)
    left = len(kept) - 1  # the ellipsis goes to the run that was cut
    fitted = []
    for run in runs:
        part = run.text[:left]
        left -= len(part)
        fitted.append(Run(part, run.tone))
        if left <= 0:
            break
    fitted[-1] = Run(fitted[-1].text + kept[-1], fitted[-1].tone)
    return tuple(fitted)


def is_bold(cell: Text) -> bool:
    """Whether some of a cell is set in bold, so that it is measured as such."""
    return any(run.tone in (Tone.STRONG, Tone.URGENT) for run in cell)


def cell_xml(
    paragraph: str,
    margins: tuple[float, float],
    top: Outline | None,
    bottom: Outline | None,
) -> str:
    """A cell: a paragraph between its left and right inset in inches, lines above and below."""
    left, right = (emu(margin) for margin in margins)
    sides = (None, None, top, bottom)
    borders = "".join(
        outline_xml(outline, f"a:{side}") for side, outline in zip(_SIDES, sides, strict=True)
    )
    return (
        "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>"
        f'{paragraph}</a:txBody><a:tcPr marL="{left}" marR="{right}" marT="0" marB="0" '
        f'anchor="ctr">{borders}<a:noFill/></a:tcPr></a:tc>'
    )
