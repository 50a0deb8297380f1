"""Exact rounding on decimals: half away from zero, or down; never through a binary float."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

Value = Fraction | Decimal | int | float
Rounding = Literal["half_up", "floor"]


def exact(value: Value) -> Fraction:
    """The number as a fraction; a float is first read at 12 significant digits.

    So 0.285 is 28.5%, although the nearest binary number is a little less. Raises ``ValueError``
    for what is not a finite number.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, float):
        value = Decimal(format(value, ".12g"))
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    return Fraction(value)


def scaled(numerator: int, denominator: int, decimals: int, rounding: Rounding = "half_up") -> int:
    """A quotient in units of its last printed decimal: 27.5862 with one decimal is 276.

    ``half_up`` rounds halves away from zero, ``floor`` towards minus infinity. Takes two integers
    because a fraction would be reduced again for every text.
    """
    power: int = 10**decimals
    parts = numerator * power
    if rounding == "floor":
        return parts // denominator
    whole = (2 * abs(parts) + denominator) // (2 * denominator)
    return whole if parts >= 0 else -whole
