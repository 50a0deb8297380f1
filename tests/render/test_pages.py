"""What a page has no room for follows on the next slide: nothing of a deck is lost, or cut."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from deckgen.bundled import example_config
from deckgen.lint import chosen_rules, lint_deck
from deckgen.model.deck import (
    Agenda,
    BigNumber,
    Chart,
    ColumnKind,
    Deck,
    Moves,
    Narrative,
    Slide,
    SlideKind,
    Table,
    plain,
    text,
)
from deckgen.pipeline import load_config, plan
from deckgen.render import deck_bytes, write_deck
from deckgen.render.marks import without_mark
from deckgen.render.page import Page as LayoutPage
from deckgen.render.pages import paged
from deckgen.render.pages.heads import continued
from deckgen.render.placing import Placing, placing
from deckgen.render.survey import Survey
from deckgen.starter.demo import write_demo
from deckgen.theme.folder import bundled_theme, load_template
from deckgen.theme.stage import Theme
from tests.render.test_templates import COVER, HEAD, PLAIN
from tests.support.templates import Art, Brand, Holder, Page, png

BODY = (0.06, 0.22, 0.88, 0.40)
BRANDS = {
    "4:3": Brand((COVER, PLAIN), size=(9144000, 6858000)),
    "A4": Brand((COVER, PLAIN), size=(10691813, 7559675)),
    "A4 upright": Brand((COVER, PLAIN), size=(7559675, 10691813)),
    "9:16": Brand((COVER, PLAIN), size=(6858000, 12192000)),
    "low": Brand((COVER, Page("Low", (*HEAD, Holder("obj", BODY, 1))))),
    "low and narrow": Brand(
        (COVER, Page("Small", (*HEAD, Holder("obj", (0.06, 0.22, 0.75, 0.44), 1)))),
        size=(9144000, 6858000),
    ),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    """The sample company's deck: every kind of slide that planning makes."""
    folder = tmp_path_factory.mktemp("sample")
    write_demo(folder, example_config())
    return plan(load_config(folder / "config.yaml"))


@pytest.fixture(params=BRANDS)
def theme(request: pytest.FixtureRequest, tmp_path: Path) -> Theme:
    """A template in which the design's page does not fit."""
    return load_template(BRANDS[request.param].written(tmp_path))


def blocks(deck: Deck, *kinds: type) -> list[Any]:
    return [block for slide in deck.slides for block in slide.blocks if isinstance(block, kinds)]


@pytest.mark.parametrize("name", ["default", "dark", "editorial"])
def test_on_the_design_s_own_page_every_slide_stays_one(sample: Deck, name: str) -> None:
    assert paged(sample, Survey(bundled_theme(name))) is sample


