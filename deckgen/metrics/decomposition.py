"""Why a number moved: its change split into parts that add up to it (metrics.md section 5).

Keys are whatever names a part (a segment, a customer, ``None`` for "no segment"). Exact, on
fractions. ``None`` is returned where a split has no meaning for the data; the plain contributions
(:func:`ratio_contributions`) hold always and take its place.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from deckgen.metrics.arithmetic import natural_logarithm

Key = TypeVar("Key", bound=Hashable)
Number = int | Fraction


@dataclass(frozen=True, slots=True)
class RatioPair:
    """Numerator and denominator of one part, before (0) and now (1)."""

    n0: Number
    d0: Number
    n1: Number
    d1: Number


@dataclass(frozen=True, slots=True)
class RateAndMix:
    """The change of a ratio, by part: its own rate moved, or its share of the base did."""

    change: Fraction
    rate: Mapping[Hashable, Fraction]
    mix: Mapping[Hashable, Fraction]

    @property
    def rate_total(self) -> Fraction:
        """The change there would be had every part kept its share of the base."""
        return sum(self.rate.values(), Fraction())

    @property
    def mix_total(self) -> Fraction:
        """The change there would be had every part kept its rate."""
        return sum(self.mix.values(), Fraction())


def kitagawa(segments: Mapping[Key, RatioPair]) -> RateAndMix | None:
    """D3: rate and mix effects of a ratio with midpoint weights; they add up without a residue.

    A part without a base in one period takes its rate from the other, so its whole effect is mix.
    ``None`` when a part counts something without having a base, or a period has no base at all.
    """
    before = sum((Fraction(pair.d0) for pair in segments.values()), Fraction())
    now = sum((Fraction(pair.d1) for pair in segments.values()), Fraction())
    if not before or not now or any(_counts_without_base(pair) for pair in segments.values()):
        return None
    ratio_before = sum((Fraction(pair.n0) for pair in segments.values()), Fraction()) / before
    ratio_now = sum((Fraction(pair.n1) for pair in segments.values()), Fraction()) / now
    middle = (ratio_before + ratio_now) / 2
    rate: dict[Hashable, Fraction] = {}
    mix: dict[Hashable, Fraction] = {}
    for key, pair in segments.items():
        old, new = _rates(pair, middle)
        old_weight, new_weight = pair.d0 / before, pair.d1 / now
        rate[key] = (old_weight + new_weight) / 2 * (new - old)
        mix[key] = ((old + new) / 2 - middle) * (new_weight - old_weight)
    return RateAndMix(ratio_now - ratio_before, rate, mix)


def _counts_without_base(pair: RatioPair) -> bool:
    return bool((pair.n0 and not pair.d0) or (pair.n1 and not pair.d1))


def _rates(pair: RatioPair, neither: Fraction) -> tuple[Fraction, Fraction]:
    """Both rates; a missing one is the other's. ``neither`` makes a part without base inert."""
    old = Fraction(pair.n0) / pair.d0 if pair.d0 else None
    new = Fraction(pair.n1) / pair.d1 if pair.d1 else None
    if old is None:
        old = neither if new is None else new
    return old, old if new is None else new


def ratio_contributions(segments: Mapping[Key, RatioPair]) -> dict[Key, Fraction] | None:
    """D4: what each part adds to a ratio now, less what it added before.

    Holds for any data; says nothing about rate and mix. ``None`` when a period has no base.
    """
    before = sum((Fraction(pair.d0) for pair in segments.values()), Fraction())
    now = sum((Fraction(pair.d1) for pair in segments.values()), Fraction())
    if not before or not now:
        return None
    return {key: pair.n1 / now - pair.n0 / before for key, pair in segments.items()}


def customer_contributions(movements: Mapping[Key, Number], opening: Number) -> dict[Key, Fraction]:
    """D2: each customer's movement inside one period as a share of the opening total.

    They add up to NRR - 100%. Raises ``ValueError`` without an opening total.
    """
    if not opening:
        raise ValueError("without an opening total there are no shares of it")
    return {key: Fraction(movement) / opening for key, movement in movements.items()}


def midpoint_product(a0: Number, a1: Number, b0: Number, b1: Number) -> tuple[Fraction, Fraction]:
    """D5: the parts of the change of a x b that are due to a and to b."""
    return Fraction((a1 - a0) * (b0 + b1)) / 2, Fraction((b1 - b0) * (a0 + a1)) / 2


def log_mean_product(
    before: Mapping[Key, Number], now: Mapping[Key, Number]
) -> dict[Key, Fraction] | None:
    """D6: the parts of the change of a product of any number of factors.

    A divisor enters as its inverse (CLV = ARPA x lifetime). The parts add up to the change.
    ``None`` unless every factor is positive both times: there is no logarithm then. Raises
    ``ValueError`` when the two times have different factors.
    """
    if before.keys() != now.keys():
        raise ValueError("the product has other factors now than before")
    if any(value <= 0 for value in (*before.values(), *now.values())):
        return None
    old, new = Fraction(1), Fraction(1)
    for key, value in before.items():
        old, new = old * value, new * now[key]
    mean = old if old == new else (new - old) / natural_logarithm(new / old)
    parts = {
        key: mean * natural_logarithm(Fraction(now[key]) / value)
        if now[key] != value
        else Fraction()
        for key, value in before.items()
    }
    if parts:
        # The logarithms are rounded at 50 digits: the largest part takes up what that leaves.
        largest = max(parts, key=lambda key: abs(parts[key]))
        parts[largest] += new - old - sum(parts.values(), Fraction())
    return parts
