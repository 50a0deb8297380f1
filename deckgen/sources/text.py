"""Delimited text files: decided, checked row by row, and handed over as clean UTF-8.

The whole file is read once, as a stream, to prove that every row has as many fields as the header.
A file that is UTF-8 already and means the same to every reader is used where it is; any other is
rewritten into the scratch folder (or, without one, handed over as rows).
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from deckgen.errors import Issue, Location, SourceError, error, warning
from deckgen.model.source import Cell, CsvDialect, Scan, Source
from deckgen.sources import delimiter as delimiters
from deckgen.sources import encoding as encodings
from deckgen.sources.content import describe, is_binary, kind_hint
from deckgen.sources.encoding import Decision
from deckgen.sources.footer import Footer, find_footer, footer_note
from deckgen.sources.headers import clean, find_header, name_columns
from deckgen.sources.paths import note, shown
from deckgen.sources.text_errors import first_problem, null_byte

QUOTE = '"'
_HEAD_BYTES = 65_536
_SAMPLE_CHARACTERS = 1 << 19


@dataclass(frozen=True, slots=True)
class Layout:
    """How one file is read: the lines before ``header_line`` and from ``footer_line`` on are not
    part of the table."""

    path: Path
    encoding: str
    delimiter: str
    header_line: int
    header: tuple[str, ...]
    preamble: tuple[str, ...]
    footer_line: int | None = None

    def open(self) -> TextIO:
        """The file at its header line. Line ends stay what they are."""
        lines = self.path.open(encoding=self.encoding, newline="")
        for _ in islice(lines, self.header_line - 1):
            pass
        return lines

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and fields of each data row; blank lines are passed over."""
        for start, cells in self.lines():
            if start == self.footer_line:
                return
            if cells:
                yield start, cells

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and fields of everything below the header, none for a blank line.

        Refuses quotes that do not enclose a whole field.
        """
        with self.open() as lines:
            reader = csv.reader(lines, delimiter=self.delimiter, quotechar=QUOTE, strict=True)
            next(reader)
            start = self.header_line + reader.line_num
            for cells in reader:
                yield start, cells
                start = self.header_line + reader.line_num


@dataclass(slots=True)
class _Watch:
    """Looks at lines as they pass: what an engine's reader would see differently."""

    padded_quote: re.Pattern[str]
    path: str
    number: int
    ambiguous: bool = False

    def lines(self, source: Iterable[str]) -> Iterator[str]:
        padded = self.padded_quote.search
        for number, line in enumerate(source, self.number):
            if "\0" in line:
                raise null_byte(Location(self.path, number))
            if QUOTE in line and padded(line):
                self.ambiguous = True
            yield line


def scan_text(source: Source, path: Path, wanted: frozenset[str], scratch: Path | None) -> Scan:
    """What one delimited text file holds.

    Raises ``SourceError``: see the table of codes in ``deckgen.sources``.
    """
    location = Location(shown(path))
    head = _head(path)
    _refuse_other_formats(head, location)
    decision = encodings.first_choice(head, source, location)
    try:
        return _scan(source, path, decision, wanted, scratch, location)
    except UnicodeError:
        if decision.encoding != "utf-8":
            issue = encodings.undecodable(path, decision.encoding, source, location)
            raise SourceError(issue) from None
    if is_binary(head):
        raise SourceError(error("source-214", "is binary, not text", location))
    decision = encodings.second_choice(path, source, location)
    try:
        return _scan(source, path, decision, wanted, scratch, location)
    except UnicodeError:
        issue = encodings.undecodable(path, decision.encoding, source, location)
        raise SourceError(issue) from None


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES)


def _refuse_other_formats(head: bytes, location: Location) -> None:
    if not head:
        raise SourceError(
            error("source-213", "is empty (0 bytes)", location, "export the file again")
        )
    noun = describe(head)
    if noun is not None:
        raise SourceError(
            error("source-214", f"is {noun}, not a text file", location, kind_hint(noun))
        )


