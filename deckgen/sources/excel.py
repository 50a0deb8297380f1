"""Workbooks (.xlsx), read with calamine: cells as they are stored, dates as ISO text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from deckgen.errors import Issue, Location, SourceError, did_you_mean, error
from deckgen.model.source import Cell, Scan, Source
from deckgen.sources.content import describe
from deckgen.sources.footer import Footer, find_footer, footer_note
from deckgen.sources.headers import clean, find_header, name_columns
from deckgen.sources.paths import declared_at, hints, note, shown

_SAMPLE_ROWS = 200
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Raw = Sequence[str | int | float | bool | time | date | datetime | timedelta]


@dataclass(frozen=True, slots=True)
class _Area:
    """Where the table lies on a sheet: the header's row (from 1) and the columns that are kept."""

    header_row: int
    columns: tuple[int, ...]
    gaps: bool  # empty rows between the data rows
    footer: Footer | None


def scan_excel(source: Source, path: Path, wanted: frozenset[str]) -> Scan:
    """What one sheet of a workbook holds.

    Empty rows, and empty columns without a name, are left out. A cell that shows an error
    (``#N/A``) is empty.

    Raises ``SourceError``: see the table of codes in ``deckgen.sources``.
    """
    name, others = _choose_sheet(source, path)
    location = Location(f"{shown(path)}[{name}]")
    sheet = _open_sheet(path, name)
    header_row, header = _find_header(source, sheet, wanted, location)
    area = _area(sheet, header_row, header)
    at_header = Location(location.file, header_row)
    names, naming = name_columns([header[index] for index in area.columns], wanted, at_header)
    notes = _notes(source, sheet, header_row, others, location)
    if area.footer is not None:
        notes += (footer_note(area.footer, location),)
    kept = [sheet]  # the first reading uses the sheet that is open already, and lets it go

    def rows() -> Iterator[tuple[Cell, ...]]:
        for _, cells in _data(kept.pop() if kept else _open_sheet(path, name), area):
            yield cells

    def numbers() -> Iterator[int]:
        for number, _ in _data(kept[0] if kept else _open_sheet(path, name), area):
            yield number

    return Scan(
        source=source.name,
        display=location.file,
        columns=names,
        rows=rows,
        first_row=header_row + 1,
        numbers=numbers if area.gaps else None,
        notes=notes + naming,
    )


def cell_of(value: str | int | float | bool | time | date | datetime | timedelta) -> Cell:
    """A workbook's cell as a plain value: ``124.0`` is 124, a date is ISO text, "" is nothing."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, timedelta):
        return _duration(value)
    return value.isoformat()


def _duration(value: timedelta) -> str:
    sign = "-" if value < timedelta(0) else ""
    seconds = round(abs(value).total_seconds())
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _choose_sheet(source: Source, path: Path) -> tuple[str, tuple[str, ...]]:
    """The sheet's name, and the visible sheets passed over because none was named."""
    _refuse_other_formats(source, path)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            sheets = [s for s in workbook.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet]
            every = [sheet.name for sheet in sheets]
            visible = [s.name for s in sheets if s.visible is SheetVisibleEnum.Visible]
    except PasswordError:
        raise SourceError(_protected(path)) from None
    except CalamineError as problem:
        raise SourceError(_damaged(path, problem)) from None
    if source.sheet is None:
        names = visible or every
        if not names:
            raise SourceError(error("source-232", "has no sheet of cells", Location(shown(path))))
        return names[0], tuple(names[1:])
    if source.sheet in every:
        return source.sheet, ()
    same = [name for name in every if name.strip().lower() == source.sheet.strip().lower()]
    raise SourceError(
        error(
            "source-232",
            f"has no sheet {source.sheet!r}",
            Location(shown(path)),
            hints(
                f"sheets are: {', '.join(every)}",
                f"did you mean {same[0]!r}?" if same else _nearest(source.sheet, every),
                declared_at(source, "sheet"),
            ),
        )
    )


def _nearest(name: str, known: Sequence[str]) -> str | None:
    hint = did_you_mean(name, known)
    return hint if hint and hint.startswith("did you mean") else None


