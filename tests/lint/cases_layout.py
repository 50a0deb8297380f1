"""Bad and good slides for the rules of place and type."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Inches

from tests.lint.pages import (
    TITLE_AND_CONTENT,
    A,
    Make,
    P,
    Page,
    marked,
)


def g1_bad() -> Page:
    page = Page()
    page.text("Beyond the edge", 12.5, 3.0, 1.0, 0.5)
    return page


def g1_good() -> Page:
    page = Page()
    page.text("At the edge", 12.338, 3.0, 1.0, 0.5)  # 0.005 in beyond, within the tolerance
    return page


def g2_bad() -> Page:
    page = Page()
    page.text("One sentence over another one", 1.0, 3.0)
    page.text("Another sentence under it", 1.2, 3.05)
    return page


def g2_good() -> Page:
    page = Page()
    page.figure(0.5, 2.4, 5.0, 2.0, "F2F5F8")
    page.text("On a panel", 1.0, 2.5, h=0.4)
    page.text("Its frame is wide, its words are not", 1.0, 3.0, w=8.0, h=0.4)
    page.text("Beside them", 6.0, 3.0, h=0.4)
    # A sparkline and a chart over the empty column of a table.
    page.table([("Metric", "", "Now"), ("NRR", "", "104%")], y=4.6)
    builder = page.slide.shapes.build_freeform(Inches(2.6), Inches(5.1))
    builder.add_line_segments([(Inches(3.0), Inches(5.2)), (Inches(3.8), Inches(5.05))], False)
    builder.convert_to_shape().fill.background()
    page.chart(XL_CHART_TYPE.BAR_CLUSTERED, ("NRR",), (("Now", (1.04,)),), 2.5, 5.0, 1.9, 0.4)
    return page


def g3_bad() -> Page:
    page = Page()
    page.text("Too far to the left", 0.2, 3.0)
    return page


def g3_good() -> Page:
    page = Page()
    page.text("At the margin", 0.5, 3.0)
    page.figure(0.0, 2.0, 0.25, 4.0, "12436D")  # a band of colour that reaches the edge
    page.text("7", 13.0, 7.0, 0.3, 0.3, size=10)  # the footer band is free
    return page


def g4_bad() -> Page:
    page = Page()
    marked(page.chart(x=1.0))
    return page


def g4_good() -> Page:
    page = Page()
    marked(page.chart(x=0.5, w=3.978))
    marked(page.table([("Metric",), ("NRR",)], x=4.678, w=2.0))
    return page


def g5_bad() -> Page:
    page = Page()
    page.text("A sentence that is far too long for the frame it was put into " * 2, w=2.0, h=0.5)
    return page


def g5_good() -> Page:
    page = Page()
    page.text("A sentence on two lines, and room for both", w=2.6, h=0.6)
    grown = page.text("This frame grows with its text: a line may break", w=2.6, h=0.3, y=4)
    grown.text_frame.auto_size = MSO_AUTO_SIZE.SHAPE_TO_FIT_TEXT
    return page


def t1_bad() -> Page:
    page = Page()
    page.text("Small print", size=9)
    return page


def t1_good() -> Page:
    page = Page()
    page.text("Large enough", size=12)
    page.text("Source: billing", 0.5, 6.9, size=10)
    page.text("▲", 6.0, size=9)
    return page


def t2_bad() -> Page:
    page = Page()
    page.text("In a font of its own", face="Comic Sans MS")
    return page


def t2_good() -> Page:
    page = Page()
    page.text("In the theme's font")
    page.text("In the theme's font by name", y=3.2, face="Calibri")
    page.text("▲ ▼", y=4.0, face="Arial")
    page.text("grace_days: 30", y=4.8, face="Consolas")
    return page


def t3_bad() -> Page:
    page = Page()
    page.text("Pale grey on white", colour="AAAAAA")
    return page


def t3_good() -> Page:
    page = Page()
    page.figure(0.5, 2.4, 6.0, 1.0, "0E3555")
    page.text("White on a dark panel", y=2.6, colour="FFFFFF")
    page.text("Dark on white", y=3.6, colour="55606E")
    page.text("Large may be paler", y=4.4, colour="838C9C", size=24)
    return page


def t4_bad() -> Page:
    return Page(TITLE_AND_CONTENT)


def t4_good() -> Page:
    page = Page(TITLE_AND_CONTENT)
    page.slide.placeholders[1].text_frame.text = "Filled"
    return page


def t5_bad() -> Page:
    return Page(title="Net revenue retention rose and rose " * 5)


def t5_good() -> Page:
    page = Page(title="Net revenue retention rose 1.8 pp to 104%,\vabove the 102% target")
    marked(page.chart())
    return page


_T6 = "Net revenue retention rose 1.8 pp to 104.2% in Q2 2025, the third rise in 8 quarters"


def t6_bad() -> Page:
    page = Page(title=_T6)
    marked(page.chart(series=(("NRR", (1.01, 1.02, 1.0, 1.071)),)))
    page.text("▲ +1.8 pp better", 7.0)
    return page


def t6_good() -> Page:
    page = Page(title=_T6)
    marked(page.chart(series=(("NRR", (1.01, 1.02, 1.0, 1.0419)),)))
    page.text("▲ +1.8\u00a0pp better", 7.0)
    return page


_ASK = "SAY\nNRR held.\n\nASK\n[CRO] Which accounts moved it most?\n\n--- notes below are yours"


def t7_bad() -> Page:
    page = Page()
    marked(page.text("Which accounts moved it most?"), "Why, text")
    page.notes(_ASK)
    return page


def t7_good() -> Page:
    page = Page()
    marked(page.text("Three large customers upgraded in May."), "Why, text")
    page.notes(_ASK)
    return page


def t8_bad() -> Page:
    page = Page()
    page.text("word " * 261, w=12.0, h=4.0)
    return page


def t8_good() -> Page:
    page = Page()
    page.text("word " * 120 + "1,234 " * 100, w=12.0, h=4.0)
    return page


def t9_bad() -> Page:
    page = Page()
    page.text("a change of -5% in a quarter")
    return page


def t9_good() -> Page:
    page = Page()
    page.text("a change of \u22125% in 2020-2021, as of 2025-06-30, covid-19, 10-12 days", w=9.0)
    return page


def t10_bad() -> Page:
    page = Page()
    marked(page.text("Runs on and on", wrap=False))
    return page


def t10_good() -> Page:
    page = Page()
    marked(page.text("Wraps"))
    return page


def s1_bad() -> Page:
    page = Page()
    page.text("5.2%", colour="C00000")
    return page


def s1_good() -> Page:
    page = Page()
    page.text("\u22125.2%", colour="C00000")
    page.text("5.2% worse", y=3.2, colour="C00000")
    page.text("5.2%", y=4.0, colour="12436D")
    return page


def s2_bad() -> Page:
    page = Page()
    shape = marked(page.figure(1.0, 2.5, 2.0, 1.0, "F2F5F8"))
    shape._element.find(f"{P}spPr").append(
        etree.fromstring(
            f'<a:effectLst xmlns:a="{A[1:-1]}"><a:outerShdw blurRad="50800"><a:srgbClr '
            'val="000000"/></a:outerShdw></a:effectLst>'
        )
    )
    return page


def s2_good() -> Page:
    page = Page()
    marked(page.figure(1.0, 2.5, 2.0, 1.0, "F2F5F8"))
    return page


def pill(word: str, geometry: Any) -> Page:
    """A status pill with a mark."""
    page = Page()
    marked(page.text(word, 1.0, 3.0, 1.6, 0.4, size=12), "Status")
    marked(page.figure(1.05, 3.13, 0.13, 0.13, "55606E", geometry), "Mark")
    return page


def p3_bad() -> Page:
    page = Page()
    marked(page.chart())
    page.footer("Source: billing.")
    return page


def p3_good() -> Page:
    page = Page()
    marked(page.chart())
    page.footer("Source: billing; as\u00a0of 3 Jul 2025. n\u00a0=\u00a0398 customers.")
    return page


def a2_bad() -> Page:
    return Page(title="")


def a3_bad() -> Page:
    page = Page()
    page.text("Below, but read first", y=4.0)
    page.text("Above, but read second", y=3.0)
    return page


def a3_good() -> Page:
    page = Page()
    page.text("First", y=3.0)
    page.text("Second", y=4.0)
    page.text("Third, in another column", x=7.0, y=3.0)
    return page


def a5_bad() -> Page:
    page = Page()
    page.presentation.core_properties.title = ""
    return page


def a5_good() -> Page:
    page = Page()
    page.presentation.core_properties.language = "en-US"
    return page


CASES: dict[str, tuple[Make, Make]] = {
    "G1": (g1_bad, g1_good), "G2": (g2_bad, g2_good), "G3": (g3_bad, g3_good),
    "G4": (g4_bad, g4_good), "G5": (g5_bad, g5_good), "T1": (t1_bad, t1_good),
    "T2": (t2_bad, t2_good), "T3": (t3_bad, t3_good), "T4": (t4_bad, t4_good),
    "T5": (t5_bad, t5_good), "T6": (t6_bad, t6_good), "T7": (t7_bad, t7_good),
    "T8": (t8_bad, t8_good), "T9": (t9_bad, t9_good), "T10": (t10_bad, t10_good),
    "S1": (s1_bad, s1_good), "S2": (s2_bad, s2_good), "P3": (p3_bad, p3_good),
    "A2": (a2_bad, Page), "A3": (a3_bad, a3_good), "A5": (a5_bad, a5_good),
}  # fmt: skip
