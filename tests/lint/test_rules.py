"""Every rule finds its bad slide, and nothing on its good one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

from deckgen.lint import READ, ROOM, RULES, Finding, Severity, chosen_rules, lint_deck
from deckgen.lint.limits import Limits
from tests.lint import cases_charts, cases_layout
from tests.lint.pages import TITLE_AND_CONTENT, TITLE_ONLY, Make, P, Page, duplicated, marked

CASES = {**cases_layout.CASES, **cases_charts.CASES}


def found(page: Page, folder: Path, code: str, limits: Limits = READ) -> list[Finding]:
    return list(lint_deck(page.save(folder), chosen_rules([code], []), limits))


def test_every_rule_has_a_bad_and_a_good_slide() -> None:
    assert sorted(CASES) == sorted(rule.code for rule in RULES)


@pytest.mark.parametrize("code", CASES)
def test_a_bad_slide_is_found_with_its_place(code: str, tmp_path: Path) -> None:
    [finding, *_] = found(CASES[code][0](), tmp_path, code)
    rule = next(rule for rule in RULES if rule.code == code)
    assert (finding.code, finding.severity) == (code, rule.severity)
    assert finding.message
    assert "\n" not in finding.message
    assert finding.hint
    assert finding.slide == (None if code in ("P1", "A5") else 1)


@pytest.mark.parametrize("code", CASES)
def test_a_good_slide_is_left_alone(code: str, tmp_path: Path) -> None:
    assert found(CASES[code][1](), tmp_path, code) == []


def test_a_plain_slide_has_no_findings_at_all(tmp_path: Path) -> None:
    page = Page()
    page.presentation.core_properties.language = "en-US"
    page.text("Everything is where it should be.")
    assert lint_deck(page.save(tmp_path)) == ()


def test_a_finding_says_what_was_measured_and_what_is_allowed(tmp_path: Path) -> None:
    page = Page()
    page.text("Small print", size=9).name = "Small print box"
    [finding] = found(page, tmp_path, "T1")
    assert finding.measured == "9 pt"
    assert finding.allowed == "12 pt"
    assert finding.shape == "Small print box"
    assert finding.title == page.title


@pytest.mark.parametrize(
    ("code", "make", "words"),
    [
        ("C3", cases_charts.axis_and_labels, "at the axis and at every point"),
        ("C4", lambda: cases_charts.chart_of(XL_CHART_TYPE.DOUGHNUT), "ring"),
        ("C4", cases_charts.three_dimensions, "three dimensions"),
        ("C4", cases_charts.smoothed, "smoothed"),
        ("C4", lambda: cases_charts.chart_of(XL_CHART_TYPE.XY_SCATTER_SMOOTH), "smoothed"),
        ("C4", cases_charts.second_axis, "second value axis"),
        ("C8", cases_charts.alike, "look alike"),
        ("T1", cases_charts.small_labels, "the chart's labels"),
        ("T3", cases_charts.pale_axis, "the chart's axis"),
        ("T3", cases_charts.dark_label_in_dark_bar, "the chart's labels"),
        ("A1", lambda: cases_charts.without_alt("chart"), "no alternative text"),
        ("A1", lambda: cases_charts.without_alt("table"), "no alternative text"),
        ("A4", cases_charts.merged, "merged"),
    ],
)
def test_further_bad_slides(code: str, make: Make, words: str, tmp_path: Path) -> None:
    assert words in " ".join(one.message for one in found(make(), tmp_path, code))


def test_a_light_label_in_a_dark_bar_can_be_read(tmp_path: Path) -> None:
    assert found(cases_charts.label_in_bar("FFFFFF"), tmp_path, "T3") == []


def test_a_bridge_may_start_above_zero(tmp_path: Path) -> None:
    assert found(cases_charts.bridge(), tmp_path, "C1") == []


def test_parts_that_a_line_separates_may_be_alike(tmp_path: Path) -> None:
    assert found(cases_charts.alike_but_parted(), tmp_path, "C8") == []


def test_a_line_between_parts_is_as_wide_as_the_slide_is_large(tmp_path: Path) -> None:
    """0.94 pt of 10 inches are 1.25 pt of 13.3: the same line on the same screen."""
    page = cases_charts.alike_but_parted()
    [frame] = [shape for shape in page.slide.shapes if shape.has_chart]
    for one in frame.chart.series:
        one.format.line.width = Pt(0.94)
    assert len(found(page, tmp_path, "C8")) == 1
    page.presentation.slide_width, page.presentation.slide_height = Inches(10), Inches(5.625)
    assert found(page, tmp_path, "C8") == []


def test_a_slide_of_ten_inches_has_margins_of_its_size(tmp_path: Path) -> None:
    page = Page()
    page.text("Near the foot", y=4.9, h=0.515)  # 0.21 inches over the edge of 5.625
    page.presentation.slide_width, page.presentation.slide_height = Inches(10), Inches(5.625)
    page.slide.shapes.title.width = Inches(9)
    assert found(page, tmp_path, "G3") == []


def test_a_placeholder_in_its_layouts_place_is_in_no_margin(tmp_path: Path) -> None:
    """Where a template has it, is the template's choice; a copy moved there is not."""
    page = Page(TITLE_AND_CONTENT)
    body = page.slide.placeholders[1]
    body.text_frame.text = "At the foot"
    holder = page.slide.slide_layout.placeholders[1]
    holder.left, holder.top = Inches(1), Inches(6.0)
    holder.width, holder.height = Inches(8), Inches(1.4)
    assert found(page, tmp_path, "G3") == []
    body.left, body.top, body.width, body.height = holder.left, holder.top, holder.width, 1280160
    assert len(found(page, tmp_path, "G3")) == 1


