"""What the facts say about slides that inherit, turn, group and colour in every allowed way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx.util import Inches

from deckgen.lint.colour import Rgb, changed, contrast, from_hex
from deckgen.lint.facts import Kind, Shape, Slide
from deckgen.lint.reading import read_deck
from tests.lint.pages import TITLE_AND_CONTENT, A, P, Page, marked

PARTS = st.floats(min_value=0.0, max_value=1.0)
COLOURS = st.builds(Rgb, PARTS, PARTS, PARTS)


def slide_of(page: Page, folder: Path) -> Slide:
    return read_deck(page.save(folder)).slides[0]


def shape_of(page: Page, folder: Path, name: str) -> Shape:
    [found] = [shape for shape in slide_of(page, folder).shapes if shape.name == name]
    return found


def element(text: str) -> Any:
    return etree.fromstring(f'<a:x xmlns:a="{A[1:-1]}">{text}</a:x>')[0]


def test_a_placeholder_takes_place_and_type_from_layout_and_master(tmp_path: Path) -> None:
    page = Page(TITLE_AND_CONTENT)
    body = page.slide.placeholders[1]
    body.text_frame.text = "Body"
    body.name = "Body"
    found = shape_of(page, tmp_path, "Body")
    layout = page.presentation.slide_layouts[TITLE_AND_CONTENT].placeholders[1]
    assert found.box is not None
    assert found.box.x == pytest.approx(layout.left / 914400)
    assert found.box.w == pytest.approx(layout.width / 914400)
    [run] = found.text.runs() if found.text else []
    assert run.size == 32  # the master's first level of python-pptx's template
    assert run.face == "Calibri"
    assert run.colour == from_hex("000000")


def test_groups_move_and_scale_what_is_in_them(tmp_path: Path) -> None:
    page = Page()
    group = page.slide.shapes.add_group_shape()
    inner = group.shapes.add_textbox(Inches(1), Inches(1), Inches(2), Inches(1))
    inner.name = "Inner"
    inner.text_frame.text = "x"
    frame = group._element.find(f"{P}grpSpPr/{A}xfrm")
    for child in list(frame):
        frame.remove(child)
    # Twice as wide, as high as it was, four inches to the right and two down.
    for tag, x, y in (("off", 5, 3), ("ext", 4, 1), ("chOff", 1, 1), ("chExt", 2, 1)):
        names = ("x", "y") if tag.endswith("ff") else ("cx", "cy")
        values = (str(Inches(x)), str(Inches(y)))
        etree.SubElement(frame, f"{A}{tag}", dict(zip(names, values, strict=True)))
    found = shape_of(page, tmp_path, "Inner")
    assert found.box is not None
    assert (found.box.x, found.box.y, found.box.w, found.box.h) == pytest.approx((5, 3, 4, 1))
    assert found.group == group.name


def test_a_quarter_turn_swaps_width_and_height(tmp_path: Path) -> None:
    page = Page()
    shape = page.figure(1.0, 2.0, 4.0, 1.0, "12436D")
    shape.rotation = 90
    shape.name = "Turned"
    found = shape_of(page, tmp_path, "Turned")
    assert found.box is not None
    # The middle stays at (3, 2.5): one wide, four high.
    assert (found.box.x, found.box.y, found.box.w, found.box.h) == pytest.approx((2.5, 0.5, 1, 4))
    assert found.frame == pytest.approx((4.0, 1.0))


def test_marks_are_told_from_names(tmp_path: Path) -> None:
    page = Page()
    marked(page.text("x"), "Headline")
    [found] = [shape for shape in slide_of(page, tmp_path).shapes if shape.mark]
    assert found.label == "Headline"
    assert found.called == "Headline"
    assert slide_of(page, tmp_path).ours


def test_kinds_are_told_apart(tmp_path: Path) -> None:
    page = Page()
    page.text("words")
    page.figure(1, 5, 1, 1, "12436D")
    page.chart()
    page.table([("a",)])
    page.slide.shapes.add_connector(1, 0, 0, 914400, 0)
    kinds = [shape.kind for shape in slide_of(page, tmp_path).shapes]
    assert kinds == [Kind.TEXT, Kind.TEXT, Kind.FIGURE, Kind.CHART, Kind.TABLE, Kind.LINE]


def test_an_alternative_of_newer_markup_is_read(tmp_path: Path) -> None:
    page = Page()
    box = page.text("Within an alternative")
    tree = box._element.getparent()
    wrapped = etree.SubElement(
        tree, "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
    )
    choice = etree.SubElement(wrapped, wrapped.tag.replace("AlternateContent", "Choice"))
    choice.append(box._element)
    assert "Within an alternative" in [shape.words for shape in slide_of(page, tmp_path).shapes]


def test_a_chart_is_read_with_values_references_and_workbook(tmp_path: Path) -> None:
    page = Page()
    page.chart(series=(("NRR", (1.01, None, 1.0, 1.04)),))
    [found] = [shape for shape in slide_of(page, tmp_path).shapes if shape.chart]
    assert found.chart is not None
    [plot] = found.chart.plots
    [series] = plot.series
    assert (plot.kind, plot.direction) == ("barChart", "col")
    assert series.name == "NRR"
    assert series.values == (1.01, None, 1.0, 1.04)
    assert series.categories == ("Q3 24", "Q4 24", "Q1 25", "Q2 25")
    assert found.chart.workbook is not None
    [(name, rows)] = found.chart.workbook.sheets
    assert name == "Sheet1"
    assert rows[1][1] == 1.01


@given(COLOURS, COLOURS)
def test_contrast_is_symmetric_and_between_1_and_21(one: Rgb, other: Rgb) -> None:
    ratio = contrast(one, other)
    assert ratio == contrast(other, one)
    assert 1.0 <= ratio <= 21.0 + 1e-9


def test_contrast_follows_the_published_formula() -> None:
    white, black, grey = Rgb(1, 1, 1), Rgb(0, 0, 0), from_hex("767676")
    assert contrast(white, black) == pytest.approx(21.0)
    assert grey is not None
    assert contrast(white, grey) == pytest.approx(4.54, abs=0.005)  # the usual example of WCAG


@given(COLOURS, st.sampled_from(["lumMod", "lumOff", "shade", "tint", "satMod", "alpha", "other"]),
       st.floats(min_value=0, max_value=3))  # fmt: skip
def test_a_changed_colour_is_a_colour(colour: Rgb, name: str, value: float) -> None:
    found = changed(colour, [(name, value)])
    assert all(-1e-9 <= part <= 1 + 1e-9 for part in (found.r, found.g, found.b, found.alpha))


def test_modifiers_do_what_the_standard_says() -> None:
    grey = Rgb(0.5, 0.5, 0.5)
    assert changed(grey, [("lumMod", 0.5)]).hex == "404040"
    assert changed(grey, [("lumMod", 0.5), ("lumOff", 0.5)]).hex == "BFBFBF"
    assert changed(grey, [("shade", 0.0)]).hex == "000000"
    assert changed(grey, [("tint", 0.0)]).hex == "FFFFFF"
    half = changed(Rgb(0, 0, 0), [("alpha", 0.5)])
    assert half.over(Rgb(1, 1, 1)).hex == "808080"
