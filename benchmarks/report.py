"""Tables of costs in Markdown, each as a ratio to the first line's or a chosen one."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from os import cpu_count, getloadavg, sysconf

from measure import Sample


def machine() -> str:
    """The class of machine and the versions that matter, on one line."""
    memory = sysconf("SC_PAGE_SIZE") * sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pandas"))
    return (
        f"{date.today()}: {cpu_count()} cores, {memory:.0f} GiB, {platform.machine()}, "
        f"Python {platform.python_version()}, {packages}; load average {getloadavg()[0]:.1f}"
    )


def table(title: str, samples: Sequence[Sample], against: int = 0) -> str:
    """One line per sample; the ratio is of CPU time, to the sample number ``against``."""
    reference = samples[against]
    lines = [
        f"### {title}",
        "",
        "| what | wall, least | wall, median | CPU | peak memory | CPU, ratio |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.name} | {one.least_wall:.2f} s | {one.wall:.2f} s | {one.cpu:.2f} s "
        f"| {one.memory:,.0f} MiB | {one.cpu / reference.cpu:.2f} |"
        for one in samples
    ]
    return "\n".join(lines) + "\n"
