"""What only surveys tell: who was followed up, and how many answered."""

from __future__ import annotations

from deckgen.model.result import MetricResult, PartResult
from deckgen.plan.context import DeckContext
from deckgen.words.style import NO_BREAK_SPACE

RESPONSE_RATE, FOLLOW_UP_RATE = "response_rate", "follow_up_rate"
_DETRACTORS = "detractor_follow_up_rate"


def answered_of_sent(result: MetricResult, second: PartResult | None, context: DeckContext) -> str:
    """The share of surveys that were answered: ``31% of sent``; "" where nobody knows, or where
    it is the slide's second number anyway."""
    part = result.parts.get(RESPONSE_RATE)
    if part is None or part.value is None or (second is not None and second.part == part.part):
        return ""
    return f"{context.voice.value(part)} of{NO_BREAK_SPACE}sent"


def within_days(result: MetricResult) -> str:
    """How soon an answer should be followed up: ``14 days``; "" for other metrics."""
    known = {option.name: option.default for option in result.metric.options}
    if "within_days" not in known:
        return ""
    days = result.request.options.get("within_days", known["within_days"])
    return f"{days}{NO_BREAK_SPACE}{'day' if days == 1 else 'days'}"


def follow_up_fact(result: MetricResult, context: DeckContext) -> str:
    """``20 of 31 detractors whose 14 days are over were followed up in time.``; "" where none was
    due or nobody notes it. There may be more detractors than these: the latest are not due yet."""
    part = result.parts.get(_DETRACTORS)
    if part is None or part.now.numerator is None or not part.now.denominator:
        return ""
    done, due = part.now.numerator, part.now.denominator
    count = context.voice.count
    noun, verb = ("detractor", "was") if due == 1 else ("detractors", "were")
    who = f"{count(done)} of {count(due)} {noun} whose {within_days(result)} are over"
    return f"{who} {verb} followed up in time."
