"""What did not move, beside the best and worst moves of the executive summary: a side with fewer
moves than it has room for says what held, instead of leaving a hole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deckgen.model.deck import ColumnKind, Table, TableColumn, Tone, text
from deckgen.model.result import Status
from deckgen.plan.context import DeckContext
from deckgen.plan.moves import is_judged
from deckgen.plan.scorecard import change_cell, row_name, status_cell, target_cell
from deckgen.plan.subject import Told, title_within
from deckgen.words.alt import table_alt
from deckgen.words.movement import Movement
from deckgen.words.phrases import joined, listed, lower_first, number_word

MOST_ROWS = {0: 6, 1: 4}
"""How many rows have room under so many moves; under more there is room for a sentence only."""
_NAME_POINTS, _NAME_WIDTH = 14.0, 2.55  # inches
_MOST_NAMES = 3
_URGENCY = (Status.OFF_TARGET, Status.WATCH)


def held(metrics: Sequence[Told]) -> list[Told]:
    """The metrics whose change is too small to be called one, or within noise."""
    return _by_urgency(one for one in metrics if one.moved.movement is Movement.HELD)


def not_judged(metrics: Sequence[Told]) -> list[Told]:
    """The metrics with a value of which no change is better or worse: neutral ones, small bases,
    averages over a handful, and those without an earlier value."""
    others = (one for one in metrics if one.moved.movement is not Movement.HELD)
    return _by_urgency(one for one in others if one.is_defined and not is_judged(one))


def steady_tables(
    metrics: Sequence[Told], moves: Sequence[int], context: DeckContext
) -> list[Table | None]:
    """A table for each side of the summary that has room for one, by how many moves it shows."""
    waiting = [
        ("held", "Held", "change within tolerance or noise", held(metrics)),
        ("others", "Not judged", "neutral or not comparable", not_judged(metrics)),
    ]
    waiting = [one for one in waiting if one[-1]]
    free = [count for count in moves if count in MOST_ROWS]
    if len(free) == 1 and len(waiting) == 2 and len(waiting[0][-1]) < MOST_ROWS[free[0]]:
        both = [*waiting[0][-1], *waiting[1][-1]]
        waiting = [("others", "Neither better nor worse", "held or not judged", both)]
    found: list[Table | None] = []
    for count in moves:
        if count in MOST_ROWS and waiting:
            key, title, subtitle, listed_ones = waiting.pop(0)
            found.append(_table(key, title, subtitle, listed_ones, MOST_ROWS[count], context))
        else:
            found.append(None)
    return found


def held_remark(metrics: Sequence[Told], context: DeckContext) -> str:
    """The same in a sentence, for the room of one move; "" where nothing held."""
    found = held(metrics)
    names = [f"{lower_first(one.title)} at {context.voice.value(one.part)}" for one in found]
    shown = names[:_MOST_NAMES]
    if len(names) > len(shown):
        shown.append(f"{number_word(len(names) - len(shown))} more")
    return f"Held: {listed(shown)}." if shown else ""


def _by_urgency(metrics: Iterable[Told]) -> list[Told]:
    """Those that miss their target first; else in the order of the deck."""
    ranks = {status: rank for rank, status in enumerate(_URGENCY)}
    return sorted(metrics, key=lambda one: ranks.get(one.part.status, len(ranks)))


def _table(
    key: str,
    title: str,
    subtitle: str,
    metrics: Sequence[Told],
    most: int,
    context: DeckContext,
) -> Table:
    shown, voice = metrics[:most], context.voice
    counted = f"{len(shown)} of {len(metrics)}" if len(shown) < len(metrics) else ""
    return Table(
        key=key,
        title=title,
        subtitle=joined(counted, subtitle),
        columns=(
            TableColumn("", weight=0.30, kind=ColumnKind.MARK),
            TableColumn("Metric", weight=2.65),
            TableColumn(voice.period(context.period), numeric=True, weight=1.1),
            TableColumn("Change", numeric=True, weight=1.1),
            TableColumn("Target", numeric=True, weight=0.92),
        ),
        rows=tuple(
            (
                status_cell(one.part),
                row_name(title_within(one, _NAME_POINTS, _NAME_WIDTH, context), one.part),
                text(voice.value(one.part), Tone.STRONG),
                change_cell(one.moved, "held"),
                target_cell(one.part, context),
            )
            for one in shown
        ),
        alt=table_alt(title, [f"{one.title} {voice.value(one.part)}" for one in shown]),
        links=tuple(one.key for one in shown),
        by_weight=True,
    )
