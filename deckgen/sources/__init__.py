"""What is there: one reader per kind of source, none of which opens an engine.

Every error is a :class:`deckgen.errors.SourceError`; the codes do not change:

==========  =====================================================================================
code        cause
==========  =====================================================================================
source-210  the file (or its folder) does not exist
source-211  the path is a folder or not a regular file
source-212  the file cannot be read: no permission, a failing disk
source-213  the file or sheet is empty: 0 bytes, or no header and no rows
source-214  not text: another format, binary content, a NUL byte
source-215  the encoding cannot be: bytes that it does not know, or a mixture of encodings
source-216  the declared encoding or delimiter is not one
source-217  a row has more or fewer fields than the header
source-218  a double quote is not closed or closes inside a field
source-219  a wanted column stands in the header more than once
source-220  the declared header row holds no column names
source-221  files of one source have different columns
source-222  no file matches the pattern
source-230  not an .xlsx workbook, or a damaged one
source-231  an old .xls workbook, or one protected by a password
source-232  the workbook has no such sheet
source-240  not a Parquet file, or one that was cut off
source-250  not an SQLite database
source-251  the database has no such table, or none was named
source-252  the query or table cannot be read
source-253  binary data in a wanted column
source-260  psycopg is not installed
source-261  the PostgreSQL server cannot be reached, or the url is malformed
source-262  the PostgreSQL server dropped the connection
source-263  the PostgreSQL server refuses the user or the password
==========  =====================================================================================

Decisions that a reader made are warnings and notes of the :class:`deckgen.model.source.Scan`:

==========  =====================================================================================
source-270  warning: not UTF-8, read as Windows-1252
source-271  note: lines or rows above the header were skipped
source-272  note: a column without a name was left out or got one
source-273  warning: an unwanted column name occurs more than once
source-274  warning: everything is in one column
source-275  warning: the declared encoding contradicts the file
source-276  note: the workbook has other sheets, which are not read
source-277  note: lines below the table were left out
==========  =====================================================================================
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from deckgen.errors import Issue, Location, SourceError, error
from deckgen.model.source import Cell, Scan, Source, SourceKind
from deckgen.sources.paths import files_of, shown

__all__ = ["read_rows", "scan"]


def scan(
    source: Source, wanted: frozenset[str] = frozenset(), scratch: Path | None = None
) -> list[Scan]:
    """Says what is there: one scan per file, sheet, table or query, in the order of file names.

    ``wanted`` are the source columns that the mapping uses; the header is the first row that holds
    all of them. ``scratch`` is an existing folder for clean copies of text files, deleted by the
    caller; without it such files are handed over as rows.

    Raises ``SourceError`` with the issues of all files of the source.
    """
    if source.kind is SourceKind.POSTGRES:
        from deckgen.sources.postgres import scan_postgres

        return [scan_postgres(source, wanted)]
    scans: list[Scan] = []
    issues: list[Issue] = []
    try:
        paths = files_of(source)
    except OSError as problem:
        raise SourceError(_unreadable(source.path or Path(), problem)) from None
    for path in paths:
        try:
            scans.append(_scan_file(source, path, wanted, scratch))
        except SourceError as problem:
            issues.extend(problem.issues)
        except OSError as problem:
            issues.append(_unreadable(path, problem))
    if not issues and len(scans) > 1:
        issues.extend(_different_columns(scans))
    if issues:
        raise SourceError(issues)
    return scans


def read_rows(scan: Scan, limit: int) -> list[tuple[Cell, ...]]:
    """The first rows of a scan, for previews; none of a Parquet file, which only an engine reads.

    Raises ``SourceError`` if a database fails meanwhile.
    """
    if scan.rows is not None:
        rows = scan.rows()
        try:
            return list(islice(rows, limit))
        finally:
            close = getattr(rows, "close", None)
            if close is not None:
                close()
    if scan.csv is None or scan.dialect is None:
        return []
    dialect = scan.dialect
    with scan.csv.open(encoding="utf-8-sig", newline="") as lines:
        for _ in islice(lines, dialect.header_line):
            pass
        reader = csv.reader(
            lines, delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True
        )
        return [tuple(cells) for cells in islice((cells for cells in reader if cells), limit)]


def _scan_file(source: Source, path: Path, wanted: frozenset[str], scratch: Path | None) -> Scan:
    match source.kind:
        case SourceKind.CSV:
            from deckgen.sources.text import scan_text

            return scan_text(source, path, wanted, scratch)
        case SourceKind.EXCEL:
            from deckgen.sources.excel import scan_excel

            return scan_excel(source, path, wanted)
        case SourceKind.PARQUET:
            from deckgen.sources.parquet import scan_parquet

            return scan_parquet(source, path)
        case SourceKind.SQLITE:
            from deckgen.sources.sqlite import scan_sqlite

            return scan_sqlite(source, path, wanted)
        case SourceKind.POSTGRES:
            raise ValueError("a PostgreSQL source has no files")


def _unreadable(path: Path, problem: OSError) -> Issue:
    cause = problem.strerror or str(problem)
    hint = "give yourself read access to it" if isinstance(problem, PermissionError) else None
    return error("source-212", f"cannot be read: {cause}", Location(shown(path)), hint)


def _different_columns(scans: Sequence[Scan]) -> list[Issue]:
    """An error for each file whose columns are not those of most files (on a tie: the first's)."""
    counts = Counter(frozenset(scan.columns) for scan in scans)
    usual, _ = max(counts.items(), key=lambda item: item[1])
    model = next(scan for scan in scans if frozenset(scan.columns) == usual)
    issues: list[Issue] = []
    for scan in scans:
        columns = frozenset(scan.columns)
        if columns == usual:
            continue
        lacks, adds = sorted(usual - columns), sorted(columns - usual)
        parts = [f"lacks {', '.join(map(repr, lacks))}"] if lacks else []
        parts += [f"has {', '.join(map(repr, adds))} in addition"] if adds else []
        issues.append(
            error(
                "source-221",
                f"columns differ from those of {model.display}: {' and '.join(parts)}",
                Location(scan.display, None if scan.first_row is None else scan.first_row - 1),
                "files read as one source need the same columns; name others as another source",
            )
        )
    return issues
