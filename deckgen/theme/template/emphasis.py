"""The three colours that carry meaning: the brand's accent, good and bad.

The accent is the brand's first colour, as a shade of it where it cannot be read as it is. Another
colour of the theme takes its place only where the first is grey, the text's own or a red, which
means bad here. Bad is the brand's red, or its orange where the brand does not stress with that; a
brand whose only colour is red keeps it for what asks for attention, and states facts in its dark
tone. All stay apart under the common colour-vision deficiencies as far as the background allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.theme.contrast import AT_A_GLANCE, TEXT, distance, hsl, lab, luminance, safe_distance
from deckgen.theme.style import Colour
from deckgen.theme.template.colours import ColourScheme
from deckgen.theme.template.shades import standing_apart, standing_out

ACCENTS = tuple(f"accent{number}" for number in range(1, 7))
SLACK = 0.05  # over each limit, for what programs round differently
APART = 20.0  # CIE76, in every vision: plainly two colours
GREY = 12.0  # CIELAB chroma below which a colour has no hue to speak of
READABLE = TEXT + SLACK
_DISCERNIBLE = 15.0  # enough between accent and context: a stressed mark's label is bold as well
_CHANGE = 0.6  # the cost of a unit of CIE76 between a colour and the shade shown of it
_TURNING = (20.0, 75.0)  # degrees of hue that have another name when dark: brown, olive
_RECOGNISED = 20.0  # CIE76 up to which such a shade still passes for its colour
_TURNED = 3.5  # the cost of each unit beyond
_NOT_FIRST = 46.0  # what it costs to stress with another colour than the brand's first
_RED = (340.0, 20.0)  # degrees of hue that mean bad in every deck
_WARM = (342.0, 40.0)  # reds and oranges: what may stand for bad
_ATTENTION = (Colour("C2410C"), Colour("BE123C"))  # beside cool brands, beside orange ones
_FACT = Colour("0B5CAD")

Priced = tuple[float, Colour]


def emphasis(
    scheme: ColourScheme, ink: Colour, context: Colour, grounds: Sequence[str]
) -> tuple[Colour, Colour, Colour]:
    """Accent, good and bad: the cheapest combination of the brand's colours that stays apart."""
    own = [
        Colour(scheme.of(name), name)
        for name in (*ACCENTS, "tx2", "hlink")
        if name in scheme.slots or name in scheme.mapping
    ]
    pairs = [
        (cost + other + _too_near(accent, bad, context, ink), rank, accent, bad)
        for rank, (cost, accent) in enumerate(_accents(own, ink, context, grounds))
        for other, bad in _bads(own, accent, ink, grounds)
    ]
    _, _, accent, bad = min(pairs, key=lambda one: (one[0], one[1]))
    return accent, _good(own, accent, bad, ink, grounds), bad


def why_not_stressed(colour: str, ink: str) -> str:
    """Why a theme's colour is not what a brand stresses with; nothing if it may be."""
    if is_red(colour):
        return "is a red, which means bad here"
    if chroma(colour) < GREY:
        return "is a grey"
    if distance(colour, ink) < APART:
        return "is hardly told from the text"
    return ""


def _accents(
    own: Sequence[Colour], ink: Colour, context: Colour, grounds: Sequence[str]
) -> list[Priced]:
    """What may stress, the cheapest first: each colour as it is or in the nearest shade that is
    readable, and in one that is told from context too, as the stressed bar stands among others."""
    brand = [one for one in own if one.slot in ACCENTS]
    first = next((one for one in brand if not why_not_stressed(one.hex, ink.hex)), None)
    found = []
    for index, one in enumerate(own):
        shown = (
            standing_out(one, grounds, READABLE),
            standing_apart(one, context.hex, grounds, READABLE, _DISCERNIBLE),
            standing_apart(one, context.hex, grounds, READABLE, APART),
            standing_apart(one, context.hex, grounds, READABLE, APART, AT_A_GLANCE),
        )
        for changed in dict.fromkeys(each for each in shown if each is not None):
            cost = 8.0 * index + _no_accent(one.hex, changed.hex) + _change(one, changed)
            found.append((cost if first in (None, one) else cost + _NOT_FIRST, changed))
    found.append((90.0 + _NOT_FIRST, ink))
    return sorted(found, key=lambda one: one[0])


