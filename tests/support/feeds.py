"""Feeds and scans for tests of staging: small texts, rows of cells, or the sample company."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from deckgen.engine.duckdb import DuckDB
from deckgen.errors import Location
from deckgen.model.feed import Feed, StagingRules
from deckgen.model.quality import Finding, Staged
from deckgen.model.source import Cell, CsvDialect, Scan, Source, SourceKind
from deckgen.staging import stage


def text_scan(path: Path, text: str, delimiter: str = ",") -> Scan:
    """A scan of a small text file, as the reader of text files makes it."""
    path.write_text(text, encoding="utf-8")
    header = next(csv.reader(io.StringIO(text), delimiter=delimiter))
    dialect = CsvDialect(delimiter, '"', 1)
    return Scan("s", f"data/{path.name}", tuple(header), csv=path, dialect=dialect, first_row=2)


def cell_scan(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Scan:
    """A scan of a workbook's sheet."""
    cells = [tuple(row) for row in rows]
    return Scan("s", "data/book.xlsx", tuple(columns), rows=lambda: iter(cells), first_row=2)


def source(name: str = "s", **settings: Any) -> Source:
    """A declared source; the reader's settings do not matter here."""
    return Source(name, SourceKind.CSV, **settings)


def feed(table: str, columns: Mapping[str, str], source: str = "s", **settings: Any) -> Feed:
    """A feed whose columns stand one per line from line 10 of a config."""
    places = {(): Location("config.yaml", 8, 3), ("columns",): Location("config.yaml", 9, 5)}
    for line, name in enumerate(columns, start=10):
        places["columns", name] = Location("config.yaml", line, 7)
    return Feed(table, source, columns, places=places, **settings)


def staged(engine: DuckDB, *pairs: tuple[Feed, Scan | Sequence[Scan]], **rules: Any) -> Staged:
    """Stages feeds that have a source each."""
    feeds, scans, sources = [], {}, {}
    for number, (one, found) in enumerate(pairs):
        name = f"{one.source}{number}"
        feeds.append(replace(one, source=name))
        scans[name] = [found] if isinstance(found, Scan) else list(found)
        sources[name] = source(name)
    return stage(engine, feeds, scans, sources, StagingRules(**rules))


def found(staged: Staged, code: str) -> list[Finding]:
    """The findings with a code."""
    return [finding for finding in staged.findings if finding.code == code]


def sample_company(folder: Path, config: Path) -> tuple[list[Feed], dict[str, Source]]:
    """The feeds and sources of the example config, without the loader of configs."""
    raw = yaml.safe_load(config.read_text(encoding="utf-8"))
    sources = {
        name: Source(
            name,
            SourceKind(one["type"]),
            path=folder / one["path"],
            sheet=one.get("sheet"),
            date_format=one.get("date_format"),
        )
        for name, one in raw["sources"].items()
    }
    feeds = [
        Feed(
            table,
            one["source"],
            one["columns"],
            values=one.get("values", {}),
            where={column: (value,) for column, value in one.get("where", {}).items()},
            set=one.get("set", {}),
        )
        for table, entry in raw["tables"].items()
        for one in (entry if isinstance(entry, list) else [entry])
    ]
    return feeds, sources
