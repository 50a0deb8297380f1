"""The trend: a metric's last periods as a native chart, gaps left as gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from deckgen.model.deck import (
    Chart,
    ChartKind,
    ChartSpec,
    Series,
    SeriesRole,
    Tone,
    ValueRow,
    plain,
    text,
)
from deckgen.model.metric import Metric
from deckgen.model.result import MetricResult, PartResult, Point, Status
from deckgen.model.unit import Unit, percent0
from deckgen.plan.annual import keeps_unit
from deckgen.plan.context import ALL_CUSTOMERS, DeckContext
from deckgen.plan.exhibits import choice_of, known_points, trend_kind, trend_parts
from deckgen.plan.rankings import key_name
from deckgen.plan.subject import Told
from deckgen.words.alt import table_alt, trend_alt
from deckgen.words.movement import compare, noise_of
from deckgen.words.numbers import ChartUnit
from deckgen.words.periods import axis_text
from deckgen.words.phrases import joined, listed, lower_first, number_word, periods
from deckgen.words.voice import Voice

# Parts whose name says what they mean; a band of health is the key of its part.
_ROLES: dict[str, SeriesRole] = {
    "promoters": SeriesRole.ACTUAL,
    "passives": SeriesRole.CONTEXT,
    "detractors": SeriesRole.BAD,
    "red": SeriesRole.BAD,
    "yellow": SeriesRole.WARN,
    "green": SeriesRole.CONTEXT,
    "below threshold": SeriesRole.BAD,
    "at or above threshold": SeriesRole.CONTEXT,
    "bad_revenue": SeriesRole.ACTUAL,  # neither praised nor blamed: the metric is neutral
    "good_revenue": SeriesRole.CONTEXT,
    "unknown_revenue": SeriesRole.UNKNOWN,
    "used": SeriesRole.BAD,
    "not_used": SeriesRole.CONTEXT,
    "unknown": SeriesRole.UNKNOWN,
}
_GAP = "–"
_JOINED = frozenset({ChartKind.STACKED, ChartKind.SHARE})


def trend(told: Told, context: DeckContext) -> Chart | None:
    """The trend chart; ``None`` when no period has a value."""
    parts = trend_parts(told.result)
    kind = trend_kind(told.result, parts)
    company = _company_line(told, context) if kind is ChartKind.LINE else []
    if company and parts[0].part == told.result.headline:
        parts = parts[:1]  # the company's line takes the place of a second number's
    if kind in _JOINED and len(parts) == 1:
        kind = ChartKind.COLUMN
    if not known_points(parts[0]):
        return None
    series = [_series(part, index, kind) for index, part in enumerate(parts)]
    if kind is ChartKind.LINE and parts[0].key is not None:
        series = _stressed(told.result, parts, series, context.voice)
    lone = kind not in _JOINED and parts[0].part == told.result.headline
    rates = kind is ChartKind.LINE and parts[0].key is not None  # of the same unit and target
    if lone:
        series += company
    if lone or (rates and parts[0].unit == told.result.value.unit):
        series += _targets(told.result.value, context.voice)
    unit = _unit(parts, kind, context.voice)
    over = value_row(told, context) if kind in _JOINED else None
    return Chart(
        key="trend",
        title="Trend" if lone else choice_of(told.result.metric).title or joined_title(parts),
        subtitle=joined(
            unit_line(told.result.metric, parts[0], unit, context),
            f"% {lower_first(over.name)} on top"
            if over is not None and kind is ChartKind.STACKED
            else "",
        ),
        spec=ChartSpec(
            kind=kind,
            categories=categories(told, parts[0], context),
            series=tuple(series),
            number_format=unit.code,
            emphasis=len(parts[0].trend) - 1,
        ),
        alt=trend_alt(kind, joined_title(parts), parts, context.voice, context.grain),
        instead="" if kind is ChartKind.LINE else nothing_yet(parts, context),
        over=over,
    )


def _stressed(
    result: MetricResult, parts: Sequence[PartResult], series: Sequence[Series], voice: Voice
) -> list[Series]:
    """The lines of several labels: the one that got worse most in the colour of what is worse, the
    others as its context; as they are where none did."""
    worse = {
        index: abs(part.change or 0)
        for index, part in enumerate(parts)
        if compare(part, part.prior, voice, noise_of(result, part)).better is False
    }
    if not worse:
        return list(series)
    worst = max(worse, key=lambda index: (worse[index], -index))
    roles = dict.fromkeys(range(len(series)), SeriesRole.CONTEXT) | {worst: SeriesRole.BAD}
    return [replace(one, role=roles[index]) for index, one in enumerate(series)]


def value_row(told: Told, context: DeckContext) -> ValueRow | None:
    """The headline's values over the columns of its parts, where the metric wants them: the last
    in the colour of what is worse if it misses its target."""
    part, voice = told.result.value, context.voice
    if not choice_of(told.result.metric).valued or not known_points(part):
        return None
    tone = Tone.BAD if part.status in (Status.WATCH, Status.OFF_TARGET) else Tone.STRONG
    if part.small_base:
        tone = Tone.MUTED
    cells = [
        text(voice.reading(part, point.reading) if point.reading.value is not None else _GAP)
        for point in part.trend[:-1]
    ]
    cells.append(text(voice.value(part), tone))
    periods_told = [voice.period(point.period) for point in part.trend]
    told_values = [f"{when} {plain(cell)}" for when, cell in zip(periods_told, cells, strict=True)]
    name = told.result.metric.short_title
    return ValueRow(name, tuple(cells), table_alt(part.label, told_values))


def nothing_yet(parts: tuple[PartResult, ...], context: DeckContext) -> str:
    """What to say of columns that are all zero; "" where one is not."""
    if any(point.reading.value for part in parts for point in part.trend):
        return ""
    count = len(parts[0].trend)
    zero = context.voice.number(Fraction(0), parts[0].unit)
    reach = f"all {number_word(count)}" if count > 2 else "both" if count == 2 else "this"
    return f"{zero} in {reach} {periods(context.grain, count)}"


def _series(part: PartResult, index: int, kind: ChartKind) -> Series:
    usual = SeriesRole.ACTUAL if index == 0 else SeriesRole.CONTEXT
    meaning = (part.key or part.part).removesuffix("_share")
    role = _ROLES.get(meaning, usual) if kind in _JOINED else usual
    return Series(series_name(part), _values(part.trend), role)


def series_name(part: PartResult) -> str:
    """A series' name: the part's label, or its key."""
    if part.key is None:
        return part.label
    return "Unknown" if part.key == "unknown" else key_name(part.key)


def _values(points: Sequence[Point]) -> tuple[Fraction | None, ...]:
    return tuple(point.reading.value for point in points)


def joined_title(parts: tuple[PartResult, ...]) -> str:
    """What a chart of parts shows: ``Promoters, passives and detractors``, ``Accounts by band``."""
    if parts[0].key is not None:
        return parts[0].label
    names = [parts[0].label, *(lower_first(part.label) for part in parts[1:])]
    return listed(names)


def _company_line(told: Told, context: DeckContext) -> list[Series]:
    """The company's own line, in a segment's deck."""
    values = company_values(told, context)
    return [] if values is None else [Series(ALL_CUSTOMERS, values, SeriesRole.CONTEXT)]


def company_values(told: Told, context: DeckContext) -> tuple[Fraction | None, ...] | None:
    """The company's values in the periods of a segment's trend; ``None`` in its own deck."""
    company = context.company_results.get(told.result.request.id)
    if not context.group or company is None or not known_points(company.value):
        return None
    by_period = {point.period: point.reading.value for point in company.value.trend}
    return tuple(by_period.get(point.period) for point in told.result.value.trend)


def _targets(part: PartResult, voice: Voice) -> list[Series]:
    """The target as a line of its own; a band is two."""
    if part.target is None or part.value is None:
        return []
    limits = dict.fromkeys((part.target.low, part.target.high))
    return [
        Series(
            f"Target {voice.number(limit, part.unit)}",
            (limit,) * len(part.trend),
            SeriesRole.TARGET,
        )
        for limit in limits
    ]


def categories(told: Told, part: PartResult, context: DeckContext) -> tuple[str, ...]:
    """The periods of a trend as its axis names them."""
    names = [axis_text(point.period, context.locale) for point in part.trend]
    if told.result.span.partial and names:
        last = told.result.span.last_day
        names[-1] = axis_text(part.trend[-1].period, context.locale, last_day=last)
    return tuple(names)


def unit_line(metric: Metric, part: PartResult, unit: ChartUnit, context: DeckContext) -> str:
    """The exhibit's unit and reach: ``$k per year, by quarter``."""
    reach = f"by {periods(context.grain, 1)}" if len(part.trend) > 1 else ""
    words = unit.words or unit_words(part.unit)
    if part.unit.is_share and choice_of(metric).share:
        words = f"{words} {choice_of(metric).share}"
    if keeps_unit(metric, part):
        words = f"{words} per year"
    return ", ".join(one for one in (words, reach) if one)


def unit_words(unit: Unit) -> str:
    """What is counted, in an exhibit's subtitle; of money its chart knows the magnitude."""
    if unit.is_share:
        return "%"
    return {"score0": "score", "count": "count"}.get(unit.format.value, "")


def _unit(parts: tuple[PartResult, ...], kind: ChartKind, voice: Voice) -> ChartUnit:
    unit = percent0 if kind is ChartKind.SHARE and parts[0].unit.is_share else parts[0].unit
    return voice.chart_unit(unit, (point.reading.value for part in parts for point in part.trend))
