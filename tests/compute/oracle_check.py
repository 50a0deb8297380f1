"""Holds what was computed against the oracle, number by number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from deckgen.compute import Results
from deckgen.model.metric import Part, Reading
from deckgen.model.period import Span, Window
from deckgen.model.request import Group
from tests.compute.oracle import answers
from tests.compute.oracle_world import Answer, Answers, NoRateError, View, World

CLOSE = Fraction(1, 10**9)


def differences(results: Results, world: World) -> Iterator[str]:
    """Every part, key, period of the trend and group where the two do not agree, in words.

    A part that the oracle does not know is a difference, too.
    """
    for id, resolved in results.metrics.items():
        for group in every_group(results, world):
            for period in results.spans.trend:
                span = results.spans.of(period, resolved.request.window)
                assert span is not None
                place = f"{id}/{resolved.method} {dict(group)} {period.name}"
                told = _told(View(world, span, group, _before(results, span)), results, id)
                for name, part in resolved.parts.items():
                    expected = told.get(name)
                    if isinstance(part.part, Part):
                        read = results.reading(resolved, part, period, group)
                        yield from _differ(f"{place} {name}", read, expected)
                    else:
                        keyed = results.key_readings(resolved, part, period, group)
                        yield from _keys_differ(f"{place} {name}", keyed, expected)


def _before(results: Results, span: Span) -> Span | None:
    """The span before the last one, if the request has it."""
    spans = [one for one in results.spans.all if one.window is Window.PERIOD and not one.empty]
    if span.period != results.spans.current or span not in spans:
        return None
    return next((one for one in spans if one.last_day == span.first_day - 1), None)


def _told(view: View, results: Results, id: str) -> Answers:
    """The oracle's answers; an amount without a rate undoes the metric (R7)."""
    resolved = results.metrics[id]
    try:
        return answers(view, id, resolved.method, resolved.request.options)
    except NoRateError:
        return {name: Answer(None, view.snapshots or "missing_fx_rate") for name in resolved.parts}


def every_group(results: Results, world: World) -> list[Group]:
    """Every combination of the values that occur anywhere, None and empty groups included."""
    found: list[Group] = []
    for grouping in results.request.groupings:
        values = [_values(world, name) for name in grouping]
        found += [tuple(zip(grouping, combo, strict=True)) for combo in product(*values)]
    return found


def _values(world: World, name: str) -> list[str | None]:
    rows = [*world.of("customers"), *world.of("revenue")]
    found = {row[name] for row in rows if row.get(name) is not None}
    found |= {row["value"] for row in world.of("memberships") if row["dimension"] == name}
    return [*sorted(found), None]


def _differ(place: str, read: Reading, told: Answer | dict[str, Answer] | None) -> Iterator[str]:
    if not isinstance(told, Answer):
        yield f"{place}: the oracle does not know this part"
    elif read.code != told.code:
        yield f"{place}: code {read.code}, oracle {told.code} ({read.value} / {told.value})"
    elif not _same(read.value, told):
        yield f"{place}: {read.value}, oracle {told.value}"
    elif told.n is not None and read.n != told.n:
        yield f"{place}: n {read.n}, oracle {told.n}"


def _same(value: Fraction | None, told: Answer) -> bool:
    if value is None or told.value is None or not told.close:
        return value == told.value
    return abs(value - told.value) <= CLOSE


def _keys_differ(
    place: str, read: Mapping[str, Reading], told: Answer | dict[str, Answer] | None
) -> Iterator[str]:
    if isinstance(told, Answer) and told.code and not read:
        return
    if not isinstance(told, dict) or set(read) != set(told):
        yield f"{place}: keys {sorted(read)}, oracle {told}"
        return
    for key, one in told.items():
        yield from _differ(f"{place} [{key}]", read[key], one)
