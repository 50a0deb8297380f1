"""Writes the sample company into a folder: data, narrative and the configuration."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path

from deckgen.errors import Location, OutputError, error
from deckgen.starter.company import DEFAULT_STORY, SMALLEST, simulate
from deckgen.starter.dirt import soil
from deckgen.starter.exports import NEW_HIRE, exports
from deckgen.starter.narrative import narrative_text
from deckgen.starter.tables import csv_bytes, workbook_bytes

DEFAULT_SEED = 20250703
DEFAULT_CUSTOMERS = 400


def write_demo(
    directory: Path,
    config_text: str,
    *,
    seed: int = DEFAULT_SEED,
    customers: int = DEFAULT_CUSTOMERS,
) -> list[Path]:
    """Writes the sample company below ``directory`` and returns the files, sorted.

    ``config_text`` becomes ``config.yaml``. Existing files are never overwritten: one of them
    stops the whole run before anything is written.
    """
    if customers < SMALLEST:
        raise OutputError(error("init-101", f"the sample company needs {SMALLEST} customers"))
    contents = demo_files(config_text, seed=seed, customers=customers)
    taken = [directory / name for name in contents if (directory / name).exists()]
    if taken:
        hint = "choose an empty folder, or move the file away"
        raise OutputError(
            error("init-102", "this file exists and is not overwritten", Location(str(path)), hint)
            for path in taken
        )
    return _write(directory, contents)


def demo_files(config_text: str, *, seed: int, customers: int) -> dict[str, bytes]:
    """The contents of every file by its path in the folder."""
    story = DEFAULT_STORY
    company = simulate(seed, customers, story)
    files, sheets = soil(*exports(company, seed), company, seed)
    created = datetime.combine(story.as_of, time(6), tzinfo=UTC)
    narrative = narrative_text(company, story.overloaded, story.leaver, NEW_HIRE)
    contents = {f"data/{export.name}": csv_bytes(export) for export in files}
    contents["data/surveys.xlsx"] = workbook_bytes(sheets, created)
    contents["narrative/2025-Q2.yaml"] = narrative.encode("utf-8")
    contents["config.yaml"] = config_text.encode("utf-8")
    return dict(sorted(contents.items()))


def _write(directory: Path, contents: dict[str, bytes]) -> list[Path]:
    """Writes beside the target first, then moves: a failed run leaves no half-written file."""
    written: list[Path] = []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=directory, prefix=".deckgen-") as folder:
            staged = Path(folder)
            for number, content in enumerate(contents.values()):
                (staged / str(number)).write_bytes(content)
            for number, name in enumerate(contents):
                target = directory / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(staged / str(number), target)
                written.append(target)
    except OSError as problem:
        for path in written:
            path.unlink(missing_ok=True)
        place = Location(str(problem.filename or directory))
        message = f"cannot write the sample company: {problem.strerror or problem}"
        raise OutputError(error("init-103", message, place)) from problem
    return written
