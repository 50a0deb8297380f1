"""Reads a template: size, fonts, and every layout of every master with all that it inherits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckgen.theme.template.colours import ColourScheme, Tint, read_map, read_slots
from deckgen.theme.template.fills import Fill, NoFill, Solid, Styles
from deckgen.theme.template.opening import listed
from deckgen.theme.template.package import Package
from deckgen.theme.template.rect import Rect
from deckgen.theme.template.shapes import Placeholder, Static, read_placeholders, read_statics
from deckgen.theme.template.xml import Element, child, children, elements, truth, whole

TITLES = ("title", "ctrTitle")
FURNITURE = ("dt", "ftr", "sldNum")
CONTENT = ("body", "obj", "chart", "tbl", "pic", "dgm", "media", "clipArt")
_USUAL_TITLE = 44.0  # points, where neither layout nor master says anything
_SIZES = {"x": 12192000, "y": 6858000}


@dataclass(frozen=True, slots=True)
class Faces:
    """One of a theme's two fonts: its Latin, East Asian and complex-script faces; "" if unnamed."""

    latin: str
    east_asian: str
    complex_script: str
    scripts: tuple[tuple[str, str], ...] = ()  # ("Jpan", "游ゴシック")

    def others(self) -> tuple[str, ...]:
        """The faces of other scripts than Latin: the theme's own, then its choice for each."""
        named = (self.east_asian, self.complex_script, *(face for _, face in self.scripts))
        return tuple(dict.fromkeys(one for one in named if one))

    def all(self) -> tuple[str, ...]:
        """The faces that have a name."""
        return tuple(dict.fromkeys(
            one for one in (self.latin, self.east_asian, self.complex_script) if one
        ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Master:
    """A slide master with its theme."""

    part: str
    number: int  # from 1
    theme: str  # the theme's name
    slots: dict[str, str]
    major: Faces
    minor: Faces
    body: Rect | None  # where its body placeholder stands
    body_face: str  # what its text styles set text in, a font's name


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a placeholder sets its first level, everything inherited. Insets are EMU: left, top,
    right, bottom. ``face`` is a font's name."""

    points: float
    capitals: bool
    anchor: str
    align: str
    insets: tuple[int, int, int, int]
    bold: bool
    face: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout as a slide made from it looks: what it holds itself and what it inherits.

    ``statics`` are from back to front, the master's first. ``uses`` counts the sample slides made
    from it, ``opens`` says that the first of them was.
    """

    part: str
    name: str
    type: str  # "" if the file does not say
    number: int  # over all masters, from 1
    master: Master
    scheme: ColourScheme
    background: Fill
    statics: tuple[Static, ...]
    placeholders: tuple[Placeholder, ...]
    title_style: TextStyle
    uses: int
    opens: bool

    def of_type(self, *types: str) -> list[Placeholder]:
        """The placeholders of these types that have a place."""
        return [one for one in self.placeholders if one.type in types and one.rect is not None]

    @property
    def title(self) -> Placeholder | None:
        """The title's placeholder."""
        return next(iter(self.of_type(*TITLES)), None)


@dataclass(frozen=True, slots=True)
class Template:
    """A template, read. Sizes are EMU."""

    package: Package
    width: int
    height: int
    masters: tuple[Master, ...]
    layouts: tuple[Layout, ...]
    slides: tuple[str, ...]  # the sample slides' parts
    right_to_left: bool
    embedded_fonts: tuple[str, ...]

    @property
    def page(self) -> Rect:
        """The slide's area."""
        return Rect(0, 0, self.width, self.height)


def read_template(package: Package) -> Template:
    """Reads a package that :func:`~deckgen.theme.template.opening.open_template` accepted."""
    root = package.tree(package.main)
    size = child(root, "p:sldSz")
    slides = tuple(
        name
        for name in listed(package, package.main, root, "p:sldIdLst/p:sldId")
        if name in package
    )
    uses = [layout for slide in slides for layout in package.related(slide, "slideLayout")[:1]]
    masters: list[Master] = []
    layouts: list[Layout] = []
    names = listed(package, package.main, root, "p:sldMasterIdLst/p:sldMasterId")
    for number, part in enumerate(names, start=1):
        reader = _MasterReader(package, part, number)
        masters.append(reader.master)
        for layout in listed(package, part, reader.root, "p:sldLayoutIdLst/p:sldLayoutId"):
            read = reader.layout(layout, len(layouts) + 1)
            used = Counter(uses)[layout]
            layouts.append(replace(read, uses=used, opens=uses[:1] == [layout]))
    return Template(
        package=package,
        width=whole(size, "cx", _SIZES["x"]) or _SIZES["x"],
        height=whole(size, "cy", _SIZES["y"]) or _SIZES["y"],
        masters=tuple(masters),
        layouts=tuple(layouts),
        slides=slides,
        right_to_left=truth(root, "rtl") or any(_turns(package.tree(part)) for part in names),
        embedded_fonts=tuple(
            one.get("typeface", "")
            for one in children(root, "p:embeddedFontLst/p:embeddedFont/p:font")
        ),
    )


class _MasterReader:
    """One master, and what its layouts take from it."""

    def __init__(self, package: Package, part: str, number: int) -> None:
        self.package = package
        self.root = package.tree(part)
        self._part = part
        self._theme_part = package.related(part, "theme")[0]
        self._theme = package.tree(self._theme_part)
        self._placeholders = read_placeholders(_tree(self.root))
        self._map = read_map(child(self.root, "p:clrMap"))
        minor = _faces(child(self._theme, "a:themeElements/a:fontScheme/a:minorFont"))
        major = _faces(child(self._theme, "a:themeElements/a:fontScheme/a:majorFont"))
        body = [child(self.root, "p:txStyles/p:bodyStyle/a:lvl1pPr/a:defRPr")]
        self.master = Master(
            part=part,
            number=number,
            theme=self._theme.get("name", ""),
            slots=read_slots(self._theme),
            major=major,
            minor=minor,
            body=next((one.rect for one in self._placeholders if one.type == "body"), None),
            body_face=_face(body, major, minor, minor.latin or major.latin),
        )

    def layout(self, part: str, number: int) -> Layout:
        """A layout with what it inherits."""
        root = self.package.tree(part)
        override = read_map(child(root, "p:clrMapOvr/a:overrideClrMapping"))
        scheme = ColourScheme(self.master.slots).mapped({**self._map, **override})
        styles = Styles(self.package, scheme, self._theme_part, self._theme)
        statics: list[Static] = []
        if truth(root, "showMasterSp", True):
            statics += read_statics(_tree(self.root), styles, self._part, True)
        statics += read_statics(_tree(root), styles, part, False)
        holders = tuple(self._inherited(one) for one in read_placeholders(_tree(root)))
        title = next((one for one in holders if one.type in TITLES), None)
        return Layout(
            part=part,
            name=_name(root),
            type=root.get("type", ""),
            number=number,
            master=self.master,
            scheme=scheme,
            background=self._background(root, part, styles),
            statics=tuple(statics),
            placeholders=holders,
            title_style=self._text_style(title),
            uses=0,
            opens=False,
        )

    def _background(self, root: Element, part: str, styles: Styles) -> Fill:
        for owner, owner_part in ((root, part), (self.root, self._part)):
            background = child(owner, "p:cSld/p:bg")
            if background is None:
                continue
            fill = styles.fill(child(background, "p:bgPr"), owner_part)
            if fill is None:
                fill = styles.themed(child(background, "p:bgRef"))
            if fill is not None and not isinstance(fill, NoFill):
                return fill
        return Solid(Tint(styles.scheme.of("bg1")))

    def _parent(self, holder: Placeholder) -> Placeholder | None:
        kind = _master_type(holder.type)
        return next((one for one in self._placeholders if one.type == kind), None)

    def _inherited(self, holder: Placeholder) -> Placeholder:
        """A layout's placeholder with the master's place and direction where it has none."""
        parent = self._parent(holder)
        owners = [holder.element, *([parent.element] if parent else [])]
        bodies = [child(one, "p:txBody/a:bodyPr") for one in owners]
        holder = replace(holder, anchor=_first(bodies, "anchor") or "t")
        if parent is None:
            return holder
        vertical = holder.vertical or (parent.vertical and not _says_direction(holder.element))
        if holder.rect is not None:
            return replace(holder, vertical=vertical)
        return replace(holder, rect=parent.rect, degrees=parent.degrees, vertical=vertical)

    def _text_style(self, holder: Placeholder | None) -> TextStyle:
        owners: list[Element | None] = []
        levels: list[Element | None] = []
        if holder is not None:
            parent = self._parent(holder)
            owners = [holder.element, *([parent.element] if parent else [])]
            levels = [child(one, "p:txBody/a:lstStyle/a:lvl1pPr") for one in owners]
        levels.append(child(self.root, "p:txStyles/p:titleStyle/a:lvl1pPr"))
        bodies = [child(one, "p:txBody/a:bodyPr") for one in owners]
        runs = [child(one, "a:defRPr") for one in levels]
        major, minor = self.master.major, self.master.minor
        insets = tuple(
            int(_first(bodies, side) or usual)
            for side, usual in (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720))
        )
        return TextStyle(
            points=float(_first(runs, "sz") or _USUAL_TITLE * 100) / 100,
            capitals=_first(runs, "cap") in ("all", "small"),
            anchor=_first(bodies, "anchor") or "t",
            align=_first(levels, "algn") or "l",
            insets=(insets[0], insets[1], insets[2], insets[3]),
            bold=_first(runs, "b") in ("1", "true"),
            face=_face(runs, major, minor, minor.latin or major.latin),
        )


def _turns(master: Element) -> bool:
    """Whether a master's text styles run from right to left."""
    styles = child(master, "p:txStyles")
    return styles is not None and any(
        truth(one, "rtl") for kind in elements(styles) for one in elements(kind)
    )


def _first(chain: list[Element | None], name: str) -> str:
    """The first attribute of a name along a chain of inheritance."""
    for one in chain:
        value = None if one is None else one.get(name)
        if value is not None:
            return value
    return ""


def _says_direction(shape: Element) -> bool:
    body = child(shape, "p:txBody/a:bodyPr")
    return body is not None and body.get("vert") is not None


def _tree(root: Element) -> Element:
    tree = child(root, "p:cSld/p:spTree")
    return root if tree is None else tree


def _master_type(kind: str) -> str:
    if kind in TITLES:
        return "title"
    return kind if kind in FURNITURE else "body"


def _faces(element: Element | None) -> Faces:
    def face(name: str) -> str:
        found = child(element, name)
        return "" if found is None else found.get("typeface", "")

    scripts = tuple(
        (one.get("script", ""), one.get("typeface", "")) for one in children(element, "a:font")
    )
    return Faces(face("a:latin"), face("a:ea"), face("a:cs"), scripts)


def _face(styles: Sequence[Element | None], major: Faces, minor: Faces, otherwise: str) -> str:
    """The font that the first of some run properties to name one names: its own name, or that of
    the theme's that it refers to."""
    named = (found for one in styles if (found := child(one, "a:latin")) is not None)
    face = next((one.get("typeface", "") for one in named), "")
    if face.startswith("+"):
        face = (major if face.startswith("+mj") else minor).latin
    return face or otherwise


def _name(root: Element) -> str:
    content = child(root, "p:cSld")
    return "" if content is None else content.get("name", "")
