"""How a number moved: the one verdict from which headline, arrow and colour are made.

Direction (up, down, held) and judgement (better, worse) are two things: an arrow never means
good or bad, a colour never means up or down (slides.md section 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from deckgen.model.metric import Reading
from deckgen.model.result import MetricResult, PartResult
from deckgen.model.unit import Direction
from deckgen.words.voice import Voice

_Z_SQUARED = Fraction(196, 100) ** 2  # 95%
_FEW = 5  # cases: with fewer, one more or less is no news
_NONZERO = frozenset("123456789")


class Movement(StrEnum):
    """Which way a number went; ``HELD`` covers what is too small to be called a change."""

    UP = "up"
    DOWN = "down"
    HELD = "held"
    NONE = "none"  # nothing to compare with, or too small a base to compare


@dataclass(frozen=True, slots=True)
class Comparison:
    """A current value beside an earlier one.

    ``texts`` are the change's texts, most telling first; ``better`` is ``None`` when the number
    held, when neither way is better, or when there is nothing to compare. ``in_noise`` says that
    chance alone explains a difference of this size (R13), which is larger than what "held" allows.
    """

    movement: Movement
    texts: tuple[str, ...] = ()
    better: bool | None = None
    in_noise: bool = False

    @property
    def size(self) -> str:
        """The change without its sign, for a sentence: ``rose 1.8 pp``."""
        return self.texts[0].lstrip("+−") if self.texts else ""


def compare(
    part: PartResult, before: Reading | None, voice: Voice, noise: Fraction | None = None
) -> Comparison:
    """The current value of a part beside an earlier reading.

    ``noise`` is the square of the change that sampling alone explains, where the number is a
    sample's. A change that prints as zero has held, whatever its exact size.
    """
    now, then = part.value, before.value if before is not None else None
    if now is None or then is None:
        return Comparison(Movement.NONE)
    if part.small_base:
        return Comparison(Movement.NONE, in_noise=True)
    texts = tuple(voice.changes(now, then, part.unit))
    if is_flat(part, now, then) or prints_zero(texts):
        return Comparison(Movement.HELD, texts)
    if noise is not None and (now - then) ** 2 <= noise:
        return Comparison(Movement.HELD, texts, in_noise=True)
    rose = now > then
    better = None
    if part.direction is not Direction.NEUTRAL:
        better = rose is (part.direction is Direction.HIGHER)
    return Comparison(Movement.UP if rose else Movement.DOWN, texts, better)


def is_flat(part: PartResult, now: Fraction, then: Fraction) -> bool:
    """Whether a change is below the part's ``flat_within`` (relative for money, R17)."""
    change = abs(now - then)
    if change == 0:
        return True
    if part.unit.is_money and then:
        change /= abs(then)
    return change < part.flat_within


def prints_zero(texts: tuple[str, ...]) -> bool:
    """Whether the change's first text shows no digit but zeros."""
    return not texts or not _NONZERO.intersection(texts[0])


def noise_of(result: MetricResult, part: PartResult, *, year: bool = False) -> Fraction | None:
    """The square of the change that chance alone explains (R13).

    A margin of error that was computed beside the number (NPS) is used as it is; a share of
    answers has that of a proportion. What is counted and not sampled has none, except where a
    handful of cases makes the whole share: one customer lost and none the period after is luck.
    """
    before = part.year_ago if year else part.prior
    is_headline = part.part == result.headline and part.key is None
    if before is None or not (is_headline or part.key is not None):
        return None
    margin = result.parts.get("moe") if is_headline else None
    if margin is not None:
        then = margin.year_ago if year else margin.prior
        if margin.value is None or then is None or then.value is None:
            return None
        return margin.value**2 + then.value**2
    sampled = any(table.partition(".")[0] == "surveys" for table in result.metric.inputs)
    if not (sampled or _is_rare(part.now, before)):
        return None
    now, old = half_width_squared(part.now), half_width_squared(before)
    return now + old if now is not None and old is not None else None


def half_width_squared(reading: Reading) -> Fraction | None:
    """The square of half of the 95% Wilson interval; only of a proportion of the base."""
    share, n = reading.value, reading.n
    if share is None or not n or reading.denominator != n or not 0 <= share <= 1:
        return None
    spread = share * (1 - share) / n + _Z_SQUARED / (4 * n * n)
    return _Z_SQUARED * spread / (1 + _Z_SQUARED / n) ** 2


def _is_rare(now: Reading, before: Reading) -> bool:
    """Whether fewer than five cases, or all but as few, make the share in both periods."""

    def cases(reading: Reading) -> tuple[Fraction, Fraction] | None:
        above, below = reading.numerator, reading.denominator
        return None if above is None or below is None else (above, below - above)

    ours, theirs = cases(now), cases(before)
    if ours is None or theirs is None:
        return False
    return any(max(one, two) < _FEW for one, two in zip(ours, theirs, strict=True))
