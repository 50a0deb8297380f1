"""The scorecard: every metric in one row, a table per section, rows linked to their slides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from deckgen.model.footnotes import notes_of, sentences
from deckgen.model.result import PartResult, Status
from deckgen.model.unit import Direction, Format
from deckgen.plan.context import DeckContext
from deckgen.plan.metric_slide import SEPARATOR, title_text
from deckgen.plan.paging import pages
from deckgen.plan.panel import judged
from deckgen.plan.subject import Told, title_within
from deckgen.words.alt import table_alt
from deckgen.words.headline import Headline
from deckgen.words.movement import Comparison, Movement, compare
from deckgen.words.numbers import NOT_AVAILABLE
from deckgen.words.phrases import capital, listed, lower_first, number_word, periods
from deckgen.words.standing import every, standing_sentence
from deckgen.words.style import NO_BREAK_SPACE
from deckgen.words.verdict import STATUS_WORDS, shown_status

KEY = "scorecard"
_NO_TARGET = "–"
_MISSED = (Status.WATCH, Status.OFF_TARGET)
_JUDGED = (Status.ON_TARGET, *_MISSED)
_LOWER = "↓"
_NAME_POINTS, _NAME_WIDTH = 14.0, 2.12  # inches
_ARROWS = {Movement.UP: "▲", Movement.DOWN: "▼"}
_MOST_ROWS, _MOST_ROWS_OF_TWO = 10, 9  # rows of one table, and of two below each other
Group = tuple[str, tuple[Told, ...]]
"""A section's id and the metrics of one of its tables."""


def scorecard_slides(metrics: Sequence[Told], context: DeckContext) -> tuple[Slide, ...]:
    """The tables of all sections, on as many slides as they need: rows never get smaller."""
    sections = dict.fromkeys(context.section_of(one.result) for one in metrics)
    groups = [
        (section, tuple(page))
        for section in sections
        for page in pages(
            [one for one in metrics if context.section_of(one.result) == section], _MOST_ROWS
        )
    ]
    cut = _packed(groups)
    return tuple(_slide(page, number, len(cut), context) for number, page in enumerate(cut, 1))


def _packed(groups: Sequence[Group]) -> list[list[Group]]:
    """Tables two by two: a second pair joins the first where the rows of both fit."""
    pairs = [list(groups[start : start + 2]) for start in range(0, len(groups), 2)]
    found: list[list[Group]] = []
    for pair in pairs:
        last = found[-1] if found else []
        if len(last) == 2 and _rows(last) + _rows(pair) <= _MOST_ROWS_OF_TWO:
            last += pair
        else:
            found.append(pair)
    return found


def _rows(pair: Sequence[Group]) -> int:
    return max(len(metrics) for _, metrics in pair)


def _slide(groups: Sequence[Group], number: int, count: int, context: DeckContext) -> Slide:
    metrics = [one for _, own in groups for one in own]
    title = scorecard_headline(metrics, context)
    if count > 1:
        names = listed([context.section_name(section) for section, _ in groups])
        longer = Headline(f"{names}: {lower_first(title.fact)}", title.clause)
        title = context.headline(longer, longer.alone, Headline(f"{names} ({number} of {count})"))
    else:
        title = context.headline(title, title.alone)
    tables = tuple(
        _table(section, [name for name, _ in groups[:place]].count(section), own, context)
        for place, (section, own) in enumerate(groups)
    )
    counted = f"{number_word(len(metrics))} metric{'' if len(metrics) == 1 else 's'}"
    page = counted if count == 1 else f"{number} of {count}"
    return Slide(
        key=KEY if number == 1 else f"{KEY}/{number}",
        kind=SlideKind.SCORECARD,
        title=title_text(title),
        eyebrow=SEPARATOR.join(("Scorecard", page, context.group_name, context.period_label)),
        blocks=tables,
        footer=_footer(tables, context),
        notes=Notes(
            say=(f"{title.sentence}.",),
            data=tuple(_uncompared(metrics, context)),
            history=tuple(_lines(metrics, context)),
        ),
    )


def _footer(tables: Sequence[Table], context: DeckContext) -> Text:
    return sentences(
        (
            f"{_LOWER} lower is better.",
            *notes_of(tables),
            _compared_with(context),
            "Watch: a miss within the tolerance.",
            "Each name links to its slide.",
            f"As{NO_BREAK_SPACE}of{NO_BREAK_SPACE}{context.voice.day(context.as_of)}.",
        )
    )


