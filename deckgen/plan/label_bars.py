"""A few labels as bars below a table: the themes of low answers below the channels."""

from __future__ import annotations

from fractions import Fraction

from deckgen.model.deck import Chart, ChartKind, ChartSpec, Series, SeriesRole
from deckgen.model.result import SMALLEST_ROW, MetricResult, PartResult
from deckgen.plan.context import DeckContext
from deckgen.plan.exhibits import choice_of
from deckgen.plan.rankings import key_name, shown_keys
from deckgen.words.alt import bars_alt

_MOST_BARS = 3  # what stands below a table has the room of three
MOST_ROWS_ABOVE = 5
"""Rows of a table of accounts that leave room for bars below it."""


def bars_below(result: MetricResult, context: DeckContext) -> Chart | None:
    """The largest labels of the part that a metric shows below its table, such as the themes of
    low answers; ``None`` when nobody noted any."""
    name = choice_of(result.metric).below
    known = list(shown_keys(result, name).values())
    rates = bool(known) and known[0].unit.is_share
    # A rate of 0 says something, a label that nobody named does not.
    found = [one for one in known if (_is_solid(one) if rates else one.value)][:_MOST_BARS]
    if not found:
        return None
    voice, first = context.voice, found[0]
    values = tuple(part.value for part in found)
    keys = [part.key or "" for part in found]
    names = tuple(key_name(key, among=keys) for key in keys)
    total = sum((value for value in values if value is not None), Fraction())
    of = f" of {voice.count(first.now.n)}" if first.now.n is not None else ""
    counted = f"{voice.number(total, first.unit)}{of}"
    if total == first.now.n:  # all of them
        counted = voice.period(result.period)
    largest = 0 if rates else max(range(len(found)), key=lambda at: values[at] or 0)
    return Chart(
        key="below",
        title=first.label,
        subtitle=voice.period(result.period) if rates else counted,
        spec=ChartSpec(
            kind=ChartKind.BAR,
            categories=names,
            series=(Series(first.label.partition(" by ")[0], values, SeriesRole.ACTUAL),),
            number_format=voice.chart_unit(first.unit, values).code,
            emphasis=largest,
        ),
        alt=bars_alt(first.label, names, [voice.value(part) for part in found]),
        optional=True,
    )


def _is_solid(part: PartResult) -> bool:
    """Whether a share rests on as many as a row of a breakdown does (R13)."""
    return part.value is not None and (part.now.n is None or part.now.n >= SMALLEST_ROW)
