"""Slides for the rules, made with python-pptx and lxml alone: nothing of deckgen's writer."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Inches, Pt

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
TITLE_ONLY, TITLE_AND_CONTENT, BLANK = 5, 1, 6
HEADLINE = "Net revenue retention held in the second quarter"
QUARTERS = ("Q3 24", "Q4 24", "Q1 25", "Q2 25")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass
class Page:
    """A presentation with one slide, 13.333 × 7.5 in, and ways to put things on it."""

    layout: int = TITLE_ONLY
    title: str = HEADLINE
    presentation: Any = field(init=False)
    slide: Any = field(init=False)

    def __post_init__(self) -> None:
        self.presentation = Presentation()
        self.presentation.slide_width, self.presentation.slide_height = Inches(13.333), Inches(7.5)
        self.presentation.core_properties.title = "Review"
        self.slide = self.presentation.slides.add_slide(
            self.presentation.slide_layouts[self.layout]
        )
        heading = self.slide.shapes.title
        if heading is not None:
            heading.left, heading.top = Inches(0.5), Inches(0.7)
            heading.width, heading.height = Inches(12.333), Inches(0.92)
            heading.text_frame.text = self.title
            for paragraph in heading.text_frame.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(26)

    def text(
        self,
        words: str,
        x: float = 1.0,
        y: float = 2.5,
        w: float = 4.0,
        h: float = 0.5,
        *,
        size: float | None = 14,
        colour: str = "",
        bold: bool = False,
        face: str = "",
        wrap: bool = True,
    ) -> Any:
        """A text box; lines become paragraphs."""
        box = self.slide.shapes.add_textbox(Inches(x), Inches(y), Inches(w), Inches(h))
        box.text_frame.word_wrap = wrap
        box.text_frame.text = words
        for paragraph in box.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(size) if size else None
                run.font.bold = bold
                if face:
                    run.font.name = face
                if colour:
                    run.font.color.rgb = RGBColor.from_string(colour)
        return box

    def figure(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str = "",
        kind: Any = MSO_SHAPE.RECTANGLE,
    ) -> Any:
        """A preset shape without text, shadow or outline."""
        shape = self.slide.shapes.add_shape(kind, Inches(x), Inches(y), Inches(w), Inches(h))
        style = shape._element.find(f"{P}style")
        shape._element.remove(style)
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = RGBColor.from_string(fill)
        else:
            shape.fill.background()
        shape.line.fill.background()
        return shape

    def chart(
        self,
        kind: Any = XL_CHART_TYPE.COLUMN_CLUSTERED,
        categories: Sequence[str] = QUARTERS,
        series: Sequence[tuple[str, Sequence[float | None]]] = (("NRR", (1.01, 1.02, 1.0, 1.04)),),
        x: float = 0.5,
        y: float = 2.5,
        w: float = 6.0,
        h: float = 3.0,
        alt: str = "Column chart, net revenue retention by quarter.",
    ) -> Any:
        """A native chart in 12 pt without a legend or a labelled value axis; its frame."""
        if kind in (XL_CHART_TYPE.XY_SCATTER, XL_CHART_TYPE.XY_SCATTER_SMOOTH):
            points = XyChartData()
            for name, values in series:
                row = points.add_series(name)
                for place, value in enumerate(values):
                    row.add_data_point(place, value)
            data: Any = points
        else:
            data = CategoryChartData()
            data.categories = list(categories)
            for name, values in series:
                data.add_series(name, values)
        frame = self.slide.shapes.add_chart(kind, Inches(x), Inches(y), Inches(w), Inches(h), data)
        frame.chart.has_legend = False
        frame.chart.has_title = False
        frame.chart.font.size = Pt(12)
        if kind not in (XL_CHART_TYPE.PIE, XL_CHART_TYPE.DOUGHNUT):
            frame.chart.value_axis.visible = False
        describe(frame, alt)
        return frame

    def table(
        self,
        rows: Sequence[Sequence[str]],
        x: float = 0.5,
        y: float = 2.5,
        w: float = 6.0,
        row: float = 0.4,
        alt: str = "Table, metrics and their values.",
    ) -> Any:
        """A native table in 12 pt without fills; its frame."""
        count = len(rows[0])
        frame = self.slide.shapes.add_table(
            len(rows), count, Inches(x), Inches(y), Inches(w), Inches(row * len(rows))
        )
        style = frame._element.find(f".//{A}tableStyleId")
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
        for number, cells in enumerate(rows):
            for place, words in enumerate(cells):
                cell = frame.table.cell(number, place)
                cell.text = words
                cell.margin_top = cell.margin_bottom = Emu(0)
                for paragraph in cell.text_frame.paragraphs:
                    for run in paragraph.runs:
                        run.font.size = Pt(12)
        describe(frame, alt)
        return frame

    def notes(self, words: str) -> None:
        """Speaker notes."""
        self.slide.notes_slide.notes_text_frame.text = words

    def footer(self, words: str) -> None:
        """Text at the foot of the slide."""
        self.text(words, 0.5, 6.9, 10.0, 0.4, size=10)

    def save(self, folder: Path, name: str = "page.pptx") -> Path:
        """The file."""
        path = folder / name
        self.presentation.save(str(path))
        return path


Make = Callable[[], Page]


def describe(shape: Any, alt: str) -> None:
    """Gives a shape its alternative text."""
    identity(shape).set("descr", alt)


def identity(shape: Any) -> Any:
    """The non-visual properties of a shape."""
    return next(shape._element.iter(f"{P}cNvPr"))


def marked(shape: Any, label: str = "") -> Any:
    """Gives a shape the name of one that deckgen made: a label and a mark."""
    number = int(identity(shape).get("id"))
    uid = "".join(_ALPHABET[(number * 7 + place) % 32] for place in range(8))
    identity(shape).set("name", f"{label or 'Shape'} [dk:{uid}]")
    return shape


def decorative(shape: Any) -> Any:
    """Marks a shape as decoration."""
    identity(shape).append(
        etree.fromstring(
            '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
            "</a:ext></a:extLst>"
        )
    )
    return shape


def chart_xml(frame: Any) -> Any:
    """``c:chartSpace`` of a chart's frame, which may be changed."""
    return frame.chart._chartSpace


def duplicated(page: Page) -> None:
    """A second slide with the title of the first."""
    slide = page.presentation.slides.add_slide(page.presentation.slide_layouts[TITLE_ONLY])
    heading = slide.shapes.title
    heading.text_frame.text = page.title
    original = page.slide.shapes.title._element
    properties = heading._element.find(f"{P}spPr")
    heading._element.replace(properties, copy.deepcopy(original.find(f"{P}spPr")))
