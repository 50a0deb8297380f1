"""A zip that is the same for the same content: fixed dates and order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_NOT_COMPRESSED = (".xlsx", ".png", ".jpg", ".jpeg")
_REGULAR_FILE = 0o600 << 16


def zip_bytes(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of the members: content types first, then by name, all dated 1980."""
    content = dict(members)
    first = [name for name in _FIRST if name in content]
    names = first + sorted(name for name in content if name not in _FIRST)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            member = zipfile.ZipInfo(name, _EPOCH)
            member.external_attr = _REGULAR_FILE
            member.create_system = 3  # written the same on every system
            stored = name.endswith(_NOT_COMPRESSED)
            member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(member, content[name])
    return buffer.getvalue()
