"""Charts as pictures: in the deck, beside everything that stays native."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from deckgen.render import deck_bytes, write_deck
from tests.render import decks
from tests.support.package import assert_package_is_sound
from tests.support.schema import audit_findings

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@pytest.fixture(scope="module")
def pictured() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(deck_bytes(decks.every_slide(), pictures=True)))


def shapes(archive: zipfile.ZipFile, tag: str) -> list[etree._Element]:
    """The shapes of all slides with a tag."""
    slides = sorted(name for name in archive.namelist() if name.startswith("ppt/slides/slide"))
    return [one for name in slides for one in etree.fromstring(archive.read(name)).iter(P + tag)]


def properties(shape: etree._Element) -> etree._Element:
    """A shape's ``p:cNvPr``."""
    found = shape.find(f".//{P}cNvPr")
    assert found is not None
    return found


def test_a_deck_with_pictures_is_sound_and_valid(tmp_path: Path) -> None:
    path = write_deck(decks.every_slide(), tmp_path / "pictures.pptx", pictures=True)
    assert_package_is_sound(path)
    assert audit_findings(path) == []


def test_each_chart_is_a_picture_with_its_mark_and_alternative(pictured: zipfile.ZipFile) -> None:
    with zipfile.ZipFile(io.BytesIO(deck_bytes(decks.every_slide()))) as native:
        charts = [one for one in shapes(native, "graphicFrame")
                  if b"drawingml/2006/chart" in etree.tostring(one)]  # fmt: skip
        wanted = [dict(properties(one).attrib) for one in charts]
        tables = len(shapes(native, "graphicFrame")) - len(charts)
    assert not [name for name in pictured.namelist() if "charts" in name or "embeddings" in name]
    pictures = shapes(pictured, "pic")
    assert [dict(properties(one).attrib) for one in pictures] == wanted
    assert all(properties(one).get("descr") for one in pictures)
    assert len(shapes(pictured, "graphicFrame")) == tables


def test_a_picture_is_as_large_as_its_frame_and_carries_no_trace_of_its_maker(
    pictured: zipfile.ZipFile,
) -> None:
    names = [name for name in pictured.namelist() if name.endswith(".png")]
    assert names
    sizes = set()
    for name in names:
        content = pictured.read(name)
        with Image.open(io.BytesIO(content)) as image:
            sizes.add(image.size)
            assert image.info["dpi"] == pytest.approx((200, 200), abs=0.1)
            assert {key.lower() for key in image.info} <= {"dpi"}
        assert b"atplotlib" not in content
    inches = {
        tuple(int(extent.get(side, "0")) / 914400 for side in ("cx", "cy"))
        for shape in shapes(pictured, "pic")
        for extent in shape.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}ext")
        if extent.get("cx")
    }
    for width, height in inches:
        assert any(
            abs(across - width * 200) <= 1 and abs(down - height * 200) <= 1
            for across, down in sizes
        )


def test_the_same_deck_gives_the_same_bytes() -> None:
    first = deck_bytes(decks.every_slide(), pictures=True)
    assert deck_bytes(decks.every_slide(), pictures=True) == first


def python(program: str, **environment: str) -> str:
    """What a program prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120,
        env={**os.environ, **environment},
    )  # fmt: skip
    return done.stdout.strip()


def test_native_charts_do_not_import_matplotlib_and_pictures_no_pyplot() -> None:
    program = """
import sys
from deckgen.render import deck_bytes
from tests.render import decks
deck_bytes(decks.every_slide())
print("matplotlib" in sys.modules)
deck_bytes(decks.every_slide(), pictures=True)
print("matplotlib" in sys.modules, "matplotlib.pyplot" in sys.modules)
"""
    assert python(program).split() == ["False", "True", "False"]


def test_settings_of_the_users_matplotlib_neither_act_nor_change(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text(
        "savefig.bbox: tight\nfont.size: 30\nlines.linewidth: 9\nsavefig.facecolor: red\n"
        "text.hinting: force_autohint\npath.simplify: False\nlines.antialiased: False\n"
    )
    program = """
import hashlib
import matplotlib
from deckgen.render import deck_bytes
from tests.render import decks
before = dict(matplotlib.rcParams)
content = deck_bytes(decks.every_slide(), pictures=True)
assert dict(matplotlib.rcParams) == before
print(matplotlib.rcParams["font.size"], hashlib.sha256(content).hexdigest())
"""
    size, content = python(program, MPLBACKEND="Agg", MATPLOTLIBRC=str(tmp_path)).split()
    assert size == "30.0"
    assert content == python(program, MPLBACKEND="Agg", MATPLOTLIBRC="").split()[1]
