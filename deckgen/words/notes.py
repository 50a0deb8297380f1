"""Lines of the speaker notes that come from one result: history, definition, what to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deckgen.model.metric import Metric
from deckgen.model.result import MetricResult, PartResult
from deckgen.words.codes import reason
from deckgen.words.voice import Voice


def history(parts: Iterable[PartResult], voice: Voice) -> Iterator[str]:
    """The plotted values as text, one line per series; a gap says why it is one."""
    for part in parts:
        told = []
        for place, point in enumerate(part.trend, start=1):
            current = place == len(part.trend)
            value = voice.value(part) if current else voice.reading(part, point.reading)
            if point.reading.value is None and point.reading.code != "no_value":
                value = f"{value} ({reason(point.reading.code)})"
            told.append(f"{voice.period(point.period)} {value}")
        if told:
            yield f"{series_name(part)}: {'; '.join(told)}."


def series_name(part: PartResult) -> str:
    """A part's name among others: of a keyed one, its label with the key."""
    return part.label if part.key is None else f"{part.label}, {part.key}"


def breakdown_lines(result: MetricResult, voice: Voice) -> Iterator[str]:
    """Every segment's value, small ones included, with the full name."""
    for dimension, cuts in result.cuts.items():
        told = []
        for cut in cuts:
            part = cut.parts[result.headline]
            size = "" if part.now.n is None else f" (n = {voice.count(part.now.n)})"
            told.append(f"{cut.value or 'none'} {voice.value(part)}{size}")
        if told:
            yield f"By {dimension}: {'; '.join(told)}."


def definition(metric: Metric, part: PartResult, sides: str) -> Iterator[str]:
    """The full definition, the formula with its two values, the method in words."""
    yield metric.definition
    yield f"Formula: {metric.formula}{f' ({sides})' if sides else ''}."
    described = metric.methods.get(part.method)
    if described:
        yield f"Method {part.method}: {described}."
