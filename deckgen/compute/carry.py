"""Results as bytes that another process of this program can take up.

A component's identity holds functions, which cannot be sent; both sides have the catalogue, so
the integers travel in the order in which its components are met.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deckgen.compute.cube import Cube, Slot
from deckgen.compute.dimensions import Dimension
from deckgen.compute.movers import MoverTable
from deckgen.compute.resolve import ResolvedMetric, resolve
from deckgen.compute.results import FactBook, Results
from deckgen.compute.spans import Spans
from deckgen.model.component import Key, MoneyTerms
from deckgen.model.metric import Catalogue
from deckgen.model.quality import Staged
from deckgen.model.reconciliation import Reconciliation
from deckgen.model.request import Group, Request


@dataclass(frozen=True, slots=True)
class _Cargo:
    """What travels: everything but the functions."""

    request: Request
    staged: Staged
    spans: Spans
    dimensions: tuple[Dimension, ...]
    facts: FactBook
    money: MoneyTerms
    movers: Mapping[str, MoverTable]
    sizes: Mapping[Group, int]
    reconciliations: tuple[Reconciliation, ...]
    groups: dict[tuple[str, ...], set[Group]]
    sums: list[dict[int, dict[Group, int]] | None]
    keyed: list[dict[int, dict[Group, dict[Key, int]]] | None]


def packed(results: Results) -> bytes:
    """The results without the SQL they came from, and without what was read from them so far."""
    slots = list(_slots(results.metrics))
    cargo = _Cargo(
        results.request,
        results.staged,
        results.spans,
        results.dimensions,
        results.facts,
        results.money,
        {id: MoverTable(table.movers) for id, table in results.movers.items()},
        results.sizes,
        results.reconciliations,
        results.cube.groups,
        [results.cube.sums.get(slot) for slot in slots],
        [results.cube.keyed.get(slot) for slot in slots],
    )
    return pickle.dumps(cargo, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(content: bytes, catalogue: Catalogue) -> Results:
    """What :func:`packed` made, from a process of ours; never from a file or a stranger."""
    cargo: _Cargo = pickle.loads(content)
    metrics = {
        one.id: resolve(one, catalogue, supplied=bool(one.supplied))
        for one in cargo.request.metrics
    }
    slots = list(_slots(metrics))
    cube = Cube(groups=cargo.groups)
    cube.sums.update(
        (slot, cells) for slot, cells in zip(slots, cargo.sums, strict=True) if cells is not None
    )
    cube.keyed.update(
        (slot, cells) for slot, cells in zip(slots, cargo.keyed, strict=True) if cells is not None
    )
    return Results(
        request=cargo.request,
        staged=cargo.staged,
        spans=cargo.spans,
        dimensions=cargo.dimensions,
        metrics=metrics,
        cube=cube,
        facts=cargo.facts,
        money=cargo.money,
        movers=cargo.movers,
        sizes=cargo.sizes,
        reconciliations=cargo.reconciliations,
    )


def _slots(metrics: Mapping[str, ResolvedMetric]) -> Iterator[Slot]:
    """The slots of all parts, each once, in the order of the metrics."""
    seen: dict[Slot, None] = {}
    for metric in metrics.values():
        for part in metric.parts.values():
            seen |= dict.fromkeys(part.slots.values())
    yield from seen
