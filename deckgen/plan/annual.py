"""Money on slides is per year (metrics.md R6): parts in the unit of the revenue table are scaled.

Results keep bridge parts in that unit, so that they add up with the table; a slide multiplies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from deckgen.model.component import Kind, Linear, components_of
from deckgen.model.metric import Amount, Method, Metric, Part, Ratio, Reading
from deckgen.model.on_demand import OnDemand, OnDemandSequence
from deckgen.model.result import Cut, MetricResult, PartResult, Point

MONTHS_A_YEAR = 12
_BRIDGE = frozenset({
    "opening", "new", "reactivation", "expansion", "contraction", "churn", "fx", "closing",
    "cohort_closing", "lost",
})  # fmt: skip


def annualised(result: MetricResult, revenue_unit: str) -> MetricResult:
    """The same result with every money part per year."""
    if revenue_unit == "arr":
        return result

    def yearly(parts: Mapping[str, PartResult]) -> Mapping[str, PartResult]:
        def part(name: str) -> PartResult:
            own = parts[name]
            return _scaled(own) if keeps_unit(result.metric, own) else own

        return OnDemand(parts, part)

    cuts = {
        dimension: tuple(Cut(cut.value, yearly(cut.parts)) for cut in cuts)
        for dimension, cuts in result.cuts.items()
    }
    return replace(result, parts=yearly(result.parts), cuts=cuts)


def keeps_unit(metric: Metric, part: PartResult) -> bool:
    """Whether a part's value is in the unit of the revenue table, and not per year already."""
    if not part.unit.is_money or part.supplied:
        return False
    method = _method(metric, part)
    if isinstance(method, Amount):
        return not method.annual and _is_recurring(method.of)
    return part.part in _BRIDGE


def recurring_sides(metric: Metric, part: PartResult) -> bool:
    """Whether numerator and denominator of a ratio are recurring revenue of the table's unit."""
    method = _method(metric, part)
    if method is None or part.supplied:
        return False
    if isinstance(method, Ratio):
        return _is_recurring(method.numerator)
    return bool(method.reads) and method.reads[0].kind is Kind.RECURRING


def money_sides(metric: Metric, part: PartResult) -> bool:
    """Whether numerator and denominator of a ratio are money of any kind."""
    method = _method(metric, part)
    first = method.reads[0].kind if method is not None and method.reads else Kind.COUNT
    return first in (Kind.RECURRING, Kind.ANNUAL)


def _method(metric: Metric, part: PartResult) -> Method | None:
    own = metric.parts.get(part.part)
    return own.method(part.method) if isinstance(own, Part) else None


def _is_recurring(linear: Linear) -> bool:
    return any(one.kind is Kind.RECURRING for one in components_of(linear))


def _scaled(part: PartResult) -> PartResult:
    return replace(
        part,
        now=_times(part.now),
        prior=None if part.prior is None else _times(part.prior),
        year_ago=None if part.year_ago is None else _times(part.year_ago),
        trend=OnDemandSequence(
            lambda: tuple(Point(point.period, _times(point.reading)) for point in part.trend)
        ),
    )


def _times(reading: Reading) -> Reading:
    def year(value: Fraction | None) -> Fraction | None:
        return None if value is None else value * MONTHS_A_YEAR

    return replace(reading, value=year(reading.value), numerator=year(reading.numerator))
