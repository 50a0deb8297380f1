"""The third-party exports: laid beside their configuration, and read as plain rows."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from deckgen.config import Config, load_config
from deckgen.metrics.catalogue import PRESETS, catalogue
from tests.support.needs import shared

HERE = Path(__file__).parent
Row = dict[str, str]


def export(name: str) -> Path:
    """A file of the shared folder. Tests that come here are marked ``shared``."""
    folder = shared()
    assert folder is not None, "the test is not marked `shared`"
    return folder / "data" / name


def rows_of(name: str) -> list[Row]:
    """The rows of a CSV file, as text."""
    with export(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def ravenstack(folder: Path) -> Config:
    """The configuration with the five files beside it."""
    data = folder / "data"
    data.mkdir()
    for path in export("ravenstack").glob("*.csv"):
        (data / path.name).symlink_to(path)
    return _loaded("ravenstack.yaml", folder)


def mrr_playbook(folder: Path) -> Config:
    """The configuration with the file beside it."""
    data = folder / "data"
    data.mkdir()
    name = "subscription_periods.csv"
    (data / name).symlink_to(export("mrr_playbook") / name)
    return _loaded("mrr_playbook.yaml", folder)


def _loaded(name: str, folder: Path) -> Config:
    path = folder / name
    shutil.copy(HERE / name, path)
    return load_config(path, catalogue(), PRESETS, {})
