"""The reconciliation of segments: a row for each, their sum, the company, and the difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from deckgen.clipping import clipped_among
from deckgen.model.deck import (
    Block,
    Narrative,
    NarrativeCell,
    Notes,
    Slide,
    SlideKind,
    Table,
    TableColumn,
    Text,
    Tone,
    text,
)
from deckgen.model.period import Window
from deckgen.model.reconciliation import Amounts, Reconciliation, summed
from deckgen.model.unit import money, percent, percent0
from deckgen.plan.annual import MONTHS_A_YEAR
from deckgen.plan.cells import computed_cell
from deckgen.plan.context import DeckContext
from deckgen.plan.metric_slide import SEPARATOR, title_text
from deckgen.words.alt import table_alt
from deckgen.words.phrases import capital, name_in_sentence, sentence_case
from deckgen.words.reconciliation import (
    largest_sentence,
    moved_sentence,
    reconciliation_headline,
    share_of,
    without_sentence,
)
from deckgen.words.style import NO_BREAK_SPACE

MOST_PARTS = 8
_MOST_ROWS_ABOVE_NARRATIVE = 9
_COUNTED, _NRR = "customers", "net_revenue_retention"
_SHOWN: Mapping[str, str] = {
    _COUNTED: "Customers", "opening": "Opening", "expansion": "Expansion",
    "contraction": "Contraction", "churn": "Churn", "fx": "Exchange rates", "closing": "Closing",
}  # fmt: skip
_SIGNED = frozenset({"expansion", "contraction", "churn", "fx"})
_WINDOWS = {Window.TRAILING_12M: ", trailing 12 months"}
_NONE, _UNDEFINED, _DIFFERENCE = "0", "–", "Difference"
_NAME_WIDTH, _NAME_POINTS, _NAME_INSET = 3.0, 14.0, 0.25  # inches, points, inches


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its name and its amounts, money per year. ``rate_tone`` is that of its
    retention, the column that ranks the rows."""

    name: str
    amounts: Amounts
    tone: Tone = Tone.PLAIN
    rate_tone: Tone = Tone.STRONG


def reconciliation_slides(context: DeckContext) -> tuple[Slide, ...]:
    """A slide per dimension, in the company's deck."""
    return tuple(_slide(_yearly(one, context), context) for one in context.reconciliations)


def _yearly(found: Reconciliation, context: DeckContext) -> Reconciliation:
    """The same with money per year, as every slide shows it."""
    factor = 1 if context.revenue_unit == "arr" else MONTHS_A_YEAR

    def scaled(amounts: Amounts) -> Amounts:
        return {
            name: amount * (1 if name == _COUNTED else factor) for name, amount in amounts.items()
        }

    transfers = found.transfers
    if transfers is not None:
        transfers = tuple(replace(one, amounts=scaled(one.amounts)) for one in transfers)
    return replace(
        found,
        parts=tuple((value, scaled(amounts)) for value, amounts in found.parts),
        company=scaled(found.company),
        transfers=transfers,
    )


def _slide(found: Reconciliation, context: DeckContext) -> Slide:
    dimension = sentence_case(found.dimension)
    columns = [name for name in _SHOWN if name != "fx" or found.company.get(name)]
    empty: Amounts = {}
    without = next((amounts for value, amounts in found.parts if value is None), empty)
    moved = None if found.transfers is None else int(found.moved[_COUNTED])
    differing = [_SHOWN[name].lower() for name in columns if found.difference[name]]
    title = reconciliation_headline(dimension, differing, int(without.get(_COUNTED, 0)), moved or 0)
    title = context.headline(title, title.alone)
    table = _table(found, columns, context)
    blocks: tuple[Block, ...] = (table,)
    if len(table.rows) <= _MOST_ROWS_ABOVE_NARRATIVE:
        blocks = (table, _narrative(found, without, moved, context))
    basis = f"net revenue retention by {dimension}{_WINDOWS.get(found.span.window, '')}"
    return Slide(
        key=f"reconciliation/{found.dimension}",
        kind=SlideKind.TABLE,
        title=title_text(title),
        eyebrow=SEPARATOR.join(("Reconciliation", basis, context.group_name, context.period_label)),
        blocks=blocks,
        footer=text(_footer(dimension, context), Tone.MUTED),
        notes=Notes(say=(f"{title.sentence}.",), data=tuple(_data(found, columns, context))),
    )


