"""Every colour, size and line of the look as frozen values, so that a theme can replace them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from deckgen.theme.fonts import Measure


@dataclass(frozen=True, slots=True)
class Colour:
    """``hex`` is RRGGBB. ``slot`` names the theme colour it is written as, so that recolouring the
    presentation in PowerPoint reaches it; "" writes the literal colour. A shade of the slot's
    colour multiplies its saturation by ``sat_mod`` and its luminance by ``lum_mod``, then adds
    ``lum_off`` to the latter; all in thousandths of a percent."""

    hex: str
    slot: str = ""
    sat_mod: int = 100_000
    lum_mod: int = 100_000
    lum_off: int = 0

    def __hash__(self) -> int:
        """By its value: what is written in a colour is looked up very often."""
        return hash(self.hex)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours on one background, by what they mean."""

    background: Colour
    panel: Colour
    ink: Colour  # facts
    muted: Colour  # what qualifies them
    context: Colour  # past periods, axis lines; graphics only, never text
    hair: Colour  # decoration
    rule: Colour
    accent: Colour  # the current period
    good: Colour
    bad: Colour
    warn: Colour  # between good and bad, where a score has three levels; graphics only
    tint: Colour  # a target band behind bars
    on_accent: Colour  # labels inside a fill
    on_context: Colour
    on_bad: Colour
    on_warn: Colour


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes in points, on a page whose shorter side is 7.5 inches."""

    cover_title: float = 54
    divider_title: float = 48
    cover_period: float = 28
    divider_sentence: float = 20
    headline: float = 26
    number: float = 54
    number_long: float = 50  # from seven characters
    number_paired: float = 40  # two numbers share the column
    number_second: float = 28
    item: float = 16
    change: float = 14
    narrative: float = 14
    wide: float = 14  # scorecard, first column of wide tables
    body: float = 12
    footer: float = 10


@dataclass(frozen=True, slots=True)
class Lines:
    """Line widths in points."""

    rule: float = 1.0
    hair: float = 0.75
    pill: float = 1.25
    main: float = 2.5
    context: float = 2.25
    target: float = 1.25
    separator: float = 1.25


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts of a layout whose master has others than the look's: as in :class:`Style`."""

    major_font: str
    minor_font: str
    named: tuple[tuple[str, str], ...] = ()
    other_scripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """What a look has on every background: its fonts, sizes and lines.

    The fonts are names, for measuring; slides refer to the template's own, or name those that
    ``named`` has for a reference to them ("+mn-lt"): a template may set its texts in others than
    its theme's. ``arrow_font`` has the
    triangles in every Office installation. ``clause_italic`` sets a headline's second line in
    italics. ``stretch`` is how much wider the minor font is than the one that arrangements are
    drawn for: boxes are in as many fewer inches across. ``other_scripts`` are the fonts that the
    template has for what the minor font lacks, East Asian and complex scripts.
    """

    name: str = "default"
    major_font: str = "Calibri"  # headline and numbers
    minor_font: str = "Calibri"
    arrow_font: str = "Arial"
    clause_italic: bool = False
    stretch: float = 1.0
    named: tuple[tuple[str, str], ...] = ()
    other_scripts: tuple[str, ...] = ()
    sizes: Sizes = field(default_factory=Sizes)
    lines: Lines = field(default_factory=Lines)

    def in_faces(self, faces: Faces | None) -> Style:
        """The same look in a layout's own fonts, if it has some."""
        if faces is None:
            return self
        return replace(
            self,
            major_font=faces.major_font,
            minor_font=faces.minor_font,
            named=faces.named,
            other_scripts=faces.other_scripts,
        )

    @property
    def major(self) -> Measure:
        """How wide texts in the major font are."""
        return Measure(self.major_font, self.stretch)

    @property
    def minor(self) -> Measure:
        """How wide texts in the minor font are."""
        return Measure(self.minor_font, self.stretch)
