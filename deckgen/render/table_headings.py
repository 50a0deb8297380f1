"""The words of a table's headings."""

from __future__ import annotations

from deckgen.render.text import Font
from deckgen.theme.fonts import Measure


def whole_words(measure: Measure, heading: str, width: float, font: Font, lines: int) -> str:
    """A heading if it fits so many lines of a width in inches, its words whole; else its start, on
    one line."""
    found = measure.lines(heading, width, font.points, bold=font.bold)
    if len(found) <= lines and " ".join(found) == heading:
        return heading
    return measure.shortened(heading, width, font.points, bold=font.bold)