def _table(found: Reconciliation, columns: Sequence[str], context: DeckContext) -> Table:
    dimension = sentence_case(found.dimension)
    parts = list(_parts(found, columns))
    verdict = Tone.MUTED if found.adds_up else Tone.BAD
    lines = [
        *parts,
        Line(f"Sum by {dimension}", found.total, Tone.STRONG),
        Line("Company, added up on its own", found.company, rate_tone=Tone.PLAIN),
        Line(_DIFFERENCE, found.difference, verdict, verdict),
    ]
    if any(found.moved.values()):
        moved = f"of which changed {dimension}"
        lines.append(Line(moved, found.moved, Tone.MUTED, Tone.MUTED))
    retention = _retention_name(found, context)
    divisor, currency = context.voice.column_unit(
        line.amounts[name] for line in lines for name in columns if name != _COUNTED
    )
    return Table(
        key="reconciliation",
        title="",
        subtitle="",
        columns=(
            TableColumn(f"{currency} a year", weight=_NAME_WIDTH),
            *(
                TableColumn(_SHOWN[name], numeric=True, weight=0.95, optional=1)
                if name == _COUNTED
                else TableColumn(_SHOWN[name], numeric=True, weight=1.2)
                for name in columns
            ),
            TableColumn(retention, numeric=True, weight=1.05),
            TableColumn("Part of it", numeric=True, weight=0.95, optional=2),
        ),
        rows=tuple(_row(line, columns, divisor, found, context) for line in lines),
        alt=table_alt(
            f"Reconciliation by {dimension}",
            [f"{line.name} {context.voice.count(line.amounts['closing'])}" for line in lines],
        ),
        breaks=(len(parts), len(parts) + 2),
        by_weight=True,
    )


def _named(found: Reconciliation) -> list[tuple[str, Amounts]]:
    return [(value, amounts) for value, amounts in found.parts if value is not None]


def _parts(found: Reconciliation, columns: Sequence[str]) -> Iterator[Line]:
    """Largest opening first; too many are folded into one; who is in no part comes last."""
    named = _named(found)
    named.sort(key=lambda one: (-one[1]["opening"], -one[1]["closing"], one[0]))
    kept = named if len(named) <= MOST_PARTS else named[: MOST_PARTS - 1]
    for value, amounts in kept:
        yield Line(value, amounts)
    rest = named[len(kept) :]
    if rest:
        yield Line(f"Other ({len(rest)})", summed((a for _, a in rest), found.company))
    for part, amounts in found.parts:
        if part is None and any(amounts[name] for name in columns):
            yield Line(f"Not in any {sentence_case(found.dimension)}", amounts)


def _row(
    line: Line,
    columns: Sequence[str],
    divisor: int,
    found: Reconciliation,
    context: DeckContext,
) -> tuple[Text, ...]:
    voice, amounts = context.voice, line.amounts
    cells = [text(_within(line.name, [name for name, _ in _named(found)], context), line.tone)]
    cells += [text(_amount(name, amounts[name], context, divisor), line.tone) for name in columns]
    opening, closing = amounts["opening"], amounts["closing"]
    whole = found.company["opening"]
    own, against = share_of(closing, opening), share_of(closing, whole)
    before = share_of(opening, whole)
    if line.name == _DIFFERENCE:
        zero = voice.changes(Fraction(), Fraction(), percent)[0]
        own_text = zero if found.adds_up else _UNDEFINED
    else:
        own_text = _UNDEFINED if own is None else voice.number(own, percent)
    part = _UNDEFINED
    if against is not None and before is not None:
        part = voice.changes(against, before, percent)[0]
    return (*cells, text(own_text, line.rate_tone), text(part, line.tone))


