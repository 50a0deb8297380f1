"""Garbage collection beside many decks: between them, and never over what they all share.

Python looks for garbage in cycles whenever many objects are made, and from time to time among all
that there are. A deck makes a hundred thousand objects that nearly all go by themselves, beside a
cube that stays: a tenth of a run's time went into looking.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_YOUNG = 1  # the generation up to which is looked between two decks: what the last one has left


def leave_alone_what_is_there() -> None:
    """Takes what there is now out of every later collection of this process."""
    gc.collect()
    gc.freeze()


@contextmanager
def without_what_is_there() -> Iterator[None]:
    """The same for the length of a block, in a process that goes on to do other things."""
    leave_alone_what_is_there()
    try:
        yield
    finally:
        gc.unfreeze()


def collecting_afterwards(work: Callable[[T], R]) -> Callable[[T], R]:
    """``work``, undisturbed: garbage is looked for when a task is done."""

    def undisturbed(task: T) -> R:
        if not gc.isenabled():  # somebody else has taken that over
            return work(task)
        gc.disable()
        try:
            return work(task)
        finally:
            gc.enable()
            gc.collect(_YOUNG)

    return undisturbed