def _change(own: Colour, shown: Colour) -> float:
    """What a shade costs. Most keep their name as they get darker or lighter; an orange or a yellow
    that gets much darker is a brown or an olive, and no longer the brand's."""
    apart = distance(own.hex, shown.hex)
    low, high = _TURNING
    turned = low <= hsl(own.hex)[0] * 360 <= high and luminance(shown.hex) < luminance(own.hex)
    return _CHANGE * apart + (_TURNED * max(0.0, apart - _RECOGNISED) if turned else 0.0)


def _no_accent(own: str, changed: str) -> float:
    if chroma(changed) < GREY:
        return 25
    return 45 if is_red(own) else 0


def _bads(
    own: Sequence[Colour], accent: Colour, ink: Colour, grounds: Sequence[str]
) -> Iterator[Priced]:
    """What may mean bad beside an accent: the brand's reds and oranges, then ours, each in the
    nearest shade that is readable and in the nearest that is told from the accent."""
    warm = [
        (index + 0.5 * _beyond(one.hex, _RED), one)
        for index, one in enumerate(own)
        if is_warm(one.hex)
    ]
    warm += [(40.0 + 20 * index, one) for index, one in enumerate(_ATTENTION)]
    for cost, one in warm:
        shown = (
            standing_out(one, grounds, READABLE),
            standing_apart(one, accent.hex, grounds, READABLE, APART),
        )
        for changed in dict.fromkeys(each for each in shown if each is not None):
            apart = distance(one.hex, changed.hex)
            yield cost + _CHANGE * apart + _TURNED * max(0.0, apart - _RECOGNISED), changed
    yield 90.0, ink


def _too_near(accent: Colour, bad: Colour, context: Colour, ink: Colour) -> float:
    """What it costs that two of them are hard to tell apart."""
    cost = max(0.0, APART - distance(accent.hex, ink.hex))
    for one, other, weight, enough in (
        (accent, bad, 16.0, APART),
        (bad, context, 2.0, APART),
        (accent, context, 4.0, _DISCERNIBLE),
        (accent, context, 5.5, APART),
    ):
        cost += weight * max(0.0, enough - safe_distance(one.hex, other.hex))
    # Lines of both cross each other: a difference that must be looked for is not enough there.
    return cost + 4.0 * max(0.0, AT_A_GLANCE - distance(accent.hex, context.hex))


def _good(
    own: Sequence[Colour], accent: Colour, bad: Colour, ink: Colour, grounds: Sequence[str]
) -> Colour:
    """The accent where it is a calm colour, else the brand's first calm one, else blue."""
    shown = (standing_out(one, grounds, READABLE) for one in (*own, _FACT))
    for one in (accent, *(each for each in shown if each is not None)):
        if _is_calm(one.hex) and safe_distance(one.hex, bad.hex) >= APART:
            return one
    return accent if safe_distance(accent.hex, bad.hex) >= APART else ink


def is_warm(colour: str) -> bool:
    """Whether a colour is a red or an orange."""
    return _is_strong(colour) and _beyond(colour, _WARM) == 0


def is_red(colour: str) -> bool:
    """Whether a colour is a red, from crimson to vermilion."""
    return _is_strong(colour) and _beyond(colour, _RED) == 0


def _is_calm(colour: str) -> bool:
    """Whether a colour is none that warns: no red, orange or yellow, and no grey."""
    yellow = _is_strong(colour) and 40 < hsl(colour)[0] * 360 <= 75
    return chroma(colour) >= GREY and not is_warm(colour) and not yellow


def chroma(colour: str) -> float:
    """The CIELAB chroma of a colour: 0 for greys, about 100 for the purest."""
    _, a, b = lab(colour)
    return float((a * a + b * b) ** 0.5)


def _is_strong(colour: str) -> bool:
    return hsl(colour)[1] >= 0.35 and chroma(colour) >= GREY


def _beyond(colour: str, span: tuple[float, float]) -> float:
    """How many degrees a hue lies outside a span that runs over 0."""
    low, high = span
    degrees = hsl(colour)[0] * 360
    if degrees >= low or degrees <= high:
        return 0.0
    return min(low - degrees, degrees - high)
