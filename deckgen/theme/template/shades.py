"""Shades of a colour that stand out from given backgrounds, as references to the theme's colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.theme.contrast import (
    distance,
    from_hsl,
    hsl,
    luminance,
    safe_distance,
    worst_contrast,
)
from deckgen.theme.style import Colour

_STEPS = 100
_SUBDUED = 0.22  # the saturation that quiet tones keep at most


def shade(colour: Colour, light: float, saturation: float = 1.0) -> Colour:
    """The colour with another HSL luminance (0 to 1) and at most a saturation, written as Office
    writes shades.

    ``hex`` is computed from what is written, so that it is what a program shows.
    """
    hue, own_saturation, own = hsl(colour.hex)
    kept = round(100_000 * min(1.0, saturation / own_saturation)) if own_saturation else 100_000
    if light <= own:
        multiplied = round(100_000 * light / own) if own else 100_000
        added = 0
    else:
        multiplied = round(100_000 * (1 - light) / (1 - own))
        added = 100_000 - multiplied
    shown = from_hsl(
        hue, own_saturation * kept / 100_000, own * multiplied / 100_000 + added / 100_000
    )
    return Colour(shown, colour.slot, kept, multiplied, added) if colour.slot else Colour(shown)


def standing_out(colour: Colour, backgrounds: Sequence[str], ratio: float) -> Colour | None:
    """The colour itself if its contrast on all backgrounds suffices, else its nearest shade that
    does, lighter or darker; ``None`` if no shade does."""
    if worst_contrast(colour.hex, backgrounds) >= ratio:
        return colour
    return next(
        (one for one in _by_nearness(colour) if worst_contrast(one.hex, backgrounds) >= ratio), None
    )


def standing_apart(
    colour: Colour,
    other: str,
    backgrounds: Sequence[str],
    ratio: float,
    apart: float,
    plainly: float = 0.0,
) -> Colour | None:
    """The nearest shade of a colour that stands out from backgrounds and is ``apart`` from another
    colour in every vision, ``plainly`` in that of most people; ``None`` if there is none."""
    return next(
        (
            one
            for one in (colour, *_by_nearness(colour))
            if worst_contrast(one.hex, backgrounds) >= ratio
            and safe_distance(one.hex, other) >= apart
            and distance(one.hex, other) >= plainly
        ),
        None,
    )


def _by_nearness(colour: Colour) -> Iterator[Colour]:
    own = hsl(colour.hex)[2]
    lights = sorted((step / _STEPS for step in range(_STEPS + 1)), key=lambda one: abs(one - own))
    return (shade(colour, light) for light in lights)


def towards(colour: Colour, ground: str, backgrounds: Sequence[str], ratio: float) -> Colour:
    """A subdued shade of a colour, as near in lightness to ``ground`` as its contrast allows.

    The colour itself where no shade between both has the contrast.
    """
    own, other = hsl(colour.hex)[2], hsl(ground)[2]
    low, high = sorted((own, other))
    steps = (step / _STEPS for step in range(_STEPS + 1))
    between = [shade(colour, step, _SUBDUED) for step in steps if low <= step <= high]
    between.sort(key=lambda one: abs(luminance(one.hex) - luminance(ground)))
    return next((one for one in between if worst_contrast(one.hex, backgrounds) >= ratio), colour)
