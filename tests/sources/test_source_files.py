"""Paths and patterns: what is there, what is not, and what to do about it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deckgen.errors import Issue, Location, SourceError
from deckgen.model.source import Source, SourceKind
from deckgen.sources import read_rows, scan

PLACES = {"": Location("config.yaml", 10, 3), "path": Location("config.yaml", 11, 11)}


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def source_of(path: Path, kind: SourceKind = SourceKind.CSV) -> Source:
    return Source("crm", kind, path, places=PLACES)


def issues_of(source: Source) -> tuple[Issue, ...]:
    with pytest.raises(SourceError) as raised:
        scan(source)
    return raised.value.issues


FILE_KINDS = [kind for kind in SourceKind if kind is not SourceKind.POSTGRES]


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_missing_file_points_at_the_config_and_names_the_nearest(
    kind: SourceKind, tmp_path: Path
) -> None:
    (tmp_path / "accounts.csv").write_text("id\n")

    [issue] = issues_of(source_of(tmp_path / "acounts.csv", kind))

    assert str(issue) == (
        "config.yaml:11:11: error source-210: file acounts.csv not found\n"
        "    did you mean 'accounts.csv'?"
    )


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    [issue] = issues_of(source_of(tmp_path / "exports" / "a.csv"))

    assert issue.code == "source-210"
    assert issue.hint == "the folder exports does not exist"


def test_a_source_without_a_path_is_refused() -> None:
    [issue] = issues_of(Source("crm", SourceKind.CSV, places=PLACES))

    assert (issue.code, str(issue.location)) == ("source-210", "config.yaml:10:3")


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_folder_is_not_a_file(kind: SourceKind, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()

    [issue] = issues_of(source_of(tmp_path / "exports", kind))

    assert issue.code == "source-211"
    assert issue.location == PLACES["path"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")

    [issue] = issues_of(source_of(tmp_path / "pipe.csv"))

    assert issue.code == "source-211"


@contextmanager
def as_somebody_without_rights() -> Iterator[None]:
    """Root may read everything, so a test run as root becomes ``nobody`` for a while."""
    if os.geteuid() != 0:
        yield
        return
    # readers are imported when they are needed, and nobody may not enter a checkout of root's
    for name in ("excel", "parquet", "sqlite", "text"):
        import_module(f"deckgen.sources.{name}")
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("locked", ["file", "folder"])
@pytest.mark.parametrize("kind", FILE_KINDS)
def test_what_may_not_be_read_says_so(kind: SourceKind, locked: str) -> None:
    with TemporaryDirectory() as name:  # pytest's own folder is closed to others as a whole
        folder = Path(name)
        path = folder / "accounts.csv"
        path.write_text("id\n1\n")
        folder.chmod(0o755)
        (path if locked == "file" else folder).chmod(0)
        try:
            with as_somebody_without_rights():
                [issue] = issues_of(source_of(path, kind))
        finally:
            folder.chmod(0o700)

    assert issue.code == "source-212"
    assert "Permission denied" in issue.message
    assert issue.location == Location(str(path))


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_an_empty_file_is_called_empty(kind: SourceKind, tmp_path: Path) -> None:
    path = tmp_path / "data.bin"
    path.write_bytes(b"")

    [issue] = issues_of(source_of(path, kind))

    assert str(issue).startswith("data.bin: error source-213: is empty (0 bytes)")


def test_files_of_a_pattern_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for month in ("2025-03", "2025-01", "2025-02"):
        (tmp_path / f"mrr-{month}.csv").write_text(f"month,amount\n{month},1\n")
    (tmp_path / "notes.txt").write_text("not one of them")
    (tmp_path / "mrr-folder.csv").mkdir()

    found = scan(source_of(tmp_path / "mrr-*.csv"), frozenset({"month"}))

    assert [one.display for one in found] == [f"mrr-2025-0{month}.csv" for month in (1, 2, 3)]
    assert [read_rows(one, 5) for one in found] == [[(f"2025-0{m}", "1")] for m in (1, 2, 3)]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "export [March].csv").write_text("id\n1\n")
    (tmp_path / "export M.csv").write_text("id\n2\n")

    [found] = scan(source_of(tmp_path / "export [March].csv"), frozenset({"id"}))

    assert read_rows(found, 5) == [("1",)]


def test_a_pattern_without_files_says_where_it_looked(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "crm.txt").write_text("")

    [issue] = issues_of(source_of(tmp_path / "exports" / "*.csv"))

    assert issue.code == "source-222"
    assert issue.location == PLACES["path"]
    assert issue.hint == "looked in exports, which holds crm.txt"


def test_a_pattern_in_a_missing_folder_says_so(tmp_path: Path) -> None:
    [issue] = issues_of(source_of(tmp_path / "nowhere" / "*.csv"))

    assert issue.hint == "looked in nowhere, which does not exist"


def test_the_odd_file_of_a_pattern_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,mrr\n1,2\n")
    (tmp_path / "b.csv").write_text("id,arr\n1,2\n")
    (tmp_path / "c.csv").write_text("mrr,id\n2,1\n")

    [issue] = issues_of(source_of(tmp_path / "*.csv"))

    assert str(issue).startswith(
        "b.csv:1: error source-221: columns differ from those of a.csv:"
        " lacks 'mrr' and has 'arr' in addition"
    )


def test_the_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "b.csv").write_text("id,mrr\n1,2\n")
    (tmp_path / "c.csv").write_text("id,mrr\n1\n")

    issues = issues_of(source_of(tmp_path / "*.csv"))

    assert [str(issue.location) for issue in issues] == ["a.csv", "c.csv:2"]


def test_a_parquet_file_is_left_to_the_engine(tmp_path: Path) -> None:
    path = tmp_path / "mrr.parquet"
    pq.write_table(pa.table({"id": ["1", "2"]}), path)

    [found] = scan(source_of(path, SourceKind.PARQUET), frozenset({"id"}))

    assert (found.parquet, found.columns, found.csv, found.rows) == (path, (), None, None)
    assert read_rows(found, 5) == []


def test_a_parquet_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mrr.parquet"
    pq.write_table(pa.table({"id": ["1", "2"]}), path)
    path.write_bytes(path.read_bytes()[:-1])

    [issue] = issues_of(source_of(path, SourceKind.PARQUET))

    assert (issue.code, str(issue.location)) == ("source-240", "mrr.parquet")
    assert "cut off" in issue.message


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"id,name\n1,2\n", "is not a Parquet file"),
        (b"PK\x03\x04xl/", "but an Excel workbook"),
        (b"PAR1", "cut off"),
    ],
)
def test_what_is_not_parquet_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "mrr.parquet"
    path.write_bytes(data)

    [issue] = issues_of(source_of(path, SourceKind.PARQUET))

    assert issue.code == "source-240"
    assert says in issue.message
