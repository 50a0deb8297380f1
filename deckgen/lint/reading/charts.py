"""Native charts: what is drawn, what is printed on it, and which cells it refers to."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from deckgen.lint.areas import NO_FILL, Fill
from deckgen.lint.chart_facts import Axis, Chart, Label, Plot, Reference, Series, Workbook
from deckgen.lint.names import A, C, decimal, flag, integer, tag_of
from deckgen.lint.reading.chart_text import is_shown, read_chart_texts
from deckgen.lint.reading.theme import Theme
from deckgen.theme.box import Box

_EMU_PER_POINT = 12700
_USUAL_LINE = 0.75
_MOST_POINTS = 20_000
_VALUES, _CATEGORIES, _NAME = ("val", "yVal"), ("cat", "xVal"), "tx"


def read_chart(root: etree._Element, theme: Theme, workbook: Workbook | None) -> Chart:
    """``c:chartSpace``."""
    chart = root.find(f"{C}chart")
    area = chart.find(f"{C}plotArea") if chart is not None else None
    plots = tuple(_plot(one, theme) for one in area if tag_of(one).endswith("Chart")) if (
        area is not None
    ) else ()  # fmt: skip
    axes = tuple(_axis(one) for one in area if tag_of(one).endswith("Ax")) if (
        area is not None
    ) else ()  # fmt: skip
    shown = {axis.id for axis in axes if axis.labelled}
    legend = chart.find(f"{C}legend") if chart is not None else None
    fill = theme.fill(root.find(f"{C}spPr"))
    return Chart(
        plots,
        axes,
        legend is not None,
        (chart is not None and chart.find(f"{C}view3D") is not None)
        or any(plot.kind.endswith("3DChart") for plot in plots),
        chart is not None and chart.find(f"{C}title") is not None,
        _layout(area),
        fill if fill is not None else NO_FILL,
        tuple(read_chart_texts(root, area, shown, theme)) if area is not None else (),
        workbook,
    )


def _plot(element: etree._Element, theme: Theme) -> Plot:
    style = _value(element, "scatterStyle")
    general = element.find(f"{C}dLbls")
    return Plot(
        tag_of(element),
        _value(element, "barDir"),
        _value(element, "grouping"),
        tuple(_series(one, theme, general) for one in element.findall(f"{C}ser")),
        style in ("smooth", "smoothMarker"),
        tuple(one.get("val", "") for one in element.findall(f"{C}axId")),
    )


def _series(element: etree._Element, theme: Theme, general: etree._Element | None) -> Series:
    properties = element.find(f"{C}spPr")
    line = properties.find(f"{A}ln") if properties is not None else None
    references = tuple(_references(element))
    by_role = dict(references)
    name = by_role.get("name")
    labels = element.find(f"{C}dLbls")
    general = labels if labels is not None else general
    values = _numbers(element, _VALUES)
    listed = tuple(_labels(labels))
    return Series(
        str(name.values[0]) if name and name.values else "",
        tuple("" if one is None else str(one) for one in _texts(element)),
        values,
        _format(element),
        tuple(reference for _, reference in references),
        theme.fill(properties),
        theme.fill(line),
        (integer(line, "w") or _USUAL_LINE * _EMU_PER_POINT) / _EMU_PER_POINT,
        tuple(_points(element, theme)),
        listed,
        is_shown(general) or _covered(listed, values),
        flag(element.find(f"{C}smooth")),
    )


def _points(element: etree._Element, theme: Theme) -> Iterator[tuple[int, Fill | None]]:
    for point in element.findall(f"{C}dPt"):
        index = integer(point.find(f"{C}idx"), "val")
        if index is not None:
            yield index, theme.fill(point.find(f"{C}spPr"))


def _labels(element: etree._Element | None) -> Iterator[Label]:
    for label in element.findall(f"{C}dLbl") if element is not None else ():
        index = integer(label.find(f"{C}idx"), "val")
        rich = label.find(f"{C}tx/{C}rich")
        typed = ""
        if rich is not None:  # fields are linked to the value; runs are typed
            typed = "".join(one.findtext(f"{A}t") or "" for one in rich.iter(f"{A}r"))
        shown = not flag(label.find(f"{C}delete")) and (is_shown(label) or bool(typed))
        if index is not None:
            yield Label(index, typed, shown, _value(label, "dLblPos"))


def _covered(labels: tuple[Label, ...], values: tuple[float | None, ...]) -> bool:
    shown = {label.index for label in labels if label.shown}
    return bool(shown) and all(
        place in shown for place, value in enumerate(values) if value is not None
    )


def _references(element: etree._Element) -> Iterator[tuple[str, Reference]]:
    for role, names in (("name", (_NAME,)), ("categories", _CATEGORIES), ("values", _VALUES)):
        for name in names:
            for kind in ("strRef", "numRef"):
                found = element.find(f"{C}{name}/{C}{kind}")
                if found is None:
                    continue
                numeric = kind == "numRef"
                cache = found.find(f"{C}{'num' if numeric else 'str'}Cache")
                if cache is not None:
                    formula = (found.findtext(f"{C}f") or "").strip()
                    yield role, Reference(formula, numeric, _cached(cache, numeric))


def _cached(cache: etree._Element, numeric: bool) -> tuple[float | str | None, ...]:
    points = cache.findall(f"{C}pt")
    last = max((integer(one, "idx") or 0 for one in points), default=-1)
    count = integer(cache.find(f"{C}ptCount"), "val")
    count = min(max(count if count is not None else last + 1, 0), _MOST_POINTS)
    values: list[float | str | None] = [None] * count
    for point in points:
        place = integer(point, "idx")
        text = point.findtext(f"{C}v")
        if place is not None and 0 <= place < count and text is not None:
            values[place] = decimal(text) if numeric else text
    return tuple(values)


def _numbers(element: etree._Element, names: tuple[str, ...]) -> tuple[float | None, ...]:
    for name in names:
        for path in (f"{C}{name}/{C}numRef/{C}numCache", f"{C}{name}/{C}numLit"):
            found = element.find(path)
            if found is not None:
                return tuple(one for one in _cached(found, True) if not isinstance(one, str))
    return ()


def _texts(element: etree._Element) -> tuple[float | str | None, ...]:
    for name in _CATEGORIES:
        owner = element.find(f"{C}{name}")
        for path, numeric in (
            (f"{C}strRef/{C}strCache", False), (f"{C}strLit", False),
            (f"{C}numRef/{C}numCache", True), (f"{C}numLit", True),
        ):  # fmt: skip
            found = owner.find(path) if owner is not None else None
            if found is not None:
                return _cached(found, numeric)
        level = owner.find(f"{C}multiLvlStrRef/{C}multiLvlStrCache/{C}lvl") if (
            owner is not None
        ) else None  # fmt: skip
        if level is not None:
            return _cached(level, False)
    return ()


def _format(element: etree._Element) -> str:
    for name in _VALUES:
        found = element.findtext(f"{C}{name}/{C}numRef/{C}numCache/{C}formatCode")
        if found:
            return found
    return "General"


def _axis(element: etree._Element) -> Axis:
    scaling = element.find(f"{C}scaling")
    deleted = flag(element.find(f"{C}delete"))

    def limit(name: str) -> float | None:
        found = scaling.find(f"{C}{name}") if scaling is not None else None
        return decimal(found.get("val")) if found is not None else None

    return Axis(
        _value(element, "axId"),
        tag_of(element),
        deleted,
        not deleted and _value(element, "tickLblPos") != "none",
        limit("min"),
        limit("max"),
        scaling is not None and scaling.find(f"{C}logBase") is not None,
        scaling is not None and _value(scaling, "orientation") == "maxMin",
    )


def _layout(area: etree._Element | None) -> Box | None:
    manual = area.find(f"{C}layout/{C}manualLayout") if area is not None else None
    if manual is None or _value(manual, "layoutTarget") != "inner":
        return None
    found = [decimal(_value(manual, name)) for name in "xywh"]
    known = [one for one in found if one is not None]
    return Box(*known) if len(known) == 4 else None


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{C}{name}")
    return found.get("val", "") if found is not None else ""
