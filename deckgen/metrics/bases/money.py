"""How base relations bring amounts of several currencies into the reporting currency.

With one currency nothing is multiplied. Otherwise every amount is multiplied by the rate of the
span's opening month (constant currency, metrics.md R7), an integer in millionths from the relation
``rates(span, currency, opening_rate, closing_rate)`` that the computation prepares; the scale
travels in :class:`deckgen.model.component.MoneyTerms`, so nothing is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.model.component import Scope


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in the reporting currency: its SQL expression, and the join it needs."""

    amount: str
    join: str


def converted(
    scope: Scope, amount: str, currency: str, span: str, rate: str = "opening_rate"
) -> Converted:
    """``amount`` at the rate of a span. ``currency`` and ``span`` are SQL expressions."""
    if not scope.converted:
        return Converted(amount, "")
    join = f"LEFT JOIN rates AS fx ON fx.span = {span} AND fx.currency = {currency}"
    return Converted(f"{amount} * fx.{rate}", join)
