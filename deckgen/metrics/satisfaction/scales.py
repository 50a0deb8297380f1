"""What an answer to a satisfaction survey is worth, whatever its scale (5 of 5, 9 of 10, yes/no).

Answers come as a histogram over (scale_min, scale_max, score) in hundredths, so that every mean
and share is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from deckgen.model.component import Key
from deckgen.model.metric import option_error

SATISFIED_AT: dict[int, int] = {1: 1, 2: 2, 3: 3, 4: 3, 5: 4, 7: 6, 10: 9}
"""The lowest satisfied score by the maximum of the scale (1 is the scale 0..1)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One score on its scale, in points, and how often it was given."""

    score: Fraction
    low: Fraction | None
    high: Fraction | None
    times: int

    @property
    def scale(self) -> str:
        """The scale as people write it: ``1..5``."""
        ends = ("?" if end is None else f"{float(end):g}" for end in (self.low, self.high))
        return "..".join(ends)


Worth = Callable[[Answer], Fraction]
"""What one answer contributes to the mean."""


def answers_by_channel(histogram: Mapping[Key, int]) -> dict[str | None, list[Answer]]:
    """The answers of a histogram over (channel, scale_min, scale_max, score)."""
    found: dict[str | None, list[Answer]] = {}
    for key, times in histogram.items():
        assert isinstance(key, tuple)
        channel, low, high, score = key
        if times:
            answer = Answer(_required(score), _points(low), _points(high), times)
            found.setdefault(None if channel is None else str(channel), []).append(answer)
    return found


def _points(value: int | str | None) -> Fraction | None:
    return Fraction(value, 100) if isinstance(value, int) else None


def _required(value: int | str | None) -> Fraction:
    points = _points(value)
    assert points is not None, "a valid answer has a score"
    return points


def count_of(answers: Iterable[Answer]) -> int:
    """How many answers there are."""
    return sum(answer.times for answer in answers)


def total_worth(answers: Iterable[Answer], worth: Worth) -> Fraction:
    """The sum of what the answers are worth."""
    return sum((worth(answer) * answer.times for answer in answers), Fraction(0))


def satisfied(metric: str, chosen: Mapping[object, object]) -> Worth:
    """1 for a satisfied answer, else 0. ``chosen`` maps the maximum of a scale to its lowest
    satisfied score and wins over the defaults. The worth raises ``ConfigError`` for a scale that
    neither knows."""
    cuts = {Fraction(high): Fraction(cut) for high, cut in SATISFIED_AT.items()}
    for high, cut in chosen.items():
        cuts[Fraction(str(high).rpartition("..")[2])] = Fraction(str(cut))

    def worth(answer: Answer) -> Fraction:
        cut = None if answer.high is None else cuts.get(answer.high)
        if cut is None:
            raise _unknown(metric, answer, cut_needed=True)
        return Fraction(answer.score >= cut)

    return worth


def share_of_scale(metric: str, rescale: str) -> Worth:
    """The score as a share of the maximum (``of_max``) or of the way up (``min_max``).

    The worth raises ``ConfigError`` where the scale is not known.
    """

    def worth(answer: Answer) -> Fraction:
        low = Fraction(0) if rescale == "of_max" else answer.low
        if answer.high is None or low is None or answer.high <= low:
            raise _unknown(metric, answer, cut_needed=False)
        return (answer.score - low) / (answer.high - low)

    return worth


def one_scale(metric: str, answers: Iterable[Answer]) -> Worth:
    """The score itself. Raises ``ConfigError`` when the answers are on different scales."""
    scales = sorted({answer.scale for answer in answers})
    if len(scales) > 1:
        raise option_error(
            metric,
            f"a mean of scores cannot mix the scales {', '.join(scales)}",
            "use method mean_pct, which converts them, or options: {channel: ...}",
        )
    return lambda answer: answer.score


def _unknown(metric: str, answer: Answer, *, cut_needed: bool) -> Exception:
    if answer.high is None or not cut_needed:
        return option_error(
            metric,
            f"the scale {answer.scale} of a survey answer has no usable ends",
            "give the feed its scale, for example set: {scale_min: 1, scale_max: 5}",
        )
    return option_error(
        metric,
        f"no rule says which answers on the scale {answer.scale} are satisfied",
        f"add one: options: {{satisfied_at: {{{float(answer.high):g}: LOWEST SATISFIED SCORE}}}}",
    )
