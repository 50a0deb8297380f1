"""What the computation hands on: readings of every part, period and group, ready to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from deckgen.model.metric import Metric, Reading
from deckgen.model.period import Period, Span, Window
from deckgen.model.request import Group, MetricRequest, Target
from deckgen.model.unit import Direction, Unit

SMALLEST_ROW = 5
"""Answers or customers in a row of a breakdown below which it goes to "Other" (R13)."""


class Status(StrEnum):
    """How a value stands against its target (slides.md section 5)."""

    ON_TARGET = "on target"
    WATCH = "watch"
    OFF_TARGET = "off target"
    SMALL_BASE = "small base"
    NONE = "no target"


@dataclass(frozen=True, slots=True)
class Point:
    """One reading of a trend; a reading without a value is a gap, never a zero."""

    period: Period
    reading: Reading


@dataclass(frozen=True, slots=True)
class PartResult:
    """One number of one metric for one group: now, before, against its target, over time.

    ``key`` is the label of a keyed part. ``prior`` and ``year_ago`` are ``None`` when no such
    period was computed. ``trend`` ends with the current period.
    """

    metric: str
    part: str
    key: str | None
    label: str
    method: str
    window: Window
    unit: Unit
    direction: Direction
    flat_within: Fraction
    rounding: str
    group: Group
    now: Reading
    prior: Reading | None
    year_ago: Reading | None
    target: Target | None
    status: Status
    trend: Sequence[Point]
    small_base: bool = False  # n < 30 in the base of a share (R13)
    supplied: bool = False

    @property
    def value(self) -> Fraction | None:
        """The current value, unrounded."""
        return self.now.value

    @property
    def change(self) -> Fraction | None:
        """Current minus prior value, unrounded; ``None`` unless both are known."""
        if self.now.value is None or self.prior is None or self.prior.value is None:
            return None
        return self.now.value - self.prior.value

    @property
    def year_change(self) -> Fraction | None:
        """Current value minus that of the same period last year."""
        if self.now.value is None or self.year_ago is None or self.year_ago.value is None:
            return None
        return self.now.value - self.year_ago.value

    @property
    def too_small_for_a_row(self) -> bool:
        """Whether a breakdown has no row for it (R13). Counts, money and people have no smallest
        row; shares and scores of answers do."""
        judged = self.unit.is_share or self.unit.format.value == "score0"
        return judged and self.now.n is not None and self.now.n < SMALLEST_ROW

    @property
    def held(self) -> bool:
        """Whether the change is too small to be called one (``flat_within``)."""
        change = self.change
        if change is None:
            return False
        if self.unit.is_money and self.prior and self.prior.value:
            return abs(change / self.prior.value) < self.flat_within
        return abs(change) < self.flat_within or change == 0


@dataclass(frozen=True, slots=True)
class Mover:
    """One customer's part in a metric. ``amount`` is in main units (or a count), per the metric;
    ``details`` holds further columns of the base: those that are amounts as fractions in the same
    unit, the others as they are stored."""

    customer_id: str
    name: str
    amount: Fraction
    group: Group
    details: Mapping[str, int | str | Fraction | None]


@dataclass(frozen=True, slots=True)
class Cut:
    """One value of a dimension inside a group: the parts of the metric for these customers, as they
    stand now. They have no history: a run of many decks would compute it for every row."""

    value: str | None
    parts: Mapping[str, PartResult]


@dataclass(frozen=True, slots=True)
class Driver:
    """One value of a dimension, and what it did to the change of the headline since the prior
    period (metrics.md D3): its own ``rate`` moved, or its share of the base did (``mix``). Over
    all values of the dimension they add up to the change exactly."""

    value: str | None
    rate: Fraction
    mix: Fraction

    @property
    def effect(self) -> Fraction:
        """Rate and mix together."""
        return self.rate + self.mix


@dataclass(frozen=True, slots=True)
class MetricResult:
    """One metric for one group. ``parts`` comes in the metric's order; ``keyed`` per part and
    key, in the order to show; ``cuts`` and ``drivers`` per dimension that the group is not fixed
    on; drivers, largest effect first, are empty where the change does not split exactly."""

    metric: Metric
    request: MetricRequest
    group: Group
    period: Period
    span: Span
    headline: str
    parts: Mapping[str, PartResult]
    keyed: Mapping[str, Mapping[str, PartResult]]
    cuts: Mapping[str, tuple[Cut, ...]]
    movers: tuple[Mover, ...]
    drivers: Mapping[str, tuple[Driver, ...]] = field(default_factory=dict)

    @property
    def value(self) -> PartResult:
        """The headline part."""
        return self.parts[self.headline]
