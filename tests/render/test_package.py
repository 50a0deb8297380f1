"""The package that is written: a zip that any program reads, parts that are named once."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation as pptx_presentation

from deckgen.model.deck import Notes
from deckgen.render import deck_bytes, write_deck
from deckgen.render.archive import archive, packed
from deckgen.render.base import Presentation
from deckgen.render.notes import NotesPages
from deckgen.render.package import OFFICE, Package, Part, opened
from deckgen.theme.folder import bundled_theme
from deckgen.theme.zipping import zip_bytes
from tests.render import decks
from tests.support.package import assert_package_is_sound

NAMES = st.text("abcé/0", min_size=1, max_size=12).map(lambda name: f"p/{name}x")


@given(parts=st.dictionaries(NAMES, st.binary(max_size=300), max_size=6))
def test_an_archive_holds_its_parts_as_zipfile_reads_them(parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(archive(parts))) as read:
        assert read.testzip() is None
        assert {one.filename: read.read(one) for one in read.infolist()} == parts
        assert [one.filename for one in read.infolist()] == sorted(parts)


def test_it_is_the_archive_that_zipfile_writes() -> None:
    parts = {"[Content_Types].xml": b"<a/>" * 99, "ppt/a.xml": b"<b/>" * 99, "b.png": b"\x89PNG"}
    assert archive(parts) == zip_bytes(parts.items())


def test_a_part_that_was_compressed_before_is_the_same_part() -> None:
    assert archive({"a.xml": packed("a.xml", b"x" * 99)}) == archive({"a.xml": b"x" * 99})


def test_a_deck_leaves_nothing_in_the_template_for_the_next_one() -> None:
    template = bundled_theme().template
    before = opened(template).to_bytes()
    first = deck_bytes(decks.every_slide())
    assert opened(template).to_bytes() == before
    other = deck_bytes(decks.deck(decks.metric_slide(decks.number())))
    assert deck_bytes(decks.every_slide()) == first != other


def test_relationships_are_made_once_and_keep_the_ids_that_others_have() -> None:
    part = Part("ppt/slides/slide1.xml", "t", b"")
    assert part.relate("type/chart", "ppt/charts/chart1.xml") == "rId1"
    assert part.relate("type/chart", "ppt/charts/chart2.xml") == "rId2"
    assert part.relate("type/chart", "ppt/charts/chart1.xml") == "rId1"
    part.relationships = part.relationships[1:]
    assert part.relate("type/chart", "ppt/charts/chart1.xml") == "rId1"
    assert part.related("chart") == "ppt/charts/chart2.xml"
    assert part.related("image") is None


@pytest.mark.parametrize(
    ("owner", "target", "written"),
    [
        ("ppt/slides/slide1.xml", "ppt/charts/chart1.xml", "../charts/chart1.xml"),
        ("ppt/slides/slide1.xml", "ppt/slides/slide2.xml", "slide2.xml"),
        ("ppt/presentation.xml", "customXml/item1.xml", "../customXml/item1.xml"),
        ("ppt/presentation.xml", "ppt/slides/slide1.xml", "slides/slide1.xml"),
        ("", "ppt/presentation.xml", "ppt/presentation.xml"),
    ],
)
def test_targets_are_told_from_where_a_part_stands(owner: str, target: str, written: str) -> None:
    package = Package({"": Part("", "", b""), owner: Part(owner, "t", b"<a/>")})
    package.parts[owner].relate("type/x", target)
    with zipfile.ZipFile(io.BytesIO(package.to_bytes())) as read:
        listed = next(read.read(name) for name in read.namelist() if name.endswith(".rels"))
    assert etree.fromstring(listed)[0].get("Target") == written


def test_names_with_a_number_take_the_first_that_is_free() -> None:
    package = Package({"": Part("", "", b""), "a2.xml": Part("a2.xml", "t", b"")})
    assert [package.add("a{}.xml", "t").name for _ in range(3)] == ["a1.xml", "a3.xml", "a4.xml"]


def test_equal_pictures_are_one_part() -> None:
    package = Package({"": Part("", "", b"")})
    assert package.image(b"one") is package.image(b"one") is not package.image(b"two")


def test_a_template_without_a_notes_master_gets_one_that_is_listed() -> None:
    package = opened(bundled_theme().template)
    master = package.main.related("notesMaster")
    main = package.main
    main.relationships = tuple(one for one in main.relationships if one.target != master)
    tree = etree.fromstring(main.content)
    for listed in tree.findall("{*}notesMasterIdLst"):
        tree.remove(listed)
    main.content = etree.tostring(tree)
    presentation = Presentation(package)
    slide = package.add("ppt/slides/slide{}.xml", "t")
    NotesPages(presentation, "en-US").write(slide, Notes(say=("Read the trend.",)))
    presentation.close()
    root = etree.fromstring(package.main.content)
    names = [etree.QName(child).localname for child in root]
    assert names.index("notesMasterIdLst") == names.index("sldMasterIdLst") + 1
    relation = root.find("{*}notesMasterIdLst")[0].get(f"{{{OFFICE}}}id")
    made = next(one.target for one in package.main.relationships if one.id == relation)
    page = package.parts[slide.related("notesSlide") or ""]
    assert page.related("notesMaster") == made
    assert b"Read the trend." in page.content
    assert package.parts[made].related("theme") in package.parts


def test_sample_slides_of_a_template_stay_out_of_the_deck(tmp_path: Path) -> None:
    theme = bundled_theme()
    sample = pptx_presentation(io.BytesIO(theme.template))
    slide = sample.slides.add_slide(sample.slide_layouts[1])
    slide.notes_slide.notes_text_frame.text = "Only a sample."
    changed = io.BytesIO()
    sample.save(changed)
    path = write_deck(
        decks.every_slide(), tmp_path / "deck.pptx", replace(theme, template=changed.getvalue())
    )
    assert_package_is_sound(path)
    written = pptx_presentation(str(path))
    assert len(written.slides) == len(decks.every_slide().slides)
    assert b"Only a sample" not in b"".join(
        part.content for part in opened(changed.getvalue()).parts.values()
    )


def test_a_deck_is_a_presentation_though_its_template_is_not() -> None:
    members = []
    with zipfile.ZipFile(io.BytesIO(bundled_theme().template)) as template:
        for name in template.namelist():
            content = template.read(name)
            members.append((name, content.replace(b".presentation.main+", b".template.main+")))
    assert opened(zip_bytes(members)).main.type.endswith(".presentation.main+xml")


def test_names_in_a_template_may_be_spelt_in_two_ways() -> None:
    members = {}
    with zipfile.ZipFile(io.BytesIO(bundled_theme().template)) as template:
        for name in template.namelist():
            members[name] = template.read(name)
    members["ppt/My Theme.xml"] = members.pop("ppt/theme/theme1.xml")
    types = "[Content_Types].xml"
    members[types] = members[types].replace(b"/ppt/theme/theme1.xml", b"/ppt/My%20Theme.xml")
    for name in [name for name in members if name.endswith(".rels")]:
        for old in (b"../theme/theme1.xml", b"theme/theme1.xml"):
            new = b"../MY%20theme.xml" if old.startswith(b"..") else b"MY%20theme.xml"
            members[name] = members[name].replace(old, new)
    package = opened(zip_bytes(members.items()))
    assert package.main.related("theme") == "ppt/My%20Theme.xml"
    theme = package.parts["ppt/My%20Theme.xml"]
    assert theme.content == members["ppt/My Theme.xml"]
    assert theme.type.endswith("theme+xml")
