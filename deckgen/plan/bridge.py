"""The bridge of a retention ratio: how the opening customers' revenue became what it is now.

The steps add up to the closing exactly, and closing over opening is the metric's number; where
they do not (another method, an option that counts more), there is no bridge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from deckgen.model.deck import (
    Chart,
    ChartKind,
    ChartSpec,
    Narrative,
    NarrativeCell,
    Notes,
    Run,
    Series,
    Slide,
    SlideKind,
    Table,
    TableColumn,
    Text,
    Tone,
    plain,
    text,
)
from deckgen.model.result import Mover, PartResult
from deckgen.model.unit import percent_signed
from deckgen.plan.cells import computed_cell
from deckgen.plan.context import DeckContext
from deckgen.plan.exhibits import choice_of
from deckgen.plan.footer import LONGEST, footer
from deckgen.plan.metric_slide import eyebrow, notes, title_text
from deckgen.plan.movers import amount_text
from deckgen.plan.panel import numbers
from deckgen.plan.subject import Told
from deckgen.words.alt import bridge_alt
from deckgen.words.bridge import bridge_headline
from deckgen.words.phrases import (
    capital,
    joined,
    listed,
    lower_first,
    name_in_sentence,
    without_legal_form,
)

_MOST_NAMED = 3
_ROOM_BELOW = Fraction(1, 4)  # of the steps' range, under the lowest level
_OPTIONAL = "fx"  # a step that is only shown where it is one


@dataclass(frozen=True, slots=True)
class Bridge:
    """An opening, the steps from it, and the closing, with the names they have on the slide."""

    opening: PartResult
    steps: tuple[PartResult, ...]
    closing: PartResult

    @property
    def parts(self) -> tuple[PartResult, ...]:
        """Everything, from left to right."""
        return (self.opening, *self.steps, self.closing)


def bridge_of(told: Told) -> Bridge | None:
    """The bridge behind a metric's number; ``None`` unless it reconciles exactly."""
    result, names = told.result, choice_of(told.result.metric).bridge
    parts = [result.parts[name] for name in names if name in result.parts]
    if len(parts) != len(names) or len(parts) < 3:
        return None
    opening, *steps, closing = parts
    steps = [one for one in steps if one.part != _OPTIONAL or one.value]
    whole = [one.value for one in (opening, *steps)]
    if closing.value is None or not opening.value or None in whole:
        return None
    if sum((one for one in whole if one is not None), Fraction()) != closing.value:
        return None
    if result.value.value != closing.value / opening.value:
        return None
    return Bridge(opening, tuple(steps), closing)


def bridge_slide(told: Told, context: DeckContext) -> Slide | None:
    """The slide of a metric's bridge; ``None`` without one."""
    bridge = bridge_of(told)
    if bridge is None:
        return None
    voice = context.voice
    grown = sum((one.value for one in bridge.steps if one.value and one.value > 0), Fraction())
    lost = -sum((one.value for one in bridge.steps if one.value and one.value < 0), Fraction())
    money = bridge.opening.unit
    headline = bridge_headline(
        grown,
        lost,
        (voice.number(grown, money), voice.number(lost, money)),
        (voice.value(bridge.opening), voice.value(bridge.closing)),
        "Expansion" if _rises(bridge) <= 1 else "Gains",
    )
    headline = context.headline(headline, headline.alone)
    whole = notes(told, context)
    chart = _chart(bridge, told, context)
    return Slide(
        key=f"{told.key}/bridge",
        kind=SlideKind.METRIC,
        title=title_text(headline),
        eyebrow=eyebrow(told, context),
        blocks=(*numbers(told, context), chart, _narrative(told, bridge, context)),
        footer=_footer(told, voice.number(lost, money) if lost else "", context),
        notes=Notes(
            say=(f"{headline.sentence}.",),
            definition=whole.definition,
            data=whole.data,
            history=(chart.alt,),
        ),
        section=context.section_name(context.section_of(told.result)),
    )


def _footer(told: Told, lost: str, context: DeckContext) -> Text:
    """The metric's, with the sum of the losses, which the headline says and no step shows."""
    usual = plain(footer(told, context))
    longer = f"{usual} Losses in all: {lost}." if lost else usual
    return text(longer if len(longer) <= LONGEST else usual, Tone.MUTED)


def _rises(bridge: Bridge) -> int:
    """How many steps lead up: exchange rates may be one beside expansion."""
    return sum(bool(one.value and one.value > 0) for one in bridge.steps)


def _chart(bridge: Bridge, told: Told, context: DeckContext) -> Chart:
    voice, parts = context.voice, bridge.parts
    values = tuple(one.value for one in parts)
    unit = voice.chart_unit(bridge.opening.unit, values)
    floor = axis_floor(bridge)
    names = tuple(one.label for one in parts)
    # A reader must know first of all that the axis is cut: a narrow slide has no room for the rest.
    start = f"axis from {voice.number(floor, bridge.opening.unit)}" if floor else ""
    marks = "totals are level marks" if floor else ""
    return Chart(
        key="bridge",
        title="Bridge",
        subtitle=joined(start, "revenue a year of the opening customers", marks),
        spec=ChartSpec(
            kind=ChartKind.BRIDGE,
            categories=names,
            series=(Series("Revenue", values),),
            number_format=unit.code,
            labelled=False,
            floor=floor,
        ),
        alt=bridge_alt(names, [voice.value(one) for one in parts]),
        under=_table(bridge, told, names, context),
    )


