"""The summary and the dividers as they are written: linked, on the page, long names shortened."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches

from deckgen.model.deck import Paragraph, Slide, SlideKind, Trends, text
from deckgen.render import deck_bytes
from deckgen.theme.folder import load_template
from deckgen.theme.fonts import text_width, wrapped
from tests.render import decks
from tests.support.templates import FOOTER, NUMBER, Art, Brand, Holder, Page

LINK = "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick"
LONG = "Net revenue retention of customers with a very long name of sixty characters"


def written(*slides: Slide) -> Any:
    return Presentation(io.BytesIO(deck_bytes(decks.deck(*slides)))).slides


def a_summary(*names: str) -> Slide:
    columns = (decks.moves("best", *names), decks.moves("worst", *names))
    return Slide(
        "summary", SlideKind.SUMMARY, text("Summary"), blocks=(*columns, decks.narrative())
    )


def a_divider(*names: str) -> Slide:
    return Slide(
        "section/a", SlideKind.SECTION, text("Retention"), "Section 1 of 2",
        blocks=(decks.agenda(*names),), section="Retention",
    )  # fmt: skip


@pytest.mark.parametrize("kind", [a_summary, a_divider])
def test_a_name_leads_to_its_slide_by_a_link_of_the_frame_that_underlines_nothing(
    kind: Any,
) -> None:
    target = decks.metric_slide(decks.number(), key="nps", section="Retention")
    slide, metric = written(kind("NPS"), target)
    linked = [shape for shape in slide.shapes if shape.name.startswith(("Metric", "Slide ["))]
    assert linked
    for shape in linked:
        assert shape.click_action.target_slide.slide_id == metric.slide_id
        assert not list(shape._element.txBody.iter(LINK))


def test_a_link_to_a_slide_that_the_deck_lacks_is_left_out() -> None:
    (slide,) = written(a_summary("NPS"))
    assert not list(slide._element.iter(LINK))


@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("name", ["NPS", LONG, *decks.HOSTILE[-2:]])
def test_moves_of_any_number_and_name_stay_in_their_column(count: int, name: str) -> None:
    (slide,) = written(a_summary(*[name] * count))
    half = slide.part.package.presentation_part.presentation.slide_width // 2
    kinds = ("Change", "Direction", "Metric", "Status and values", "Fact", "Sparkline")
    left = [one for one in slide.shapes if one.name.startswith(kinds) and one.left < half]
    assert len(left) == len(kinds) * count
    assert all(shape.left + shape.width <= half for shape in left)
    said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert said.count("No metric clearly improved.") == (2 if count == 0 else 0)


@pytest.mark.parametrize("moves", [0, 1, 2, 3])
@pytest.mark.parametrize("name", ["NPS", LONG, decks.HOSTILE[-1]])
def test_what_held_stands_under_the_moves_of_its_column_where_there_is_room(
    moves: int, name: str
) -> None:
    few = replace(decks.moves("best", *[name] * moves), under=decks.steady(*[name] * 4))
    blocks = (few, decks.moves("worst", "NPS"), decks.narrative())
    (slide,) = written(Slide("summary", SlideKind.SUMMARY, text("Summary"), blocks=blocks))
    tables = [shape for shape in slide.shapes if shape.has_table]
    assert len(tables) == (1 if moves < 2 else 0)
    half = slide.part.package.presentation_part.presentation.slide_width // 2
    lines = [one for one in slide.shapes if one.name.startswith("What happened")]
    changes = [one for one in slide.shapes if one.name.startswith("Change") and one.left < half]
    for table in tables:
        assert table.left + table.width <= half
        assert all(table.top >= one.top + one.height for one in changes)
        assert all(table.top + table.height <= line.top for line in lines)


@pytest.mark.parametrize("count", [4, 9, 14])
def test_what_held_is_listed_whole_with_its_marks_or_not_at_all(count: int) -> None:
    under = decks.steady(*["Net promoter score"] * count)
    few = replace(decks.moves("best", "NPS"), under=under)
    blocks = (few, decks.moves("worst", "NPS"), decks.narrative())
    (slide,) = written(Slide("summary", SlideKind.SUMMARY, text("Summary"), blocks=blocks))
    for shape in slide.shapes:
        if shape.has_table:
            assert len(shape.table.rows) == 1 + count
            names = [row.cells[1].text for row in list(shape.table.rows)[1:]]
            assert names == ["Net promoter score"] * count
    listed = sum(shape.has_table for shape in slide.shapes)
    assert listed == (count < 9)


@pytest.mark.parametrize("words", range(1, 22))
def test_a_covers_title_stands_on_two_lines_as_long_as_a_size_has_room_for_it(words: int) -> None:
    title = " ".join(["Quarterly", "customer", "success", "review"][i % 4] for i in range(words))
    (slide,) = written(Slide("title", SlideKind.TITLE, text(title)))
    frame = slide.shapes.title
    (run,) = frame.text_frame.paragraphs[0].runs
    points, width = run.font.size.pt if run.font.size else 54, frame.width / 914_400
    lines = wrapped(title, width, points, bold=True)
    tight = width * 0.95  # programs break lines in different places
    assert len(lines) <= 2 or len(wrapped(title, tight, 20, bold=True)) > 2


@pytest.mark.parametrize("count", [1, 4, 6, 10, 16])
def test_an_agenda_of_any_length_stays_between_the_ticks_and_the_footer(count: int) -> None:
    (slide,) = written(a_divider(*[f"{LONG} {n}" for n in range(count)]))
    rows = [shape for shape in slide.shapes if shape.name.startswith("Metric")]
    assert len(rows) == count
    assert min(shape.top for shape in rows) > 914400
    assert max(shape.top + shape.height for shape in rows) <= 6.7 * 914400
    for one, other in pairwise(rows):
        assert one.top + one.height <= other.top


@pytest.mark.parametrize("count", [1, 4, 5, 16])
def test_the_covers_trends_are_decoration_beside_the_title(count: int) -> None:
    block = Trends("trends", (decks.LINE,) * count)
    (slide,) = written(Slide("title", SlideKind.TITLE, text("Review"), blocks=(block,)))
    lines = [shape for shape in slide.shapes if shape.name.startswith("Sparkline")]
    assert len(lines) == count
    title = slide.shapes.title
    for line in lines:
        assert line.left >= title.left + title.width
        assert "decorative" in "".join(str(element.tag) for element in line._element.iter())


WIDE = {"fonts": ("Nobody's Sans", "Nobody's Sans")}
HEAD = Page(  # as wide and as high as leaves a move little room
    "Plain",
    (Holder("title", (0.06, 0.06, 0.7, 0.14)), Holder("obj", (0.06, 0.25, 0.7, 0.5), 1)),
)


def branded(folder: Path, slide: Slide, *layouts: Page) -> Any:
    theme = load_template(Brand((HEAD, *layouts), **WIDE).written(folder))
    return Presentation(io.BytesIO(deck_bytes(decks.deck(slide), theme))).slides[0]


def test_a_trend_never_runs_through_the_values_of_a_move(tmp_path: Path) -> None:
    slide = branded(tmp_path, a_summary("NPS", "CSAT", "Churn"))
    said = [shape for shape in slide.shapes if shape.name.startswith("Status and values")]
    assert len(said) == 6
    lines = [shape for shape in slide.shapes if shape.name.startswith("Sparkline")]
    for shape in said:
        width = sum(
            text_width(run.text, run.font.size.pt, bold=bool(run.font.bold), face="DejaVu Sans")
            for run in shape.text_frame.paragraphs[0].runs
        )
        right = shape.left + width * 914400
        for line in lines:
            across = shape.left < line.left + line.width and line.left < right
            down = shape.top < line.top + line.height and line.top < shape.top + shape.height
            assert not (across and down), shape.text_frame.text


def test_the_names_in_a_dividers_list_have_one_size(tmp_path: Path) -> None:
    held = (Holder("title", (0.05, 0.3, 0.75, 0.2)), Holder("body", (0.05, 0.52, 0.75, 0.1), 1))
    band = Art((0, 0.77, 1, 0.23), "101840")  # leaves two rows under the sentence
    names = ("NPS", "Net revenue retention by cohort", "CSAT", "Upsells")
    section = Page("Section", held, type="secHead", art=(band,))
    slide = branded(tmp_path, a_divider(*names), section)
    runs = [
        run
        for shape in slide.shapes
        if shape.name.startswith("Metric")
        for run in shape.text_frame.paragraphs[0].runs
    ]
    assert [run.text for run in runs] == list(names)
    assert len({run.font.size for run in runs}) == 1


def test_a_footers_line_stands_over_words_only(tmp_path: Path) -> None:
    """Over a slide number alone it would be one more line under a divider's list."""
    held = (Holder("title", (0.05, 0.3, 0.75, 0.2)), Holder("body", (0.05, 0.52, 0.75, 0.2), 1))
    below = (Holder("ftr", FOOTER, 8), Holder("sldNum", NUMBER, 9))
    section = Page("Section", (*held, *below), type="secHead")
    said = replace(a_divider("NPS"), footer=text("Source: crm."))
    lines = [
        sum(
            shape.name.startswith("Footer line") for shape in branded(tmp_path, one, section).shapes
        )
        for one in (a_divider("NPS"), said)
    ]
    assert lines == [0, 1]
    (own,) = written(a_divider("NPS"))
    assert any(shape.name.startswith("Footer line") for shape in own.shapes)


