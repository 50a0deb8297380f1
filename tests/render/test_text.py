"""Text: whatever a name holds, it ends as plain, safe text."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation

from deckgen.model.deck import Notes, Run, SlideKind, Table, TableColumn, Tone, text
from deckgen.render import deck_bytes
from deckgen.render.notes import KEPT, notes_lines
from deckgen.render.text import Font, Writer, clean, one_line
from tests.render import decks
from tests.render.looks import PAGE
from tests.support.package import assert_package_is_sound
from tests.support.schema import audit_findings

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WRITER = Writer("en-US")
FONT = Font(12, PAGE.ink)
anything = st.text(alphabet=st.characters(), max_size=80)


def parsed(runs: str) -> etree._Element:
    return etree.fromstring(
        '<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'xmlns:r="r">{runs}</a:p>'
    )


@given(anything)
def test_any_text_is_well_formed_and_reads_back_as_it_was_cleaned(words: str) -> None:
    paragraph = parsed(WRITER.run(words, FONT))
    read = "".join(
        "\n" if element.tag == f"{A}br" else element.text or ""
        for element in paragraph.iter(f"{A}br", f"{A}t")
    )
    assert read == clean(words)


@given(anything)
def test_cleaning_leaves_no_control_character_and_does_nothing_twice(words: str) -> None:
    once = clean(words)
    assert clean(once) == once
    assert {c for c in once if unicodedata.category(c) == "Cc"} <= {"\n"}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", once)


@given(anything)
def test_one_line_is_one_line(words: str) -> None:
    assert not re.search(r"[\n\r\v\f\x85\u2028\u2029\t]", one_line(words))


@pytest.mark.parametrize(
    ("dirty", "safe"),
    [
        ("a\tb", "a b"),
        ("a\r\nb\rc\vd\u2028e", "a\nb\nc\nd\ne"),
        ("a\x00\x07\x1b\ufffeb", "ab"),
        ("\u202egpj.exe", "gpj.exe"),
        ("\u2067\u05e9\u05dc\u2069", "\u05e9\u05dc"),
        ("\u05e9\u200f!", "\u05e9\u200f!"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("half \ud83d emoji", "half  emoji"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
    ],
)
def test_what_is_dangerous_goes_and_what_a_name_needs_stays(dirty: str, safe: str) -> None:
    assert clean(dirty) == safe


def test_a_font_of_its_own_is_named_for_every_script() -> None:
    run = parsed(WRITER.run("▲", Font(11, PAGE.good, face="Arial")))
    faces = {etree.QName(e).localname for e in run.iter() if e.get("typeface") == "Arial"}
    assert faces == {"latin", "ea", "cs", "sym"}


def hostile_deck() -> bytes:
    columns = (TableColumn("Customer"), TableColumn("ARR", numeric=True))
    slides = []
    for index, name in enumerate(decks.HOSTILE):
        table = Table(
            "accounts", name, name, columns, ((text(name), text("1")),), name, links=(name,)
        )
        chart = decks.chart(
            decks.ChartKind.BAR, decks.Series(name, decks.fractions(1)), categories=(name,),
            title=name, subtitle=name,
        )  # fmt: skip
        slide = decks.metric_slide(
            decks.number(name, name, name), chart, table, key=f"k{index}", section=name
        )
        slides.append(slide)
        slides.append(decks.Slide(f"title{index}", SlideKind.TITLE, text(name)))
    notes = Notes(say=decks.HOSTILE, data=decks.HOSTILE)
    slides.append(decks.Slide("last", SlideKind.TABLE, text("Last"), notes=notes))
    return deck_bytes(decks.deck(*slides, company=decks.HOSTILE[4], group=decks.HOSTILE[-2]))


def test_hostile_names_end_as_plain_text_in_every_part(tmp_path: Path) -> None:
    path = tmp_path / "hostile.pptx"
    path.write_bytes(hostile_deck())
    assert_package_is_sound(path)
    assert audit_findings(path) == []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith((".xml", ".rels")):
                words = "".join(etree.fromstring(content).itertext())
                assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069\ufffe]", words), name
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(content)) as book:
                    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
            assert ".." not in name


def test_notes_have_fixed_headings_and_end_with_the_line_that_is_kept() -> None:
    presentation = Presentation(
        io.BytesIO(deck_bytes(decks.deck(decks.metric_slide(decks.number()))))
    )
    read = presentation.slides[0].notes_slide.notes_text_frame.text.split("\n")
    headings = [line for line in read if line.isalpha() and line.isupper()]
    assert headings == ["SAY", "DEFINITION", "DATA", "HISTORY", "ASK"]
    assert read[read.index("HISTORY") + 1] == "Q1 26: 106.6%; Q2 26: 108.4%"
    assert read[-1] == "--- notes below this line are yours and are kept ---" == KEPT


def test_a_slide_without_notes_has_no_notes_page() -> None:
    slide = decks.Slide("plain", SlideKind.TABLE, text("Plain"))
    presentation = Presentation(io.BytesIO(deck_bytes(decks.deck(slide))))
    assert not presentation.slides[0].has_notes_slide
    assert notes_lines(Notes()) == []


def test_a_headline_breaks_before_the_clause_that_judges_it() -> None:
    slide = decks.metric_slide(decks.number())
    presentation = Presentation(io.BytesIO(deck_bytes(decks.deck(slide))))
    title = presentation.slides[0].shapes.title
    assert title is not None
    assert title.text_frame.text == (
        "Net revenue retention rose 1.8 pp to 108.4% in Q2 2026,"
        "\vstill 1.6 pp below the 110% target"
    )
    bold = [run.font.bold for run in title.text_frame.paragraphs[0].runs]
    assert bold == [True, False]


def test_a_muted_prompt_is_italic_only_while_it_is_unanswered() -> None:
    prompt = (Run("Which accounts?", Tone.MUTED),)
    assert 'i="1"' in WRITER.tones(prompt, PAGE, 14, italic_muted=True)
    assert 'i="1"' not in WRITER.tones(prompt, PAGE, 14)
