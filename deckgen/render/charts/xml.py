"""The elements of a chart part, in the order that the schema asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from deckgen.render.charts.measure import label_code
from deckgen.render.charts.sheet import Sheet, number_text
from deckgen.render.shape import Outline, outline_xml
from deckgen.render.text import Font, fill_xml, font_xml
from deckgen.theme.style import Colour, Palette, Style

CATEGORY_AXIS, VALUE_AXIS = 111111111, 222222222
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SHOW = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


@dataclass(frozen=True, slots=True)
class Label:
    """The label of one point, linked to its value and to the series' name, never typed.

    ``position`` is t, b, l, r, ctr, inEnd, inBase or outEnd; ``behind`` a fill that keeps a label
    legible over a thin bar.
    """

    index: int
    position: str
    font: Font
    value: bool = True
    name: bool = False
    behind: Colour | None = None


def text_properties(font: Font, language: str, wrap: str = "square") -> str:
    """``c:txPr`` for labels and axes."""
    return (
        f'<c:txPr><a:bodyPr rot="0" vert="horz" wrap="{wrap}"/><a:lstStyle/><a:p><a:pPr>'
        f'{font_xml("a:defRPr", font)}</a:pPr><a:endParaRPr lang="{language}"/></a:p></c:txPr>'
    )


def labels(
    points: Sequence[Label],
    number_format: str,
    language: str,
    values: Sequence[float | None] = (),
) -> str:
    """``c:dLbls``: the given labels and no others. With ``values`` each label has the code that
    reads as its value does in a text."""

    def code(label: Label) -> str:
        value = values[label.index] if label.index < len(values) else None
        return number_format if value is None else label_code(value, number_format)

    ordered = sorted(points, key=lambda label: label.index)
    hidden = "".join(f'<c:show{what} val="0"/>' for what in _SHOW)
    shown = "".join(_label(label, code(label), language) for label in ordered)
    return f"<c:dLbls>{shown}{hidden}</c:dLbls>"


def _label(label: Label, number_format: str, language: str) -> str:
    on = {"Val": label.value, "SerName": label.name}
    show = "".join(f'<c:show{what} val="{int(on.get(what, False))}"/>' for what in _SHOW)
    separator = "<c:separator>  </c:separator>" if label.value and label.name else ""
    return (
        f'<c:dLbl><c:idx val="{label.index}"/>'
        f'<c:numFmt formatCode={quoteattr(number_format)} sourceLinked="0"/>'
        f"<c:spPr>{fill_xml(label.behind)}<a:ln><a:noFill/></a:ln></c:spPr>"
        f"{text_properties(label.font, language, wrap='none')}"
        f'<c:dLblPos val="{label.position}"/>{show}{separator}</c:dLbl>'
    )


def shape_properties(fill: Colour | None, outline: Outline | None = None) -> str:
    """``c:spPr`` of a bar or an area."""
    return f"<c:spPr>{fill_xml(fill)}{outline_xml(outline)}</c:spPr>"


def line_properties(outline: Outline | None) -> str:
    """``c:spPr`` of a line."""
    if outline is None:
        return "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
    line = outline_xml(outline).replace("<a:ln ", '<a:ln cap="rnd" ', 1)
    return f"<c:spPr>{line.replace('</a:ln>', '<a:round/></a:ln>')}</c:spPr>"


def marker(
    symbol: str, size: int = 0, fill: Colour | None = None, edge: Colour | None = None
) -> str:
    """``c:marker``; ``none`` has no size."""
    if symbol == "none":
        return '<c:marker><c:symbol val="none"/></c:marker>'
    outline = Outline(1.5, edge) if edge else None
    return (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/>'
        f"<c:spPr>{fill_xml(fill)}{outline_xml(outline)}</c:spPr></c:marker>"
    )


def line_point(index: int, mark: str, outline: Outline | None) -> str:
    """``c:dPt`` of a line: a point that bears its own marker."""
    look = line_properties(outline)
    return f'<c:dPt><c:idx val="{index}"/>{mark}<c:bubble3D val="0"/>{look}</c:dPt>'


def bar_point(index: int, fill: Colour | None, outline: Outline | None = None) -> str:
    """``c:dPt`` of a bar in its own colour."""
    return (
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{shape_properties(fill, outline)}</c:dPt>"
    )


def series_head(sheet: Sheet, index: int) -> str:
    """Index, order and name of the series in the column at ``index``."""
    name = escape(sheet.columns[index].name)
    return (
        f'<c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef>'
        f'<c:f>{sheet.name_reference(index)}</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def category_data(sheet: Sheet) -> str:
    """``c:cat``."""
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(category)}</c:v></c:pt>'
        for index, category in enumerate(sheet.categories)
    )
    return (
        f"<c:cat><c:strRef><c:f>{sheet.category_reference}</c:f><c:strCache>"
        f'<c:ptCount val="{len(sheet.categories)}"/>{points}</c:strCache></c:strRef></c:cat>'
    )


def value_data(sheet: Sheet, index: int, tag: str = "c:val") -> str:
    """The values of the column at ``index``: ``c:val``, ``c:xVal`` or ``c:yVal``."""
    column = sheet.columns[index]
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{number_text(value)}</c:v></c:pt>'
        for place, value in enumerate(column.values)
        if value is not None
    )
    return (
        f"<{tag}><c:numRef><c:f>{sheet.value_reference(index)}</c:f><c:numCache>"
        f"<c:formatCode>{escape(column.number_format)}</c:formatCode>"
        f'<c:ptCount val="{len(column.values)}"/>{points}</c:numCache></c:numRef></{tag}>'
    )


def line_series(sheet: Sheet, index: int, look: str, mark: str, points: str, labelled: str) -> str:
    """``c:ser`` of a line chart."""
    return (
        f"<c:ser>{series_head(sheet, index)}{look}{mark}{points}{labelled}"
        f'{category_data(sheet)}{value_data(sheet, index)}<c:smooth val="0"/></c:ser>'
    )


def bar_series(sheet: Sheet, index: int, look: str, points: str, labelled: str) -> str:
    """``c:ser`` of a bar or column chart."""
    return (
        f'<c:ser>{series_head(sheet, index)}{look}<c:invertIfNegative val="0"/>{points}{labelled}'
        f"{category_data(sheet)}{value_data(sheet, index)}</c:ser>"
    )


def _axis_ids() -> str:
    return f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'


def line_chart(series: Iterable[str]) -> str:
    """``c:lineChart``; "" without series."""
    inner = "".join(series)
    if not inner:
        return ""
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{inner}'
        f'<c:marker val="1"/>{_axis_ids()}</c:lineChart>'
    )


def bar_chart(
    series: Iterable[str], *, direction: str, grouping: str, gap: int, overlap: int
) -> str:
    """``c:barChart``: ``direction`` is col or bar."""
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{"".join(series)}<c:gapWidth val="{gap}"/>'
        f'<c:overlap val="{overlap}"/>{_axis_ids()}</c:barChart>'
    )


def scatter_chart(series: Iterable[str]) -> str:
    """``c:scatterChart`` of points without lines."""
    return (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f"{''.join(series)}{_axis_ids()}</c:scatterChart>"
    )


def scaling(low: float | None = None, high: float | None = None, *, reverse: bool = False) -> str:
    """``c:scaling``."""
    limits = "" if high is None else f'<c:max val="{number_text(high)}"/>'
    limits += "" if low is None else f'<c:min val="{number_text(low)}"/>'
    return (
        f'<c:scaling><c:orientation val="{"maxMin" if reverse else "minMax"}"/>{limits}</c:scaling>'
    )


def category_axis(
    font: Font,
    language: str,
    line: Outline | None,
    *,
    side: str = "b",
    reverse: bool = False,
    skip: int = 1,
) -> str:
    """``c:catAx``, its labels beside the plot even where bars are negative."""
    skipping = (
        f'<c:tickLblSkip val="{skip}"/><c:tickMarkSkip val="{skip}"/><c:noMultiLvlLbl val="1"/>'
    )
    return (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/>{scaling(reverse=reverse)}<c:delete val="0"/>'
        f'<c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{line_properties(line)}{text_properties(font, language)}"
        f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        f'<c:lblAlgn val="ctr"/><c:lblOffset val="100"/>{skipping}</c:catAx>'
    )


def hidden_value_axis(low: float | None, high: float | None, *, side: str = "l") -> str:
    """``c:valAx`` of a chart whose labels say the values."""
    return (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/>{scaling(low, high)}<c:delete val="1"/>'
        f'<c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def shown_value_axis(
    limits: tuple[float | None, float | None],
    number_format: str,
    font: Font,
    language: str,
    grid: Outline,
) -> str:
    """``c:valAx`` with its values and hairlines, where labels would not fit."""
    return (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/>{scaling(*limits)}<c:delete val="0"/>'
        f'<c:axPos val="l"/><c:majorGridlines>{line_properties(grid)}</c:majorGridlines>'
        f'<c:numFmt formatCode={quoteattr(number_format)} sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{line_properties(None)}{text_properties(font, language)}"
        f'<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def titled_value_axis(
    title: str,
    number_format: str,
    font: Font,
    language: str,
    line: Outline,
    *,
    axis: int,
    crosses: int,
    side: str,
) -> str:
    """``c:valAx`` of a scatter chart, which bears its name and its values."""
    heading = (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f"{font_xml('a:defRPr', font)}</a:pPr><a:r>{font_xml('a:rPr', font, language=language)}"
        f"<a:t>{escape(title)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )
    return (
        f'<c:valAx><c:axId val="{axis}"/>{scaling()}<c:delete val="0"/><c:axPos val="{side}"/>'
        f"{heading if title else ''}<c:numFmt formatCode={quoteattr(number_format)} "
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{line_properties(line)}{text_properties(font, language)}'
        f'<c:crossAx val="{crosses}"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/>'
        "</c:valAx>"
    )


def inner_layout(x: float, y: float, w: float, h: float) -> str:
    """``c:layout`` of the plot itself, as shares of the frame."""
    edges = (("x", x), ("y", y), ("w", w), ("h", h))
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        '<c:yMode val="edge"/>'
        + "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in edges)
        + "</c:manualLayout></c:layout>"
    )


def chart_space(
    plot_area: str, style: Style, palette: Palette, language: str, relation: str
) -> str:
    """The whole chart part: no title, no legend, gaps stay gaps, no fill behind it."""
    font = Font(style.sizes.body, palette.ink, face="+mn-lt")
    return (
        f'<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="{language}"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{plot_area}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{text_properties(font, language)}"
        f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
