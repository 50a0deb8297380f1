"""A plot area as the XML of a native chart: elements in the order that the schema asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never
from xml.sax.saxutils import quoteattr

from deckgen.render.charts.plot_area import (
    Bars,
    BarSeries,
    CategoryAxis,
    HiddenAxis,
    Label,
    Layer,
    Lines,
    LineSeries,
    Marker,
    NamedAxis,
    PlotArea,
    Points,
    PointSeries,
    ValueAxis,
)
from deckgen.render.charts.sheet import Sheet, number_text
from deckgen.render.charts.ticks import Ticks
from deckgen.render.shape import Outline, outline_xml
from deckgen.render.text import Font, escaped, fill_xml, font_xml
from deckgen.theme.style import Colour, Palette, Style

CATEGORY_AXIS, VALUE_AXIS = 111111111, 222222222
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SHOW = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


def text_properties(font: Font, language: str, wrap: str = "square", align: str = "") -> str:
    """``c:txPr`` for labels and axes."""
    at = f' algn="{align}"' if align else ""
    return (
        f'<c:txPr><a:bodyPr rot="0" vert="horz" wrap="{wrap}"/><a:lstStyle/><a:p><a:pPr{at}>'
        f'{font_xml("a:defRPr", font)}</a:pPr><a:endParaRPr lang="{language}"/></a:p></c:txPr>'
    )


def labels(points: Sequence[Label], number_format: str, language: str) -> str:
    """``c:dLbls``: the given labels and no others."""
    ordered = sorted(points, key=lambda label: label.index)
    hidden = "".join(f'<c:show{what} val="0"/>' for what in _SHOW)
    shown = "".join(_label(label, label.code or number_format, language) for label in ordered)
    return f"<c:dLbls>{shown}{hidden}</c:dLbls>"


def _label(label: Label, number_format: str, language: str) -> str:
    on = {"Val": label.value, "SerName": label.name}
    show = "".join(f'<c:show{what} val="{int(on.get(what, False))}"/>' for what in _SHOW)
    between = "\n" if label.apart else "  "
    separator = f"<c:separator>{between}</c:separator>" if label.value and label.name else ""
    return (
        f'<c:dLbl><c:idx val="{label.index}"/>'
        f'<c:numFmt formatCode={quoteattr(number_format)} sourceLinked="0"/>'
        f"<c:spPr>{fill_xml(label.behind)}<a:ln><a:noFill/></a:ln></c:spPr>"
        f"{text_properties(label.font, language, wrap='none', align='l' * label.apart)}"
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


def marker(mark: Marker | None) -> str:
    """``c:marker``; none has no size."""
    if mark is None:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    outline = Outline(1.5, mark.edge) if mark.edge else None
    return (
        f'<c:marker><c:symbol val="{mark.symbol}"/><c:size val="{mark.size}"/>'
        f"<c:spPr>{fill_xml(mark.fill)}{outline_xml(outline)}</c:spPr></c:marker>"
    )


def _line_point(index: int, mark: Marker, outline: Outline | None) -> str:
    """``c:dPt`` of a line: a point that bears its own marker."""
    look = line_properties(outline)
    return f'<c:dPt><c:idx val="{index}"/>{marker(mark)}<c:bubble3D val="0"/>{look}</c:dPt>'


def _bar_point(index: int, fill: Colour) -> str:
    """``c:dPt`` of a bar in its own colour."""
    return (
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{shape_properties(fill)}</c:dPt>"
    )


def series_head(sheet: Sheet, index: int) -> str:
    """Index, order and name of the series in the column at ``index``."""
    name = escaped(sheet.columns[index].name)
    return (
        f'<c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef>'
        f'<c:f>{sheet.name_reference(index)}</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def category_data(sheet: Sheet) -> str:
    """``c:cat``."""
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escaped(category)}</c:v></c:pt>'
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
        f"<c:formatCode>{escaped(column.number_format)}</c:formatCode>"
        f'<c:ptCount val="{len(column.values)}"/>{points}</c:numCache></c:numRef></{tag}>'
    )


def _line_series(sheet: Sheet, series: LineSeries, language: str) -> str:
    """``c:ser`` of a line chart."""
    index = series.index
    points = "".join(_line_point(place, mark, series.outline) for place, mark in series.markers)
    return (
        f"<c:ser>{series_head(sheet, index)}{line_properties(series.outline)}{marker(None)}{points}"
        f"{labels(series.labels, sheet.columns[index].number_format, language)}"
        f"{_error_bars(sheet, series)}"
        f'{category_data(sheet)}{value_data(sheet, index)}<c:smooth val="0"/></c:ser>'
    )


def _error_bars(sheet: Sheet, series: LineSeries) -> str:
    """``c:errBars`` from the sheet's own columns; "" without intervals."""
    if series.errors is None:
        return ""
    below, above = series.errors
    return (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/>{value_data(sheet, above, "c:plus")}'
        f"{value_data(sheet, below, 'c:minus')}{line_properties(series.error_line)}</c:errBars>"
    )


