"""Which encoding a text file is in: decided from its bytes and the config, and always said."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from deckgen.errors import Issue, Location, SourceError, error, warning
from deckgen.model.source import Source

FALLBACK = "cp1252"
_BOMS = (  # the UTF-32 mark begins with the UTF-16 one, so it comes first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ASCII = "".join(map(chr, range(32, 127)))
_ESCAPED = re.compile("[\udc80-\udcff]")
_FOREIGN = re.compile("[^\x00-\x7f\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Decision:
    """An encoding (a Python codec name) and why it was taken, if that needs saying."""

    encoding: str
    notes: tuple[Issue, ...] = ()

    @property
    def is_utf8(self) -> bool:
        """Whether an engine can read the file as it is."""
        return self.encoding in ("utf-8", "utf-8-sig")


def declared(source: Source) -> str | None:
    """The declared codec's name. Raises ``SourceError`` (source-216) for an unknown one."""
    if source.encoding is None:
        return None
    try:
        info = codecs.lookup(source.encoding)
        "".encode(info.name)  # refuses the codecs that are not text encodings, such as base64
    except (LookupError, ValueError):
        raise SourceError(
            error(
                "source-216",
                f"encoding {source.encoding!r} is not known",
                source.place("encoding") or Location(source.name),
                "usual ones are utf-8, cp1252, latin-1, utf-16",
            )
        ) from None
    return info.name


def first_choice(head: bytes, source: Source, location: Location) -> Decision:
    """What to try first: a byte order mark, else UTF-8.

    A declared encoding whose bytes could be mistaken for UTF-8 (utf-16 without a mark, utf-7) is
    taken at once; all others are tried only after UTF-8, which cannot succeed by accident.
    """
    stated = declared(source)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            if stated is None or stated.split("-")[:2] == encoding.split("-")[:2]:
                return Decision(encoding)
            return Decision(encoding, (_contradiction(source, encoding, location),))
    if stated is not None and _mistakable(stated):
        return Decision(stated)
    return Decision("utf-8")


def contradiction(path: Path, source: Source, location: Location) -> tuple[Issue, ...]:
    """A warning when a file declared to be something else turned out to be UTF-8."""
    stated = declared(source)
    if stated is None or stated.startswith("utf-8") or _mistakable(stated):
        return ()
    with path.open(encoding="utf-8", newline="") as lines:
        if all(line.isascii() for line in lines):
            return ()
    return (_contradiction(source, "utf-8", location),)


def second_choice(path: Path, source: Source, location: Location) -> Decision:
    """What to try when a file is not UTF-8: the declared encoding, else Windows-1252.

    Raises ``SourceError`` (source-215) if it was declared to be UTF-8, or if without a declaration
    some lines are UTF-8 and others are not.
    """
    stated = declared(source)
    if stated is not None and not stated.startswith("utf-8"):
        return Decision(stated)
    bad, foreign = _survey(path)
    if stated is not None:
        raise SourceError(undecodable(path, "utf-8", source, location))
    if foreign is not None:
        raise SourceError(
            error(
                "source-215",
                f"mixed encodings: line {bad} is not UTF-8 although line {foreign} is",
                Location(location.file, bad),
                "export the file again as UTF-8, or declare one encoding for all of it"
                " (encoding: cp1252)",
            )
        )
    found = warning(
        "source-270",
        f"is not UTF-8 (line {bad}): read as Windows-1252 ({FALLBACK})",
        Location(location.file, bad),
        f"if names look right, declare encoding: {FALLBACK} for source {source.name!r}",
    )
    return Decision(FALLBACK, (found,))


def undecodable(path: Path, encoding: str, source: Source, location: Location) -> Issue:
    """The error for a file that an encoding cannot read, with the first line that it cannot."""
    line: int | None = None
    if not encoding.startswith(("utf-16", "utf-32")):  # these cannot step over a bad byte
        try:
            with path.open(encoding=encoding, errors="surrogateescape", newline="") as lines:
                line = next((i for i, text in enumerate(lines, 1) if _ESCAPED.search(text)), None)
        except UnicodeError:
            line = None
    named = "declared " if source.encoding else ""
    hint = (
        f"declared at {source.place('encoding')}"
        if source.encoding and source.place("encoding")
        else "declare the right encoding for this source (encoding: …)"
    )
    return error(
        "source-215",
        f"cannot be read as {named}{encoding}",
        Location(location.file, line),
        hint,
    )


def _survey(path: Path) -> tuple[int | None, int | None]:
    """The first line with a byte that is not UTF-8, and the first with proper non-ASCII UTF-8."""
    bad: int | None = None
    foreign: int | None = None
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as lines:
        for number, text in enumerate(lines, 1):
            if text.isascii():
                continue
            if bad is None and _ESCAPED.search(text):
                bad = number
            if foreign is None and _FOREIGN.search(text):
                foreign = number
            if bad is not None and foreign is not None:
                break
    return bad, foreign


def _mistakable(codec: str) -> bool:
    """Whether text of this codec may consist of bytes that are ASCII with another meaning."""
    if _ASCII.encode(codec, "ignore") != _ASCII.encode():
        return True
    foreign = "é中あд".encode(codec, "ignore")
    return bool(foreign) and foreign.isascii()


def _contradiction(source: Source, found: str, location: Location) -> Issue:
    return warning(
        "source-275",
        f"declared as {source.encoding}, but it is {found.removesuffix('-sig')}: read as that",
        location,
        f"declared at {source.place('encoding')}" if source.place("encoding") else None,
    )
