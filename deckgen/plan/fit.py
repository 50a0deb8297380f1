"""Whether a text fits: by a measure that is passed in, so that planning needs no fonts."""

from __future__ import annotations

from typing import Protocol

from deckgen.words.headline import Headline

HEADLINE_POINTS = 26.0
HEADLINE_WIDTH = 12.333  # inches
_SLACK = 0.95  # programs break lines in different places even with the same font
_UNITS = 1000 * 72
_CELL_INSETS = 0.12  # inches
_NARROW, _WIDE, _USUAL, _CAPITAL = "ijl.,:;'|!tfr()-·", "mwMW@%—…", 500, 600


class Measure(Protocol):
    """How wide one line of text is, in inches."""

    def __call__(self, text: str, points: float, *, bold: bool = False) -> float:
        """The width of ``text`` set at ``points``."""
        ...


def approximate_width(text: str, points: float, *, bold: bool = False) -> float:
    """A width that needs no font: characters in four classes, a little on the wide side."""
    units = sum(_units(character) for character in text)
    return units * (1.04 if bold else 1.0) * points / _UNITS


def _units(character: str) -> int:
    if character in _NARROW:
        return 300
    if character in _WIDE:
        return 850
    if character.isspace():
        return 230
    if ord(character) > 0x2E7F:
        return 1250  # East Asian characters and emoji
    return _CAPITAL if character.isupper() else _USUAL + 10


def headline_fits(headline: Headline, measure: Measure) -> bool:
    """Whether a headline fits its two lines, the first in bold, by the measure of headlines. One
    without a clause may take both."""
    width = HEADLINE_WIDTH * _SLACK
    if not headline.clause:
        return lines_of(headline.fact, width, measure, HEADLINE_POINTS, bold=True) <= 2
    return (
        measure(headline.fact, HEADLINE_POINTS, bold=True) <= width
        and measure(headline.clause, HEADLINE_POINTS) <= width
    )


def first_that_fits(measure: Measure, *headlines: Headline) -> Headline:
    """The first of some headlines that fits, the longest first; the last where none does."""
    return next((one for one in headlines if headline_fits(one, measure)), headlines[-1])


def cell_lines(words: str, width: float, measure: Measure, points: float = 12.0) -> int:
    """How many lines a text takes in a table's cell of ``width`` inches."""
    return lines_of(words, (width - _CELL_INSETS) * _SLACK, measure, points)


def lines_of(
    words: str, room: float, measure: Measure, points: float, *, bold: bool = False
) -> int:
    """How many lines a text takes in ``room`` inches, broken at spaces."""
    lines, line = 1, ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if line and measure(longer, points, bold=bold) > room:
            lines, longer = lines + 1, word
        line = longer
    return lines
