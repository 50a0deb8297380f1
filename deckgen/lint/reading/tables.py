"""Native tables: cells with their text, their place and what they are filled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from deckgen.lint.areas import NO_FILL, Fill
from deckgen.lint.colour import Rgb
from deckgen.lint.facts import Cell, Table, TextBody
from deckgen.lint.names import A, flag, inches, integer
from deckgen.lint.reading.text import Look, read_text
from deckgen.lint.reading.theme import Theme
from deckgen.theme.box import Box

_PLAIN = frozenset(
    {"", "{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}"}
)
"""No style: with and without a grid."""
_MARGINS = (("marL", 0.1), ("marT", 0.05), ("marR", 0.1), ("marB", 0.05))


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What a table style gives to a cell; ``fill`` is ``None`` where that is not known."""

    fill: Fill | None = NO_FILL
    colour: Rgb | None = None
    bold: bool = False


def read_table(
    element: etree._Element,
    corner: tuple[float, float] | None,
    look: Look,
    styles: Mapping[str, etree._Element],
) -> Table:
    """``a:tbl``; ``corner`` is its upper left corner on the slide."""
    properties = element.find(f"{A}tblPr")
    widths = [inches(one, "w") or 0.0 for one in element.findall(f"{A}tblGrid/{A}gridCol")]
    style = _Style(properties, look.theme, styles)
    rows = []
    y = corner[1] if corner else 0.0
    for number, row in enumerate(element.findall(f"{A}tr")):
        height = inches(row, "h") or 0.0
        cells = []
        x = corner[0] if corner else 0.0
        for place, cell in enumerate(row.findall(f"{A}tc")):
            span = max(1, integer(cell, "gridSpan") or 1)
            width = sum(widths[place : place + span])
            box = Box(x, y, width, height) if corner else None
            cells.append(_cell(cell, box, look, style.of(number, place)))
            x += widths[place] if place < len(widths) else 0.0
        y += height
        rows.append(tuple(cells))
    return Table(tuple(rows), flag(properties, "firstRow", missing=False))


def _cell(element: etree._Element, box: Box | None, look: Look, style: CellStyle) -> Cell:
    properties = element.find(f"{A}tcPr")
    body = element.find(f"{A}txBody")
    own = Look(look.theme, look.lists, (), style.colour, look.face, style.bold)
    text = read_text(body, own) if body is not None else TextBody(())
    sides = []
    for name, usual in _MARGINS:
        value = inches(properties, name)
        sides.append(usual if value is None else value)
    anchor = properties.get("anchor", "t") if properties is not None else "t"
    vertical = properties.get("vert", "horz") if properties is not None else "horz"
    left, top, right, bottom = sides
    merged = any((integer(element, name) or 1) > 1 for name in ("gridSpan", "rowSpan")) or any(
        flag(element, name, missing=False) for name in ("hMerge", "vMerge")
    )
    fill = look.theme.fill(properties)
    return Cell(
        TextBody(text.paragraphs, (left, top, right, bottom), True, anchor, vertical=vertical),
        box,
        fill if fill is not None else style.fill,
        merged,
    )


class _Style:
    """A table's style by row: banded rows, a header."""

    def __init__(
        self,
        properties: etree._Element | None,
        theme: Theme,
        styles: Mapping[str, etree._Element],
    ) -> None:
        id_ = (properties.findtext(f"{A}tableStyleId") or "") if properties is not None else ""
        self._style = styles.get(id_.strip())
        self._known = self._style is not None or id_.strip() in _PLAIN
        self._theme = theme
        self._header = flag(properties, "firstRow", missing=False)
        self._banded = flag(properties, "bandRow", missing=False)
        self._first = flag(properties, "firstCol", missing=False)

    def of(self, row: int, column: int) -> CellStyle:
        """The style of a cell. The last row and column have parts of their own, which are rare."""
        if not self._known:
            return CellStyle(None)
        if self._style is None:
            return CellStyle()
        parts = ["wholeTbl"]
        if self._banded and not (self._header and row == 0):
            parts.append("band1H" if (row - self._header) % 2 == 0 else "band2H")
        if self._first and column == 0:
            parts.append("firstCol")
        if self._header and row == 0:
            parts.append("firstRow")
        fill: Fill | None = NO_FILL
        colour: Rgb | None = None
        bold = False
        for name in parts:
            part = self._style.find(f"{A}{name}")
            if part is None:
                continue
            found = self._theme.fill(part.find(f"{A}tcStyle/{A}fill"))
            if found is None:
                found = self._theme.style_fill(part.find(f"{A}tcStyle/{A}fillRef"))
            fill = found or fill
            words = part.find(f"{A}tcTxStyle")
            colour = self._theme.colour(words) or colour
            bold = bold or (words is not None and words.get("b") == "on")
        return CellStyle(fill, colour, bold)
