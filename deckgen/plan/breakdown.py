"""The breakdown by segment: a table with bars in its rows, or several parts side by side.

The bars are a native chart over an empty column. What each segment did to the change of the whole
stands beside them where the change splits exactly (metrics.md D3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from deckgen.model.deck import (
    ChartKind,
    ChartSpec,
    ColumnKind,
    RowBars,
    Run,
    Series,
    SeriesRole,
    Table,
    TableColumn,
    Text,
    Tone,
    text,
)
from deckgen.model.result import MetricResult, PartResult
from deckgen.model.unit import Direction
from deckgen.plan.context import DeckContext
from deckgen.plan.cuts import FEWEST_ROWS, MARGIN, CutGroup, Row, group_of, groups_of
from deckgen.plan.exhibits import base_noun, choice_of, numeric_column
from deckgen.plan.subject import Told
from deckgen.words.alt import bars_alt, table_alt
from deckgen.words.drivers import effects_in, told_dimension
from deckgen.words.movement import prints_zero
from deckgen.words.phrases import capital, joined, listed, sentence_case
from deckgen.words.style import NO_BREAK_SPACE

_MISSING = "–"
MOST_ROWS_ABOVE = 4
"""Rows of a breakdown, besides that of all customers, that leave room for bars below it."""
_NAMES, _LEVELS, _CHANGES = 1.5, 2.2, 1.0  # shares of the width


def breakdown(told: Told, context: DeckContext) -> Table | None:
    """The headline by the first dimensions that the deck is not fixed on; ``None`` without one."""
    groups = groups_of(told.result, told.moved)
    table = _table(told, groups, context)
    if table is None:
        return None
    fewer = (_table(told, [one], context) for one in _shorter(told, groups))
    return replace(table, shorter=tuple(one for one in fewer if one is not None))


def _table(told: Told, groups: Sequence[CutGroup], context: DeckContext) -> Table | None:
    if not groups:
        return None
    columns = [name for name in choice_of(told.result.metric).cut if name in told.result.parts]
    if columns:
        return _side_by_side(told.result, groups, columns, context)
    return _with_bars(told, groups, context)


def _shorter(told: Told, groups: Sequence[CutGroup]) -> Iterator[CutGroup]:
    """What stands in the place of a breakdown that is too high, the highest first: of two
    dimensions the one that words tell of, then fewer and fewer of its rows."""
    named = told_dimension(told.result, told.moved)
    main = next((one for one in groups if one.dimension == named), groups[0])
    if len(groups) > 1:
        yield main
    for most in range(len(main.rows) - 1, FEWEST_ROWS - 1, -1):
        yield group_of(told.result, told.moved, main.dimension, most)


def low_breakdown(told: Told, context: DeckContext) -> Table | None:
    """The first dimension in a table that leaves room below it; ``None`` for a metric without such
    a table, or for too many values."""
    result = told.result
    columns = [name for name in choice_of(result.metric).above if name in result.parts]
    groups = groups_of(result, told.moved)[:1]
    if not columns or not groups or len(groups[0].rows) > MOST_ROWS_ABOVE:
        return None
    return _side_by_side(result, groups, columns, context)


@dataclass(frozen=True, slots=True)
class _Effects:
    """What each row did to the change of the whole, and the change itself."""

    of: tuple[Fraction | None, ...]
    whole: str


def _with_bars(told: Told, groups: Sequence[CutGroup], context: DeckContext) -> Table | None:
    result, voice = told.result, context.voice
    rows = [row for group in groups for row in group.rows if result.headline in row.parts]
    if not rows:
        return None
    effects = effects_of(told, groups)
    levels = _levels(result, rows, _named(told, groups[0]), context)
    columns = [
        TableColumn(_heading(groups), weight=_NAMES),
        TableColumn(result.metric.short_title, weight=_LEVELS, kind=ColumnKind.BARS),
    ]
    cells = [[text(row.name), ()] for row in rows]
    bars = [levels]
    bases = [_base(row.parts[result.headline], context) for row in rows]
    if any(bases) and (effects is None or choice_of(result.metric).wide):
        columns.append(numeric_column(capital(base_noun(result.metric, 2))))
        for line, base in zip(cells, bases, strict=True):
            line.append(text(base or _MISSING))
    if effects is not None:
        columns += [
            TableColumn("Part of", numeric=True, weight=_CHANGES, kind=ColumnKind.BARS),
            TableColumn(effects.whole, numeric=True, weight=_CHANGES),
        ]
        bars.append(_changes(result, rows, effects, context))
        for line, effect in zip(cells, effects.of, strict=True):
            line += [(), _effect_text(effect, result.value, context)]
    title = _title(groups)
    return Table(
        key="cut",
        title=title,
        subtitle=joined(_of_how_many(groups), *_reach(told), voice.period(result.period)),
        columns=tuple(columns),
        rows=tuple(tuple(line) for line in cells),
        alt=table_alt(
            title, [f"{row.name} {voice.value(row.parts[result.headline])}" for row in rows]
        ),
        bars=tuple(bars),
        breaks=_breaks(groups),
    )


def _levels(
    result: MetricResult, rows: Sequence[Row], emphasis: int | None, context: DeckContext
) -> RowBars:
    part, voice = result.value, context.voice
    values = tuple(row.parts[result.headline].value for row in rows)
    unit = voice.chart_unit(part.unit, values)
    names = tuple(row.name for row in rows)
    spec = ChartSpec(
        ChartKind.ROWS, names, (Series(part.label, values),), unit.code, emphasis=emphasis
    )
    told = [voice.value(row.parts[result.headline]) for row in rows]
    return RowBars(spec, bars_alt(part.label, names, told))


def _changes(
    result: MetricResult, rows: Sequence[Row], effects: _Effects, context: DeckContext
) -> RowBars:
    """The effects as bars from zero: those that helped in grey, those that hurt in the colour of
    what is worse. The cells beside them say the values."""
    scale = 100 if result.value.unit.is_share else 1
    helped = 1 if result.value.direction is not Direction.LOWER else -1
    neutral = result.value.direction is Direction.NEUTRAL

    def side(sign: int) -> tuple[Fraction | None, ...]:
        return tuple(
            effect * scale if effect is not None and (effect * sign > 0) else None
            for effect in effects.of
        )

    spec = ChartSpec(
        ChartKind.ROWS,
        tuple(row.name for row in rows),
        (
            Series("For the better", side(helped), SeriesRole.CONTEXT),
            Series(
                "For the worse", side(-helped), SeriesRole.CONTEXT if neutral else SeriesRole.BAD
            ),
        ),
        "+0.0;-0.0;0.0",
        labelled=False,
    )
    names = tuple(row.name for row in rows)
    told = [effect_words(effect, result.value, context) for effect in effects.of]
    return RowBars(spec, bars_alt(f"Part of {effects.whole}", names, told))


def effects_of(told: Told, groups: Sequence[CutGroup]) -> _Effects | None:
    """What each row did to the change since the prior period; ``None`` where there was no change
    to speak of or it does not split exactly."""
    if told.part.key is not None:
        return None
    found: list[Fraction | None] = []
    for group in groups:
        drivers = effects_in(told.result, told.moved, group.dimension)
        for row in group.rows:
            known = all(value in drivers for value in row.covers)
            found.append(sum((drivers[v] for v in row.covers), Fraction()) if known else None)
    return _Effects(tuple(found), told.moved.texts[0]) if any(found) else None


def _named(told: Told, group: CutGroup) -> int | None:
    """The row that made at least half of the change, which is the one to look at."""
    effects = effects_of(told, [group])
    change = told.result.value.change
    if effects is None or not change:
        return None
    shares = [(effect or Fraction()) / change for effect in effects.of]
    largest = max(range(len(shares)), key=lambda index: (shares[index], -index))
    return largest if shares[largest] * 2 >= 1 else None


def effect_words(effect: Fraction | None, part: PartResult, context: DeckContext) -> str:
    """A part of a change: ``−1.4 pp``."""
    if effect is None:
        return _MISSING
    return context.voice.changes(effect, Fraction(), part.unit)[0]


def _effect_text(effect: Fraction | None, part: PartResult, context: DeckContext) -> Text:
    words = effect_words(effect, part, context).partition(NO_BREAK_SPACE)[0]
    if not effect or part.direction is Direction.NEUTRAL or prints_zero((words,)):
        return text(words)
    better = (effect > 0) is (part.direction is Direction.HIGHER)
    return text(words, Tone.PLAIN if better else Tone.BAD)


def _base(part: PartResult, context: DeckContext) -> str:
    """How many a row's value is of: ``373 of 389`` of a share of things, else n."""
    now, voice = part.now, context.voice
    if now.n is None:
        return ""
    above = now.numerator
    counted = part.unit.is_share and now.denominator == now.n
    if counted and above is not None and above.denominator == 1 and 0 <= above <= now.n:
        return f"{voice.count(above)} of {voice.count(now.n)}"
    return voice.count(now.n)


