"""What a metric's slide is about: the number, its name, how it moved. Made once for each metric.

Headline, panel, scorecard and notes all read this value, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from deckgen.model.result import MetricResult, PartResult
from deckgen.plan.annual import annualised
from deckgen.plan.context import DeckContext
from deckgen.plan.exhibits import base_noun, leader_of, part_clause, second_number
from deckgen.plan.fit import headline_fits
from deckgen.plan.inputs import is_unavailable, missing_clause, missing_inputs
from deckgen.words.drivers import driver_clause
from deckgen.words.headline import Headline, Subject, headline
from deckgen.words.movement import Comparison, compare, noise_of
from deckgen.words.narrative import as_clause, second_fact
from deckgen.words.phrases import LONGEST_IN_TABLE, LONGEST_NAME, capital, sentence_case, short_name
from deckgen.words.style import NO_BREAK_SPACE

_RESTATED = Fraction(5, 10_000)  # 0.05 pp (R12)
_LONGER = (60, 46, 34, 28)  # characters of a name in a headline that has room for it


@dataclass(frozen=True, slots=True)
class Told:
    """A metric as its slide tells it.

    ``result`` has its money per year. ``part`` is the number in the panel: the headline part, or
    the leading label of a ranking. ``headline`` is the sentence, ``moved`` and ``moved_year`` the
    comparisons behind its words and the panel's marks, ``base`` the text of n.
    """

    result: MetricResult
    part: PartResult
    label: str
    moved: Comparison
    moved_year: Comparison
    headline: Headline
    base: str
    margin: str

    @property
    def key(self) -> str:
        """The key of the metric's slide."""
        return f"metric/{self.result.request.id}"

    @property
    def title(self) -> str:
        """The metric's name."""
        return self.result.metric.title

    @property
    def is_defined(self) -> bool:
        """Whether there is a value."""
        return self.part.value is not None


def told(result: MetricResult, context: DeckContext) -> Told:
    """A metric as its slide tells it."""
    voice = context.voice
    result = annualised(result, context.revenue_unit)
    value, leader = result.value, leader_of(result)
    part = value
    label, title = value.label, result.metric.title
    if leader is not None:
        part = replace(leader, target=value.target, status=value.status, now=leader.now)
        part = replace(part, small_base=value.small_base)
        label = label_text(leader.key, LONGEST_IN_TABLE)  # the panel has its own width
        title = label_text(leader.key)
    moved = compare(part, part.prior, voice, noise_of(result, part))
    moved_year = compare(part, part.year_ago, voice, noise_of(result, part, year=True))
    base, margin = base_text(result, part, context), margin_text(result, context)
    subject = Subject(
        part=part,
        title=title,
        short_title=title if leader is not None else result.metric.short_title,
        period=result.period,
        moved=moved,
        partial=result.span.partial,
        leads=result.metric.title if leader is not None else "",
        part_clause=_further(result, moved, context, LONGEST_NAME, leads=leader is not None),
        restated=restated_from(result, context),
        prior_period=context.prior,
        margin=margin,
        base=base,
    )  # fmt: skip
    longer = [
        replace(
            subject,
            title=title if leader is None else label_text(leader.key, longest),
            part_clause=_further(result, moved, context, longest, leads=leader is not None),
        )
        for longest in _LONGER
    ]
    sentence = headline(
        subject, voice, lambda one: headline_fits(one, context.of_headlines), longer
    )
    if is_unavailable(result) and (missing := missing_inputs(result, context)):
        sentence = Headline(sentence.fact, missing_clause(missing))  # whatever it has come to
    return Told(result, part, label, moved, moved_year, sentence, base, margin)


def _further(
    result: MetricResult, moved: Comparison, context: DeckContext, longest: int, *, leads: bool
) -> str:
    """The headline's last clause: what the second number says, or the segment that made most of
    the change, by so many characters of its name; where nothing is judged, how the second number
    moved."""
    voice, second = context.voice, second_number(result)
    clause = part_clause(result, voice.value)
    if clause or leads:
        return clause
    driver = driver_clause(result, moved, voice, longest)
    if driver or second is None or result.value.target is not None:
        return driver
    return as_clause(second_fact(second, voice))


def title_within(told: Told, points: float, width: float, context: DeckContext) -> str:
    """The metric's title in bold, or its short one where that has no room."""
    if context.measure(told.title, points, bold=True) <= width:
        return told.title
    return told.result.metric.short_title


def label_text(key: str | None, longest: int = LONGEST_NAME) -> str:
    """A label of the data at the head of a sentence; a missing one says so."""
    if key is None or key in ("(none)", "unknown"):
        return "No reason recorded"
    return capital(short_name(sentence_case(key), longest))


def base_text(result: MetricResult, part: PartResult, context: DeckContext) -> str:
    """The size of the base with its noun: ``17 answers``; "" where it is not known."""
    n = part.now.n if part.now.n is not None else result.value.now.n
    if n is None:
        return ""
    return f"{context.voice.count(n)}{NO_BREAK_SPACE}{base_noun(result.metric, n)}"


def margin_text(result: MetricResult, context: DeckContext) -> str:
    """A margin of error beside the value: ``± 3``; "" without one."""
    margin = result.parts.get("moe")
    if margin is None or margin.value is None:
        return ""
    return f"±{NO_BREAK_SPACE}{context.voice.number(margin.value, result.value.unit)}"


def restated_from(result: MetricResult, context: DeckContext) -> Fraction | None:
    """What an earlier deck printed for the prior period, if the value differs from it now."""
    before = context.previously.get(result.request.id)
    prior = result.value.prior
    if before is None or prior is None or prior.value is None:
        return None
    if result.value.unit.is_share and abs(before - prior.value) <= _RESTATED:
        return None
    shown = context.voice.number(before, result.value.unit, result.value.rounding)
    return before if shown != context.voice.reading(result.value, prior) else None
