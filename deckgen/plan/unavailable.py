"""The slide of a metric that cannot be computed: a work order, never an empty chart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from deckgen.model.component import Component
from deckgen.model.deck import (
    BigNumber,
    Block,
    Narrative,
    Notes,
    Paragraph,
    Run,
    Slide,
    SlideKind,
    Table,
    TableColumn,
    Text,
    Tone,
    text,
)
from deckgen.model.result import MetricResult
from deckgen.model.table import TABLES
from deckgen.plan.cells import computed_cell, in_full
from deckgen.plan.context import DeckContext
from deckgen.plan.exhibits import known_points
from deckgen.plan.footer import bases_of, components_of
from deckgen.plan.metric_slide import eyebrow, narrative, title_text
from deckgen.plan.panel import main_number
from deckgen.plan.subject import Told
from deckgen.words.alt import table_alt
from deckgen.words.codes import reason
from deckgen.words.headline import Headline
from deckgen.words.phrases import listed, number_word

_KIND = re.compile(r"\bkind = '(\w+)'")
_MAPPED, _MISSING, _OPTIONAL = "mapped", "missing", "optional"


@dataclass(frozen=True, slots=True)
class Input:
    """A table or column that a metric reads: where it comes from, or that it is missing."""

    table: str
    column: str
    state: str
    found: str
    kind: str = ""  # of rows, where a table holds several kinds

    @property
    def name(self) -> str:
        """``revenue``, ``customers.fit`` or ``reasons of kind product_gap``."""
        if self.kind:
            return f"{self.table} of kind {self.kind}"
        return f"{self.table}.{self.column}" if self.column else self.table


def is_unavailable(result: MetricResult) -> bool:
    """Whether nothing can be shown: no value now, and none in any earlier period."""
    return result.value.value is None and known_points(result.value) == 0


def unavailable_slide(told: Told, context: DeckContext) -> Slide:
    """What is missing, and the lines that would add it."""
    needed = inputs_of(told.result, context)
    missing = [one for one in needed if one.state == _MISSING]
    cause = cause_of(told, context)
    title = told.headline
    if missing:
        title = Headline(title.fact, cause)
        title = context.headline(title, title.alone)
    blocks: list[Block] = [replace(_number(told, context), base=cause)]
    if needed:
        blocks.append(_needed(needed))
    blocks.append(_remedy(told, missing, context))
    happened = computed_cell(f"There is no value: {cause}.")
    cells = Narrative((happened, *narrative(told, context).cells[1:]))
    blocks.append(cells)
    metric = told.result.metric
    return Slide(
        key=told.key,
        kind=SlideKind.UNAVAILABLE,
        title=title_text(title),
        eyebrow=eyebrow(told, context),
        blocks=tuple(blocks),
        footer=text(
            f"Definition: {metric.definition} Method: {told.part.method}. "
            "Leave this slide out with --skip-unavailable.",
            Tone.MUTED,
        ),
        notes=Notes(
            say=(f"{title.sentence}.", *in_full(cells)),
            definition=(metric.definition, f"Formula: {metric.formula}."),
            data=tuple(f"{one.name}: {one.state}{f', {one.found}' if one.found else ''}"
                       for one in needed),
            ask=tuple(one for one in (metric.prompts.why, metric.prompts.next) if one),
        ),
        section=context.section_name(context.section_of(told.result)),
        split=(4, 5),
    )  # fmt: skip


def cause_of(told: Told, context: DeckContext) -> str:
    """Why there is no value: what is missing comes before what follows from that."""
    missing = [one for one in inputs_of(told.result, context) if one.state == _MISSING]
    return _missing_clause(missing) if missing else reason(told.part.now.code)


def _number(told: Told, context: DeckContext) -> BigNumber:
    """The panel without a number: what it would be held against, if there is a target."""
    number, target = main_number(told, context), told.result.value.target
    if target is None:
        return number
    shown = context.voice.target(target, told.result.value.unit)
    return replace(number, against=text(f"target on file: {shown}", Tone.MUTED))


def _missing_clause(missing: Sequence[Input]) -> str:
    unmapped = [one for one in missing if not one.kind]
    if not unmapped:
        return f"no {listed([one.name for one in missing])} in the data"
    noun = "input is" if len(unmapped) == 1 else "inputs are"
    return f"{number_word(len(unmapped))} {noun} not mapped"


def inputs_of(result: MetricResult, context: DeckContext) -> list[Input]:
    """Every input of a metric with its state, required ones first."""
    metric = result.metric
    required = [_input(one, context, _MISSING) for one in metric.inputs]
    required += _kinds(result, context)
    return required + [_input(one, context, _OPTIONAL) for one in metric.optional_inputs]


def _kinds(result: MetricResult, context: DeckContext) -> Iterator[Input]:
    """Kinds of rows that a number reads and a table that is mapped does not have."""
    kinds = [kind for base in bases_of(result) for kind in base.kinds]
    kinds += [kind for component in components_of(result) for kind in _asked(component)]
    for kind in dict.fromkeys(kinds):
        table, _, name = kind.partition(".")
        if context.staged.lacks_kind(table, name):
            yield Input(table, "kind", _MISSING, "", name)


def _asked(component: Component) -> Iterator[str]:
    """The kind of rows that a component's condition asks for, of the tables that its base reads:
    answers to an NPS survey are rows of ``surveys.nps``."""
    asked = _KIND.search(component.where or "")
    if asked:
        yield from (f"{table}.{asked[1]}" for table in component.base.tables)


def _input(name: str, context: DeckContext, otherwise: str) -> Input:
    table, _, column = name.partition(".")
    staged = context.staged
    if staged.has(table, column or None):
        return Input(table, column, _MAPPED, ", ".join(_sources(table, context)))
    return Input(table, column, otherwise, "")


def _sources(table: str, context: DeckContext) -> list[str]:
    named = (one.source for one in context.staged.accounts if one.table == table)
    return list(dict.fromkeys(named))


def _needed(needed: Sequence[Input]) -> Table:
    tones = {_MAPPED: Tone.MUTED, _MISSING: Tone.BAD, _OPTIONAL: Tone.MUTED}
    rows: list[tuple[Text, ...]] = [
        (text(one.name), text(one.state, tones[one.state]), text(one.found or "–", Tone.MUTED))
        for one in needed
    ]
    return Table(
        key="inputs",
        title="What is needed",
        subtitle="tables and columns",
        columns=(
            TableColumn("Input", weight=2.2), TableColumn("Status"),
            TableColumn("Found in", weight=1.4),
        ),
        rows=tuple(rows),
        alt=table_alt("What is needed", [f"{one.name} {one.state}" for one in needed]),
    )  # fmt: skip


def _remedy(told: Told, missing: Sequence[Input], context: DeckContext) -> Paragraph:
    """The YAML that maps what is missing; without a missing input, why there is no value."""
    if not missing:
        cause = reason(told.part.now.code)
        return Paragraph(
            "remedy",
            (
                text(f"There is no value: {cause}."),
                text("Every required input is mapped: there is nothing to add.", Tone.MUTED),
            ),
            title="Why there is none",
            subtitle=context.period_label,
        )
    unmapped = [one for one in missing if not one.kind]
    kinds = [
        text(
            f"No row of {one.table} is of kind {one.kind}: record it in the source, or recode the "
            "cells that mean it (values: kind:)."
        )
        for one in missing
        if one.kind
    ]
    after = (text("Then run deckgen check and build again.", Tone.MUTED),)
    if not unmapped:
        return Paragraph("remedy", (*kinds, *after), title="How to add it", subtitle="in the data")
    return Paragraph(
        "remedy",
        tuple(kinds),
        title="How to map it",
        subtitle="in the configuration, with your column names",
        code=tuple(_yaml(unmapped, context)),
        after=after,
    )


def _yaml(missing: Sequence[Input], context: DeckContext) -> Iterator[Text]:
    """``tables:`` with the missing columns in place of the reader's own names."""
    yield text("tables:")
    for table in dict.fromkeys(one.table for one in missing):
        known = TABLES.get(table)
        sources = _sources(table, context)
        yield text(f"  {table}:")
        yield text(f"    source: {sources[0] if sources else '<your source>'}")
        yield text("    columns:")
        columns = [one.column for one in missing if one.table == table and one.column]
        if not columns and known is not None:
            columns = [column.name for column in known.columns if column.required]
        for column in columns:
            yield (Run(f"      {column}: <your column>", Tone.STRONG),)
