"""What people do to a deck is found, each where it was done, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu, Inches, Pt

from deckgen.lint import Severity, lint_deck
from deckgen.render import deck_bytes
from tests.render import decks

NUMBER = 1


def labelled(slide: Any, label: str) -> Any:
    return next(shape for shape in slide.shapes if shape.name.startswith(f"{label} [dk:"))


def smaller(slide: Any) -> None:
    labelled(slide, "What happened, text").text_frame.paragraphs[0].runs[0].font.size = Pt(8)


def longer(slide: Any) -> None:
    labelled(slide, "What happened, text").text_frame.paragraphs[0].runs[0].text = "and so on " * 20


def paler(slide: Any) -> None:
    run = labelled(slide, "What happened, text").text_frame.paragraphs[0].runs[0]
    run.font.color.rgb = RGBColor.from_string("C8C8C8")


def moved(slide: Any) -> None:
    shape = labelled(slide, "Company")
    place = shape.left, shape.top, shape.width, shape.height
    _, shape.top, shape.width, shape.height = place
    shape.left = Inches(13.2)


def laid_over(slide: Any) -> None:
    box = slide.shapes.add_textbox(Inches(0.8), Inches(5.9), Inches(2), Inches(0.3))
    box.text_frame.text = "NB: restated"
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(14)


def renumbered(slide: Any) -> None:
    """The key number and the table of values say one thing, the headline another."""
    run = labelled(slide, "Headline").text_frame.paragraphs[0].runs[0]
    run.text = run.text.replace("108.4%", "111.3%")


def typed(slide: Any) -> None:
    chart = next(shape for shape in slide.shapes if shape.has_chart).chart
    chart.series[0].points[0].data_label.text_frame.text = "120%"


def cut(slide: Any) -> None:
    """A bar chart in place of the trend, on an axis that begins at 1."""
    frame = next(shape for shape in slide.shapes if shape.has_chart)
    data = CategoryChartData()
    data.categories = ["Q1 26", "Q2 26"]
    data.add_series("Net revenue retention", (1.066, 1.084))
    box = (frame.left, frame.top, frame.width, frame.height)
    name, alt = frame.name, frame._element.nvGraphicFramePr.cNvPr.get("descr")
    frame._element.getparent().remove(frame._element)
    new = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)
    new.name = name
    new._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    new.chart.value_axis.minimum_scale = 1
    new.chart.value_axis.visible = False
    new.chart.has_legend = False
    new.chart.font.size = Pt(12)


def without_source(slide: Any) -> None:
    footer = next(one for one in slide.placeholders if one.placeholder_format.idx == 11)
    footer.text_frame.text = "Internal"


EDITS: dict[Callable[[Any], None], set[str]] = {
    smaller: {"T1"}, longer: {"G5"}, paler: {"T3"}, moved: {"G1"}, renumbered: {"T6"},
    typed: {"C5"}, without_source: {"P3"},
    laid_over: {"G2"},
    # What is new on a slide is read last, but for the footer, wherever it stands.
    cut: {"C1", "A3"},
}  # fmt: skip


def found(content: bytes, path: Path) -> set[tuple[str, int | None]]:
    path.write_bytes(content)
    return {(one.code, one.slide) for one in lint_deck(path) if one.severity is not Severity.INFO}


@pytest.fixture(scope="module")
def untouched() -> bytes:
    """A title slide and one metric slide."""
    slides = decks.every_slide().slides
    title = next(one for one in slides if one.key == "title")
    metric = next(one for one in slides if one.key.startswith("metric/"))
    return deck_bytes(decks.deck(title, metric))


def test_before_anybody_edits_there_is_nothing(untouched: bytes, tmp_path: Path) -> None:
    assert found(untouched, tmp_path / "deck.pptx") == set()


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edit_is_found_on_its_slide(
    edit: Callable[[Any], None], untouched: bytes, tmp_path: Path
) -> None:
    presentation = Presentation(BytesIO(untouched))
    assert presentation.slide_width > Emu(0)
    edit(presentation.slides[NUMBER])
    out = BytesIO()
    presentation.save(out)
    after = found(out.getvalue(), tmp_path / "deck.pptx")
    assert after == {(code, NUMBER + 1) for code in EDITS[edit]}