def _bar_series(sheet: Sheet, series: BarSeries, language: str) -> str:
    """``c:ser`` of a bar or column chart."""
    index = series.index
    points = "".join(_bar_point(place, fill) for place, fill in series.points)
    labelled = labels(series.labels, sheet.columns[index].number_format, language)
    return (
        f"<c:ser>{series_head(sheet, index)}{shape_properties(series.fill, series.outline)}"
        f'<c:invertIfNegative val="0"/>{points}{labelled}'
        f"{category_data(sheet)}{value_data(sheet, index)}</c:ser>"
    )


def _point_series(sheet: Sheet, series: PointSeries) -> str:
    """``c:ser`` of a scatter chart: points without a line."""
    index = series.index
    return (
        f"<c:ser>{series_head(sheet, index)}{line_properties(None)}{marker(series.marker)}"
        f"{value_data(sheet, 0, 'c:xVal')}{value_data(sheet, index, 'c:yVal')}"
        '<c:smooth val="0"/></c:ser>'
    )


_AXIS_IDS = f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'


def _layer(sheet: Sheet, layer: Layer, language: str) -> str:
    """``c:lineChart``, ``c:barChart`` or ``c:scatterChart``; "" without series."""
    if not layer.series:
        return ""
    match layer:
        case Lines():
            inner = "".join(_line_series(sheet, one, language) for one in layer.series)
            return (
                f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{inner}'
                f'<c:marker val="1"/>{_AXIS_IDS}</c:lineChart>'
            )
        case Bars():
            inner = "".join(_bar_series(sheet, one, language) for one in layer.series)
            return (
                f'<c:barChart><c:barDir val="{layer.direction}"/>'
                f'<c:grouping val="{layer.grouping}"/><c:varyColors val="0"/>{inner}'
                f'<c:gapWidth val="{layer.gap}"/><c:overlap val="{layer.overlap}"/>'
                f"{_AXIS_IDS}</c:barChart>"
            )
        case Points():
            inner = "".join(_point_series(sheet, one) for one in layer.series)
            return (
                '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
                f"{inner}{_AXIS_IDS}</c:scatterChart>"
            )
        case _:
            assert_never(layer)


def scaling(low: float | None = None, high: float | None = None, *, reverse: bool = False) -> str:
    """``c:scaling``."""
    limits = "" if high is None else f'<c:max val="{number_text(high)}"/>'
    limits += "" if low is None else f'<c:min val="{number_text(low)}"/>'
    return (
        f'<c:scaling><c:orientation val="{"maxMin" if reverse else "minMax"}"/>{limits}</c:scaling>'
    )


def _ticks(ticks: Ticks) -> str:
    return scaling(ticks.low, ticks.high)


def _step(ticks: Ticks) -> str:
    return f'<c:majorUnit val="{number_text(ticks.step)}"/>'