def scorecard_headline(metrics: Sequence[Told], context: DeckContext) -> Headline:
    """How many of the metrics with a target meet it, and where the misses are."""
    judged_ones = [one for one in metrics if one.part.status in _JUDGED]
    if not judged_ones:
        return _none_judged(metrics)
    fact = standing(metrics)
    missed = [one for one in judged_ones if one.part.status in _MISSED]
    if len(judged_ones) == 1 or not missed:
        return Headline(fact)
    return Headline(f"{fact};", _misses(missed, context))


def standing(metrics: Sequence[Told]) -> str:
    """How many of the metrics meet their target."""
    statuses = [one.part.status for one in metrics]
    judged_count = sum(status in _JUDGED for status in statuses)
    met = sum(status is Status.ON_TARGET for status in statuses)
    return standing_sentence(met, judged_count, others_have_targets=bool(_unjudged(metrics)))


def _unjudged(metrics: Sequence[Told]) -> list[Told]:
    """Those that have a target and cannot be held against it: no value, or too small a base."""
    parts = ((one, one.part) for one in metrics)
    return [one for one, part in parts if part.target is not None and part.status not in _JUDGED]


def _none_judged(metrics: Sequence[Told]) -> Headline:
    defined = sum(one.is_defined for one in metrics)
    fact = f"{capital(_counted(defined, 'metric'))} computed"
    if defined < len(metrics):
        fact = f"{capital(number_word(defined))} of {number_word(len(metrics))} metrics computed"
    unjudged = _unjudged(metrics)
    if not unjudged:
        return Headline(f"{fact}, none with a target")
    if all(one.part.status is Status.SMALL_BASE for one in unjudged):
        return Headline(f"{fact};", "no base is large enough to be held against its target")
    return Headline(f"{fact};", "none can be held against its target")


def _misses(missed: Sequence[Told], context: DeckContext) -> str:
    """The section with at least half of the misses, else how many exceed the tolerance."""
    many = number_word(len(missed))
    sections = [context.section_of(one.result) for one in missed]
    top = max(dict.fromkeys(sections), key=sections.count)
    count = sections.count(top)
    name = lower_first(context.section_name(top))
    if len(missed) == 1:
        return f"{name} has the one miss"
    if count == len(missed):
        return f"{every(count)} misses are in {name}"
    if count * 2 > len(missed):
        return f"{name} has {number_word(count)} of the {many} misses"
    beyond = sum(one.part.status is Status.OFF_TARGET for one in missed)
    if beyond == len(missed):
        return f"{every(beyond)} misses exceed the tolerance"
    verb = "exceeds" if beyond == 1 else "exceed"
    return f"{number_word(beyond)} of the {many} misses {verb} the tolerance"


def _counted(count: int, noun: str) -> str:
    return f"{number_word(count)} {noun}{'' if count == 1 else 's'}"


def _compared_with(context: DeckContext) -> str:
    if _compares_company(context):
        return "Change is the gap to all customers."
    if context.prior is None:
        return "There is no earlier period to compare with."
    return f"Change is against {context.voice.period(context.prior)}."


def _uncompared(metrics: Sequence[Told], context: DeckContext) -> Iterator[str]:
    """Which metrics are not compared with all customers because it would tell about few."""
    names = [one.title for one in metrics if one.result.request.id in context.uncompared]
    if names:
        which = "no metric is" if len(names) == len(metrics) > 1 else f"{listed(names)} not"
        yield (
            f"Compared with all customers: {which}. The customers that are in no segment's deck, "
            "or not in this one, would be so few that the difference told about them."
        )


def _compares_company(context: DeckContext) -> bool:
    return bool(context.group and context.company_results)


