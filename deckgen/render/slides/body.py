"""Slides with content in bands: number panel, exhibits beside it, narrative, footer."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.deck import BigNumber, Chart, Slide, Table
from deckgen.render.arrange import Column, stacked
from deckgen.render.arrangements import STRIP
from deckgen.render.canvas import Canvas
from deckgen.render.choose import placeholder_type, shares_panel, takes
from deckgen.render.exhibit import Exhibit, draw_exhibit, with_title
from deckgen.render.frame import Around, draw_footer, draw_head
from deckgen.render.grid import COLUMNS
from deckgen.render.narrative import draw_narrative
from deckgen.render.panel import draw_numbers
from deckgen.render.placing import Placing
from deckgen.render.table_columns import TableLook
from deckgen.theme.box import Box
from deckgen.theme.stage import Slot

# Inches that a layout's place may reach beyond its column, and the share of it that is in there.
_EDGE, _MOST = 0.1, 0.6
_INSET = 0.20  # of the panel, and where its number stands, alone and beside a second one
_NUMBER_AT, _SHARED_NUMBER_AT = 0.61, 0.37


def draw_body(canvas: Canvas, slide: Slide, around: Around, placed: Placing) -> None:
    """Draws eyebrow, headline, panel, exhibits, narrative and footer, in reading order."""
    draw_head(canvas, slide, around)
    parts, boxes = placed.parts, placed.arrangement
    if boxes.panel is not None:
        panel = _panel(canvas, parts.numbers, boxes.panel)
        draw_numbers(canvas, parts.numbers, panel, strip=boxes.name == STRIP)
    _draw_exhibits(canvas, parts.exhibits, placed.looks, placed.columns, boxes.stacks)
    for narrative in parts.narratives if boxes.cells or placed.own_cells else ():
        draw_narrative(canvas, narrative, boxes.cells)
    draw_footer(canvas, slide.footer, around)


def _draw_exhibits(
    canvas: Canvas,
    exhibits: Sequence[Exhibit],
    looks: Sequence[TableLook],
    columns: Sequence[Column],
    boxes: Sequence[Box],
) -> None:
    """Draws the columns that have a box: each exhibit in the layout's place for it if it has one,
    else in its part of the box."""
    places = _places(canvas, exhibits, columns, boxes)
    for column, whole in zip(columns, boxes, strict=False):
        for index, box in stacked(exhibits, looks, column, whole).items():
            place = places.get(index, "")
            slot = canvas.stage.slot(place)
            exhibit = exhibits[index]
            if slot is not None:
                box = _in_slot(canvas, exhibit, place, slot, whole.y)
            # Below another one in its column a title is enough: the rule belongs to the column.
            ruled = index == column.exhibits[0] or column.columns == COLUMNS
            draw_exhibit(canvas, exhibit, box, looks[index], place, ruled=ruled)


def _panel(canvas: Canvas, numbers: list[BigNumber], box: Box) -> Box:
    """The number panel: around the layout's number if it has one, else in the box given."""
    slot = canvas.stage.slot("number/1/value")
    if slot is None or len(numbers) > 2:
        return box
    y = slot.box.y - (_SHARED_NUMBER_AT if shares_panel(numbers) else _NUMBER_AT)
    return Box(slot.box.x - _INSET, y, slot.box.w + 2 * _INSET, box.bottom - y)


def _in_slot(canvas: Canvas, exhibit: Exhibit, place: str, slot: Slot, top: float) -> Box:
    """The box of an exhibit in a slot, under its title's slot if there is one."""
    titled = isinstance(exhibit, Chart | Table) and bool(exhibit.title or exhibit.subtitle)
    over = canvas.stage.slot(f"{place}/title") if titled else None
    box = with_title(slot.box, over.box) if over else slot.box
    lower = max(0.0, top - box.y)  # a table's slot may begin under a headline of one line
    return box.row(lower, box.h - lower)


def _places(
    canvas: Canvas,
    exhibits: Sequence[Exhibit],
    columns: Sequence[Column],
    boxes: Sequence[Box],
) -> dict[int, str]:
    """The layout's place of each exhibit that has one to itself and of its kind, where the
    arrangement leaves it the room that the layout meant for it."""
    if tuple(column.columns for column in columns) != canvas.stage.split:
        return {}
    found = {}
    for number, (column, whole) in enumerate(zip(columns, boxes, strict=False), start=1):
        first, place = column.exhibits[0], f"exhibit/{number}"
        slot = canvas.stage.slot(place)
        if slot is None or not _within(slot.box, whole):
            continue
        kind = placeholder_type(exhibits[first], pictures=canvas.pictures)
        if len(column.exhibits) == 1 and kind and takes(slot, kind):
            found[first] = place
    return found


def _within(slot: Box, whole: Box) -> bool:
    """Whether a layout's place lies in a column's box; it may begin a little over it, where the
    headline has one line in the layout."""
    return (
        slot.x >= whole.x - _EDGE
        and slot.right <= whole.right + _EDGE
        and slot.bottom <= whole.bottom + _EDGE
        and slot.bottom - whole.y >= slot.h * _MOST
    )
