"""What a text lies on: its own fill, what is below it, the layout, the master, the background."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from deckgen.lint import Finding, chosen_rules, lint_deck
from tests.lint.pages import A, P, Page
from tests.support.sample_decks import _png

DARK, PALE = "0F1720", "F1F5F9"


def pale_texts(page: Page, folder: Path) -> list[Finding]:
    """What T3 finds about text boxes; the title, which is black, is left aside."""
    found = lint_deck(page.save(folder), chosen_rules(["T3"], []))
    return [one for one in found if not one.shape.startswith("Title")]


def background(owner: Any, *colours: str) -> None:
    """A solid background, or a gradient of several colours, for a slide, layout or master."""
    stops = "".join(
        f'<a:gs pos="{place * 100000 // max(1, len(colours) - 1)}"><a:srgbClr val="{one}"/></a:gs>'
        for place, one in enumerate(colours)
    )
    fill = (
        f"<a:gradFill><a:gsLst>{stops}</a:gsLst></a:gradFill>"
        if len(colours) > 1
        else f'<a:solidFill><a:srgbClr val="{colours[0]}"/></a:solidFill>'
    )
    content = owner._element.find(f"{P}cSld")
    for old in content.findall(f"{P}bg"):
        content.remove(old)
    content.insert(
        0,
        etree.fromstring(
            f'<p:bg xmlns:p="{P[1:-1]}" xmlns:a="{A[1:-1]}"><p:bgPr>{fill}<a:effectLst/></p:bgPr>'
            "</p:bg>"
        ),
    )


def of_slide(page: Page) -> Any:
    return page.slide


def of_layout(page: Page) -> Any:
    return page.slide.slide_layout


def of_master(page: Page) -> Any:
    return page.slide.slide_layout.slide_master


@pytest.mark.parametrize("owner", [of_slide, of_layout, of_master])
def test_the_nearest_background_counts(owner: Callable[[Page], Any], tmp_path: Path) -> None:
    page = Page()
    background(owner(page), DARK)
    page.text("Dark on dark", colour="14202E")
    page.text("Light on dark", y=4.0, colour=PALE)
    [finding] = pale_texts(page, tmp_path)
    assert "Dark on dark" in finding.message
    assert finding.message.endswith(f"#14202E on #{DARK}")


def test_a_slides_background_hides_its_layouts(tmp_path: Path) -> None:
    page = Page()
    background(of_layout(page), DARK)
    background(of_slide(page), "FFFFFF")
    page.text("Dark on white", colour="14202E")
    assert pale_texts(page, tmp_path) == []


def test_of_a_gradient_a_text_must_be_legible_on_one_stop(tmp_path: Path) -> None:
    page = Page()
    background(of_slide(page), DARK, "FFFFFF")
    page.text("Light, on the dark end perhaps", colour=PALE)
    assert pale_texts(page, tmp_path) == []
    background(of_slide(page), "E8E8E8", "FFFFFF")
    assert len(pale_texts(page, tmp_path)) == 1


def test_text_on_a_picture_is_not_judged(tmp_path: Path) -> None:
    page = Page()
    page.slide.shapes.add_picture(BytesIO(_png()), 0, Inches(2), Inches(13), Inches(4))
    page.text("White on something", y=3.0, colour="FFFFFF")
    assert pale_texts(page, tmp_path) == []


def test_a_shape_below_the_text_counts_and_one_above_does_not(tmp_path: Path) -> None:
    page = Page()
    page.figure(0.5, 2.4, 6.0, 1.0, DARK)
    page.text("Dark on a dark panel", y=2.6, colour="14202E")
    assert len(pale_texts(page, tmp_path)) == 1
    panel = page.slide.shapes[-2]._element
    panel.getparent().append(panel)  # to the front
    assert pale_texts(page, tmp_path) == []


def test_a_shapes_own_fill_counts(tmp_path: Path) -> None:
    page = Page()
    shape = page.figure(1.0, 3.0, 4.0, 0.6, DARK, MSO_SHAPE.ROUNDED_RECTANGLE)
    shape.text_frame.text = "In the shape"
    run = shape.text_frame.paragraphs[0].runs[0]
    run.font.color.rgb = RGBColor.from_string("14202E")
    assert len(pale_texts(page, tmp_path)) == 1
    run.font.color.rgb = RGBColor.from_string(PALE)
    assert pale_texts(page, tmp_path) == []


def test_a_veil_is_seen_together_with_what_is_below_it(tmp_path: Path) -> None:
    """Half of black over white is a mid grey, on which small white text is hard to read."""
    page = Page()
    veil = page.figure(0.5, 2.4, 6.0, 1.0, "000000")
    colour = veil._element.find(f"{P}spPr/{A}solidFill/{A}srgbClr")
    etree.SubElement(colour, f"{A}alpha").set("val", "50000")
    page.text("White on half black", y=2.6, colour="FFFFFF")
    [finding] = pale_texts(page, tmp_path)
    assert finding.message.endswith("#FFFFFF on #808080")
    assert finding.measured == "4.0:1"  # half is 0.2140 of the light: 1.05 / 0.2640 = 3.98


def test_a_plate_of_the_layout_counts(tmp_path: Path) -> None:
    page = Page()
    shape = page.figure(0.0, 2.0, 13.333, 2.0, DARK)
    tree = of_layout(page)._element.find(f"{P}cSld/{P}spTree")
    tree.append(shape._element)
    page.text("Dark on the layout's band", y=2.6, colour="14202E")
    assert len(pale_texts(page, tmp_path)) == 1
    page.slide._element.set("showMasterSp", "0")
    assert pale_texts(page, tmp_path) == []


def test_a_hidden_plate_of_the_layout_is_not_seen(tmp_path: Path) -> None:
    page = Page()
    shape = page.figure(0.0, 2.0, 13.333, 2.0, DARK)
    shape._element.nvSpPr.cNvPr.set("hidden", "1")
    of_layout(page)._element.find(f"{P}cSld/{P}spTree").append(shape._element)
    page.text("Dark where a band is hidden", y=2.6, colour="14202E")
    assert pale_texts(page, tmp_path) == []


def test_a_cells_fill_counts(tmp_path: Path) -> None:
    page = Page()
    frame = page.table([("Metric", "Now"), ("NRR", "104%")])
    cell = frame.table.cell(0, 0)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(DARK)
    [finding] = pale_texts(page, tmp_path)
    assert "Metric" in finding.message
    cell.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(PALE)
    assert pale_texts(page, tmp_path) == []


def test_theme_colours_are_seen_through_the_colour_map(tmp_path: Path) -> None:
    page = Page()
    box = page.text("In the colour of the background")
    box.text_frame.paragraphs[0].runs[0].font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    assert len(pale_texts(page, tmp_path)) == 1
    mapping = of_master(page)._element.find(f"{P}clrMap")
    light, dark = mapping.get("bg1"), mapping.get("tx1")
    mapping.set("bg1", dark)
    mapping.set("tx1", light)
    background(of_slide(page), "FFFFFF")
    assert pale_texts(page, tmp_path) == []
