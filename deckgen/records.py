"""The numbers without the deck: one flat record per metric part, key, period and group.

``compute`` prints these as a table, JSON or CSV, and hands them out as a data frame. The text of a
record is what the slide prints for the same number, in ASCII glyphs: one formatter makes both.

Slides print recurring money per year (metrics.md R6). Parts that add up with the revenue table
(opening, new, churn, closing …) keep its unit in ``value``; where that is monthly, their ``unit``
ends in ``_per_month``, and ``text`` is twelve times the value, as on the slide.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from deckgen.compute import Results
from deckgen.model.metric import Metric, Reading
from deckgen.model.request import Group
from deckgen.model.result import PartResult
from deckgen.plan.annual import annualised
from deckgen.words.numbers import ascii_of
from deckgen.words.voice import Voice

DIGITS = 12
"""Significant digits of a number that does not end (a third is 0.333333333333)."""

_FORMULA = ("=", "+", "-", "@")
_INVISIBLE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

COLUMNS = (
    "metric", "part", "key", "method", "window", "period", "segment", "value", "numerator",
    "denominator", "n", "unit", "text", "code", "warnings",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One number. ``value``, ``numerator`` and ``denominator`` are decimals as text; money is in
    the currency's main unit. ``segment`` is ``{}`` for the whole company."""

    metric: str
    part: str
    key: str | None
    method: str
    window: str
    period: str
    segment: dict[str, str | None]
    value: str | None
    numerator: str | None
    denominator: str | None
    n: int | None
    unit: str
    text: str
    code: str | None
    warnings: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The record as JSON holds it."""
        pairs = {name: getattr(self, name) for name in COLUMNS}
        return {**pairs, "warnings": list(self.warnings)}

    def as_row(self) -> list[str]:
        """The record as a line of CSV: segment as ``name=value``, warnings separated by spaces.

        A label that a spreadsheet would run as a formula gets an apostrophe in front.
        """
        values = self.as_dict()
        if self.key is not None and self.key.startswith(_FORMULA):
            values["key"] = f"'{self.key}"
        values["segment"] = "; ".join(
            f"{name}={'' if value is None else value}" for name, value in self.segment.items()
        )
        values["warnings"] = " ".join(self.warnings)
        return ["" if values[name] is None else str(values[name]) for name in COLUMNS]


def decimal_text(value: Fraction | None) -> str | None:
    """A fraction as a decimal without exponent: exact where it ends, else 12 digits."""
    if value is None:
        return None
    if value.denominator == 1:
        return str(value.numerator)
    context = Context(prec=DIGITS, rounding=ROUND_HALF_UP)
    exact = Context(prec=60).divide(Decimal(value.numerator), Decimal(value.denominator))
    if Fraction(exact) == value and value.denominator < 10**DIGITS:
        number = exact
    else:
        number = context.divide(Decimal(value.numerator), Decimal(value.denominator))
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"", "-0"} else text


def records(
    results: Results, voice: Voice, groups: Iterable[Group], *, history: bool = True
) -> Iterator[Record]:
    """Every number of every requested metric, for the groups given, oldest period first.

    Without ``history`` only the current period.
    """
    for group in groups:
        for id in results.metrics:
            result = results.metric(id, group)
            yearly = annualised(result, results.request.money.revenue_unit)
            pairs = [(part, yearly.parts[name]) for name, part in result.parts.items()]
            pairs += [(one, one) for by_key in result.keyed.values() for one in by_key.values()]
            for part, shown in pairs:
                yield from _of_part(result.metric, part, shown, voice, history)


def _of_part(
    metric: Metric, part: PartResult, shown: PartResult, voice: Voice, history: bool
) -> Iterator[Record]:
    """``shown`` is the part as the slide has it, with its money per year."""
    monthly = shown is not part
    unit = f"{part.unit.name}_per_month" if monthly else part.unit.name
    for point, yearly in zip(part.trend[:-1], shown.trend[:-1], strict=True):
        if history:
            text = text_of(shown, yearly.reading, voice)
            yield _record(part, point.period.name, point.reading, unit, text)
    for point in part.trend[-1:]:  # the current period
        yield _record(part, point.period.name, part.now, unit, value_text(shown, voice))


def _record(part: PartResult, period: str, reading: Reading, unit: str, text: str) -> Record:
    return Record(
        metric=part.metric,
        part=part.part,
        key=part.key,
        method=part.method,
        window=str(part.window),
        period=period,
        segment=dict(part.group),
        value=decimal_text(reading.value),
        numerator=decimal_text(reading.numerator),
        denominator=decimal_text(reading.denominator),
        n=reading.n,
        unit=unit,
        text=text,
        code=reading.code,
        warnings=reading.warnings,
    )


def value_text(part: PartResult, voice: Voice) -> str:
    """What the slide prints for the current value of a part, in ASCII glyphs: with as many digits
    as it takes to stay on its side of its target."""
    return ascii_of(voice.value(part))


def text_of(part: PartResult, reading: Reading | None, voice: Voice) -> str:
    """What the slide prints for an earlier reading of a part, in ASCII glyphs."""
    return ascii_of(voice.reading(part, reading))


def as_json(rows: Iterable[Record]) -> str:
    """A JSON array, one object per line, so that two runs can be compared line by line. What
    cannot be seen (control characters, marks of direction) is escaped, so that nothing is lost."""
    lines = [
        _INVISIBLE.sub(
            lambda found: f"\\u{ord(found[0]):04x}",
            json.dumps(record.as_dict(), ensure_ascii=False),
        )
        for record in rows
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def as_csv(rows: Iterable[Record]) -> str:
    """The same columns as comma-separated values."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(record.as_row() for record in rows)
    return buffer.getvalue()


def as_table(
    rows: Iterable[Record],
) -> tuple[tuple[str, ...], list[tuple[str, ...]], tuple[int, ...]]:
    """Headings, lines and the columns of numbers, for a person: one line per number."""
    headings = ("Metric", "Part", "Key", "Segment", "Period", "Value", "n", "Code or warnings")
    lines: list[tuple[str, ...]] = [
        (
            record.metric,
            record.part,
            record.key or "",
            ", ".join(f"{name}={value}" for name, value in record.segment.items()),
            record.period,
            record.text,
            "" if record.n is None else f"{record.n:,}",
            record.code or " ".join(record.warnings),
        )
        for record in rows
    ]
    return headings, lines, (5, 6)
