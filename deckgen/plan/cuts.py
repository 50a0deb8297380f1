"""Whom a breakdown names: the values of a dimension, too small or too many folded into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from deckgen.model.metric import Reading
from deckgen.model.result import Cut, MetricResult, PartResult
from deckgen.plan.exhibits import choice_of
from deckgen.words.drivers import effects_in
from deckgen.words.movement import Comparison
from deckgen.words.phrases import LONGEST_IN_TABLE, short_name

MARGIN = "moe"
"""The part that stands beside a headline as its margin."""
MOST_BARS = 8
FEWEST_ROWS = 3
"""Rows of a dimension, the folded ones included, below which a breakdown is not shortened."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a breakdown: a segment, or the others together. ``covers`` are the values of the
    dimension that it stands for."""

    name: str
    parts: Mapping[str, PartResult]
    covers: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class CutGroup:
    """The rows of one dimension. ``left_out`` counts values that are in no row for want of room."""

    dimension: str
    rows: tuple[Row, ...]
    left_out: int = 0


def groups_of(result: MetricResult, moved: Comparison) -> list[CutGroup]:
    """The dimensions to show together: the first that the deck is not fixed on and has rows, and
    the next one where both fit. A dimension of one row says nothing beside another."""
    found = [group_of(result, moved, name) for name in result.cuts]
    found = [group for group in found if group.rows]
    if not found:
        return []
    telling = [group for group in found if len(group.rows) > 1] or found[:1]
    second = telling[1:2]
    if second and len(telling[0].rows) + len(second[0].rows) <= MOST_BARS:
        return telling[:2]
    return telling[:1]


def group_of(
    result: MetricResult, moved: Comparison, dimension: str, most: int = MOST_BARS
) -> CutGroup:
    """The rows of a dimension, largest value first, what is too small or too many folded into one.
    Of too many those stay that did most to the change, which words may name, or the largest where
    it does not split."""
    headline = result.headline
    cuts = result.cuts[dimension]
    known = [cut for cut in cuts if cut.parts[headline].value is not None]
    known.sort(key=lambda cut: (cut.value is None, -_value(cut, headline), cut.value or ""))
    big = [cut for cut in known if not cut.parts[headline].too_small_for_a_row]
    rest = [cut for cut in known if cut.parts[headline].too_small_for_a_row]
    beyond = 0
    if len(big) + bool(rest) > most:
        effects = effects_in(result, moved, dimension)

        def weight(cut: Cut) -> tuple[Fraction, int]:
            return abs(effects.get(cut.value, Fraction())), cut.parts[headline].now.n or 0

        kept = {id(cut) for cut in sorted(big, key=weight, reverse=True)[: most - 1]}
        beyond = len(big) - len(kept)
        rest += [cut for cut in big if id(cut) not in kept]
        big = [cut for cut in big if id(cut) in kept]
    names = [cut.value for cut in big if cut.value is not None]
    rows = [Row(cut_name(cut.value, names), cut.parts, (cut.value,)) for cut in big]
    shown = {headline, MARGIN, *choice_of(result.metric).cut}
    together = _folded(rest, [name for name in result.parts if name in shown]) if rest else None
    if together is not None:
        return CutGroup(dimension, (*rows, together))
    return CutGroup(dimension, tuple(rows), beyond)


def cut_name(value: str | None, among: Iterable[str] = ()) -> str:
    """A segment's name in a table, told from others; customers in none of them are called so."""
    return "No segment" if value is None else short_name(value, LONGEST_IN_TABLE, among)


def _value(cut: Cut, headline: str) -> Fraction:
    return cut.parts[headline].value or Fraction(0)


def _folded(cuts: Sequence[Cut], names: Sequence[str]) -> Row | None:
    """Several rows as one, of those parts that add up exactly; ``None`` if the headline does not.

    A lone row that is too small to show would be read from the total: it is left out.
    """
    parts = {}
    for name in names:
        reading = _sum_of([cut.parts[name].now for cut in cuts])
        if reading is not None:
            parts[name] = replace(cuts[0].parts[name], now=reading, target=None)
    n = sum(part.now.n or 0 for part in parts.values())
    if not parts or (next(iter(parts.values())).too_small_for_a_row and n):
        return None
    return Row(f"Other ({len(cuts)})", parts, tuple(cut.value for cut in cuts))


def _sum_of(readings: Sequence[Reading]) -> Reading | None:
    """The reading of several groups together, where it is plain from their own numbers."""
    sizes = [one.n for one in readings]
    n = None if None in sizes else sum(size for size in sizes if size is not None)
    above = [one.numerator for one in readings]
    below = [one.denominator for one in readings]
    values = [one.value for one in readings]
    if any(one is None for one in (*above, *values)):
        return None
    top = sum((one for one in above if one is not None), Fraction(0))
    if all(one is None for one in below):
        amounts = all(v == a for v, a in zip(values, above, strict=True))
        return Reading(top, top, None, n) if amounts else None
    if any(one is None or one == 0 for one in below):
        return None
    bottom = sum((one for one in below if one is not None), Fraction(0))
    plain_ratio = all(
        v is not None and a is not None and b is not None and v * b == a
        for v, a, b in zip(values, above, below, strict=True)
    )
    return Reading(top / bottom, top, bottom, n) if plain_ratio and bottom else None
