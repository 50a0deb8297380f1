"""What a part did to the change of the whole, in words; only where the change splits exactly
(metrics.md D3), and never as a cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from deckgen.model.result import Driver, MetricResult
from deckgen.words.movement import Comparison, Movement, prints_zero
from deckgen.words.phrases import LONGEST_NAME, name_in_sentence
from deckgen.words.style import NO_BREAK_SPACE
from deckgen.words.voice import Voice

_HALF = Fraction(1, 2)


def told_drivers(result: MetricResult, moved: Comparison) -> tuple[Driver, ...]:
    """The parts of the headline's change by the first dimension that splits it, those that have a
    name and a row in a breakdown, in the order of what they did; none where there was no change to
    speak of."""
    change = result.value.change
    if result.metric.exhibit == "ranked" or not change:
        return ()
    dimension = told_dimension(result, moved)
    small = {
        cut.value
        for cut in result.cuts.get(dimension, ())
        if cut.parts[result.headline].too_small_for_a_row
    }
    named = [one for one in result.drivers.get(dimension, ()) if one.value not in {None, *small}]
    return tuple(sorted(named, key=lambda one: (-one.effect / change, one.value or "")))


def told_dimension(result: MetricResult, moved: Comparison) -> str:
    """The first dimension that splits the headline's change; "" where none does or there was no
    change to speak of."""
    return next((name for name in result.drivers if effects_in(result, moved, name)), "")


def effects_in(
    result: MetricResult, moved: Comparison, dimension: str
) -> Mapping[str | None, Fraction]:
    """What each value of a dimension did to the headline's change; none where there was no change
    to speak of or it does not split exactly."""
    if moved.movement not in (Movement.UP, Movement.DOWN):
        return {}
    if result.value.unit.is_money:
        return {}  # its change is a percentage of what was, its parts are amounts
    return {one.value: one.effect for one in result.drivers.get(dimension, ())}


def driver_clause(
    result: MetricResult, moved: Comparison, voice: Voice, longest: int = LONGEST_NAME
) -> str:
    """``Mid-market accounts for 1.4 of the 1.8 pp``; "" unless a part made at least half of the
    change. One that made more than all of it accounts for no part of it: others took it back."""
    drivers, change = told_drivers(result, moved), result.value.change
    if not drivers or not change or not _HALF <= drivers[0].effect / change <= 1:
        return ""
    size = _amount(drivers[0].effect, result, voice).lstrip("+−")
    share = "all" if moved.size.partition(NO_BREAK_SPACE)[0] == size else size
    first, *others = (one.value or "" for one in drivers)
    return f"{name_in_sentence(first, others, longest)} accounts for {share} of the {moved.size}"


def driver_fact(result: MetricResult, moved: Comparison, voice: Voice) -> str:
    """``Of the +1.8 pp, Mid-market made +1.4 and SMB −0.4.``: the largest part, and the largest
    on the other side or the next one; "" without any."""
    told = [
        (one, _amount(one.effect, result, voice)) for one in told_drivers(result, moved)
    ]  # fmt: skip
    told = [(one, amount) for one, amount in told if not prints_zero((amount,))]
    if not told:
        return ""
    names = [one.value or "" for one, _ in told]
    shown = [f"{name_in_sentence(one.value or '', names)} {'made ' * (not place)}{amount}"
             for place, (one, amount) in enumerate(_two_of(told))]  # fmt: skip
    return f"Of the {moved.texts[0]}, {' and '.join(shown)}."


def _two_of(told: Sequence[tuple[Driver, str]]) -> list[tuple[Driver, str]]:
    first, *rest = told
    if not rest:
        return [first]
    against = (rest[-1][0].effect > 0) is not (first[0].effect > 0)
    return [first, rest[-1] if against else rest[0]]


def _amount(effect: Fraction, result: MetricResult, voice: Voice) -> str:
    """The effect with its sign and without its unit, which the whole change bears."""
    return voice.changes(effect, Fraction(), result.value.unit)[0].partition(NO_BREAK_SPACE)[0]
