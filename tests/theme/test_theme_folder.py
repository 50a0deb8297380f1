"""A theme folder that a person changed: the next deck follows, and mistakes are told."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Emu, Pt

from deckgen.bundled import themes_folder
from deckgen.errors import ConfigError
from deckgen.model.deck import Slide, SlideKind
from deckgen.render import deck_bytes
from deckgen.theme.folder import load_theme
from deckgen.theme.zipping import zip_bytes
from tests.render import decks

THEME_PART = "ppt/theme/theme1.xml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(themes_folder() / "default", tmp_path / "house"))


def restyled(folder: Path, change: Callable[[Any], None]) -> None:
    """Changes the template as a person would: opened, edited, saved."""
    path = folder / "template.pptx"
    presentation = Presentation(str(path))
    change(presentation)
    presentation.save(str(path))


def rewritten(folder: Path, part: str, before: str, after: str) -> None:
    path = folder / "template.pptx"
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert before.encode() in members[part]
    members[part] = members[part].replace(before.encode(), after.encode())
    path.write_bytes(zip_bytes(members.items()))


def metric_slide() -> Slide:
    return next(slide for slide in decks.every_slide().slides if slide.kind is SlideKind.METRIC)


def drawn(folder: Path) -> Any:
    content = deck_bytes(decks.deck(metric_slide()), load_theme(folder))
    return Presentation(io.BytesIO(content))


def holder(slide: Any, name: str) -> Any:
    """The slide's shape in the placeholder that its layout calls by a name."""
    idx = next(
        one.placeholder_format.idx for one in slide.slide_layout.placeholders if one.name == name
    )
    return next(one for one in slide.placeholders if one.placeholder_format.idx == idx)


def test_a_headline_moved_on_the_master_moves_on_the_slide(folder: Path) -> None:
    def move(presentation: Any) -> None:
        title = next(
            one for one in presentation.slide_master.placeholders if one.name == "Headline"
        )
        title.left, title.top = Emu(914400), Emu(914400)

    restyled(folder, move)
    title = drawn(folder).slides[0].shapes.title
    assert (title.left, title.top) == (914400, 914400)
    assert title._element.spPr.xfrm is None  # it inherits its place, so Reset keeps it


def test_a_chart_moved_on_its_layout_moves_on_the_slide_with_rule_and_title(folder: Path) -> None:
    name = drawn(folder).slides[0].slide_layout.name
    before = holder(drawn(folder).slides[0], "Exhibit 1")
    rule_before = next(s for s in drawn(folder).slides[0].shapes if s.name.startswith("Rule"))

    def move(presentation: Any) -> None:
        layout = next(one for one in presentation.slide_layouts if one.name == name)
        for one in layout.placeholders:
            if one.name.startswith("Exhibit 1"):
                one.left, one.width = Emu(one.left + 300_000), Emu(one.width - 300_000)

    restyled(folder, move)
    slide = drawn(folder).slides[0]
    after = holder(slide, "Exhibit 1")
    rule = next(one for one in slide.shapes if one.name.startswith("Rule"))
    assert abs(after.left - before.left - 300_000) < 5_000
    assert abs(after.width - before.width + 300_000) < 5_000
    assert abs(rule.left - rule_before.left - 300_000) < 5_000


def test_a_number_moved_on_its_layout_takes_the_panel_along(folder: Path) -> None:
    def panel(presentation: Any) -> Any:
        return next(one for one in presentation.slides[0].shapes if one.name.startswith("Panel ["))

    name, before = drawn(folder).slides[0].slide_layout.name, panel(drawn(folder))

    def move(presentation: Any) -> None:
        layout = next(one for one in presentation.slide_layouts if one.name == name)
        number = next(one for one in layout.placeholders if one.name == "Number")
        number.top = Emu(number.top + 200_000)

    restyled(folder, move)
    assert abs(panel(drawn(folder)).top - before.top - 200_000) < 5_000


