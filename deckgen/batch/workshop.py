"""Makes the decks of a run, in this process or in several; the files are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from deckgen.batch.collecting import (
    collecting_afterwards,
    leave_alone_what_is_there,
    without_what_is_there,
)
from deckgen.batch.making import BuiltDeck, FailedDeck, Site, Task, attempt, lost, make
from deckgen.batch.planning import Material

Outcome = BuiltDeck | FailedDeck
Watch = Callable[[int, int, str], None]
"""Called with how many decks are done, how many there are, and which was done last."""


def unwatched(done: int, total: int, label: str) -> None:
    """Nobody looks."""


def _opened(material: Material, site: Site) -> Callable[[Task], Outcome]:
    """What does one task, in a process that does nothing else."""
    leave_alone_what_is_there()
    return collecting_afterwards(partial(_attempt, material, site))


def _attempt(material: Material, site: Site, task: Task) -> Outcome:
    return attempt(material, task, site)


def outcomes(
    material: Material, tasks: Sequence[Task], site: Site, jobs: int, watch: Watch = unwatched
) -> list[Outcome]:
    """What became of every task, in their order. A deck that is made alone raises what is wrong
    with it; among others it is reported and the others are made."""
    if len(tasks) == 1:
        watch(0, 1, tasks[0].variant.label)
        return [make(material, tasks[0], site)]
    from deckgen.batch.pool import worthwhile  # a single deck does without processes

    found: dict[int, Outcome] = {}
    watch(0, len(tasks), "")
    for number, outcome in _made(material, tasks, site, worthwhile(jobs, len(tasks))):
        found[number] = outcome
        watch(len(found), len(tasks), tasks[number].variant.label or "All customers")
    return [found[number] for number in range(len(tasks))]


def _made(
    material: Material, tasks: Sequence[Task], site: Site, jobs: int
) -> Iterator[tuple[int, Outcome]]:
    if jobs == 1:
        made = collecting_afterwards(partial(_attempt, material, site))
        with without_what_is_there():
            yield from ((number, made(one)) for number, one in enumerate(tasks))
        return
    from deckgen.batch.pool import spread

    yield from spread(tasks, jobs, partial(_opened, material, site), lost)
