"""Text files: the conformance set, and the law that nothing is changed on the way to the engine."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ugly_files import BAD, GOOD, Bad, Good

from deckgen.errors import Level, SourceError
from deckgen.model.source import Scan, Source, SourceKind
from deckgen.sources import read_rows, scan


def in_duckdb(found: Scan) -> list[tuple[str, ...]]:
    """The rows of a scan as the engine reads them, all text; an empty cell as ""."""
    assert found.csv is not None
    assert found.dialect is not None
    columns = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(len(found.columns)))
    delimiter = found.dialect.delimiter.replace("'", "''")
    path = str(found.csv).replace("'", "''")
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        rows = connection.execute(
            f"SELECT * FROM read_csv('{path}', auto_detect=false, strict_mode=true, header=false,"
            f" skip={found.dialect.header_line}, delim='{delimiter}', quote='\"', escape='\"',"
            f" columns={{{columns}}}, null_padding=false)"
        ).fetchall()
    return [tuple("" if cell is None else cell for cell in row) for row in rows]


def source_of(path: Path, case: Good | Bad | None = None) -> Source:
    source = Source("crm", SourceKind.CSV, path)
    if case is None:
        return source
    return replace(
        source, encoding=case.encoding, delimiter=case.delimiter, header_row=case.header_row
    )


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_an_ugly_file_is_read_as_it_is(case: Good, tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_bytes(case.data)

    [found] = scan(source_of(path, case), case.wanted, scratch)

    assert found.columns == case.columns
    assert in_duckdb(found) == list(case.rows)
    assert read_rows(found, 1000) == list(case.rows)
    assert tuple(issue.code for issue in found.notes) == case.notes
    assert all(issue.level is not Level.ERROR and issue.location for issue in found.notes)
    assert (found.csv == path) is case.in_place
    assert path.read_bytes() == case.data


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_every_row_knows_its_line(case: Good, tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_bytes(case.data)

    [found] = scan(source_of(path, case), case.wanted, scratch)

    assert found.first_row is not None
    numbers: Iterator[int] = found.numbers() if found.numbers else count(found.first_row)
    lines = case.lines or tuple(range(2, 2 + len(case.rows)))
    assert tuple(islice(numbers, len(case.rows))) == lines


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_without_a_scratch_folder_the_rows_are_handed_over(case: Good, tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_bytes(case.data)

    [found] = scan(source_of(path, case), case.wanted)

    assert (found.csv is None) is not case.in_place
    assert read_rows(found, 1000) == list(case.rows)
    assert read_rows(found, 1) == list(case.rows)[:1]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_a_file_that_cannot_be_read_says_why_and_where(
    case: Bad, tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "accounts.csv"
    path.write_bytes(case.data)

    with pytest.raises(SourceError) as raised:
        scan(source_of(path, case), case.wanted, scratch)

    [issue] = raised.value.issues
    assert issue.code == case.code
    assert issue.location is not None
    assert issue.location.line == case.line
    assert issue.location.file == ("crm" if case.code == "source-216" else "accounts.csv")
    assert case.says in str(issue)
    assert "\n" not in issue.message
    assert list(scratch.iterdir()) == []


def test_a_byte_that_is_not_utf8_far_below_the_first_block_is_found(
    tmp_path: Path, scratch: Path
) -> None:
    path = tmp_path / "big.csv"
    rows = [f"{number},Account {number}" for number in range(100_000)]
    rows[90_000] = "90000,Zoë"
    path.write_bytes("\n".join(["id,name", *rows]).encode("cp1252"))

    [found] = scan(source_of(path), frozenset({"id"}), scratch)

    assert [str(note.location) for note in found.notes] == [f"{path}:90002"]
    cells = in_duckdb(found)
    assert len(cells) == 100_000
    assert cells[90_000] == ("90000", "Zoë")


def test_a_ragged_row_far_below_the_sample_is_found(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    rows = [f"{number},x" for number in range(50_000)]
    rows[49_990] += ",y"
    path.write_text("\n".join(["id,name", *rows]))

    with pytest.raises(SourceError, match=r"big\.csv:49992: error source-217"):
        scan(source_of(path))


def test_a_field_beyond_the_limit_is_an_unclosed_quote_not_a_full_memory(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_text('id,name\n1,"open\n' + "2,b\n" * 60_000)

    with pytest.raises(SourceError, match=r"big\.csv:2: error source-218"):
        scan(source_of(path))


def test_two_copies_do_not_overwrite_each_other(tmp_path: Path, scratch: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(f"id,name\n1,{name}ë\n", encoding="cp1252")

    found = scan(source_of(tmp_path / "*.csv"), frozenset({"id"}), scratch)

    assert [in_duckdb(one) for one in found] == [[("1", "aë")], [("1", "bë")]]


TEXT = st.text(
    st.one_of(
        st.sampled_from("\",;\t|'\r\n \u00a0\\#\ufeff\u2028\x85\x0b\x0c\x1c€ë0"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=8,
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(1, 5))
    row = st.lists(TEXT, min_size=width, max_size=width)
    return draw(st.lists(row, max_size=8))


@given(
    rows=tables(),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_any_table_written_as_text_comes_back_cell_by_cell(
    rows: list[list[str]], delimiter: str, encoding: str, line_end: str, quoting: int
) -> None:
    # The writer of Python 3.11 leaves the character of the other line end unquoted.
    others = {"\r", "\n"} - set(line_end)
    rows = [["".join(c for c in cell if c not in others) for cell in row] for row in rows]
    header = [f"col{index}" for index in range(len(rows[0]) if rows else 2)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerows([header, *rows])
    with TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        path.write_bytes(out.getvalue().encode(encoding))
        scratch = Path(folder, "scratch")
        scratch.mkdir()

        [found] = scan(source_of(path), frozenset(header), scratch)

        expected = [tuple(row) for row in rows]
        assert found.columns == tuple(header)
        assert in_duckdb(found) == expected
        assert read_rows(found, 100) == expected


LINE = st.text(st.sampled_from("a1\",; \t\u00a0\x0b\x0c\x1c\x85|'"), max_size=12)


@given(
    lines=st.lists(LINE, max_size=6),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    last=st.booleans(),
)
def test_any_lines_mean_the_same_to_the_engine_and_to_python_or_are_refused(
    lines: list[str], line_end: str, last: bool
) -> None:
    text = line_end.join(["x,y", *lines]) + (line_end if last else "")
    with TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        path.write_bytes(text.encode())
        scratch = Path(folder, "scratch")
        scratch.mkdir()
        source = replace(source_of(path), delimiter=",", header_row=1)
        try:
            [found] = scan(source, frozenset("xy"), scratch)
        except SourceError as problem:
            refused = {issue.code for issue in problem.issues}
        else:
            refused = set()
        assert refused <= {"source-217", "source-218"}
        if refused:
            return

        parsed = csv.reader(io.StringIO(text, newline=""), strict=True)
        expected = [tuple(row[:2]) for row in parsed if row][1:]
        assert in_duckdb(found) == expected
        assert read_rows(found, 100) == expected
