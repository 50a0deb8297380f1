"""What a command costs: wall clock, CPU of all its threads and children, peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and mebibytes of one run of a command."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Sample:
    """Several runs of one command. The least is what the work takes; the median, what one meets."""

    name: str
    costs: tuple[Cost, ...]

    @property
    def wall(self) -> float:
        """The median wall clock."""
        return statistics.median(cost.wall for cost in self.costs)

    @property
    def least_wall(self) -> float:
        """The shortest wall clock."""
        return min(cost.wall for cost in self.costs)

    @property
    def cpu(self) -> float:
        """The median CPU time."""
        return statistics.median(cost.cpu for cost in self.costs)

    @property
    def memory(self) -> float:
        """The largest peak."""
        return max(cost.memory for cost in self.costs)


class CommandFailed(RuntimeError):
    """A measured command ended with an error: its time means nothing."""


def cost_of(command: Sequence[str | Path], output: Path) -> Cost:
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


def measured(
    name: str, command: Callable[[int], Sequence[str | Path]], output: Path, times: int
) -> Sample:
    """Runs a command several times; ``command`` gets the number of the run."""
    return Sample(name, tuple(cost_of(command(number), output) for number in range(times)))
