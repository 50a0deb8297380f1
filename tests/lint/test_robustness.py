"""Any file gets findings or one line of cause: never a traceback."""

from __future__ import annotations

import random
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.errors import DeckgenError
from deckgen.lint import lint_deck
from deckgen.render import deck_bytes
from tests.lint.cases_charts import c6_good
from tests.render import decks
from tests.support.needs import shared
from tests.support.sample_decks import python_pptx_deck, read_members

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def code_of(path: Path) -> str:
    with pytest.raises(DeckgenError) as caught:
        lint_deck(path)
    [issue] = caught.value.issues
    assert "\n" not in issue.message
    assert issue.location is not None
    return issue.code


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "deck-502"), (b"hello", "deck-502"), (OLE, "deck-503"),
     (b"PK\x03\x04broken", "deck-504"), (b"version https://git-lfs.github.com\n", "deck-502")],
)  # fmt: skip
def test_what_is_no_deck_is_told_in_one_line(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(content)
    assert code_of(path) == code


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nowhere.pptx") == "deck-501"
    assert code_of(tmp_path) == "deck-501"


def test_another_office_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "book.pptx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
            'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
            '.spreadsheetml.sheet.main+xml"/><Default Extension="rels" ContentType="x"/></Types>',
        )
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="x"><Relationship Id="rId1" Type="x/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
    with pytest.raises(DeckgenError, match="an Excel workbook"):
        lint_deck(path)


def test_a_part_that_unpacks_to_very_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pptx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("ppt/slides/slide1.xml", b" " * 60_000_000)
    assert code_of(path) == "deck-505"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = python_pptx_deck(tmp_path / "deck.pptx")
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    members = read_members(path)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members:
            if name == "ppt/slides/slide1.xml":
                head, body = content.split(b"?>", 1)
                entity = f'<!DOCTYPE p:sld [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
                content = head + b"?>" + entity + body.replace(b"Net revenue", b"&e;")
            archive.writestr(name, content)
    assert not any("SECRET" in one.title for one in lint_deck(path))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("samples")
    own = folder / "own.pptx"
    own.write_bytes(deck_bytes(decks.every_slide()))
    return [
        python_pptx_deck(folder / "plain.pptx").read_bytes(),
        c6_good().save(folder).read_bytes(),
        own.read_bytes(),
    ]


@given(seed=st.integers(min_value=0, max_value=2**32))
def test_damaged_parts_never_cause_a_traceback(
    seed: int, samples: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Attributes and texts of random parts are replaced by odd ones, parts are dropped, bytes
    flipped."""
    chance = random.Random(seed)
    path = tmp_path_factory.mktemp("odd") / "odd.pptx"
    path.write_bytes(_spoilt(chance.choice(samples), chance))
    with suppress(DeckgenError):  # anything else is a traceback
        lint_deck(path)


_ODD = (b"", b"-1", b"abc", b"1e400", b"99999999999999999999", b"NaN", b"0", b"rId999", b"50%")


def _spoilt(content: bytes, chance: random.Random) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as spoilt:
        names = archive.namelist()
        targets = set(chance.sample(names, min(6, len(names))))
        for name in names:
            part = archive.read(name)
            if name in targets:
                if chance.random() < 0.15:
                    continue
                part = _changed(part, chance)
            spoilt.writestr(name, part)
    return out.getvalue()


def _changed(part: bytes, chance: random.Random) -> bytes:
    pieces = part.split(b'"')
    if len(pieces) > 3 and chance.random() < 0.9:
        for _ in range(chance.randint(1, 12)):
            pieces[chance.randrange(1, len(pieces), 2)] = chance.choice(_ODD)
        return b'"'.join(pieces)
    place = chance.randrange(len(part)) if part else 0
    return part[:place] + bytes([chance.randrange(256)]) + part[place + 1 :]


@pytest.mark.shared
def test_decks_of_strangers_get_findings_or_one_line_of_cause() -> None:
    folder = shared()
    assert folder is not None
    files = sorted((folder / "templates").glob("*.p*")) + sorted(
        (folder / "templates-bad").glob("*.p*")
    )
    assert len(files) > 30
    refused = []
    for path in files:
        try:
            found = lint_deck(path)
        except DeckgenError:
            refused.append(path)
        else:
            assert all(one.message and one.hint for one in found)
    assert {path.parent.name for path in refused} <= {"templates-bad"}
