"""``reconciliation.json``: that the decks of a run agree with each other, for programs to check.

``dimensions`` has what the reconciliation page shows: revenue from opening to closing per segment,
their sum, the company added up without segments, the difference, who is in no segment, and who
moved between segments. ``components`` has the same for every additive component of every metric
and every grouping, as the integers that were stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction

from deckgen import __version__
from deckgen.compute import Results
from deckgen.compute.reconciliation import Sum, sums
from deckgen.model.reconciliation import Amounts, Reconciliation, summed

FILE = "reconciliation.json"
FORMAT = 1


def reconciliation_json(results: Results, currency: str) -> str:
    """The file's text: exact numbers, as decimals in text where they have a fraction."""
    found = list(sums(results))
    content = {
        "generator": f"deckgen {__version__}",
        "format": FORMAT,
        "period": results.request.current.name,
        "currency": currency,
        "adds_up": not differences(results),
        "dimensions": [_dimension(one) for one in results.reconciliations],
        "components": [_component(one) for one in found],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def differences(results: Results) -> list[str]:
    """What does not add up, in a line each: nothing, unless something is wrong with the numbers."""
    lines = [
        f"{one.component} of {one.base} by {' x '.join(one.grouping)}: the parts differ from the "
        f"whole by {one.difference}"
        for one in sums(results)
        if one.difference
    ]
    lines += [
        f"revenue by {one.dimension}: the segments differ from the company"
        for one in results.reconciliations
        if not one.adds_up
    ]
    return lines


def _dimension(one: Reconciliation) -> dict[str, object]:
    without = [amounts for value, amounts in one.parts if value is None]
    return {
        "dimension": one.dimension,
        "segments": [
            {"segment": value, **_numbers(amounts)}
            for value, amounts in one.parts
            if value is not None
        ],
        "not_in_any_segment": _numbers(summed(without, one.company)),
        "sum": _numbers(one.total),
        "company": _numbers(one.company),
        "difference": _numbers(one.difference),
        "transfers": _transfers(one),
    }


def _transfers(one: Reconciliation) -> list[dict[str, object]] | None:
    """Who moved; nothing is known where the dimension has one value per customer for ever."""
    if one.transfers is None:
        return None
    return [
        {"from": move.origin, "to": move.destination, **_numbers(move.amounts)}
        for move in one.transfers
    ]


def _component(one: Sum) -> dict[str, object]:
    return {
        "component": one.component,
        "base": one.base,
        "options": {name: _plain(value) for name, value in one.options},
        "by": list(one.grouping),
        "groups": one.groups,
        "sum": one.sum,
        "not_in_any_segment": one.without,
        "whole": one.whole,
        "difference": one.difference,
    }


def _numbers(amounts: Amounts) -> Mapping[str, object]:
    return {name: _exact(value) for name, value in amounts.items()}


def _exact(value: Fraction) -> int | str:
    """An integer, or a decimal as text; a fraction that is no decimal stays one (``1/3``)."""
    if value.denominator == 1:
        return int(value)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(value)
    digits = next(n for n in range(1, 400) if (value * 10**n).denominator == 1)
    scaled = abs(int(value * 10**digits))
    return f"{'-' if value < 0 else ''}{scaled // 10**digits}.{scaled % 10**digits:0{digits}d}"


def _plain(value: object) -> object:
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, Iterable):
        return [_plain(one) for one in value]
    return str(value)
