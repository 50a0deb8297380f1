"""The scorecard: every metric in one row, a table per section, rows linked to their slides."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from deckgen.model.deck import (
    ColumnKind,
    Notes,
    Run,
    Slide,
    SlideKind,
    Table,
    TableColumn,
    Text,
    Tone,
    plain,
    text,
)
from deckgen.model.result import PartResult, Status
from deckgen.model.unit import Direction
from deckgen.plan.context import DeckContext
from deckgen.plan.metric_slide import SEPARATOR, title_text
from deckgen.plan.panel import judged
from deckgen.plan.subject import Told
from deckgen.words.alt import table_alt
from deckgen.words.headline import Headline
from deckgen.words.movement import Comparison, Movement, compare
from deckgen.words.numbers import NOT_AVAILABLE
from deckgen.words.phrases import capital, lower_first, number_word, periods
from deckgen.words.verdict import STATUS_WORDS

KEY = "scorecard"
_NO_TARGET = "–"
_MISSED = (Status.WATCH, Status.OFF_TARGET)
_LOWER = "↓"


def scorecard_slide(metrics: Sequence[Told], context: DeckContext) -> Slide:
    """The slide with the tables of all sections."""
    sections = dict.fromkeys(context.section_of(one.result) for one in metrics)
    tables = tuple(
        _table(section, [one for one in metrics if context.section_of(one.result) == section],
               context)
        for section in sections
    )  # fmt: skip
    title = scorecard_headline(metrics, context)
    against = _comparison_name(context)
    foot = (
        f"{_LOWER} lower is better. Trend: own scale per row. Change is {against}. On target is "
        "judged at full precision; watch is a miss within the tolerance. Each name links to its "
        f"slide. "
        f"As of {context.voice.day(context.as_of)}."
    )
    return Slide(
        key=KEY,
        kind=SlideKind.SCORECARD,
        title=title_text(title),
        eyebrow=SEPARATOR.join(
            ("Scorecard", f"{_counted(len(metrics), 'metric')}",
             context.group_name, context.period_label)
        ),
        blocks=tables,
        footer=text(foot, Tone.MUTED),
        notes=Notes(say=(f"{title.sentence}.",), history=tuple(_lines(metrics, context))),
    )  # fmt: skip


def scorecard_headline(metrics: Sequence[Told], context: DeckContext) -> Headline:
    """How many of the metrics with a target meet it, and where the misses are."""
    judged_ones = [one for one in metrics if one.part.status in (Status.ON_TARGET, *_MISSED)]
    met = sum(one.part.status is Status.ON_TARGET for one in judged_ones)
    if not judged_ones:
        return _without_targets(metrics)
    clause = _misses([one for one in judged_ones if one.part.status in _MISSED], context)
    end = ";" if clause else ""
    if len(judged_ones) == 1:
        verb = "is" if met else "is not"
        return Headline(f"The one metric with a target {verb} on target")
    if met == len(judged_ones):
        return Headline(f"{capital(_every(met))} metrics with a target are on target")
    many = number_word(len(judged_ones))
    none = "neither" if len(judged_ones) == 2 else "none"
    verb = "is" if met == 1 or (met == 0 and none == "neither") else "are"
    share = f"{number_word(met) if met else none} of {many}"
    fact = f"{capital(share)} metrics with a target {verb} on target"
    return Headline(f"{fact}{end}", clause)


def _without_targets(metrics: Sequence[Told]) -> Headline:
    defined = sum(one.is_defined for one in metrics)
    if defined == len(metrics):
        return Headline(f"{capital(_counted(defined, 'metric'))} computed, none with a target")
    fact = f"{capital(number_word(defined))} of {number_word(len(metrics))} metrics computed"
    return Headline(f"{fact}, none with a target")


def _misses(missed: Sequence[Told], context: DeckContext) -> str:
    """The section with at least half of the misses, else how many exceed the tolerance."""
    if not missed:
        return ""
    many = number_word(len(missed))
    sections = [context.section_of(one.result) for one in missed]
    top = max(dict.fromkeys(sections), key=sections.count)
    count = sections.count(top)
    name = lower_first(context.section_name(top))
    if len(missed) == 1:
        return f"{name} has the one miss"
    if count == len(missed):
        return f"{_every(count)} misses are in {name}"
    if count * 2 > len(missed):
        return f"{name} has {number_word(count)} of the {many} misses"
    beyond = sum(one.part.status is Status.OFF_TARGET for one in missed)
    verb = "exceeds" if beyond == 1 else "exceed"
    return f"{number_word(beyond)} of the {many} misses {verb} the tolerance"


def _every(count: int) -> str:
    """``both``, ``all three``."""
    return "both" if count == 2 else f"all {number_word(count)}"


def _counted(count: int, noun: str) -> str:
    return f"{number_word(count)} {noun}{'' if count == 1 else 's'}"


def _comparison_name(context: DeckContext) -> str:
    if _compares_company(context):
        return "the gap to all customers"
    if context.prior is None:
        return "against the prior period"
    return f"against {context.voice.period(context.prior)}"


def _compares_company(context: DeckContext) -> bool:
    return bool(context.group and context.company_results)


def _table(section: str, metrics: Sequence[Told], context: DeckContext) -> Table:
    name = context.section_name(section)
    change = "vs all" if _compares_company(context) else "Change"
    rows = tuple(_row(one, context) for one in metrics)
    return Table(
        key=section,
        title=name,
        subtitle=context.period_label,
        columns=(
            TableColumn("", weight=0.34, kind=ColumnKind.MARK),
            TableColumn("Metric", weight=1.95),
            TableColumn(_history(metrics, context), weight=1.13, kind=ColumnKind.SPARKLINE),
            TableColumn(context.voice.period(context.period), numeric=True, weight=0.85),
            TableColumn(change, numeric=True, weight=1.02),
            TableColumn("Target", numeric=True, weight=0.78),
        ),
        rows=rows,
        alt=table_alt(name, [_told(one, context) for one in metrics]),
        links=tuple(one.key for one in metrics),
        sparklines=tuple(sparkline(one) for one in metrics),
    )


def sparkline(told: Told) -> tuple[Fraction | None, ...]:
    """The values of a metric's trend; one alone is no line."""
    values = tuple(point.reading.value for point in told.part.trend)
    return values if sum(value is not None for value in values) > 1 else ()


