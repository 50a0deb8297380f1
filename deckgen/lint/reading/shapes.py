"""The shapes of a slide, from back to front, groups opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from deckgen.lint.areas import NO_FILL, Fill, FillKind
from deckgen.lint.chart_facts import Chart
from deckgen.lint.facts import Kind, Shape, TextBody
from deckgen.lint.names import DECORATIVE, A, C, P, R, flag, integer, resolved, tag_of
from deckgen.lint.reading.geometry import IDENTITY, Matrix, group_matrix, placed, read_frame
from deckgen.lint.reading.inheritance import Sheet, ancestors, placeholder_of
from deckgen.lint.reading.tables import read_table
from deckgen.lint.reading.text import Look, read_text
from deckgen.lint.reading.theme import Theme
from deckgen.render.marks import read_mark, without_mark
from deckgen.theme.box import Box

_EMU_PER_POINT = 12700
_USUAL_LINE = 0.75
_MOST_DEPTH = 40
_EFFECTS = ("effectLst", "effectDag")
_STYLES = {"title": "titleStyle", "ctrTitle": "titleStyle"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a slide's shapes take after: the slide and its layout and master, the presentation's
    text style, the table styles, and how a chart's part is read."""

    sheet: Sheet
    above: tuple[Sheet, ...]
    defaults: etree._Element | None
    table_styles: Mapping[str, etree._Element]
    chart: Callable[[str | None, Theme], Chart | None]


@dataclass(frozen=True, slots=True)
class _Group:
    """The groups that a shape is in: the change of coordinates, the outermost one's name, whether
    one has a text alternative or is decorative, and the fill of the innermost."""

    matrix: Matrix = IDENTITY
    name: str = ""
    alt: bool = False
    decorative: bool = False
    hidden: bool = False
    fill: Fill = field(default=NO_FILL)
    depth: int = 0


def read_shapes(around: Surroundings) -> tuple[Shape, ...]:
    """All shapes of the slide that ``around`` is about."""
    tree = around.sheet.tree
    if tree is None:
        return ()
    return tuple(
        _shape(element, group, order, around)
        for order, (element, group) in enumerate(_leaves(tree, _Group(), around.sheet.theme))
    )


def _leaves(
    tree: etree._Element, group: _Group, theme: Theme
) -> Iterator[tuple[etree._Element, _Group]]:
    for element in resolved(tree):
        match tag_of(element):
            case "sp" | "pic" | "cxnSp" | "graphicFrame":
                yield element, group
            case "grpSp" if group.depth < _MOST_DEPTH:
                yield from _leaves(element, _inside(element, group, theme), theme)


def _inside(element: etree._Element, outer: _Group, theme: Theme) -> _Group:
    properties = element.find(f"{P}grpSpPr")
    xfrm = properties.find(f"{A}xfrm") if properties is not None else None
    identity = next(element.iterfind(f"*/{P}cNvPr"), None)
    name = identity.get("name", "") if identity is not None else ""
    alt = identity is not None and bool(identity.get("descr", "").strip())
    fill = theme.fill(properties)
    return _Group(
        group_matrix(xfrm, outer.matrix),
        outer.name or name or "group",
        outer.alt or alt,
        outer.decorative or _is_decorative(identity),
        outer.hidden or flag(identity, "hidden", missing=False),
        outer.fill if fill is None or fill.kind is FillKind.UNKNOWN else fill,
        outer.depth + 1,
    )


def _is_decorative(identity: etree._Element | None) -> bool:
    found = next(identity.iter(DECORATIVE), None) if identity is not None else None
    return flag(found)


