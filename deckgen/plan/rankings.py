"""What is counted by label (reason, channel, CSM): a table, with bars in its rows where the labels
are ranked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from deckgen.model.deck import (
    ChartKind,
    ChartSpec,
    ColumnKind,
    RowBars,
    Series,
    SeriesRole,
    Table,
    TableColumn,
    Text,
    Tone,
    plain,
    text,
)
from deckgen.model.result import MetricResult, PartResult
from deckgen.plan.context import DeckContext
from deckgen.plan.cuts import FEWEST_ROWS
from deckgen.plan.exhibits import bars_of, choice_of, numeric_column, ranked_parts
from deckgen.plan.panel import judged
from deckgen.words.alt import bars_alt, table_alt
from deckgen.words.movement import Movement, compare, noise_of
from deckgen.words.phrases import (
    LONGEST_IN_TABLE,
    LONGEST_NAME,
    capital,
    joined,
    listed,
    lower_first,
    sentence_case,
    short_name,
)

MOST_BARS = 8
_MISSING = "–"
# Amounts that are gone already stand on the baseline, in the colour of what is worse.
_ROLES = {"gap_lost_revenue": SeriesRole.BAD}
UNKNOWN = "unknown"
MOST_PEOPLE = 12
"""Named people are never folded into "Other" before this many (comps.md section 9)."""


def ranked_table(result: MetricResult, context: DeckContext) -> Table | None:
    """The labels with bars in their rows and their other numbers beside; ``None`` when nothing is
    keyed. What has no label comes last, muted."""
    name, beside = ranked_parts(result)
    bars = bars_of(result, name)
    shown = shown_keys(result, name, sort=bars if len(bars) > 1 else ())
    if not shown:
        return None
    unlabelled = {UNKNOWN: shown[UNKNOWN]} if UNKNOWN in shown else {}
    labels = [item for item in shown.items() if item[0] not in unlabelled]
    fewer = range(len(labels) - 1, FEWEST_ROWS - 1 - len(unlabelled), -1)
    shorter = [
        _ranked(result, name, beside, {**dict(labels[:most]), **unlabelled}, context)
        for most in fewer
    ]
    return replace(_ranked(result, name, beside, shown, context), shorter=tuple(shorter))


def _ranked(
    result: MetricResult,
    name: str,
    beside: Sequence[str],
    shown: Mapping[str, PartResult],
    context: DeckContext,
) -> Table:
    voice, period = context.voice, context.voice.period(result.period)
    bars = bars_of(result, name)
    threshold = threshold_of(result)
    drawn = _row_bars(result, bars, shown, threshold, context)
    ranks = bars[-1] if len(bars) > 1 else next(iter(beside), "")
    changed = _changes(result, result.keyed[ranks] if len(bars) > 1 else shown, shown, context)
    noun = choice_of(result.metric).noun
    columns = [
        TableColumn(noun, weight=2.2),
        TableColumn(_over(threshold, shown, context), weight=4.2, kind=ColumnKind.BARS),
        *(
            replace(
                numeric_column(_label(result, one)), optional=2 if one != ranks and place else 0
            )
            for place, one in enumerate(beside)
        ),
    ]
    if changed:
        heading = f"On {voice.period(context.prior)}" if context.prior else ""
        columns.append(replace(numeric_column(heading), optional=1))
    rows: list[tuple[Text, ...]] = []
    for place, (key, part) in enumerate(shown.items()):
        cells = [_cell(result, one, key, part, ranks, context) for one in beside]
        change = (changed[place],) if changed else ()
        label = key_name(key, LONGEST_IN_TABLE, shown)
        rows.append((_name(label, key, place, part, threshold), (), *cells, *change))
    first = next(iter(shown.values()))
    title = f"{noun}s" if noun else first.label
    what = lower_first(first.label) if noun else ""
    if len(bars) > 1:
        what = "revenue a year, a customer may have several"
    every = sum(part.value or 0 for part in result.keyed[name].values())
    several = "several possible" if first.unit.is_share and every > 1 else ""
    return Table(
        key="ranking",
        title=title,
        subtitle=joined(what, _reach(result, name, shown, period), several),
        columns=tuple(columns),
        rows=tuple(rows),
        alt=table_alt(
            title,
            [f"{key_name(key, among=shown)} {voice.value(one)}" for key, one in shown.items()],
        ),
        bars=(drawn,),
    )


def _row_bars(
    result: MetricResult,
    bars: Sequence[str],
    shown: Mapping[str, PartResult],
    threshold: Fraction | None,
    context: DeckContext,
) -> RowBars:
    """One bar for each label, or the parts of its amount end to end."""
    voice = context.voice
    names = tuple(key_name(key, among=shown) for key in shown)
    if len(bars) == 1:
        readings = [dict(shown)]
    else:
        readings = [dict(result.keyed[one]) for one in bars]
    series = tuple(
        Series(
            _label(result, one),
            tuple(by_key[key].value if key in by_key else None for key in shown),
            _ROLES.get(one, SeriesRole.ACTUAL),
        )
        for one, by_key in zip(bars, readings, strict=True)
    )
    first = next(iter(readings[0].values()))
    unit = voice.chart_unit(first.unit, (value for one in series for value in one.values))
    stressed = None if result.value.small_base else 0  # of a small base nothing is
    spec = ChartSpec(
        ChartKind.ROWS, names, series, unit.code, emphasis=stressed, threshold=threshold
    )
    told = [
        " and ".join(voice.value(by_key[key]) for by_key in readings if key in by_key)
        for key in shown
    ]
    title = listed([series[0].name, *(lower_first(one.name) for one in series[1:])])
    return RowBars(spec, bars_alt(title, names, told))


def threshold_of(result: MetricResult) -> Fraction | None:
    """The share above which a label counts, where the metric has such an option."""
    known = {option.name: option.default for option in result.metric.options}
    if "threshold" not in known or choice_of(result.metric).leader == "":
        return None
    return Fraction(str(result.request.options.get("threshold", known["threshold"])))


def _over(threshold: Fraction | None, shown: Mapping[str, PartResult], context: DeckContext) -> str:
    """The heading over the bars: what the threshold means, which is drawn there."""
    if threshold is None:
        return ""
    unit = next(iter(shown.values())).unit
    return f"trend above {context.voice.number(threshold, unit)}"


def _name(name: str, key: str, place: int, part: PartResult, threshold: Fraction | None) -> Text:
    """A row's name: bold where its bar is stressed, muted where it stands for no label."""
    if key == UNKNOWN:
        return text(name, Tone.MUTED)
    stressed = place == 0 if threshold is None else (part.value or 0) > threshold
    return text(name, Tone.STRONG if stressed else Tone.PLAIN)


