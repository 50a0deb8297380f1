"""The number panel: the headline's number with changes and status, and a second number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from deckgen.model.deck import BigNumber, ChangeLine, Run, Text, Tone, text
from deckgen.model.period import Period, Window
from deckgen.model.result import PartResult, Status
from deckgen.model.unit import Direction
from deckgen.plan.context import DeckContext
from deckgen.plan.exhibits import choice_of, second_number
from deckgen.plan.subject import Told
from deckgen.plan.surveys import FOLLOW_UP_RATE, answered_of_sent, within_days
from deckgen.words.codes import reason
from deckgen.words.movement import Comparison, Movement, compare, prints_zero
from deckgen.words.numbers import NOT_AVAILABLE
from deckgen.words.periods import versus
from deckgen.words.style import NO_BREAK_SPACE
from deckgen.words.verdict import STATUS_WORDS, against_text, shown_status

_WINDOWS = {
    Window.PERIOD: "",
    Window.TRAILING_12M: ", trailing 12 months",
    Window.ANNUALIZED: ", annualised",
}
_STATUS_TONES = {
    Status.ON_TARGET: Tone.MUTED,
    Status.WATCH: Tone.BAD,
    Status.OFF_TARGET: Tone.BAD,
    Status.SMALL_BASE: Tone.MUTED,
    Status.NONE: Tone.MUTED,
}
SMALLEST_BASE = 30


def numbers(told: Told, context: DeckContext) -> tuple[BigNumber, ...]:
    """The panel of a metric: its number, then the second one if it has one."""
    first = main_number(told, context)
    second = second_number(told.result)
    if second is None:
        return (first,)
    if not choice_of(told.result.metric).paired:
        return first, extra_number(told, second, context)
    return _paired(first, told.part, context), _twin(told, second, context)


def _paired(number: BigNumber, part: PartResult, context: DeckContext) -> BigNumber:
    """The first of two numbers with a panel each, where a count has room and a noun has not."""
    return replace(number, base=cases(part, context) or number.base)


def _twin(told: Told, part: PartResult, context: DeckContext) -> BigNumber:
    """A second number that weighs as much as the first."""
    number = extra_number(told, part, context)
    against = number.against or text(_instead_of_a_verdict(part), Tone.MUTED)
    return replace(number, against=against, base=number.base or cases(part, context), paired=True)


def cases(part: PartResult, context: DeckContext) -> str:
    """A share as a count of a count: ``60 of 421``; "" of anything else."""
    above, below = part.now.numerator, part.now.denominator
    if above is None or below is None or not part.unit.is_share:
        return ""
    if not above.denominator == below.denominator == 1 or below != part.now.n:
        return ""
    return f"{context.voice.count(above)} of {context.voice.count(below)}"


def main_number(told: Told, context: DeckContext) -> BigNumber:
    """The headline's number."""
    part, voice, second = told.part, context.voice, second_number(told.result)
    status = shown_status(part)
    return BigNumber(
        label=told.label,
        value=voice.value(part),
        period=period_line(told, context),
        changes=changes(told, context),
        status=STATUS_WORDS[status],
        status_tone=_STATUS_TONES[status],
        against=text(_against(part, context) or _instead_of_a_verdict(part), Tone.MUTED),
        base=_base_line(told, context),
        defined=told.is_defined,
        margin="" if second is not None and second.part == "moe" else told.margin,
    )


def period_line(told: Told, context: DeckContext) -> str:
    """The period with its window: ``Q2 2026, trailing 12 months``."""
    result = told.result
    shown = context.voice.period(result.period, partial=result.span.partial)
    return f"{shown}{_WINDOWS[told.part.window]}"


def changes(told: Told, context: DeckContext) -> tuple[ChangeLine, ...]:
    """The lines under the number: against the prior period and the same one last year."""
    part = told.part
    if part.value is None:
        return tuple(_last_reported(part, context))
    lines = []
    if part.prior is not None:
        lines.append(_line(told.moved, _versus(context.prior, "prior period", context)))
    if part.year_ago is not None and not _is_yearly(context):
        lines.append(_line(told.moved_year, _versus(context.year_ago, "a year ago", context)))
    return tuple(lines)


def _last_reported(part: PartResult, context: DeckContext) -> Iterator[ChangeLine]:
    """Where there is no value now, the last one there was."""
    known = [point for point in part.trend if point.reading.value is not None]
    if known:
        label = Run(f"{context.voice.period(known[-1].period)} ", Tone.MUTED)
        value = Run(context.voice.reading(part, known[-1].reading), Tone.STRONG)
        yield ChangeLine("", (label, value, Run(" last value", Tone.MUTED)))


