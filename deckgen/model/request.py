"""What is asked of the computation: metrics, periods, dimensions, targets. Config makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from deckgen.errors import Location
from deckgen.model.period import Calendar, Period, Window

Group = tuple[tuple[str, str | None], ...]
"""Customers by dimension: ``()`` is everyone, ``(("segment", "SMB"),)`` one segment. ``None`` as a
value means customers that are in no segment; it is never a text a user could have used."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a part should reach (R17): a value (``low == high``) or a band.

    ``tolerance`` is how far off still counts as "watch", in the unit of the value; ``None`` takes
    the default of slides.md section 5. ``set`` is the period in which it was agreed.
    """

    low: Fraction
    high: Fraction
    tolerance: Fraction | None = None
    set: str | None = None

    @property
    def is_band(self) -> bool:
        """Whether the target is a range."""
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class Benchmark:
    """An outside figure to compare with, always printed with its source (metrics.md 11)."""

    value: Fraction
    source: str
    window: Window = Window.PERIOD
    label: str | None = None


@dataclass(frozen=True, slots=True)
class MetricRequest:
    """One metric as the config asks for it.

    ``methods`` holds the chosen method per part (key ``""`` for the metric's own); ``options``
    only those the user set; ``supplied`` numbers computed elsewhere: period name -> count or part
    name -> value (R18; a list stands for a component per key, such as accounts per CSM);
    ``rounding`` is ``half_up`` or ``floor``.
    """

    id: str
    methods: Mapping[str, str] = field(default_factory=dict)
    window: Window = Window.PERIOD
    options: Mapping[str, object] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    benchmark: Benchmark | None = None
    owner: str | None = None
    supplied: Mapping[str, Mapping[str, Fraction | tuple[Fraction, ...]]] = field(
        default_factory=dict
    )
    rounding: str = "half_up"
    section: str | None = None
    place: Location | None = None
    alias: str | None = None  # the preset's id, when the config asked by that name


@dataclass(frozen=True, slots=True)
class MoneyRules:
    """How money is read and shown (R6-R8)."""

    currency: str = "USD"
    revenue_unit: str = "mrr"  # mrr | arr
    fx: str = "opening"  # opening | floating
    negative_revenue: str = "floor"  # floor | keep


@dataclass(frozen=True, slots=True)
class Request:
    """Everything :func:`deckgen.compute.compute` needs besides the staged tables.

    ``dimensions`` are the columns customers can be grouped by; ``groupings`` the sets of
    dimensions for which every combination of values is a group (``()`` is everyone).
    """

    metrics: tuple[MetricRequest, ...]
    calendar: Calendar
    current: Period
    history: int = 8
    as_of: date | None = None
    dimensions: tuple[str, ...] = ()
    groupings: tuple[tuple[str, ...], ...] = ((),)
    money: MoneyRules = MoneyRules()
    min_closing_coverage: Fraction = Fraction(1, 2)
