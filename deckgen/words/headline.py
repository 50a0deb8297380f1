"""The headline of a metric slide: a computed sentence, from the longest that fits (slides.md 3).

``{Metric} {verb} {change} to {value} in {period}{streak}{target clause}{part clause}``. It states
only what was computed, and never why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain

from deckgen.model.metric import Reading
from deckgen.model.period import Period
from deckgen.model.result import PartResult
from deckgen.model.unit import Change
from deckgen.words.codes import reason
from deckgen.words.movement import Comparison, Movement
from deckgen.words.phrases import is_plural, lower_first, short_name
from deckgen.words.streak import streak_clause
from deckgen.words.verdict import target_clause
from deckgen.words.voice import Voice

LONGEST = 130
_ONE_LINE = 60
_LONGEST_NAME = 24  # of the last sentence
_RANKING = "ranking"
IN_NOISE = "the change is within sampling noise"
_VERBS = {Movement.UP: "rose", Movement.DOWN: "fell", Movement.HELD: "held"}


@dataclass(frozen=True, slots=True)
class Headline:
    """A sentence on one or two lines: the fact, then the clause that judges it. ``flows`` says
    that the clause only ends the fact: where both have no line each, the sentence may break
    anywhere."""

    fact: str
    clause: str = ""
    flows: bool = False

    @property
    def sentence(self) -> str:
        """The whole sentence on one line."""
        return f"{self.fact} {self.clause}" if self.clause else self.fact

    @property
    def alone(self) -> Headline:
        """The fact without its clause."""
        return Headline(self.fact.rstrip(",;:"))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a headline is about.

    ``part`` is the number, ``title`` and ``short_title`` its name, ``moved`` its comparison with
    the prior period. ``leads`` names the ranking that the number's label leads ("Churn drivers");
    then the title is the label. ``part_clause`` is a further computed fact ("they hold $4.6M").
    ``restated`` is what an earlier deck printed for the prior period, where that has changed.
    ``margin`` is the text of a margin of error, ``base`` of the base ("17 answers").
    """

    part: PartResult
    title: str
    short_title: str
    period: Period
    moved: Comparison
    partial: bool = False
    leads: str = ""
    part_clause: str = ""
    restated: Fraction | None = None
    prior_period: Period | None = None
    margin: str = ""
    base: str = ""


def headline(
    subject: Subject,
    voice: Voice,
    fits: Callable[[Headline], bool] = lambda _: True,
    longer: Sequence[Subject] = (),
) -> Headline:
    """The longest form of the sentence that fits; the shortest when none does.

    ``fits`` decides by font metrics. The font is never made smaller, and no number is ever cut.
    ``longer`` are the same subject with more of its names, for as long as nothing else goes.
    """
    shortest = Headline("")
    whole = (_full(one, voice) for one in longer)
    for candidate in chain(whole, _ladder(subject, voice)):
        shortest = candidate
        if len(candidate.sentence) > LONGEST:
            continue
        if fits(candidate):
            return candidate
        if candidate.flows and fits(unbroken := Headline(candidate.sentence)):
            return unbroken  # rather than without its year
    return shortest


def _ladder(subject: Subject, voice: Voice) -> Iterator[Headline]:
    """Full; without part clause; without streak, with the clause once more before it goes too;
    short name; period without year; no period; then the bare number with its verdict, and last
    the number alone, in as few words as say it."""
    periods = _periods(subject, voice)
    yield _full(subject, voice)
    yield _told(subject, voice, subject.title, periods[0], streak=True)
    yield _told(subject, voice, subject.title, periods[0], part=True)
    yield _told(subject, voice, subject.title, periods[0])
    for period in periods:
        yield _told(subject, voice, subject.short_title, period)
    bare = replace(subject, leads="", restated=None, margin="", base="")
    if subject.leads:  # which ranking it is stands over the headline
        based = replace(bare, leads=_RANKING, base=subject.base)
        yield _told(based, voice, subject.short_title, "")
        yield _told(replace(bare, leads=_RANKING), voice, subject.short_title, "")
    else:
        yield _told(bare, voice, subject.short_title, "")
    yield Headline(_shortest(bare, voice))


def _full(subject: Subject, voice: Voice) -> Headline:
    return _told(subject, voice, subject.title, _periods(subject, voice)[0], streak=True, part=True)


def _shortest(subject: Subject, voice: Voice) -> str:
    """A name and its value, the name cut if it is somebody's own and long."""
    name, value = subject.short_title, subject.part.value
    name = short_name(name, _LONGEST_NAME)
    if value is None:
        return f"{name} cannot be reported"
    return f"{name} {'stand' if is_plural(name) else 'stands'} at {voice.value(subject.part)}"


