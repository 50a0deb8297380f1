"""Small decks for testing the checkers: one that is sound, and ways to spoil it."""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

Members = list[tuple[str, bytes]]
"""The parts of an archive in their order; a list, since a broken archive has a name twice."""


def python_pptx_deck(path: Path) -> Path:
    """Two slides as python-pptx writes them: a chart with a gap, a table, a picture, notes."""
    presentation = Presentation()
    first = presentation.slides.add_slide(presentation.slide_layouts[5])
    first.shapes.title.text = "Net revenue retention"
    data = CategoryChartData()
    data.categories = ["Q1", "Q2", "Q3"]
    data.add_series("Company", (1.01, None, 0.98))
    data.add_series("Enterprise", (1.04, 1.05, 1.03))
    size = (0, Inches(1), Inches(4), Inches(3))
    first.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *size, data)
    first.notes_slide.notes_text_frame.text = "Read the trend first."
    second = presentation.slides.add_slide(presentation.slide_layouts[6])
    second.shapes.add_table(2, 3, 0, 0, Inches(4), Inches(1))
    second.shapes.add_picture(BytesIO(_png()), 0, Inches(2))
    properties = presentation.core_properties
    properties.title, properties.author = "Review", "Customer Success"
    properties.created = properties.modified = datetime(2025, 7, 3, tzinfo=UTC)
    presentation.save(str(path))
    return path


def sound_deck(path: Path) -> Path:
    """The same deck with what python-pptx leaves wrong put right."""
    members = read_members(python_pptx_deck(path))
    for part, old, new in _REPAIRS:
        members = replaced(part, old, new)(members)
    return write_members(path, members)


_NOTES_LIST = '<p:notesMasterIdLst><p:notesMasterId r:id="NOTES"/></p:notesMasterIdLst>'
_REPAIRS = (
    ("ppt/charts/", "-2068027336", "111"),
    ("ppt/charts/", "-2113994440", "222"),
    ("ppt/presentation.xml", "</p:sldMasterIdLst>", f"</p:sldMasterIdLst>{_NOTES_LIST}"),
    ("docProps/app.xml", "<Slides>0</Slides>", "<Slides>2</Slides>"),
)


def read_members(path: Path) -> Members:
    """Every part of an archive in order."""
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def write_members(path: Path, members: Members, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Writes the parts as they are, names that occur twice included."""
    notes = next(content for name, content in members if name == "ppt/_rels/presentation.xml.rels")
    id_ = notes.decode().partition("/notesMaster")[0].rpartition('Id="')[2].partition('"')[0]
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)  # zipfile warns of a duplicate name
        for name, content in members:
            archive.writestr(name, content.replace(b'"NOTES"', f'"{id_}"'.encode()))
    return path


def replaced(part: str, old: str, new: str, count: int = -1) -> Callable[[Members], Members]:
    """A change of text in the parts whose names start so; the text must be there."""

    def change(members: Members) -> Members:
        touched = [old.encode() in content for name, content in members if name.startswith(part)]
        assert any(touched), f"{old!r} does not occur in {part}"
        return [
            (name, content.replace(old.encode(), new.encode(), count))
            if name.startswith(part)
            else (name, content)
            for name, content in members
        ]

    return change


def _png() -> bytes:
    """A picture of one grey pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(b"\x00\x80")
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
