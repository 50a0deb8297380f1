"""What there is to know about a finished deck: frozen values that rules read.

Lengths are inches, type sizes points, colours resolved. ``None`` is what the file does not say or
what cannot be known; a rule then says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from deckgen.lint.areas import Fill
from deckgen.lint.chart_facts import Chart
from deckgen.lint.colour import Rgb
from deckgen.lint.package import Problem
from deckgen.theme.box import Box


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look. ``face`` is a font's name; ``field`` is computed by
    PowerPoint (slide number, date); ``tab`` and ``line_break`` are runs of their own."""

    text: str
    size: float
    bold: bool
    italic: bool
    face: str
    colour: Rgb | None
    slot: str = ""  # the theme colour that it is written as
    themed: bool = True  # whether the face comes from the theme, the master or the layout
    language: str = ""
    field: bool = False
    line_break: bool = False
    capitals: bool = False  # whether it is shown in capitals


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``spacing`` is a share of the line height, ``exact`` a line height in points;
    ``before`` and ``after`` are points; ``left`` and ``first`` inches; ``tabs`` stops in inches
    with their alignment."""

    runs: tuple[Run, ...]
    align: str = "l"
    spacing: float = 1.0
    exact: float | None = None
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    first: float = 0.0
    right: float = 0.0
    tabs: tuple[tuple[float, str], ...] = ()
    empty_size: float = 18.0

    @property
    def text(self) -> str:
        """The words; a line break is a line end."""
        return "".join("\n" if run.line_break else run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TextBody:
    """The text of a shape or a cell. Insets are left, top, right, bottom; ``autofit`` is none,
    shape or shrink; ``shrunk`` the share that the type is set at; ``vertical`` the direction."""

    paragraphs: tuple[Paragraph, ...]
    insets: tuple[float, float, float, float] = (0.1, 0.05, 0.1, 0.05)
    wrap: bool = True
    anchor: str = "t"
    autofit: str = "none"
    shrunk: float | None = None
    vertical: str = "horz"
    columns: int = 1

    @property
    def text(self) -> str:
        """All paragraphs, a line each."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def runs(self) -> Iterator[Run]:
        """The runs that print something."""
        for paragraph in self.paragraphs:
            yield from (run for run in paragraph.runs if run.text.strip())


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A slot of the layout: its type (``title``, ``body``, ``ftr`` …) and number."""

    type: str
    idx: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, place on the slide, fill (``None``: by a style that is not known) and
    whether it is merged with another."""

    text: TextBody
    box: Box | None
    fill: Fill | None
    merged: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A native table: rows of cells, row heights as they are stored."""

    rows: tuple[tuple[Cell, ...], ...]
    header: bool


class Kind(StrEnum):
    """What a shape is."""

    TEXT = "text"
    FIGURE = "figure"  # a preset shape without text
    FREEFORM = "freeform"
    LINE = "line"
    PICTURE = "picture"
    CHART = "chart"
    TABLE = "table"
    OBJECT = "object"  # diagrams, embedded objects, films


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with its place on the slide, groups and placeholders resolved.

    ``box`` bounds it as it stands, ``frame`` is its own size before a turn; ``group`` names the
    outermost group it is in. ``mark`` is deckgen's, ``label`` the name without it. ``inherits``: a
    placeholder that stands where its layout has it.
    """

    order: int
    name: str
    label: str
    mark: str | None
    kind: Kind
    box: Box | None
    frame: tuple[float, float] | None
    rotation: float
    geometry: str
    group: str
    group_alt: bool
    placeholder: Placeholder | None
    alt: str
    decorative: bool
    hidden: bool
    fill: Fill
    outline: Fill
    outline_points: float
    dashed: bool
    effects: tuple[str, ...]
    text: TextBody | None = None
    table: Table | None = None
    chart: Chart | None = None
    inherits: bool = False

    @property
    def words(self) -> str:
        """All that is written in it, cells included."""
        if self.table is not None:
            return "\n".join(cell.text.text for row in self.table.rows for cell in row)
        return self.text.text if self.text is not None else ""

    @property
    def is_title(self) -> bool:
        """Whether it is the slide's title."""
        return self.placeholder is not None and self.placeholder.type in ("title", "ctrTitle")

    @property
    def is_footer(self) -> bool:
        """Whether it is a footer, date or slide number, or stands for one in a template that has
        no place for it."""
        if self.mark and self.label in ("Footer", "Slide number"):
            return True
        return self.placeholder is not None and self.placeholder.type in ("ftr", "dt", "sldNum")

    @property
    def called(self) -> str:
        """What a person finds it by: its name, as the selection pane shows it."""
        return self.label or self.name or f"shape {self.order + 1}"


@dataclass(frozen=True, slots=True)
class Plate:
    """An area of the master or layout that slides lie on."""

    box: Box
    fill: Fill
    rectangular: bool


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its shapes from back to front, what it lies on, its notes."""

    number: int
    part: str
    hidden: bool
    layout: str
    background: Fill
    plates: tuple[Plate, ...]
    shapes: tuple[Shape, ...]
    notes: str
    margins: tuple[float, float]  # left and right of the layout's own placeholders

    @property
    def title(self) -> str:
        """The words of its title on one line; "" without one."""
        found = (shape.words for shape in self.shapes if shape.is_title and shape.words.strip())
        return " ".join(next(found, "").split())

    @property
    def ours(self) -> bool:
        """Whether deckgen made it: a shape bears its mark."""
        return any(shape.mark for shape in self.shapes)


@dataclass(frozen=True, slots=True)
class Deck:
    """A finished deck."""

    path: Path
    width: float
    height: float
    slides: tuple[Slide, ...]
    fonts: frozenset[str]
    verdicts: frozenset[str]  # theme colours that deckgen uses for better and worse
    title: str
    language: str
    sections: bool
    problems: tuple[Problem, ...]