def _cell(
    result: MetricResult,
    name: str,
    key: str,
    part: PartResult,
    ranks: str,
    context: DeckContext,
) -> Text:
    """A number of a label; of what has no label only its count is known."""
    voice = context.voice
    one = result.keyed[name].get(key)
    if one is None:
        above, below = part.now.numerator, part.now.denominator
        counted = next(iter(result.keyed[name].values())).unit.format.value == "count"
        if key == UNKNOWN and counted and above is not None and below == part.now.n:
            return text(voice.count(above))
        return text(_MISSING, Tone.MUTED)
    if one.unit.is_money and not one.value:
        return text(_MISSING, Tone.MUTED)
    bad = _ROLES.get(name) is SeriesRole.BAD
    tone = Tone.STRONG if name == ranks else Tone.BAD if bad else Tone.PLAIN
    return text(voice.value(one), tone)


def _changes(
    result: MetricResult,
    parts: Mapping[str, PartResult],
    keys: Iterable[str],
    context: DeckContext,
) -> list[Text]:
    """The labels' changes since the prior period; nothing where none can be told."""
    missing = text(_MISSING, Tone.MUTED)
    found = [_change(result, parts[key], context) if key in parts else missing for key in keys]
    return found if any(plain(one) != _MISSING for one in found) else []