def axis_floor(bridge: Bridge) -> Fraction | None:
    """Where the axis starts, so that steps of a few percent of the total are seen: a round number
    below the lowest level. ``None`` (zero) where the steps are large beside the totals."""
    levels = [bridge.opening.value or Fraction()]
    for step in bridge.steps:
        levels.append(levels[-1] + (step.value or Fraction()))
    low, high = min(levels), max(levels)
    span = high - low
    if low <= 0 or not span or span * 2 >= high:
        return None
    unit = _power_of_ten_below(span)
    return (low - span * _ROOM_BELOW) // unit * unit or None


def _power_of_ten_below(span: Fraction) -> Fraction:
    power = Fraction(1)
    while power * 10 <= span:
        power *= 10
    while power > span:
        power /= 10
    return power


def _table(bridge: Bridge, told: Told, names: tuple[str, ...], context: DeckContext) -> Table:
    """The values and their shares of the opening, each under its column."""
    opening = bridge.opening.value or Fraction(1)
    amounts: list[Text] = [text("Revenue", Tone.MUTED)]
    shares: list[Text] = [text("% of opening", Tone.MUTED)]
    for place, part in enumerate(bridge.parts):
        total = place in (0, len(bridge.parts) - 1)
        value = part.value or Fraction()
        amounts.append(_amount(part, context, total=total))
        if total:
            shown = context.voice.number(value / opening, told.result.value.unit)
            last = place > 0
            shown = context.voice.value(told.result.value) if last else shown
            shares.append(text(shown, Tone.STRONG if last else Tone.MUTED))
        else:
            shares.append(text(context.voice.number(value / opening, percent_signed), Tone.MUTED))
    return Table(
        key="bridge/values",
        title="",
        subtitle="",
        columns=(TableColumn(""), *(TableColumn(name, numeric=True) for name in names)),
        rows=(tuple(amounts), tuple(shares)),
        alt=bridge_alt(names, [context.voice.value(one) for one in bridge.parts], table=True),
    )


def _amount(part: PartResult, context: DeckContext, *, total: bool) -> Text:
    """A total as it is, a step with its sign in the colour of what it does."""
    if total:
        return text(context.voice.value(part), Tone.STRONG)
    value = part.value or Fraction()
    if not value:
        return text(context.voice.value(part), Tone.MUTED)
    shown = context.voice.number(abs(value), part.unit)
    tone = Tone.GOOD if value > 0 else Tone.BAD
    return (Run(f"{'+' if value > 0 else '−'}{shown}", tone),)


def _narrative(told: Told, bridge: Bridge, context: DeckContext) -> Narrative:
    """Three computed cells: who is not in the bridge, who grew most, who was lost."""
    rises = [one for one in told.result.movers if one.amount > 0]
    losses = [one for one in told.result.movers if one.amount < 0]
    return Narrative(
        (
            computed_cell(" ".join([*_sums(bridge, context), _outside(told, bridge, context)])),
            _cell("why", "Largest rises", rises, told, context),
            _cell("next", "Largest losses", losses, told, context),
        )
    )


def _sums(bridge: Bridge, context: DeckContext) -> Iterator[str]:
    """What several steps of one direction add up to, where the headline says that sum."""
    for sign in (1, -1):
        steps = [one for one in bridge.steps if (one.value or 0) * sign > 0]
        if len(steps) > 1:
            names = listed([lower_first(one.label) for one in steps])
            total = abs(sum((one.value for one in steps if one.value), Fraction()))
            amount = context.voice.number(total, bridge.opening.unit)
            yield f"{capital(names)} make {amount}."


def _outside(told: Told, bridge: Bridge, context: DeckContext) -> str:
    """What new customers added, which is no part of the ratio; else what the closing is of the
    opening."""
    voice, short = context.voice, told.result.metric.short_title
    added = told.result.parts.get("new")
    if added is None or not added.value or added.value < 0:
        levels = f"{voice.value(bridge.closing)} over {voice.value(bridge.opening)}"
        return f"{short} is closing over opening revenue, {levels}."
    return f"New customers brought {voice.value(added)} besides; they are outside {short}."


def _cell(
    key: str, heading: str, movers: list[Mover], told: Told, context: DeckContext
) -> NarrativeCell:
    ranked = sorted(movers, key=lambda one: (-abs(one.amount), one.customer_id))[:_MOST_NAMED]
    assert told.result.metric.movers is not None
    kind = told.result.metric.movers.kind
    names = [without_legal_form(one.name) for one in told.result.movers]
    named = [
        f"{name_in_sentence(without_legal_form(one.name), names)} "
        f"{amount_text(one.amount, kind, context.voice, one_sided=True)}"
        for one in ranked
    ]
    sentence = f"{listed(named)}." if named else "None."
    return NarrativeCell(key, heading, "computed", (text(sentence),), True)