def _scan(
    source: Source,
    path: Path,
    decision: Decision,
    wanted: frozenset[str],
    scratch: Path | None,
    location: Location,
) -> Scan:
    layout = _layout(source, path, decision.encoding, wanted, location)
    checked = _check(layout, location)
    if checked.footer is not None:
        layout = replace(layout, footer_line=checked.footer.line)
    at_header = Location(location.file, layout.header_line)
    names, naming = name_columns(layout.header[: checked.width], wanted, at_header)
    contradicted = (
        encodings.contradiction(path, source, location)
        if decision.encoding == "utf-8" and source.encoding is not None
        else ()
    )
    notes = decision.notes + contradicted + _notes(source, layout, checked, wanted, location)
    scan = Scan(
        source=source.name,
        display=location.file,
        columns=names,
        first_row=layout.header_line + checked.header_lines,
        numbers=None if checked.plain_numbers else lambda: _numbers(layout),
        notes=notes + naming,
    )
    if decision.is_utf8 and checked.in_place:
        dialect = CsvDialect(layout.delimiter, QUOTE, layout.header_line)
        return replace(scan, csv=path, dialect=dialect)
    if scratch is None:
        return replace(scan, rows=lambda: _rows(layout, checked.width))
    copy = _copy(layout, names, scratch, source.name)
    return replace(scan, csv=copy, dialect=CsvDialect(layout.delimiter, QUOTE, 1))


def _layout(
    source: Source, path: Path, encoding: str, wanted: frozenset[str], location: Location
) -> Layout:
    first = source.header_row or 1
    with path.open(encoding=encoding, newline="") as file:
        skipped = list(islice(file, first - 1))
        sample = _sample(file)
    delimiter = delimiters.declared(source) or delimiters.choose(sample, wanted)
    records = delimiters.parse(sample, delimiter)
    index: int | None = 0
    if source.header_row is None:
        index = find_header([cells for _, cells in records], wanted)
    elif not records or records[0][0] != 1 or not any(map(clean, records[0][1])):
        index = None
    if index is None:
        raise SourceError(_no_header(source, location))
    line, cells = records[index]
    return Layout(
        path=path,
        encoding=encoding,
        delimiter=delimiter,
        header_line=first - 1 + line,
        header=tuple(cells),
        preamble=tuple(skipped) + tuple(sample[: line - 1]),
    )


def _no_header(source: Source, location: Location) -> Issue:
    if source.header_row is None:
        return error("source-213", "holds no header and no rows", location, "export the file again")
    place = source.place("header_row")
    return error(
        "source-220",
        f"header_row {source.header_row} is not a row with column names",
        Location(location.file, source.header_row),
        f"declared at {place}" if place else None,
    )


def _sample(file: TextIO) -> list[str]:
    """The lines at the file's position, as many as a decision needs; a cut-off last one is left."""
    text = file.read(_SAMPLE_CHARACTERS)
    lines = list(io.StringIO(text, newline=""))
    if len(text) == _SAMPLE_CHARACTERS and len(lines) > 1:
        lines.pop()
    return lines


@dataclass(frozen=True, slots=True)
class _Checked:
    """What the pass over all rows found. ``width`` is the number of columns that are kept."""

    width: int
    surplus: int  # empty fields without a name at the end of the header or every row
    header_lines: int
    in_place: bool
    plain_numbers: bool  # row k stands on line first_row + k
    footer: Footer | None


