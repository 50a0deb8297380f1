"""Writing a file: whole or not at all, and never over what is there."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.errors import OutputError
from deckgen.render import write_deck
from deckgen.render.output import write_new_file
from tests.render import decks


def codes(problem: OutputError) -> list[str]:
    return [issue.code for issue in problem.issues]


def test_a_deck_is_written_where_it_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "deck.pptx"
    assert write_deck(decks.deck(), path) == path
    assert path.read_bytes().startswith(b"PK")
    assert [child.name for child in path.parent.iterdir()] == ["deck.pptx"]


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_text("mine")
    with pytest.raises(OutputError) as caught:
        write_deck(decks.deck(), path)
    assert codes(caught.value) == ["output-401"]
    assert path.read_text() == "mine"
    assert str(path) in str(caught.value)
    assert caught.value.issues[0].hint


def test_a_link_that_leads_nowhere_is_not_overwritten_either(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.symlink_to(tmp_path / "gone.pptx")
    with pytest.raises(OutputError) as caught:
        write_new_file(path, b"x")
    assert codes(caught.value) == ["output-401"]


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_deck(decks.deck(), tmp_path)
    assert codes(caught.value) == ["output-402"]


def test_a_file_in_the_place_of_the_folder_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError) as caught:
        write_new_file(tmp_path / "out" / "deck.pptx", b"x")
    assert codes(caught.value) == ["output-403"]
    assert "\n" not in caught.value.issues[0].message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_said_with_a_hint(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(OutputError) as caught:
        write_new_file(closed / "deck.pptx", b"x")
    assert codes(caught.value) == ["output-403"]
    assert "permission" in caught.value.issues[0].message


@pytest.mark.parametrize(
    ("number", "cause"),
    [(errno.ENOSPC, "disk is full"), (errno.EDQUOT, "quota"), (errno.EIO, "error")],
)
def test_a_write_that_fails_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, cause: str
) -> None:
    def fail(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("deckgen.render.output.os.fsync", fail)
    with pytest.raises(OutputError) as caught:
        write_new_file(tmp_path / "deck.pptx", b"x" * 1000)
    assert codes(caught.value) == ["output-404"]
    assert cause in caught.value.issues[0].message
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_nothing_and_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(source: str, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("deckgen.render.output.os.replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_new_file(tmp_path / "deck.pptx", b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_the_message_for_a_full_disk_is_the_systems_own_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The real error of a real full device, in place of the temporary file.
    def full(**_: object) -> tuple[int, str]:
        return os.open("/dev/full", os.O_WRONLY), str(tmp_path / "temporary")

    monkeypatch.setattr("deckgen.render.output.tempfile.mkstemp", full)
    with pytest.raises(OutputError) as caught:
        write_new_file(tmp_path / "deck.pptx", b"x")
    assert "the disk is full" in str(caught.value)


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    written = write_new_file(tmp_path / "deck.pptx", b"x")
    assert stat.S_IMODE(written.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


@given(content=st.binary(max_size=2000))
def test_what_is_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("out") / "file"
    assert write_new_file(path, content).read_bytes() == content