def _shape(element: etree._Element, group: _Group, order: int, around: Surroundings) -> Shape:
    identity = next(element.iterfind(f"*/{P}cNvPr"), None)
    slot = placeholder_of(element)
    family = [element, *(ancestors(slot, around.above) if slot is not None else ())]
    theme = around.sheet.theme
    owners = [found for one in family if (found := one.find(f"{P}spPr")) is not None]
    frames = [_xfrm(one) for one in family]  # its own first
    frame = next((found for one in frames if (found := read_frame(one)) is not None), None)
    box, size, degrees = placed(frame, group.matrix) if frame is not None else (None, None, 0.0)
    style = element.find(f"{P}style")
    line = next((found for one in owners if (found := one.find(f"{A}ln")) is not None), None)
    look = _look(family, slot, style, around)
    name = identity.get("name", "") if identity is not None else ""
    title = identity.get("title", "") if identity is not None else ""
    body = element.find(f"{P}txBody")
    text = read_text(body, look) if body is not None else None
    table = element.find(f"{A}graphic/{A}graphicData/{A}tbl")
    chart = _chart(element, around)
    geometry = next((found for one in owners if (found := _geometry(one))), "rect")
    return Shape(
        order,
        name,
        without_mark(name),
        read_mark(name) or read_mark(title),
        _kind(element, geometry, text, chart, table),
        box,
        size,
        degrees,
        geometry,
        group.name,
        group.alt,
        slot,
        identity.get("descr", "") if identity is not None else "",
        _is_decorative(identity) or group.decorative,
        flag(identity, "hidden", missing=False) or group.hidden,
        _fill(element, owners, style, group, theme),
        _outline(line, style, theme),
        (integer(line, "w") or _USUAL_LINE * _EMU_PER_POINT) / _EMU_PER_POINT,
        _dashed(line),
        tuple(_effects(owners, style, theme)),
        text,
        read_table(table, (box.x, box.y) if box else None, _cells(around), around.table_styles)
        if table is not None
        else None,
        chart,
        inherits=slot is not None and read_frame(frames[0]) is None,
    )


def _xfrm(element: etree._Element) -> etree._Element | None:
    if tag_of(element) == "graphicFrame":
        return element.find(f"{P}xfrm")
    return element.find(f"{P}spPr/{A}xfrm")


def _look(
    family: list[etree._Element],
    slot: object,
    style: etree._Element | None,
    around: Surroundings,
) -> Look:
    """Where the text of a shape takes its look from."""
    theme = around.sheet.theme
    bodies = [found for one in family[1:] if (found := one.find(f"{P}txBody")) is not None]
    lists = [found for one in bodies if (found := one.find(f"{A}lstStyle")) is not None]
    master = next((one for one in around.above if tag_of(one.root) == "sldMaster"), None)
    if slot is not None and master is not None:
        kind = getattr(slot, "type", "")
        usual = "otherStyle" if kind in ("dt", "ftr", "sldNum") else "bodyStyle"
        found = master.root.find(f"{P}txStyles/{P}{_STYLES.get(kind, usual)}")
        lists += [found] if found is not None else []
    if around.defaults is not None:
        lists.append(around.defaults)
    reference = style.find(f"{A}fontRef") if style is not None else None
    idx = reference.get("idx") if reference is not None else None
    return Look(
        theme,
        tuple(lists),
        tuple(found for one in bodies if (found := one.find(f"{A}bodyPr")) is not None),
        theme.colour(reference),
        {"major": "+mj-lt", "minor": "+mn-lt"}.get(idx or "", ""),
    )


def _cells(around: Surroundings) -> Look:
    lists = (around.defaults,) if around.defaults is not None else ()
    return Look(around.sheet.theme, lists)


def _chart(element: etree._Element, around: Surroundings) -> Chart | None:
    found = element.find(f"{A}graphic/{A}graphicData/{C}chart")
    if found is None:
        return None
    return around.chart(found.get(f"{R}id"), around.sheet.theme)


