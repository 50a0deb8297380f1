"""A presentation file as facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from deckgen.lint.areas import NO_FILL, Fill, FillKind
from deckgen.lint.chart_facts import Chart, Workbook
from deckgen.lint.facts import Deck, Plate, Slide
from deckgen.lint.names import SECTIONS, A, C, P, R, flag, inches, resolved, tag_of
from deckgen.lint.package import Package, open_package
from deckgen.lint.reading.charts import read_chart
from deckgen.lint.reading.geometry import read_frame
from deckgen.lint.reading.inheritance import Sheet, placeholder_of
from deckgen.lint.reading.integrity import integrity_problems
from deckgen.lint.reading.shapes import Surroundings, read_plates, read_shapes
from deckgen.lint.reading.theme import Theme, read_theme
from deckgen.lint.reading.workbook import read_workbook

_USUAL_SIZE = (10.0, 7.5)
_VERDICTS = ("accent3", "accent4")
_OUR_LAYOUT = "Metric 5 + 4"
"""The theme colours in which deckgen writes better and worse."""


def read_deck(path: Path) -> Deck:
    """All facts of a .pptx. Raises ``DeckgenError`` as :func:`open_package` does."""
    return _Reader(open_package(path), path).deck()


def _named_fonts(sheet: etree._Element) -> set[str]:
    """The fonts that a master or a layout sets the text of placeholders in, by their names."""
    styles = (*sheet.iter(f"{P}txStyles"), *sheet.iter(f"{A}lstStyle"))
    named = {face.get("typeface", "") for one in styles for face in one.iter(f"{A}latin")}
    return {face for face in named if face and not face.startswith("+")}


@dataclass(slots=True)
class _Reader:
    """Reads a package once; masters and layouts are kept."""

    package: Package
    path: Path
    themes: dict[str, Theme] = field(default_factory=dict)
    sheets: dict[str, Sheet | None] = field(default_factory=dict)
    lain_on: dict[str, tuple[Plate, ...]] = field(default_factory=dict)

    def deck(self) -> Deck:
        package = self.package
        main = package.presentation
        root = package.xml[main]
        size = root.find(f"{P}sldSz")
        width, height = inches(size, "cx"), inches(size, "cy")
        styles = self._table_styles()
        slides = tuple(
            self._slide(number, part, root.find(f"{P}defaultTextStyle"), styles)
            for number, part in enumerate(self._slide_parts(root), start=1)
        )
        masters = package.related(main, "slideMaster")
        themes = [self._theme_of(part) for part in masters]
        fonts = {font for theme in themes for font in (theme.major, theme.minor) if font}
        for master in masters:
            for part in (master, *package.related(master, "slideLayout")):
                if part in package.xml:  # a damaged layout has a finding of its own
                    fonts |= _named_fonts(package.xml[part])
        title, language = self._properties()
        return Deck(
            self.path,
            width or _USUAL_SIZE[0],
            height or _USUAL_SIZE[1],
            slides,
            frozenset(fonts),
            frozenset(_VERDICTS) if self._is_of_a_theme_folder() else frozenset(),
            title,
            language,
            next(root.iter(SECTIONS), None) is not None,
            (*package.problems, *integrity_problems(package)),
        )

    def _is_of_a_theme_folder(self) -> bool:
        """Whether the template is one of ours, where two accents mean better and worse; in a
        company's template each accent may mean anything."""
        package = self.package
        for master in package.related(package.presentation, "slideMaster"):
            for layout in package.related(master, "slideLayout"):
                part = package.xml.get(layout)  # a damaged one is a finding of its own
                content = None if part is None else part.find(f"{P}cSld")
                if content is not None and content.get("name") == _OUR_LAYOUT:
                    return True
        return False

    def _slide_parts(self, root: etree._Element) -> Iterator[str]:
        for entry in root.iterfind(f"{P}sldIdLst/{P}sldId"):
            target = self.package.target(self.package.presentation, entry.get(f"{R}id"))
            if target is not None and target.target in self.package.xml:
                yield target.target

    def _slide(
        self,
        number: int,
        part: str,
        defaults: etree._Element | None,
        styles: dict[str, etree._Element],
    ) -> Slide:
        root = self.package.xml[part]
        layout = self._sheet(part, "slideLayout")
        master = self._sheet(layout.part, "slideMaster") if layout is not None else None
        above = tuple(one for one in (layout, master) if one is not None)
        base = above[0].theme if above else Theme()
        sheet = Sheet(part, root, base.mapped(_override(root)))
        around = Surroundings(
            sheet, above, defaults, styles, lambda id_, theme: self._chart(part, id_, theme)
        )
        shapes = read_shapes(around)
        name = ""
        if layout is not None:
            content = layout.root.find(f"{P}cSld")
            name = content.get("name", "") if content is not None else ""
        return Slide(
            number,
            part,
            not flag(root, "show", missing=True),
            name,
            _background((sheet, *above)),
            self._plates(sheet, above),
            shapes,
            self._notes(part),
            _margins(above),
        )

    def _sheet(self, part: str, kind: str) -> Sheet | None:
        """The layout of a slide or the master of a layout."""
        name = next((one for one in self.package.related(part, kind)), None)
        if name is None or name not in self.package.xml:
            return None
        if name not in self.sheets:
            root = self.package.xml[name]
            if kind == "slideMaster":
                theme = self._theme_of(name)
            else:
                master = self._sheet(name, "slideMaster")
                theme = master.theme if master is not None else Theme()
                theme = theme.mapped(_override(root))
            self.sheets[name] = Sheet(name, root, theme)
        return self.sheets[name]

    def _theme_of(self, master: str) -> Theme:
        if master not in self.themes:
            parts = self.package.related(master, "theme")
            theme = read_theme(self.package.xml.get(parts[0]) if parts else None)
            root = self.package.xml.get(master)
            self.themes[master] = theme.mapped(
                root.find(f"{P}clrMap") if root is not None else None
            )
        return self.themes[master]

    def _plates(self, sheet: Sheet, above: tuple[Sheet, ...]) -> tuple[Plate, ...]:
        """From back to front: the master's, if the layout shows them, then the layout's."""
        if not above or not flag(sheet.root, "showMasterSp", missing=True):
            return ()
        layout = above[0]
        if layout.part not in self.lain_on:
            shown = above[::-1] if flag(layout.root, "showMasterSp", missing=True) else above[:1]
            self.lain_on[layout.part] = tuple(
                Plate(box, fill, plain) for one in shown for box, fill, plain in read_plates(one)
            )
        return self.lain_on[layout.part]

    def _chart(self, part: str, id_: str | None, theme: Theme) -> Chart | None:
        target = self.package.target(part, id_)
        root = self.package.xml.get(target.target) if target is not None else None
        if target is None or root is None or tag_of(root) != "chartSpace":
            return None
        return read_chart(root, theme, self._workbook(target.target, root))

    def _workbook(self, chart: str, root: etree._Element) -> Workbook | None:
        data = root.find(f"{C}externalData")
        if data is None:
            return None
        target = self.package.target(chart, data.get(f"{R}id"))
        if target is None:
            return None
        if target.external:
            return Workbook((), "it is linked, not embedded")
        content = self.package.content.get(target.target)
        return read_workbook(content) if content else Workbook((), "the part is missing")

    def _notes(self, part: str) -> str:
        for name in self.package.related(part, "notesSlide"):
            root = self.package.xml.get(name)
            for shape in root.iter(f"{P}sp") if root is not None else ():
                slot = placeholder_of(shape)
                if slot is not None and slot.type == "body":
                    paragraphs = shape.iterfind(f"{P}txBody/{A}p")
                    lines = ("".join(t.text or "" for t in p.iter(f"{A}t")) for p in paragraphs)
                    return "\n".join(lines)
        return ""

    def _table_styles(self) -> dict[str, etree._Element]:
        found: dict[str, etree._Element] = {}
        for name in self.package.related(self.package.presentation, "tableStyles"):
            root = self.package.xml.get(name)
            for style in root if root is not None else ():
                found[style.get("styleId", "")] = style
        return found

    def _properties(self) -> tuple[str, str]:
        """Title and language of the document."""
        for name in self.package.related("", "core-properties"):
            root = self.package.xml.get(name)
            if root is not None:
                said = {tag_of(one): (one.text or "").strip() for one in root}
                return said.get("title", ""), said.get("language", "")
        return "", ""


