"""Bad and good slides for the rules of charts, tables, statuses and packages."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from tests.lint.cases_layout import pill
from tests.lint.pages import (
    QUARTERS,
    A,
    C,
    Make,
    Page,
    chart_xml,
    decorative,
    describe,
    identity,
    marked,
)
from tests.support.sample_decks import _png

BAR, COLUMN, LINE = (
    XL_CHART_TYPE.BAR_CLUSTERED, XL_CHART_TYPE.COLUMN_CLUSTERED, XL_CHART_TYPE.LINE,
)  # fmt: skip


def c1_bad() -> Page:
    page = Page()
    page.chart().chart.value_axis.minimum_scale = 0.9
    return page


def c1_good() -> Page:
    page = Page()
    page.chart().chart.value_axis.minimum_scale = 0
    page.chart(LINE, x=7.0, w=5.0).chart.value_axis.minimum_scale = 0.9
    return page


def bridge() -> Page:
    """Steps on a base that cannot be seen, on an axis that starts above zero."""
    page = Page()
    series = (("Base", (35.0, 36.0)), ("Step", (1.0, 2.0)))
    frame = page.chart(XL_CHART_TYPE.COLUMN_STACKED, ("Opening", "Expansion"), series)
    frame.chart.value_axis.minimum_scale = 30
    frame.chart.series[0].format.fill.background()
    return page


def _names(count: int) -> tuple[str, ...]:
    return tuple(f"Name {number}" for number in range(count))


def c2_bad() -> Page:
    page = Page()
    page.chart(BAR, _names(9), (("Churn", [float(n) for n in range(9)]),))
    return page


def c2_good() -> Page:
    page = Page()
    page.chart(BAR, _names(8), (("Churn", [float(n) for n in range(8)]),))
    people = "Bar chart, accounts of twelve CSMs."
    page.chart(BAR, _names(12), (("Load", [float(n) for n in range(12)]),), x=7, w=5, alt=people)
    return page


def c3_bad() -> Page:
    page = Page()
    page.chart().chart.has_legend = True
    return page


def c3_good() -> Page:
    page = Page()
    frame = page.chart()
    frame.chart.plots[0].has_data_labels = True
    many = tuple((f"Part {n}", (1.0, 2.0, 3.0, 4.0)) for n in range(3))
    page.chart(LINE, series=many, x=7, w=5).chart.has_legend = True
    return page


def axis_and_labels() -> Page:
    page = Page()
    frame = page.chart()
    frame.chart.plots[0].has_data_labels = True
    frame.chart.value_axis.visible = True
    return page


def c4_bad() -> Page:
    page = Page()
    page.chart(XL_CHART_TYPE.PIE, ("A", "B", "C"), (("Share", (0.2, 0.3, 0.5)),))
    return page


def c4_good() -> Page:
    page = Page()
    page.chart(XL_CHART_TYPE.PIE, ("Yes", "No"), (("Share", (0.2, 0.8)),))
    line = page.chart(LINE, x=7, w=5)
    line.chart.series[0].smooth = False
    return page


def chart_of(kind: Any) -> Page:
    page = Page()
    page.chart(kind)
    return page


def three_dimensions() -> Page:
    page = Page()
    chart = chart_xml(page.chart()).find(f"{C}chart")
    chart.insert(0, etree.SubElement(chart, f"{C}view3D"))
    return page


def smoothed() -> Page:
    page = Page()
    page.chart(LINE).chart.series[0].smooth = True
    return page


def second_axis() -> Page:
    """A second bar chart on axes of its own."""
    page = Page()
    frame = page.chart(series=(("NRR", (1.0, 1.1)), ("ARR", (20.0, 21.0))), categories=QUARTERS[:2])
    area = chart_xml(frame).find(f"{C}chart/{C}plotArea")
    first = area.find(f"{C}barChart")
    other = etree.fromstring(etree.tostring(first))
    first.remove(first.findall(f"{C}ser")[1])
    other.remove(other.findall(f"{C}ser")[0])
    first.addnext(other)
    for id_, new in zip(other.findall(f"{C}axId"), ("31", "32"), strict=True):
        id_.set("val", new)
    for name, new, cross in (("catAx", "31", "32"), ("valAx", "32", "31")):
        axis = etree.fromstring(etree.tostring(area.find(f"{C}{name}")))
        axis.find(f"{C}axId").set("val", new)
        axis.find(f"{C}crossAx").set("val", cross)
        area.append(axis)
    return page


def c5_bad() -> Page:
    page = Page()
    point = page.chart().chart.series[0].points[3]
    point.data_label.text_frame.text = "104%"
    return page


def c5_good() -> Page:
    page = Page()
    frame = page.chart()
    points = frame.chart.series[0].points
    points[3].data_label.position = XL_LABEL_POSITION.OUTSIDE_END
    points[0].data_label.text_frame.text = "first quarter"
    return page


def c6_bad() -> Page:
    page = Page()
    part = page.chart().chart.part.chart_workbook.xlsx_part
    book = load_workbook(BytesIO(part.blob))
    book.active["B5"] = 1.09  # the last of four values; 1.04 is drawn
    out = BytesIO()
    book.save(out)
    part._blob = out.getvalue()
    return page


def c6_good() -> Page:
    page = Page()
    page.chart(series=(("NRR", (1.01, None, 1.0, 1.04)), ("GRR, it's", (0.9, 0.91, 0.9, 0.92))))
    return page


def _stressed(place: int) -> Page:
    page = Page()
    frame = marked(page.chart())
    point = frame.chart.series[0].points[place]
    point.format.fill.solid()
    point.format.fill.fore_color.rgb = RGBColor.from_string("12436D")
    return page


def c7_bad() -> Page:
    return _stressed(2)


def c7_good() -> Page:
    return _stressed(3)


def _filled(*colours: str, outline: str = "") -> Page:
    page = Page()
    series = tuple((f"Part {n}", (1.0, 2.0, 3.0, 4.0)) for n in range(len(colours)))
    frame = page.chart(XL_CHART_TYPE.COLUMN_STACKED, series=series)
    for one, colour in zip(frame.chart.series, colours, strict=True):
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = RGBColor.from_string(colour)
        if outline:
            one.format.line.color.rgb = RGBColor.from_string(outline)
            one.format.line.width = Pt(1.25)
    return page


def c8_bad() -> Page:
    return _filled("E5E8EC")


def c8_good() -> Page:
    return _filled("12436D", "838C9C")


def alike() -> Page:
    return _filled("838C9C", "C2410C")


def alike_but_parted() -> Page:
    return _filled("838C9C", "C2410C", outline="FFFFFF")


_ROWS = (
    ("Reason", "", "Share"),
    ("Price", "", "40%"),
    ("A reason that is much too long", "", "2%"),
)


def _bars(first: str) -> Page:
    page = Page()
    rows = [(first if n == 2 else row[0], row[1], row[2]) for n, row in enumerate(_ROWS)]
    page.table(rows, w=4.2)
    page.chart(BAR, ("Price", "Other"), (("Share", (0.4, 0.02)),), 1.95, 2.9, 1.3, 0.8)
    return page


def small_labels() -> Page:
    page = Page()
    plot = page.chart().chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.font.size = Pt(8)
    return page


def pale_axis() -> Page:
    page = Page()
    font = page.chart().chart.category_axis.tick_labels.font
    font.size, font.color.rgb = Pt(12), RGBColor.from_string("BBBBBB")
    return page


def label_in_bar(label: str) -> Page:
    page = _filled("12436D")
    [frame] = [shape for shape in page.slide.shapes if shape.has_chart]
    plot = frame.chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.position = XL_LABEL_POSITION.CENTER
    plot.data_labels.font.size = Pt(12)
    plot.data_labels.font.color.rgb = RGBColor.from_string(label)
    return page


def dark_label_in_dark_bar() -> Page:
    return label_in_bar("14202E")


def c9_bad() -> Page:
    return _bars("A reason that is much too long for the column it stands in, by far")


def c9_good() -> Page:
    return _bars("Short")


def _band(low: float, high: float) -> Page:
    """Bars from 0 to 60 on a plot of 0.1 to 0.9 of a frame 6 in wide, and a band behind them."""
    page = Page()
    start, length = 0.5 + 6.0 * 0.1, 6.0 * 0.8
    x, right = start + length * low / 60, start + length * high / 60
    band = marked(page.figure(x, 2.6, right - x, 2.8, "DCE6F0"), "Target band")
    describe(band, "Target band, 20 to 35 accounts")
    alt = "Bar chart, accounts per CSM."
    frame = marked(page.chart(BAR, ("Ana", "Ben"), (("Accounts", (31.0, 44.0)),), alt=alt))
    axis = frame.chart.value_axis
    axis.minimum_scale, axis.maximum_scale = 0, 60
    area = chart_xml(frame).find(f"{C}chart/{C}plotArea")
    layout = area.find(f"{C}layout")
    if layout is None:
        layout = etree.SubElement(area, f"{C}layout")
        area.insert(0, layout)
    manual = etree.SubElement(layout, f"{C}manualLayout")
    for name, value in (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"),
                        ("x", "0.1"), ("y", "0.05"), ("w", "0.8"), ("h", "0.9")):  # fmt: skip
        etree.SubElement(manual, f"{C}{name}").set("val", value)
    return page


def c10_bad() -> Page:
    return _band(25, 40)


def c10_good() -> Page:
    return _band(20, 35)


def s3_bad() -> Page:
    return pill("On target", MSO_SHAPE.DIAMOND)


def s3_good() -> Page:
    return pill("Watch", MSO_SHAPE.DIAMOND)


def _picture(alt: str) -> Page:
    page = Page()
    describe(page.slide.shapes.add_picture(BytesIO(_png()), 914400, 2743200, 914400), alt)
    return page


def a1_bad() -> Page:
    return _picture("screenshot-4.png")


def a1_good() -> Page:
    page = _picture("The office in Lisbon")
    decorative(page.slide.shapes.add_picture(BytesIO(_png()), 2743200, 2743200, 914400))
    page.chart(y=4.0, h=2.0)
    return page


def without_alt(kind: str) -> Page:
    page = Page()
    frame = page.chart() if kind == "chart" else page.table([("Metric",), ("NRR",)])
    identity(frame).attrib.pop("descr")
    return page


def a4_bad() -> Page:
    page = Page()
    page.table([("NRR", "104%"), ("GRR", "98%")])
    table = page.slide.shapes[-1].table
    table.first_row = False
    return page


def a4_good() -> Page:
    page = Page()
    page.table([("Metric", "Now"), ("GRR", "98%")])
    return page


def merged() -> Page:
    page = Page()
    table = page.table([("Metric", "Now"), ("GRR", "98%")]).table
    table.cell(0, 0).merge(table.cell(0, 1))
    return page


def p1_bad() -> Page:
    """A picture whose relationship does not exist."""
    page = _picture("The office in Lisbon")
    blip = next(page.slide.shapes[-1]._element.iter(f"{A}blip"))
    blip.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", "rId99")
    return page


CASES: dict[str, tuple[Make, Make]] = {
    "C1": (c1_bad, c1_good), "C2": (c2_bad, c2_good), "C3": (c3_bad, c3_good),
    "C4": (c4_bad, c4_good), "C5": (c5_bad, c5_good), "C6": (c6_bad, c6_good),
    "C7": (c7_bad, c7_good), "C8": (c8_bad, c8_good), "C9": (c9_bad, c9_good),
    "C10": (c10_bad, c10_good), "S3": (s3_bad, s3_good), "A1": (a1_bad, a1_good),
    "A4": (a4_bad, a4_good), "P1": (p1_bad, a1_good),
}  # fmt: skip
