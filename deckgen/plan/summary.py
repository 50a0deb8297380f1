"""The executive summary: the three best and the three worst moves of the period."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.deck import (
    ChangeLine,
    Move,
    Moves,
    Narrative,
    Notes,
    Run,
    Slide,
    SlideKind,
    Table,
    Tone,
    text,
)
from deckgen.model.narrative import SUMMARY
from deckgen.model.result import Status
from deckgen.plan.bridge import bridge_of
from deckgen.plan.cells import asked_cell, computed_cell, in_full
from deckgen.plan.context import DeckContext
from deckgen.plan.fit import headline_fits
from deckgen.plan.metric_slide import SEPARATOR, computed_facts, title_text
from deckgen.plan.moves import Ranked, judged_counts, real_moves
from deckgen.plan.scorecard import scorecard_headline, sparkline, status_text
from deckgen.plan.steady import held_remark, steady_tables
from deckgen.plan.subject import Told, title_within
from deckgen.words.bridge import revenue_sentence
from deckgen.words.headline import Headline
from deckgen.words.movement import Movement
from deckgen.words.phrases import capital, number_word, periods
from deckgen.words.streak import streak_clause
from deckgen.words.style import NO_BREAK_SPACE
from deckgen.words.summary import moved_sentence, summary_headline

MOST = 3
_FACT_POINTS, _FACT_WIDTH = 12.0, 3.95  # inches
_NAME_POINTS, _NAME_WIDTH = 16.0, 2.80
_WHY = "What do the worst moves have in common, and is it a matter of fit or of service?"
_WHY_BEST = "What is behind the moves, and will it last?"
_WHY_NONE = "Is holding what was planned, and what would move the numbers?"
_NEXT = "Which two decisions do we need from this meeting, with owner and date?"


def summary_slide(metrics: Sequence[Told], context: DeckContext) -> Slide | None:
    """The summary; ``None`` where there is nothing to sum up: fewer than two metrics, or none
    with an earlier value."""
    compared = [one for one in metrics if one.moved.movement is not Movement.NONE]
    if len(metrics) < 2 or not compared:
        return None
    ranked = real_moves(metrics)
    best = [one for one in ranked if one.better]
    worst = [one for one in ranked if not one.better]
    title = _headline(metrics, best, worst, context)
    cells = _narrative(metrics, ranked, context)
    return Slide(
        key=SUMMARY,
        kind=SlideKind.SUMMARY,
        title=title_text(title),
        eyebrow=SEPARATOR.join(("Executive summary", context.group_name, context.period_label)),
        blocks=(*_columns(metrics, best, worst, context), cells),
        footer=text(_footer(metrics, context), Tone.MUTED),
        notes=Notes(
            say=(f"{title.sentence}.", *in_full(cells)),
            history=tuple(_line(one, context) for one in ranked),
            ask=(_why(ranked), _NEXT),
        ),
    )


def _headline(
    metrics: Sequence[Told], best: Sequence[Ranked], worst: Sequence[Ranked], context: DeckContext
) -> Headline:
    return summary_headline(
        scorecard_headline(metrics, context).fact.rstrip(";"),
        [one.told.title for one in best],
        [one.told.title for one in worst],
        lambda one: headline_fits(one, context.of_headlines),
        counts=judged_counts(metrics),
    )


def _columns(
    metrics: Sequence[Told], best: Sequence[Ranked], worst: Sequence[Ranked], context: DeckContext
) -> tuple[Moves, ...]:
    """Best and worst side by side, and under a side with few moves what did not move."""
    sides = (("best", best[:MOST]), ("worst", worst[:MOST]))
    under = steady_tables(metrics, [len(shown) for _, shown in sides], context)
    told = held_remark(metrics, context)
    columns = []
    for (side, shown), table in zip(sides, under, strict=True):
        remark = told if len(shown) == MOST - 1 else ""
        told = "" if remark else told  # said once
        columns.append(_column(side, shown, remark, table, context))
    return tuple(columns)


def _why(ranked: Sequence[Ranked]) -> str:
    if not ranked:
        return _WHY_NONE
    return _WHY_BEST if all(one.better for one in ranked) else _WHY


def _column(
    side: str, shown: Sequence[Ranked], remark: str, under: Table | None, context: DeckContext
) -> Moves:
    count = f"{number_word(len(shown))} " if len(shown) > 1 else ""
    noun = "move" if len(shown) == 1 else "moves"
    verb = "improved" if side == "best" else "worsened"
    return Moves(
        key=side,
        title=capital(f"{count}{side} {noun}"),
        subtitle=f"change on {_prior(context)}",
        rows=tuple(_move(one, context) for one in shown),
        remark=remark if shown else f"No metric clearly {verb}.",
        under=under,
    )


def _prior(context: DeckContext) -> str:
    return context.voice.period(context.prior) if context.prior else "the prior period"


def _move(ranked: Ranked, context: DeckContext) -> Move:
    told, voice = ranked.told, context.voice
    part, moved = told.part, told.moved
    tone = Tone.GOOD if ranked.better else Tone.BAD
    word = "better" if ranked.better else "worse"
    margin = f" {told.margin}" if told.margin else ""
    missed = part.status in (Status.WATCH, Status.OFF_TARGET)
    return Move(
        name=title_within(told, _NAME_POINTS, _NAME_WIDTH, context),
        change=ChangeLine(moved.movement.value, (Run(moved.texts[0], tone), Run(word, tone))),
        status=status_text(part),
        status_tone=Tone.BAD if missed else Tone.MUTED,
        values=f"{voice.value(part)}{margin}, from {voice.reading(part, part.prior)}",
        fact=_fact(told, context),
        history=sparkline(told),
        link=told.key,
    )


def _fact(told: Told, context: DeckContext) -> str:
    """What was computed beside the change, on one line: a streak or record, else the first fact
    that has room."""
    streak = streak_clause(told.part, told.moved.movement).removeprefix(", the ")
    found = [f"{capital(streak)}."] if streak else []
    found += computed_facts(told, context)
    fits = (one for one in found if context.measure(one, _FACT_POINTS) <= _FACT_WIDTH)
    return next(fits, "")


def _narrative(
    metrics: Sequence[Told], ranked: Sequence[Ranked], context: DeckContext
) -> Narrative:
    better, bad = judged_counts(metrics)
    held = sum(one.moved.movement is Movement.HELD for one in metrics)
    other = len(metrics) - better - bad - held
    money = _money(metrics, context)
    short = money and better + bad + held  # the rest is on the scorecard, the money is not
    happened = f"{money}{moved_sentence(better, bad, held, 0 if short else other)}"
    written = context.narrative.get(SUMMARY, {})
    return Narrative(
        (
            computed_cell(happened),
            asked_cell("why", _why(ranked), written, None),
            asked_cell("next", _NEXT, written, None),
        )
    )


def _money(metrics: Sequence[Told], context: DeckContext) -> str:
    """What became of the opening customers' revenue, where a bridge shows it: the sum behind
    every rate of the deck."""
    bridge = next((found for one in metrics if (found := bridge_of(one)) is not None), None)
    if bridge is None:
        return ""
    before, after = (context.voice.value(one) for one in (bridge.opening, bridge.closing))
    return f"{revenue_sentence(before, after)} "


def _footer(metrics: Sequence[Told], context: DeckContext) -> str:
    count = max(len(one.part.trend) for one in metrics)
    reach = f"{count} {periods(context.grain, count)}"
    as_of = f"as{NO_BREAK_SPACE}of{NO_BREAK_SPACE}{context.voice.day(context.as_of)}"
    return (
        "Moves ranked by change ÷ usual variation (the mean absolute change from period to period "
        f"over {reach}), so that a noisy metric does not win by size alone. Changes within "
        f"sampling noise and small bases are left out. Source: all metric slides; {as_of}."
    )


def _line(ranked: Ranked, context: DeckContext) -> str:
    told = ranked.told
    times = context.voice.times(ranked.size)
    word = "better" if ranked.better else "worse"
    return f"{told.title}: {told.moved.texts[0]}, {word}, {times} its usual variation."