def test_a_theme_colour_and_font_of_the_template_are_the_decks(folder: Path) -> None:
    rewritten(
        folder,
        THEME_PART,
        '<a:accent1><a:srgbClr val="12436D"/>',
        '<a:accent1><a:srgbClr val="7A1FA2"/>',
    )
    rewritten(
        folder,
        THEME_PART,
        '<a:majorFont><a:latin typeface="Calibri"/>',
        '<a:majorFont><a:latin typeface="Georgia"/>',
    )
    theme = load_theme(folder)
    palette = theme.stage(SlideKind.METRIC).palette
    assert (palette.accent.hex, palette.accent.slot) == ("7A1FA2", "accent1")
    assert theme.style.major_font == "Georgia"
    slide = drawn(folder).slides[0]
    shapes = [etree.tostring(shape._element).decode() for shape in slide.shapes]
    assert not [xml for xml in shapes if "12436D" in xml]
    assert any('schemeClr val="accent1"' in xml for xml in shapes)
    # Neither headline nor number names a font, so both are set in the theme's.
    for name in ("Headline", "Number"):
        assert "<a:latin" not in etree.tostring(holder(slide, name)._element).decode()


def test_a_headline_size_of_the_template_is_what_headlines_are_measured_with(folder: Path) -> None:
    def enlarge(presentation: Any) -> None:
        style = presentation.slide_master._element.find(".//{*}titleStyle")
        style.find(".//{*}defRPr").set("sz", str(Pt(30).pt * 100)[:4])

    restyled(folder, enlarge)
    theme = load_theme(folder)
    assert theme.stage(SlideKind.METRIC).headline.points == 30
    assert theme.style.sizes.headline == 30


def test_a_placeholder_that_was_deleted_is_drawn_without(folder: Path) -> None:
    name = drawn(folder).slides[0].slide_layout.name

    def delete(presentation: Any) -> None:
        layout = next(one for one in presentation.slide_layouts if one.name == name)
        for one in list(layout.placeholders):
            if one.name == "Why":
                one._element.getparent().remove(one._element)

    restyled(folder, delete)
    slide = drawn(folder).slides[0]
    assert any("Why" in shape.name for shape in slide.shapes)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("accent: accent1 ", "accent: accnt1 ", "accent is 'accnt1'"),
        ("  ink: tx1 ", "  inc: tx1 ", "no colour role 'inc'"),
        ("layouts: [Cover]", "layouts: [Covr]", "the template has no layout 'Covr'"),
        ("{palette: cover, layouts: [Cover]}", "{palette: covr, layouts: [Cover]}", "'covr'"),
        ("  scorecard:", "  scorecards:", "no kind of slide is called 'scorecards'"),
        ("template: template.pptx", "template: templat.pptx", "no such file or directory"),
        ("palettes:", "colours:", "unknown key 'colours'"),
        ("layouts: [Cover]", "layouts: Cover", "layouts is no list of names"),
    ],
)
def test_a_mistake_in_the_description_is_told_with_its_place(
    folder: Path, before: str, after: str, told: str
) -> None:
    path = folder / "theme.yaml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(ConfigError) as raised:
        load_theme(folder)
    issues = [issue for issue in raised.value.issues if told in issue.message]
    assert issues, raised.value
    assert issues[0].location is not None
    assert issues[0].location.file == str(path)
    assert issues[0].location.line is not None


def test_a_layout_that_several_kinds_of_slides_use_is_missed_once(folder: Path) -> None:
    path = folder / "theme.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("- Metric 9\n", "- Metric nine\n"), "utf-8")  # metric, unavailable
    with pytest.raises(ConfigError) as raised:
        load_theme(folder)
    assert [issue.code for issue in raised.value.issues] == ["theme-106"]


def test_a_file_that_is_no_template_is_told(folder: Path) -> None:
    (folder / "template.pptx").write_bytes(b"PK\x03\x04 but no more")
    with pytest.raises(ConfigError, match="cannot be used: not a presentation"):
        load_theme(folder)
