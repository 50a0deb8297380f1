"""How wide a table's columns are: what their cells need, and who gives way without room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from deckgen.model.deck import ColumnKind, Table, TableColumn, Text, Tone, plain
from deckgen.render.row_bars import gutter_before, key_width
from deckgen.render.text import one_line
from deckgen.theme.fonts import Measure

_INSET, _AFTER_NUMBER, _BETWEEN_NUMBERS = 0.06, 0.20, 0.14
_TIGHT = 0.6  # of the insets, where names would be cut otherwise
SLACK = 0.97  # PowerPoint may break a line elsewhere
_DRAWN = {ColumnKind.MARK: 0.34, ColumnKind.SPARKLINE: 0.75, ColumnKind.BARS: 0.6}  # inches
_BESIDE_THRESHOLD = 1.6  # inches in which short bars have their values clear of the line
# Inches that one column may claim.
_WIDEST_NUMBER, _HEADING, _WIDEST_KEY, _WIDEST_NAME = 1.7, 1.05, 2.8, 3.0
_LEAST_KEY = 1.2  # of a key over bars, where a page has no room for all of it


@dataclass(frozen=True, slots=True)
class TableLook:
    """Heights in inches and sizes in points. ``row`` is what a row gets if there is room.
    ``section`` is a name that takes the place of the first text heading, in bold; ``tight`` says
    that the columns stand closer. Headings may take ``heading_lines``, one or two. ``measure`` is
    that of the theme's text. ``peers`` are tables with whose columns this one's line up."""

    header: float = 0.32
    row: float = 0.40
    first: float = 12
    body: float = 12
    section: str = ""
    tight: bool = False
    heading_lines: int = 1
    measure: Measure = field(default_factory=Measure)
    peers: tuple[Table, ...] = ()


def needed_width(table: Table, look: TableLook) -> float:
    """The width at which no cell and no heading of a table is cut."""
    return sum(_need(table, index, look) for index in range(len(table.columns)))


def legible_width(table: Table, look: TableLook) -> float:
    """The width at which no cell of a table is cut; long headings over numbers may be, and so may
    names so long that a wider page would cut them as well."""
    return sum(
        max(
            min(_cells_need(table, index, look), _WIDEST_NAME),
            min(
                _heading_need(table, index, look),
                _LEAST_KEY if column.kind is ColumnKind.BARS else _HEADING,
            ),
        )
        for index, column in enumerate(table.columns)
    )


def column_widths(table: Table, width: float, look: TableLook) -> list[float]:
    """The columns' widths: their weights' shares, moved to where the text needs more.

    On a page of text words may wrap, but neither numbers nor single words: the weights' shares
    are moved no further than that takes.

    Without room for all of it numbers keep theirs, and the words share the rest: short ones get
    what they need, long ones are cut.
    """
    table = _with_rows_of(table, look.peers)
    total = sum(column.weight for column in table.columns) or 1.0
    shares = [width * column.weight / total for column in table.columns]
    if table.by_weight:
        for least in _floors(table, look):
            if sum(least) <= width:
                return _raised(shares, least)
    for widest_key in (_WIDEST_KEY, _LEAST_KEY):
        needs = [_need(table, index, look) for index in range(len(table.columns))]
        for index, column in enumerate(table.columns):
            if column.kind is ColumnKind.BARS:  # half of what it asks for shows bars still
                heading = min(_bars_heading(table, index, look), shares[index])
                floor = max(_cells_need(table, index, look), heading, shares[index] / 2)
                needs[index] = max(min(needs[index], widest_key), floor)
        missing = sum(max(0.0, need - share) for need, share in zip(needs, shares, strict=True))
        spare = sum(max(0.0, share - need) for need, share in zip(needs, shares, strict=True))
        if missing <= spare:
            taken = missing / spare if spare else 0.0
            return [
                max(need, share - max(0.0, share - need) * taken)
                for need, share in zip(needs, shares, strict=True)
            ]
    return _rationed(table, width, needs, look)


def _with_rows_of(table: Table, peers: Sequence[Table]) -> Table:
    """A table that needs as much as all of them do."""
    rows = tuple(row for peer in peers for row in peer.rows)
    return replace(table, rows=(*table.rows, *rows)) if rows else table


def is_cramped(table: Table, width: float, look: TableLook, *, whole_names: bool = False) -> bool:
    """Whether a page of text is too wide for ``width``: a number, a word or a heading would be cut,
    or with ``whole_names`` the first column's text would wrap."""
    table = _with_rows_of(table, look.peers)
    floors = list(_floors(table, look))
    return sum(floors[0 if whole_names else -2]) > width


