"""``render``: a deck as PDF and pictures, by LibreOffice and poppler where they are installed.

What the programs made is moved when all of it is there.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from deckgen.lint.package import open_package
from deckgen.office import failed, office, pdf_of, program, run
from deckgen.render.output import write_new_file

PDF, PNG = "pdf", "png"
FORMATS = (PDF, PNG)


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
    soffice = office()
    poppler = ""
    if PNG in formats:
        hint = "install poppler (poppler-utils), or render with --format pdf"
        poppler = program(["pdftoppm"], "poppler (pdftoppm)", hint)
    open_package(deck)  # says in a line what is wrong with a file that is no deck
    with tempfile.TemporaryDirectory(prefix="deckgen-render-", ignore_cleanup_errors=True) as name:
        work = Path(name)
        progress(f"rendering {deck.name}")
        pdf = pdf_of(soffice, deck, work)
        made = [(".pdf", pdf)] if PDF in formats else []
        if PNG in formats:
            progress(f"drawing the slides of {deck.name}")
            made += _pictures(poppler, deck, pdf, work, dpi)
        return _moved(made, folder if folder is not None else deck.parent, deck.stem)


def _pictures(poppler: str, deck: Path, pdf: Path, work: Path, dpi: int) -> list[tuple[str, Path]]:
    run([poppler, "-png", "-r", str(dpi), str(pdf), str(work / "page")], deck, "pdftoppm", work)
    pages = sorted(work.glob("page-*.png"))
    if not pages:
        raise failed(deck, "pdftoppm drew no slide")
    return [(page.name.removeprefix("page"), page) for page in pages]


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
