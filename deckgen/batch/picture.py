"""A deck's scorecard as a small picture, for the page that shows all decks of a run.

An SVG file whose text stays text: a few kilobytes, sharp at any size, the same bytes for the same
deck. A run of hundreds of decks draws hundreds of them, so it is written as it is, by no library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from deckgen.model.deck import ColumnKind, Deck, Slide, SlideKind, Table, Text, Tone, plain
from deckgen.theme.fonts import POINTS_PER_INCH, shortened, text_width
from deckgen.theme.style import Palette

WIDTH, HEIGHT = 680, 340
_FONTS = "Calibri,Carlito,'Segoe UI','Helvetica Neue',Arial,'DejaVu Sans',sans-serif"
_SIDE, _GAP = 19, 32  # beside the columns, between them
_TOP, _BOTTOM = 22, 13
_HEAD, _ROW, _CHANGE = 13.0, 12.5, 11.0  # sizes of letters
_STEP = 32.0  # the most from one line to the next
_BETWEEN = 0.4  # steps between two tables
_MARK, _NAME, _LINE, _LINE_WIDTH, _VALUE = 5.0, 14.0, 0.485, 0.09, 0.745
"""Where mark and name begin; the line's and the value's places as shares of the column."""
_APART = 5.0  # at least between two things of a row


@dataclass(frozen=True, slots=True)
class _Row:
    """A metric as the picture shows it."""

    name: str
    status: str
    value: str
    change: Text
    line: tuple[Fraction | None, ...]


def scorecard_picture(deck: Deck, palette: Palette) -> bytes | None:
    """The picture as an SVG file in these colours; ``None`` for a deck without a scorecard."""
    slide = next((one for one in deck.slides if one.kind is SlideKind.SCORECARD), None)
    return None if slide is None else _drawing(slide, palette).encode("utf-8")


def _drawing(slide: Slide, palette: Palette) -> str:
    tables = [block for block in slide.blocks if isinstance(block, Table)]
    columns = [tables[0::2], tables[1::2]] if len(tables) > 1 else [tables]
    lines = max(sum(len(one.rows) + 1 + _BETWEEN for one in column) for column in columns)
    step = min(_STEP, (HEIGHT - _TOP - _BOTTOM) / max(lines, 9))
    width = (WIDTH - 2 * _SIDE - _GAP * (len(columns) - 1)) / len(columns)
    sheet = _Sheet(palette, width, step)
    for number, column in enumerate(columns):
        left, y = _SIDE + number * (width + _GAP), float(_TOP)
        for table in column:
            sheet.heading(table.title, left, y)
            y += step
            for row in _rows(table):
                sheet.row(row, left, y)
                y += step
            y += _BETWEEN * step
    return sheet.svg()


class _Sheet:
    """Where the picture is put together. What looks the same is written into one group, with its
    looks said once."""

    def __init__(self, palette: Palette, width: float, step: float) -> None:
        self._palette = palette
        self._width = width
        self._step = step
        self._size = min(_ROW, _ROW * step / 22)
        self._texts: dict[str, list[str]] = {}
        self._paths: dict[str, list[str]] = {}

    def heading(self, title: str, left: float, y: float) -> None:
        """A section's name over a rule."""
        ink = self._palette.ink.hex
        self._write(title, left, y, f'font-size="{_HEAD:g}" font-weight="700" fill="#{ink}"')
        rule = f"M{_at(left, y + 7)}h{self._width:.1f}"
        self._draw(rule, f'fill="none" stroke="#{self._palette.rule.hex}"')

    def row(self, row: _Row, left: float, y: float) -> None:
        """A metric: mark, name, trend, value and change."""
        palette, size = self._palette, self._size
        line, value = _LINE * self._width, _VALUE * self._width
        ink, end = f'fill="#{palette.ink.hex}"', 'text-anchor="end" '
        self._mark(row.status.lower(), left + _MARK, y - 0.35 * size)
        name = shortened(row.name, (line - _APART - _NAME) / POINTS_PER_INCH, size)
        self._write(name, left + _NAME, y, f'font-size="{size:.3g}" {ink}')
        self._trend(row.line, left + line, y + 1)
        room = value - line - _LINE_WIDTH * self._width - _APART
        fitting = _fitting(row.value, size, room, bold=True)
        looks = f'{end}font-weight="700" font-size="{fitting:.3g}" {ink}'
        self._write(row.value, left + value, y, looks)
        tone = row.change[0].tone if row.change else Tone.MUTED
        colour = {Tone.GOOD: palette.good, Tone.BAD: palette.bad}.get(tone, palette.muted)
        change = plain(row.change)
        fitting = _fitting(change, min(size, _CHANGE), self._width - value - _APART)
        looks = f'{end}font-size="{fitting:.3g}" fill="#{colour.hex}"'
        self._write(change, left + self._width, y, looks)

    def svg(self) -> str:
        """The file."""
        paths = "".join(f'<path {looks} d="{"".join(ds)}"/>' for looks, ds in self._paths.items())
        texts = "".join(f"<g {looks}>{''.join(found)}</g>" for looks, found in self._texts.items())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'font-family="{_FONTS}"><rect width="{WIDTH}" height="{HEIGHT}" '
            f'fill="#{self._palette.background.hex}"/>{paths}{texts}</svg>'
        )

    def _mark(self, status: str, x: float, y: float) -> None:
        """The marks of the scorecard, which read in grey: ring, diamond, square, dash; colour
        is for what is missed."""
        muted, bad = self._palette.muted.hex, self._palette.bad.hex
        if status == "on target":
            self._draw(_disc(x, y, 3), f'fill="none" stroke="#{muted}" stroke-width="1.3"')
        elif status == "watch":
            looks = f'fill="none" stroke="#{bad}" stroke-width="1.3"'
            self._draw(f"M{_at(x - 4, y)}l4-4l4 4l-4 4z", looks)
        elif status == "off target":
            self._draw(f"M{_at(x - 3.2, y - 3.2)}h6.4v6.4h-6.4z", f'fill="#{bad}"')
        else:
            self._draw(f"M{_at(x - 3.2, y)}h6.4", f'stroke="#{muted}" stroke-width="1.6"')

    def _trend(self, values: tuple[Fraction | None, ...], left: float, y: float) -> None:
        """A line on its own scale, broken where a value is missing, with a dot at its end."""
        points = _points(values, left, _LINE_WIDTH * self._width, y, 0.55 * self._step)
        path, known = "", False
        for point in points:
            if point is not None:
                path += f"{'L' if known else 'M'}{_at(*point)}"
            known = point is not None
        if points:
            looks = f'fill="none" stroke="#{self._palette.context.hex}" stroke-width="1.1"'
            self._draw(path, looks)
            if points[-1] is not None:
                self._draw(_disc(*points[-1], 1.7), f'fill="#{self._palette.accent.hex}"')

    def _write(self, words: str, x: float, y: float, looks: str) -> None:
        if words:
            element = f'<text x="{x:.1f}" y="{y:.1f}">{escape(words, quote=False)}</text>'
            self._texts.setdefault(looks, []).append(element)

    def _draw(self, path: str, looks: str) -> None:
        self._paths.setdefault(looks, []).append(path)


