"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

_MAGIC = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel (.xls) or password-protected workbook"),
    (b"\x7fELF", "a program"),
)
_KINDS = {
    "a Parquet file": "parquet",
    "an SQLite database": "sqlite",
    "an Excel workbook": "excel",
}


def describe(head: bytes) -> str | None:
    """A noun for a well-known format that is not plain text; ``None`` for everything else."""
    for magic, noun in _MAGIC:
        if head.startswith(magic):
            return noun
    if head.startswith(b"PK\x03\x04"):
        return (
            "an Excel workbook" if b"xl/" in head or b"[Content_Types]" in head else "a zip archive"
        )
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page (often a sign-in page saved instead of the export)"
    return None


def kind_hint(noun: str) -> str | None:
    """The ``type`` to declare when the file is one that deckgen reads."""
    kind = _KINDS.get(noun)
    return f"declare type: {kind}" if kind else None


def is_binary(head: bytes) -> bool:
    """Whether bytes are full of control characters, as no text in a one-byte encoding is."""
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head)
    return controls * 20 > len(head)
