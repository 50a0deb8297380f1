"""LibreOffice and other programs that may be installed: found, run, and ended in time.

They work on a copy in a temporary folder, with a profile of their own, so that a LibreOffice that
is open is neither disturbed nor in the way.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from deckgen.errors import Location, OutputError, error

SECONDS = 300
_OFFICE = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)


def program(names: Sequence[str], what: str, hint: str) -> str:
    """The path of the first program that is installed. Raises ``OutputError`` (``render-701``)."""
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        raise OutputError(error("render-701", f"{what} is not installed", hint=hint))
    return found


def office() -> str:
    """LibreOffice. Raises ``OutputError`` (``render-701``)."""
    return program(
        _OFFICE, "LibreOffice (soffice)", "install LibreOffice, or add its folder to PATH"
    )


def pdf_of(soffice: str, deck: Path, work: Path) -> Path:
    """A deck as PDF in a folder for work. Raises ``OutputError``: ``render-702`` LibreOffice took
    too long, ``render-703`` it failed."""
    copy = work / "deck.pptx"
    shutil.copyfile(deck, copy)
    profile = (work / "profile").as_uri()
    run(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
         "--nodefault", "--convert-to", "pdf:impress_pdf_Export", "--outdir", str(work),
         str(copy)],
        deck, "LibreOffice", work,
    )  # fmt: skip
    pdf = work / "deck.pdf"
    if not pdf.is_file():
        raise failed(deck, "LibreOffice could not read the deck")
    return pdf


def run(
    command: Sequence[str],
    deck: Path,
    name: str,
    work: Path,
    *,
    codes: Sequence[int] = (0,),
    env: Mapping[str, str] | None = None,
) -> bytes:
    """Runs a program to its end and returns what it printed; one that takes too long ends with all
    that it has started. ``codes`` are the exit codes that are no failure. Raises ``OutputError``:
    ``render-702`` it took too long, ``render-703`` it failed."""
    log = work / f"{name}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, cwd=work,
            start_new_session=True, env={**os.environ, **(env or {})},
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
    if code not in codes:
        raise failed(deck, f"{name} failed (exit code {code})")
    return log.read_bytes()


def failed(deck: Path, message: str) -> OutputError:
    """The error of a program that did not do what it was asked for."""
    hint = "open it in LibreOffice to see what it says"
    return OutputError(error("render-703", message, Location(str(deck)), hint))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and its children: soffice is a script that starts the real one."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)
