"""A metric's slide: headline, panel, two exhibits, narrative, footer, notes."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.model.component import Kind
from deckgen.model.deck import (
    Block,
    Narrative,
    Notes,
    Run,
    Slide,
    SlideKind,
    Table,
    Text,
    Tone,
)
from deckgen.model.result import MetricResult, PartResult
from deckgen.plan.breakdown import breakdown, low_breakdown
from deckgen.plan.cells import asked_cell, computed_cell, in_full
from deckgen.plan.context import DeckContext
from deckgen.plan.exhibits import choice_of, second_number, trend_parts
from deckgen.plan.first_period import is_first, standing_chart
from deckgen.plan.footer import accounts_of, caveats, footer, sides_text, source_line
from deckgen.plan.label_bars import MOST_ROWS_ABOVE, bars_below
from deckgen.plan.loads import load_exhibits, load_fact
from deckgen.plan.movers import amount_text, movers_table
from deckgen.plan.panel import numbers, period_line
from deckgen.plan.rankings import label_table, ranked_table
from deckgen.plan.small_base import answers, interval_trend, is_small_sample
from deckgen.plan.subject import Told
from deckgen.plan.surveys import follow_up_fact
from deckgen.plan.trend import trend
from deckgen.words import notes as note_lines
from deckgen.words.flows import flow_fact
from deckgen.words.headline import Headline
from deckgen.words.narrative import as_clause, facts_of, happened
from deckgen.words.phrases import name_in_sentence, without_legal_form

SEPARATOR = " · "


def metric_slide(told: Told, context: DeckContext) -> Slide:
    """The slide of a metric that has a value, or had one in an earlier period."""
    shown = exhibits(told, context)
    wide = choice_of(told.result.metric).wide and any(isinstance(one, Table) for one in shown)
    return Slide(
        key=told.key,
        kind=SlideKind.METRIC,
        title=title_text(told.headline),
        eyebrow=eyebrow(told, context),
        blocks=(*numbers(told, context), *shown, narrative(told, context)),
        footer=footer(told, context),
        notes=notes(told, context),
        section=context.section_name(context.section_of(told.result)),
        split=(4, 5) if wide else (5, 4),
    )


def title_text(headline: Headline) -> Text:
    """The headline in two tones: the fact, then the clause that judges it, on its own line."""
    fact = Run(headline.fact, Tone.STRONG)
    return (fact, Run(f" {headline.clause}", Tone.MUTED)) if headline.clause else (fact,)


def eyebrow(told: Told, context: DeckContext) -> str:
    """``Retention · Net revenue retention · All customers · Q2 2026``."""
    section = context.section_name(context.section_of(told.result))
    return SEPARATOR.join((section, told.title, context.group_name, context.period_label))


def exhibits(told: Told, context: DeckContext) -> tuple[Block, ...]:
    """What happened over time, and where, with bars below that at most. A ranking takes all the
    room."""
    result = told.result
    if result.metric.exhibit == "ranked":
        loads = load_exhibits(result, context)
        if loads is not None:
            return loads
        ranking = ranked_table(result, context)
        if ranking is not None:
            return (ranking,)
    left: Block | None = trend(told, context)
    right = _where(told, context)
    if is_small_sample(result):
        left = interval_trend(told, context) or left
        right = answers(result, context) or right
    if is_first(result):  # one point is no trend: the breakdown takes the room, else the target
        left = None if right is not None else standing_chart(told, context) or left
    full = right is not None and right.key == "movers" and len(right.rows) > MOST_ROWS_ABOVE
    below = None if full or is_small_sample(result) else bars_below(result, context)
    if below is not None and choice_of(result.metric).above:
        low = low_breakdown(told, context)
        right, below = (low, below) if low is not None else (right, None)
    return tuple(one for one in (left, right, below) if one is not None)


def _where(told: Told, context: DeckContext) -> Table | None:
    """The exhibit beside the trend: labels, segments or customers, as the metric asks; nothing
    gives the trend all the room."""
    result = told.result
    by_segment = breakdown(told, context)
    if result.metric.exhibit == "accounts" or choice_of(result.metric).customers:
        return movers_table(result, context) or by_segment
    labels = label_table(result, context) if result.metric.exhibit == "parts" else None
    return labels or by_segment


def computed_facts(told: Told, context: DeckContext) -> Iterator[str]:
    """What was computed about a metric besides its headline, the most telling first."""
    facts = facts_of(
        told.result,
        told.part,
        told.moved,
        second_number(told.result),
        context.voice,
        lambda result: mover_amounts(result, context),
    )
    return (fact for fact in facts if as_clause(fact) not in told.headline.sentence)


def narrative(told: Told, context: DeckContext) -> Narrative:
    """The three cells: one computed, two that people answer."""
    first = (load_fact(told.result, context), _flows(told.result, context))
    facts = [*filter(None, first), *computed_facts(told, context)]
    if followed := follow_up_fact(told.result, context):
        facts.insert(1, followed)
    cells = [computed_cell(happened(facts))]
    written = context.narrative.get(told.result.request.id, {})
    prompts = told.result.metric.prompts
    asked = {"why": prompts.why, "next": prompts.next}
    owner = told.result.request.owner
    cells += [asked_cell(key, asked[key], written, owner) for key in asked]
    return Narrative(tuple(cells))


def _flows(result: MetricResult, context: DeckContext) -> str:
    names = choice_of(result.metric).flows
    if names is None or not all(name in result.parts for name in names):
        return ""
    joined, off, gone = (result.parts[name] for name in names)
    return flow_fact(joined, off, gone, context.voice)


def mover_amounts(result: MetricResult, context: DeckContext) -> dict[str, str]:
    """The printed amount of the customer that moved a number most, by short name: of money that
    is gone, won or kept, and of no other measure, where an amount would be misread."""
    movers, choice = result.metric.movers, choice_of(result.metric)
    told = result.metric.exhibit == "accounts" or choice.customers
    if movers is None or not (told or result.metric.nature == "cohort"):
        return {}
    kind = movers.kind
    if kind not in (Kind.RECURRING, Kind.ANNUAL) or result.metric.exhibit == "ranked":
        return {}
    amounts = [mover.amount for mover in result.movers]
    one_sided = not amounts or min(amounts) >= 0 or max(amounts) <= 0
    ranked = sorted(result.movers, key=lambda one: (-abs(one.amount), one.customer_id))
    names = [without_legal_form(mover.name) for mover in result.movers]
    return {
        name_in_sentence(without_legal_form(mover.name), names): amount_text(
            mover.amount, kind, context.voice, one_sided
        )
        for mover in ranked[:1]
    }


def notes(told: Told, context: DeckContext) -> Notes:
    """The speaker notes: everything the slide says, in full."""
    result, part, voice = told.result, told.part, context.voice
    facts = computed_facts(told, context)
    sides = sides_text(result, part, context, full=True)
    return Notes(
        say=(f"{told.headline.sentence}.", *list(facts)[:1], *in_full(narrative(told, context))),
        definition=tuple(note_lines.definition(result.metric, part, sides)),
        data=tuple(_data(told, context)),
        history=(
            *note_lines.history(plotted(told), voice),
            *note_lines.breakdown_lines(result, voice),
        ),
        ask=_ask(told, context),
    )


def plotted(told: Told) -> list[PartResult]:
    """The headline's history, then that of whatever else is drawn over time."""
    drawn = list(trend_parts(told.result))
    return drawn if told.part in drawn else [told.part, *drawn]


def _data(told: Told, context: DeckContext) -> list[str]:
    voice = context.voice
    lines = [source_line(told.result, context), f"{context.scope}, {period_line(told, context)}."]
    for account in accounts_of(told.result, context):
        dropped = account.read - account.used
        lines.append(
            f"{account.table} from {account.source}: {voice.count(account.read)} rows read, "
            f"{voice.count(account.used)} used, {voice.count(dropped)} not used."
        )
    if told.base:
        lines.append(f"n = {told.base}.")
    lines += caveats(told, context, in_full=True)
    changes = told.moved.texts, told.moved_year.texts
    if any(changes):
        lines.append("Changes are computed on unrounded values.")
    return lines


def _ask(told: Told, context: DeckContext) -> tuple[str, ...]:
    owner = told.result.request.owner
    asked = told.result.metric.prompts
    name = f"[{owner}] " if owner else ""
    return tuple(f"{name}{prompt}" for prompt in (asked.why, asked.next) if prompt)
