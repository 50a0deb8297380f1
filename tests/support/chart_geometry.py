"""Where a native chart's texts stand, worked out from the chart part as Office lays it out.

Only what deckgen writes is understood: a plot with a place of its own, bars, lines or points, and
axes with fixed limits. Inches from the frame's upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from lxml import etree

from deckgen.render.charts.formats import formatted
from deckgen.theme.box import Box
from deckgen.theme.fonts import line_height, text_width, wrapped

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF_POINT, _BESIDE_POINT, _OFF_BAR, _OFF_AXIS = 0.05, 0.10, 0.04, 0.05
_BESIDE = 0.02
_USUAL = 12.0  # points that the distances are for
_BETWEEN = 0.42 / 72  # of a size: letters are lower than their line, and may come so near


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text of a chart: what it is (``label``, ``name`` or ``value``), how large, and where."""

    what: str
    text: str
    points: float
    box: Box


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a category: its lines, the room of a line, and how many lines there is room
    for. ``words`` are as wide as they are without a break."""

    text: str
    lines: tuple[str, ...]
    room: float
    most: float
    words: tuple[float, ...]


class ChartGeometry:
    """A chart part on a frame of so many inches, its texts in a family of fonts."""

    def __init__(self, root: etree._Element, width: float, height: float, face: str) -> None:
        area = root.find(f"{C}chart/{C}plotArea")
        assert area is not None
        self.area, self.width, self.height, self.face = area, width, height, face
        layout = area.find(f"{C}layout/{C}manualLayout")
        assert layout is not None
        x, y, w, h = (float(_val(layout, name)) for name in "xywh")
        self.plot = Box(x * width, y * height, w * width, h * height)
        self.flat = any(one.get("val") == "bar" for one in area.iter(f"{C}barDir"))
        first = next(area.iter(f"{C}ser"))
        self.categories = [one.findtext(f"{C}v") or "" for one in first.iterfind(
            f"{C}cat/{C}strRef/{C}strCache/{C}pt")]  # fmt: skip
        axis = next((one for one in area.findall(f"{C}valAx") if _val(one, "axPos") in "lt"), None)
        assert axis is not None
        scaling = axis.find(f"{C}scaling")
        self.low, self.high = (float(_val(scaling, name)) for name in ("min", "max"))

    def texts(self) -> list[Drawn]:
        """Everything that is written, moved into the frame as Office does."""
        found = [*self._labels(), *self._names_drawn(), *self._axis_values()]
        return [
            Drawn(one.what, one.text, one.points, _into(one.box, self.width, self.height))
            for one in found
        ]

    def touching(self) -> list[str]:
        """Pairs of texts that stand on each other."""
        return [
            f"{one.text!r} on {other.text!r}"
            for one, other in combinations(self.texts(), 2)
            if min(one.box.right, other.box.right) - max(one.box.x, other.box.x) > _BESIDE
            and min(one.box.bottom, other.box.bottom) - max(one.box.y, other.box.y)
            > _BETWEEN * min(one.points, other.points)
        ]

    def outside(self) -> list[str]:
        """Texts that are larger than the frame, or stand beyond its lower edge."""
        return [
            f"{one.text!r} leaves the frame"
            for one in self.texts()
            if one.box.w > self.width + _BESIDE
            or one.box.bottom > self.height + _BETWEEN * one.points
        ]

    def names(self) -> Iterator[Name]:
        """The names of the categories that are shown."""
        axis = self.area.find(f"{C}catAx")
        if axis is None or _val(axis, "tickLblPos") == "none":
            return
        points, skip = _points(axis), int(_val(axis, "tickLblSkip") or 1)
        slot = (self.plot.h if self.flat else self.plot.w) / max(1, len(self.categories)) * skip
        room = self.plot.x - _OFF_AXIS if self.flat else slot
        height = slot if self.flat else self.height - self.plot.bottom - _OFF_AXIS
        for name in self.categories[::skip]:
            lines = tuple(line for line in wrapped(name, room, points, face=self.face) if line)
            words = tuple(text_width(word, points, face=self.face) for word in name.split(" "))
            yield Name(name, lines, room, height / line_height(points), words)

    def _names_drawn(self) -> Iterator[Drawn]:
        axis = self.area.find(f"{C}catAx")
        for order, name in enumerate(self.names()):
            assert axis is not None
            points, skip = _points(axis), int(_val(axis, "tickLblSkip") or 1)
            wide = max(text_width(line, points, face=self.face) for line in name.lines)
            high = len(name.lines) * line_height(points)
            middle = self._middle(order * skip)
            if self.flat:
                at = Box(self.plot.x - _OFF_AXIS - wide, middle - high / 2, wide, high)
            else:
                at = Box(middle - wide / 2, self.plot.bottom + _OFF_AXIS, wide, high)
            yield Drawn("name", name.text, points, at)

    def _axis_values(self) -> Iterator[Drawn]:
        for axis in self.area.findall(f"{C}valAx"):
            if _val(axis, "delete") == "1" or _val(axis, "tickLblPos") == "none":
                continue
            low, high = (float(_val(axis.find(f"{C}scaling"), one)) for one in ("min", "max"))
            step, points = float(_val(axis, "majorUnit")), _points(axis)
            code, below = _code(axis), _val(axis, "axPos") == "b"
            for count in range(round((high - low) / step) + 1):
                value = low + count * step
                text, share = formatted(value, code), (value - low) / (high - low)
                wide, tall = text_width(text, points, face=self.face), line_height(points)
                if below:
                    x = self.plot.x + share * self.plot.w - wide / 2
                    yield Drawn(
                        "value", text, points, Box(x, self.plot.bottom + _OFF_AXIS, wide, tall)
                    )
                else:
                    y = self.plot.bottom - share * self.plot.h - tall / 2
                    yield Drawn(
                        "value", text, points, Box(self.plot.x - _OFF_AXIS - wide, y, wide, tall)
                    )

    def _labels(self) -> Iterator[Drawn]:
        for kind in self.area:
            if not etree.QName(kind).localname.endswith("Chart"):
                continue
            series = kind.findall(f"{C}ser")
            ends = self._ends(kind, series)
            for order, one in enumerate(series):
                for label in one.iterfind(f"{C}dLbls/{C}dLbl"):
                    place = int(_val(label, "idx"))
                    value = _values(one).get(place)
                    if value is not None and (text := _text(one, label, value)):
                        yield self._label(label, text, value, ends[order, place])

    def _label(
        self, label: etree._Element, text: str, value: float, bar: tuple[Box, bool]
    ) -> Drawn:
        points = _points(label)
        bold = next(label.iter(f"{A}defRPr")).get("b") == "1"
        wide, high = text_width(text, points, bold=bold, face=self.face), line_height(points)
        box, is_bar = bar
        x, y = box.x + box.w / 2 - wide / 2, box.y + box.h / 2 - high / 2
        scale = points / _USUAL  # programs keep a label off its point by a part of its size
        off, middle = (_OFF_BAR if is_bar else _OFF_POINT) * scale, box.x + box.w / 2
        match _val(label, "dLblPos"):
            case "t":
                y = box.y - off - high
            case "b":
                y = box.bottom + off
            case "l":
                x = middle - _BESIDE_POINT * scale - wide
            case "r":
                x = middle + _BESIDE_POINT * scale
            case "outEnd" if self.flat:
                x = box.right + off if value >= 0 else box.x - off - wide
            case "outEnd":
                y = box.y - off / 2 - high if value >= 0 else box.bottom + off / 2
            case "inEnd" if self.flat:
                x = box.right - off - wide if value >= 0 else box.x + off
            case "inEnd":
                y = box.y + off / 2 if value >= 0 else box.bottom - off / 2 - high
        return Drawn("label", text, points, Box(x, y, wide, high))

    def _ends(
        self, kind: etree._Element, series: list[etree._Element]
    ) -> dict[tuple[int, int], tuple[Box, bool]]:
        """What each value is drawn as, by series and category: a bar, or the mark at a point."""
        bars = kind.tag == f"{C}barChart"
        grouping, count = _val(kind, "grouping"), len(series)
        gap, overlap = float(_val(kind, "gapWidth") or 0), float(_val(kind, "overlap") or 0)
        stacked = grouping in ("stacked", "percentStacked")
        step = 0.0 if stacked or count < 2 else 1 - overlap / 100
        slot = (self.plot.h if self.flat else self.plot.w) / max(1, len(self.categories))
        thick = slot / (1 + (count - 1) * step + gap / 100)
        found, bases = {}, dict[tuple[int, bool], float]()
        totals = dict[int, float]()
        for one in series:
            for place, value in _values(one).items():
                totals[place] = totals.get(place, 0.0) + abs(value)
        for order, one in enumerate(series):
            for place, value in _values(one).items():
                middle = self._middle(place)
                if not bars:
                    half = _marker(one, place) / 144
                    at = Box(middle - half, self._at(value) - half, 2 * half, 2 * half)
                    found[order, place] = at, False
                    continue
                share = value / (totals[place] or 1.0) if grouping == "percentStacked" else value
                start = bases.get((place, value >= 0), 0.0) if stacked else 0.0
                bases[place, value >= 0] = start + share
                near, far = sorted((self._at(start), self._at(start + share)))
                begin = middle - slot / 2 + thick * gap / 200 + thick * step * order
                flat = Box(near, begin, far - near, thick)
                found[order, place] = (
                    flat if self.flat else Box(begin, near, thick, far - near),
                    True,
                )
        return found

    def _middle(self, place: int) -> float:
        slot = (self.plot.h if self.flat else self.plot.w) / max(1, len(self.categories))
        return (self.plot.y if self.flat else self.plot.x) + (place + 0.5) * slot

    def _at(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        if self.flat:
            return self.plot.x + share * self.plot.w
        return self.plot.bottom - share * self.plot.h


def _text(series: etree._Element, label: etree._Element, value: float) -> str:
    parts = []
    if _val(label, "showSerName") == "1":
        parts.append(series.findtext(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v") or "")
    if _val(label, "showVal") == "1":
        parts.append(formatted(value, _code(label)))
    return "  ".join(parts)


def _values(series: etree._Element) -> dict[int, float]:
    points = series.iterfind(f"{C}val/{C}numRef/{C}numCache/{C}pt")
    return {int(one.get("idx", "")): float(one.findtext(f"{C}v") or "") for one in points}


def _marker(series: etree._Element, place: int) -> float:
    """How many points a point's mark is across."""
    for point in series.iterfind(f"{C}dPt"):
        if _val(point, "idx") == str(place):
            return float(_val(point.find(f"{C}marker"), "size") or 0)
    return float(_val(series.find(f"{C}marker"), "size") or 0)


def _code(element: etree._Element) -> str:
    found = element.find(f"{C}numFmt")
    assert found is not None
    return found.get("formatCode", "")


def _points(element: etree._Element) -> float:
    return int(next(element.find(f"{C}txPr").iter(f"{A}defRPr")).get("sz", "")) / 100  # type: ignore[union-attr]


def _val(element: etree._Element | None, name: str) -> str:
    found = element.find(f"{C}{name}") if element is not None else None
    return found.get("val", "") if found is not None else ""


def _into(box: Box, width: float, height: float) -> Box:
    x = min(max(box.x, 0.0), max(width - box.w, 0.0))
    return Box(x, max(box.y, 0.0), box.w, box.h)
