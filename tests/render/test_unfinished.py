"""What a killed process left half-written is taken away; nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deckgen.render.unfinished import beginning, remove_unfinished

pytestmark = pytest.mark.skipif(os.name != "posix", reason="asks for processes as POSIX does")


def dead() -> int:
    """The number of a process that has ended."""
    return int(subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                              capture_output=True, check=True).stdout)  # fmt: skip


def of(process: int) -> str:
    return beginning().replace(f"-{os.getpid()}-", f"-{process}-")


def kept(folder: Path, name: str, age: float = 0) -> bool:
    """Whether a file of this name and age in seconds survives."""
    path = folder / name
    path.write_bytes(b"half a deck")
    then = time.time() - age
    os.utime(path, (then, then))
    removed = remove_unfinished(folder)
    assert removed == (not path.exists())
    return path.exists()


def test_a_file_of_a_process_that_ended_is_removed(tmp_path: Path) -> None:
    assert not kept(tmp_path, f"{of(dead())}x7_.tmp")


def test_a_file_that_a_process_is_writing_stays_however_long_it_takes(tmp_path: Path) -> None:
    assert kept(tmp_path, f"{beginning()}x7_.tmp", age=1e6)


@pytest.mark.parametrize("process", [0, 1, 10**30])
def test_what_is_not_known_to_have_ended_stays(process: int, tmp_path: Path) -> None:
    assert kept(tmp_path, f"{of(process)}x7_.tmp")


def test_another_machines_file_is_removed_after_a_day(tmp_path: Path) -> None:
    name = ".deckgen-000000-17-x7_.tmp"
    assert kept(tmp_path, name, age=3600)
    assert not kept(tmp_path, name, age=100_000)


@pytest.mark.parametrize(
    "name", ["Review.pptx", ".deckgen-notes.tmp", "deckgen-{}-x.tmp", ".deckgen-{}-x.pptx", ".tmp"]
)
def test_files_of_other_names_stay(name: str, tmp_path: Path) -> None:
    between = of(dead()).removeprefix(".deckgen-").rstrip("-")
    assert kept(tmp_path, name.format(between), age=1e6)


def test_a_folder_or_a_link_of_such_a_name_stays(tmp_path: Path) -> None:
    (tmp_path / f"{of(dead())}a.tmp").mkdir()
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / f"{of(dead())}b.tmp").symlink_to(tmp_path / "mine.txt")
    assert remove_unfinished(tmp_path) == 0
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert remove_unfinished(tmp_path / "none") == 0
