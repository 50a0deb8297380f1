"""Processes that share the work: how they are started and stopped."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from deckgen.batch import pool


def _squares() -> Callable[[int], int]:
    return _square


def _square(number: int) -> int:
    return number * number


def test_every_task_has_its_result_whatever_process_did_it() -> None:
    found = dict(pool.spread([3, 1, 4, 1, 5], 2, _squares, lost=lambda task: -1))
    assert found == {0: 9, 1: 1, 2: 16, 3: 1, 4: 25}


def test_ctrl_c_waits_until_a_process_knows_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped before, the process would be told half of it and fail with words of Python."""
    started: list[str] = []
    process = pool.get_context("spawn").Process
    start = process.start

    def interrupted(self: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        started.append("begun")
        start(self)
        started.append("told")

    monkeypatch.setattr(process, "start", interrupted)
    handler = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        list(pool.spread([1], 1, _squares, lost=lambda task: -1))
    assert started == ["begun", "told"]
    assert signal.getsignal(signal.SIGINT) is handler
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
