"""Status marks: severity is ink, drawn as shapes so that they have one size in every font."""

from __future__ import annotations

from deckgen.model.deck import Tone
from deckgen.render.canvas import Canvas
from deckgen.render.shape import Outline
from deckgen.render.text import Font, one_line, tone_colour
from deckgen.theme.box import Box
from deckgen.theme.style import Colour

_PILL_HEIGHT, _PILL_EXTRA, _TEXT_AT, _MARK_AT = 0.27, 0.46, 0.31, 0.18
_SIZE, _DIAMOND = 0.13, 0.16

# Of metrics, of sources and of what the checks found.
_WATCH, _OFF = ("Watch", "caveat", "warning"), ("Off target", "stale", "error")


def draw_pill(canvas: Canvas, key: str, word: str, tone: Tone, box: Box) -> float:
    """A status pill at the left of ``box``; returns its right edge."""
    palette, points = canvas.palette, canvas.style.sizes.body
    colour = tone_colour(tone, palette)
    filled = word in _OFF
    edge = colour if tone is Tone.BAD else palette.context
    text_colour = palette.on_bad if filled else colour
    shown = canvas.minor.shortened(one_line(word), box.w - _PILL_EXTRA, points, bold=True)
    w = _PILL_EXTRA + canvas.minor.width(shown, points, bold=True)
    pill = Box(box.x, box.y, w, _PILL_HEIGHT)
    outline = Outline(canvas.style.lines.pill, edge)
    font = Font(points, text_colour, bold=True)
    paragraph = canvas.write.paragraph(canvas.write.run(shown, font), font, indent=_TEXT_AT)
    canvas.badge(f"{key}/status", "Status", pill, colour if filled else None, outline, paragraph)
    at = Box(box.x + _MARK_AT, box.y, 0, _PILL_HEIGHT)
    _draw_mark(canvas, f"{key}/mark", word, text_colour, at)
    return pill.right


def pill_width(canvas: Canvas, word: str) -> float:
    """The width that a pill takes for a word."""
    return _PILL_EXTRA + canvas.minor.width(one_line(word), canvas.style.sizes.body, bold=True)


def is_missed(word: str) -> bool:
    """Whether a status asks for attention, and so for colour."""
    return word in (*_WATCH, *_OFF)


def draw_mark(canvas: Canvas, key: str, word: str, at: Box, *, alt: bool = False) -> None:
    """The mark of a status word in its own colour, with the word as text alternative if there is
    no text beside it."""
    colour = canvas.palette.bad if is_missed(word) else canvas.palette.muted
    _draw_mark(canvas, key, word, colour, at, word if alt else "")


def _draw_mark(canvas: Canvas, key: str, word: str, colour: Colour, at: Box, alt: str = "") -> None:
    """The mark of a status word, centred on ``at.x`` and in the height of ``at``."""

    def square(size: float, height: float | None = None) -> Box:
        tall = size if height is None else height
        return Box(at.x - size / 2, at.y + (at.h - tall) / 2, size, tall)

    outline = Outline(1.75, colour)
    match word:
        case "On target" | "ok":
            canvas.figure(key, "Ring", square(_SIZE), "ellipse", None, outline, alt)
        case "Watch" | "caveat" | "warning":
            canvas.figure(key, "Diamond", square(_DIAMOND), "diamond", None, outline, alt)
        case "Off target" | "stale" | "error":
            canvas.figure(key, "Square", square(_SIZE), "rect", colour, None, alt)
        case _:
            canvas.figure(key, "Dash", square(_SIZE, 0.03), "rect", colour, None, alt)
