"""Which metrics moved most, by size against their usual variation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from deckgen.model.result import SMALLEST_ROW, PartResult
from deckgen.model.unit import count
from deckgen.plan.subject import Told


@dataclass(frozen=True, slots=True)
class Ranked:
    """A metric that clearly moved. ``size`` is its change as a multiple of its usual variation."""

    told: Told
    size: Fraction

    @property
    def better(self) -> bool:
        """Whether it moved the better way."""
        return self.told.moved.better is True


def real_moves(metrics: Sequence[Told]) -> list[Ranked]:
    """The metrics that got better or worse since the prior period, largest move first.

    Left out are numbers that held, changes within noise, small bases, averages over a handful,
    neutral metrics, leading labels of rankings, and the complement of a metric that is told
    already: logo retention and logo churn are one move.
    """
    found: list[Ranked] = []
    for one in metrics:
        size = move_size(one.part)
        if not is_judged(one) or size is None:
            continue
        if not any(_are_complements(one.part, other.told.part) for other in found):
            found.append(Ranked(one, size))
    return sorted(found, key=lambda one: -one.size)


def is_judged(told: Told) -> bool:
    """Whether a metric got better or worse, and by more than one of a handful."""
    part = told.part
    return told.moved.better is not None and part.key is None and not _is_of_a_handful(part)


def judged_counts(metrics: Sequence[Told]) -> tuple[int, int]:
    """How many metrics got better and how many worse: of two complements both, for both are metrics
    of the deck, though they are told as one move."""
    judged = [one.moved.better for one in metrics if is_judged(one)]
    return judged.count(True), judged.count(False)


def _is_of_a_handful(part: PartResult) -> bool:
    """An average over so few that one of them is the move. Counts have no smallest number."""
    n = part.now.n
    return part.unit is not count and n is not None and n < SMALLEST_ROW


def move_size(part: PartResult) -> Fraction | None:
    """A change divided by the part's usual variation, without a sign; ``None`` without a change. A
    change that the trend does not reach back to is its own measure."""
    usual = usual_variation(part)
    if part.change is None or usual == 0:
        return None
    return Fraction(1) if usual is None else abs(part.change) / usual


def usual_variation(part: PartResult) -> Fraction | None:
    """The mean absolute change from one period of the trend to the next, in the part's unit.

    The current change counts, so that a number that never moved before still has a measure; gaps
    part the trend. ``None`` without two periods in a row.
    """
    values = [point.reading.value for point in part.trend]
    changes = [
        abs(now - then) for then, now in pairwise(values) if now is not None and then is not None
    ]
    return sum(changes, Fraction()) / len(changes) if changes else None


def _are_complements(one: PartResult, other: PartResult) -> bool:
    """Whether two shares add up to the whole, now and before."""
    if not (one.unit.is_share and other.unit.is_share):
        return False
    pairs = ((one.now, other.now), (one.prior, other.prior))
    return all(
        a is not None
        and b is not None
        and a.value is not None
        and b.value is not None
        and a.value + b.value == 1
        for a, b in pairs
    )
