"""What is counted by label (reason, channel, CSM): ranked bars, and a table beside them."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.model.deck import (
    Chart,
    ChartKind,
    ChartSpec,
    Series,
    SeriesRole,
    Table,
    TableColumn,
    Text,
    Tone,
    text,
)
from deckgen.model.result import MetricResult, PartResult
from deckgen.plan.context import DeckContext
from deckgen.plan.exhibits import numeric_column, ranked_parts
from deckgen.plan.panel import judged
from deckgen.words.alt import bars_alt, table_alt
from deckgen.words.movement import Movement, compare, noise_of
from deckgen.words.phrases import capital, joined, lower_first, sentence_case, short_name

MOST_BARS = 8
MOST_NUMBERS = 3  # columns beside a ranking; with that many the change has no room
UNKNOWN = "unknown"
MOST_PEOPLE = 12
"""Named people are never folded into "Other" before this many (comps.md section 9)."""


def ranking(result: MetricResult, context: DeckContext) -> Chart | None:
    """The labels by their number, the prior period beside it; ``None`` when nothing is keyed."""
    name, _ = ranked_parts(result)
    shown = shown_keys(result, name)
    if not shown:
        return None
    voice = context.voice
    first = next(iter(shown.values()))
    now = tuple(part.value for part in shown.values())
    prior = tuple(part.prior.value if part.prior else None for part in shown.values())
    series = [Series(voice.period(result.period), now)]
    if context.prior is not None and any(value is not None for value in prior):
        series.append(Series(voice.period(context.prior), prior, SeriesRole.CONTEXT))
    unit = voice.chart_unit(first.unit, (*now, *prior))
    names = tuple(key_name(key) for key in shown)
    title = first.label
    return Chart(
        key="ranking",
        title=title,
        subtitle=joined(unit.words, _reach(result, name, len(shown), voice.period(result.period))),
        spec=ChartSpec(
            kind=ChartKind.BAR,
            categories=names,
            series=tuple(series),
            number_format=unit.code,
            emphasis=0,
        ),
        alt=bars_alt(title, names, [voice.value(part) for part in shown.values()]),
    )


def label_table(result: MetricResult, context: DeckContext, *, ranked: bool) -> Table | None:
    """The labels with their numbers and the change against the prior period.

    ``ranked`` tables stand beside bars that show the first number already.
    """
    name, beside = ranked_parts(result)
    shown = shown_keys(result, name)
    if not shown:
        return None
    voice = context.voice
    names = beside if ranked and beside else (name, *beside)
    columns = [TableColumn("", weight=2.0)]
    columns += [numeric_column(_label(result, one)) for one in names]
    with_change = len(names) < MOST_NUMBERS or not ranked
    if with_change:
        columns.append(numeric_column("Change"))
    rows: list[tuple[Text, ...]] = []
    for key, part in shown.items():
        numbers = [result.keyed[one].get(key) for one in names]
        cells = [
            text(voice.value(one) if one is not None else "–", Tone.PLAIN if place else Tone.STRONG)
            for place, one in enumerate(numbers)
        ]
        change = (_change(result, part, context),) if with_change else ()
        rows.append((text(key_name(key)), *cells, *change))
    title = "In numbers" if ranked else f"By {_dimension(result, name)}"
    told = [f"{key_name(key)} {voice.value(part)}" for key, part in shown.items()]
    return Table(
        key="labels",
        title=title,
        subtitle=voice.period(result.period),
        columns=tuple(columns),
        rows=tuple(rows),
        alt=table_alt(f"{_label(result, name)} {lower_first(title)}", told),
    )


def shown_keys(result: MetricResult, name: str) -> Mapping[str, PartResult]:
    """The labels to show, in their order; those without a value now are left out. What has no
    label comes last, when the metric knows its share."""
    by_key = result.keyed.get(name, {})
    known = {key: part for key, part in by_key.items() if part.value is not None}
    most = MOST_PEOPLE if result.metric.id.startswith("csm_") else MOST_BARS
    unlabelled = result.parts.get(UNKNOWN)
    if not known or unlabelled is None or not unlabelled.value or UNKNOWN in known:
        return dict(list(known.items())[:most])
    if unlabelled.unit != next(iter(known.values())).unit:
        return dict(list(known.items())[:most])
    return {**dict(list(known.items())[: most - 1]), UNKNOWN: unlabelled}


def key_name(key: str) -> str:
    """A label as a row's name."""
    if key == "(none)":
        return "No label"
    if key == UNKNOWN:
        return "No reason recorded"
    words = sentence_case(key) if "_" in key else key
    return short_name(capital(words))


def _reach(result: MetricResult, name: str, shown: int, period: str) -> str:
    total = len(result.keyed.get(name, {}))
    return period if shown >= total else f"{shown} of {total}, {period}"


def _label(result: MetricResult, name: str) -> str:
    """A keyed part's heading: what its rows are by needs no saying in every column."""
    return next(iter(result.keyed[name].values())).label.partition(" by ")[0]


def _change(result: MetricResult, part: PartResult, context: DeckContext) -> Text:
    if result.value.small_base and part.unit.is_share:
        return text("–", Tone.MUTED)
    moved = compare(part, part.prior, context.voice, noise_of(result, part))
    if moved.movement is Movement.NONE:
        return text("–", Tone.MUTED)
    return text(moved.texts[0], Tone.MUTED if moved.movement is Movement.HELD else judged(moved))


def _dimension(result: MetricResult, name: str) -> str:
    """What the keys are: ``channel`` of a part called "Satisfaction by channel"."""
    label = next(iter(result.keyed[name].values())).label
    return label.partition(" by ")[2] or sentence_case(name)
