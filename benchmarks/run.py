"""What deckgen costs, as ratios of one run: ``make bench``.

    python -m benchmarks.run
    python -m benchmarks.run --customers 1000000 --times 2

Numbers that are computed in several ways are compared; a difference ends the run.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.company import row_counts, written_company
from benchmarks.measure import CommandFailed, Numbered, measured
from benchmarks.report import machine, table
from benchmarks.retention import deckgen_sums, differences, saved

_PYTHON = sys.executable
_DECKGEN = (_PYTHON, "-m", "deckgen")


class WaysDisagree(RuntimeError):
    """Two ways to the same numbers gave different ones: their times cannot be compared."""


def sample_company(folder: Path, times: int) -> str:
    """The whole command for the bundled company, from exports to the written deck."""
    demo = folder / "demo"
    config = demo / "config.yaml"
    measured({"deckgen init": lambda run: (*_DECKGEN, "init", demo, "--demo")}, folder, 1)
    commands: dict[str, Numbered] = {
        "deckgen build: from the exports to the deck": lambda run: (
            *_DECKGEN, "build", config, "-o", folder / f"deck-{run}",
        ),
        "deckgen build --all-segments: a deck for everyone and for each segment": lambda run: (
            *_DECKGEN, "build", config, "--all-segments", "--jobs", "1", "-o",
            folder / f"decks-{run}",
        ),
        "deckgen check: the exports only": lambda run: (*_DECKGEN, "check", config),
        "deckgen --help": lambda run: (*_DECKGEN, "--help"),
    }  # fmt: skip
    return table("The sample company", measured(commands, folder, times))


def generated_company(folder: Path, customers: int, times: int) -> str:
    """All metrics of a company of so many customers, beside retention alone in other ways."""
    config = written_company(folder, customers)
    with tempfile.TemporaryDirectory(prefix="run-", dir=folder) as made:
        scratch = Path(made)
        results = {way: scratch / f"{way}.json" for way in ("pandas", "once", "each")}
        commands: dict[str, Numbered] = {
            "deckgen build: 16 metrics, cuts, 8 quarters, the deck": lambda run: (
                *_DECKGEN, "build", config, "-o", scratch / f"deck-{run}",
            ),
            "deckgen compute: the numbers of all 30 variants": lambda run: (
                *_DECKGEN, "compute", config, "--all-segments", "--format", "json",
            ),
            "pandas: retention only, 30 variants": lambda run: (
                _PYTHON, "-m", "benchmarks.with_pandas", config.parent, results["pandas"],
            ),
            "DuckDB: retention only, one query": lambda run: (
                _PYTHON, "-m", "benchmarks.with_queries", "once", config.parent, results["once"],
            ),
            "DuckDB: retention only, a query per variant": lambda run: (
                _PYTHON, "-m", "benchmarks.with_queries", "each", config.parent, results["each"],
            ),
        }  # fmt: skip
        samples = measured(commands, scratch, times)
        ours = deckgen_sums(json.loads((scratch / "1.txt").read_text(encoding="utf-8")))
        for way, result in results.items():
            if lines := differences(ours, saved(result)):
                raise WaysDisagree("\n".join([f"deckgen and {way} differ", *lines[:10]]))
    rows = row_counts(config)
    title = f"{customers:,} customers, {rows['revenue']:,} rows of revenue"
    said = f"{len(ours):,} × 5 retention numbers agree. Rows in all: {sum(rows.values()):,}.\n"
    return table(title, samples) + "\n" + said


def writing(folder: Path, decks: int, times: int, of_slides: int | None = None) -> str:
    """The deck of ``sample_company`` in the same folder, written so many times, beside python-pptx
    writing its slides: as many as it has, or ``of_slides``."""
    config = folder / "demo" / "config.yaml"
    stored, template, shapes = (folder / f"deck.{one}" for one in ("pickle", "pptx", "json"))
    length = () if of_slides is None else (str(of_slides),)
    plan = (_PYTHON, "-m", "benchmarks.planned_deck", config, stored, template, shapes, *length)
    # In a process of its own: a child's peak counts what this one holds.
    measured({"planning the deck": lambda run: plan}, folder, 1)
    slides, count = (folder / "0.txt").read_text(encoding="utf-8").split()
    commands: dict[str, Numbered] = {
        "python-pptx": lambda run: (
            _PYTHON, "-m", "benchmarks.with_python_pptx", shapes, template, str(decks),
        ),
        "deckgen": lambda run: (_PYTHON, "-m", "benchmarks.with_deckgen", stored, str(decks)),
    }  # fmt: skip
    many = "1 deck" if decks == 1 else f"{decks} decks"
    title = f"Writing {many} of {slides} slides with {int(count):,} shapes"
    return table(title, measured(commands, folder, times))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables; 1 when ways disagree or a command fails."""
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=__doc__)
    parser.add_argument("--customers", type=int, nargs="*", default=[1_000, 100_000])
    parser.add_argument("--decks", type=int, nargs="*", default=[1, 10])
    parser.add_argument("--slides", type=int, nargs="*", default=[8, 120, 390], help="in a deck")
    parser.add_argument("--times", type=int, default=3, help="runs of each; the least counts")
    parser.add_argument("--folder", type=Path, default=Path("bench-data"), help="generated files")
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    folder = asked.folder.resolve()
    print(machine() + "\n", flush=True)
    try:
        with tempfile.TemporaryDirectory(prefix="run-", dir=folder) as scratch:
            print(sample_company(Path(scratch), asked.times), flush=True)
            for decks in asked.decks:
                print(writing(Path(scratch), decks, asked.times), flush=True)
            for slides in asked.slides:
                print(writing(Path(scratch), 1, asked.times, slides), flush=True)
        for customers in asked.customers:
            print(generated_company(folder, customers, asked.times), flush=True)
    except (CommandFailed, WaysDisagree) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
