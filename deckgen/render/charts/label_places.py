"""Where the labels of a plot area stand, and how large they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.render.charts.bar_boxes import BarBox, bar_boxes
from deckgen.render.charts.formats import ENGLISH, Symbols, formatted
from deckgen.render.charts.plot_area import Bars, Label, Lines, PlotArea
from deckgen.render.charts.scale import Scale
from deckgen.render.charts.sheet import Sheet
from deckgen.theme.box import Box
from deckgen.theme.fonts import Measure, line_height

_ABOVE, _BESIDE = 0.05, 0.10  # inches between a label and its point
_END, _OVER = 0.05, 0.02  # inches between a label and the end of its bar, of its column
_SEPARATOR = "  "


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label with its text. ``x`` is its left edge, middle or right edge as ``align`` (l, ctr, r)
    says, ``y`` the middle of its height. ``index`` is the column of its series."""

    label: Label
    index: int
    text: str
    x: float
    y: float
    align: str

    def box(self, measure: Measure) -> Box:
        """The rectangle that the label takes by the metrics of its font."""
        font = self.label.font
        widths = (measure.width(one, font.points, bold=font.bold) for one in self.lines)
        return self.box_of(max(widths))

    @property
    def lines(self) -> list[str]:
        """The text as it is broken: a name may have its value under it."""
        return self.text.split("\n")

    def box_of(self, width: float) -> Box:
        """The rectangle that the label takes, with its lines' height, if it is so wide."""
        height = line_height(self.label.font.points) * len(self.lines)
        left = {"l": 0.0, "ctr": width / 2, "r": width}[self.align]
        return Box(self.x - left, self.y - height / 2, width, height)


def placed_labels(
    area: PlotArea, scale: Scale, symbols: Symbols = ENGLISH
) -> Iterator[PlacedLabel]:
    """The labels of a plot area, layer by layer."""
    sheet = area.sheet
    for layer in area.layers:
        match layer:
            case Bars():
                for bar in bar_boxes(sheet, layer, scale):
                    for label in bar.series.labels:
                        if label.index == bar.place:
                            at = _at_bar(label, bar, flat=scale.flat)
                            yield from _placed(sheet, bar.series.index, label, symbols, at)
            case Lines():
                for line in layer.series:
                    values = sheet.columns[line.index].values
                    for label in line.labels:
                        value = values[label.index]
                        if value is not None:
                            point = scale.middle(label.index), scale.values.at(value)
                            yield from label_at_point(sheet, line.index, label, point, symbols)
            case _:
                pass


def label_at_point(
    sheet: Sheet,
    index: int,
    label: Label,
    at: tuple[float, float],
    symbols: Symbols = ENGLISH,
) -> Iterator[PlacedLabel]:
    """The label of a line's point that lies at ``at``; nothing if it has no text."""
    yield from _placed(sheet, index, label, symbols, _at_point(label, *at))


def _placed(
    sheet: Sheet, index: int, label: Label, symbols: Symbols, at: tuple[float, float, str]
) -> Iterator[PlacedLabel]:
    column = sheet.columns[index]
    value = column.values[label.index]
    parts = [column.name] if label.name else []
    if label.value and value is not None:
        parts.append(formatted(value, label.code or column.number_format, symbols))
    between = "\n" if label.apart else _SEPARATOR
    if text := between.join(part for part in parts if part):
        yield PlacedLabel(label, index, text, *at)


def _at_point(label: Label, x: float, y: float) -> tuple[float, float, str]:
    half = line_height(label.font.points) / 2
    match label.position:
        case "t":
            return x, y - _ABOVE - half, "ctr"
        case "b":
            return x, y + _ABOVE + half, "ctr"
        case "l":
            return x - _BESIDE, y, "r"
        case "r":
            return x + _BESIDE, y, "l"
        case _:
            return x, y, "ctr"


def _at_bar(label: Label, bar: BarBox, *, flat: bool) -> tuple[float, float, str]:
    """In the bar's middle, beyond its end or before it."""
    box, negative = bar.box, bar.value < 0
    x, y = box.x + box.w / 2, box.y + box.h / 2
    if label.position not in ("outEnd", "inEnd"):
        return x, y, "ctr"
    rightwards = (label.position == "outEnd") != negative
    if flat:
        end = box.x if negative else box.right
        return (end + _END, y, "l") if rightwards else (end - _END, y, "r")
    step = _OVER + line_height(label.font.points) / 2
    end = box.bottom if negative else box.y
    return x, end - step if rightwards else end + step, "ctr"
