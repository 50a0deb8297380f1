"""Results made by hand, so that words and slides can be tested without computing anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from deckgen.compute.status import is_small, status_of
from deckgen.model.metric import Metric, Movers, Part, Prompts, Reading
from deckgen.model.period import Calendar, Grain, Period, Window, span_of
from deckgen.model.quality import FeedAccount, Staged
from deckgen.model.request import Benchmark, Group, MetricRequest, Target
from deckgen.model.result import Cut, MetricResult, Mover, PartResult, Point
from deckgen.model.unit import Direction, Unit, percent
from deckgen.plan import DeckContext

CALENDAR = Calendar(Grain.QUARTER)
NOW = CALENDAR.parse("2026-Q3")
PERIODS = CALENDAR.history(NOW, 8)
SECTIONS = {
    "retention": "Retention",
    "expansion": "Expansion",
    "satisfaction": "Satisfaction",
    "customer_fit": "Customer fit",
}
Number = Fraction | int | float | str | None


def fraction(value: Number) -> Fraction | None:
    """A number as it would be written down: 1.084 is exactly 1.084."""
    return None if value is None else Fraction(str(value))


def a_reading(
    value: Number, n: int | None = 400, code: str | None = None, warnings: Sequence[str] = ()
) -> Reading:
    """A reading; without a value it has the code ``no_responses`` unless told otherwise."""
    number = fraction(value)
    if number is None:
        return Reading.undefined(code or "no_responses", n)
    return Reading(number, n=n, warnings=tuple(warnings))


def a_part(
    value: Number = "1.084",
    prior: Number | Reading = "1.066",
    year_ago: Number = "1.05",
    *,
    name: str = "value",
    label: str = "Net revenue retention",
    unit: Unit = percent,
    direction: Direction = Direction.HIGHER,
    flat_within: Number = "0.005",
    target: Target | Number = None,
    trend: Sequence[Number] | None = None,
    now: Reading | None = None,
    n: int | None = 400,
    share: bool = True,
    key: str | None = None,
    window: Window = Window.PERIOD,
    supplied: bool = False,
) -> PartResult:
    """A part result whose status is what the computation would give it.

    ``trend`` are the values of the quarters before the current one, oldest first; by default only
    the prior one is known.
    """
    now = now if now is not None else a_reading(value, n)
    before = prior if isinstance(prior, Reading) else a_reading(prior, n)
    if not isinstance(target, Target) and target is not None:
        limit = fraction(target)
        assert limit is not None
        target = Target(limit, limit)
    small = is_small(now, share)
    earlier = [a_reading(one, n) for one in trend] if trend is not None else [before]
    points = [Reading.undefined("no_value")] * (len(PERIODS) - 1 - len(earlier)) + earlier + [now]
    flat = fraction(flat_within)
    assert flat is not None
    return PartResult(
        metric="net_revenue_retention",
        part=name,
        key=key,
        label=label,
        method="cohort",
        window=window,
        unit=unit,
        direction=direction,
        flat_within=flat,
        rounding="half_up",
        group=(),
        now=now,
        prior=before if before.value is not None or prior is not None else None,
        year_ago=a_reading(year_ago, n),
        target=target,
        status=status_of(now, target, unit, direction, small),
        trend=tuple(
            Point(period, reading)
            for period, reading in zip(PERIODS[-len(points) :], points, strict=True)
        ),
        small_base=small,
        supplied=supplied,
    )


def a_metric(
    id: str = "sample_rate",
    title: str = "Net revenue retention",
    *,
    short_title: str = "NRR",
    section: str = "retention",
    exhibit: str = "trend_and_cut",
    inputs: tuple[str, ...] = ("revenue",),
    optional_inputs: tuple[str, ...] = (),
    parts: Mapping[str, Part] | None = None,
    movers: Movers | None = None,
) -> Metric:
    """A metric that no catalogue knows: whatever is shown of it comes from the generic rules."""
    return Metric(
        id=id,
        title=title,
        short_title=short_title,
        section=section,
        says="Revenue kept and grown",
        definition="What opening customers pay now, over what they paid then.",
        formula="closing ÷ opening revenue",
        default="cohort",
        methods={"cohort": "the same customers at two points in time"},
        parts=parts or {"value": Part(title, percent, {})},
        prompts=Prompts(why="Which accounts moved it most?", next="What will be done?"),
        exhibit=exhibit,  # type: ignore[arg-type]
        inputs=inputs,
        optional_inputs=optional_inputs,
        movers=movers,
    )


def a_result(
    part: PartResult | None = None,
    metric: Metric | None = None,
    *,
    others: Mapping[str, PartResult] | None = None,
    keyed: Mapping[str, Mapping[str, PartResult]] | None = None,
    cuts: Mapping[str, Sequence[tuple[str | None, PartResult]]] | None = None,
    movers: Sequence[Mover] = (),
    owner: str | None = None,
    benchmark: Benchmark | None = None,
    group: Group = (),
    as_of: date | None = None,
) -> MetricResult:
    """A metric result with one headline part, further parts, keyed parts, cuts and movers."""
    part = part if part is not None else a_part()
    metric = metric if metric is not None else a_metric()
    return MetricResult(
        metric=metric,
        request=MetricRequest(metric.id, owner=owner, benchmark=benchmark),
        group=group,
        period=NOW,
        span=span_of(0, NOW, Window.PERIOD, as_of),
        headline=part.part,
        parts={part.part: part, **(others or {})},
        keyed=keyed or {},
        cuts={
            dimension: tuple(Cut(value, {part.part: one}) for value, one in rows)
            for dimension, rows in (cuts or {}).items()
        },
        movers=tuple(movers),
    )


def a_staged(**tables: Sequence[str]) -> Staged:
    """Tables with their columns, each fed by a source of the same name that loses 3 of 100 rows."""
    return Staged(
        provided={name: frozenset(columns) for name, columns in tables.items()},
        accounts=tuple(
            FeedAccount(name, f"{name}_feed", f"data/{name}.csv", 100, 97, 2, 1) for name in tables
        ),
    )


def a_context(*results: MetricResult, **changes: object) -> DeckContext:
    """A deck's context with these results; any field can be given another value."""
    fields: dict[str, object] = {
        "company": "Lumina Cloud",
        "title": "Executive review",
        "period": NOW,
        "prior": PERIODS[-2],
        "year_ago": PERIODS[-5],
        "as_of": date(2026, 10, 3),
        "results": results,
        "sections": SECTIONS,
        "staged": a_staged(revenue=("customer_id", "month", "amount")),
        "customers": 421,
    }
    return DeckContext(**{**fields, **changes})  # type: ignore[arg-type]


def a_period(name: str) -> Period:
    """A quarter by its name."""
    return CALENDAR.parse(name)
