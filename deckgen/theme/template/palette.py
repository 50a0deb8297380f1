"""A deck's colours from a theme's, for one background: what is readable there, and still the brand.

Text keeps 4.5:1 and marks 3:1 on the background and on the number panel. Good, bad, accent and
context stay apart under the common colour-vision deficiencies as far as the background allows.
Colours are references to the theme where they can be, shades of its colours where those fail, and
literal only where the theme has nothing of the kind. Pure functions of colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckgen.theme.contrast import (
    AT_A_GLANCE,
    GRAPHIC,
    LARGE_TEXT,
    TEXT,
    contrast,
    distance,
    hsl,
    is_dark,
    safe_distance,
    worst_contrast,
)
from deckgen.theme.style import Colour, Palette
from deckgen.theme.template.colours import ColourScheme
from deckgen.theme.template.emphasis import ACCENTS, GREY, SLACK, chroma, emphasis
from deckgen.theme.template.palette_notes import palette_notes
from deckgen.theme.template.raster import Region
from deckgen.theme.template.shades import shade, standing_apart, standing_out, towards

MOST_SERIES = 6
_COMFORTABLE = 7.0
_POOR = 6.5  # the best text contrast under which a background carries no palette
_CARD = 12.0  # what a calm panel's text reaches: less leaves no room for two tones of marks
_BUSY = 1.9  # contrast between both ends of a background that no text colour bridges well
# Each yellower than the one before, for beside a bad that is an orange, and nearer to an olive.
_CARE = (Colour("BF821B"), Colour("C69010"), Colour("C69C10"), Colour("C6A810"))
_YELLOWER = 5.0  # the cost of each
_NEAR_BAD = 16.0  # the cost of a unit of CIE76 that the two lack
_STOCK = "EEECE1"  # the beige that Office gave every theme until 2013: no brand's choice


@dataclass(frozen=True, slots=True)
class Brand:
    """The colours on one background.

    ``series`` are for charts of several series, ``notes`` say what was changed and why. ``backing``
    is the calm panel to put behind the content where the background itself carries no text.
    """

    palette: Palette
    series: tuple[Colour, ...]
    notes: tuple[str, ...]
    backing: Colour | None = None


def brand_palette(scheme: ColourScheme, region: Region) -> Brand:
    """The colours for what lies on a region of a layout's background."""
    grounds = region.colours
    backing = None
    if not _carries(scheme, region):
        backing = _backing(scheme, region)
        grounds = (backing.hex,)
    return _on(scheme, grounds, backing)


def palette_on(scheme: ColourScheme, region: Region) -> Palette:
    """The colours for a text that stands on a region itself, without a panel behind it. On a busy
    one they are those for its most common tone; what cannot be read at either end of the region is
    in the text's own colour there, and that is another where only another can be read."""
    if region.spread <= _BUSY:
        return _on(scheme, region.colours, None).palette
    found = _on(scheme, (region.typical,), None).palette

    def worst(one: Colour) -> float:
        return worst_contrast(one.hex, region.colours)

    best = _ink(scheme, region.colours)
    ink = best if worst(found.ink) < LARGE_TEXT <= worst(best) else found.ink

    def readable(one: Colour) -> Colour:
        return ink if worst(one) < min(TEXT, worst(ink)) else one

    return replace(
        found,
        ink=ink,
        muted=readable(found.muted),
        accent=readable(found.accent),
        good=readable(found.good),
        bad=readable(found.bad),
    )


def _carries(scheme: ColourScheme, region: Region) -> bool:
    """Whether a palette works on the region itself."""
    best = worst_contrast(_ink(scheme, region.colours).hex, region.colours)
    return best >= _POOR and (region.spread <= _BUSY or best >= _COMFORTABLE + region.spread)


def _backing(scheme: ColourScheme, region: Region) -> Colour:
    """A calm tone for a panel: a deeper or lighter shade of a background in one tone, on a busy one
    the theme's own background if its text is readable there, else white."""
    if region.spread <= _BUSY:
        typical = _named(scheme, region.typical)
        shades = (shade(typical, step / 100) for step in range(101))
        fitting = [
            one for one in shades if contrast(one.hex, _ink(scheme, (one.hex,)).hex) >= _CARD
        ]
        if fitting:
            return min(fitting, key=lambda one: distance(one.hex, typical.hex))
    first = Colour(scheme.of("bg1"), "bg1")
    best = worst_contrast(_ink(scheme, (first.hex,)).hex, (first.hex,))
    return first if best >= _POOR else Colour("FFFFFF")