def _check(layout: Layout, location: Location) -> _Checked:
    padding = r" \t" if layout.delimiter != "\t" else " "
    watch = _Watch(
        re.compile(rf"(?:^|{re.escape(layout.delimiter)})[{padding}\v\f\u00a0]+{QUOTE}"),
        location.file,
        layout.header_line,
    )
    try:
        with layout.open() as lines:
            reader = csv.reader(
                watch.lines(lines), delimiter=layout.delimiter, quotechar=QUOTE, strict=True
            )
            header = next(reader)
            header_lines = reader.line_num
            widths = Counter(map(len, reader))
            line_ends = lines.newlines
            data_lines = reader.line_num - header_lines
    except csv.Error:
        raise SourceError(first_problem(layout, location, None)) from None
    footer = None
    if 1 in widths and len(widths) > 1:
        footer = find_footer(layout.lines(), len(header))
    if footer is not None:
        table = replace(layout, footer_line=footer.line)
        widths = Counter(len(cells) for _, cells in table.records())
    blank = widths.pop(0, 0)
    width, surplus = _width(layout, header, widths, location)
    tame = not any(QUOTE in line for line in layout.preamble)
    return _Checked(
        width=width,
        surplus=surplus,
        header_lines=header_lines,
        in_place=(
            surplus == 0
            and header_lines == 1
            and tame
            and footer is None
            and not watch.ambiguous
            and not isinstance(line_ends, tuple)
            and (width > 1 or blank == 0)
        ),
        plain_numbers=blank == 0 and data_lines == widths.total(),
        footer=footer,
    )


def _width(
    layout: Layout, header: list[str], widths: Counter[int], location: Location
) -> tuple[int, int]:
    """How many columns the table has, and how many empty ones without a name follow them."""
    named = len(header)
    while named > 1 and not clean(header[named - 1]):
        named -= 1
    if len(widths) > 1 or (widths and min(widths) < named):
        raise SourceError(first_problem(layout, location, len(header)))
    found = next(iter(widths), len(header))
    if found > named and any(any(cells[named:]) for _, cells in layout.records()):
        if found != len(header):
            raise SourceError(first_problem(layout, location, len(header)))
        return found, 0
    return named, max(found, len(header)) - named


def _notes(
    source: Source,
    layout: Layout,
    checked: _Checked,
    wanted: frozenset[str],
    location: Location,
) -> tuple[Issue, ...]:
    notes: list[Issue] = []
    at_header = Location(location.file, layout.header_line)
    above = [line for line in layout.preamble if line.strip()]
    if above and source.header_row is None:
        lines = "1 line" if len(above) == 1 else f"{len(above)} lines"
        notes.append(
            note(
                "source-271",
                f"skipped {lines} above the header: {_start(clean(above[0]))}",
                at_header,
                "declare header_row if another line holds the column names",
            )
        )
    if checked.footer is not None:
        notes.append(footer_note(checked.footer, location))
    if checked.surplus:
        columns = "1 column" if checked.surplus == 1 else f"{checked.surplus} columns"
        notes.append(
            note(
                "source-272",
                f"left out {columns} at the end without a name or a value",
                at_header,
            )
        )
    if checked.width == 1 and not wanted.issubset({clean(layout.header[0])}):
        notes.append(
            warning(
                "source-274",
                f"holds only one column: {_start(clean(layout.header[0]))}",
                at_header,
                delimiters.one_column_hint(source),
            )
        )
    return tuple(notes)


def _start(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:59]}…")


def _rows(layout: Layout, width: int) -> Iterator[tuple[Cell, ...]]:
    for _, cells in layout.records():
        yield tuple(cells[:width])


def _numbers(layout: Layout) -> Iterator[int]:
    for line, _ in layout.records():
        yield line


def _copy(layout: Layout, names: tuple[str, ...], scratch: Path, stem: str) -> Path:
    """A clean copy: UTF-8, one kind of line end, the columns that are kept."""
    safe = re.sub(r"[^A-Za-z0-9_-]", "_", stem)[:40]
    number = sum(1 for _ in scratch.glob("*.csv")) + 1
    copy = scratch / f"{number:04d}-{safe}.csv"
    width = len(names)
    with copy.open("w", encoding="utf-8", newline="") as out:
        # \r\n makes the writer quote fields that hold either of the two characters.
        writer = csv.writer(out, delimiter=layout.delimiter, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows(cells[:width] for _, cells in layout.records())
    return copy
