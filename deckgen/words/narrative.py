"""What happened, from computed facts only: at most two short sentences, never a cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from deckgen.model.result import Cut, MetricResult, PartResult
from deckgen.model.unit import Change, Direction
from deckgen.words.codes import reason
from deckgen.words.drivers import driver_fact
from deckgen.words.movement import Comparison, Movement, compare
from deckgen.words.phrases import is_plural, lower_first, name_in_sentence
from deckgen.words.voice import Voice

LONGEST = 130
_MOST = 2
_VERBS = {Movement.UP: "rose", Movement.DOWN: "fell", Movement.HELD: "held"}


def happened(facts: Sequence[str], longest: int = LONGEST) -> str:
    """The first facts that fit together into the cell."""
    told = ""
    taken = 0
    for fact in facts:
        longer = f"{told} {fact}" if told else fact
        if taken < _MOST and len(longer) <= longest:
            told, taken = longer, taken + 1
    return told


def facts_of(
    result: MetricResult,
    part: PartResult,
    moved: Comparison,
    second: PartResult | None,
    voice: Voice,
    amount: Callable[[MetricResult], Mapping[str, str]],
) -> Iterator[str]:
    """Facts that the headline does not state, most telling first.

    ``amount`` gives the printed amounts of the customers that moved the number, by name.
    """
    if part.value is None:
        yield f"There is no value: {reason(part.now.code)}."
        yield from _last_known(part, voice)
        return
    if part.small_base:
        yield from _counted(part, voice)
        yield "A base this small is shown and not judged."
    elif moved.in_noise:
        yield f"The change of {moved.texts[0]} is within sampling noise."
    if part.key is None and (fact := driver_fact(result, moved, voice)):
        yield fact
    told = second_fact(second, voice) if second is not None else ""
    if told:
        yield told
    if part.key is None and not part.small_base:
        yield from _extremes(result, part, voice, named=bool(told))
    for name, text in amount(result).items():
        yield f"Largest single account: {name}, {text}."
        break
    yield from _a_year_ago(part, voice)
    if part.key is None and not part.small_base:
        yield from _counted(part, voice, named=True)
    yield "No other number explains it further."


def _counted(part: PartResult, voice: Voice, *, named: bool = False) -> Iterator[str]:
    """``That is 90 of 100.`` for a share that is one count over another; by its name where the
    sentence before may be about another number."""
    above, below = part.now.numerator, part.now.denominator
    if above is None or below is None or not part.unit.is_share:
        return
    if above.denominator == below.denominator == 1 and below == part.now.n:
        counts = f"{voice.count(above)} of {voice.count(below)}"
        yield f"{part.label}: {counts}." if named else f"That is {counts}."


def second_fact(part: PartResult, voice: Voice) -> str:
    """How the second number moved; "" for what is read and not followed (a correlation)."""
    if part.value is None or part.part == "moe" or ", " in part.label:
        return ""
    moved = compare(part, part.prior, voice)
    value, label = voice.value(part), part.label
    if moved.movement is Movement.NONE:
        return f"{label} {'stand' if is_plural(label) else 'stands'} at {value}."
    if moved.movement is Movement.HELD:
        return f"{label} held at {value}."
    by = "by " if part.unit.change in (Change.ABSOLUTE, Change.NUMBER) else ""
    return f"{label} {_VERBS[moved.movement]} {by}{moved.size} to {value}."


def as_clause(fact: str) -> str:
    """A fact as the end of another sentence."""
    return lower_first(fact.removesuffix("."))


def _extremes(
    result: MetricResult, part: PartResult, voice: Voice, *, named: bool = False
) -> Iterator[str]:
    """The best and the worst segment (the highest and lowest of a neutral metric); with the
    number's name where the sentence before is about another one, and then, for where that is too
    long, the best alone."""
    cuts = next(iter(result.cuts.values()), ())
    solid = [cut for cut in cuts if _is_solid(cut, result.headline)]
    if len(solid) < 2 or not _beside_the_whole(cuts, result.headline, part):
        return
    solid.sort(key=lambda cut: (cut.parts[result.headline].value or 0, cut.value or ""))
    low, high = solid[0], solid[-1]
    if low.parts[result.headline].value == high.parts[result.headline].value:
        return
    falling = part.direction is Direction.LOWER
    ends = (low, high) if falling else (high, low)
    names = [cut.value or "" for cut in cuts]
    first, last = (name_in_sentence(one.value or "", names) for one in ends)
    best, worst = (voice.value(one.parts[result.headline]) for one in ends)
    if named and not (falling and _is_total(part)):
        order = ("lowest", "highest") if falling else ("highest", "lowest")
        short = f"{part.label}: {order[0]} in {first} at {best}"
        if not _is_total(part):
            yield f"{short}, {order[1]} in {last} at {worst}."
        yield f"{short}."
        return
    words = ("highest", "lowest") if part.direction is Direction.NEUTRAL else ("best", "worst")
    if not _is_total(part):
        yield f"{first} is {words[0]} at {best}, {last} {words[1]} at {worst}."
    elif not falling:
        yield f"{first} is {words[0]} at {best}."


def _beside_the_whole(cuts: Sequence[Cut], headline: str, part: PartResult) -> bool:
    """Whether the segments' numbers can be held against the whole's: it lies among them, as the
    mean of its parts does, or is a total (nothing divided) that they add up to. It is neither where
    each is a mean over something that the segments share: of a CSM's accounts some are in each."""
    values = [value for cut in cuts if (value := cut.parts[headline].value) is not None]
    if part.value is None or not values:
        return False
    if min(values) <= part.value <= max(values):
        return True
    return _is_total(part) and sum(values) == part.value


def _is_total(part: PartResult) -> bool:
    """Whether nothing was divided. A segment that adds nothing to a total may have no row at all,
    so the lowest of the rows is not the lowest of the segments."""
    return part.now.denominator is None and not part.unit.is_share


def _is_solid(cut: Cut, headline: str) -> bool:
    part = cut.parts[headline]
    return cut.value is not None and part.value is not None and not part.small_base


def _a_year_ago(part: PartResult, voice: Voice) -> Iterator[str]:
    if part.small_base or part.year_ago is None or part.year_ago.value is None:
        return
    name = name_in_sentence(
        part.key or part.label
    )  # the sentence before may be about another number
    was = "were" if is_plural(name) else "was"
    yield f"{name} {was} {voice.reading(part, part.year_ago)} a year ago."


def _last_known(part: PartResult, voice: Voice) -> Iterator[str]:
    for point in reversed(part.trend):
        if point.reading.value is not None:
            shown = voice.reading(part, point.reading)
            yield f"The last value is {shown} in {voice.period(point.period)}."
            return


def question(metric_prompt: str, name: str) -> str:
    """A prompt; a metric without one gets a general question."""
    return metric_prompt or f"What is behind {lower_first(name)}?"
