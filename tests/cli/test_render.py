"""``deckgen render``: complete pictures under free names, or one line of cause and nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from deckgen import office as programs
from deckgen.render import write_deck
from tests.render import decks
from tests.support.commands import assert_refused, contents, deckgen


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    slides = decks.every_slide().slides[:2]
    return write_deck(decks.deck(*slides), tmp_path_factory.mktemp("deck") / "Review Q2.pptx")


def program(folder: Path, name: str, body: str) -> None:
    """A stand-in for an installed program."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport sys, time\nfrom pathlib import Path\n{body}")
    path.chmod(0o755)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, with programs that write two pages."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program(folder, "soffice", "Path(sys.argv[-1]).with_suffix('.pdf').write_bytes(b'%PDF')")
    program(
        folder,
        "pdftoppm",
        "for n in '12': Path(sys.argv[-1] + f'-{n}.png').write_bytes(n.encode())",
    )
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(programs, "_OFFICE", ("soffice",))
    return folder


@pytest.mark.render
def test_a_deck_becomes_a_pdf_and_a_picture_of_every_slide(deck: Path, tmp_path: Path) -> None:
    answer = deckgen("render", deck, "-o", tmp_path / "out", "--dpi", "40")
    assert answer.code == 0, answer.err
    names = ["Review Q2.pdf", "Review Q2-1.png", "Review Q2-2.png"]
    assert answer.out.splitlines() == [str(tmp_path / "out" / name) for name in names]
    assert (tmp_path / "out" / names[0]).read_bytes().startswith(b"%PDF")
    for name in names[1:]:
        assert (tmp_path / "out" / name).read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("office")
def test_files_that_exist_are_not_overwritten(deck: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert deckgen("render", deck, "-o", out).code == 0
    before = contents(out)
    answer = deckgen("render", deck, "-o", out)
    assert answer.code == 0
    assert {name: contents(out)[name] for name in before} == before
    assert [Path(line).name for line in answer.out.splitlines()] == [
        "Review Q2 (2).pdf", "Review Q2 (2)-1.png", "Review Q2 (2)-2.png",
    ]  # fmt: skip


@pytest.mark.usefixtures("office")
def test_one_format_writes_only_that(deck: Path, tmp_path: Path) -> None:
    assert deckgen("render", deck, "-o", tmp_path / "a", "--format", "png").code == 0
    assert sorted(contents(tmp_path / "a")) == ["Review Q2-1.png", "Review Q2-2.png"]
    assert deckgen("render", deck, "-o", tmp_path / "b", "--format", "pdf").code == 0
    assert sorted(contents(tmp_path / "b")) == ["Review Q2.pdf"]


def test_an_unknown_format_is_a_matter_of_usage(deck: Path) -> None:
    assert deckgen("render", deck, "--format", "gif").code == 2


@pytest.mark.parametrize(
    ("missing", "words"), [("soffice", "LibreOffice"), ("pdftoppm", "poppler")]
)
def test_a_program_that_is_not_installed_is_named(
    missing: str, words: str, office: Path, deck: Path, tmp_path: Path
) -> None:
    (office / missing).unlink()
    answer = deckgen("render", deck, "-o", tmp_path / "out")
    assert_refused(answer, words, "is not installed", code="render-701")
    assert not (tmp_path / "out").exists()


def test_pdf_alone_needs_no_poppler(office: Path, deck: Path, tmp_path: Path) -> None:
    (office / "pdftoppm").unlink()
    assert deckgen("render", deck, "-o", tmp_path / "out", "--format", "pdf").code == 0


@pytest.mark.parametrize("body", ["sys.exit(77)", "pass"])
def test_a_program_that_fails_leaves_nothing(
    body: str, office: Path, deck: Path, tmp_path: Path
) -> None:
    program(office, "soffice", body)
    answer = deckgen("render", deck, "-o", tmp_path / "out")
    assert_refused(answer, code="render-703")
    assert not (tmp_path / "out").exists()


def test_a_program_that_never_ends_is_ended(
    office: Path, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = tmp_path / "pid"
    program(
        office,
        "soffice",
        f"import os; Path({str(pid)!r}).write_text(str(os.getpid())); time.sleep(600)",
    )
    monkeypatch.setattr(programs, "SECONDS", 2)
    answer = deckgen("render", deck, "-o", tmp_path / "out")
    assert_refused(answer, "did not finish", code="render-702")
    assert not (tmp_path / "out").exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


@pytest.mark.usefixtures("office")
def test_what_is_no_deck_is_told_before_anything_runs(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(b"no deck")
    assert_refused(deckgen("render", path), code="deck-502")


@pytest.mark.usefixtures("office")
def test_a_folder_that_is_a_file_is_told(deck: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    assert_refused(deckgen("render", deck, "-o", tmp_path / "out"))
