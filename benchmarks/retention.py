"""The retention family as five sums, which every way to compute it must agree on.

Per variant and period: revenue of the opening customers then (``opening``) and now (``closing``),
what of it was kept (``kept``: each customer's lesser of the two), how many there were
(``customers``) and how many still pay (``retained``). Money in cents. From these follow net and
gross revenue retention, revenue churn, logo retention and logo churn.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from pathlib import Path

from benchmarks.company import REGIONS, SEGMENTS

Variant = tuple[tuple[str, str], ...]
"""The dimensions that narrow it down, in alphabetical order; nothing for the company."""

Sums = dict[tuple[str, Variant], tuple[int, ...]]
"""By period and variant: the numbers in the order of ``NAMES``."""

NAMES = ("opening", "closing", "kept", "customers", "retained")

# Eight quarters up to the reported one, each from the last day before it to its own last day.
PERIODS = (
    "2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2",
)  # fmt: skip
ENDS = (
    "2023-06-30", "2023-09-30", "2023-12-31", "2024-03-31", "2024-06-30", "2024-09-30",
    "2024-12-31", "2025-03-31", "2025-06-30",
)  # fmt: skip


def variants() -> Iterator[Variant]:
    """The company, every segment, every region and every crossing of the two."""
    for region, segment in product((None, *REGIONS), (None, *SEGMENTS)):
        named = (("region", region), ("segment", segment))
        yield tuple((name, value) for name, value in named if value is not None)


def rolled_up(cells: Iterable[tuple[str, str, str, Sequence[int]]]) -> Sums:
    """Sums of every variant from those of each period, segment and region."""
    sums: Sums = {}
    for period, segment, region, numbers in cells:
        for variant in _containing(segment, region):
            key = (period, variant)
            before = sums.get(key, (0,) * len(NAMES))
            sums[key] = tuple(a + int(b) for a, b in zip(before, numbers, strict=True))
    return sums


def _containing(segment: str, region: str) -> Iterator[Variant]:
    pairs = (("region", region), ("segment", segment))
    yield ()
    yield from ((pair,) for pair in pairs)
    yield pairs


def deckgen_sums(records: Iterable[Mapping[str, object]]) -> Sums:
    """The same sums, read from what ``deckgen compute --format json`` prints."""
    wanted = {
        ("net_revenue_retention", "value"): ("closing", "opening"),
        ("net_revenue_retention", "gross"): ("kept", "opening"),
        ("revenue_churn", "value"): ("lost", "opening"),
        ("logo_retention", "value"): ("retained", "customers"),
        ("logo_churn", "value"): ("gone", "customers"),
    }
    found: dict[tuple[str, Variant], dict[str, int]] = {}
    for record in records:
        names = wanted.get((str(record["metric"]), str(record["part"])))
        if names is None:
            continue
        segment = record["segment"]
        assert isinstance(segment, Mapping)
        key = (str(record["period"]), tuple(sorted(segment.items())))
        sides = (record["numerator"], record["denominator"])
        for name, side in zip(names, sides, strict=True):
            cents = 1 if names[1] == "customers" else 100
            number = int(Decimal(str(side)) * cents) if side is not None else 0
            if found.setdefault(key, {}).setdefault(name, number) != number:
                raise ValueError(f"{key}: two values of {name}")
    for key, sums in found.items():
        if sums["lost"] != sums["opening"] - sums["kept"]:
            raise ValueError(f"{key}: revenue churn and gross retention contradict each other")
        if sums["gone"] != sums["customers"] - sums["retained"]:
            raise ValueError(f"{key}: logo churn and logo retention contradict each other")
    return {key: tuple(sums[name] for name in NAMES) for key, sums in found.items()}


def differences(ours: Sums, theirs: Sums) -> list[str]:
    """A line for each number on which two ways disagree; a variant without customers may lack."""
    nothing = (0,) * len(NAMES)
    return [
        f"{period} {dict(variant)}: {dict(zip(NAMES, one, strict=True))} != {other}"
        for period, variant in sorted(ours.keys() | theirs.keys())
        if (one := ours.get((period, variant), nothing))
        != (other := theirs.get((period, variant), nothing))
    ]


def save(sums: Sums, path: Path) -> None:
    """Writes sums as JSON."""
    rows = [[period, variant, numbers] for (period, variant), numbers in sums.items()]
    path.write_text(json.dumps(rows), encoding="utf-8")


def saved(path: Path) -> Sums:
    """Reads what ``save`` wrote."""
    return {
        (period, tuple((name, value) for name, value in variant)): tuple(numbers)
        for period, variant, numbers in json.loads(path.read_text(encoding="utf-8"))
    }
