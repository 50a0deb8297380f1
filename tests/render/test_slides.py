"""Slides: every kind and block, on the page, named, and reachable for a screen reader."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from deckgen.model.deck import (
    BigNumber,
    Block,
    Paragraph,
    Run,
    Slide,
    SlideKind,
    Tone,
    plain,
    text,
)
from deckgen.render import deck_bytes, write_deck
from tests.render import decks

A_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


@pytest.fixture(scope="module")
def presentation() -> Any:
    return Presentation(io.BytesIO(deck_bytes(decks.every_slide())))


def slide_of(slide: Slide) -> Any:
    return Presentation(io.BytesIO(deck_bytes(decks.deck(slide)))).slides[0]


def words(slide: Any) -> str:
    """All text of a slide's shapes and tables."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def test_the_example_deck_holds_every_kind_of_slide_and_block() -> None:
    deck = decks.every_slide()
    assert {slide.kind for slide in deck.slides} == set(SlideKind)
    kinds = {type(block) for slide in deck.slides for block in slide.blocks}
    assert kinds == set(get_args(Block))


def test_the_page_is_wide(presentation: Any) -> None:
    assert (presentation.slide_width, presentation.slide_height) == (12192000, 6858000)


def test_every_headline_is_in_a_title_placeholder(presentation: Any) -> None:
    for slide, written in zip(decks.every_slide().slides, presentation.slides, strict=True):
        title = written.shapes.title
        assert title is not None
        said = " ".join(title.text_frame.text.replace("\v", " ").split())
        assert said == " ".join("".join(f"{run.text} " for run in slide.title).split())


def test_no_placeholder_is_left_empty(presentation: Any) -> None:
    for slide in presentation.slides:
        for placeholder in slide.placeholders:
            drawn = placeholder.has_chart or placeholder.has_table
            assert drawn or placeholder.text_frame.text.strip(), placeholder.name