def _on(scheme: ColourScheme, grounds: Sequence[str], backing: Colour | None) -> Brand:
    typical = grounds[0]
    background = backing or _named(scheme, typical)
    ink = _ink(scheme, grounds)
    panel = _panel(scheme, background, ink, grounds)
    both = (*grounds, panel.hex)
    best = worst_contrast(ink.hex, both)
    muted = towards(ink, typical, both, _muted_ratio(best))
    context = towards(ink, typical, both, GRAPHIC + 3 * SLACK)
    hair = towards(ink, typical, (typical,), 1.35)
    accent, good, bad = emphasis(scheme, ink, context, both)
    warn = _warn(scheme, bad, both)
    on_accent, on_context, on_bad, on_warn = (
        _label(scheme, fill) for fill in (accent, context, bad, warn)
    )
    palette = Palette(
        background=background,
        panel=panel,
        ink=ink,
        muted=muted,
        context=context,
        hair=hair,
        rule=muted if is_dark(typical) else ink,
        accent=accent,
        good=good,
        bad=bad,
        warn=warn,
        tint=towards(accent, typical, (typical,), 1.18),
        on_accent=on_accent,
        on_context=on_context,
        on_bad=on_bad,
        on_warn=on_warn,
    )
    series = _series(scheme, accent, both)
    return Brand(palette, series, palette_notes(scheme, palette, series, grounds), backing)


def _muted_ratio(best: float) -> float:
    """How far muted text stands out where ink reaches ``best``: less, but never under the limit."""
    return min(best, TEXT + SLACK + 0.12 * max(0.0, best - TEXT))


def _named(scheme: ColourScheme, colour: str) -> Colour:
    """A colour as the theme's name for it, if it has one."""
    for name in ("bg1", "bg2", "tx2", "tx1", *ACCENTS):
        if scheme.of(name) == colour:
            return Colour(colour, name)
    return Colour(colour)


def _ink(scheme: ColourScheme, grounds: Sequence[str]) -> Colour:
    """The text colour: tx1 if it is comfortable to read, else the best there is."""
    own = [Colour(scheme.of(name), name) for name in ("tx1", "bg1", "tx2", "bg2")]
    for one in own[:3]:
        if worst_contrast(one.hex, grounds) >= _COMFORTABLE:
            return one
    best = max(own, key=lambda one: worst_contrast(one.hex, grounds))
    if worst_contrast(best.hex, grounds) >= TEXT + 4 * SLACK:
        return best
    plain = (Colour("000000"), Colour("FFFFFF"))
    return max((best, *plain), key=lambda one: worst_contrast(one.hex, grounds))


def _panel(scheme: ColourScheme, background: Colour, ink: Colour, grounds: Sequence[str]) -> Colour:
    """A tone a little apart from the background: bg2 if it is one, else a shade."""
    second = Colour(scheme.of("bg2"), "bg2")
    roomy = worst_contrast(ink.hex, grounds) >= _COMFORTABLE
    apart = 1.05 <= contrast(second.hex, background.hex) <= 1.3
    if apart and second.hex != _STOCK and contrast(ink.hex, second.hex) >= _COMFORTABLE:
        return second
    light = hsl(background.hex)[2]
    darker = is_dark(ink.hex) == roomy  # towards the ink where there is room for it, else away
    steps = [step / 100 for step in range(2, 25)]
    for step in steps:
        one = shade(background, max(0.0, light - step) if darker else min(1.0, light + step))
        if contrast(one.hex, background.hex) >= 1.09:
            return one
    return background


def _warn(scheme: ColourScheme, bad: Colour, grounds: Sequence[str]) -> Colour:
    """The brand's yellow, or one of our own, as a mark: the one that changes least and is told from
    bad, beside which it stands."""
    own = [Colour(scheme.of(name), name) for name in ACCENTS if _is_yellow(scheme.of(name))]
    passing = [
        (cost + distance(one.hex, changed.hex) + _NEAR_BAD * _too_near(changed, bad), changed)
        for cost, one in (
            *((0.0, one) for one in own),
            *((_YELLOWER * place, one) for place, one in enumerate(_CARE)),
        )
        for changed in (
            standing_out(one, grounds, GRAPHIC + SLACK),
            standing_apart(one, bad.hex, grounds, GRAPHIC + SLACK, 0.0, AT_A_GLANCE),
        )
        if changed is not None
    ]
    return min(passing, key=lambda one: one[0])[1] if passing else _ink(scheme, grounds)


def _too_near(one: Colour, other: Colour) -> float:
    """How much two colours lack to be told at a glance."""
    return max(0.0, AT_A_GLANCE - distance(one.hex, other.hex))


def _series(scheme: ColourScheme, accent: Colour, grounds: Sequence[str]) -> tuple[Colour, ...]:
    """Colours for several series: the accent, then the theme's in order, each apart from the
    ones before it in every vision."""
    chosen = [accent]
    for name in ACCENTS:
        one = standing_out(Colour(scheme.of(name), name), grounds, GRAPHIC + SLACK)
        if one is not None and all(safe_distance(one.hex, old.hex) >= 12 for old in chosen):
            chosen.append(one)
    return tuple(chosen[:MOST_SERIES])


def _label(scheme: ColourScheme, fill: Colour) -> Colour:
    """The text colour inside a fill."""
    own = [Colour(scheme.of(name), name) for name in ("bg1", "tx1")]
    best = max(own, key=lambda one: contrast(one.hex, fill.hex))
    if contrast(best.hex, fill.hex) >= TEXT + SLACK:
        return best
    plain = (Colour("FFFFFF"), Colour("000000"))
    return max(plain, key=lambda one: contrast(one.hex, fill.hex))


def _is_yellow(colour: str) -> bool:
    hue, saturation, _ = hsl(colour)
    return 40 < hue * 360 <= 62 and saturation >= 0.35 and chroma(colour) >= GREY
