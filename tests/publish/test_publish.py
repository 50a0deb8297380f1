"""A published copy has lost what is internal, and looks as the deck did."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from deckgen.publish import publish_deck
from deckgen.render import write_deck
from tests.render.decks import every_slide
from tests.support.commands import assert_refused, deckgen
from tests.support.package import assert_package_is_sound, package_findings
from tests.support.search import holding, parts


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deck as it is before it leaves: with what people and programs have put into it."""
    path = write_deck(every_slide(), tmp_path_factory.mktemp("publish") / "review.pptx")
    presentation = Presentation(str(path))
    core = presentation.core_properties
    core.author, core.last_modified_by = "Ada Secretperson", "Bob Secretperson"
    package = presentation.part.package
    for name, kind, content in (
        ("/ppt/commentAuthors.xml", "commentAuthors", "<a>Secretperson</a>"),
        ("/ppt/tags/tag1.xml", "tags", "<t>Secrettag</t>"),
        ("/ppt/changesInfos/changesInfo1.xml", "changesInfo", "<c>Secretchange</c>"),
    ):
        part = Part(PackURI(name), "application/xml", package, content.encode())
        presentation.part.relate_to(part, f"{RELATIONSHIP_TYPE.CUSTOM_XML[:-9]}{kind}")
    chart = charts_of(presentation)[0]
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    book.worksheets[0]["J40"] = "Secretcell"
    book.create_sheet("Secretsheet")["A1"] = 1
    book.properties.creator = "Secretperson"
    buffer = io.BytesIO()
    book.save(buffer)
    chart.part.chart_workbook.xlsx_part._blob = buffer.getvalue()
    presentation.save(str(path))
    return path


@pytest.fixture(scope="module")
def copy(deck: Path) -> Path:
    before = hashlib.sha256(deck.read_bytes()).hexdigest()
    path = publish_deck(deck).path
    assert hashlib.sha256(deck.read_bytes()).hexdigest() == before
    return path


def charts_of(presentation: object) -> list[object]:
    return [
        shape.chart
        for slide in presentation.slides  # type: ignore[attr-defined]
        for shape in slide.shapes
        if getattr(shape, "has_chart", False)
    ]


def test_the_copy_stands_beside_the_deck_and_is_sound(deck: Path, copy: Path) -> None:
    assert copy == deck.with_name("review (published).pptx")
    assert_package_is_sound(copy)


def test_nothing_internal_is_left_in_any_part(deck: Path, copy: Path) -> None:
    words = ["Secret", "[dk:", "urn:deckgen:manifest"]
    assert {word for _, word in holding(deck, words)} == set(words)
    assert holding(copy, words) == []
    assert not [name for name, _ in parts(copy) if "customXml" in name or "/tags/" in name]


def test_slides_and_notes_say_what_they_said(deck: Path, copy: Path) -> None:
    before, after = Presentation(str(deck)), Presentation(str(copy))
    assert len(before.slides) == len(after.slides)
    for old, new in zip(before.slides, after.slides, strict=True):
        assert texts(old) == texts(new)
        assert old.notes_slide.notes_text_frame.text == new.notes_slide.notes_text_frame.text
        assert [shape.shape_type for shape in old.shapes] == [
            shape.shape_type for shape in new.shapes
        ]
    assert after.core_properties.title == before.core_properties.title


def texts(slide: object) -> list[str]:
    return [
        shape.text_frame.text
        for shape in slide.shapes  # type: ignore[attr-defined]
        if shape.has_text_frame
    ]


def test_workbooks_hold_exactly_what_their_charts_draw(copy: Path) -> None:
    seen = 0
    for chart in charts_of(Presentation(str(copy))):
        blob = chart.part.chart_workbook.xlsx_part.blob  # type: ignore[attr-defined]
        (sheet,) = load_workbook(io.BytesIO(blob)).worksheets
        held = {
            cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
        }  # fmt: skip
        root = chart.part._element  # type: ignore[attr-defined]
        names = {one.text for one in root.iterfind(".//{*}strCache//{*}v")}
        values = {round(float(one.text), 9) for one in root.iterfind(".//{*}numCache//{*}v")}
        assert {one for one in held if isinstance(one, str)} == names
        numbers = {round(one, 9) for one in held if isinstance(one, int | float)}
        assert numbers == values
        seen += len(numbers)
    assert seen


def test_the_same_deck_gives_the_same_copy_and_a_copy_of_a_copy_loses_nothing(
    deck: Path, copy: Path, tmp_path: Path
) -> None:
    again = publish_deck(deck, tmp_path / "again.pptx")
    assert again.path.read_bytes() == copy.read_bytes()
    twice = publish_deck(copy, tmp_path / "twice.pptx")
    assert twice.path.read_bytes() == copy.read_bytes()
    assert "marks" not in twice.removed


def test_notes_may_stay_at_home(deck: Path, tmp_path: Path) -> None:
    path = publish_deck(deck, tmp_path / "copy.pptx", notes=False).path
    assert_package_is_sound(path)
    assert not any(slide.has_notes_slide for slide in Presentation(str(path)).slides)


def test_the_command_says_what_it_took_out_and_prints_the_path(deck: Path, tmp_path: Path) -> None:
    answer = deckgen("publish", deck, "-o", tmp_path)
    assert answer.code == 0, answer.err
    assert answer.out == f"{tmp_path / 'review.pptx'}\n"
    assert "custom XML (the manifest): " in answer.err
    again = deckgen("publish", deck, "-o", tmp_path)
    assert_refused(again, "the file exists and is not overwritten", code="output-401")


def test_the_original_is_never_the_target(deck: Path) -> None:
    assert_refused(deckgen("publish", deck, "-o", deck), "would replace", code="output-401")


def test_a_hidden_slide_is_pointed_out(tmp_path: Path) -> None:
    path = write_deck(every_slide(), tmp_path / "review.pptx")
    presentation = Presentation(str(path))
    presentation.slides[3]._element.set("show", "0")
    presentation.save(str(path))
    assert publish_deck(path).remaining == ("1 hidden slide is still in it",)


def test_a_chart_whose_cells_cannot_be_followed_loses_its_workbook(tmp_path: Path) -> None:
    path = write_deck(every_slide(), tmp_path / "review.pptx")
    presentation = Presentation(str(path))
    chart = charts_of(presentation)[0]
    for formula in chart.part._element.iter("{*}f"):  # type: ignore[attr-defined]
        formula.text = "MyNames"
    presentation.save(str(path))
    done = publish_deck(path)
    assert done.removed["links to workbooks"] == 1
    (finding,) = package_findings(done.path)
    assert finding.endswith("has no workbook, so its data cannot be edited")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "deck-502"), (b"hello", "deck-502"), (b"PK\x03\x04broken", "deck-504"),
     (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "deck-503")],
)  # fmt: skip
def test_what_is_no_deck_is_told_in_a_line(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    path.write_bytes(content)
    assert_refused(deckgen("publish", path), code=code)
    assert [one.name for one in tmp_path.iterdir()] == ["x.pptx"]


def test_a_workbook_is_no_deck(tmp_path: Path) -> None:
    book = Workbook()
    book.save(tmp_path / "x.pptx")
    assert_refused(deckgen("publish", tmp_path / "x.pptx"), "an Excel workbook", code="deck-502")


def test_macros_are_refused(deck: Path, tmp_path: Path) -> None:
    path = tmp_path / "macro.pptx"
    path.write_bytes(deck.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("ppt/vbaProject.bin", b"x")
    assert_refused(deckgen("publish", path), "macros", code="publish-801")
