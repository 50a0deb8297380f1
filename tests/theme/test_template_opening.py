"""Every kind of file that is no usable template is named in one line, and nothing is written."""

from __future__ import annotations

import io
import socket
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deckgen.errors import TemplateError
from deckgen.theme.template.opening import open_template
from tests.support.needs import shared
from tests.support.templates import (
    SLIDESHOW,
    TEMPLATE,
    Brand,
    Holder,
    Page,
    packed,
)

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAYOUT = "ppt/slideLayouts/slideLayout1.xml"


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = Brand().parts()
    parts[name] = change(parts[name])
    return packed(parts)


def without(*names: str) -> bytes:
    return packed({name: blob for name, blob in Brand().parts().items() if name not in names})


def twice(name: str) -> bytes:
    out = io.BytesIO(Brand().blob())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(name, b"<x/>")
    return out.getvalue()


def damaged() -> bytes:
    blob = Brand().blob()
    return blob[:120] + bytes(200) + blob[320:]


def backslashes() -> bytes:
    blob = Brand().blob()
    return blob.replace(b"ppt/theme/theme1.xml", b"ppt\\theme\\theme1.xml")


def strict() -> bytes:
    usual = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    new = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    return with_part("_rels/.rels", lambda blob: blob.replace(usual, new))


def of_type(kind: str) -> bytes:
    return Brand(content_type=kind).blob()


def bomb() -> bytes:
    parts = Brand().parts()
    parts["ppt/media/a.xml"] = bytes(60 * 1024 * 1024)
    return packed(parts)


def entities() -> bytes:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    return with_part(LAYOUT, lambda blob: blob.replace(b"?>", b"?>" + laughs, 1))


