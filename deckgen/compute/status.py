"""How a value stands against its target (slides.md section 5, metrics.md R17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from deckgen.model.metric import Reading
from deckgen.model.request import Target
from deckgen.model.result import MetricResult, PartResult, Status
from deckgen.model.unit import Change, Direction, Unit

SMALL_BASE = 30
"""Answers or customers in the base of a share below which it is a small sample (R13)."""


def default_tolerance(target: Fraction, unit: Unit) -> Fraction:
    """A tenth of the target, at most 2 pp for rates and 5 points for scores; 5% of money and
    counts."""
    tenth = abs(target) / 10
    if unit.change is Change.POINTS_OF_PERCENT:
        return min(tenth, Fraction(2, 100))
    if unit.change is Change.POINTS:
        return min(tenth, Fraction(5))
    return abs(target) / 20


def shortfall(value: Fraction, target: Target, direction: Direction) -> Fraction:
    """How far a value misses its target, at full precision; 0 when it is met."""
    below = max(target.low - value, Fraction(0))
    above = max(value - target.high, Fraction(0))
    if target.is_band:
        return below + above
    if direction is Direction.HIGHER:
        return below
    if direction is Direction.LOWER:
        return above
    return below + above


def status_of(
    reading: Reading, target: Target | None, unit: Unit, direction: Direction, small_base: bool
) -> Status:
    """The verdict; a small base has none, and neither has a value without a target."""
    if reading.value is None or target is None:
        return Status.NONE
    if small_base:
        return Status.SMALL_BASE
    missed = shortfall(reading.value, target, direction)
    if missed == 0:
        return Status.ON_TARGET
    nearest = target.low if reading.value < target.low else target.high
    tolerance = target.tolerance
    if tolerance is None:
        tolerance = default_tolerance(nearest, unit)
    return Status.WATCH if missed <= tolerance else Status.OFF_TARGET


def retargeted(result: MetricResult, targets: Mapping[str, Target]) -> MetricResult:
    """A metric judged by other targets, by part; the key ``""`` is the headline's. A part that is
    not named keeps its target. Breakdowns are judged by the same targets as the whole."""
    if not targets:
        return result

    def judged(parts: Mapping[str, PartResult]) -> dict[str, PartResult]:
        fallback = targets.get("")
        found = dict(parts)
        for name, part in parts.items():
            target = targets.get(name, fallback if name == result.headline else None)
            if target is not None:
                status = status_of(part.now, target, part.unit, part.direction, part.small_base)
                found[name] = replace(part, target=target, status=status)
        return found

    cuts = {
        dimension: tuple(replace(cut, parts=judged(cut.parts)) for cut in one)
        for dimension, one in result.cuts.items()
    }
    return replace(result, parts=judged(result.parts), cuts=cuts)


def is_small(reading: Reading, share: bool) -> bool:
    """Whether the base of a share is too small to be judged."""
    return share and reading.n is not None and reading.n < SMALL_BASE
