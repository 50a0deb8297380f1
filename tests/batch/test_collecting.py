"""Garbage collection waits for the end of a deck, and comes back whatever happens."""

from __future__ import annotations

import gc
import weakref

import pytest

from deckgen.batch.collecting import collecting_afterwards, without_what_is_there


class Knot:
    """An object that only a collection can take away: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


def inverse(number: int) -> float:
    return 1 / number


def knotted(_: object) -> weakref.ref[Knot]:
    return weakref.ref(Knot())


def test_nothing_is_collected_while_a_task_is_done_and_again_afterwards() -> None:
    assert collecting_afterwards(lambda _: gc.isenabled())(None) is False
    assert gc.isenabled()


def test_a_task_that_fails_brings_the_collection_back() -> None:
    with pytest.raises(ZeroDivisionError):
        collecting_afterwards(inverse)(0)
    assert gc.isenabled()


def test_what_a_task_leaves_in_cycles_is_gone_after_it() -> None:
    assert collecting_afterwards(knotted)(None)() is None


def test_a_program_that_collects_by_itself_is_left_alone() -> None:
    gc.disable()
    try:
        assert collecting_afterwards(inverse)(2) == 0.5
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_is_there_is_left_alone_for_the_length_of_a_block() -> None:
    with without_what_is_there():
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0
