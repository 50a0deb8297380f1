"""The manifest says what was drawn, and stays with the deck."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation

from deckgen.metrics.catalogue import catalogue
from deckgen.model.deck import Deck
from deckgen.render import deck_bytes, write_deck
from deckgen.render.manifest import Record
from deckgen.render.manifest_part import NAMESPACE, item_xml, read_manifest
from deckgen.render.marks import element_key, uid
from tests.render import decks
from tests.support.manifests import manifest_findings, manifest_of, marked_shapes


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_deck(decks.every_slide(), tmp_path_factory.mktemp("deck") / "every.pptx")


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_mark_is_in_the_manifest_with_what_is_drawn(written: Path) -> None:
    assert list(manifest_findings(written)) == []
    kinds = {element["kind"] for element in manifest_of(written)["elements"].values()}
    assert kinds == {"text", "table", "chart", "shape"}


def test_a_chart_that_is_a_picture_is_told_by_its_digest_and_its_text(tmp_path: Path) -> None:
    slide = decks.metric_slide(decks.nrr_trend())
    path = write_deck(decks.deck(slide), tmp_path / "pictures.pptx", pictures=True)
    pictures = [(mark, shape) for _, mark, shape in marked_shapes(path) if hasattr(shape, "image")]
    assert pictures
    for mark, shape in pictures:
        element = manifest_of(path)["elements"][mark]
        assert element["kind"] == "picture"
        assert element["base"]["sha256"] == sha256(shape.image.blob).hexdigest()
        assert element["base"]["alt"] == decks.nrr_trend().alt


def test_the_notes_of_a_slide_are_told_as_they_stand(written: Path) -> None:
    slides = {slide["order"]: slide for slide in manifest_of(written)["slides"].values()}
    for order, slide in enumerate(Presentation(str(written)).slides):
        lines = slides[order]["notes"]
        if slide.has_notes_slide:
            assert slide.notes_slide.notes_text_frame.text == "\n".join(lines)
        else:
            assert lines == []


def test_it_is_a_custom_xml_part_with_properties_of_its_own(written: Path) -> None:
    parts = parts_of(written)
    item = etree.fromstring(parts["customXml/item1.xml"])
    assert item.tag == f"{{{NAMESPACE}}}manifest"
    properties = etree.fromstring(parts["customXml/itemProps1.xml"])
    store = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    identifier = properties.get(f"{{{store}}}itemID")
    assert identifier is not None
    assert identifier.startswith("{")
    assert properties.xpath("string(//@*[local-name()='uri'])") == NAMESPACE
    assert b"../customXml/item1.xml" in parts["ppt/_rels/presentation.xml.rels"]
    assert b"itemProps1.xml" in parts["customXml/_rels/item1.xml.rels"]
    assert all(content for name, content in parts.items() if name.startswith("customXml/"))


def deck_id(deck: Deck) -> str:
    with zipfile.ZipFile(io.BytesIO(deck_bytes(deck))) as archive:
        found = read_manifest({name: archive.read(name) for name in archive.namelist()})
    assert found is not None
    return str(found["deck_id"])


def test_a_deck_is_recognised_in_the_next_period_and_differs_from_every_other() -> None:
    deck = decks.deck(decks.metric_slide(decks.number()))
    assert deck_id(replace(deck, period_label="Q3 2026")) == deck_id(deck)
    others = [
        replace(deck, company="Another"), replace(deck, title="Another"),
        replace(deck, group_label="SMB"),
    ]  # fmt: skip
    assert len({deck_id(one) for one in [deck, *others]}) == 4


def test_the_marks_of_the_catalogue_do_not_collide(written: Path) -> None:
    """Every block that any slide has, on the slide of every metric there is."""
    keys = {element["key"] for element in manifest_of(written)["elements"].values()}
    slides = {slide["key"] for slide in manifest_of(written)["slides"].values()}
    blocks = {key.removeprefix(f"{slide}/") for key in keys for slide in slides
              if key.startswith(f"{slide}/")}  # fmt: skip
    metrics = {f"metric/{id}" for id in catalogue()}
    every = {element_key(*pair) for pair in product(metrics | slides, blocks)} | slides | metrics
    assert len(every) > 5_000
    assert len({uid(key) for key in every}) == len(every)


def test_a_key_that_a_slide_has_already_is_refused() -> None:
    record = Record("metric/nps")
    assert record.mark("trend") == "metric/nps/trend"
    with pytest.raises(ValueError, match="two shapes of slide 'metric/nps' have the key 'trend'"):
        record.mark("trend")


def test_the_same_content_gives_the_same_part_whatever_the_order_of_its_keys() -> None:
    assert item_xml({"a": 1, "b": [{"d": 2, "c": "<&\u00e9\n"}]}) == item_xml(
        {"b": [{"c": "<&\u00e9\n", "d": 2}], "a": 1}
    )


def test_it_is_found_by_its_namespace_wherever_it_stands() -> None:
    content = {"deck_id": "X", "text": "a < b & c \u2014 \U0001f600"}
    parts = {
        "customXml/item7.xml": item_xml(content),
        "customXml/item1.xml": b"<other/>",
        "docProps/app.xml": f"<p>{NAMESPACE}</p>".encode(),  # mentions it, is none
        "broken.xml": f"<p>{NAMESPACE}".encode(),
    }
    assert read_manifest(parts) == content
    assert read_manifest({"a.xml": b"<other/>"}) is None


def test_a_manifest_that_was_changed_or_is_there_twice_is_refused() -> None:
    item = item_xml({"deck_id": "X", "generation": 1})
    with pytest.raises(ValueError, match="changed since it was written"):
        read_manifest({"a.xml": item.replace(b'generation":1', b'generation":2')})
    with pytest.raises(ValueError, match="holds 2 manifests"):
        read_manifest({"a.xml": item, "b.xml": item})


def test_python_pptx_keeps_it(written: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.pptx"
    Presentation(str(written)).save(str(saved))
    assert manifest_of(saved) == manifest_of(written)


@pytest.mark.render
def test_libreoffice_keeps_it(written: Path, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice is not None
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pptx",
         "--outdir", str(tmp_path), str(written)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    saved = tmp_path / written.name
    assert saved.exists()
    assert manifest_of(saved) == manifest_of(written)


def test_the_manifest_holds_nothing_but_json_of_what_a_reader_sees(written: Path) -> None:
    """A segment's deck must not tell more than its slides: no paths, no clock, no machine."""
    content = manifest_of(written)
    assert content.keys() == {
        "schema", "deck_id", "generation", "source", "slides", "elements", "history",
    }  # fmt: skip
    assert content["source"] == {"as_of": "2026-07-03", "period": "Q2 2026"}
    assert content["history"] == []
    assert json.loads(json.dumps(content)) == content
