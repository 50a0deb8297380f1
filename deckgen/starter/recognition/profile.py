"""What the values of a column are, counted over all rows that were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from deckgen.model.source import SourceKind
from deckgen.model.table import ColumnType
from deckgen.starter.recognition.cells import (
    Day,
    Order,
    Sign,
    day_of,
    is_blank,
    is_flag,
    month_of,
    number_of,
)

_SAMPLES = 3
_LONGEST_ID = 60


@dataclass(slots=True)
class _Tally:
    days: int = 0
    months: int = 0
    numbers: int = 0
    whole: int = 0
    flags: int = 0
    blanks: int = 0
    long: int = 0
    low: Decimal | None = None
    high: Decimal | None = None
    orders: Counter[Order] = field(default_factory=Counter)
    patterns: Counter[str] = field(default_factory=Counter)
    order_samples: dict[Order, list[str]] = field(default_factory=dict)
    signs: Counter[Sign] = field(default_factory=Counter)
    sign_samples: dict[Sign, str] = field(default_factory=dict)
    currencies: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Profile:
    """A column of an export. ``counts`` holds every value and how often it occurs.

    ``days`` … ``flags`` say how many cells are of that kind; ``blanks`` how many only say that
    there is nothing (``n/a``). ``low`` and ``high`` are the smallest and largest number.
    """

    name: str
    position: int
    rows: int
    counts: Mapping[str, int]
    days: int
    months: int
    numbers: int
    whole: int
    flags: int
    blanks: int
    long: int
    low: Decimal | None
    high: Decimal | None
    orders: Mapping[Order, int]
    patterns: Mapping[str, int]
    order_samples: Mapping[Order, Sequence[str]]
    signs: Mapping[Sign, int]
    sign_samples: Mapping[Sign, str]
    currencies: Mapping[str, int]

    @property
    def filled(self) -> int:
        """Cells that are not empty."""
        return sum(self.counts.values())

    @property
    def distinct(self) -> int:
        """How many different values there are."""
        return len(self.counts)

    @property
    def is_unique(self) -> bool:
        """Whether every row has a value and no value comes twice."""
        return self.rows > 0 and self.distinct == self.filled == self.rows

    @property
    def samples(self) -> tuple[str, ...]:
        """The most frequent values; the first of equals is the one that came first."""
        ranked = sorted(self.counts.items(), key=lambda item: -item[1])
        return tuple(value for value, _ in ranked[:_SAMPLES])

    def fitting(self, kind: ColumnType) -> tuple[int, int]:
        """How many cells can be read as a type, and how many there are to read."""
        filled = self.filled if kind.is_text else self.filled - self.blanks
        match kind:
            case ColumnType.DAY:
                return self.days, filled
            case ColumnType.MONTH:
                return self.months, filled
            case ColumnType.MONEY | ColumnType.SCORE | ColumnType.FACTOR:
                return self.numbers, filled
            case ColumnType.NUMBER:
                return self.whole, filled
            case ColumnType.FLAG:
                return self.flags, filled
            case ColumnType.TEXT | ColumnType.CODE:
                return filled, filled

    @property
    def looks_like_id(self) -> bool:
        """Whether the values could identify something: short, and neither days nor amounts."""
        typed = self.days > self.filled / 2 or bool(self.currencies)
        return self.filled > 0 and not typed and self.long < self.filled / 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file, sheet or table with its columns and rows.

    ``name`` is what the config calls it, ``part`` the sheet of a workbook or the table of a
    database. ``complete`` is false when there are more rows than were read.
    """

    name: str
    kind: SourceKind
    path: Path
    part: str | None
    display: str
    columns: tuple[Profile, ...]
    rows: Sequence[Sequence[str | None]]
    complete: bool = True
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> Profile | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)


def profiled(names: Sequence[str], rows: Sequence[Sequence[str | None]]) -> tuple[Profile, ...]:
    """The columns of a table of cleaned cells."""
    return tuple(
        _profile(name, position, [row[position] for row in rows])
        for position, name in enumerate(names)
    )


def _profile(name: str, position: int, cells: Sequence[str | None]) -> Profile:
    counts = Counter(cell for cell in cells if cell is not None)
    tally = _Tally()
    for value, times in counts.items():
        _count(tally, value, times)
    return Profile(
        name=name,
        position=position,
        rows=len(cells),
        counts=counts,
        days=tally.days,
        months=tally.months,
        numbers=tally.numbers,
        whole=tally.whole,
        flags=tally.flags,
        blanks=tally.blanks,
        long=tally.long,
        low=tally.low,
        high=tally.high,
        orders=tally.orders,
        patterns=tally.patterns,
        order_samples=tally.order_samples,
        signs=tally.signs,
        sign_samples=tally.sign_samples,
        currencies=tally.currencies,
    )


def _count(tally: _Tally, value: str, times: int) -> None:
    if is_blank(value):
        tally.blanks += times
        return
    if len(value) > _LONGEST_ID:
        tally.long += times
        return
    day = day_of(value)
    if day is not None:
        tally.days += times
        _count_order(tally, day, value, times)
    if day is not None or month_of(value) is not None:
        tally.months += times
    if is_flag(value):
        tally.flags += times
    number = number_of(value)
    if number is None:
        return
    tally.numbers += times
    tally.whole += times if number.value == number.value.to_integral_value() else 0
    tally.low = number.value if tally.low is None else min(tally.low, number.value)
    tally.high = number.value if tally.high is None else max(tally.high, number.value)
    tally.signs[number.sign] += times
    tally.sign_samples.setdefault(number.sign, value)
    if number.currency:
        tally.currencies[number.currency] += times


def _count_order(tally: _Tally, day: Day, value: str, times: int) -> None:
    tally.orders[day.order] += times
    if day.pattern:
        tally.patterns[day.pattern] += times
    samples = tally.order_samples.setdefault(day.order, [])
    if len(samples) < _SAMPLES:
        samples.append(value)
