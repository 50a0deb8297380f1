"""Each invariant is broken on purpose in a sound deck, and the checker must say so."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.package import assert_package_is_sound, package_findings
from tests.support.sample_decks import (
    Members,
    python_pptx_deck,
    read_members,
    replaced,
    sound_deck,
    write_members,
)
from tests.support.schema import assert_schema_valid, audit_findings, sdk_findings

Change = Callable[[Members], Members]
SLIDE, SECOND = "ppt/slides/slide1.xml", "ppt/slides/slide2.xml"
CHART = "ppt/charts/chart"
WORKBOOK = "ppt/embeddings/"
PRESENTATION, TYPES = "ppt/presentation.xml", "[Content_Types].xml"


def dropped(part: str) -> Change:
    return lambda members: [(n, c) for n, c in members if not n.startswith(part)]


def added(name: str, content: bytes) -> Change:
    return lambda members: [*members, (name, content)]


def moved_to_the_end(part: str) -> Change:
    return lambda members: sorted(members, key=lambda member: member[0] == part)


def matched(part: str, pattern: str, new: str) -> Change:
    """Replaces the first match of a pattern, which must be there."""

    def change(members: Members) -> Members:
        found = [n for n, c in members if n.startswith(part) and re.search(pattern.encode(), c)]
        assert found, f"{pattern} does not occur in {part}"
        return [
            (n, re.sub(pattern.encode(), new.encode(), c, count=1) if n == found[0] else c)
            for n, c in members
        ]

    return change


def cell_changed(cell: str, value: str | int) -> Change:
    def change(members: Members) -> Members:
        return [(n, rewritten(c) if n.startswith(WORKBOOK) else c) for n, c in members]

    def rewritten(content: bytes) -> bytes:
        workbook = load_workbook(BytesIO(content))
        workbook["Sheet1"][cell] = value
        target = BytesIO()
        workbook.save(target)
        return target.getvalue()

    return change


def content_of(part: str, content: bytes) -> Change:
    return lambda members: [(n, content if n.startswith(part) else c) for n, c in members]


DEFECTS: dict[str, tuple[Change, str]] = {
    "a part twice": (added(SLIDE, b"<a/>"), "2 parts of this name"),
    "a part twice in other letters": (added("ppt/Slides/Slide1.xml", b"<a/>"), "2 parts"),
    "a name that leaves the archive": (added("ppt/../../x.xml", b"<a/>"), "not a legal part name"),
    "content types late": (moved_to_the_end(TYPES), "is not the first member"),
    "content type for no part": (
        replaced(TYPES, "</Types>", '<Override PartName="/x.xml" ContentType="a"/></Types>'),
        "names x.xml, which does not exist",
    ),
    "a part without content type": (added("ppt/x.odd", b""), "x.odd: has no content type"),
    "a slide without its content type": (
        matched(TYPES, r'<Override PartName="/ppt/slides/slide1.xml"[^>]*/>', ""),
        "only the general content type",
    ),
    "a relationship to nothing": (dropped(SECOND), "leads to missing part"),
    "an id without relationship": (
        replaced(SLIDE, 'r:id="rId', 'r:id="rId9'),
        "refers to relationship rId9",
    ),
    "an id in a part without relationships": (
        dropped("ppt/charts/_rels/"),
        "refers to relationship rId1",
    ),
    "a relationship that nothing uses": (
        matched("ppt/slides/slide2.xml", r"<p:pic>.*</p:pic>", ""),
        "ppt/media/image1.png unused",
    ),
    "an external relationship": (
        replaced(
            "ppt/slides/_rels/slide1.xml.rels",
            "</Relationships>",
            '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/slideUpdateUrl" Target="http://example.com/" TargetMode="External"/>'
            "</Relationships>",
        ),
        "external relationship rId77 to http://example.com/",
    ),
    "a part that nothing leads to": (
        added("ppt/theme/theme9.jpeg", b"\xff\xd8"),
        "theme9.jpeg: orphan",
    ),
    "XML that breaks off": (replaced(SLIDE, "</p:sld>", ""), "not well-formed"),
    "two shapes of one id": (
        matched(SLIDE, r'<p:cNvPr id="3"', '<p:cNvPr id="2"'),
        "shape id 2 used 2 times",
    ),
    "two placeholders of one idx": (
        matched("ppt/slideLayouts/slideLayout1.xml", 'idx="10"', 'idx="11"'),
        "placeholder idx 11 used 2 times",
    ),
    "two slides of one id": (
        replaced(PRESENTATION, 'id="257"', 'id="256"'),
        "slide id 256 used 2 times",
    ),
    "a slide id out of range": (replaced(PRESENTATION, 'id="257"', 'id="7"'), "7 is out of range"),
    "no list of notes masters": (
        matched(PRESENTATION, "<p:notesMasterIdLst>.*</p:notesMasterIdLst>", ""),
        "no notesMasterIdLst",
    ),
    "a negative axis": (replaced(CHART, '"111"', '"-111"'), "-111 is not an unsigned number"),
    "an axis crossing nothing": (
        replaced(CHART, 'crossAx val="111"', 'crossAx val="112"'),
        "crossAx 112 does not exist",
    ),
    "a plot on no axis": (
        replaced(CHART, '<c:axId val="111"/><c:axId', '<c:axId val="113"/><c:axId'),
        "a plot uses axis 113",
    ),
    "two series of one idx": (
        replaced(CHART, '<c:idx val="1"/>', '<c:idx val="0"/>'),
        "series idx 0 used 2 times",
    ),
    "a point beyond the cache": (
        replaced(CHART, '<c:ptCount val="3"/>', '<c:ptCount val="2"/>'),
        "a cache of 2 points has a point 2",
    ),
    "a number that the workbook does not hold": (
        cell_changed("C3", 7),
        "Sheet1!$C$2:$C$4[1] shows '1.05', the workbook holds 7",
    ),
    "a gap that the workbook fills": (cell_changed("B3", 0), "shows None, the workbook holds 0"),
    "a label that the workbook does not hold": (cell_changed("A2", "Q4"), "shows 'Q1'"),
    "a workbook that is not one": (content_of(WORKBOOK, b"x"), "workbook cannot be read"),
    "a reference to another sheet": (
        replaced(CHART, "Sheet1!$A$2:$A$4", "Other!$A$2:$A$4"),
        "names a sheet",
    ),
    "a chart without workbook": (
        matched(CHART, "<c:externalData.*</c:externalData>", ""),
        "cannot be edited",
    ),
    "a cell without paragraph": (
        matched(SECOND, r"(<a:tc><a:txBody>.*?)<a:p ?/>", r"\1"),
        "has a cell without a paragraph",
    ),
    "a short row": (
        matched(SECOND, r"<a:tc>.*?</a:tc>", ""),
        "table row 1 has 2 cells, its grid has 3 columns",
    ),
    "a text without paragraph": (
        matched(SLIDE, r"<a:p>.*?</a:p>", ""),
        "a text body without a paragraph",
    ),
    "a picture of another kind": (
        content_of("ppt/media/", b"GIF89a"),
        "the content is not what the extension says",
    ),
    "no author": (matched("docProps/core.xml", "Customer Success", ""), "creator is empty"),
    "no properties": (
        matched("_rels/.rels", r"<Relationship [^>]*extended-properties[^>]*/>", ""),
        "docProps: no extended-properties",
    ),
    "a stale count of slides": (
        replaced("docProps/app.xml", "<Slides>2<", "<Slides>5<"),
        "says 5 slides, there are 2",
    ),
    "no main part": (matched("_rels/.rels", '/officeDocument"', '/other"'), "no presentation part"),
    "notes of another slide": (
        matched("ppt/slides/_rels/slide1.xml.rels", r"<Relationship [^>]*/notesSlide\"[^>]*/>", ""),
        "do not refer to each other",
    ),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sound_deck(tmp_path_factory.mktemp("decks") / "sound.pptx")


def test_a_sound_deck_has_no_findings(sound: Path) -> None:
    assert package_findings(sound) == []
    assert_package_is_sound(sound)


@pytest.mark.parametrize("defect", DEFECTS)
def test_every_defect_is_found(defect: str, sound: Path, tmp_path: Path) -> None:
    change, expected = DEFECTS[defect]
    broken = write_members(tmp_path / "broken.pptx", change(read_members(sound)))
    found = package_findings(broken)
    assert any(expected in line for line in found), found
    with pytest.raises(AssertionError, match="not sound"):
        assert_package_is_sound(broken)


@pytest.mark.parametrize(
    ("method", "expected"),
    [(zipfile.ZIP_STORED, "damaged (CRC)"), (zipfile.ZIP_DEFLATED, "cannot be read")],
)
def test_a_changed_byte_is_found(method: int, expected: str, sound: Path, tmp_path: Path) -> None:
    broken = write_members(tmp_path / "broken.pptx", read_members(sound), method)
    content = bytearray(broken.read_bytes())
    content[300] ^= 0xFF  # inside the first member's content
    broken.write_bytes(content)
    found = package_findings(broken)
    assert len(found) == 1
    assert expected in found[0]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing else", b"not a zip"])
def test_what_is_no_archive_is_one_finding(content: bytes, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pptx"
    broken.write_bytes(content)
    assert len(package_findings(broken)) == 1


def test_what_python_pptx_leaves_wrong_is_found(tmp_path: Path) -> None:
    found = "\n".join(package_findings(python_pptx_deck(tmp_path / "deck.pptx")))
    assert "axis id -2068027336 is not an unsigned number" in found
    assert "no notesMasterIdLst" in found


def test_a_sound_deck_keeps_to_the_schema(sound: Path) -> None:
    assert_schema_valid(sound)


def test_the_python_validator_finds_an_attribute_out_of_range(tmp_path: Path) -> None:
    deck = python_pptx_deck(tmp_path / "deck.pptx")
    assert any("axId" in line for line in audit_findings(deck))
    with pytest.raises(AssertionError, match="is not valid"):
        assert_schema_valid(deck)


@pytest.mark.validator
def test_the_sdk_finds_a_child_out_of_order(sound: Path, tmp_path: Path) -> None:
    swap = matched(CHART, r"(<c:barDir[^>]*/>)(<c:grouping[^>]*/>)", r"\2\1")
    broken = write_members(tmp_path / "broken.pptx", swap(read_members(sound)))
    assert sdk_findings(sound) == []
    assert any("barChart" in line for line in sdk_findings(broken))
