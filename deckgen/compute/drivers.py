"""Why the headline moved between two periods, by a dimension: rate and mix (metrics.md D3)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from deckgen.metrics.decomposition import RatioPair, kitagawa
from deckgen.model.metric import Reading
from deckgen.model.result import Driver

Pair = tuple[Reading | None, Reading | None]
"""A value of the dimension before and now."""


_FACTORS = (1, 100)
"""A rate is a quotient; a score of -100 to 100 is a hundred times one."""


def drivers(whole: Pair, parts: Mapping[str | None, Pair]) -> tuple[Driver, ...]:
    """What each value of a dimension did to the change of the whole, largest effect first.

    Nothing when the change does not split exactly: a side is not known, or the parts do not add
    up to the whole in both periods (customers counted in two parts, a method that is no plain
    ratio).
    """
    before, now = whole
    times = next((f for f in _FACTORS if _is_ratio(before, f) and _is_ratio(now, f)), None)
    if times is None:
        return ()
    pairs = {value: _pair(*pair) for value, pair in parts.items()}
    if not _adds_up(pairs, before, now):
        return ()
    split = kitagawa(pairs)
    if split is None:
        return ()
    found = [Driver(value, times * split.rate[value], times * split.mix[value]) for value in pairs]
    return tuple(sorted(found, key=lambda one: (-abs(one.effect), one.value or "")))


def _is_ratio(reading: Reading | None, times: int) -> bool:
    if reading is None or reading.value is None:
        return False
    above, below = reading.numerator, reading.denominator
    return above is not None and bool(below) and reading.value == times * above / (below or 1)


def _pair(before: Reading | None, now: Reading | None) -> RatioPair:
    def side(reading: Reading | None) -> tuple[Fraction, Fraction]:
        if reading is None or reading.value is None:
            return Fraction(), Fraction()
        return reading.numerator or Fraction(), reading.denominator or Fraction()

    (n0, d0), (n1, d1) = side(before), side(now)
    return RatioPair(n0, d0, n1, d1)


def _adds_up(
    pairs: Mapping[str | None, RatioPair], before: Reading | None, now: Reading | None
) -> bool:
    assert before is not None
    assert now is not None
    return (
        sum(pair.n0 for pair in pairs.values()) == before.numerator
        and sum(pair.d0 for pair in pairs.values()) == before.denominator
        and sum(pair.n1 for pair in pairs.values()) == now.numerator
        and sum(pair.d1 for pair in pairs.values()) == now.denominator
    )