def _refuse_other_formats(source: Source, path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(4096)
    location = Location(shown(path))
    if not head:
        raise SourceError(
            error("source-213", "is empty (0 bytes)", location, "export the file again")
        )
    if head.startswith(_OLE):
        raise SourceError(_protected(path))
    if not head.startswith(b"PK"):
        noun = describe(head) or "something else"
        raise SourceError(
            error(
                "source-230",
                f"is not an .xlsx workbook but {noun}",
                location,
                hints(
                    "if it is a text file, declare type: csv" if noun == "something else" else None,
                    declared_at(source, "path"),
                ),
            )
        )


def _protected(path: Path) -> Issue:
    return error(
        "source-231",
        "is an old .xls workbook or protected by a password",
        Location(shown(path)),
        "open it in Excel and save it as .xlsx without a password",
    )


def _damaged(path: Path, problem: Exception) -> Issue:
    return error(
        "source-230",
        f"is damaged or not an .xlsx workbook: {problem}",
        Location(shown(path)),
        "open it in Excel, save it again, or export it again",
    )


def _open_sheet(path: Path, name: str) -> CalamineSheet:
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return workbook.get_sheet_by_name(name)
    except CalamineError as problem:
        raise SourceError(_damaged(path, problem)) from None
    except OSError as problem:
        raise SourceError(
            error("source-212", f"cannot be read: {problem}", Location(shown(path)))
        ) from None


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float | int | bool | time | date | datetime | timedelta):
        cell = cell_of(value)
        return "" if cell is None else str(cell)
    return ""


def _find_header(
    source: Source, sheet: CalamineSheet, wanted: frozenset[str], location: Location
) -> tuple[int, list[str]]:
    if source.header_row is not None:
        rows = list(islice(sheet.iter_rows(), source.header_row - 1, source.header_row))
        if not rows or not any(clean(_text(value)) for value in rows[0]):
            raise SourceError(
                error(
                    "source-220",
                    f"header_row {source.header_row} is not a row with column names",
                    Location(location.file, source.header_row),
                    declared_at(source, "header_row"),
                )
            )
        return source.header_row, [_text(value) for value in rows[0]]
    sample = [[_text(value) for value in row] for row in islice(sheet.iter_rows(), _SAMPLE_ROWS)]
    index = find_header(sample, wanted)
    if index is None:
        raise SourceError(
            error(
                "source-213",
                "holds no header and no rows in its first 200 rows",
                location,
                "name another sheet" if source.sheet is None else declared_at(source, "sheet"),
            )
        )
    return index + 1, sample[index]


def _area(sheet: CalamineSheet, header_row: int, header: Sequence[str]) -> _Area:
    """Which columns have a name or a value, and whether empty rows lie between others."""
    nameless = [index for index, name in enumerate(header) if not clean(name)]
    filled: set[int] = set()
    gap = gaps = False
    for row in islice(sheet.iter_rows(), header_row, None):
        if not any(value != "" for value in row):
            gap = True
            continue
        gaps = gaps or gap
        for index in nameless:
            if row[index] != "":
                filled.add(index)
    kept = (i for i, name in enumerate(header) if clean(name) or i in filled)
    columns = tuple(kept)
    footer = find_footer(_filled(sheet, header_row), len(columns)) if gap else None
    return _Area(header_row, columns, gaps, footer)


def _filled(sheet: CalamineSheet, header_row: int) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(islice(sheet.iter_rows(), header_row, None), header_row + 1):
        yield number, [_text(value) for value in row if value != ""]


def _data(sheet: CalamineSheet, area: _Area) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    columns = area.columns
    rows: Iterator[Raw] = islice(sheet.iter_rows(), area.header_row, None)
    end = area.footer.line if area.footer is not None else None
    for number, row in enumerate(rows, area.header_row + 1):
        if number == end:
            return
        cells = tuple([cell_of(row[index]) for index in columns])
        if any(cell is not None for cell in cells):
            yield number, cells


def _notes(
    source: Source,
    sheet: CalamineSheet,
    header_row: int,
    others: tuple[str, ...],
    location: Location,
) -> tuple[Issue, ...]:
    notes: list[Issue] = []
    if others:
        listed = ", ".join(others[:8]) + (", …" if len(others) > 8 else "")
        notes.append(
            note("source-276", f"reads sheet {sheet.name!r}; not read: {listed}", location)
        )
    if source.header_row is not None:
        return tuple(notes)
    above = [
        next(text for text in map(_text, row) if text)
        for row in islice(sheet.iter_rows(), header_row - 1)
        if any(value != "" for value in row)
    ]
    if above:
        rows = "1 row" if len(above) == 1 else f"{len(above)} rows"
        first = above[0] if len(above[0]) <= 60 else f"{above[0][:59]}…"
        notes.append(
            note(
                "source-271",
                f"skipped {rows} above the header: {first!r}",
                Location(location.file, header_row),
                "declare header_row if another row holds the column names",
            )
        )
    return tuple(notes)
