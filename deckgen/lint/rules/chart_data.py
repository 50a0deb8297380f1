"""What a chart says is what its data say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from deckgen.lint.chart_facts import Reference, Workbook
from deckgen.lint.facts import Deck, Shape
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits
from deckgen.lint.rules.walk import charts_of

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_BOOK = re.compile(r"^\[[^\]]*\]")
_DAY_ZERO = datetime(1899, 12, 30)
_TOLERANCE = 1e-9
_MOST_CELLS = 20_000
_MOST_COLUMN = 16_384


def _typed_labels(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide, shape, _ in charts_of(deck):
        typed = [
            label.typed
            for plot in (shape.chart.plots if shape.chart else ())
            for series in plot.series
            for label in series.labels
            if label.shown and any(character.isdigit() for character in label.typed)
        ]
        if typed:
            count = len(typed)
            yield Found(
                f"{count} data label{'s are' if count > 1 else ' is'} typed: {typed[0]!r}",
                slide,
                shape,
                f"{count}",
                "0",
            )


def _stale(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide, shape, _ in charts_of(deck):
        book = shape.chart.workbook if shape.chart else None
        if book is None or book.problem:
            why = book.problem if book is not None else "it has none"
            yield Found(
                f"the chart cannot be checked against its workbook: {why}",
                slide,
                shape,
                why,
                "an embedded workbook",
                Severity.WARNING,
                "paste the chart with its data embedded, so that it can be edited",
            )
            continue
        different = list(_differences(shape, book))
        if different:
            place, drawn, held = different[0]
            count = len(different)
            yield Found(
                f"{count} value{'s differ' if count > 1 else ' differs'} from the workbook:"
                f" {place} holds {held}, drawn is {drawn}",
                slide,
                shape,
                f"{count}",
                "0",
            )


def _differences(shape: Shape, book: Workbook) -> Iterator[tuple[str, str, str]]:
    """Cell, what is drawn, what the workbook holds."""
    seen: set[str] = set()
    for plot in shape.chart.plots if shape.chart is not None else ():
        for series in plot.series:
            for reference in series.references:
                if reference.formula not in seen:
                    seen.add(reference.formula)
                    yield from _against(reference, book)


def _against(reference: Reference, book: Workbook) -> Iterator[tuple[str, str, str]]:
    cells = _cells(reference.formula, book)
    if cells is None:
        return
    if len(reference.values) > len(cells):
        yield reference.formula, f"{len(reference.values)} values", f"{len(cells)}"
    if len(reference.values) != len(cells):
        return  # hidden rows are not drawn
    for (place, held), drawn in zip(cells, reference.values, strict=True):
        if not _same(drawn, held, reference.numeric):
            yield place, _shown(drawn), _shown(held)


def _cells(formula: str, book: Workbook) -> list[tuple[str, object]] | None:
    """The cells of a plain reference with their places; ``None`` for a name or a list of areas."""
    sheet, mark, area = formula.rpartition("!")
    match = _RANGE.fullmatch(area.strip())
    if not mark or match is None:
        return None
    name = _BOOK.sub("", sheet.strip().strip("'").replace("''", "'"))
    rows = dict(book.sheets).get(name)
    if rows is None:
        return None
    first_column, first_row = _column(match[1]), int(match[2]) - 1
    last_column = _column(match[3]) if match[3] else first_column
    last_row = int(match[4]) - 1 if match[4] else first_row
    if (
        last_column > _MOST_COLUMN
        or (last_row - first_row + 1) * (last_column - first_column + 1) > _MOST_CELLS
    ):
        return None
    return [
        (f"{_letters(column)}{row + 1}", _cell(rows, row, column))
        for row in range(first_row, last_row + 1)
        for column in range(first_column, last_column + 1)
    ]


def _cell(rows: tuple[tuple[object, ...], ...], row: int, column: int) -> object:
    if row >= len(rows) or row < 0 or column >= len(rows[row]):
        return ""
    return rows[row][column]


def _same(drawn: float | str | None, held: object, numeric: bool) -> bool:
    number = _number(held)
    if numeric:
        if drawn is None:
            return number is None
        if not isinstance(drawn, float):
            return False
        known = 0.0 if number is None and str(held).strip() else number
        return known is not None and abs(drawn - known) <= _TOLERANCE * max(1.0, abs(known))
    said = " ".join(str(drawn or "").split())
    if isinstance(held, str):
        return said == " ".join(held.split())
    try:
        return number is not None and abs(float(said) - number) <= _TOLERANCE * max(1.0, number)
    except ValueError:
        return True  # a number or a day as the workbook formats it


def _number(held: object) -> float | None:
    """A cell as Excel counts it; days since the end of 1899."""
    if isinstance(held, bool | int | float):
        return float(held)
    if isinstance(held, datetime):
        return (held - _DAY_ZERO) / timedelta(days=1)
    if isinstance(held, date):
        return float((datetime(held.year, held.month, held.day) - _DAY_ZERO).days)
    if isinstance(held, time):
        return (held.hour * 3600 + held.minute * 60 + held.second) / 86400
    if isinstance(held, timedelta):
        return held / timedelta(days=1)
    return None


def _shown(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    return f"{value:g}" if isinstance(value, float) else repr(value)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _letters(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


RULES = (
    Rule(
        "C5",
        Severity.ERROR,
        "Data labels are linked to their values, never typed.",
        "native charts",
        "no digit in a label's own text",
        "reset the label's text (right-click, Reset Label Text), so that it shows the value",
        _typed_labels,
    ),
    Rule(
        "C6",
        Severity.ERROR,
        "What is drawn is what the embedded workbook holds.",
        "native charts; a chart without a workbook is a warning",
        "every cell, to nine digits",
        "choose Edit Data once, so that the chart takes its numbers from the workbook",
        _stale,
    ),
)
