"""``render``: a deck as PDF and pictures, by LibreOffice and poppler where they are installed.

The programs work on a copy in a temporary folder, with a profile of their own, so that a
LibreOffice that is open is neither disturbed nor in the way. What they made is moved when all of
it is there.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from deckgen.errors import Location, OutputError, error
from deckgen.lint.package import open_package
from deckgen.render.output import write_new_file

PDF, PNG = "pdf", "png"
FORMATS = (PDF, PNG)
SECONDS = 300
_OFFICE = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_POPPLER = ("pdftoppm",)


def render_deck(
    deck: Path,
    folder: Path | None,
    formats: Sequence[str] = FORMATS,
    dpi: int = 110,
    progress: Callable[[str], None] = lambda step: None,
) -> list[Path]:
    """Writes ``NAME.pdf`` and ``NAME-01.png`` … into a folder, the deck's own if none is given,
    and returns what was written. Where one of the names is taken, all get a number: ``NAME (2)``.

    Raises ``DeckgenError``: ``deck-501`` to ``deck-505`` for what is no deck; ``render-701`` a
    program is not installed, ``render-702`` it took too long, ``render-703`` it failed;
    ``output-402`` to ``output-404`` for a folder that cannot be written.
    """
    office = _program(_OFFICE, "LibreOffice (soffice)", "install LibreOffice, or add it to PATH")
    poppler = ""
    if PNG in formats:
        hint = "install poppler (poppler-utils), or render with --format pdf"
        poppler = _program(_POPPLER, "poppler (pdftoppm)", hint)
    open_package(deck)  # says in a line what is wrong with a file that is no deck
    with tempfile.TemporaryDirectory(prefix="deckgen-render-", ignore_cleanup_errors=True) as name:
        work = Path(name)
        progress(f"rendering {deck.name}")
        pdf = _pdf(office, deck, work)
        made = [(".pdf", pdf)] if PDF in formats else []
        if PNG in formats:
            progress(f"drawing the slides of {deck.name}")
            made += _pictures(poppler, deck, pdf, work, dpi)
        return _moved(made, folder if folder is not None else deck.parent, deck.stem)


def _program(names: Sequence[str], what: str, hint: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise OutputError(error("render-701", f"{what} is not installed", hint=hint))
    return found


def _pdf(office: str, deck: Path, work: Path) -> Path:
    copy = work / "deck.pptx"
    shutil.copyfile(deck, copy)
    profile = (work / "profile").as_uri()
    _run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
         "--nodefault", "--convert-to", "pdf:impress_pdf_Export", "--outdir", str(work),
         str(copy)],
        deck, "LibreOffice", work,
    )  # fmt: skip
    pdf = work / "deck.pdf"
    if not pdf.is_file():
        raise _failed(deck, "LibreOffice could not read the deck")
    return pdf


def _pictures(poppler: str, deck: Path, pdf: Path, work: Path, dpi: int) -> list[tuple[str, Path]]:
    command = [poppler, "-png", "-r", str(dpi), str(pdf), str(work / "page")]
    _run(command, deck, "pdftoppm", work)
    pages = sorted(work.glob("page-*.png"))
    if not pages:
        raise _failed(deck, "pdftoppm drew no slide")
    return [(page.name.removeprefix("page"), page) for page in pages]


def _run(command: list[str], deck: Path, name: str, work: Path) -> None:
    """Runs a program to its end; one that takes too long ends with all that it has started."""
    with (work / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=work,
            start_new_session=True,
        )  # fmt: skip
        try:
            code = process.wait(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            hint = "open the deck in PowerPoint and save it again, then try once more"
            message = f"{name} did not finish within {SECONDS} seconds"
            place = Location(str(deck))
            raise OutputError(error("render-702", message, place, hint)) from None
        finally:
            if process.poll() is None:
                _end(process)
    if code != 0:
        raise _failed(deck, f"{name} failed (exit code {code})")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and its children: soffice is a script that starts the real one."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)


def _failed(deck: Path, message: str) -> OutputError:
    hint = "open it in LibreOffice to see what it says"
    return OutputError(error("render-703", message, Location(str(deck)), hint))


def _moved(made: Sequence[tuple[str, Path]], folder: Path, stem: str) -> list[Path]:
    """The files under names that are all free; what was written of them goes if one fails."""
    number, name = 1, stem
    while any(os.path.lexists(folder / f"{name}{ending}") for ending, _ in made):
        number += 1
        name = f"{stem} ({number})"
    written: list[Path] = []
    try:
        for ending, source in made:
            written.append(write_new_file(folder / f"{name}{ending}", source.read_bytes()))
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise
    return written
