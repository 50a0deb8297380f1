"""How lines are told apart: the colours of their roles, shades of them, markers."""

from __future__ import annotations

from itertools import chain, pairwise

from deckgen.model.deck import ChartSpec, Series, SeriesRole
from deckgen.render.shape import Outline
from deckgen.theme.contrast import AT_A_GLANCE, distance, safe_distance
from deckgen.theme.style import Colour, Palette, Style

_SYMBOLS = ("circle", "square", "diamond", "triangle")
_APART = 15.0  # CIE76 in every vision: plainly two colours


def line_colours(spec: ChartSpec, palette: Palette, keyed: frozenset[int]) -> dict[int, Colour]:
    """The colours of the lines, by the index of their series: by role alone where lines bear their
    names, so that two of one role share a colour. Where a key names one, or they cross, the later
    one has another shade: the first that is plainly another colour to everyone, else the one that
    is most so."""
    lines = [i for i, one in enumerate(spec.series) if one.role is not SeriesRole.TARGET]
    found = {index: _colour(spec.series[index].role, palette) for index in lines}
    for place, index in enumerate(lines):
        alike = [one for one in lines[:place] if found[one] == found[index]]
        if any(
            {index, one} & keyed or _cross(spec.series[index], spec.series[one]) for one in alike
        ):
            found[index] = _free_shade(palette, list(found.values()))
    return found


def marked_lines(spec: ChartSpec, palette: Palette, keyed: frozenset[int]) -> frozenset[int]:
    """The lines that bear a marker at every point, by the index of their series: those whose colour
    is another than an earlier line's and yet too near it to be told at a glance."""
    colours = line_colours(spec, palette, keyed)
    places = list(colours)
    return frozenset(
        index
        for place, index in enumerate(places)
        if any(
            colours[one] != colours[index] and not _plainly_apart(colours[one], colours[index])
            for one in places[:place]
        )
    )


def _plainly_apart(one: Colour, other: Colour) -> bool:
    return (
        distance(one.hex, other.hex) >= AT_A_GLANCE and safe_distance(one.hex, other.hex) >= _APART
    )


def line_outline(series: Series, colour: Colour, style: Style) -> Outline:
    """How a line is drawn."""
    stressed = series.role is not SeriesRole.CONTEXT
    return Outline(style.lines.main if stressed else style.lines.context, colour)


def line_symbols(spec: ChartSpec, palette: Palette, keyed: frozenset[int]) -> dict[int, str]:
    """The markers of the lines, by the index of their series: circles, or each its own where a key
    names the line or it bears markers all along. There are four; a fifth line has the first
    again."""
    own = keyed | marked_lines(spec, palette, keyed)
    lines = [i for i, one in enumerate(spec.series) if one.role is not SeriesRole.TARGET]
    return {
        index: _SYMBOLS[place % len(_SYMBOLS)] if index in own else _SYMBOLS[0]
        for place, index in enumerate(lines)
    }


def _free_shade(palette: Palette, taken: list[Colour]) -> Colour:
    def nearest(shade: Colour) -> float:
        return min(safe_distance(shade.hex, other.hex) for other in taken)

    shades = (palette.muted, palette.ink, palette.context)
    plain = (one for one in shades if all(_plainly_apart(one, other) for other in taken))
    enough = (one for one in shades if nearest(one) >= _APART)
    return next(chain(plain, enough), max(shades, key=nearest))


def _cross(one: Series, other: Series) -> bool:
    over = [
        a > b
        for a, b in zip(one.values, other.values, strict=True)
        if a is not None and b is not None and a != b
    ]
    return any(first != second for first, second in pairwise(over))


def _colour(role: SeriesRole, palette: Palette) -> Colour:
    match role:
        case SeriesRole.ACTUAL:
            return palette.accent
        case SeriesRole.GOOD:
            return palette.good
        case SeriesRole.BAD:
            return palette.bad
        case SeriesRole.WARN:
            return palette.warn
        case SeriesRole.CONTEXT | SeriesRole.UNKNOWN | SeriesRole.TARGET:
            return palette.context