def label_table(result: MetricResult, context: DeckContext) -> Table | None:
    """The labels with their numbers and the change against the prior period."""
    name, beside = ranked_parts(result)
    shown = shown_keys(result, name)
    if not shown:
        return None
    voice = context.voice
    names = (*beside, name)
    columns = [TableColumn("", weight=2.0)]
    columns += [numeric_column(_label(result, one)) for one in names]
    columns.append(numeric_column("Change"))

    def cells(numbers: Sequence[PartResult | None]) -> Iterator[Text]:
        for place, one in enumerate(numbers):
            tone = Tone.STRONG if place == len(names) - 1 else Tone.PLAIN
            yield text(voice.value(one) if one is not None else _MISSING, tone)

    rows: list[tuple[Text, ...]] = []
    for key, part in shown.items():
        numbers = [result.keyed[one].get(key) for one in names]
        label = key_name(key, LONGEST_IN_TABLE, shown)
        rows.append((text(label), *cells(numbers), _change(result, part, context)))
    whole = _whole(result, name, names) if len(shown) > 1 else []
    if whole:
        everything = _change(result, result.value, context)
        rows.append((text("All"), *cells(whole), everything))
    title = f"By {_dimension(result, name)}"
    told = [f"{key_name(key, among=shown)} {voice.value(part)}" for key, part in shown.items()]
    return Table(
        key="labels",
        title=title,
        subtitle=voice.period(result.period),
        columns=tuple(columns),
        rows=tuple(rows),
        alt=table_alt(f"{_label(result, name)} {lower_first(title)}", told),
        total=bool(whole),
    )


def _whole(result: MetricResult, name: str, names: Sequence[str]) -> list[PartResult | None]:
    """The numbers of all labels together: the headline, and the parts called as the columns are
    ("channel_n" of every channel is "n" of all). Nothing where the headline is another measure."""
    if result.keyed[name] and next(iter(result.keyed[name].values())).unit != result.value.unit:
        return []
    parts = [result.parts.get(one.removeprefix(f"{name}_")) for one in names if one != name]
    return [*parts, result.value] if any(parts) else []


def shown_keys(
    result: MetricResult, name: str, sort: Sequence[str] = ()
) -> Mapping[str, PartResult]:
    """The labels to show, in their order or by the sum of the parts ``sort``; those without a
    value now are left out. What has no label comes last, when the metric knows its share."""
    by_key = result.keyed.get(name, {})
    known = {key: part for key, part in by_key.items() if part.value is not None}
    if sort:
        sums = {
            key: sum(
                (result.keyed[one][key].value or Fraction() for one in sort
                 if key in result.keyed[one]),
                Fraction(),
            )
            for key in known
        }  # fmt: skip
        known = dict(sorted(known.items(), key=lambda item: -sums[item[0]]))
    most = MOST_PEOPLE if result.metric.id.startswith("csm_") else MOST_BARS
    unlabelled = result.parts.get(UNKNOWN)
    if not known or unlabelled is None or not unlabelled.value or UNKNOWN in known:
        return dict(list(known.items())[:most])
    if unlabelled.unit != next(iter(known.values())).unit:
        return dict(list(known.items())[:most])
    return {**dict(list(known.items())[: most - 1]), UNKNOWN: unlabelled}


def key_name(key: str, longest: int = LONGEST_NAME, among: Iterable[str] = ()) -> str:
    """A label as a row's name, told from others."""
    if key == "(none)":
        return "No label"
    if key == UNKNOWN:
        return "No reason recorded"
    return short_name(_in_words(key), longest, map(_in_words, among))


def _in_words(key: str) -> str:
    return capital(sentence_case(key) if "_" in key else key)


def _reach(result: MetricResult, name: str, shown: Iterable[str], period: str) -> str:
    """How many of the labels a table shows; the row of what has none is not one of them."""
    labels = {key for key in result.keyed.get(name, {}) if key != UNKNOWN}
    count = len(labels.intersection(shown))
    return period if count == len(labels) else f"{count} of {len(labels)}, {period}"


def _label(result: MetricResult, name: str) -> str:
    """A keyed part's heading: what its rows are by needs no saying in every column."""
    return next(iter(result.keyed[name].values())).label.partition(" by ")[0]


def _change(result: MetricResult, part: PartResult, context: DeckContext) -> Text:
    if result.value.small_base and part.unit.is_share:
        return text(_MISSING, Tone.MUTED)
    moved = compare(part, part.prior, context.voice, noise_of(result, part))
    if moved.movement is Movement.NONE:
        return text(_MISSING, Tone.MUTED)
    return text(moved.texts[0], Tone.MUTED if moved.better is None else judged(moved))


def _dimension(result: MetricResult, name: str) -> str:
    """What the keys are: ``channel`` of a part called "Satisfaction by channel"."""
    label = next(iter(result.keyed[name].values())).label
    return label.partition(" by ")[2] or sentence_case(name)
