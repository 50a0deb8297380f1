"""Writes the sample company into a folder: data, narrative and the configuration."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from deckgen.errors import OutputError, error
from deckgen.starter.company import DEFAULT_STORY, SMALLEST, simulate
from deckgen.starter.dirt import soil
from deckgen.starter.exports import NEW_HIRE, exports
from deckgen.starter.narrative import narrative_text
from deckgen.starter.tables import csv_bytes, workbook_bytes
from deckgen.starter.writing import write_new

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
    return write_new(directory, contents, "the sample company")


def write_config(directory: Path, config_text: str) -> list[Path]:
    """Writes ``config_text`` as ``config.yaml`` into ``directory``, without any data.

    An existing file is never overwritten; ``OutputError`` as for the sample company.
    """
    contents = {"config.yaml": config_text.encode("utf-8")}
    return write_new(directory, contents, "the configuration")


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