def _fitting(words: str, size: float, room: float, *, bold: bool = False) -> float:
    """The size of the letters, smaller where the words are too long for their column."""
    width = POINTS_PER_INCH * text_width(words, size, bold=bold)
    return size if width <= room else size * room / width


def _at(x: float, y: float) -> str:
    return f"{x:.1f} {y:.1f}"


def _disc(x: float, y: float, radius: float) -> str:
    around = f"a{radius:g} {radius:g} 0 1 0 "
    return f"M{_at(x - radius, y)}{around}{2 * radius:g} 0{around}-{2 * radius:g} 0"


def _points(
    values: Iterable[Fraction | None], left: float, width: float, y: float, height: float
) -> list[tuple[float, float] | None]:
    """The points of a sparkline; none where there are fewer than two values."""
    numbers = [None if value is None else float(value) for value in values]
    known = [one for one in numbers if one is not None]
    if len(known) < 2:
        return []
    low, reach = min(known), (max(known) - min(known)) or 1.0
    step = width / (len(numbers) - 1)
    return [
        None if one is None else (left + step * place, y - height * (one - low) / reach)
        for place, one in enumerate(numbers)
    ]


def _rows(table: Table) -> Iterator[_Row]:
    """The metrics of a table of the scorecard: mark, name, trend, value, change, target."""
    kinds = [column.kind for column in table.columns]
    texts = [place for place, kind in enumerate(kinds) if kind is ColumnKind.TEXT]
    marks = [place for place, kind in enumerate(kinds) if kind is ColumnKind.MARK]
    for number, row in enumerate(table.rows):
        name, value, change = (row[place] for place in texts[:3])
        yield _Row(
            plain(name),
            plain(row[marks[0]]) if marks else "",
            plain(value),
            change,
            table.sparklines[number] if number < len(table.sparklines) else (),
        )