def _told(told: Told, context: DeckContext) -> str:
    status = plain(_status(told.part)).lower()
    return f"{told.title} {context.voice.value(told.part)} ({status})"


def _history(metrics: Sequence[Told], context: DeckContext) -> str:
    count = max(len(one.part.trend) for one in metrics)
    return f"{count} {periods(context.grain, count)}" if count > 1 else ""


def _row(told: Told, context: DeckContext) -> tuple[Text, ...]:
    part, voice = told.part, context.voice
    target = part.target
    return (
        _status(part),
        row_name(told.title, part),
        (),
        text(voice.value(part), Tone.STRONG if told.is_defined else Tone.MUTED),
        change_cell(_moved(told, context), "" if _compares_company(context) else "held"),
        text(_NO_TARGET if target is None else voice.target(target, part.unit), Tone.MUTED),
    )


def row_name(title: str, part: PartResult) -> Text:
    """A metric's name, with a sign where lower is better."""
    if part.direction is Direction.LOWER:
        return (Run(title), Run(f" {_LOWER}", Tone.MUTED))
    return text(title)


def _moved(told: Told, context: DeckContext) -> Comparison:
    """Against the prior period; in a segment's deck that compares itself, against the company."""
    if not _compares_company(context):
        return told.moved
    company = context.company_results.get(told.result.request.id)
    if company is None or told.part.key is not None:
        return Comparison(Movement.NONE)
    return compare(told.part, company.value.now, context.voice)


def change_cell(moved: Comparison, held: str) -> Text:
    """A change in a table: its sign is in the text, its colour says better or worse. ``held`` is
    the word for what did not move; a gap that is small is printed."""
    if moved.movement is Movement.NONE:
        return text("small base" if moved.in_noise else NOT_AVAILABLE, Tone.MUTED)
    if moved.movement is Movement.HELD:
        return text(held or moved.texts[0], Tone.MUTED)
    return text(moved.texts[0], judged(moved))


def _status(part: PartResult) -> Text:
    if part.value is None:
        return text("Not available", Tone.MUTED)
    word = STATUS_WORDS[part.status] or "No target"
    return text(word, Tone.BAD if part.status in _MISSED else Tone.MUTED)


def _lines(metrics: Sequence[Told], context: DeckContext) -> list[str]:
    return [
        f"{one.title}: {context.voice.value(one.part)}"
        + (f", {one.moved.texts[0]}" if one.moved.texts else "")
        + (f", {STATUS_WORDS[one.part.status].lower()}" if STATUS_WORDS[one.part.status] else "")
        for one in metrics
    ]