def test_all_dividers_of_a_deck_are_set_as_its_longest_list_asks(tmp_path: Path) -> None:
    """Five metrics have no room for two lines a row in one column, so two stand in two as well."""
    held = (Holder("title", (0.05, 0.3, 0.9, 0.15)), Holder("body", (0.05, 0.47, 0.9, 0.1), 1))
    section = Page("Section", held, type="secHead", art=(Art((0, 0.88, 1, 0.12), "101840"),))
    theme = load_template(Brand((HEAD, section)).written(tmp_path))
    short, long = a_divider("NPS", "CSAT"), a_divider("A", "B", "C", "D", "E")
    long = replace(long, key="section/b")
    slides = Presentation(io.BytesIO(deck_bytes(decks.deck(short, long), theme))).slides
    first, second = ([one for one in slide.shapes if one.name.startswith("Metric")]
                     for slide in slides)  # fmt: skip
    assert [len(first), len(second)] == [2, 5]
    assert len({shape.left for shape in first}) == 2
    assert {shape.left for shape in first} == {shape.left for shape in second}
    assert {shape.height for shape in first} == {shape.height for shape in second}
    assert len({shape.text_frame.paragraphs[0].runs[0].font.size for shape in second}) == 1


def told(title: str, sentence: str, *names: str) -> Slide:
    blocks = (Paragraph("sentence", (text(sentence),)), decks.agenda(*names))
    return Slide(f"section/{title}", SlideKind.SECTION, text(title), blocks=blocks, section=title)


