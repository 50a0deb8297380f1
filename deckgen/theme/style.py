"""Every colour, size and line of the look in one frozen value, so that a theme can replace it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Colour:
    """``hex`` is RRGGBB. ``slot`` names the theme colour it is written as, so that recolouring the
    presentation in PowerPoint reaches it; "" writes the literal colour."""

    hex: str
    slot: str = ""


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
    on_accent: Colour  # labels inside a fill
    on_context: Colour
    on_bad: Colour


_PAGE = Palette(
    background=Colour("FFFFFF", "bg1"),
    panel=Colour("F2F5F8", "bg2"),
    ink=Colour("14202E", "tx1"),
    muted=Colour("55606E", "accent5"),
    context=Colour("838C9C", "accent2"),
    hair=Colour("D5DAE1"),
    rule=Colour("14202E", "tx1"),
    accent=Colour("12436D", "accent1"),
    good=Colour("0B5CAD", "accent3"),
    bad=Colour("C2410C", "accent4"),
    on_accent=Colour("FFFFFF", "bg1"),
    on_context=Colour("14202E", "tx1"),
    on_bad=Colour("FFFFFF", "bg1"),
)
_COVER = Palette(
    background=Colour("0E3555", "tx2"),
    panel=Colour("0E3555", "tx2"),
    ink=Colour("FFFFFF", "bg1"),
    muted=Colour("B9CBDD"),
    context=Colour("48708F"),
    hair=Colour("48708F"),
    rule=Colour("48708F"),
    accent=Colour("8CC4F5"),
    good=Colour("8CC4F5"),
    bad=Colour("FFB184"),
    on_accent=Colour("0E3555", "tx2"),
    on_context=Colour("FFFFFF", "bg1"),
    on_bad=Colour("0E3555", "tx2"),
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes in points."""

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
class Style:
    """The look of a deck. ``slots`` are the theme part's colours, RRGGBB by slot name."""

    name: str = "deckgen"
    major_font: str = "Calibri"  # headline and numbers
    minor_font: str = "Calibri"
    arrow_font: str = "Arial"  # has the triangles in every Office installation
    page: Palette = _PAGE
    cover: Palette = _COVER
    sizes: Sizes = field(default_factory=Sizes)
    lines: Lines = field(default_factory=Lines)
    slots: tuple[tuple[str, str], ...] = (
        ("dk1", "14202E"),
        ("lt1", "FFFFFF"),
        ("dk2", "0E3555"),
        ("lt2", "F2F5F8"),
        ("accent1", "12436D"),
        ("accent2", "838C9C"),
        ("accent3", "0B5CAD"),
        ("accent4", "C2410C"),
        ("accent5", "55606E"),
        ("accent6", "BF821B"),
        ("hlink", "12436D"),
        ("folHlink", "55606E"),
    )


DEFAULT = Style()
