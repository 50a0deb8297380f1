"""What several rules go through."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.lint.chart_facts import Chart
from deckgen.lint.facts import Deck, Shape, Slide


def charts_of(deck: Deck) -> Iterator[tuple[Slide, Shape, Chart]]:
    """Every native chart that shows, with its slide and shape."""
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.chart is not None and not shape.hidden:
                yield slide, shape, shape.chart