def _side_by_side(
    result: MetricResult, groups: Sequence[CutGroup], columns: Sequence[str], context: DeckContext
) -> Table:
    """Several parts of a number, segment by segment, the number itself last."""
    voice, shown = context.voice, [*columns, result.headline]
    headings = [TableColumn(_heading(groups), weight=2.0)]
    headings += [
        # Of several the second goes before a row's name is cut: the others tell what the number is
        # of, and what takes from it.
        replace(
            numeric_column(result.parts[name].label), optional=int(place == 1 < len(columns) - 1)
        )
        for place, name in enumerate(columns)
    ]
    headings.append(numeric_column(result.metric.short_title))

    def cells(name: str, parts: Mapping[str, PartResult]) -> tuple[Text, ...]:
        numbers = [voice.value(parts[one]) if one in parts else _MISSING for one in shown]
        margin = parts.get(MARGIN)
        last: Text = text(numbers[-1], Tone.STRONG)
        if margin is not None and margin.value is not None:
            around = voice.number(margin.value, result.value.unit)
            last = (*last, Run(f" ±{NO_BREAK_SPACE}{around}", Tone.MUTED))
        return (text(name), *(text(one) for one in numbers[:-1]), last)

    rows = [row for group in groups for row in group.rows]
    lines = [cells(row.name, row.parts) for row in rows]
    lines.append(cells(context.group_name, result.parts))
    told = [
        f"{row.name} {voice.value(row.parts[result.headline])}"
        for row in rows
        if result.headline in row.parts
    ]
    title = _title(groups)
    return Table(
        key="cut",
        title=title,
        subtitle=joined(_of_how_many(groups), voice.period(result.period)),
        columns=tuple(headings),
        rows=tuple(lines),
        alt=table_alt(title, told),
        total=True,
        breaks=_breaks(groups),
    )


def _title(groups: Sequence[CutGroup]) -> str:
    return f"By {listed([sentence_case(group.dimension) for group in groups])}"


def _heading(groups: Sequence[CutGroup]) -> str:
    return capital(sentence_case(groups[0].dimension)) if len(groups) == 1 else ""


def _of_how_many(groups: Sequence[CutGroup]) -> str:
    """``4 of 7`` where the others cannot be put together in a row; "" where nobody is missing."""
    shown = sum(len(group.rows) for group in groups)
    missing = sum(group.left_out for group in groups)
    return f"{shown} of {shown + missing}" if missing else ""


def _reach(told: Told) -> tuple[str, ...]:
    """What the bars measure, where the heading's short name does not say it."""
    part = told.result.value
    return () if part.label == told.result.metric.short_title else (part.label,)


def _breaks(groups: Sequence[CutGroup]) -> tuple[int, ...]:
    return tuple(len(group.rows) for group in groups[:-1])
