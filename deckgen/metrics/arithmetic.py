"""Exact arithmetic for finishes: medians, intervals, rank correlation, roots and powers.

Everything takes and gives fractions, so that no binary rounding gets into a result. Roots and
powers are irrational; they are computed to 50 digits and are exact where the result is rational.
What has no value raises ``ValueError``: a metric decides beforehand what is undefined and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from itertools import accumulate
from math import isqrt

_CONTEXT = Context(prec=50)
_Z_95 = Fraction(196, 100)


def median_of(histogram: Mapping[int, int] | Mapping[Fraction, int]) -> Fraction:
    """The median of values given as value -> how often.

    Between two middle values it is their mean. Raises ``ValueError`` for an empty histogram or a
    negative frequency.
    """
    total = _size(histogram)
    entries = sorted((Fraction(value), times) for value, times in histogram.items() if times)
    lower, upper = (total - 1) // 2, total // 2  # positions of the middle values, from 0
    return (_at(entries, lower) + _at(entries, upper)) / 2


def _at(entries: Sequence[tuple[Fraction, int]], position: int) -> Fraction:
    seen = accumulate(times for _, times in entries)
    return next(value for (value, _), count in zip(entries, seen, strict=True) if count > position)


def mean_of(histogram: Mapping[int, int] | Mapping[Fraction, int]) -> Fraction:
    """The mean of values given as value -> how often. Raises ``ValueError`` as the median does."""
    total = _size(histogram)
    return sum((Fraction(value) * times for value, times in histogram.items()), Fraction()) / total


def _size(histogram: Mapping[int, int] | Mapping[Fraction, int]) -> int:
    if any(times < 0 for times in histogram.values()):
        raise ValueError("a frequency cannot be negative")
    total = sum(histogram.values())
    if total == 0:
        raise ValueError("an empty histogram has neither mean nor median")
    return total


def square_root(value: Fraction) -> Fraction:
    """The square root, exact for squares of fractions, else to 50 digits.

    Raises ``ValueError`` for a negative value.
    """
    if value < 0:
        raise ValueError(f"{value} has no real square root")
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    if above * above == value.numerator and below * below == value.denominator:
        return Fraction(above, below)
    return Fraction(_CONTEXT.sqrt(_decimal(value)))


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """``base ** exponent``, exact for whole exponents, else to 50 digits.

    A quarter's rate is annualised with exponent 12/3. Raises ``ValueError`` for a negative base
    with a broken exponent, and for zero to a negative power.
    """
    if base == 0 and exponent < 0:
        raise ValueError("zero has no negative power")
    if exponent.denominator == 1:
        return Fraction(base**exponent.numerator)
    if base < 0:
        raise ValueError(f"{base} has no real power {exponent}")
    if base in (0, 1):
        return base
    return Fraction(_CONTEXT.power(_decimal(base), _decimal(exponent)))


def wilson_interval(
    successes: int | Fraction, n: int | Fraction, z: Fraction = _Z_95
) -> tuple[Fraction, Fraction]:
    """The Wilson score interval of a proportion, 95% by default.

    Unlike the textbook interval it never leaves 0..1 and is honest for few answers: 9 of 10 is
    59.6% to 98.2%. Raises ``ValueError`` unless 0 <= successes <= n and n > 0.
    """
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is not a proportion")
    share, square = Fraction(successes) / n, z * z
    centre = share + square / (2 * n)
    spread = z * square_root(share * (1 - share) / n + square / (4 * n * n))
    scale = 1 + square / n
    return max(Fraction(0), (centre - spread) / scale), min(Fraction(1), (centre + spread) / scale)


def nps_margin(promoters: int, detractors: int, n: int) -> Fraction:
    """The 95% margin of error of a net promoter score, in points of the -100..100 scale.

    Raises ``ValueError`` unless promoters and detractors are among n > 0 answers.
    """
    if n <= 0 or promoters < 0 or detractors < 0 or promoters + detractors > n:
        raise ValueError(f"{promoters} promoters and {detractors} detractors among {n} answers")
    for_it, against = Fraction(promoters, n), Fraction(detractors, n)
    variance = for_it + against - (for_it - against) ** 2
    return _Z_95 * 100 * square_root(variance / n)


def spearman(xs: Sequence[int | Fraction], ys: Sequence[int | Fraction]) -> Fraction | None:
    """Spearman's rank correlation with mean ranks for ties, from -1 to 1.

    ``None`` when one side is constant (or there are fewer than two pairs): no order, no
    correlation. Raises ``ValueError`` when the sides differ in length.
    """
    if len(xs) != len(ys):
        raise ValueError(f"{len(xs)} values cannot be paired with {len(ys)}")
    if len(set(xs)) < 2 or len(set(ys)) < 2:
        return None
    # Twice the distance from the mean rank is a whole number, and the factor cancels.
    left, right = _centred_ranks(xs), _centred_ranks(ys)
    product = sum(a * b for a, b in zip(left, right, strict=True))
    square = Fraction(product * product, sum(a * a for a in left) * sum(b * b for b in right))
    size = min(Fraction(1), square_root(square))
    return size if product >= 0 else -size


def _centred_ranks(values: Sequence[int | Fraction]) -> list[int]:
    """Twice (mean rank - average rank) of each value."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for position in range(start, end + 1):
            ranks[order[position]] = start + end - (len(values) - 1)
        start = end + 1
    return ranks


def natural_logarithm(value: Fraction) -> Fraction:
    """ln to 50 digits. Raises ``ValueError`` unless the value is positive."""
    if value <= 0:
        raise ValueError(f"{value} has no logarithm")
    return Fraction(_CONTEXT.ln(_decimal(value)))


def _decimal(value: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