def _is_yearly(context: DeckContext) -> bool:
    """Whether the period before is the one a year ago."""
    return context.prior is not None and context.prior == context.year_ago


def _versus(period: Period | None, otherwise: str, context: DeckContext) -> str:
    return versus(period, context.locale) if period is not None else f"vs {otherwise}"


def _line(moved: Comparison, against: str) -> ChangeLine:
    """One change: what with, the difference, and a word for the colour."""
    label = Run(f"{against} ", Tone.MUTED)
    if moved.movement is Movement.NONE:
        word = "small base" if moved.in_noise else NOT_AVAILABLE
        return ChangeLine("", (label, Run("–", Tone.MUTED), Run(f" {word}", Tone.MUTED)))
    shown = moved.texts[0]
    if moved.movement is Movement.HELD:
        word = "in noise" if moved.in_noise else "held"
        return ChangeLine("", (label, Run(shown, Tone.MUTED), Run(f" {word}", Tone.MUTED)))
    tone = judged(moved)
    runs: Text = (label, Run(shown, tone))
    if moved.better is not None:
        runs = (*runs, Run(" better" if moved.better else " worse", tone))
    return ChangeLine(moved.movement.value, runs)


def judged(moved: Comparison) -> Tone:
    """The tone of a change: a colour only where one way is better."""
    if moved.better is None:
        return Tone.STRONG if moved.movement in (Movement.UP, Movement.DOWN) else Tone.MUTED
    return Tone.GOOD if moved.better else Tone.BAD


def _against(part: PartResult, context: DeckContext) -> str:
    if shown_status(part) is Status.SMALL_BASE:
        return f"needs {SMALLEST_BASE}"
    return against_text(part, context.voice)


def _instead_of_a_verdict(part: PartResult) -> str:
    """The line in the place of a status: why there is none."""
    if part.value is None or part.target is not None:
        return ""
    neutral = part.direction is Direction.NEUTRAL
    return "no target: neutral metric" if neutral else "no target set"


def _base_line(told: Told, context: DeckContext) -> str:
    """``n = 398 customers``, of a survey ``n = 398 answers, 31% of sent``, or why there is no
    value."""
    if not told.is_defined:
        return reason(told.part.now.code)
    sent = answered_of_sent(told.result, second_number(told.result), context)
    size = ", ".join(one for one in (told.base, sent) if one)
    return f"n{NO_BREAK_SPACE}={NO_BREAK_SPACE}{size}" if told.base else ""


def extra_number(told: Told, part: PartResult, context: DeckContext) -> BigNumber:
    """The second number, with its change against the prior period."""
    voice = context.voice
    if part.part == "moe":
        return BigNumber("Margin of error, 95%", told.margin, "")
    moved = compare(part, part.prior, voice)
    of_base = _of_base(told, part, context)
    if of_base:
        # The share judges: more customers kept of still more customers is no improvement.
        moved = replace(moved, better=None)
    lines: tuple[ChangeLine, ...] = ()
    if moved.movement is not Movement.NONE:
        against = _versus(context.prior, "prior period", context)
        lines = (_line(moved, against),)
        if moved.movement is Movement.HELD and prints_zero(moved.texts):
            lines = (
                ChangeLine("", (Run(f"{against} ", Tone.MUTED), Run("unchanged", Tone.MUTED))),
            )
    label, _, measure = part.label.partition(", ")
    if part.part == FOLLOW_UP_RATE:
        label = f"Followed up in {within_days(told.result)}"  # the base says that it is answers
    return BigNumber(
        label=label,
        value=voice.value(part),
        period="",
        changes=() if measure else lines,
        status=STATUS_WORDS[part.status],
        status_tone=_STATUS_TONES[part.status],
        against=text(_against(part, context), Tone.MUTED),
        base=measure or of_base,
    )


def _of_base(told: Told, part: PartResult, context: DeckContext) -> str:
    """A count that is the headline's numerator says of how many: ``90 of 100``."""
    ratio = told.result.value.now
    whole = ratio.denominator
    if part.unit.format.value != "count" or part.value != ratio.numerator or whole is None:
        return ""
    if whole.denominator != 1:
        return ""
    return f"of {context.voice.count(whole)}"