def test_the_footer_and_the_slide_number_are_the_layouts(presentation: Any) -> None:
    kinds = {p.placeholder_format.type for p in presentation.slides[4].placeholders}
    assert kinds >= {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
    field = presentation.slides[4]._element.xpath(".//a:fld")[0]
    assert field.get("type") == "slidenum"
    assert field.findtext(A_TEXT) == "5"


def test_nothing_lies_outside_the_page(presentation: Any) -> None:
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0, shape.name
            assert shape.top >= 0, shape.name
            assert shape.left + shape.width <= presentation.slide_width, shape.name
            assert shape.top + shape.height <= presentation.slide_height, shape.name


def test_charts_and_tables_have_a_text_alternative(presentation: Any) -> None:
    found = 0
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                found += 1
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
    assert found > 10


def test_what_has_no_text_is_marked_as_decoration(presentation: Any) -> None:
    for slide in presentation.slides:
        for shape in slide.shapes:
            flagged = f"{{{DECORATIVE}}}decorative" in {e.tag for e in shape._element.iter()}
            says_something = (
                shape.has_chart or shape.has_table or (shape.has_text_frame
                                                       and shape.text_frame.text.strip())
            )  # fmt: skip
            field = shape._element.xpath(".//a:fld")
            assert flagged != bool(says_something or field), shape.name


def test_no_shape_has_an_effect_or_shrinks_its_text(presentation: Any) -> None:
    for slide in presentation.slides:
        tags = {str(element.tag).rpartition("}")[2] for element in slide._element.iter()}
        assert not tags & {"style", "effectLst", "effectRef", "normAutofit", "spAutoFit"}


def test_everything_a_metric_slide_says_is_written() -> None:
    narrative = decks.narrative()
    written = slide_of(
        decks.metric_slide(decks.number(), decks.second_number(), decks.nrr_trend(), narrative)
    )
    said = words(written)
    for part in (
        "Net revenue retention", "trailing 12 months", "108.4%", "Watch", "1.6 pp below 110%",
        "vs Q1 2026", "+1.8 pp", "better", "91.2%", "−0.3 pp", "n = 398 customers", "Trend",
        "% of opening ARR, by quarter", "All customers · Q2 2026", "Lumina Cloud",
        plain(decks.FOOTER), *(plain(line) for cell in narrative.cells for line in cell.body),
        *(cell.heading for cell in narrative.cells), *(cell.who for cell in narrative.cells),
    ):  # fmt: skip
        assert part in said


def test_the_title_slide_says_period_group_and_facts() -> None:
    said = words(slide_of(decks.every_slide().slides[0]))
    for part in ("Q2 2026", "All 398 customers", "Prepared for", "Executive leadership team"):
        assert part in said


def test_the_title_slide_names_the_group_in_full_rather_than_half_of_its_number() -> None:
    (cover, *_) = decks.every_slide().slides
    scope = Paragraph("scope", (text("Enterprise, Latin America, 6 customers"),))
    blocks = (scope, *(block for block in cover.blocks if block.key != "scope"))
    deck = decks.deck(replace(cover, blocks=blocks), group="Enterprise, Latin America")
    slide = Presentation(io.BytesIO(deck_bytes(deck))).slides[0]
    said = {s.name.split(" [")[0]: s.text_frame.text for s in slide.shapes if s.has_text_frame}
    assert said["Period and group"] == "Q2 2026   Enterprise, Latin America"


def test_the_title_slide_names_company_and_readers_whole_where_its_page_has_room() -> None:
    """The company's name once ended where the title did, beside half an empty page."""
    company = (
        "Internationale Gesellschaft für Unternehmenssoftware und Dienstleistungen mbH & Co. KG"
    )
    readers = "Supervisory board, executive committee and the heads of all regional companies"
    (cover, *_) = decks.every_slide().slides
    lines = (
        (Run("Prepared for "), Run(readers)), (Run("Period "), Run("1 Apr to 30 Jun 2026")),
        (Run("Data as of "), Run("2 Jul 2026")), (Run("Made with "), Run("deckgen 0.1.0")),
    )  # fmt: skip
    others = (block for block in cover.blocks if not isinstance(block, Paragraph))
    page = replace(cover, blocks=(*others, Paragraph("facts", lines)))
    deck = decks.deck(page, company=company)
    slide = Presentation(io.BytesIO(deck_bytes(deck))).slides[0]
    said = {s.name.split(" [")[0]: s.text_frame.text for s in slide.shapes if s.has_text_frame}
    assert said["Company"] == company
    facts = [s for s in slide.shapes if s.name.startswith("Fact")]
    assert any(readers in fact.text_frame.text for fact in facts)
    for one, other in combinations(facts, 2):
        apart = one.left + one.width <= other.left or one.top + one.height <= other.top
        assert apart or other.left + other.width <= one.left or other.top + other.height <= one.top


def test_a_long_group_stands_smaller_on_the_title_slide_before_it_is_cut() -> None:
    group = "Mid-market companies on annual plans"  # has no room at 28 pt
    (cover, *_) = decks.every_slide().slides
    blocks = tuple(block for block in cover.blocks if block.key != "scope")
    slide = Presentation(
        io.BytesIO(deck_bytes(decks.deck(replace(cover, blocks=blocks), group=group)))
    ).slides[0]
    (frame,) = (s for s in slide.shapes if s.name.startswith("Period and group"))
    assert frame.text_frame.text == f"Q2 2026   {group}"
    (points,) = {run.font.size.pt for run in frame.text_frame.paragraphs[0].runs}
    assert points == 20


def test_a_metric_without_a_value_has_a_dashed_panel() -> None:
    number = BigNumber("CSAT", "n/a", "", base="no responses", defined=False)
    slide = slide_of(Slide("m", SlideKind.UNAVAILABLE, text("No CSAT"), blocks=(number,)))
    (panel,) = [shape for shape in slide.shapes if shape.name.startswith("Panel [")]
    assert panel._element.xpath(".//a:prstDash/@val") == ["dash"]
    assert "no responses" in words(slide)


@pytest.mark.parametrize(
    ("word", "shape"),
    [("On target", "Ring"), ("Watch", "Diamond"), ("Off target", "Square"),
     ("Small base", "Dash"), ("Inputs missing", "Dash")],
)  # fmt: skip
def test_each_status_has_its_mark_beside_the_word(word: str, shape: str) -> None:
    slide = slide_of(decks.metric_slide(decks.number(status=word)))
    names = [one.name.split(" [")[0] for one in slide.shapes]
    assert shape in names
    assert word in words(slide)


@pytest.mark.parametrize(("arrow", "glyph"), [("up", "▲"), ("down", "▼"), ("", "")])
def test_an_arrow_says_the_direction_and_held_has_none(arrow: str, glyph: str) -> None:
    change = decks.ChangeLine(arrow, (Run("vs Q1 2026", Tone.MUTED), Run("0.0 pp", Tone.PLAIN),
                                      Run("held", Tone.MUTED)))  # fmt: skip
    number = BigNumber("NRR", "100%", "", (change,))
    said = words(slide_of(decks.metric_slide(number)))
    assert {mark for mark in "▲▼" if mark in said} == set(glyph)


@pytest.mark.parametrize("count", range(7))
def test_any_number_of_numbers_finds_its_place(count: int) -> None:
    numbers = [decks.number(f"{index}.5%") for index in range(count)]
    said = words(slide_of(Slide("m", SlideKind.METRIC, text("Title"), blocks=tuple(numbers))))
    assert all(f"{index}.5%" in said for index in range(count))


@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize("with_number", [True, False])
def test_any_number_of_exhibits_is_drawn_without_overlap(count: int, with_number: bool) -> None:
    blocks: list[Block] = [decks.number()] if with_number else []
    for index in range(count):
        if index % 3 == 1:
            blocks.append(decks.accounts_table(4, key=f"t{index}"))
        else:
            series = decks.Series("ARR", decks.fractions(*range(1, 9)))
            blocks.append(decks.chart(decks.ChartKind.COLUMN, series, key=f"c{index}"))
    slide = slide_of(decks.metric_slide(*blocks, decks.narrative()))
    frames = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert len(frames) == count
    for index, one in enumerate(frames):
        for other in frames[index + 1 :]:
            apart = (
                one.left + one.width <= other.left
                or other.left + other.width <= one.left
                or one.top + one.height <= other.top
                or other.top + other.height <= one.top
            )
            assert apart, (one.name, other.name)


@pytest.mark.parametrize(
    ("kind", "block"),
    [
        (SlideKind.TITLE, decks.number()),
        (SlideKind.TITLE, decks.nrr_trend()),
        (SlideKind.SECTION, decks.narrative()),
        (SlideKind.SECTION, decks.accounts_table()),
        (SlideKind.SCORECARD, decks.nrr_trend()),
        (SlideKind.SUMMARY, decks.number()),
        (SlideKind.METRIC, decks.moves("best", "NPS")),
        (SlideKind.TABLE, decks.agenda("NPS")),
    ],
)
def test_a_block_where_it_cannot_stand_is_refused_and_not_dropped(
    kind: SlideKind, block: Block
) -> None:
    with pytest.raises(ValueError, match="cannot hold a"):
        deck_bytes(decks.deck(Slide("s", kind, text("Title"), blocks=(block,))))


@pytest.mark.parametrize("kind", SlideKind)
def test_a_slide_without_blocks_is_written(kind: SlideKind) -> None:
    assert slide_of(Slide("s", kind, text("Only a title"))).shapes.title is not None


def _words(slide: Any) -> str:
    return "\n".join(one.text_frame.text for one in slide.shapes if one.has_text_frame)


def test_the_section_of_a_slide_is_the_tick_in_accent() -> None:
    presentation = Presentation(io.BytesIO(deck_bytes(decks.every_slide())))
    (slide,) = [one for one in presentation.slides if "14.3%" in _words(one)]  # of Expansion
    ticks = [s for s in slide.shapes if s.name.startswith("Section tick")]
    colours = [tick._element.xpath("p:spPr/a:solidFill/*/@val")[0] for tick in ticks]
    assert colours == ["D5DAE1", "accent1", "D5DAE1", "D5DAE1"]


@pytest.mark.render
def test_the_deck_renders_to_one_page_per_slide_and_none_is_blank(tmp_path: Path) -> None:
    deck = decks.every_slide()
    path = write_deck(deck, tmp_path / "deck.pptx")
    profile = (tmp_path / "profile").as_uri()
    soffice = shutil.which("soffice")
    assert soffice is not None
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    pages = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "deck.pdf"), "-"],
        check=True, capture_output=True, text=True,
    ).stdout.split("\f")[:-1]  # fmt: skip
    assert len(pages) == len(deck.slides)
    for slide, page in zip(deck.slides, pages, strict=True):
        first_words = slide.title[0].text.split()[:3]
        assert all(word in page for word in first_words), slide.key


