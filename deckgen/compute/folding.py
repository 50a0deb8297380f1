"""Several groups as one: results in which small segments stand together as "Other".

Components are additive, so the integers of the members are added up and everything is finished
anew from the sums; nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from deckgen.compute.cube import Cube
from deckgen.compute.movers import MoverTable
from deckgen.compute.results import FactBook, Results
from deckgen.model.request import Group

NAMES = ("Other", "Other segments", "Other small segments")
"""What the members together are called: the first that is no segment's own name."""

K = TypeVar("K")
Renaming = Callable[[Group], Group | None]


def folded_group(results: Results, dimensions: Sequence[str]) -> Group:
    """The group that stands for small ones by these dimensions; its name is nobody else's."""
    grouping = results.grouping_of(dimensions) or tuple(dimensions)
    used = {
        (value or "").casefold()
        for group in results.groups(grouping)
        for name, value in group
        if name in dimensions
    }
    name = next((one for one in NAMES if one.casefold() not in used), f"{NAMES[-1]} ({len(used)})")
    return tuple((dimension, name) for dimension in grouping)


def folded(results: Results, members: Sequence[Group], into: Group) -> Results:
    """The results with only ``into`` in them, the sum of ``members``, and its breakdowns.

    All members must be groups by the dimensions of ``into``.
    """
    rename = _renaming(members, into)
    cube = Cube(statements=results.cube.statements)
    for slot, by_span in results.cube.sums.items():
        cube.sums[slot] = {span: _added(cells, rename) for span, cells in by_span.items()}
    for slot, keyed in results.cube.keyed.items():
        cube.keyed[slot] = {span: _added_keys(cells, rename) for span, cells in keyed.items()}
    for grouping, groups in results.cube.groups.items():
        cube.groups[grouping] = {new for group in groups if (new := rename(group)) is not None}
    movers = {
        id: MoverTable(
            tuple(
                replace(mover, group=new)
                for mover in table.movers
                if (new := rename(mover.group)) is not None
            )
        )
        for id, table in results.movers.items()
    }
    facts = FactBook(
        results.facts.company,
        _renamed_sets(results.facts.no_opening_rate, rename),
        _renamed_sets(results.facts.no_closing_rate, rename),
    )
    sizes = _added(results.sizes, rename)
    changed = replace(results, cube=cube, movers=movers, facts=facts, sizes=sizes)
    return replace(changed, _readings={}, _keyed={}, _inside={}, _columns={})


def _renaming(members: Iterable[Group], into: Group) -> Renaming:
    """How a group that lies within a member is called; ``None`` for every other group."""
    inside = {frozenset(member) for member in members}
    named = dict(into)
    known: dict[Group, Group | None] = {}

    def rename(group: Group) -> Group | None:
        if group not in known:
            own = frozenset(pair for pair in group if pair[0] in named)
            new = tuple((name, named.get(name, value)) for name, value in group)
            known[group] = new if own in inside else None
        return known[group]

    return rename


def _added(cells: Mapping[Group, int], rename: Renaming) -> dict[Group, int]:
    sums: dict[Group, int] = {}
    for group, amount in cells.items():
        new = rename(group)
        if new is not None:
            sums[new] = sums.get(new, 0) + amount
    return sums


def _added_keys(
    cells: Mapping[Group, Mapping[K, int]], rename: Renaming
) -> dict[Group, dict[K, int]]:
    sums: dict[Group, dict[K, int]] = {}
    for group, by_key in cells.items():
        new = rename(group)
        if new is not None:
            into = sums.setdefault(new, {})
            for key, amount in by_key.items():
                into[key] = into.get(key, 0) + amount
    return sums


def _renamed_sets(
    spans: Mapping[int, frozenset[Group]], rename: Renaming
) -> dict[int, frozenset[Group]]:
    return {
        span: frozenset(new for group in groups if (new := rename(group)) is not None)
        for span, groups in spans.items()
    }
