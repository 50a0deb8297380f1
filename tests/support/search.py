"""Every byte of a package as it can be read: parts decompressed, packages inside packages too."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

_ENCODED = re.compile(rb"[A-Za-z0-9+/]{40,}")


def parts(path: Path) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of all parts of a file, those of embedded workbooks included; the names of
    the file and its parts are among the bytes."""
    yield path.name, path.name.encode()
    yield from _inside(path.name, path.read_bytes())


def _inside(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield name, content
        for code in _ENCODED.findall(content):
            yield f"{name} (base64)", base64.b64decode(code[: len(code) // 4 * 4])
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield f"{name} (comment)", archive.comment
        for member in archive.infolist():
            inner = f"{name}!{member.filename}"
            yield f"{inner} (name)", member.filename.encode() + member.comment + member.extra
            yield from _inside(inner, archive.read(member))


def holding(path: Path, words: list[str]) -> list[tuple[str, str]]:
    """Which parts hold which of the words, in UTF-8 or UTF-16, whatever the case."""
    wanted = {
        word: [word.lower().encode(), word.lower().encode("utf-16-le")] for word in words
    }  # fmt: skip
    return [
        (name, word)
        for name, content in parts(path)
        for word, forms in wanted.items()
        if any(form in content.lower() for form in forms)
    ]