@pytest.mark.parametrize(
    ("eyebrow", "left", "right"),
    [
        ("Retention · NRR", "Retention   NRR", "All customers · Q2 2026"),
        ("Retention · NRR · All customers · Q2 2026", "Retention   NRR", "All customers · Q2 2026"),
        ("Retention · NRR · Public sector · Q2 2026", "Retention   NRR", "Public sector · Q2 2026"),
        ("Data quality", "Data quality", "All customers · Q2 2026"),
    ],
)
def test_group_and_period_of_the_eyebrow_stand_at_the_right(
    eyebrow: str, left: str, right: str
) -> None:
    written = slide_of(Slide("s", SlideKind.TABLE, text("Title"), eyebrow))
    said = {s.name.split(" [")[0]: s.text_frame.text for s in written.shapes if s.has_text_frame}
    assert said["Eyebrow"] == left
    assert said["Group and period"] == right


def test_a_long_group_gives_way_to_the_period_at_the_right_of_the_eyebrow() -> None:
    group = "Business unit with a very long name for customers in area 07 and its neighbours"
    deck = decks.deck(Slide("s", SlideKind.TABLE, text("Title"), "Data quality"), group=group)
    slide = Presentation(io.BytesIO(deck_bytes(deck))).slides[0]
    said = {s.name.split(" [")[0]: s.text_frame.text for s in slide.shapes if s.has_text_frame}
    assert said["Group and period"].startswith("Business unit")
    assert said["Group and period"].endswith("… · Q2 2026")


