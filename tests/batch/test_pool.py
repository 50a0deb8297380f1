"""Processes that share the work: how they are started and stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
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


_FIRST_START = """
import signal
from deckgen.batch import pool

def work():
    return held_back

def held_back(task):
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())

if __name__ == "__main__":
    print(list(pool.spread([1], 1, work, lost=lambda task: None)))
"""


def test_ctrl_c_is_held_back_from_the_first_process_on(tmp_path: Path) -> None:
    """Python starts a tracker with the first process and ends the caller's mask in passing: one
    Ctrl-C in the child's first moments, and the build hung until somebody killed it."""
    script = tmp_path / "first_start.py"
    script.write_text(_FIRST_START, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "[(0, True)]", done.stderr


class _Fatal:
    """Ends the process that receives it."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return os._exit, (3,)


@dataclass(frozen=True)
class _Burden:
    """A setup with what kills its process first, and then more than any pipe takes at once."""

    fatal: _Fatal
    shared: bytes

    def __call__(self) -> Callable[[int], int]:
        return _square


def test_a_process_that_dies_before_it_knows_its_work_is_lost_and_not_waited_for() -> None:
    setup = _Burden(_Fatal(), bytes(4_000_000))
    assert dict(pool.spread([1, 2], 1, setup, lost=lambda task: -task)) == {0: -1, 1: -2}
