"""Sample slides leave nothing behind, and nothing else is lost with them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from deckgen.theme.template.cleaning import clean_parts
from deckgen.theme.template.opening import Opening, open_template
from deckgen.theme.template.reading import read_template
from deckgen.theme.zipping import zip_bytes
from tests.support.needs import shared
from tests.support.package import package_findings
from tests.support.templates import TEMPLATE, Art, Brand, Holder, Page, packed, png

HEAD = (Holder("title"), Holder("ftr", idx=10))


def cleaned(blob: bytes) -> bytes:
    return zip_bytes(clean_parts(read_template(Opening("brand.pptx").package(blob))))


def names(blob: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        return archive.namelist()


def part(blob: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        return archive.read(name).decode("utf-8")


BRAND = Brand((Page("One", HEAD), Page("Two", HEAD)), slides=(0, 1, 1), sections=True, shows=True,
              content_type=TEMPLATE)  # fmt: skip


def test_slides_sections_and_shows_are_gone_from_list_relationships_and_types() -> None:
    found = cleaned(BRAND.blob())
    text = part(found, "ppt/presentation.xml")
    for word in ("sldIdLst", "custShow", "sectionLst"):
        assert word not in text
    assert "slides/" not in part(found, "ppt/_rels/presentation.xml.rels")
    assert "/ppt/slides/" not in part(found, "[Content_Types].xml")
    assert not [name for name in names(found) if "/slides/" in name]


def test_masters_layouts_and_their_pictures_stay() -> None:
    brand = Brand((Page("One", HEAD, art=(Art((0, 0, 0.1, 0.1), picture="logo.png"),)),),
                  media={"logo.png": png((1, 2, 3))}, slides=(0,))  # fmt: skip
    found = cleaned(brand.blob())
    assert "ppt/media/logo.png" in names(found)
    assert [layout.name for layout in Presentation(io.BytesIO(found)).slide_layouts] == ["One"]


def test_what_only_a_sample_slide_used_goes_with_it() -> None:
    parts = BRAND.parts()
    parts["ppt/media/photo.png"] = png((9, 9, 9))
    listed = "ppt/slides/_rels/slide1.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    more = b'<Relationship Id="rId9" Type="' + kind + b'" Target="../media/photo.png"/>'
    parts[listed] = parts[listed].replace(b"</Relationships>", more + b"</Relationships>")
    assert "ppt/media/photo.png" not in names(cleaned(packed(parts)))


def test_a_layouts_link_to_a_sample_slide_goes_and_the_layout_stays() -> None:
    parts = BRAND.parts()
    name = "ppt/slideLayouts/slideLayout1.xml"
    listed = "ppt/slideLayouts/_rels/slideLayout1.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
    more = b'<Relationship Id="rId9" Type="' + kind + b'" Target="../slides/slide1.xml"/>'
    parts[listed] = parts[listed].replace(b"</Relationships>", more + b"</Relationships>")
    link = b'<a:r><a:rPr><a:hlinkClick r:id="rId9" action="ppaction://hlinksldjump"/></a:rPr>'
    parts[name] = parts[name].replace(b"<a:r>", link, 1)
    found = cleaned(packed(parts))
    assert "hlinkClick" not in part(found, name)
    assert "rId9" not in part(found, listed)
    assert not [one for one in names(found) if "/slides/" in one]


def test_a_template_becomes_a_presentation() -> None:
    types = part(cleaned(BRAND.blob()), "[Content_Types].xml")
    assert "presentation.main+xml" in types
    assert "template.main+xml" not in types


def test_a_prompt_that_lost_its_placeholder_goes_and_a_label_stays() -> None:
    prompt = Art((0.05, 0.2, 0.9, 0.6), "", text="Click to edit Master text styles", name="Stray")
    label = Art((0.05, 0.95, 0.2, 0.03), "", text="Confidential", name="Label")
    holders = (*HEAD, Holder("body", idx=1, prompt="Click to edit Master text styles"))
    found = cleaned(Brand((Page("One", holders),), art=(prompt, label)).blob())
    master = part(found, "ppt/slideMasters/slideMaster1.xml")
    assert "Stray" not in master
    assert "Confidential" in master


def test_new_slides_get_names_that_are_free() -> None:
    presentation = Presentation(io.BytesIO(cleaned(BRAND.blob())))
    presentation.slides.add_slide(presentation.slide_layouts[0])
    out = io.BytesIO()
    presentation.save(out)
    found = names(out.getvalue())
    assert len(found) == len(set(found))
    assert [one for one in found if re.fullmatch(r"ppt/slides/slide\d+\.xml", one)] == [
        "ppt/slides/slide1.xml"
    ]


def test_the_same_template_gives_the_same_bytes() -> None:
    assert cleaned(BRAND.blob()) == cleaned(BRAND.blob())


@pytest.mark.shared
def test_every_sample_template_is_sound_without_its_slides(tmp_path: Path) -> None:
    folder = shared()
    assert folder is not None
    for path in sorted((folder / "templates").glob("*.p*")):
        target = tmp_path / f"{path.stem}.pptx"
        template = read_template(open_template(path))
        target.write_bytes(zip_bytes(clean_parts(template)))
        # What the template itself lacks (its properties, an idx used twice) is not our doing.
        own = [
            line
            for line in package_findings(target)
            if "docProps" not in line and "placeholder idx" not in line
        ]
        assert not own, path.name
        assert len(Presentation(target).slides) == 0