def test_a_slides_number_is_read_last_wherever_it_stands(tmp_path: Path) -> None:
    page = Page()
    number = page.text("7", y=0.1, h=0.3)
    assert len(found(page, tmp_path, "A3")) == 1
    kind = etree.SubElement(number._element.nvSpPr.find(f"{P}nvPr"), f"{P}ph")
    kind.set("type", "sldNum")
    assert found(page, tmp_path, "A3") == []


def test_the_workbook_is_compared_cell_by_cell(tmp_path: Path) -> None:
    [finding] = found(cases_charts.c6_bad(), tmp_path, "C6")
    assert finding.message == "1 value differs from the workbook: B5 holds 1.09, drawn is 1.04"


@pytest.mark.parametrize(
    ("word", "geometry"),
    [("On target", MSO_SHAPE.OVAL), ("Off target", MSO_SHAPE.RECTANGLE),
     ("Watch", MSO_SHAPE.DIAMOND)],
)  # fmt: skip
def test_a_pill_agrees_with_the_mark_of_its_word(
    word: str, geometry: MSO_SHAPE, tmp_path: Path
) -> None:
    assert found(cases_layout.pill(word, geometry), tmp_path, "S3") == []
    assert found(cases_layout.pill("Small base", geometry), tmp_path, "S3") != []


def test_the_same_title_twice_is_a_warning_on_the_second_slide(tmp_path: Path) -> None:
    page = Page()
    duplicated(page)
    [finding] = found(page, tmp_path, "A2")
    assert (finding.severity, finding.slide) == (Severity.WARNING, 2)


def test_with_final_an_open_prompt_is_an_error(tmp_path: Path) -> None:
    [finding] = found(cases_layout.t7_bad(), tmp_path, "T7", replace(READ, final=True))
    assert finding.severity is Severity.ERROR


def test_without_notes_a_prompt_is_known_by_its_italics(tmp_path: Path) -> None:
    page = Page()
    box = marked(page.text("What will be done?"), "What next, text")
    assert found(page, tmp_path, "T7") == []
    box.text_frame.paragraphs[0].runs[0].font.italic = True
    assert len(found(page, tmp_path, "T7")) == 1


def test_a_room_asks_for_larger_type(tmp_path: Path) -> None:
    page = Page()
    page.text("Readable on a desk", size=14)
    assert found(page, tmp_path, "T1") == []
    [finding] = found(page, tmp_path, "T1", ROOM)
    assert finding.allowed == "16 pt"


def test_hidden_shapes_are_not_looked_at(tmp_path: Path) -> None:
    page = Page()
    box = page.text("Small and hidden", 20.0, size=6)
    box._element.nvSpPr.cNvPr.set("hidden", "1")
    assert found(page, tmp_path, "T1") == []
    assert found(page, tmp_path, "G1") == []


def test_house_rules_leave_the_slides_of_others_alone(tmp_path: Path) -> None:
    """A chart that deckgen did not make needs no footer, and its headline may be a label."""
    page = Page(TITLE_ONLY, "Agenda 5.5%")
    page.chart()
    for code in ("P3", "T6", "G4", "C7"):
        assert found(page, tmp_path, code) == []
    assert found(page, tmp_path, "T5") == []
