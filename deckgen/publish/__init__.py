"""``publish``: a copy of a deck without what is only for the house.

Taken out are the manifest and every other custom XML, tags, the marks in names and alternative
texts, comments and their authors, change records, custom properties, thumbnails, the names of
people in the properties, parts that nothing refers to, and of the workbooks behind charts all but
the cells that are drawn. Slides look as they did; the original is not touched.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from deckgen.errors import DeckgenError, Location, OutputError, error
from deckgen.lint.package import open_package
from deckgen.publish.parts import Parts
from deckgen.publish.strip import stripped
from deckgen.render.output import write_new_file
from deckgen.theme.zipping import zip_bytes

_ENDING = ".pptx"
_MOST_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Published:
    """The copy, what was taken out of it by name with its number, and what a person should look
    at before it goes out."""

    path: Path
    removed: dict[str, int]
    remaining: tuple[str, ...]


def publish_deck(deck: Path, target: Path | None = None, *, notes: bool = True) -> Published:
    """Writes a copy of ``deck`` for people outside, ``NAME (published).pptx`` beside it unless
    ``target`` says otherwise; without ``notes`` the speaker notes are left out as well.

    Raises ``DeckgenError``: ``deck-501`` to ``deck-505`` for what is no deck, ``publish-801`` for a
    deck with digital signatures or macros, ``output-401`` to ``output-404`` for a file that exists
    or cannot be written.
    """
    package = open_package(deck)  # says in a line what is wrong with a file that is no deck
    if any("vbaProject" in name or "_xmlsignatures" in name for name in package.names):
        hint = "save it as a plain .pptx without macros and signatures, then publish that"
        message = "a deck with macros or signatures cannot be published"
        raise DeckgenError(error("publish-801", message, Location(str(deck)), hint))
    path = target or deck.with_name(f"{deck.stem} (published){_ENDING}")
    if path.exists() and path.samefile(deck):
        message = "the copy would replace the original"
        raise OutputError(error("output-401", message, Location(str(path)), "name another file"))
    parts = Parts(_content(deck), package.presentation)
    removed, remaining = stripped(parts, notes=notes)
    write_new_file(path, zip_bytes(parts.content.items()))
    return Published(path, removed, tuple(remaining))


def _content(deck: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(deck) as archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        if sum(one.file_size for one in members) > _MOST_BYTES:
            message = "the file is too large when unpacked"
            raise DeckgenError(error("deck-505", message, Location(str(deck))))
        return {one.filename.replace("\\", "/").lstrip("/"): archive.read(one) for one in members}