def dividers_drawn(folder: Path, page: Page, *slides: Slide) -> list[Any]:
    theme = load_template(Brand((HEAD, page), **WIDE).written(folder))
    return list(Presentation(io.BytesIO(deck_bytes(decks.deck(*slides), theme))).slides)


def sizes_of(slides: list[Any], name: str) -> list[float]:
    """The size of the shape of that name on each slide that has it."""
    shapes = [one for slide in slides for one in slide.shapes if one.name.startswith(name)]
    return [one.text_frame.paragraphs[0].runs[0].font.size.pt for one in shapes]


NARROW = Page(
    "Section",
    (Holder("title", (0.05, 0.2, 0.4, 0.15)), Holder("body", (0.05, 0.37, 0.4, 0.1), 1)),
    type="secHead",
)
SHORT, LONG_SENTENCE = "One is on target.", "Two of five metrics with a target are on target. " * 2


def test_names_and_sentences_have_one_size_on_all_dividers_of_a_deck(tmp_path: Path) -> None:
    """Each on its own would have another: the shorter is no better section."""
    short, long = told("Growth", SHORT, "NPS"), told("Customer satisfaction", LONG_SENTENCE, "NPS")
    sizes = {}
    for name in ("Headline", "Text"):
        apart = [sizes_of(dividers_drawn(tmp_path, NARROW, one), name) for one in (short, long)]
        assert apart[0] > apart[1], name
        sizes[name] = sizes_of(dividers_drawn(tmp_path, NARROW, short, long), name)
        assert sizes[name] == apart[1] * 2, name
    assert sizes["Headline"] > sizes["Text"]


def test_all_dividers_of_a_deck_have_a_sentence_and_a_list_or_none_has(tmp_path: Path) -> None:
    short = told("Growth", SHORT, "NPS")
    endless = told("Fit", LONG_SENTENCE * 9, *[f"Metric {n}" for n in range(40)])
    for name, fits in (("Text", "NPS"), ("Metric", "CSAT")):
        alone = dividers_drawn(tmp_path, NARROW, short, told("Fit", SHORT, fits))
        assert len(sizes_of(alone, name)) == 2
        assert not sizes_of(dividers_drawn(tmp_path, NARROW, short, endless), name)


