"""The appendix of definitions: what each number says, its formula, method, target and owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckgen.model.deck import Notes, Run, Slide, SlideKind, Table, TableColumn, Text, Tone, text
from deckgen.model.footnotes import notes_of, sentences
from deckgen.plan.context import DeckContext
from deckgen.plan.fit import cell_lines
from deckgen.plan.metric_slide import SEPARATOR, title_text
from deckgen.plan.paging import pages
from deckgen.plan.scorecard import row_name
from deckgen.plan.subject import Told, title_within
from deckgen.words.alt import table_alt
from deckgen.words.headline import Headline
from deckgen.words.phrases import capital, listed, lower_first

# How many rows a page has room for, by the lines that its longest cell takes.
MOST_ROWS: Mapping[int, int] = {1: 9, 2: 9, 3: 6, 4: 5, 5: 4}
_NAME, _SAYS, _FORMULA, _METHOD, _TARGET, _OWNER = 2.4, 2.85, 3.35, 1.35, 1.0, 1.38  # inches
_NAME_POINTS, _NAME_INSET = 14.0, 0.25
_NONE = "–"
_METHODS = "Method: its name in the configuration."


def definition_slides(metrics: Sequence[Told], context: DeckContext) -> tuple[Slide, ...]:
    """Slides of at most nine metrics; a section stays together where it fits. Nothing is cut: a
    row has the lines it needs, and the exact sentence stands in the notes."""
    cut = _grouped(metrics, context)
    names = [_names(page, context) for page in cut]
    return tuple(
        _slide(page, number, len(cut), names.count(_names(page, context)) > 1, context)
        for number, page in enumerate(cut, 1)
    )


def _names(metrics: Sequence[Told], context: DeckContext) -> str:
    """The sections of a page, as its title says them."""
    sections = dict.fromkeys(context.section_of(one.result) for one in metrics)
    return listed([lower_first(context.section_name(section)) for section in sections])


def _grouped(metrics: Sequence[Told], context: DeckContext) -> list[Sequence[Told]]:
    sections = dict.fromkeys(context.section_of(one.result) for one in metrics)
    found: list[Sequence[Told]] = []
    lines = max((_lines(one, context) for one in metrics), default=1)
    most = MOST_ROWS[min(lines, max(MOST_ROWS))]
    for section in sections:
        rows = [one for one in metrics if context.section_of(one.result) == section]
        if found and len(found[-1]) + len(rows) <= most:
            found[-1] = (*found[-1], *rows)
        else:
            found += pages(rows, most)
    return found


def _lines(told: Told, context: DeckContext) -> int:
    """How many lines a metric's longest cell takes."""
    metric, owner = told.result.metric, told.result.request.owner or ""
    cells = ((metric.says, _SAYS), (metric.formula, _FORMULA), (owner, _OWNER))
    return max(cell_lines(words, width, context.measure) for words, width in cells)


def _slide(
    metrics: Sequence[Told], number: int, count: int, repeated: bool, context: DeckContext
) -> Slide:
    page = f"{number} of {count}" if count > 1 else "all metrics"
    # Slides need titles of their own: two pages may hold the same section.
    own = f" ({page})" if repeated else ""
    what = "How each number is computed"
    title = context.headline(
        Headline(f"{what}: {_names(metrics, context)}{own}"),
        Headline(f"{what} ({page})" if count > 1 else what),
    )
    table = _table(metrics, context)
    return Slide(
        key=f"definitions/{number}",
        kind=SlideKind.TABLE,
        title=title_text(title),
        eyebrow=SEPARATOR.join(
            ("Definitions", page,
             f"{context.voice.period(context.period)} · definitions: {context.definitions}")
        ),
        blocks=(table,),
        footer=sentences(
            (
                "↓ lower is better.",
                "Generated from the metric files.",
                *notes_of((table,)),
                "Recurring revenue is shown per year.",
            )
        ),
        notes=Notes(definition=tuple(_line(one) for one in metrics)),
    )  # fmt: skip


def _table(metrics: Sequence[Told], context: DeckContext) -> Table:
    return Table(
        key="definitions",
        title="",  # the headline says it already
        subtitle="",
        columns=(
            TableColumn("Metric", weight=_NAME),
            TableColumn("What it says", weight=_SAYS),
            TableColumn("Formula", weight=_FORMULA),
            TableColumn("Method", weight=_METHOD, optional=1, note=_METHODS),
            TableColumn("Target", numeric=True, weight=_TARGET),
            TableColumn("Owner", weight=_OWNER, optional=2),
        ),
        rows=tuple(_row(one, context) for one in metrics),
        alt=table_alt("Definitions", [one.title for one in metrics]),
        links=tuple(one.key for one in metrics),
        by_weight=True,
    )


def _row(told: Told, context: DeckContext) -> tuple[Text, ...]:
    metric, part = told.result.metric, told.result.value
    name = title_within(told, _NAME_POINTS, _NAME - _NAME_INSET, context)
    target = part.target
    shown = _NONE if target is None else context.voice.target(target, part.unit)
    if target is not None and target.set:
        shown = f"{shown} ({target.set})"
    return (
        tuple(Run(run.text, Tone.STRONG) for run in row_name(name, part)),
        text(metric.says),
        text(metric.formula),
        text(part.method, Tone.MUTED),
        text(shown),
        text(told.result.request.owner or _NONE, Tone.MUTED),
    )


def _line(told: Told) -> str:
    metric = told.result.metric
    described = metric.methods.get(told.result.value.method, "")
    tail = f" Method {told.result.value.method}: {described}." if described else ""
    return f"{told.title}: {metric.definition} {capital(metric.formula)}.{tail}"
