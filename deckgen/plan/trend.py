"""The trend: a metric's last periods as a native chart, gaps left as gaps."""

from __future__ import annotations

from fractions import Fraction

from deckgen.model.deck import Chart, ChartKind, ChartSpec, Series, SeriesRole
from deckgen.model.metric import Metric
from deckgen.model.result import PartResult, Point
from deckgen.model.unit import Unit
from deckgen.plan.annual import keeps_unit
from deckgen.plan.context import ALL_CUSTOMERS, DeckContext
from deckgen.plan.exhibits import known_points, trend_kind, trend_parts
from deckgen.plan.subject import Told
from deckgen.words.alt import trend_alt
from deckgen.words.periods import axis_text
from deckgen.words.phrases import periods
from deckgen.words.voice import Voice

_ROLES: dict[str, SeriesRole] = {
    "promoters": SeriesRole.GOOD,
    "detractors": SeriesRole.BAD,
    "passives": SeriesRole.CONTEXT,
    "unknown": SeriesRole.UNKNOWN,
}
_JOINED = frozenset({ChartKind.STACKED, ChartKind.SHARE})
MOST_LINES = 3


def trend(told: Told, context: DeckContext) -> Chart | None:
    """The trend chart; ``None`` when no period has a value."""
    parts = trend_parts(told.result)[:MOST_LINES]
    parts = tuple(part for part in parts if part.unit == parts[0].unit)
    kind = trend_kind(told.result, parts)
    if kind in _JOINED and len(parts) == 1:
        kind = ChartKind.COLUMN
    if not known_points(parts[0]):
        return None
    series = [_series(part, index, kind) for index, part in enumerate(parts)]
    lone = kind not in _JOINED and parts[0].part == told.result.headline
    if lone and len(parts) == 1 and kind is ChartKind.LINE:
        series += _company_line(told, context)
    if lone:
        series += _targets(parts[0], context.voice)
    return Chart(
        key="trend",
        title="Trend" if lone else _joined_title(parts),
        subtitle=unit_line(told.result.metric, parts[0], context),
        spec=ChartSpec(
            kind=kind,
            categories=_categories(told, parts[0], context),
            series=tuple(series),
            number_format=_code(parts, context.voice),
            emphasis=len(parts[0].trend) - 1,
        ),
        alt=trend_alt(kind, parts, context.voice, context.grain),
    )


def _series(part: PartResult, index: int, kind: ChartKind) -> Series:
    usual = SeriesRole.ACTUAL if index == 0 else SeriesRole.CONTEXT
    role = _ROLES.get(part.part, usual) if kind in _JOINED else usual
    return Series(part.label, _values(part.trend), role)


def _values(points: tuple[Point, ...]) -> tuple[Fraction | None, ...]:
    return tuple(point.reading.value for point in points)


def _joined_title(parts: tuple[PartResult, ...]) -> str:
    return parts[0].label if len(parts) == 1 else "By part"


def _company_line(told: Told, context: DeckContext) -> list[Series]:
    """The company's own line, in a segment's deck."""
    company = context.company_results.get(told.result.request.id)
    if not context.group or company is None or not known_points(company.value):
        return []
    by_period = {point.period: point.reading.value for point in company.value.trend}
    values = tuple(by_period.get(point.period) for point in told.result.value.trend)
    return [Series(ALL_CUSTOMERS, values, SeriesRole.CONTEXT)]


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


def _categories(told: Told, part: PartResult, context: DeckContext) -> tuple[str, ...]:
    names = [axis_text(point.period, context.locale) for point in part.trend]
    if told.result.span.partial and names:
        last = told.result.span.last_day
        names[-1] = axis_text(part.trend[-1].period, context.locale, last_day=last)
    return tuple(names)


def unit_line(metric: Metric, part: PartResult, context: DeckContext) -> str:
    """The exhibit's unit and reach: ``%, last 8 quarters``."""
    count = len(part.trend)
    reach = f"last {count} {periods(context.grain, count)}" if count > 1 else ""
    unit = unit_words(part.unit, context.currency)
    if keeps_unit(metric, part):
        unit = f"{unit} per year"
    return ", ".join(one for one in (unit, reach) if one)


def unit_words(unit: Unit, currency: str) -> str:
    """A unit in an exhibit's subtitle."""
    if unit.is_money:
        return currency
    if unit.is_share:
        return "%"
    return {"score0": "score", "count": "count"}.get(unit.format.value, "")


def _code(parts: tuple[PartResult, ...], voice: Voice) -> str:
    sizes = [
        abs(point.reading.value)
        for part in parts
        for point in part.trend
        if point.reading.value is not None
    ]
    return voice.code(parts[0].unit, max(sizes, default=None))
