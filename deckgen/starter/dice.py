"""Chance with little noise: systematic sampling instead of independent coin tosses."""

from __future__ import annotations

from random import Random


class Dice:
    """Decides rare events so that their number stays near the sum of the chances.

    Independent draws would bury a story about forty lost customers under chance. Each kind of
    event therefore has a running total of chances; whenever it passes a whole number, the event
    happens. The start is random, so which customer is hit still depends on the seed.
    """

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._carried: dict[str, float] = {}

    def happens(self, kind: str, chance: float) -> bool:
        """Whether an event with this chance happens now."""
        carried = self._carried.get(kind)
        if carried is None:
            carried = self._rng.random()
        carried += min(chance, 1.0)
        hit = carried >= 1.0
        self._carried[kind] = carried - 1.0 if hit else carried
        return hit
