"""The customers behind a number, as a table: name, segment, what is known of them, amount."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from deckgen.model.component import Kind
from deckgen.model.deck import Table, TableColumn, Text, Tone, text
from deckgen.model.period import day_number
from deckgen.model.result import MetricResult, Mover
from deckgen.model.unit import Format, Unit, count, money_compact, number1, percent0
from deckgen.plan.context import DeckContext
from deckgen.plan.cuts import FEWEST_ROWS, cut_name
from deckgen.plan.exhibits import choice_of, numeric_column
from deckgen.words.alt import table_alt
from deckgen.words.phrases import (
    capital,
    sentence_case,
    short_name,
    without_legal_form,
)
from deckgen.words.voice import Voice

MOST_ROWS = 8
_MOST_DETAILS = 2
_NARROW_FROM, _MANY_WORDS = 5, 3  # columns of all kinds, columns of words
_UNITS: Mapping[Kind, Unit] = {
    Kind.RECURRING: money_compact, Kind.ANNUAL: money_compact, Kind.COUNT: count,
    Kind.SCORE: number1,
}  # fmt: skip
_DAY_ENDINGS = ("day", "_on", "_date")
_SCORE_ENDING = "score"
_DUE, _SOON = "renewal", 90  # days
_BEFORE, _GROWTH = "before", "growth"
_LONGEST = 60  # characters of a text; the page cuts it where it has less room
_MISSING = "–"


Stored = int | str | Fraction


@dataclass(frozen=True, slots=True)
class Detail:
    """A further column: its heading and how a stored value is printed."""

    name: str
    heading: str
    shown: Callable[[Stored], str]
    numeric: bool
    tone: Callable[[Stored], Tone] = lambda _: Tone.PLAIN


def movers_table(result: MetricResult, context: DeckContext) -> Table | None:
    """The largest movers; ``None`` when the metric names none."""
    ranked = sorted(result.movers, key=lambda one: (-abs(one.amount), one.customer_id))[:MOST_ROWS]
    if not ranked or result.metric.movers is None:
        return None
    voice, kind = context.voice, result.metric.movers.kind
    amounts = [mover.amount for mover in ranked]
    one_sided = min(amounts) >= 0 or max(amounts) <= 0
    dimension = _dimension(ranked, context)
    chosen = choice_of(result.metric).details
    details = _details(ranked, chosen, context)
    if not chosen:
        details = details[: _MOST_DETAILS if dimension else _MOST_DETAILS + 1]
    elif 1 < len(chosen) <= len(details):
        dimension = ""  # what is known of the account itself tells more than its segment
    columns = [TableColumn("Customer", weight=2.2)]
    if dimension:
        optional = 2 if details else 0  # before a reason or a contract's number is cut
        columns.append(
            TableColumn(capital(sentence_case(dimension)), weight=1.4, optional=optional)
        )
    columns += [
        TableColumn(one.heading, one.numeric, optional=_rank(one, details)) for one in details
    ]
    columns.append(numeric_column(choice_of(result.metric).mover or "Amount"))
    words = sum(not column.numeric for column in columns)
    narrow = len(columns) >= _NARROW_FROM or words >= _MANY_WORDS
    names = _names(ranked, narrow=narrow)
    rows = [
        _row(
            name,
            mover,
            ranked,
            dimension,
            details,
            amount_text(mover.amount, kind, voice, one_sided),
        )
        for name, mover in zip(names, ranked, strict=True)
    ]
    title = choice_of(result.metric).movers if one_sided else "Largest moves"
    title = title or "Largest accounts"
    told = [
        f"{name} {amount_text(mover.amount, kind, voice, one_sided)}"
        for name, mover in zip(names, ranked, strict=True)
    ]

    def first(most: int) -> Table:
        return Table(
            key="movers",
            title=title,
            subtitle=_of_how_many(result, ranked[:most], context) or voice.period(result.period),
            columns=tuple(columns),
            rows=tuple(rows[:most]),
            alt=table_alt(title, told[:most]),
        )

    fewer = range(len(ranked) - 1, FEWEST_ROWS - 1, -1)
    return replace(first(len(ranked)), shorter=tuple(first(most) for most in fewer))


def _rank(detail: Detail, details: Sequence[Detail]) -> int:
    """Which column gives way first where customers' names would be cut; 0 for those that stay. Of
    three and more the score goes, which the threshold has judged already, then the reason."""
    if detail.name == _BEFORE or (
        len(details) > _MOST_DETAILS and detail.name.endswith(_SCORE_ENDING)
    ):
        return 1
    return 2 if len(details) > _MOST_DETAILS and not detail.numeric else 0


def _of_how_many(result: MetricResult, shown: Sequence[Mover], context: DeckContext) -> str:
    """How much of the whole the table shows: ``8 of 46, $1.7M of $2.5M``; "" where the metric has
    no whole to show it of."""
    told: list[str] = []
    voice = context.voice
    for name in choice_of(result.metric).listed:
        part = result.parts.get(name)
        if part is None or part.value is None:
            continue
        own = Fraction(len(shown))
        if part.unit.is_money:
            own = sum((abs(mover.amount) for mover in shown), Fraction())
        if own > part.value or (own == part.value and not told):
            return ""  # all of it needs no words
        told.append(f"{voice.number(own, part.unit)} of {voice.number(part.value, part.unit)}")
    return ", ".join(told)


def amount_text(amount: Fraction, kind: Kind, voice: Voice, one_sided: bool) -> str:
    """A mover's amount; where all point the same way the heading says which, without a sign."""
    shown = voice.number(abs(amount), _UNITS[kind])
    if one_sided or amount == 0:
        return shown
    return f"{'+' if amount > 0 else '−'}{shown}"


