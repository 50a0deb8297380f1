"""Readings of every part, period and group, finished on demand from the cube."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial

from deckgen.compute.cube import Columns, Cube
from deckgen.compute.dimensions import Dimension
from deckgen.compute.drivers import Pair, drivers
from deckgen.compute.movers import MoverTable
from deckgen.compute.resolve import ResolvedMetric, ResolvedPart
from deckgen.compute.spans import Spans
from deckgen.compute.status import is_small, status_of
from deckgen.compute.supplied import Supplied, bare_totals, finished, uses_counts, with_supplied
from deckgen.metrics.arithmetic import power
from deckgen.model.component import Facts, MoneyTerms, Totals
from deckgen.model.metric import KeyedPart, Part, Reading
from deckgen.model.on_demand import OnDemand, OnDemandSequence
from deckgen.model.period import Period, Span, Window
from deckgen.model.quality import Staged
from deckgen.model.reconciliation import Reconciliation
from deckgen.model.request import Group, Request, Target
from deckgen.model.result import Cut, Driver, MetricResult, PartResult, Point
from deckgen.model.unit import Direction

Within = Mapping[tuple[str | None, ...], tuple[Group, ...]]
"""The groups of a grouping by their values of some of its dimensions."""


@dataclass(frozen=True)
class FactBook:
    """Facts per span, and which groups miss an exchange rate in which span."""

    company: Mapping[int, Facts]
    no_opening_rate: Mapping[int, frozenset[Group]] = field(default_factory=dict)
    no_closing_rate: Mapping[int, frozenset[Group]] = field(default_factory=dict)

    def of(self, span: int, group: Group) -> Facts:
        """What is true in a span for a group."""
        facts = self.company[span]
        opening = group in self.no_opening_rate.get(span, frozenset())
        closing = group in self.no_closing_rate.get(span, frozenset())
        if opening or closing:
            return replace(facts, no_opening_rate=opening, no_closing_rate=closing)
        return facts


@dataclass(frozen=True)
class Results:
    """Everything that was computed. Nothing here touches the engine any more."""

    request: Request
    staged: Staged
    spans: Spans
    dimensions: tuple[Dimension, ...]
    metrics: Mapping[str, ResolvedMetric]
    cube: Cube
    facts: FactBook
    money: MoneyTerms
    movers: Mapping[str, MoverTable]
    sizes: Mapping[Group, int]
    reconciliations: tuple[Reconciliation, ...] = ()
    _readings: dict[tuple[str, str, Group], dict[Period, Reading]] = field(
        default_factory=dict, repr=False
    )
    _keyed: dict[tuple[str, str, Group], dict[Period, Mapping[str, Reading]]] = field(
        default_factory=dict, repr=False
    )
    _inside: dict[tuple[tuple[str, ...], tuple[str, ...]], Within] = field(
        default_factory=dict, repr=False
    )
    _columns: dict[tuple[str, str, int], Columns] = field(default_factory=dict, repr=False)

    def groups(self, grouping: tuple[str, ...]) -> tuple[Group, ...]:
        """The groups of a grouping that have customers, those without a value last."""
        found = self.cube.groups.get(grouping, set())
        return tuple(
            sorted(found, key=lambda group: [(value is None, value or "") for _, value in group])
        )

    def groups_within(self, group: Group, grouping: tuple[str, ...]) -> tuple[Group, ...]:
        """The groups of a finer grouping that lie within a group. They are looked up, not searched:
        a run of many variants asks for every one of them."""
        wanted = dict(group)
        names = tuple(name for name in grouping if name in wanted)
        if (grouping, names) not in self._inside:
            found: dict[tuple[str | None, ...], list[Group]] = {}
            for other in self.groups(grouping):
                values = dict(other)
                found.setdefault(tuple(values[name] for name in names), []).append(other)
            self._inside[grouping, names] = {key: tuple(one) for key, one in found.items()}
        return self._inside[grouping, names].get(tuple(wanted[name] for name in names), ())

    def metric(self, metric: str, group: Group = (), *, breakdowns: bool = True) -> MetricResult:
        """One metric for one group, without cuts and drivers where they are not wanted. Raises
        ``KeyError`` for a metric that was not asked for."""
        resolved = self.metrics[metric]
        single, keyed = _names(resolved)
        span = self.spans.of(self.spans.current, resolved.request.window)
        assert span is not None
        fixed = {name for name, _ in group}
        free = [one.name for one in self.dimensions if breakdowns and one.name not in fixed]
        cuts = {name: self._cut(resolved, name, group) for name in free}
        table = self.movers.get(metric)
        return MetricResult(
            metric=resolved.metric,
            request=resolved.request,
            group=group,
            period=self.spans.current,
            span=span,
            headline=resolved.headline,
            parts=OnDemand(single, partial(self.part, metric, group=group)),
            keyed=OnDemand(keyed, partial(self.keyed_part, metric, group=group)),
            cuts={name: cut for name, cut in cuts.items() if cut},
            movers=table.of(group) if table else (),
            drivers=OnDemand(free, partial(self._drivers, resolved, group)),
        )

    def _cut(self, resolved: ResolvedMetric, dimension: str, group: Group) -> tuple[Cut, ...]:
        slots = [slot for part in resolved.parts.values() for slot in part.slots.values()]
        if any(not instance.base.customer for instance, _ in slots):
            return ()
        grouping = self.grouping_of({name for name, _ in group} | {dimension})
        if grouping is None:
            return ()
        cuts = []
        names, _ = _names(resolved)
        for other in self.groups_within(group, grouping):
            if self._is_anybody(resolved, names, other):
                parts = OnDemand(names, partial(self._part_now, resolved, other))
                cuts.append(Cut(dict(other)[dimension], parts))
        return tuple(cuts)

    def _is_anybody(self, resolved: ResolvedMetric, names: Iterable[str], group: Group) -> bool:
        """Whether any number of a metric tells something about a group as it is now."""
        current, parts = self.spans.current, resolved.parts
        found = (self.reading(resolved, parts[name], current, group) for name in names)
        return any(one.n or one.value for one in found)

    def _drivers(
        self, resolved: ResolvedMetric, group: Group, dimension: str
    ) -> tuple[Driver, ...]:
        """What each value of a dimension did to the headline since the prior period."""
        part = resolved.parts[resolved.headline]
        prior, current = self.spans.prior, self.spans.current
        grouping = self.grouping_of({name for name, _ in group} | {dimension})
        if prior is None or grouping is None:
            return ()

        def both(who: Group) -> Pair:
            return (
                self.reading(resolved, part, prior, who),
                self.reading(resolved, part, current, who),
            )

        inside = {dict(other)[dimension]: other for other in self.groups_within(group, grouping)}
        return drivers(both(group), {value: both(who) for value, who in inside.items()})

    def forgetful(self) -> Results:
        """The same results, but what is read from these is remembered apart."""
        return replace(self, _readings={}, _keyed={})

    def grouping_of(self, names: Iterable[str]) -> tuple[str, ...] | None:
        """The grouping by these dimensions in the order in which groups hold them, if it was asked
        for."""
        wanted = set(names)
        for grouping in self.request.groupings:
            if set(grouping) == wanted:
                return grouping
        return None

    def part(self, metric: str, name: str, group: Group = ()) -> PartResult:
        """One number with its prior and year-ago value, target, status and trend."""
        resolved = self.metrics[metric]
        part = resolved.parts[name]
        return self._told(resolved, part, group, None)

    def _part_now(self, resolved: ResolvedMetric, group: Group, name: str) -> PartResult:
        return self._told(resolved, resolved.parts[name], group, None, history=False)

    def keyed_part(self, metric: str, name: str, group: Group = ()) -> dict[str, PartResult]:
        """One number per key, in the order of the current period; keys of the trend included."""
        resolved = self.metrics[metric]
        part = resolved.parts[name]
        keys = dict.fromkeys(self.key_readings(resolved, part, self.spans.current, group))
        return {key: self._told(resolved, part, group, key) for key in keys}

    def _told(
        self,
        resolved: ResolvedMetric,
        part: ResolvedPart,
        group: Group,
        key: str | None,
        *,
        history: bool = True,
    ) -> PartResult:
        spans, own = self.spans, part.part

        def at(period: Period | None) -> Reading | None:
            if period is None:
                return None
            if key is None:
                return self.reading(resolved, part, period, group)
            return self.key_readings(resolved, part, period, group).get(key)

        def points() -> tuple[Point, ...]:
            return tuple(
                Point(period, at(period) or Reading.undefined("no_value")) for period in spans.trend
            )

        now = at(spans.current) or Reading.undefined("no_value")
        share = isinstance(own, Part) and own.small_base
        unit = own.unit_under(part.method_name, part.options)
        direction = Direction(own.better)
        small = is_small(now, share)
        whole = not group or not resolved.metric.target_of_whole
        target = _target(resolved, part) if key is None and whole else None
        return PartResult(
            metric=resolved.request.id,
            part=part.name,
            key=key,
            label=part.label,
            method=part.method_name,
            window=resolved.request.window,
            unit=unit,
            direction=direction,
            flat_within=own.flat_within,
            rounding=resolved.request.rounding,
            group=group,
            now=now,
            prior=at(spans.prior) if history else None,
            year_ago=at(spans.year_ago) if history else None,
            target=target,
            status=status_of(now, target, unit, direction, small),
            trend=OnDemandSequence(points) if history else (),
            small_base=small,
            supplied=self.spans.current.name in resolved.request.supplied,
        )

    def reading(
        self, resolved: ResolvedMetric, part: ResolvedPart, period: Period, group: Group
    ) -> Reading:
        """One number of one part in one period, cached."""
        known = self._readings.setdefault((resolved.request.id, part.name, group), {})
        reading = known.get(period)
        if reading is None:
            reading = known[period] = self._read(resolved, part, period, group)
        return reading

    def _read(
        self, resolved: ResolvedMetric, part: ResolvedPart, period: Period, group: Group
    ) -> Reading:
        given = self._given(resolved, period, group)
        is_headline = part.name == resolved.headline
        if given is not None and not uses_counts(part, given):
            return finished(part.name, is_headline, given) or Reading.undefined("not_supplied")
        totals = self._totals(resolved, part, period, group)
        if totals is None:
            return Reading.undefined("no_such_period")
        if given is not None:
            totals = with_supplied(totals, part, given)
        elif group and any(not instance.base.customer for instance, _ in part.slots.values()):
            return Reading.undefined("not_split_by_dimension")
        reading = part.single.finish(totals)
        if resolved.request.window is Window.ANNUALIZED:
            reading = annualized(reading, part.part, totals.span)
        return reading

    def key_readings(
        self, resolved: ResolvedMetric, part: ResolvedPart, period: Period, group: Group
    ) -> Mapping[str, Reading]:
        """The numbers of a keyed part in one period, cached."""
        known = self._keyed.setdefault((resolved.request.id, part.name, group), {})
        readings = known.get(period)
        if readings is None:
            readings = known[period] = self._read_keys(resolved, part, period, group)
        return readings

    def _read_keys(
        self, resolved: ResolvedMetric, part: ResolvedPart, period: Period, group: Group
    ) -> Mapping[str, Reading]:
        given = self._given(resolved, period, group)
        totals = self._totals(resolved, part, period, group)
        if totals is None or (given is not None and not uses_counts(part, given)):
            return {}
        if given is not None:
            totals = with_supplied(totals, part, given)
        return part.keyed.finish_keys(totals)

    def _given(self, resolved: ResolvedMetric, period: Period, group: Group) -> Supplied | None:
        """Supplied numbers are the company's; a group of customers has none."""
        return resolved.request.supplied.get(period.name) if not group else None

    def _totals(
        self, resolved: ResolvedMetric, part: ResolvedPart, period: Period, group: Group
    ) -> Totals | None:
        span = self.spans.of(period, resolved.request.window)
        if span is None:
            return None
        if not part.slots:
            return bare_totals(span, part.options, self.money)
        found = (resolved.request.id, part.name, span.id)
        columns = self._columns.get(found)
        if columns is None:
            columns = self._columns[found] = self.cube.columns(part.slots, span.id)
        return Totals(
            span,
            part.options,
            self.money,
            self.facts.of(span.id, group),
            columns.values(group),
            columns.keys(group),
        )


def _names(resolved: ResolvedMetric) -> tuple[list[str], list[str]]:
    """The parts that are one number, and those that are split by a key."""
    names: tuple[list[str], list[str]] = [], []
    for name, part in resolved.parts.items():
        names[isinstance(part.part, KeyedPart)].append(name)
    return names


def annualized(reading: Reading, part: Part | KeyedPart, span: Span) -> Reading:
    """A period's rate as if it held for a year: rate^(12 / months), R3; churn through retention."""
    kind = part.annualize if isinstance(part, Part) else None
    if reading.value is None or kind is None:
        return reading
    exponent = Fraction(12, span.closing_month - span.opening_month)
    kept = reading.value if kind == "retention" else 1 - reading.value
    if kept < 0:
        return Reading.undefined("zero_denominator", reading.n)
    year = power(kept, exponent)
    return replace(reading, value=year if kind == "retention" else 1 - year)


def _target(resolved: ResolvedMetric, part: ResolvedPart) -> Target | None:
    """The target of a part; one without a part's name is the headline's."""
    targets = resolved.request.targets
    fallback = targets.get("") if part.name == resolved.headline else None
    return targets.get(part.name, fallback)