def _within(name: str, among: Sequence[str], context: DeckContext) -> str:
    """A name on one line of its column, told from those of the other parts."""
    room = _NAME_WIDTH - _NAME_INSET
    return clipped_among(name, among, lambda one: context.measure(one, _NAME_POINTS) <= room)


def _amount(name: str, value: Fraction, context: DeckContext, divisor: int = 1) -> str:
    """A whole number without currency, in units of so much; what only rounds to zero says that it
    is not zero."""
    shown = context.voice.count(abs(value) / (1 if name == _COUNTED else divisor))
    if shown == _NONE:
        return _NONE if not value else "<1"
    sign = "−" if value < 0 else "+" if name in _SIGNED else ""
    return f"{sign}{shown}"


def _retention_name(found: Reconciliation, context: DeckContext) -> str:
    """``NRR``, where the deck's own number is the one that this table adds up to."""
    cohort = share_of(found.company["closing"], found.company["opening"])
    own = (one.value.value for one in context.results if one.request.id == _NRR)
    return "NRR" if cohort is not None and cohort in own else "Cohort NRR"


def _narrative(
    found: Reconciliation, without: Amounts, moved: int | None, context: DeckContext
) -> Narrative:
    dimension = sentence_case(found.dimension)
    count = int(without.get(_COUNTED, 0))
    told = capital(without_sentence(dimension, count))
    if count:
        opening = context.voice.number(without["opening"], money)
        told += f": {opening} a year at the opening"
    return Narrative(
        (
            computed_cell(_happened(found, context)),
            _told("why", f"Not in any {dimension}", f"{told}."),
            _told("next", f"From one {dimension} to another", moved_sentence(dimension, moved)),
        )
    )


def _told(key: str, heading: str, sentence: str) -> NarrativeCell:
    return NarrativeCell(key, heading, "computed", (text(sentence),), True)


def _happened(found: Reconciliation, context: DeckContext) -> str:
    """What the largest part holds and brings."""
    named = _named(found)
    whole = found.company["opening"]
    if not named or not whole:
        return "There was no revenue at the opening."
    value, amounts = max(named, key=lambda one: (one[1]["opening"], one[0]))
    voice, closing = context.voice, found.company["closing"]
    part = voice.changes(amounts["closing"] / whole, amounts["opening"] / whole, percent)[0]
    change = voice.changes(closing / whole, Fraction(1), percent)[0]
    share = voice.number(amounts["opening"] / whole, percent0)
    names = [one for one, _ in named]
    return largest_sentence(name_in_sentence(value, names), share, part, change)


def _footer(dimension: str, context: DeckContext) -> str:
    as_of = f"as{NO_BREAK_SPACE}of{NO_BREAK_SPACE}{context.voice.day(context.as_of)}"
    return (
        f"Recurring revenue per year of the opening customers; {as_of}. A customer counts in the "
        f"{dimension} it held at the opening. The company is added up from the data without any "
        f"{dimension}. Amounts are rounded for print, sums and differences are of exact amounts."
    )


def _data(found: Reconciliation, columns: Sequence[str], context: DeckContext) -> Iterator[str]:
    dimension = sentence_case(found.dimension)
    for value, amounts in found.parts:
        name = value if value is not None else f"Not in any {dimension}"
        told = [
            f"{_SHOWN[column].lower()} {_amount(column, amounts[column], context)}"
            for column in columns
        ]
        yield f"{name}: {', '.join(told)}."
    for one in found.transfers or ():
        count = context.voice.count(one.amounts[_COUNTED])
        opening = context.voice.number(one.amounts["opening"], money)
        yield f"{one.origin} to {one.destination}: {count} customers, {opening} at the opening."
