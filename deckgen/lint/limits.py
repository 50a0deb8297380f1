"""The thresholds of the rules, in one value, so that a look other than the usual can bring its
own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Inches, square inches, points, ratios and counts."""

    off_slide: float = 0.01
    overlap: float = 0.02
    side_margin: float = 0.50
    bottom_margin: float = 0.24
    off_column: float = 0.03
    overflow: float = 0.04
    overflow_share: float = 0.03
    pushed_out: float = 0.06
    smallest: float = 12
    smallest_footer: float = 10
    text_contrast: float = 4.5
    large_contrast: float = 3.0
    mark_contrast: float = 3.0
    large: float = 18
    large_bold: float = 14
    headline_lines: int = 2
    headline_characters: int = 130
    headline_parted: int = 172  # 82 on the first line, 90 on the second
    headline_words: int = 4
    words: int = 150
    words_without_chart: int = 260  # eight definitions on two lines each
    bars: int = 8
    people: int = 12
    points: int = 24
    series: int = 4
    legend_series: int = 2
    sections_from: int = 12
    band: float = 0.03
    final: bool = False


READ = Limits()
"""For a deck that is read on a screen."""
ROOM = Limits(smallest=16, smallest_footer=12)
"""For a deck that is projected to a room."""