def _kind(
    element: etree._Element,
    geometry: str,
    text: TextBody | None,
    chart: Chart | None,
    table: etree._Element | None,
) -> Kind:
    match tag_of(element):
        case "pic":
            return Kind.OBJECT if _plays(element) else Kind.PICTURE
        case "cxnSp":
            return Kind.LINE
        case "graphicFrame":
            if chart is not None:
                return Kind.CHART
            return Kind.TABLE if table is not None else Kind.OBJECT
    if text is not None and text.text.strip():
        return Kind.TEXT
    if geometry in ("line", "straightConnector1"):
        return Kind.LINE
    return Kind.FREEFORM if geometry == "custom" else Kind.FIGURE


def _plays(element: etree._Element) -> bool:
    """Whether a picture stands for a film or a sound."""
    names = ("videoFile", "audioFile", "wavAudioFile", "quickTimeFile")
    return any(next(element.iter(f"{A}{name}"), None) is not None for name in names)


def _geometry(properties: etree._Element) -> str:
    preset = properties.find(f"{A}prstGeom")
    if preset is not None:
        return preset.get("prst", "rect")
    return "custom" if properties.find(f"{A}custGeom") is not None else ""


def _fill(
    element: etree._Element,
    owners: list[etree._Element],
    style: etree._Element | None,
    group: _Group,
    theme: Theme,
) -> Fill:
    if tag_of(element) == "pic":
        return Fill(FillKind.PICTURE)
    for owner in owners:
        if owner.find(f"{A}grpFill") is not None:
            return group.fill
        fill = theme.fill(owner)
        if fill is not None:
            return fill
    found = theme.style_fill(style.find(f"{A}fillRef")) if style is not None else None
    return found or NO_FILL


def _outline(line: etree._Element | None, style: etree._Element | None, theme: Theme) -> Fill:
    fill = theme.fill(line)
    if fill is not None:
        return fill
    reference = style.find(f"{A}lnRef") if style is not None else None
    if reference is None or reference.get("idx") in (None, "0"):
        return NO_FILL
    colour = theme.colour(reference)
    return Fill(FillKind.SOLID, (colour,)) if colour else Fill(FillKind.UNKNOWN)


def _dashed(line: etree._Element | None) -> bool:
    dash = line.find(f"{A}prstDash") if line is not None else None
    return dash is not None and dash.get("val", "solid") != "solid"


def _effects(
    owners: list[etree._Element], style: etree._Element | None, theme: Theme
) -> Iterator[str]:
    """The effects of a shape by name: shadows, glows, depth; a style's count as one."""
    own = owners[0] if owners else None
    stated = False
    for child in own if own is not None else ():
        if tag_of(child) in _EFFECTS:
            stated = True
            yield from (tag_of(one) for one in child)
        elif tag_of(child) in ("scene3d", "sp3d") and len(child):
            yield "three dimensions"
    reference = style.find(f"{A}effectRef") if style is not None else None
    number = integer(reference, "idx") or 0
    if not stated and 0 < number <= len(theme.effects) and theme.effects[number - 1]:
        yield "the style's effect"


def read_plates(sheet: Sheet) -> list[tuple[Box, Fill, bool]]:
    """What of a layout or master slides lie on: filled areas that are no placeholders."""
    if sheet.tree is None:
        return []
    found: list[tuple[Box, Fill, bool]] = []
    for element, group in _leaves(sheet.tree, _Group(), sheet.theme):
        frame = read_frame(_xfrm(element))
        identity = next(element.iterfind(f"*/{P}cNvPr"), None)
        unseen = group.hidden or flag(identity, "hidden", missing=False)
        if placeholder_of(element) is not None or frame is None or unseen:
            continue
        box, _, degrees = placed(frame, group.matrix)
        properties = element.find(f"{P}spPr")
        owners = [properties] if properties is not None else []
        fill = _fill(element, owners, element.find(f"{P}style"), group, sheet.theme)
        geometry = _geometry(properties) if properties is not None else "rect"
        if fill.covers and tag_of(element) in ("sp", "pic"):
            plain = geometry in ("rect", "") and degrees % 90 == 0
            found.append((box, fill, plain))
    return found
