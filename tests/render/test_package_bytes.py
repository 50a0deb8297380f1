"""A written deck: sound, valid, and the same bytes for the same deck."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from deckgen.render import deck_bytes, write_deck
from tests.render import decks
from tests.support.package import assert_package_is_sound
from tests.support.schema import assert_schema_valid

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_deck(decks.every_slide(), tmp_path_factory.mktemp("deck") / "every.pptx")


def test_a_deck_with_every_kind_of_slide_keeps_the_package_invariants(written: Path) -> None:
    assert_package_is_sound(written)


def test_a_deck_with_every_kind_of_slide_is_schema_valid(written: Path) -> None:
    assert_schema_valid(written)


def test_an_empty_deck_is_a_valid_presentation(tmp_path: Path) -> None:
    path = write_deck(decks.deck(), tmp_path / "empty.pptx")
    assert_package_is_sound(path)
    assert_schema_valid(path)


def test_the_same_deck_gives_the_same_bytes() -> None:
    assert deck_bytes(decks.every_slide()) == deck_bytes(decks.every_slide())


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_the_bytes_do_not_depend_on_the_order_of_sets(seed: str) -> None:
    program = (
        "import hashlib; from tests.render.decks import every_slide; "
        "from deckgen.render import deck_bytes; "
        "print(hashlib.sha256(deck_bytes(every_slide())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": value},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for value in ("0", seed)
    }
    assert len(digests) == 1


def test_the_zip_starts_with_the_content_types_and_bears_no_clock(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        members = archive.infolist()
    assert members[0].filename == "[Content_Types].xml"
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}


def test_workbooks_bear_no_clock_either(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        books = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
    assert books
    for book in books:
        with zipfile.ZipFile(io.BytesIO(book)) as inner:
            assert {member.date_time for member in inner.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_properties_say_the_decks_name_and_the_datas_date(written: Path) -> None:
    properties = Presentation(str(written)).core_properties
    assert properties.title == "Customer success executive review"
    assert properties.author == "deckgen"
    assert properties.created == properties.modified
    assert properties.created.isoformat() == "2026-07-03T00:00:00"
    with zipfile.ZipFile(written) as archive:
        assert b"<Company>Lumina Cloud</Company>" in archive.read("docProps/app.xml")


def test_a_deck_has_its_own_slides_and_no_others(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        names = archive.namelist()
    assert not [name for name in names if "printerSettings" in name or "thumbnail" in name]
    slides = [name for name in names if name.startswith("ppt/slides/slide")]
    assert len(slides) == len(decks.every_slide().slides)


def test_two_slides_with_one_key_are_refused() -> None:
    slide = decks.metric_slide(decks.number())
    with pytest.raises(ValueError, match="two slides have the key 'metric/net_revenue_retention'"):
        deck_bytes(decks.deck(slide, slide))


def test_two_blocks_with_one_key_are_refused() -> None:
    chart = decks.nrr_trend()
    with pytest.raises(ValueError, match=r"two shapes of slide .* have the key"):
        deck_bytes(decks.deck(decks.metric_slide(chart, chart)))
