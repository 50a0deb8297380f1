"""Work spread over processes: each gets what all tasks share once, then one task after the other.

Processes are started afresh (``spawn``), so nothing of this one leaks into them on any system.
They stop when their connection closes, however this process ends, and finish the file they are
writing before they do.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEWEST = 4
"""Tasks that a process must get to be worth its start."""
_PATIENCE = 20.0  # seconds that a process may take to finish its file


def default_jobs() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worthwhile(jobs: int, tasks: int) -> int:
    """How many processes so many tasks are worth; 1 is this one."""
    return max(1, min(jobs, tasks // FEWEST))


@dataclass
class _Hand(Generic[T]):
    """A process with the task it works on."""

    process: SpawnProcess
    connection: Connection
    number: int
    task: T


def spread(
    tasks: Sequence[T],
    jobs: int,
    setup: Callable[[], Callable[[T], R]],
    lost: Callable[[T], R],
) -> Iterator[tuple[int, R]]:
    """The results of all tasks with their numbers, as they come.

    ``setup`` is called once in every process and gives the function that does a task; both it and
    the results must be picklable. ``lost`` gives the result of a task whose process died.
    """
    waiting = deque(enumerate(tasks))
    hands: list[_Hand[T]] = []
    try:
        while waiting or hands:
            while waiting and len(hands) < jobs:
                hands.append(_hired(setup, *waiting.popleft()))
            ready = wait([hand.connection for hand in hands])
            for hand in [one for one in hands if one.connection in ready]:
                try:
                    result: R = hand.connection.recv()
                except (EOFError, OSError):
                    result = lost(hand.task)
                    hands.remove(hand)
                    _dismiss([hand])
                    yield hand.number, result
                    continue
                number = hand.number
                if waiting:
                    hand.number, hand.task = waiting.popleft()
                    with suppress(OSError):  # a process that is gone is noticed above
                        hand.connection.send(hand.task)
                else:
                    hands.remove(hand)
                    _dismiss([hand])
                yield number, result
    finally:
        _dismiss(hands)


def _hired(setup: Callable[[], Callable[[T], R]], number: int, task: T) -> _Hand[T]:
    """A new process that has its first task.

    What all tasks share goes through the connection, not along with the process: ``start`` writes
    into a pipe whose reading end it holds itself, and would wait for ever for a process that died
    before it had read more than the pipe takes.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    with _undisturbed():
        process.start()
    theirs.close()
    with suppress(OSError):  # a process that is gone is noticed by who waits for its result
        ours.send(setup)
        ours.send(task)
    return _Hand(process, ours, number, task)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits for the end of the block: a process that is told half of its work fails with
    words of Python. One that is started in it inherits not to be stopped by Ctrl-C at all.

    The mask is of this thread only, so the signal may come through another one: it is kept, too.
    """
    missed: list[int] = []
    in_main = threading.current_thread() is threading.main_thread()
    handler = signal.getsignal(signal.SIGINT)
    masked = hasattr(signal, "pthread_sigmask")
    if masked:
        # The first start in a process starts a tracker, which takes SIGINT out of the mask again.
        resource_tracker.ensure_running()
    if in_main:
        signal.signal(signal.SIGINT, lambda number, frame: missed.append(number))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masked else set()
    try:
        yield
    finally:
        if masked:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if in_main:
            signal.signal(signal.SIGINT, handler)
    if missed:
        raise KeyboardInterrupt


def _dismiss(hands: Sequence[_Hand[T]]) -> None:
    for hand in hands:
        hand.connection.close()
    for hand in hands:
        hand.process.join(_PATIENCE)
        if hand.process.is_alive():
            hand.process.terminate()
            hand.process.join()


def _serve(connection: Connection) -> None:
    """The life of a process: tasks until the other side is gone. Ctrl-C is the other side's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        setup: Callable[[], Callable[[Any], Any]] = connection.recv()
        work: Callable[[Any], Any] | None = None
        while True:
            task = connection.recv()
            work = work or setup()
            connection.send(work(task))