def test_a_slide_is_placed_once_for_paging_and_for_drawing(
    sample: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed: list[str] = []

    def counted(page: LayoutPage, slide: Slide) -> Placing:
        placed.append(slide.key)
        return placing(page, slide)

    monkeypatch.setattr("deckgen.render.survey.placing", counted)
    deck_bytes(sample, bundled_theme())
    arranged = (SlideKind.METRIC, SlideKind.UNAVAILABLE, SlideKind.TABLE)
    assert sorted(placed) == sorted(one.key for one in sample.slides if one.kind in arranged)


def is_noted(chart: Chart, deck: Deck) -> bool:
    """Whether the notes say what a chart would show that a page has no room for."""
    return any(chart.alt in line for slide in deck.slides for line in slide.notes.data)


def test_no_exhibit_no_move_and_no_word_of_a_narrative_is_lost(sample: Deck, theme: Theme) -> None:
    found = paged(sample, Survey(theme))
    shown = blocks(found, Chart, Moves)
    for block in blocks(sample, Chart, Moves):
        assert block in shown or (block.optional and is_noted(block, found))
    cells = Counter(
        (slide.key.split("/")[0], cell.heading, plain(line))
        for slide in found.slides
        for block in slide.blocks
        if isinstance(block, Narrative)
        for cell in block.cells
        for line in cell.body
    )
    for slide in sample.slides:
        for block in slide.blocks:
            for cell in block.cells if isinstance(block, Narrative) else ():
                words = plain(cell.body[0])
                shown = cells[(slide.key.split("/")[0], cell.heading, words)]
                noted = any(words in line for one in found.slides for line in one.notes.say)
                assert shown or (noted and cell.answered)


def test_every_row_of_a_table_is_there_and_columns_left_out_are_named_in_the_notes(
    sample: Deck, theme: Theme
) -> None:
    found = paged(sample, Survey(theme))
    for slide in sample.slides:
        pages = [one for one in found.slides if f"{one.key}/".startswith(f"{slide.key}/")]
        for table in (block for block in slide.blocks if isinstance(block, Table)):
            parts = [
                block
                for page in pages
                for block in page.blocks
                if isinstance(block, Table) and block.key == table.key
            ]
            if any(part in table.shorter for part in parts):
                continue  # which says of what it leaves out
            assert sum(len(part.rows) for part in parts) >= len(table.rows)
            kept = {column.heading for part in parts for column in part.columns}
            notes = " ".join(line for page in pages for line in page.notes.data)
            for column in table.columns:
                drawn = column.kind is ColumnKind.SPARKLINE
                assert column.heading in kept or ("Trend" if drawn else column.heading) in notes


def test_slides_have_keys_and_titles_of_their_own_and_the_notes_say_that_it_goes_on(
    sample: Deck, theme: Theme
) -> None:
    found = paged(sample, Survey(theme))
    keys = [slide.key for slide in found.slides]
    titles = [plain(slide.title) for slide in found.slides]
    assert len(set(keys)) == len(keys)
    assert len(set(titles)) == len(titles)
    known = {slide.key for slide in sample.slides}
    for before, slide in zip(found.slides, found.slides[1:], strict=False):
        if slide.key not in known:
            assert re.search(r"continued \(\d of \d\)$", plain(slide.title))
        if before.key in known and slide.key not in known:
            assert any(line.startswith("Continued on the next slide") for line in before.notes.data)


def test_a_headline_that_counts_its_pages_counts_once_when_it_goes_on(
    sample: Deck, theme: Theme
) -> None:
    for slide in paged(sample, Survey(theme)).slides:
        told = plain(slide.title)
        assert len(re.findall(r"\(\d+ of \d+\)", told)) <= 1, told


def test_dividers_name_the_slides_by_the_numbers_that_they_have_now(
    sample: Deck, theme: Theme
) -> None:
    found = paged(sample, Survey(theme))
    places = {slide.key: number for number, slide in enumerate(found.slides, start=1)}
    entries = [row for agenda in blocks(found, Agenda) for row in agenda.rows]
    assert entries
    assert [row.page for row in entries] == [f"slide {places[row.link]}" for row in entries]


# --- in the written file --------------------------------------------------------------------------


def pages_of(deck: Deck, *kinds: SlideKind) -> list[int]:
    return [place for place, slide in enumerate(deck.slides) if slide.kind in kinds]


def test_in_the_file_no_cell_of_a_scorecard_or_a_page_of_text_is_cut(
    sample: Deck, theme: Theme, tmp_path: Path
) -> None:
    path = write_deck(sample, tmp_path / "deck.pptx", theme)
    slides = list(Presentation(path).slides)
    found = paged(sample, Survey(theme))
    assert len(slides) == len(found.slides)
    said = []
    for place in pages_of(found, SlideKind.SCORECARD, SlideKind.TABLE):
        for shape in slides[place].shapes:
            if shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
    planned = [
        plain(cell)
        for slide in found.slides
        if slide.kind in (SlideKind.SCORECARD, SlideKind.TABLE)
        for block in slide.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    ]
    cut = [words for words in said if words.endswith("…") and words not in planned]
    assert cut == []
    assert not [words for words in said if words.startswith("… +")]


def test_in_the_file_every_exhibit_of_a_metric_is_drawn(
    sample: Deck, theme: Theme, tmp_path: Path
) -> None:
    path = write_deck(sample, tmp_path / "deck.pptx", theme)
    noted = " ".join(slide.notes_slide.notes_text_frame.text for slide in Presentation(path).slides)
    written = Counter(
        without_mark(shape.name)
        for slide in Presentation(path).slides
        for shape in slide.shapes
        if shape.has_chart or shape.has_table
    )
    for block in blocks(sample, Chart, Table):
        if block.title and not getattr(block, "instead", ""):
            shorter = getattr(block, "shorter", ())
            drawn = any(written[one.title[:80].rstrip()] for one in (block, *shorter))
            assert drawn or (getattr(block, "optional", False) and block.alt in noted)


def texts(path: Path, name: str) -> list[str]:
    """The words of every shape whose name begins so, slide by slide."""
    return [
        shape.text_frame.text
        for slide in Presentation(path).slides
        for shape in slide.shapes
        if shape.has_text_frame and shape.name.startswith(name)
    ]


def test_in_the_file_no_number_and_no_move_is_cut(
    sample: Deck, theme: Theme, tmp_path: Path
) -> None:
    path = write_deck(sample, tmp_path / "deck.pptx", theme)
    numbers = texts(path, "Number [") + texts(path, "Change [") + texts(path, "Direction [")
    assert numbers
    assert not [words for words in numbers if "…" in words]
    moves = [move for column in blocks(sample, Moves) for move in column.rows]
    shown = texts(path, "Metric [")
    assert all(move.name in shown for move in moves)


LOW_DIVIDER = Page(
    "Section Header",
    (Holder("title", (0.06, 0.52, 0.88, 0.16)), Holder("body", (0.06, 0.70, 0.88, 0.07), 1),
     *HEAD[1:]),
    type="secHead",
)  # fmt: skip


def test_a_divider_with_little_room_lists_every_metric_in_two_columns(
    sample: Deck, tmp_path: Path
) -> None:
    art = (Art((0, 0, 1, 0.45), "1F3A5F"),)
    brand = Brand((COVER, replace(LOW_DIVIDER, art=art), PLAIN))
    theme = load_template(brand.written(tmp_path))
    room = theme.stage(SlideKind.SECTION).slots["agenda"].box
    rows = [block.rows for block in blocks(sample, Agenda)]
    longest = max(map(len, rows))
    assert room.h < longest * 0.53  # too low for two lines a row in one column
    path = write_deck(sample, tmp_path / "deck.pptx", theme)
    for place, entries in zip(pages_of(sample, SlideKind.SECTION), rows, strict=True):
        slide = Presentation(path).slides[place]
        names = [
            shape.text_frame.paragraphs[0].text
            for shape in slide.shapes
            if shape.name.startswith("Metric [")
        ]
        assert names == [entry.name for entry in entries]


def test_a_divider_without_room_for_every_metric_lists_none(sample: Deck, tmp_path: Path) -> None:
    art = (Art((0, 0, 1, 0.45), "1F3A5F"),)
    brand = Brand((COVER, replace(LOW_DIVIDER, art=art), PLAIN))
    theme = load_template(brand.written(tmp_path))
    room = int(2 * theme.stage(SlideKind.SECTION).slots["agenda"].box.h / 0.30)
    (slide,) = (one for one in sample.slides if one.key == "section/satisfaction")
    (agenda,) = (block for block in slide.blocks if isinstance(block, Agenda))
    many = replace(agenda, rows=tuple(agenda.rows[place % 5] for place in range(room + 4)))
    crowded = replace(
        slide, blocks=tuple(many if block is agenda else block for block in slide.blocks)
    )
    path = write_deck(replace(sample, slides=(crowded,)), tmp_path / "deck.pptx", theme)
    [written] = Presentation(path).slides
    assert not [shape for shape in written.shapes if shape.name.startswith("Metric [")]


def test_an_eyebrow_does_not_stand_on_the_art_that_holds_the_headline(
    sample: Deck, tmp_path: Path
) -> None:
    band = 0.16
    page = Page(
        "Band",
        (Holder("title", (0.06, 0.03, 0.80, 0.10)), Holder("obj", (0.06, 0.25, 0.88, 0.62), 1),
         *HEAD[1:]),
        art=(Art((0, 0, 1, band), picture="a.png"),),
    )  # fmt: skip
    brand = Brand((COVER, page), media={"a.png": png((16, 24, 64))})
    theme = load_template(brand.written(tmp_path))
    path = write_deck(sample, tmp_path / "deck.pptx", theme)
    presentation = Presentation(path)
    lower = band * presentation.slide_height
    eyebrows = [
        shape
        for slide in presentation.slides
        for shape in slide.shapes
        if shape.name.startswith(("Eyebrow [", "Group and period ["))
    ]
    assert len(eyebrows) > len(sample.slides) / 2
    assert all(shape.top >= lower - 1 for shape in eyebrows)


def test_in_the_file_no_fact_of_a_cover_is_cut(sample: Deck, theme: Theme, tmp_path: Path) -> None:
    path = write_deck(sample, tmp_path / "deck.pptx", theme)
    facts = texts(path, "Fact [")
    assert not [words for words in facts if "…" in words]


def test_in_the_file_no_headline_says_a_number_that_its_slide_does_not_show(
    sample: Deck, theme: Theme, tmp_path: Path
) -> None:
    path = write_deck(sample, tmp_path / "deck.pptx", theme)
    found = lint_deck(path, chosen_rules(("T6", "A2", "G1", "G2"), ()))
    assert [f"{one.code} slide {one.slide} {one.shape}: {one.message}" for one in found] == []


def test_summary_and_scorecard_that_state_the_same_fact_have_titles_of_their_own(
    sample: Deck, tmp_path: Path
) -> None:
    strip = Art((0, 0.68, 1, 0.32), "1F3A5F")
    brand = Brand((COVER, Page("Very low", HEAD, art=(strip,))))
    found = paged(sample, Survey(load_template(brand.written(tmp_path))))
    titles = [plain(slide.title) for slide in found.slides]
    assert "Executive summary, continued (2 of 2)" in titles
    assert any("scorecard continued (2 of " in title for title in titles)
    assert len(set(titles)) == len(titles)


def test_pages_of_a_series_are_counted_once_and_the_same_over_and_in_the_headline(
    sample: Deck, theme: Theme
) -> None:
    found = paged(sample, Survey(theme))
    for name in ("Definitions", "Data quality"):
        own = [slide for slide in found.slides if slide.eyebrow.startswith(f"{name} ·")]
        assert len(own) > 1
        for number, slide in enumerate(own, start=1):
            assert slide.eyebrow.split(" · ")[1] == f"{number} of {len(own)}"
            counts = re.findall(r"\d+ of \d+", plain(slide.title))
            assert counts in ([], [f"{number} of {len(own)}"])


def test_a_name_that_says_what_a_page_shows_is_not_said_twice() -> None:
    table = Table("ranking", "Gaps", "", (), (), "")
    slide = Slide(
        "metric/gaps", SlideKind.METRIC, text("Product gaps rose 0.9 pp to 11.3%"),
        "Customer fit · Product gaps · All customers · Q2 2025",
        (BigNumber("Customers with a gap", "11.3%", "Q2 2025"), table),
    )  # fmt: skip
    named = replace(table, title="By segment")
    (_, gaps, cut) = continued(slide, [slide.blocks[:1], (table,), (named,)])
    assert plain(gaps.title) == "Product gaps, continued (2 of 3)"
    assert plain(cut.title) == "Product gaps: by segment, continued (3 of 3)"


def test_a_footer_says_nothing_of_columns_that_a_page_is_too_narrow_for(
    sample: Deck, theme: Theme
) -> None:
    about = {"Trend: ": None, "Freshest: ": "Freshest", "Touches: ": "Touches",
             "Rows read ": "Read", "Method: ": "Method"}  # fmt: skip
    told = set()
    for slide in paged(sample, Survey(theme)).slides:
        tables = [block for block in slide.blocks if isinstance(block, Table)]
        headings = {column.heading for table in tables for column in table.columns}
        footer = plain(slide.footer)
        told |= {words for words in about if words in footer}
        for words, heading in about.items():
            if slide.kind is SlideKind.SCORECARD and heading is None:
                assert (words in footer) is any(table.sparklines for table in tables)
            elif slide.kind is SlideKind.TABLE and heading is not None:
                assert (words in footer) is (heading in headings)
        assert footer == footer.strip()
    assert {"Freshest: ", "Rows read "} <= told


def test_in_the_file_a_change_has_no_colour_where_there_is_no_room_for_its_word(
    sample: Deck, theme: Theme, tmp_path: Path
) -> None:
    path = write_deck(sample, tmp_path / "deck.pptx", theme)
    changes = 0
    for slide in Presentation(path).slides:
        shapes = [(without_mark(shape.name), shape) for shape in slide.shapes]
        ink = {
            fill_of(shape.text_frame.paragraphs[0].runs[0])
            for name, shape in shapes
            if name == "Measure"
        }
        for name, shape in shapes:
            for line in shape.text_frame.paragraphs if name in ("Number", "Changes") else ():
                arrows = [run for run in line.runs if set(run.text) & set("▲▼")]
                changes += len(arrows)
                worded = any(word in line.text for word in ("better", "worse"))
                assert worded or {fill_of(run) for run in arrows} <= ink
    assert changes


def fill_of(run: Any) -> str:
    """The colour of a run, as it is written."""
    (fill,) = run._r.xpath("./a:rPr/a:solidFill/*")
    return f"{fill.tag} {dict(fill.attrib)} {[(one.tag, dict(one.attrib)) for one in fill]}"
