"""The breakdown by segment: bars, or a table where several parts belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from deckgen.model.deck import (
    Chart,
    ChartKind,
    ChartSpec,
    Series,
    Table,
    TableColumn,
    Text,
    Tone,
    text,
)
from deckgen.model.metric import Reading
from deckgen.model.result import Cut, MetricResult, PartResult
from deckgen.plan.context import DeckContext
from deckgen.plan.exhibits import choice_of, numeric_column
from deckgen.words.alt import bars_alt, table_alt
from deckgen.words.phrases import joined, sentence_case, short_name

MOST_BARS = 8
SMALLEST_ROW = 5
"""Answers or customers in a row of a breakdown below which it goes to "Other" (R13)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a breakdown: a segment, or the others together."""

    name: str
    parts: dict[str, PartResult]


def breakdown(result: MetricResult, context: DeckContext) -> Chart | Table | None:
    """The headline by the first dimension that the deck is not fixed on; ``None`` without one."""
    for dimension, cuts in result.cuts.items():
        rows = rows_of(result, cuts)
        if rows:
            title = f"By {sentence_case(dimension)}"
            columns = [name for name in choice_of(result.metric).cut if name in result.parts]
            if columns:
                return _table(result, title, rows, columns, context)
            return _bars(result, title, rows, context)
    return None


def rows_of(result: MetricResult, cuts: Sequence[Cut]) -> list[Row]:
    """The rows to show, largest value first, what is too small or too many folded into one."""
    headline = result.headline
    known = [cut for cut in cuts if cut.parts[headline].value is not None]
    known.sort(key=lambda cut: (cut.value is None, -_value(cut, headline), cut.value or ""))
    big = [cut for cut in known if not _is_tiny(cut.parts[headline])]
    rest = [cut for cut in known if _is_tiny(cut.parts[headline])]
    if len(big) + bool(rest) > MOST_BARS:
        by_size = sorted(big, key=lambda cut: -(cut.parts[headline].now.n or 0))
        kept = {id(cut) for cut in by_size[: MOST_BARS - 1]}
        rest += [cut for cut in big if id(cut) not in kept]
        big = [cut for cut in big if id(cut) in kept]
    rows = [Row(cut_name(cut.value), dict(cut.parts)) for cut in big]
    together = _folded(rest) if rest else None
    return [*rows, together] if together is not None else rows


def cut_name(value: str | None) -> str:
    """A segment's name; customers in none of them are called so."""
    return "No segment" if value is None else short_name(value)


def _value(cut: Cut, headline: str) -> Fraction:
    return cut.parts[headline].value or Fraction(0)


def _is_tiny(part: PartResult) -> bool:
    """Counts, money and people have no smallest row; shares and scores of answers do."""
    judged = part.unit.is_share or part.unit.format.value == "score0"
    return judged and part.now.n is not None and part.now.n < SMALLEST_ROW


def _folded(cuts: Sequence[Cut]) -> Row | None:
    """Several rows as one, of the parts that add up exactly; ``None`` if the headline does not.

    A lone row that is too small to show would be read from the total: it is left out.
    """
    parts = {}
    for name in cuts[0].parts:
        reading = _sum_of([cut.parts[name].now for cut in cuts])
        if reading is not None:
            parts[name] = replace(cuts[0].parts[name], now=reading, target=None)
    n = sum(part.now.n or 0 for part in parts.values())
    if not parts or (_is_tiny(next(iter(parts.values()))) and n):
        return None
    return Row(f"Other ({len(cuts)})", parts)


def _sum_of(readings: Sequence[Reading]) -> Reading | None:
    """The reading of several groups together, where it is plain from their own numbers."""
    sizes = [one.n for one in readings]
    n = None if None in sizes else sum(size for size in sizes if size is not None)
    above = [one.numerator for one in readings]
    below = [one.denominator for one in readings]
    values = [one.value for one in readings]
    if any(one is None for one in (*above, *values)):
        return None
    top = sum((one for one in above if one is not None), Fraction(0))
    if all(one is None for one in below):
        amounts = all(v == a for v, a in zip(values, above, strict=True))
        return Reading(top, top, None, n) if amounts else None
    if any(one is None or one == 0 for one in below):
        return None
    bottom = sum((one for one in below if one is not None), Fraction(0))
    plain_ratio = all(
        v is not None and a is not None and b is not None and v * b == a
        for v, a, b in zip(values, above, below, strict=True)
    )
    return Reading(top / bottom, top, bottom, n) if plain_ratio and bottom else None


def _bars(
    result: MetricResult, title: str, rows: Sequence[Row], context: DeckContext
) -> Chart | None:
    voice, headline = context.voice, result.headline
    shown = [row for row in rows if headline in row.parts]
    if not shown:
        return None
    values = tuple(row.parts[headline].value for row in shown)
    part = result.value
    unit = voice.chart_unit(part.unit, values)
    names = tuple(row.name for row in shown)
    return Chart(
        key="cut",
        title=title,
        subtitle=joined(part.label, unit.words, voice.period(result.period)),
        spec=ChartSpec(
            kind=ChartKind.BAR,
            categories=names,
            series=(Series(part.label, values),),
            number_format=unit.code,
        ),
        alt=bars_alt(title, names, [voice.value(row.parts[headline]) for row in shown]),
        instead="" if any(values) else f"{voice.number(Fraction(0), part.unit)} everywhere",
    )


def _table(
    result: MetricResult,
    title: str,
    rows: Sequence[Row],
    columns: Sequence[str],
    context: DeckContext,
) -> Table:
    voice = context.voice
    names = [*columns, result.headline]
    headings = [TableColumn("", weight=2.0)]
    headings += [numeric_column(result.parts[name].label) for name in columns]
    headings.append(numeric_column(result.metric.short_title))

    def cells(name: str, parts: dict[str, PartResult]) -> tuple[Text, ...]:
        numbers = [voice.value(parts[one]) if one in parts else "–" for one in names]
        return (text(name), *(text(one) for one in numbers[:-1]), text(numbers[-1], Tone.STRONG))

    lines = [cells(row.name, row.parts) for row in rows]
    lines.append(cells("All", dict(result.parts)))
    told = [f"{row.name} {voice.value(row.parts[result.headline])}" for row in rows
            if result.headline in row.parts]  # fmt: skip
    return Table(
        key="cut",
        title=title,
        subtitle=voice.period(result.period),
        columns=tuple(headings),
        rows=tuple(lines),
        alt=table_alt(title, told),
        total=True,
    )
