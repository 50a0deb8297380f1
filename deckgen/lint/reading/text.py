"""Text with the look it really has: what a run leaves open is said by its paragraph's level, the
shape's list style, the layout, the master, or the presentation, in this order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from deckgen.lint.areas import FillKind
from deckgen.lint.colour import Rgb
from deckgen.lint.facts import Paragraph, Run, TextBody
from deckgen.lint.names import LINK_COLOUR, A, R, inches, integer, share, tag_of
from deckgen.lint.reading.theme import Theme

_SIZE = 18.0
_MOST_LEVELS = 9
_SIDES = (("lIns", 0.1), ("tIns", 0.05), ("rIns", 0.1), ("bIns", 0.05))
_BOLD = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Look:
    """Where text that says nothing itself takes its look from: list styles and body properties,
    nearest first, then a style's colour, font and weight."""

    theme: Theme
    lists: tuple[etree._Element, ...] = ()
    bodies: tuple[etree._Element, ...] = ()
    colour: Rgb | None = None
    face: str = ""
    bold: bool = False


def read_text(body: etree._Element, look: Look) -> TextBody:
    """A ``p:txBody`` or ``a:txBody``."""
    own = body.find(f"{A}lstStyle")
    if own is not None:
        look = Look(look.theme, (own, *look.lists), look.bodies, look.colour, look.face, look.bold)
    bodies = [one for one in (body.find(f"{A}bodyPr"), *look.bodies) if one is not None]

    def said(name: str) -> etree._Element | None:
        return next((one for one in bodies if one.get(name) is not None), None)

    def side(name: str, usual: float) -> float:
        value = inches(said(name), name)
        return usual if value is None else value

    autofit, shrunk = _autofit(bodies)
    left, top, right, bottom = (side(name, usual) for name, usual in _SIDES)
    anchor, vertical, wrap = said("anchor"), said("vert"), said("wrap")
    return TextBody(
        tuple(_paragraph(one, look) for one in body.findall(f"{A}p")),
        (left, top, right, bottom),
        wrap is None or wrap.get("wrap") != "none",
        anchor.get("anchor", "t") if anchor is not None else "t",
        autofit,
        shrunk,
        vertical.get("vert", "horz") if vertical is not None else "horz",
        max(1, integer(said("numCol"), "numCol") or 1),
    )


def _autofit(bodies: list[etree._Element]) -> tuple[str, float | None]:
    for one in bodies:
        for child in one:
            match tag_of(child):
                case "noAutofit":
                    return "none", None
                case "spAutoFit":
                    return "shape", None
                case "normAutofit":
                    return "shrink", share(child, "fontScale")
    return "none", None


@dataclass(frozen=True, slots=True)
class _Level:
    """The properties that hold for one paragraph, nearest first."""

    paragraph: tuple[etree._Element, ...]
    runs: tuple[etree._Element, ...]
    look: Look

    def attribute(self, name: str) -> etree._Element | None:
        return next((one for one in self.paragraph if one.get(name) is not None), None)

    def child(self, name: str) -> etree._Element | None:
        found = (one.find(f"{A}{name}") for one in self.paragraph)
        return next((one for one in found if one is not None), None)


def _paragraph(element: etree._Element, look: Look) -> Paragraph:
    own = element.find(f"{A}pPr")
    number = min(max(integer(own, "lvl") or 0, 0), _MOST_LEVELS - 1)
    found = [one.find(f"{A}lvl{number + 1}pPr") for one in look.lists]
    levels = [one for one in (own, *found) if one is not None]
    defaults = [one.find(f"{A}defRPr") for one in levels]
    level = _Level(tuple(levels), tuple(one for one in defaults if one is not None), look)
    end = element.find(f"{A}endParaRPr")
    percent, exact = _spacing(level.child("lnSpc"))
    align = level.attribute("algn")
    return Paragraph(
        tuple(_runs(element, level)),
        align.get("algn", "l") if align is not None else "l",
        percent if percent is not None else 1.0,
        exact,
        _points(level.child("spcBef")),
        _points(level.child("spcAft")),
        inches(level.attribute("marL"), "marL") or 0.0,
        inches(level.attribute("indent"), "indent") or 0.0,
        inches(level.attribute("marR"), "marR") or 0.0,
        tuple(_tabs(level.child("tabLst"))),
        _size(end, level),
    )