def _category_axis(axis: CategoryAxis, language: str) -> str:
    """``c:catAx``, its labels beside the plot even where bars are negative."""
    skipping = (
        f'<c:tickLblSkip val="{axis.skip}"/><c:tickMarkSkip val="{axis.skip}"/>'
        '<c:noMultiLvlLbl val="1"/>'
    )
    return (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/>{scaling(reverse=axis.reverse)}'
        f'<c:delete val="0"/><c:axPos val="{axis.side}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"low" if axis.font else "none"}"/>{line_properties(axis.line)}'
        f"{text_properties(axis.font, language) if axis.font else ''}"
        f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        f'<c:lblAlgn val="ctr"/><c:lblOffset val="100"/>{skipping}</c:catAx>'
    )


def _hidden_axis(axis: HiddenAxis) -> str:
    """``c:valAx`` of a chart whose labels say the values. A deleted axis has no gridlines: with
    them it is kept, and only not seen."""
    lines = step = look = ""
    if axis.grid:
        lines = f"<c:majorGridlines>{line_properties(axis.grid)}</c:majorGridlines>"
        step = f'<c:majorUnit val="{number_text(axis.step)}"/>'
        look = line_properties(None)
    return (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/>{scaling(axis.low, axis.high)}'
        f'<c:delete val="{int(not axis.grid)}"/><c:axPos val="{axis.side}"/>{lines}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{"none" if axis.grid else "nextTo"}"/>'
        f'{look}<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="autoZero"/>'
        f'<c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _value_axis(axis: ValueAxis, language: str) -> str:
    """``c:valAx`` with its values and hairlines, where labels would not fit."""
    return (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/>{_ticks(axis.ticks)}<c:delete val="0"/>'
        f'<c:axPos val="l"/><c:majorGridlines>{line_properties(axis.grid)}</c:majorGridlines>'
        f'<c:numFmt formatCode={quoteattr(axis.code)} sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{line_properties(None)}{text_properties(axis.font, language)}"
        f'<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="autoZero"/>'
        f'<c:crossBetween val="between"/>{_step(axis.ticks)}</c:valAx>'
    )


def _named_axis(axis: NamedAxis, language: str, id: int, crosses: int, side: str) -> str:
    """``c:valAx`` of a scatter chart, which bears its name and its values."""
    heading = (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f"{font_xml('a:defRPr', axis.font)}</a:pPr><a:r>"
        f"{font_xml('a:rPr', axis.font, language=language)}"
        f"<a:t>{escaped(axis.title)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )
    return (
        f'<c:valAx><c:axId val="{id}"/>{_ticks(axis.ticks)}<c:delete val="0"/>'
        f'<c:axPos val="{side}"/>'
        f"{heading if axis.title else ''}<c:numFmt formatCode={quoteattr(axis.code)} "
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{line_properties(axis.line)}'
        f"{text_properties(axis.font, language)}"
        # The axes meet in the corner, also where zero lies within the scale.
        f'<c:crossAx val="{crosses}"/><c:crosses val="min"/><c:crossBetween val="midCat"/>'
        f"{_step(axis.ticks)}</c:valAx>"
    )


def _axes(area: PlotArea, language: str) -> Iterable[str]:
    match area.across:
        case CategoryAxis():
            yield _category_axis(area.across, language)
        case NamedAxis():
            yield _named_axis(area.across, language, CATEGORY_AXIS, VALUE_AXIS, "b")
        case _:
            assert_never(area.across)
    match area.upright:
        case HiddenAxis():
            yield _hidden_axis(area.upright)
        case ValueAxis():
            yield _value_axis(area.upright, language)
        case NamedAxis():
            yield _named_axis(area.upright, language, VALUE_AXIS, CATEGORY_AXIS, "l")
        case _:
            assert_never(area.upright)


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
    area: PlotArea, style: Style, palette: Palette, language: str, relation: str
) -> str:
    """The whole chart part: no title, no legend, gaps stay gaps, no fill behind it. ``relation`` is
    the id of the workbook's relationship."""
    layers = "".join(_layer(area.sheet, layer, language) for layer in area.layers)
    plot_area = inner_layout(*area.inner) + layers + "".join(_axes(area, language))
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