@pytest.mark.parametrize("rows", [0, 1, 3, 5])
def test_a_panel_behind_a_dividers_list_ends_after_its_last_row(tmp_path: Path, rows: int) -> None:
    ground = (Art((0, 0, 1, 1), "808080"),)  # neither white nor black muted text is read on it
    page = replace(NARROW, art=ground)
    names = [f"Metric {n}" for n in range(5)]
    longest, own = told("Growth", SHORT, *names), told("Fit", SHORT, *names[:rows])
    slide = dividers_drawn(tmp_path, page, longest, own)[1]
    panels = [one for one in slide.shapes if one.name.startswith("Panel")]
    rules = [one.top for one in slide.shapes if one.name.startswith("Rule")]
    assert len(panels) == bool(rows)
    for panel in panels:
        after = panel.top + panel.height - max(rules)
        before = min(rules) - panel.top
        assert after == pytest.approx(before, abs=9144)


def test_a_name_that_rises_for_the_list_leaves_the_slides_margin(tmp_path: Path) -> None:
    held = (Holder("title", (0, 0.5, 0.7, 0.17)), Holder("body", (0, 0.68, 0.7, 0.1), 1))
    section = Page("Section", held, type="secHead")
    theme = load_template(Brand((HEAD, section)).written(tmp_path))
    (slide,) = Presentation(
        io.BytesIO(deck_bytes(decks.deck(a_divider("A", "B", "C", "D", "E")), theme))
    ).slides
    shapes = [one for one in slide.shapes if one.name.startswith(("Headline", "Text", "Metric"))]
    assert len(shapes) == 6
    assert min(one.left for one in shapes) >= Inches(0.5)


def summary_slides(folder: Path, page: Page, *blocks: Any) -> Any:
    theme = load_template(Brand((page,)).written(folder))
    slide = Slide("summary", SlideKind.SUMMARY, text("Summary"), "Executive summary", blocks=blocks)
    return Presentation(io.BytesIO(deck_bytes(decks.deck(slide), theme))).slides


def low(height: float, width: float = 0.88) -> Page:
    """A layout whose content is as high and as wide as that share of 13.3 by 7.5 inches."""
    under = Art((0, 0.2 + height, 1, 0.8 - height), "101840")
    beside = Art((0.12 + width, 0, 0.88 - width, 1), "101840")
    held = (Holder("title", (0.06, 0.06, width, 0.1)), Holder("obj", (0.06, 0.2, width, height), 1))
    return Page("Low", held, (under, beside) if width < 0.88 else (under,))


def test_a_narrative_with_a_slide_to_itself_fills_it_with_large_rows(tmp_path: Path) -> None:
    moves = decks.moves("best", "NPS", "CSAT", "NRR"), decks.moves("worst", "Churn", "Upsells")
    first, second = summary_slides(tmp_path, low(0.42), *moves, decks.narrative())
    assert not [shape for shape in first.shapes if shape.name.startswith("What happened")]
    said = [shape for shape in second.shapes if ", text" in shape.name]
    assert len(said) == 3
    assert len({shape.left for shape in said}) == 1  # one below the other, beside their headings
    for one, other in pairwise(said):
        assert one.top + one.height <= other.top
    size = {run.font.size.pt for shape in said for run in shape.text_frame.paragraphs[0].runs}
    assert len(size) == 1
    assert min(size) > 14
    height = second.part.package.presentation_part.presentation.slide_height
    # The rows reach over most of the content, which ends above the source.
    assert said[-1].top + said[-1].height - said[0].top > 0.3 * height


def test_what_held_stands_over_the_narrative_where_the_first_slide_has_no_room_for_it(
    tmp_path: Path,
) -> None:
    best = replace(decks.moves("best", "NPS", "CSAT"), under=decks.steady("A", "B", "C"))
    blocks = (best, decks.moves("worst", "Churn", "Upsells", "NRR"), decks.narrative())
    slides = summary_slides(tmp_path, low(0.58, 0.7), *blocks)
    assert [[shape.has_table for shape in one.shapes].count(True) for one in slides] == [0, 1]
    (table,) = (shape for shape in slides[1].shapes if shape.has_table)
    told = [shape for shape in slides[1].shapes if shape.name.startswith("What happened")]
    assert told
    assert all(table.top + table.height <= shape.top for shape in told)


def test_what_held_is_named_in_the_notes_where_no_slide_has_room_for_it(tmp_path: Path) -> None:
    best = replace(decks.moves("best", "NPS", "CSAT"), under=decks.steady(*["Growth"] * 20))
    blocks = (best, decks.moves("worst", "Churn", "Upsells"), decks.narrative())
    (slide,) = summary_slides(tmp_path, low(0.7), *blocks)
    assert not [shape for shape in slide.shapes if shape.has_table]
    notes = slide.notes_slide.notes_text_frame.text
    assert "Not shown on a page of this size" in notes
    assert notes.count("Growth") == 20