def _spacing(element: etree._Element | None) -> tuple[float | None, float | None]:
    if element is None:
        return None, None
    points = integer(element.find(f"{A}spcPts"), "val")
    return share(element.find(f"{A}spcPct")), None if points is None else points / 100


def _points(element: etree._Element | None) -> float:
    """Space around a paragraph; a share of the line is taken as of twelve points."""
    percent, points = _spacing(element)
    return points if points is not None else (percent or 0.0) * 12


def _tabs(element: etree._Element | None) -> Iterator[tuple[float, str]]:
    for stop in element if element is not None else ():
        place = inches(stop, "pos")
        if place is not None:
            yield place, stop.get("algn", "l")


def _runs(element: etree._Element, level: _Level) -> Iterator[Run]:
    for child in element:
        name = tag_of(child)
        if name == "br":
            yield _run("", child.find(f"{A}rPr"), level, line_break=True)
        elif name in ("r", "fld"):
            text = child.findtext(f"{A}t") or ""
            yield _run(text, child.find(f"{A}rPr"), level, field=name == "fld")


def _run(
    text: str,
    own: etree._Element | None,
    level: _Level,
    *,
    field: bool = False,
    line_break: bool = False,
) -> Run:
    sources = [one for one in (own, *level.runs) if one is not None]
    theme = level.look.theme

    def said(name: str) -> str | None:
        return next((one.get(name) for one in sources if one.get(name) is not None), None)

    bold = said("b")
    latin = [one.find(f"{A}latin") for one in sources]
    typeface = next((one.get("typeface", "") for one in latin if one is not None), "")
    typeface = typeface or level.look.face or "+mn-lt"
    stated = own is not None and own.find(f"{A}latin") is not None
    colour, slot = _colour(own, sources, level.look)
    face = theme.face(typeface)
    return Run(
        text,
        _size(own, level),
        level.look.bold if bold is None else bold in _BOLD,
        said("i") in _BOLD,
        face,
        colour,
        slot,
        typeface.startswith("+") or face in (theme.major, theme.minor) or not stated,
        said("lang") or "",
        field,
        line_break,
        said("cap") == "all",
    )


def _size(own: etree._Element | None, level: _Level) -> float:
    sources = [one for one in (own, *level.runs) if one is not None]
    sizes = (integer(one, "sz") for one in sources)
    size = next((one for one in sizes if one is not None), None)
    return size / 100 if size else _SIZE


def _colour(
    own: etree._Element | None, sources: list[etree._Element], look: Look
) -> tuple[Rgb | None, str]:
    """The colour of a run, and the theme colour that it is written as."""
    theme = look.theme
    link = own.find(f"{A}hlinkClick") if own is not None else None
    if link is not None and link.get(f"{R}id"):
        kept = next(link.iter(LINK_COLOUR), None)
        if kept is None or kept.get("val") != "tx":
            return theme.colours.get(theme.mapping.get("hlink", "hlink")), "hlink"
    for source in sources:
        fill = theme.fill(source)
        if fill is not None:
            scheme = source.find(f"{A}solidFill/{A}schemeClr")
            slot = scheme.get("val", "") if scheme is not None else ""
            # A gradient is judged by its first stop; other fills of letters are not judged.
            known = fill.kind in (FillKind.SOLID, FillKind.GRADIENT) and fill.colours
            return (fill.colours[0] if known else None), slot
    if look.colour is not None:
        return look.colour, ""
    return theme.colours.get(theme.mapping.get("tx1", "dk1")), "tx1"