def _table(section: str, part: int, metrics: Sequence[Told], context: DeckContext) -> Table:
    name = context.section_name(section)
    change = "vs all" if _compares_company(context) else "Change"
    rows = tuple(_row(one, context) for one in metrics)
    return Table(
        key=section if part == 0 else f"{section}/{part}",
        title=name,
        subtitle=context.period_label,
        columns=(
            TableColumn("", weight=0.30, kind=ColumnKind.MARK),
            TableColumn("Metric", weight=2.22),
            TableColumn(
                _history(metrics, context),
                weight=0.92,
                kind=ColumnKind.SPARKLINE,
                optional=1,
                note="Trend: own scale per row.",
            ),
            TableColumn(context.voice.period(context.period), numeric=True, weight=0.75),
            TableColumn(change, numeric=True, weight=1.02),
            TableColumn("Target", numeric=True, weight=0.85),
        ),
        rows=rows,
        alt=table_alt(name, [_told(one, context) for one in metrics]),
        links=tuple(one.key for one in metrics),
        sparklines=tuple(sparkline(one) for one in metrics),
        by_weight=True,
    )


def sparkline(told: Told) -> tuple[Fraction | None, ...]:
    """The values of a metric's trend; one alone is no line."""
    values = tuple(point.reading.value for point in told.part.trend)
    return values if sum(value is not None for value in values) > 1 else ()


def _told(told: Told, context: DeckContext) -> str:
    status = plain(status_cell(told.part)).lower()
    return f"{told.title} {context.voice.value(told.part)} ({status})"


def _history(metrics: Sequence[Told], context: DeckContext) -> str:
    """The heading of the sparklines; none where no metric has one."""
    if not any(sparkline(one) for one in metrics):
        return ""
    count = max(len(one.part.trend) for one in metrics)
    return f"{count} {periods(context.grain, count)}" if count > 1 else ""


def _row(told: Told, context: DeckContext) -> tuple[Text, ...]:
    part, voice = told.part, context.voice
    return (
        status_cell(part),
        row_name(title_within(told, _NAME_POINTS, _NAME_WIDTH, context), part),
        (),
        text(voice.value(part), Tone.STRONG if told.is_defined else Tone.MUTED),
        _change(told, context),
        target_cell(part, context),
    )


def _change(told: Told, context: DeckContext) -> Text:
    """The change, or the gap to all customers; no gap where theirs is the sum of all segments."""
    if not _compares_company(context):
        return change_cell(_moved(told, context), "held")
    if _adds_up(told.part):
        return text(_NO_TARGET, Tone.MUTED)
    return change_cell(_moved(told, context), "")


def _adds_up(part: PartResult) -> bool:
    """Whether a number is an amount or a count of its own, and no rate, score or average."""
    return part.now.denominator is None and (part.unit.is_money or part.unit.format is Format.COUNT)


def target_cell(part: PartResult, context: DeckContext) -> Text:
    """The target, or a dash."""
    target = part.target
    shown = _NO_TARGET if target is None else context.voice.target(target, part.unit)
    return text(shown, Tone.MUTED)


def row_name(title: str, part: PartResult) -> Text:
    """A metric's name, with a sign where lower is better, which no line begins with."""
    if part.direction is Direction.LOWER:
        return (Run(title), Run(f"\u00a0{_LOWER}", Tone.MUTED))
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
    """A change in a table: arrow and sign say which way, its colour better or worse. ``held`` is
    the word for what did not move; "" is for a gap, which has no arrow and is printed when small.
    """
    if moved.movement is Movement.NONE:
        return text("small base" if moved.in_noise else NOT_AVAILABLE, Tone.MUTED)
    if moved.movement is Movement.HELD:
        return text(held or moved.texts[0], Tone.MUTED)
    arrow = f"{_ARROWS[moved.movement]}{NO_BREAK_SPACE}" if held else ""
    return text(f"{arrow}{moved.texts[0]}", judged(moved))


def status_text(part: PartResult) -> str:
    """The word of a status mark: also where there is no value, or nothing to judge by."""
    if part.value is None:
        return "Not available"
    return STATUS_WORDS[shown_status(part)] or "No target"


def status_cell(part: PartResult) -> Text:
    """The word behind a status mark, in the colour of what is missed."""
    return text(status_text(part), Tone.BAD if part.status in _MISSED else Tone.MUTED)


def _lines(metrics: Sequence[Told], context: DeckContext) -> list[str]:
    return [
        f"{one.title}: {context.voice.value(one.part)}"
        + (f", {one.moved.texts[0]}" if one.moved.texts else "")
        + (f", {word.lower()}" if (word := STATUS_WORDS[shown_status(one.part)]) else "")
        for one in metrics
    ]