def test_powerpoint_shows_the_decks_sections_with_all_their_slides(presentation: Any) -> None:
    p14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    sections = list(presentation.part._element.iter(f"{p14}section"))
    names = [section.get("name") for section in sections]
    assert names[0] == "Customer success executive review"
    assert names[1:5] == ["Retention", "Expansion", "Satisfaction", "Customer fit"]
    assert len({section.get("id") for section in sections}) == len(sections)
    listed = [entry.get("id") for section in sections for entry in section.iter(f"{p14}sldId")]
    assert listed == [entry.get("id") for entry in presentation.slides._sldIdLst]


def test_a_deck_without_sections_lists_none() -> None:
    deck = decks.deck(Slide("s", SlideKind.TABLE, text("Title")))
    written = Presentation(io.BytesIO(deck_bytes(deck)))
    assert written.part._element.xpath("p:extLst") == []


def test_a_paragraph_with_tab_stops_has_no_margin_of_its_own() -> None:
    # LibreOffice puts such a paragraph's tabs at every inch.
    slide = slide_of(decks.metric_slide(decks.number()))
    (changes,) = [shape for shape in slide.shapes if shape.name.startswith("Changes")]
    properties = changes._element.xpath(".//a:pPr")
    assert len(properties) == 2
    for one in properties:
        assert one.get("marL") is None
        assert len(one.xpath("a:tabLst/a:tab")) == 2


def test_a_long_word_beside_a_change_moves_the_tab_stops_to_the_left() -> None:
    def stop(word: str) -> int:
        change = decks.ChangeLine("", (Run("vs Q1 2026 ", Tone.MUTED), Run("–", Tone.MUTED),
                                       Run(f" {word}", Tone.MUTED)))  # fmt: skip
        slide = slide_of(decks.metric_slide(BigNumber("NRR", "9%", "", (change,))))
        (shape,) = [one for one in slide.shapes if one.name.startswith("Changes")]
        return int(shape._element.xpath(".//a:tab/@pos")[-1])

    assert stop("held") == 1792224  # 1.96 inches
    assert stop("small base") < 1792224
