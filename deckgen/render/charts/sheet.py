"""What a native chart draws, as the sheet of numbers that is also its workbook.

The chart's caches and the workbook's cells are both written from a :class:`Sheet`, so they cannot
disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from deckgen.clipping import ELLIPSIS
from deckgen.model.deck import ChartSpec, Series, SeriesRole
from deckgen.render.text import one_line
from deckgen.theme.fonts import Measure

SHEET_NAME = "Sheet1"
_NAME_LIMIT = 48


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers under its name; ``None`` is an empty cell and a gap."""

    name: str
    values: tuple[float | None, ...]
    number_format: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Categories down, series across. The corner cell stays empty."""

    categories: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def category_reference(self) -> str:
        """Where the categories stand."""
        return f"{SHEET_NAME}!$A$2:$A${len(self.categories) + 1}"

    def name_reference(self, index: int) -> str:
        """Where the name of the column at ``index`` stands."""
        return f"{SHEET_NAME}!${letters(index + 1)}$1"

    def value_reference(self, index: int) -> str:
        """Where the values of the column at ``index`` stand."""
        column = letters(index + 1)
        return f"{SHEET_NAME}!${column}$2:${column}${len(self.categories) + 1}"


def letters(index: int) -> str:
    """A column's letters, counted from 0: A, B, …, Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def safe_name(name: str) -> str:
    """A category or series name as it is drawn: on one line, and short enough to draw."""
    line = one_line(name).strip()
    return line if len(line) <= _NAME_LIMIT else line[: _NAME_LIMIT - 1].rstrip() + ELLIPSIS


def numbers(values: Iterable[Fraction | None]) -> tuple[float | None, ...]:
    """The values as a chart holds them."""
    return tuple(None if value is None else float(value) for value in values)


def number_text(value: float) -> str:
    """A number as both the chart's cache and the workbook's cell spell it."""
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def sheet_of(
    spec: ChartSpec,
    name_width: float | None = None,
    points: float = 0.0,
    measure: Measure | None = None,
) -> Sheet:
    """One column per series, as they are. Where names are drawn in the plot, they are shortened
    to ``name_width`` inches, set bold at ``points``."""

    def name(series: Series) -> str:
        safe = safe_name(series.name)
        if name_width is None or measure is None:
            return safe
        return measure.shortened(safe, name_width, points, bold=True)

    return Sheet(
        tuple(safe_name(category) for category in spec.categories),
        tuple(
            Column(name(series), numbers(series.values), spec.number_format)
            for series in spec.series
        ),
    )


def has_values(spec: ChartSpec) -> bool:
    """Whether there is anything to draw: a target alone is not."""
    return bool(spec.categories) and any(
        value is not None
        for series in spec.series
        for value in series.values
        if series.role is not SeriesRole.TARGET
    )
