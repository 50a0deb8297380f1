"""What few answers allow to show: each value with its interval, and the answers themselves.

Only of samples: customers that are all counted have no sampling error, however few they are.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from deckgen.model.deck import (
    Chart,
    ChartKind,
    ChartSpec,
    ColumnKind,
    RowBars,
    Series,
    SeriesRole,
    Table,
    TableColumn,
    text,
)
from deckgen.model.metric import Reading
from deckgen.model.result import MetricResult
from deckgen.model.unit import count
from deckgen.plan.context import ALL_CUSTOMERS, DeckContext
from deckgen.plan.exhibits import known_points
from deckgen.plan.subject import Told
from deckgen.plan.trend import categories, company_values
from deckgen.words.alt import bars_alt, table_alt, trend_alt
from deckgen.words.movement import half_width_squared
from deckgen.words.phrases import joined, lower_first

_Z_SQUARED = Fraction(196, 100) ** 2  # 95%
_ANSWERS = {
    "detractors": SeriesRole.BAD, "passives": SeriesRole.CONTEXT, "promoters": SeriesRole.ACTUAL,
}  # fmt: skip
_FEWEST_POINTS = 2

Margin = tuple[Fraction, Fraction]


def is_small_sample(result: MetricResult) -> bool:
    """Whether a metric's number rests on a few answers of many."""
    sampled = any(table.partition(".")[0] == "surveys" for table in result.metric.inputs)
    return sampled and result.value.small_base and any(margins_of(result))


def margins_of(result: MetricResult) -> tuple[Margin | None, ...]:
    """How far the 95% interval reaches below and above each value of the trend: the margin that
    was computed beside the number, else Wilson's interval of a share."""
    part, computed = result.value, result.parts.get("moe")
    if computed is not None:
        known = {point.period: point.reading.value for point in computed.trend}
        sizes = [known.get(point.period) for point in part.trend]
        return tuple(None if size is None else (size, size) for size in sizes)
    return tuple(wilson_margin(point.reading) for point in part.trend)


def wilson_margin(reading: Reading) -> Margin | None:
    """How far Wilson's 95% interval reaches below and above a share of its base; ``None`` for what
    is no such share. Wilson, E. B. (1927), Journal of the American Statistical Association 22."""
    squared, share, n = half_width_squared(reading), reading.value, reading.n
    if squared is None or share is None or not n:
        return None
    root = (Decimal(squared.numerator) / Decimal(squared.denominator)).sqrt()
    centre = (share + _Z_SQUARED / (2 * n)) / (1 + _Z_SQUARED / n)
    half = Fraction(root)
    return max(share - centre + half, Fraction()), max(centre + half - share, Fraction())


def interval_trend(told: Told, context: DeckContext) -> Chart | None:
    """The trend as points with their intervals; ``None`` with fewer than two of them."""
    result, part = told.result, told.result.value
    margins = margins_of(result)
    if known_points(part) < _FEWEST_POINTS or not any(margins):
        return None
    values = tuple(point.reading.value for point in part.trend)
    series = [Series(part.label, values, margins=margins)]
    company = company_values(told, context)
    if company is not None:
        series.append(Series(ALL_CUSTOMERS, company, SeriesRole.CONTEXT))
    unit = context.voice.chart_unit(part.unit, values)
    return Chart(
        key="trend",
        title="Trend with 95% interval",
        subtitle=joined(
            result.metric.short_title,
            f"dashed: {lower_first(ALL_CUSTOMERS)}" if company is not None else "",
        ),
        spec=ChartSpec(
            kind=ChartKind.INTERVALS,
            categories=categories(told, part, context),
            series=tuple(series),
            number_format=unit.code,
            emphasis=len(part.trend) - 1,
        ),
        alt=trend_alt(ChartKind.INTERVALS, part.label, (part,), context.voice, context.grain),
    )


def answers(result: MetricResult, context: DeckContext) -> Table | None:
    """The answers behind a number by what they are, as bars; ``None`` where that is not known."""
    parts = {name: result.parts[name] for name in _ANSWERS if name in result.parts}
    if len(parts) != len(_ANSWERS) or any(part.value is None for part in parts.values()):
        return None
    voice = context.voice
    names = tuple(part.label for part in parts.values())
    series = tuple(
        Series(
            part.label,
            tuple(part.value if one == name else None for one in parts),
            _ANSWERS[name],
        )
        for name, part in parts.items()
    )
    told = [voice.number(part.value, count) for part in parts.values()]
    total = sum((part.value or Fraction() for part in parts.values()), Fraction())
    title = f"The {voice.number(total, count)} answers"
    code = voice.chart_unit(count, (part.value for part in parts.values())).code
    spec = ChartSpec(ChartKind.ROWS, names, series, code)
    return Table(
        key="answers",
        title=title,
        subtitle=joined("count", voice.period(result.period)),
        columns=(TableColumn("", weight=1.2), TableColumn("", weight=3, kind=ColumnKind.BARS)),
        rows=tuple((text(name), ()) for name in names),
        alt=table_alt(title, [f"{name} {one}" for name, one in zip(names, told, strict=True)]),
        bars=(RowBars(spec, bars_alt(title, names, told)),),
    )
