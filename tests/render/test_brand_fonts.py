"""Fonts of a foreign template: those that its placeholders have, in all that is written."""

from __future__ import annotations

import re
from pathlib import Path

from pptx import Presentation

from deckgen.lint import chosen_rules, lint_deck
from deckgen.render import write_deck
from deckgen.theme.folder import load_template
from tests.render.decks import every_slide
from tests.support.sample_decks import read_members
from tests.support.templates import Brand, Holder, Page

HEAD = (Holder("title"), Holder("ftr", idx=10), Holder("sldNum", idx=11))
LAYOUTS = (Page("Plain", HEAD),)
TYPEFACE = re.compile(rb'<a:latin typeface="([^"]*)"')


def written(folder: Path, brand: Brand) -> Path:
    return write_deck(every_slide(), folder / "deck.pptx", load_template(brand.written(folder)))


def faces(path: Path, start: str) -> set[str]:
    parts = [blob for name, blob in read_members(path) if name.startswith(start)]
    return {face.decode() for blob in parts for face in TYPEFACE.findall(blob)} - {"Arial"}


def test_a_template_that_sets_its_text_in_the_themes_fonts_is_referred_to(tmp_path: Path) -> None:
    path = written(tmp_path, Brand(LAYOUTS, fonts=("Georgia", "Verdana")))
    assert faces(path, "ppt/slides/") <= {"+mj-lt", "+mn-lt"}
    assert faces(path, "ppt/charts/chart") == {"+mn-lt"}


def test_names_in_other_scripts_have_the_themes_fonts_for_them_in_charts(tmp_path: Path) -> None:
    path = written(tmp_path, Brand(LAYOUTS))
    charts = [blob for name, blob in read_members(path) if name.startswith("ppt/charts/chart")]
    assert charts
    for blob in charts:
        latin, others = (
            blob.count(b"<a:latin "),
            (b'<a:ea typeface="+mn-ea"/>', b'<a:cs typeface="+mn-cs"/>'),
        )
        assert [blob.count(one) for one in others] == [latin, latin]


def test_a_template_that_names_other_fonts_than_its_themes_has_them_everywhere(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, Brand(LAYOUTS, named_fonts=("Georgia", "Verdana")))
    assert faces(path, "ppt/slides/") == {"Georgia", "Verdana"}
    assert faces(path, "ppt/charts/chart") == {"Verdana"}
    assert lint_deck(path, chosen_rules(["T2", "G5", "P1"], [])) == ()


def test_the_title_keeps_the_templates_own_font(tmp_path: Path) -> None:
    path = written(tmp_path, Brand(LAYOUTS, named_fonts=("Georgia", "")))
    for slide in Presentation(str(path)).slides:
        title = slide.shapes.title
        assert title is not None
        runs = [run for paragraph in title.text_frame.paragraphs for run in paragraph.runs]
        assert {run.font.name for run in runs} == {None}


def test_a_sentence_is_not_set_in_capitals_where_titles_are(tmp_path: Path) -> None:
    """ "1.4 PP TO $2.3K" reads as other units."""
    path = written(tmp_path, Brand(LAYOUTS, caps=True))
    told = [slide for slide in Presentation(str(path)).slides
            if any(shape.has_chart for shape in slide.shapes)]  # fmt: skip
    assert told
    for slide in told:
        title = slide.shapes.title
        assert title is not None
        for paragraph in title.text_frame.paragraphs:
            assert {run._r.rPr.get("cap") for run in paragraph.runs} == {"none"}
    assert lint_deck(path, chosen_rules(["G5", "T5"], [])) == ()
