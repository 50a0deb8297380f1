"""What is printed on a chart: axis, legend and labels, with size, weight, colour and ground."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from deckgen.lint.areas import Fill, FillKind
from deckgen.lint.chart_facts import ChartText
from deckgen.lint.colour import Rgb
from deckgen.lint.names import A, C, flag, integer, tag_of
from deckgen.lint.reading.theme import Theme

_USUAL_SIZE = 10.0
_SHOWN = ("showVal", "showSerName", "showCatName", "showPercent")
_INSIDE = ("ctr", "inEnd", "inBase")
_STACKED = ("stacked", "percentStacked")


@dataclass(frozen=True, slots=True)
class _Look:
    """How a text is set; what a part leaves open the whole says."""

    size: float
    bold: bool
    colour: Rgb | None

    def under(self, text: etree._Element | None, theme: Theme) -> _Look:
        """The look of a text within this one: ``c:txPr`` or ``c:rich``."""
        if text is None:
            return self
        found = [one for name in ("defRPr", "rPr") for one in text.iter(f"{A}{name}")]
        sizes = [size for one in found if (size := integer(one, "sz")) is not None]
        bold = next((one.get("b") for one in found if one.get("b") is not None), None)
        fills = (theme.fill(one) for one in found)
        fill = next((one for one in fills if one is not None), None)
        colour = fill.solid if fill is not None else self.colour
        return _Look(
            min(sizes) / 100 if sizes else self.size,
            self.bold if bold is None else bold in ("1", "true"),
            colour,
        )


def read_chart_texts(
    root: etree._Element, area: etree._Element, shown_axes: Collection[str], theme: Theme
) -> Iterator[ChartText]:
    """Everything that is printed; ``shown_axes`` are the ids of the axes that are labelled."""
    black = theme.colours.get(theme.mapping.get("tx1", "dk1"))
    whole = _Look(_USUAL_SIZE, False, black).under(root.find(f"{C}txPr"), theme)
    for axis in area:
        if tag_of(axis).endswith("Ax") and _value(axis, "axId") in shown_axes:
            yield _text("axis", whole.under(axis.find(f"{C}txPr"), theme))
    legend = root.find(f"{C}chart/{C}legend")
    if legend is not None:
        yield _text("legend", whole.under(legend.find(f"{C}txPr"), theme))
    for plot in area:
        if not tag_of(plot).endswith("Chart"):
            continue
        usual = "ctr" if _value(plot, "grouping") in _STACKED else "outEnd"
        general = plot.find(f"{C}dLbls")
        for series in plot.findall(f"{C}ser"):
            labels = series.find(f"{C}dLbls")
            labels = labels if labels is not None else general
            if labels is not None:
                yield from _labels(labels, series, usual, whole, theme)


def _labels(
    labels: etree._Element, series: etree._Element, usual: str, whole: _Look, theme: Theme
) -> Iterator[ChartText]:
    general = whole.under(labels.find(f"{C}txPr"), theme)
    fill = theme.fill(series.find(f"{C}spPr"))
    points = {
        integer(point.find(f"{C}idx"), "val"): theme.fill(point.find(f"{C}spPr"))
        for point in series.findall(f"{C}dPt")
    }
    if is_shown(labels):
        own = theme.fill(labels.find(f"{C}spPr"))
        inside = (_value(labels, "dLblPos") or usual) in _INSIDE
        yield _text("labels", general, own if _is_solid(own) else fill if inside else None)
    for label in labels.findall(f"{C}dLbl"):
        if flag(label.find(f"{C}delete")) or not is_shown(label):
            continue
        rich = label.find(f"{C}tx/{C}rich")
        look = general.under(rich if rich is not None else label.find(f"{C}txPr"), theme)
        own = theme.fill(label.find(f"{C}spPr"))
        inside = (_value(label, "dLblPos") or usual) in _INSIDE
        ground = points.get(integer(label.find(f"{C}idx"), "val")) or fill
        yield _text("labels", look, own if _is_solid(own) else ground if inside else None)


def is_shown(element: etree._Element | None) -> bool:
    """Whether labels are printed."""
    if element is None or flag(element.find(f"{C}delete")):
        return False
    return any(flag(element.find(f"{C}{name}")) for name in _SHOWN)


def _is_solid(fill: Fill | None) -> bool:
    return fill is not None and fill.kind is FillKind.SOLID


def _text(what: str, look: _Look, ground: Fill | None = None) -> ChartText:
    return ChartText(what, look.size, look.bold, look.colour, ground)


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{C}{name}")
    return found.get("val", "") if found is not None else ""
