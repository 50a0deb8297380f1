"""The only formatter: whatever turns a number or a day into text is found here.

Numbers stay exact until this point; everything printed anywhere (slides, notes, ``compute``,
``explain``) comes from these functions, so that one number has one text.
"""

from __future__ import annotations

from deckgen.words.changes import change, distance, verdict_text
from deckgen.words.chart_codes import ChartUnit, chart_code, chart_unit, column_unit
from deckgen.words.dates import day, days, near_day
from deckgen.words.figures import NOT_AVAILABLE, ascii_of, on_slide, plain

__all__ = [
    "NOT_AVAILABLE",
    "ChartUnit",
    "ascii_of",
    "change",
    "chart_code",
    "chart_unit",
    "column_unit",
    "day",
    "days",
    "distance",
    "near_day",
    "on_slide",
    "plain",
    "verdict_text",
]
