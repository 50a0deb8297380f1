"""What was done to a theme's colours and why, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor

from deckgen.theme.contrast import (
    AT_A_GLANCE,
    TEXT,
    contrast,
    distance,
    hsl,
    safe_distance,
    worst_contrast,
)
from deckgen.theme.style import Colour, Palette
from deckgen.theme.template.colours import ColourScheme
from deckgen.theme.template.emphasis import ACCENTS, APART, READABLE, is_warm, why_not_stressed
from deckgen.theme.template.shades import standing_out


def palette_notes(
    scheme: ColourScheme, palette: Palette, series: Sequence[Colour], grounds: Sequence[str]
) -> tuple[str, ...]:
    """A line for each colour that is not the theme's own, or not the one that was to be expected.

    ``grounds`` are the colours behind the content, without the number panel's.
    """
    return tuple(_notes(scheme, palette, series, grounds))


def ratio(one: str, other: str) -> str:
    """A contrast as text, cut and not rounded: what misses a limit never reads as if it met it."""
    return f"{floor(contrast(one, other) * 10) / 10:.1f}:1"


def _notes(
    scheme: ColourScheme, palette: Palette, series: Sequence[Colour], grounds: Sequence[str]
) -> Iterator[str]:
    if palette.ink.slot != "tx1":
        ground = _hardest(scheme.of("tx1"), grounds)
        yield (
            f"text: tx1 {scheme.of('tx1')} has {ratio(scheme.of('tx1'), ground)} on {ground}: "
            f"{palette.ink.slot or palette.ink.hex} is used"
        )
    if palette.accent.slot not in ("accent1", ""):
        yield _why_not_first(scheme, palette)
    shown = {"accent": palette.accent, "good": palette.good, "bad": palette.bad}
    for colour in dict.fromkeys(shown.values()):
        roles = " and ".join(role for role, one in shown.items() if one == colour)
        if not colour.slot:
            yield f"{roles}: {_why_foreign(scheme, roles)}, {colour.hex} is used"
        elif colour.hex != scheme.of(colour.slot):
            yield f"{roles}: {_why_shaded(scheme, palette, colour, grounds)}"
    if len(series) < 3:
        yield f"only {len(series)} colours for series that can be told apart"


def _why_foreign(scheme: ColourScheme, roles: str) -> str:
    if roles != "bad":
        return "the theme has no such colour"
    why = "the theme has no red or orange"
    warm = any(is_warm(scheme.of(name)) for name in ACCENTS)
    return f"{why} that can be told from the accent" if warm else why


def _why_shaded(
    scheme: ColourScheme, palette: Palette, colour: Colour, grounds: Sequence[str]
) -> str:
    """What was wrong with a colour of the theme, and what it became."""
    own, panel = scheme.of(colour.slot), palette.panel.hex
    ground = _hardest(own, grounds)
    if contrast(own, ground) >= TEXT:
        ground = _hardest(own, (*grounds, panel))
    darker = hsl(colour.hex)[2] < hsl(own)[2]
    how = "darkened" if darker else "lightened"
    where = f"the number panel {panel}" if ground == panel else ground
    became = f"{how} to {colour.hex} ({ratio(colour.hex, ground)})"
    both = (*grounds, panel)
    readable = standing_out(Colour(own, colour.slot), both, READABLE)
    apart = "" if colour == readable else _from_what(palette, colour, readable)
    if worst_contrast(own, both) >= READABLE:
        return f"{colour.slot} {own} is {how} to {colour.hex}{apart}"
    return f"{colour.slot} {own} has {ratio(own, ground)} on {where}, {became}{apart}"


def _from_what(palette: Palette, colour: Colour, readable: Colour | None) -> str:
    """What a shade that is merely readable would be taken for."""
    others = (
        ("the tone of past periods", palette.context, palette.accent),
        ("bad", palette.bad, palette.accent),
        ("the accent", palette.accent, palette.bad),
    )
    for name, other, role in others:
        if (
            readable is not None
            and role == colour
            and safe_distance(readable.hex, other.hex) < APART
        ):
            return f", so that colour-blind readers tell it from {name} too"
    if (
        readable is not None
        and palette.accent == colour
        and distance(readable.hex, palette.context.hex) < AT_A_GLANCE
    ):
        return ", so that it is told from the tone of past periods at a glance"
    return ""


def _why_not_first(scheme: ColourScheme, palette: Palette) -> str:
    first = scheme.of("accent1")
    why = (
        why_not_stressed(first, palette.ink.hex)
        or "would turn brown or olive in a shade that can be read"
    )
    return f"accent: accent1 {first} {why}; {palette.accent.slot} is used"


def _hardest(colour: str, grounds: Sequence[str]) -> str:
    """The ground on which a colour is hardest to read; the first of equals."""
    return min(grounds, key=lambda one: contrast(colour, one))
