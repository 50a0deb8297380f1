"""The package as bytes, the same for the same deck."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from deckgen.theme.zipping import zip_bytes


def package_bytes(presentation: Any) -> bytes:
    """A python-pptx presentation as a reproducible file."""
    buffer = io.BytesIO()
    presentation.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return zip_bytes((name, archive.read(name)) for name in archive.namelist())