def _periods(subject: Subject, voice: Voice) -> tuple[str, str, str]:
    full = voice.period(subject.period, partial=subject.partial)
    label = voice.period(subject.period)
    stem, _, last = label.rpartition(" ")
    dateless = stem if stem and last.lstrip("FY").isdigit() else label
    return f" in {full}", f" in {full.replace(label, dateless)}", ""


def _told(
    subject: Subject,
    voice: Voice,
    name: str,
    period: str,
    *,
    streak: bool = False,
    part: bool = False,
) -> Headline:
    number, moved = subject.part, subject.moved
    if number.value is None:
        return _unreported(name, period, number.now)
    value = voice.value(number)
    if number.small_base:
        return _small(subject, name, value, period)
    fact = _fact(subject, name, value, period)
    clause = target_clause(number, moved, voice)
    if streak and moved.movement in (Movement.UP, Movement.DOWN) and not subject.partial:
        fact += streak_clause(number, moved.movement)
    extra = (IN_NOISE if moved.in_noise else subject.part_clause) if part else ""
    restated = _restated(subject, voice)
    return _broken(fact, clause, restated, extra)


def _unreported(name: str, period: str, reading: Reading) -> Headline:
    """Nothing can be said, and why."""
    when = period.replace(" in ", " for ", 1)
    return _split(f"{name} cannot be reported{when}", f"{reason(reading.code)}", ":")


def _small(subject: Subject, name: str, value: str, period: str) -> Headline:
    """A small base is read, not compared: no verb of change, no verdict."""
    verb = "read" if is_plural(name) else "reads"
    margin = f" {subject.margin}" if subject.margin else ""
    base = f" on {subject.base}" if subject.base else ""
    if subject.leads:
        return _split(
            f"{name} leads the {lower_first(subject.leads)} at {value}{base}{period}",
            "too few to tell a change from noise", ":",
        )  # fmt: skip
    fact = f"{name} {verb} {value}{margin}{base}{period}"
    return _split(fact, "too few to tell a change from noise", ":")


def _fact(subject: Subject, name: str, value: str, period: str) -> str:
    part, moved = subject.part, subject.moved
    if subject.leads:
        return f"{name} leads the {lower_first(subject.leads)} at {value}{period}{_also(moved)}"
    if moved.movement is Movement.NONE:
        verb = "stand" if is_plural(name) else "stands"
        first = _is_first(part)
        return f"{name} {verb} at {value}{period}{', the first period measured' if first else ''}"
    if moved.movement is Movement.HELD:
        verb = "held at" if not moved.in_noise else "read" if is_plural(name) else "reads"
        return f"{name} {verb} {value}{period}"
    by = "by " if part.unit.change in (Change.ABSOLUTE, Change.NUMBER) else ""
    return f"{name} {_VERBS[moved.movement]} {by}{moved.size} to {value}{period}"


def _also(moved: Comparison) -> str:
    """How the leading label moved, after the fact that it leads."""
    if moved.movement in (Movement.UP, Movement.DOWN):
        return f", {moved.movement} {moved.size}"
    return ""


def _is_first(part: PartResult) -> bool:
    """Whether no earlier period of the trend has a value; a trend of one tells nothing."""
    return len(part.trend) > 1 and all(point.reading.value is None for point in part.trend[:-1])


def _restated(subject: Subject, voice: Voice) -> str:
    part = subject.part
    if subject.restated is None or part.prior is None or subject.prior_period is None:
        return ""
    if part.prior.value is None:
        return ""
    shown = voice.reading(part, part.prior)
    return f"after restating {voice.period(subject.prior_period)} to {shown}"


def _broken(fact: str, clause: str, restated: str, extra: str) -> Headline:
    """Two lines: the break comes before the target clause, else before a part clause."""
    judged = ", ".join(one for one in (clause, restated) if one)
    if judged:
        told = _split(fact, judged, ",")
        return Headline(told.fact, f"{told.clause}; {extra}" if extra else told.clause)
    if extra:
        return _split(fact, extra, ";")
    return _in_the_middle(fact)


def _split(fact: str, clause: str, mark: str) -> Headline:
    return Headline(f"{fact}{mark}", clause)


def _in_the_middle(sentence: str) -> Headline:
    """A sentence without a clause: short ones stay on one line, others break at a mark."""
    if len(sentence) <= _ONE_LINE:
        return Headline(sentence)
    marks = [
        place for place, mark in enumerate(sentence) if mark in ",;:" and
        sentence[place + 1 : place + 2] == " "
    ]  # fmt: skip
    if not marks:
        return Headline(sentence)
    middle = min(marks, key=lambda place: abs(place - len(sentence) // 2))
    return Headline(sentence[: middle + 1], sentence[middle + 2 :], flows=True)
