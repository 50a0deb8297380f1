"""The slide of a metric that cannot be computed: a work order, never an empty chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.model.deck import (
    BigNumber,
    Block,
    ChangeLine,
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
from deckgen.model.table import TABLES
from deckgen.plan.cells import computed_cell, in_full
from deckgen.plan.context import DeckContext
from deckgen.plan.inputs import (
    MAPPED,
    MISSING,
    OPTIONAL,
    Input,
    inputs_of,
    missing_clause,
    missing_inputs,
    sources_of,
)
from deckgen.plan.metric_slide import eyebrow, narrative, title_text
from deckgen.plan.panel import main_number
from deckgen.plan.subject import Told
from deckgen.words.alt import table_alt
from deckgen.words.codes import reason

INPUTS_MISSING = "Inputs missing"
"""What stands in the place of a status."""


def unavailable_slide(told: Told, context: DeckContext) -> Slide:
    """What is missing, and the lines that would add it."""
    needed = inputs_of(told.result, context)
    missing = [one for one in needed if one.state == MISSING]
    cause = cause_of(told, context)
    title = context.headline(told.headline, told.headline.alone)
    blocks: list[Block] = [replace(_number(told, missing, context), base=cause)]
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
    missing = missing_inputs(told.result, context)
    return missing_clause(missing) if missing else reason(told.part.now.code)


def _number(told: Told, missing: Sequence[Input], context: DeckContext) -> BigNumber:
    """The panel without a number: that inputs are missing, if they are, and what it would be held
    against, if there is a target."""
    number, target = main_number(told, context), told.result.value.target
    if missing:  # which the other exhibits name
        number = replace(number, status=INPUTS_MISSING, status_tone=Tone.MUTED)
    if target is None:
        return replace(number, against=())
    shown = context.voice.target(target, told.result.value.unit)
    line = ChangeLine("", (Run("Target ", Tone.MUTED), Run(shown, Tone.STRONG)))
    return replace(number, changes=(line,), against=())


def _needed(needed: Sequence[Input]) -> Table:
    tones = {MAPPED: Tone.MUTED, MISSING: Tone.BAD, OPTIONAL: Tone.MUTED}

    def table(title: str, shown: Sequence[Input]) -> Table:
        rows: list[tuple[Text, ...]] = [
            (text(one.name), text(one.state, tones[one.state]), text(one.found or "–", Tone.MUTED))
            for one in shown
        ]
        return Table(
            key="inputs",
            title=title,
            subtitle="tables and columns",
            columns=(
                TableColumn("Input", weight=2.2), TableColumn("Status"),
                TableColumn("Found in", weight=1.4, optional=1),
            ),
            rows=tuple(rows),
            alt=table_alt(title, [f"{one.name} {one.state}" for one in shown]),
        )  # fmt: skip

    required = [one for one in needed if one.state != OPTIONAL]
    missing = [one for one in needed if one.state == MISSING]
    fewer = (("What is needed", required), ("What is missing", missing))
    return replace(
        table("What is needed", needed),
        shorter=tuple(table(title, some) for title, some in fewer if some and some != needed),
    )


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
        sources = sources_of(table, context)
        yield text(f"  {table}:")
        yield text(f"    source: {sources[0] if sources else '<your source>'}")
        yield text("    columns:")
        columns = [one.column for one in missing if one.table == table and one.column]
        if not columns and known is not None:
            columns = [column.name for column in known.columns if column.required]
        for column in columns:
            yield (Run(f"      {column}: <your column>", Tone.STRONG),)
