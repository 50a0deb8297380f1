"""Round values along an axis, the same in every program that draws the chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

_ROUND = (1.0, 2.0, 5.0, 10.0)
_NEAR_ZERO = 0.5  # a scale whose data lies nearer to zero than so many spans starts there


@dataclass(frozen=True, slots=True)
class Ticks:
    """An axis from ``low`` to ``high`` with a value every ``step``."""

    low: float
    high: float
    step: float

    def values(self) -> list[float]:
        """The values on the axis: multiples of the step."""
        first, last = ceil(self.low / self.step - 1e-9), floor(self.high / self.step + 1e-9)
        return [place * self.step for place in range(first, last + 1)]


def round_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 5, 10, 20 … (and their fractions) that divides ``span`` into at most
    ``most`` steps."""
    if span <= 0 or not isfinite(span):
        return 1.0
    wanted = span / max(1, most)
    size = 10.0 ** floor(log10(wanted))
    return next((size * part for part in _ROUND if size * part >= wanted * (1 - 1e-9)), size * 10)


def round_ticks(data: Iterable[float | None], most: int) -> Ticks:
    """An axis with round ends that holds the data, none of it on an end except at zero."""
    known = [value for value in data if value is not None] or [0.0]
    low, high = min(known), max(known)
    span = high - low
    if 0 < low <= span * _NEAR_ZERO:
        low = 0.0
    elif 0 > high >= -span * _NEAR_ZERO:
        high = 0.0
    if low == high:
        reach = abs(low) * 0.1 or 1.0
        low, high = low - reach, high + reach
    step = round_step(high - low, max(1, most - 1))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    first -= low != 0 and first * step >= low
    last += high != 0 and last * step <= high
    return Ticks(first * step, last * step, step)
