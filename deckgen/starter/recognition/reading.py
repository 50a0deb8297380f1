"""Exports as sheets: every file, every sheet of a workbook, every table of a database."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from deckgen.engine.cells import cell_text
from deckgen.engine.names import literal, quoted
from deckgen.errors import Issue, Level, SourceError
from deckgen.model.source import Cell, Scan, Source, SourceKind
from deckgen.sources import read_rows, scan
from deckgen.starter.recognition.headers import slug
from deckgen.starter.recognition.profile import Sheet, profiled

MOST_ROWS = 100_000
"""Rows of a sheet that are looked at; more do not make a proposal better."""

_ENDINGS = {
    ".csv": SourceKind.CSV, ".tsv": SourceKind.CSV, ".txt": SourceKind.CSV,
    ".xlsx": SourceKind.EXCEL, ".xlsm": SourceKind.EXCEL, ".xls": SourceKind.EXCEL,
    ".parquet": SourceKind.PARQUET, ".sqlite": SourceKind.SQLITE, ".sqlite3": SourceKind.SQLITE,
    ".db": SourceKind.SQLITE,
}  # fmt: skip
_MAGIC = (
    (b"PK\x03\x04", SourceKind.EXCEL),
    (b"PAR1", SourceKind.PARQUET),
    (b"SQLite format 3\x00", SourceKind.SQLITE),
)
_NOTHING_THERE = "source-213"
_EDGES = " \t\r\n\u00a0\u202f\u2007\u2009\u200b\u200e\u200f\ufeff"
_BREAKS = re.compile(r"[\t\r\n]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def read_exports(
    exports: Sequence[Path], scratch: Path
) -> tuple[list[Sheet], list[tuple[str, str]]]:
    """The sheets of all exports in their order, and empty sheets or tables (place, reason).

    ``scratch`` is an existing folder for copies. Raises ``SourceError`` with the issues of every
    export that cannot be read.
    """
    sheets: list[Sheet] = []
    empty: list[tuple[str, str]] = []
    issues: list[Issue] = []
    taken: set[str] = set()
    for export in dict.fromkeys(Path(os.path.abspath(path)) for path in exports):
        kind = _kind(export)
        parts = _parts(export, kind)
        for part in parts:
            source = _source(export, kind, part, len(parts) > 1, taken)
            try:
                sheets.append(_sheet(source, part if len(parts) > 1 or _is_table(kind) else None,
                                     scratch))  # fmt: skip
            except SourceError as problem:
                alone = len(parts) == 1
                if not alone and all(one.code == _NOTHING_THERE for one in problem.issues):
                    empty.append((f"{export.name}[{part}]", problem.issues[0].message))
                else:
                    issues.extend(problem.issues)
    if issues:
        raise SourceError(issues)
    return sheets, empty


def _is_table(kind: SourceKind) -> bool:
    return kind is SourceKind.SQLITE


def _kind(path: Path) -> SourceKind:
    """By the file's ending, else by its first bytes; text if neither says anything."""
    ending = _ENDINGS.get(path.suffix.lower())
    if ending is not None:
        return ending
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        return SourceKind.CSV  # its reader says what is wrong
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), SourceKind.CSV)


def _parts(path: Path, kind: SourceKind) -> list[str | None]:
    """Visible sheets or tables; one nameless part for files, and for what cannot be opened."""
    names: list[str] = []
    try:
        if kind is SourceKind.EXCEL:
            with CalamineWorkbook.from_path(path) as workbook:
                names = [
                    sheet.name
                    for sheet in workbook.sheets_metadata
                    if sheet.typ is SheetTypeEnum.WorkSheet
                    and sheet.visible is SheetVisibleEnum.Visible
                ]
        elif kind is SourceKind.SQLITE and path.is_file():
            address = f"{path.as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True)) as connection:
                found = connection.execute(
                    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
                    " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
                )
                names = [str(name) for (name,) in found]
    except (CalamineError, OSError, sqlite3.Error):
        return [None]  # its reader says what is wrong
    return [*names] or [None]


def _source(
    path: Path, kind: SourceKind, part: str | None, several: bool, taken: set[str]
) -> Source:
    named = f"{path.stem} {part}" if part is not None and several else path.stem
    name = base = slug(named, "export")
    number = 1
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    taken.add(name)
    table = part if kind is SourceKind.SQLITE else None
    sheet = part if kind is SourceKind.EXCEL else None
    return Source(name, kind, path=path, table=table, sheet=sheet)


def _sheet(source: Source, part: str | None, scratch: Path) -> Sheet:
    found = scan(source, frozenset(), scratch)[0]
    columns, cells = _parquet(found) if found.parquet else (found.columns, _cells(found))
    complete = len(cells) <= MOST_ROWS
    rows = [tuple(_cleaned(cell) for cell in row) for row in cells[:MOST_ROWS]]
    path = source.path or Path(found.display)
    display = f"{path.name}[{part}]" if part is not None else path.name
    notes = tuple(
        issue.message
        for issue in found.notes
        if issue.level is not Level.ERROR and issue.code != "source-276"
    )
    return Sheet(
        source.name, source.kind, path, part, display, profiled(columns, rows), rows, complete,
        notes,
    )  # fmt: skip


def _cells(found: Scan) -> list[tuple[Cell, ...]]:
    return read_rows(found, MOST_ROWS + 1)


def _parquet(found: Scan) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Names and cells of a Parquet file, which only an engine reads; every value as text."""
    from deckgen.engine.duckdb import DuckDB

    table = f"read_parquet({literal(str(found.parquet))})"
    with DuckDB() as engine:
        names = tuple(str(row[0]) for row in engine.rows(f"DESCRIBE SELECT * FROM {table}"))
        texts = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in names)
        rows = engine.rows(f"SELECT {texts} FROM {table} LIMIT {MOST_ROWS + 1}")
    return names, [*rows]


def _cleaned(cell: Cell) -> str | None:
    """A cell as staging reads it: trimmed, on one line, nothing if nothing is left."""
    text = cell_text(cell)
    if text is None:
        return None
    if not text.isprintable():
        text = _CONTROLS.sub("", _BREAKS.sub(" ", text))
    return text.strip(_EDGES) or None