def _names(movers: Sequence[Mover], *, narrow: bool) -> list[str]:
    """The accounts' names; in a table of many columns without "Ltd" and the like, as long as they
    still tell the accounts apart."""
    whole = [mover.name for mover in movers]
    bare = [without_legal_form(name) for name in whole]
    names = bare if narrow and len(set(bare)) == len(set(whole)) else whole
    return [short_name(name, _LONGEST, names) for name in names]


def _row(
    name: str,
    mover: Mover,
    ranked: Sequence[Mover],
    dimension: str,
    details: Sequence[Detail],
    amount: str,
) -> tuple[Text, ...]:
    cells = [text(name)]
    if dimension:
        values = {dict(one.group).get(dimension) for one in ranked}
        names = sorted(value for value in values if value is not None)
        cells.append(text(cut_name(dict(mover.group).get(dimension), names)))
    for detail in details:
        value = _value(mover, detail.name)
        cells.append(
            text(_MISSING) if value is None else text(detail.shown(value), detail.tone(value))
        )
    return (*cells, text(amount, Tone.STRONG))


def _dimension(movers: Sequence[Mover], context: DeckContext) -> str:
    """The first dimension that the deck is not fixed on and some mover has a value of."""
    fixed = {name for name, _ in context.group}
    for name, _ in movers[0].group:
        if name not in fixed and any(dict(mover.group).get(name) for mover in movers):
            return name
    return ""


def _details(movers: Sequence[Mover], chosen: Sequence[str], context: DeckContext) -> list[Detail]:
    """The columns whose stored values can be told: texts, days and scores. Amounts beside the
    mover's own are left to ``explain``."""
    known = movers[0].details
    growing = {_GROWTH} if _BEFORE in known else set()
    names = [name for name in chosen if name in known or name in growing] or list(known)
    found = [_detail(name, [_value(mover, name) for mover in movers], context) for name in names]
    return [one for one in found if one is not None]


def _value(mover: Mover, name: str) -> Stored | None:
    """What is known of a mover; its growth is its amount over what it had before."""
    before = mover.details.get(_BEFORE)
    if name != _GROWTH:
        return mover.details.get(name)
    return mover.amount / before if isinstance(before, Fraction) and before > 0 else None


def _urgency(name: str, days: int) -> Tone:
    """A day that a decision is due by is urgent within 90 days; others are facts."""
    due = name.startswith(_DUE) and 0 <= days <= _SOON
    return Tone.URGENT if due else Tone.PLAIN


def _detail(name: str, values: Sequence[Stored | None], context: DeckContext) -> Detail | None:
    voice, as_of = context.voice, context.as_of
    known = [value for value in values if value is not None]
    heading = capital(sentence_case(name))
    if not known:
        return None
    if all(isinstance(value, str) for value in known):
        if len(set(values)) == 1 and len(values) > 1:
            return None  # what is the same in every row tells nothing
        return Detail(name, heading, lambda value: short_name(str(value), _LONGEST), numeric=False)
    if all(isinstance(value, Fraction) for value in known):
        unit = percent0 if name == _GROWTH else money_compact
        return Detail(name, heading, lambda value: voice.number(Fraction(value), unit), True)
    if name.endswith(_DAY_ENDINGS):
        heading = capital(sentence_case(name.rpartition("_")[0] or name))
        return Detail(
            name, heading, lambda value: voice.near_day(int(value), as_of), numeric=True,
            tone=lambda value: _urgency(name, int(value) - day_number(as_of)),
        )  # fmt: skip
    if name.endswith(_SCORE_ENDING):
        points = Unit("score", Format.NUMBER1, number1.change)
        return Detail(
            name, heading, lambda value: voice.number(Fraction(int(value), 100), points),
            numeric=True,
        )  # fmt: skip
    return None
