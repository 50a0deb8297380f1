"""Exhibits: a chart, table or paragraph that hangs from a rule, with a factual title."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from deckgen.clipping import whole_clauses
from deckgen.model.deck import Chart, ChartKind, Paragraph, Table
from deckgen.render.canvas import Canvas
from deckgen.render.charts.key import key_entries, line_key
from deckgen.render.charts.sheet import has_values
from deckgen.render.column_table import draw_over_table
from deckgen.render.fewer_columns import narrowed
from deckgen.render.free_text import draw_free_text, text_height
from deckgen.render.key_row import draw_key, keyed_lines, keyed_values
from deckgen.render.shape import Outline
from deckgen.render.table import draw_table, fitting, natural_height
from deckgen.render.table_columns import TableLook, cuts_names
from deckgen.render.text import Font, one_line
from deckgen.render.value_row import draw_with_values, names_beside, values_height
from deckgen.theme.box import Box

Exhibit = Chart | Table | Paragraph

TITLE = 0.36  # from the rule to the chart or table
_TITLE_AT = 0.08
_GAP = "   "
_LEAST_UNIT = 0.3  # inches, beside an exhibit's title
_NOTHING = "n/a"
_STACKS = (ChartKind.STACKED, ChartKind.SHARE)


def with_title(box: Box, title: Box) -> Box:
    """The box of an exhibit whose chart or table stands in ``box`` under its ``title``, the rule
    above included. A chart may use what is free between the two."""
    top = title.y - _TITLE_AT
    return Box(box.x, top, box.w, box.bottom - top)


def draw_exhibit(
    canvas: Canvas,
    exhibit: Exhibit,
    box: Box,
    look: TableLook,
    place: str = "",
    *,
    ruled: bool = True,
) -> None:
    """Draws an exhibit into its box, under its rule, if it is ``ruled``, and title. ``place`` names
    the layout's slot for it ("exhibit/1"), if it stands in one."""
    key = exhibit.key
    if isinstance(exhibit, Table):
        exhibit = fitting_exhibit(exhibit, box.h, look)
    if ruled:
        rule = Outline(canvas.style.lines.rule, canvas.palette.rule)
        canvas.line(f"{key}/rule", "Rule", box, rule)
    titled = bool(exhibit.title or exhibit.subtitle)
    if titled:
        draw_exhibit_title(canvas, key, exhibit.title, exhibit.subtitle, box, place)
    top = TITLE if titled else 0.0
    match exhibit:
        case Paragraph():
            top = top or _TITLE_AT
            draw_free_text(canvas, exhibit, box.row(top, box.h - top))
        case Table():
            exhibit, _ = narrowed(exhibit, lambda one: cuts_names(one, box.w, look))
            draw_table(canvas, exhibit, box.row(top, box.h - top), look, place)
        case Chart():
            entries = key_entries(exhibit.spec, canvas.palette)
            look_of = canvas.style, canvas.palette, canvas.write.language
            keyed = frozenset[int]()
            if exhibit.spec.kind is ChartKind.LINE and _is_drawn(exhibit):
                keyed = keyed_lines(exhibit.spec, box, top, *look_of)
                entries = line_key(exhibit.spec, canvas.style, canvas.palette, keyed)
            over = exhibit.over if _is_drawn(exhibit) else None
            if over is not None and names_beside(exhibit.spec):
                if draw_with_values(canvas, exhibit, over, box.row(top, box.h - top), place):
                    return
                over = None
            if exhibit.spec.kind in _STACKS and entries and _is_drawn(exhibit):
                row = box.row(top, box.h - top)
                above = 0.0 if over is None else values_height(canvas, exhibit, over, row)
                if not above:  # of each column the parts or the total can be read
                    exhibit, over = replace(exhibit, spec=replace(exhibit.spec, totals=True)), None
                said = keyed_values(exhibit.spec, box, above, *look_of)
                entries = key_entries(exhibit.spec, canvas.palette, said)
            if entries and _is_drawn(exhibit):
                top = draw_key(canvas, key, entries, box)
            rest = box.row(top, box.h - top)
            if exhibit.under is not None and _is_drawn(exhibit):
                draw_over_table(canvas, exhibit, exhibit.under, rest, place)
            elif over is None or not draw_with_values(canvas, exhibit, over, rest, place):
                _draw_chart(canvas, exhibit, rest, place, keyed=keyed)
        case _:
            assert_never(exhibit)


def fitting_exhibit(table: Table, height: float, look: TableLook) -> Table:
    """A table, or the one that takes its place in an exhibit of this height."""
    titled = bool(table.title or table.subtitle)
    return fitting(table, height - (TITLE if titled else 0.0), look)


def wanted_height(exhibit: Exhibit, look: TableLook) -> float | None:
    """The height an exhibit asks for, ``None`` for one that takes what is left."""
    match exhibit:
        case Table():
            titled = bool(exhibit.title or exhibit.subtitle)
            return natural_height(exhibit, look) + (TITLE if titled else 0.0)
        case Paragraph():
            return (TITLE if exhibit.title else _TITLE_AT) + text_height(exhibit)
        case Chart():
            return None
        case _:
            assert_never(exhibit)


def draw_exhibit_title(
    canvas: Canvas, key: str, title: str, subtitle: str, box: Box, place: str = ""
) -> None:
    """What an exhibit shows, in bold, and its unit and period, under the rule of ``box``."""
    points, palette = canvas.style.sizes.body, canvas.palette
    what = canvas.minor.shortened(one_line(title), box.w, points, bold=True)
    gap = _GAP if what else ""
    room = box.w - canvas.minor.width(what + gap, points, bold=True)
    unit = ""
    if subtitle and room > _LEAST_UNIT:
        unit = whole_clauses(
            one_line(subtitle), lambda one: canvas.minor.shortened(one, room, points) == one
        )
    slot = canvas.stage.slot(f"{place}/title")
    bold = canvas.own_font(slot, Font(points, palette.ink, bold=True), palette.ink)
    muted = canvas.own_font(slot, Font(points, palette.muted), palette.ink)
    runs = canvas.write.run(what, bold) + canvas.write.run(gap + unit if unit else "", muted)
    place_box = box.row(_TITLE_AT, 0.26)
    canvas.fill(f"{key}/title", "Exhibit title", slot, place_box, [runs], bold)


def _is_drawn(chart: Chart) -> bool:
    """Whether there is something to draw, and no words stand in its place."""
    return has_values(chart.spec) and not chart.instead


def _draw_chart(
    canvas: Canvas, chart: Chart, box: Box, place: str, *, keyed: frozenset[int] = frozenset()
) -> None:
    label = chart.title or "Chart"
    if _is_drawn(chart):
        slot = canvas.stage.slot(place)
        canvas.chart(chart.key, label, box, chart.spec, chart.alt, slot, keyed=keyed)
        return
    font = Font(canvas.style.sizes.narrative, canvas.palette.muted)
    canvas.text(
        chart.key, label, box.row(0, 0.3), canvas.write.plain(chart.instead or _NOTHING, font)
    )
