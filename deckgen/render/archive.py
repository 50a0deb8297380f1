"""A zip of parts, the same for the same parts: fixed dates and order, no trace of the machine.

Parts that are in every deck (a template's, a workbook's fixed ones) are compressed once and then
copied; :mod:`zipfile` has no way to do that.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_NOT_COMPRESSED = (".xlsx", ".png", ".jpg", ".jpeg")
_LEVEL = 6
_SMALL = 2000  # bytes
_STORED, _DEFLATED = 0, 8
_VERSION = 20  # what is needed to read it: folders and deflate
_ON_UNIX = 3 << 8  # written the same on every system
_DATE = 1 << 5 | 1  # 1 January 1980, the earliest that a zip can say
_REGULAR_FILE = 0o600 << 16
_UTF8 = 0x800
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


@dataclass(frozen=True, slots=True)
class Packed:
    """A part as it stands in a zip: its method, checksum, size and compressed bytes."""

    method: int
    checksum: int
    size: int
    content: bytes


def packed(name: str, content: bytes) -> Packed:
    """A part compressed, unless its kind is compressed already."""
    if name.endswith(_NOT_COMPRESSED):
        return Packed(_STORED, zlib.crc32(content), len(content), content)
    return _known(content) if len(content) <= _SMALL else _deflated(content)


@lru_cache(maxsize=1024)
def _known(content: bytes) -> Packed:
    """A small part: nearly all of them are relationships, which are the same in the next deck."""
    return _deflated(content)


def _deflated(content: bytes) -> Packed:
    checksum = zlib.crc32(content)
    stream = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(_DEFLATED, checksum, len(content), stream.compress(content) + stream.flush())


def archive(parts: Mapping[str, bytes | Packed]) -> bytes:
    """The zip of the parts: content types first, then by name."""
    first = [name for name in _FIRST if name in parts]
    written: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in first + sorted(name for name in parts if name not in _FIRST):
        part = parts[name]
        entry = part if isinstance(part, Packed) else packed(name, part)
        called = name.encode("utf-8")
        common = struct.pack(
            "<HHHHHLLLHH",
            _VERSION, 0 if name.isascii() else _UTF8, entry.method, 0, _DATE,
            entry.checksum, len(entry.content), entry.size, len(called), 0,
        )  # fmt: skip
        written += (_LOCAL, common, called, entry.content)
        made_by = struct.pack("<H", _ON_UNIX | _VERSION)
        place = struct.pack("<HHHLL", 0, 0, 0, _REGULAR_FILE, offset)
        directory += (_CENTRAL, made_by, common, place, called)
        offset += len(_LOCAL) + len(common) + len(called) + len(entry.content)
    listed = b"".join(directory)
    end = struct.pack("<HHHHLLH", 0, 0, len(parts), len(parts), len(listed), offset, 0)
    return b"".join((*written, listed, _END, end))
