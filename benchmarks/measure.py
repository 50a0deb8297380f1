"""What a command costs: wall clock, CPU of all its threads and children, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str | Path]

Numbered = Callable[[int], Command]
"""The command of the run of this number, from 0: so that each can write to a place of its own."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and mebibytes of one run of a command."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Sample:
    """Several runs of one command. What else runs on the machine only ever adds to a run: the
    least is what the work takes."""

    name: str
    costs: tuple[Cost, ...]

    @property
    def wall(self) -> float:
        """The shortest wall clock."""
        return min(cost.wall for cost in self.costs)

    @property
    def cpu(self) -> float:
        """The least CPU time."""
        return min(cost.cpu for cost in self.costs)

    @property
    def memory(self) -> float:
        """The largest peak."""
        return max(cost.memory for cost in self.costs)


class CommandFailed(RuntimeError):
    """A measured command ended with an error: its time means nothing."""


def cost_of(command: Command, output: Path) -> Cost:
    """Runs a command once, with what it prints in ``output``.

    The peak is that of the largest process (as `wait4` reports it), not of their sum. Raises
    ``CommandFailed`` for any exit code but 0.
    """
    begun = time.perf_counter()
    with output.open("wb") as out:
        child = subprocess.Popen([str(part) for part in command], stdout=out, stderr=out)
        _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise CommandFailed(f"{command}: exit code {child.returncode}\n{output.read_text()}")
    per_mebibyte = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / per_mebibyte)


def measured(commands: Mapping[str, Numbered], folder: Path, times: int) -> list[Sample]:
    """Runs each command so many times, all of them in turn, so that a busy moment of the machine
    meets none of them in all its runs. What they print is in ``folder``, as ``0.txt``, …"""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for run in range(times):
        for place, (name, command) in enumerate(commands.items()):
            print(f"run {run + 1} of {times}: {name}", file=sys.stderr, flush=True)
            costs[name].append(cost_of(command(run), folder / f"{place}.txt"))
    return [Sample(name, tuple(found)) for name, found in costs.items()]