def _floors(table: Table, look: TableLook) -> Iterator[list[float]]:
    """The least widths of the columns of a page of text, the more generous first: names on one
    line, where they are the only words; headings whole; numbers and words alone."""
    columns = range(len(table.columns))
    cells = [
        _cells_need(table, index, look)
        if table.columns[index].numeric or not is_text(table.columns[index])
        else _word_need(table, index, look)
        for index in columns
    ]
    headed = [max(cells[index], _heading_need(table, index, look)) for index in columns]
    words = [index for index in columns if is_text(table.columns[index])]
    words = [index for index in words if not table.columns[index].numeric]
    if len(words) == 1:
        whole = list(headed)
        whole[words[0]] = max(whole[words[0]], _cells_need(table, words[0], look))
        yield whole
    yield headed
    yield cells


def _raised(shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """The shares, each at least what it needs; the others give what that takes in proportion."""
    found, width = list(shares), sum(shares)
    fixed: set[int] = set()
    while lacking := [i for i, one in enumerate(found) if i not in fixed and one < least[i]]:
        fixed.update(lacking)
        free = sum(shares[i] for i in range(len(found)) if i not in fixed)
        rest = width - sum(least[i] for i in fixed)
        found = [least[i] if i in fixed else share * rest / free for i, share in enumerate(shares)]
    scale = width / sum(found)  # 1, unless every column has its least
    return [one * scale for one in found]


def most_lines(table: Table, width: float, look: TableLook) -> int:
    """How many lines the longest cell of a table takes."""
    widths = column_widths(table, width, look)
    return max((lines for lines, _ in lines_of_rows(table, widths, look)), default=1)


def lines_of_rows(
    table: Table, widths: Sequence[float], look: TableLook
) -> list[tuple[int, float]]:
    """How many lines each row's longest cell takes, and the size of its text in points."""
    first = first_text(table)
    columns = [
        (
            index,
            look.first if index == first else look.body,
            inner_width(widths, index, table.columns, look) * SLACK,
        )
        for index, column in enumerate(table.columns)
        if is_text(column)
    ]
    found = []
    for row in table.rows:
        most = (1, look.body)
        for index, points, inner in columns:
            if index < len(row):
                words, bold = words_of(row[index])
                lines = look.measure.lines(words, inner, points, bold=bold)
                most = max(most, (len(lines), points))
        found.append(most)
    return found


def _rationed(table: Table, width: float, needs: list[float], look: TableLook) -> list[float]:
    total = sum(column.weight for column in table.columns) or 1.0
    found = [
        # Over bars a heading has as much of the room as the bars were meant to have.
        max(need, min(_bars_heading(table, index, look), width * column.weight / total))
        if (column := table.columns[index]).kind is ColumnKind.BARS
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
    # Where words are longer than that, it is they who are cut: no number ever is.
    taken = sum(found[index] for index in range(len(found)) if index not in words)
    shared = sum(found[index] for index in words)
    if shared and taken < width:
        scale = (width - taken) / shared
        return [value * scale if index in words else value for index, value in enumerate(found)]
    scale = width / sum(found)
    return [value * scale for value in found]


def _need(table: Table, index: int, look: TableLook) -> float:
    """The width that a column's longest cell or heading needs on one line."""
    return max(_cells_need(table, index, look), _heading_need(table, index, look))


def _heading_need(table: Table, index: int, look: TableLook) -> float:
    """The width that a heading needs; one that a section's name replaces is set larger."""
    column = table.columns[index]
    if column.kind is ColumnKind.BARS:
        bars = [one for one, other in enumerate(table.columns) if other.kind is ColumnKind.BARS]
        place = bars.index(index)
        if place >= len(table.bars):
            return 0.0
        judged = table.bars[place].spec.threshold is not None  # a name with the threshold in it
        words = _broken(one_line(column.heading), look) if judged else 0.0
        return min(max(key_width(table.bars[place], look.body, look.measure), words), _WIDEST_KEY)
    if column.kind is ColumnKind.MARK:
        return 0.0
    if look.section and index == first_text(table):
        names = [look.section, *(peer.title for peer in look.peers)]
        widest = max(look.measure.width(one_line(one), look.first, bold=True) for one in names)
        return _framed(table, index, widest, look)
    return _framed(table, index, _broken(one_line(column.heading), look), look)


def _broken(heading: str, look: TableLook) -> float:
    """The least width of a heading on as many lines as it may take."""
    words = heading.split(" ")
    breaks = range(1, len(words)) if look.heading_lines > 1 else range(0)
    pairs = ((" ".join(words[:at]), " ".join(words[at:])) for at in breaks)
    widths = (max(look.measure.width(one, look.body) for one in pair) for pair in pairs)
    return min(widths, default=look.measure.width(heading, look.body))


def lacking_width(table: Table, width: float, look: TableLook) -> float:
    """How much wider a table's columns would have to be in all, in inches, for no cell and no
    heading to be cut; cells of a page of text wrap."""
    widths = column_widths(table, width, look)
    needs = (_whole(table, index, look) for index in range(len(table.columns)))
    return sum(max(0.0, need - one) for need, one in zip(needs, widths, strict=True))


def _whole(table: Table, index: int, look: TableLook) -> float:
    column = table.columns[index]
    if column.kind is ColumnKind.BARS:
        return _bars_heading(table, index, look)
    if not is_text(column):
        return 0.0
    wraps = table.by_weight and not column.numeric
    return _heading_need(table, index, look) if wraps else _need(table, index, look)


def _bars_heading(table: Table, index: int, look: TableLook) -> float:
    """The width of the words over bars; none where a key stands in their place."""
    place = [one.kind for one in table.columns[:index]].count(ColumnKind.BARS)
    if place < len(table.bars) and key_width(table.bars[place], look.body, look.measure):
        return 0.0
    words = _broken(one_line(table.columns[index].heading), look)
    return words / SLACK + gutter_before(table, index) + 0.02


def _cells_need(table: Table, index: int, look: TableLook) -> float:
    kind = table.columns[index].kind
    if kind is ColumnKind.BARS and any(one.spec.threshold is not None for one in table.bars):
        return _BESIDE_THRESHOLD
    if not is_text(table.columns[index]):
        return _DRAWN[kind]
    return _framed(table, index, _widest(table, index, look)[0], look)


def _word_need(table: Table, index: int, look: TableLook) -> float:
    """The width of a column's longest word, within reason."""
    return min(_framed(table, index, _widest(table, index, look)[1], look), _WIDEST_NUMBER)


def _widest(table: Table, index: int, look: TableLook) -> tuple[float, float]:
    points = look.first if index == first_text(table) else look.body
    cells = tuple(row[index] for row in table.rows if index < len(row))
    return _widest_of(cells, points, look.measure)


@lru_cache(maxsize=1024)
def _widest_of(cells: tuple[Text, ...], points: float, measure: Measure) -> tuple[float, float]:
    """The width of a column's longest text and of its longest word. A page asks for both several
    times: when it is paged, arranged and drawn."""
    texts = words = 0.0
    for cell in cells:
        text, bold = words_of(cell)
        whole = measure.width(text, points, bold=bold)
        texts = max(texts, whole)
        if whole > words:  # else none of its words is wider than those before
            parts = (measure.width(word, points, bold=bold) for word in text.split(" "))
            words = max(words, *parts)
    return texts, words


def _framed(table: Table, index: int, width: float, look: TableLook) -> float:
    """A text's width with its cell's insets and some slack."""
    return width / SLACK + sum(cell_margins(table.columns, index, look)) + 0.03


def first_text(table: Table) -> int:
    """The first column of words."""
    plain_text = (i for i, one in enumerate(table.columns) if not one.numeric and is_text(one))
    return next(plain_text, 0)


def is_text(column: TableColumn) -> bool:
    """Whether a column holds text."""
    return column.kind is ColumnKind.TEXT


def inner_width(
    widths: Sequence[float], index: int, columns: Sequence[TableColumn], look: TableLook
) -> float:
    """The width of a cell between its insets."""
    left, right = cell_margins(columns, index, look)
    return max(widths[index] - left - right, 0.05)


def cell_margins(
    columns: Sequence[TableColumn], index: int, look: TableLook
) -> tuple[float, float]:
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


def cuts_names(table: Table, width: float, look: TableLook) -> bool:
    """Whether an exhibit's cells are cut in a width even with its columns close together: then it
    does without its optional ones."""
    close = replace(look, tight=True)
    return not table.by_weight and legible_width(table, close) > width


@lru_cache(maxsize=8192)
def words_of(cell: Text) -> tuple[str, bool]:
    """What a cell says, on one line, and whether it is measured in bold."""
    return one_line(plain(cell)), is_bold(cell)


def is_bold(cell: Text) -> bool:
    """Whether some of a cell is set in bold, so that it is measured as such."""
    return any(run.tone in (Tone.STRONG, Tone.URGENT) for run in cell)