def only_a_theme() -> bytes:
    manager = b"application/vnd.openxmlformats-officedocument.themeManager+xml"
    main = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    return with_part("[Content_Types].xml", lambda blob: blob.replace(main, manager))


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "an empty file": (lambda: b"", "202", "empty"),
    "a file of zeros": (lambda: bytes(4096), "202", "empty"),
    "an LFS pointer": (
        lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n",
        "203",
        "git lfs pull",
    ),
    "a password": (lambda: _OLE2 + "EncryptedPackage".encode("utf-16-le"), "205", "password"),
    "a .ppt": (lambda: _OLE2 + "PowerPoint Document".encode("utf-16-le"), "205", "97-2003"),
    "another OLE file": (lambda: _OLE2 + b"?", "205", "old binary"),
    "a PDF": (lambda: b"%PDF-1.7\n...", "206", "PDF"),
    "a web page": (lambda: b"<!DOCTYPE html><html>", "206", "web page"),
    "a text": (lambda: b"hello, this is no presentation", "206", "not a PowerPoint file"),
    "a file cut off": (lambda: Brand().blob()[:2000], "207", "cut off"),
    "a damaged zip": (damaged, "207", "damaged"),
    "a zip of something else": (lambda: packed({"a.txt": b"a"}), "213", "no Office file"),
    "a bomb": (bomb, "208", "48 MB"),
    "a part twice": (lambda: twice(LAYOUT), "209", LAYOUT),
    "back slashes": (backslashes, "210", "back slashes"),
    "strict": (strict, "211", "Strict"),
    "macros by type": (
        lambda: of_type("application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"),
        "212",
        "macros",
    ),
    "macros by part": (
        lambda: packed({**Brand().parts(), "ppt/vbaProject.bin": b"x"}),
        "212",
        "never go into a deck",
    ),
    "an add-in": (
        lambda: of_type("application/vnd.ms-powerpoint.addin.macroEnabled.main+xml"),
        "213",
        "add-in",
    ),
    "a theme alone": (only_a_theme, "213", ".thmx"),
    "a Word document": (
        lambda: of_type(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        ),
        "213",
        "Word",
    ),
    "a damaged part": (lambda: with_part(LAYOUT, lambda blob: blob[:300]), "214", LAYOUT),
    "entities": (entities, "215", "entities"),
    "no theme": (lambda: without("ppt/theme/theme1.xml"), "216", "theme"),
    "no layout part": (lambda: without(LAYOUT), "216", LAYOUT),
    "no layouts": (lambda: Brand(layouts=()).blob(), "217", "no slide layouts"),
    "no placeholders": (lambda: Brand(layouts=(Page(holders=()),)).blob(), "218", "title"),
    "no title": (
        lambda: Brand(layouts=(Page(holders=(Holder("body", idx=1),)),)).blob(),
        "218",
        "none of its 1 layouts",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_template_is_named_in_one_line_with_its_place(case: str, tmp_path: Path) -> None:
    make, code, words = BAD[case]
    path = tmp_path / "brand.pptx"
    path.write_bytes(make())
    with pytest.raises(TemplateError) as caught:
        open_template(path)
    (issue,) = caught.value.issues
    assert issue.code == f"theme-{code}"
    assert words in f"{issue.message} {issue.hint}"
    assert "\n" not in issue.message
    assert issue.location is not None
    assert issue.location.file == str(path)
    assert [one.name for one in tmp_path.iterdir()] == ["brand.pptx"]


@pytest.mark.parametrize("kind", [TEMPLATE, SLIDESHOW])
@pytest.mark.parametrize("name", ["brand.potx", "brand.pptx", "brand.bin"])
def test_the_content_type_decides_and_not_the_ending(kind: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(Brand(content_type=kind).blob())
    assert "ppt/presentation.xml" in open_template(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "no.pptx", "no such file"), (tmp_path, "folder")):
        with pytest.raises(TemplateError, match=words):
            open_template(path)


def test_a_lock_file_names_the_file_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "~$brand.pptx"
    path.write_bytes(b"\x05me" + bytes(160))
    with pytest.raises(TemplateError, match=r"give the file itself: brand\.pptx"):
        open_template(path)


def test_a_zip_that_claims_little_and_holds_much_is_read_no_further(tmp_path: Path) -> None:
    # 200 MB of zeros in a picture would be allowed by its size; in XML they are not, and the
    # reader stops at the limit instead of unpacking them first.
    path = tmp_path / "brand.pptx"
    parts = Brand().parts()
    parts["ppt/slides/slide9.xml"] = bytes(200 * 1024 * 1024)
    path.write_bytes(packed(parts))
    del parts
    tracemalloc.start()
    with pytest.raises(TemplateError, match="theme-208"):
        open_template(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 120 * 1024 * 1024


def test_no_bad_template_makes_the_reader_ask_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    outside = b'<!DOCTYPE x SYSTEM "http://example.com/x.dtd">'
    path = tmp_path / "brand.pptx"
    path.write_bytes(with_part(LAYOUT, lambda blob: blob.replace(b"?>", b"?>" + outside, 1)))
    with pytest.raises(TemplateError, match="theme-215"):
        open_template(path)


@pytest.mark.shared
def test_every_damaged_sample_is_refused_or_opens_as_its_index_says() -> None:
    folder = shared()
    assert folder is not None
    opens = {
        "automizer-external-chart-data.pptx", "officer-dupe-layouts.pptx",
        "officer-no-master.pptx", "officer-ph-dupes.pptx", "oxsdk-linked-presentation.pptx",
        "poi-overlapping-relations.pptx", "poi-stress022-broken.pptx",
        "shapecrawler-104-layouts.pptx",
    }  # fmt: skip
    found, refused = set(), {}
    for path in sorted((folder / "templates-bad").glob("*.p*")):
        try:
            open_template(path)
        except TemplateError as problem:
            refused[path.name] = problem
        else:
            found.add(path.name)
    assert found == opens
    for problem in refused.values():
        assert len(problem.issues) == 1
        assert problem.issues[0].hint
