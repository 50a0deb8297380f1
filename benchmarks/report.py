"""Tables of costs in Markdown, each line with its ratio to a chosen one."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib.metadata import version
from os import cpu_count, getloadavg, sysconf

from benchmarks.measure import Sample

_PACKAGES = ("duckdb", "pandas", "python-pptx")


def machine() -> str:
    """The class of machine and the versions that matter, on one line."""
    memory = sysconf("SC_PAGE_SIZE") * sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{cpu_count()} cores, {memory:.0f} GiB, {platform.machine()}, "
        f"Python {platform.python_version()}, {packages}; load average {getloadavg()[0]:.1f}"
    )


def table(title: str, samples: Sequence[Sample], against: int = 0) -> str:
    """One line per sample; the ratio is of CPU time, to the sample number ``against``."""
    reference = samples[against]
    lines = [
        f"### {title}",
        "",
        "| what | wall | CPU | CPU, ratio | peak memory |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.name} | {one.wall:.2f} s | {one.cpu:.2f} s | {one.cpu / reference.cpu:.2f} "
        f"| {one.memory:,.0f} MiB |"
        for one in samples
    ]
    return "\n".join(lines) + "\n"