def _override(root: etree._Element) -> etree._Element | None:
    return root.find(f"{P}clrMapOvr/{A}overrideClrMapping")


def _background(sheets: tuple[Sheet, ...]) -> Fill:
    """The nearest background: the slide's, the layout's or the master's."""
    for sheet in sheets:
        background = sheet.root.find(f"{P}cSld/{P}bg")
        if background is None:
            continue
        properties = background.find(f"{P}bgPr")
        reference = background.find(f"{P}bgRef")
        fill = sheet.theme.fill(properties) if properties is not None else None
        if fill is None:
            fill = sheet.theme.style_fill(reference)
        return fill if fill is not None else Fill(FillKind.UNKNOWN)
    return NO_FILL


def _margins(above: tuple[Sheet, ...]) -> tuple[float, float]:
    """The outermost edges of the layout's own slots for content, left and right."""
    lefts, rights = [], []
    for sheet in above:
        for element in resolved(sheet.tree) if sheet.tree is not None else ():
            slot = placeholder_of(element)
            frame = read_frame(element.find(f"{P}spPr/{A}xfrm"))
            if slot is not None and frame is not None and slot.type not in ("dt", "ftr", "sldNum"):
                lefts.append(frame.box.x)
                rights.append(frame.box.right)
    return min(lefts, default=0.0), max(rights, default=float("inf"))
