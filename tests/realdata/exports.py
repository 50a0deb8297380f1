"""The third-party exports: laid beside their configuration, and read as plain rows."""

from __future__ import annotations

import csv
import shutil
import sqlite3
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
    """The configuration with the CSV file in a database beside it."""
    (folder / "data").mkdir()
    rows = rows_of("mrr_playbook/subscription_periods.csv")
    names = list(rows[0])
    with sqlite3.connect(folder / "data" / "subscription_periods.sqlite") as database:
        database.execute(
            "create table subscription_periods (subscription_id text, customer_id text,"
            " start_date text, end_date text, monthly_amount integer)"
        )
        database.executemany(
            f"insert into subscription_periods ({', '.join(names)})"
            f" values ({', '.join(':' + name for name in names)})",
            rows,
        )
    database.close()
    return _loaded("mrr_playbook.yaml", folder)


def _loaded(name: str, folder: Path) -> Config:
    path = folder / name
    shutil.copy(HERE / name, path)
    return load_config(path, catalogue(), PRESETS, {})
