"""Labels of values and names, at the places that the plot area gives them.

They are collected while shapes are drawn and written last, so that no shape covers one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from deckgen.render.charts.formats import Symbols, formatted
from deckgen.render.charts.picture.surface import Surface
from deckgen.render.charts.plot_area import BarSeries, Label, LineSeries
from deckgen.render.charts.sheet import Sheet
from deckgen.theme.box import Box
from deckgen.theme.fonts import line_height

_ABOVE, _BESIDE = 0.05, 0.10  # inches between a label and its point
_END, _OVER = 0.05, 0.02  # inches between a label and the end of its bar, of its column
_SEPARATOR = "  "
_PATCH = 0.03  # inches around a label on a ground of its own


@dataclass(frozen=True, slots=True)
class _Waiting:
    label: Label
    text: str
    at: tuple[float, float]  # the middle of the label's height, and its edge or middle across
    align: str


@dataclass(slots=True)
class Labels:
    """The labels of a chart until they are written."""

    symbols: Symbols
    waiting: list[_Waiting] = field(default_factory=list)

    def of_point(
        self, sheet: Sheet, series: LineSeries, place: int, at: tuple[float, float]
    ) -> None:
        """Takes the label of a line's point, if it has one."""
        for label in series.labels:
            if label.index == place:
                half = line_height(label.font.points) / 2
                x, y = at
                where, align = {
                    "t": ((x, y - _ABOVE - half), "ctr"),
                    "b": ((x, y + _ABOVE + half), "ctr"),
                    "l": ((x - _BESIDE, y), "r"),
                    "r": ((x + _BESIDE, y), "l"),
                }.get(label.position, ((x, y), "ctr"))
                self._take(sheet, series.index, label, where, align)

    def of_bar(
        self,
        sheet: Sheet,
        series: BarSeries,
        place: int,
        box: Box,
        *,
        flat: bool,
        negative: bool,
    ) -> None:
        """Takes the label of a bar, if it has one: in its middle, or beyond its end."""
        for label in series.labels:
            if label.index != place:
                continue
            x, y, align = box.x + box.w / 2, box.y + box.h / 2, "ctr"
            if label.position in ("outEnd", "inEnd"):
                outside = label.position == "outEnd"
                if flat:
                    step = _END if outside != negative else -_END
                    x = (box.x if negative else box.right) + step
                    align = "l" if outside != negative else "r"
                else:
                    step = _OVER + line_height(label.font.points) / 2
                    end = box.bottom if negative else box.y
                    y = end + step if outside == negative else end - step
            self._take(sheet, series.index, label, (x, y), align)

    def write(self, surface: Surface) -> None:
        """Writes the labels."""
        for one in self.waiting:
            if one.label.behind:
                width = surface.width(one.text, one.label.font) + 2 * _PATCH
                height = line_height(one.label.font.points)
                shift = {"l": _PATCH, "ctr": width / 2, "r": width - _PATCH}[one.align]
                x, y = one.at
                patch = Box(x - shift, y - height / 2, width, height)
                surface.rectangle(patch, one.label.behind)
            surface.text(one.text, one.at, one.label.font, one.align)

    def _take(
        self, sheet: Sheet, index: int, label: Label, at: tuple[float, float], align: str
    ) -> None:
        column = sheet.columns[index]
        value = column.values[label.index]
        code = label.code or column.number_format
        parts = [column.name] if label.name else []
        if label.value and value is not None:
            parts.append(formatted(value, code, self.symbols))
        text = _SEPARATOR.join(part for part in parts if part)
        if text:
            self.waiting.append(_Waiting(label, text, at, align))
