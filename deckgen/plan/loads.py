"""Who carries how much: bars against the target's band, and whether the heavy ones lose more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from deckgen.model.deck import (
    Band,
    Chart,
    ChartKind,
    ChartSpec,
    ColumnKind,
    RowBars,
    Series,
    SeriesRole,
    Table,
    TableColumn,
    text,
)
from deckgen.model.request import Target
from deckgen.model.result import MetricResult, PartResult
from deckgen.plan.context import DeckContext
from deckgen.plan.cuts import FEWEST_ROWS
from deckgen.plan.exhibits import choice_of
from deckgen.plan.rankings import key_name, shown_keys
from deckgen.words.alt import bars_alt, points_alt, table_alt
from deckgen.words.phrases import LONGEST_IN_TABLE, capital, joined, lower_first, number_word

ABOVE, WITHIN, BELOW, ALL = "Above the band", "Within the band", "Below the band", "All"
_FEWEST_POINTS = 3  # two make a line whatever they are


def load_exhibits(result: MetricResult, context: DeckContext) -> tuple[Table, Chart] | None:
    """The table of loads and the points beside it; ``None`` where too few labels have
    both numbers."""
    choice = choice_of(result.metric)
    if not choice.points:
        return None
    load, outcome = choice.points
    loads = shown_keys(result, load)
    outcomes = {
        key: part for key, part in result.keyed.get(outcome, {}).items() if part.value is not None
    }
    if sum(key in outcomes for key in loads) < _FEWEST_POINTS:
        return None
    first = list(loads.items())
    fewer = range(len(loads) - 1, FEWEST_ROWS - 1, -1)
    shorter = tuple(_table(result, dict(first[:most]), context) for most in fewer)
    table = replace(_table(result, loads, context), shorter=shorter)
    return table, _points(result, loads, outcomes, context)


def _side(value: Fraction | None, target: Target | None) -> str:
    if target is None or not target.is_band or value is None:
        return ALL
    return ABOVE if value > target.high else BELOW if value < target.low else WITHIN


def _table(result: MetricResult, loads: Mapping[str, PartResult], context: DeckContext) -> Table:
    voice, target, value = context.voice, result.value.target, result.value
    names = tuple(key_name(key, LONGEST_IN_TABLE, loads) for key in loads)
    first = next(iter(loads.values()))
    sides = [_side(part.value, target) for part in loads.values()]
    roles = {
        ABOVE: SeriesRole.BAD, WITHIN: SeriesRole.ACTUAL, BELOW: SeriesRole.CONTEXT,
        ALL: SeriesRole.ACTUAL,
    }  # fmt: skip
    series = tuple(
        Series(
            first.label if side == ALL else side,
            tuple(
                part.value if own == side else None
                for part, own in zip(loads.values(), sides, strict=True)
            ),
            role,
        )
        for side, role in roles.items()
        if side in sides
    )
    banded = target is not None and target.is_band
    spec = ChartSpec(
        ChartKind.ROWS,
        names,
        series,
        voice.chart_unit(first.unit, (part.value for part in loads.values())).code,
        band=Band(target.low, target.high) if target is not None and banded else None,
        reference=value.value,
    )
    told = [voice.value(part) for part in loads.values()]
    heading = f"band {voice.target(target, value.unit)}" if target and banded else ""
    mean = f"dashed line {voice.value(value)}" if value.value is not None else ""
    every = len(result.keyed[first.part])
    shown = "" if len(loads) == every else f"{len(loads)} of {every}"
    return Table(
        key="ranking",
        title=f"{first.label} per {choice_of(result.metric).noun}",
        # What the dashed line is comes before the period, which may have no room.
        subtitle=joined(shown, mean, voice.period(result.period)),
        columns=(TableColumn("", weight=1.6), TableColumn(heading, weight=4, kind=ColumnKind.BARS)),
        rows=tuple((text(name), ()) for name in names),
        alt=table_alt(first.label, [f"{n} {v}" for n, v in zip(names, told, strict=True)]),
        bars=(RowBars(spec, bars_alt(first.label, names, told)),),
    )


def _points(
    result: MetricResult,
    loads: Mapping[str, PartResult],
    outcomes: Mapping[str, PartResult],
    context: DeckContext,
) -> Chart:
    """One point for each label that has both numbers; those above the band differ in shape."""
    voice, target = context.voice, result.value.target
    keys = [key for key in loads if key in outcomes]
    load, outcome = loads[keys[0]], outcomes[keys[0]]
    sides = [_side(loads[key].value, target) == ABOVE for key in keys]
    groups = {True: (ABOVE, SeriesRole.BAD), False: ("Others", SeriesRole.ACTUAL)}
    if len(set(sides)) == 1:
        groups = {sides[0]: (outcome.label, groups[sides[0]][1])}
    series = [Series(load.label, tuple(loads[key].value for key in keys), SeriesRole.CONTEXT)]
    series += [
        Series(
            name,
            tuple(
                outcomes[key].value if side is above else None
                for key, side in zip(keys, sides, strict=True)
            ),
            role,
        )
        for above, (name, role) in sorted(groups.items())
    ]
    noun = choice_of(result.metric).noun
    unit = voice.chart_unit(outcome.unit, (outcomes[key].value for key in keys))
    pairs = [f"{voice.value(loads[key])} and {voice.value(outcomes[key])}" for key in keys]
    title = f"{outcome.label} by {lower_first(load.label)}"
    names = tuple(key_name(key, among=loads) for key in keys)
    return Chart(
        key="points",
        title=title,
        subtitle=f"one point per {noun}",
        spec=ChartSpec(
            kind=ChartKind.SCATTER,
            categories=names,
            series=tuple(series),
            number_format=unit.code,
        ),
        alt=points_alt(title, names, pairs),
    )


def load_fact(result: MetricResult, context: DeckContext) -> str:
    """``Three CSMs are above the band: 3.9% churn rate, 3.7% for the others.``; "" without a band
    or where the rates of the groups do not follow from their own numbers."""
    choice, target = choice_of(result.metric), result.value.target
    if not choice.points or target is None or not target.is_band:
        return ""
    load, outcome = (result.keyed.get(name, {}) for name in choice.points)
    above = [key for key, part in load.items() if _side(part.value, target) == ABOVE]
    noun, count = choice.noun, len(above)
    who = f"{capital(number_word(count))} {noun}{'' if count == 1 else 's'}"
    verb = "is" if count == 1 else "are"
    if not above:
        return f"No {noun} is above the band."
    rates = [_rate(outcome, above), _rate(outcome, [key for key in load if key not in above])]
    if None in rates:
        return f"{who} {verb} above the band."
    unit = next(iter(outcome.values()))
    heavy, others = (context.voice.number(rate, unit.unit) for rate in rates)
    label = lower_first(unit.label)
    beside = "the same" if heavy == others else others
    return f"{who} {verb} above the band: {heavy} {label}, {beside} for the others."


def _rate(parts: Mapping[str, PartResult], keys: Sequence[str]) -> Fraction | None:
    """The rate of several labels together, from the sums of their own numbers."""
    found = [parts[key].now for key in keys if key in parts]
    if not found or any(one.numerator is None or not one.denominator for one in found):
        return None
    above = sum((one.numerator or Fraction() for one in found), Fraction())
    return above / sum((one.denominator or Fraction() for one in found), Fraction())
