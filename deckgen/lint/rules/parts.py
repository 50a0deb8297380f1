"""The file itself, what deckgen's shapes are free of, and where numbers come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.lint.areas import FillKind
from deckgen.lint.facts import Deck, Kind, Slide
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits

_WANTED = (
    ("its source", re.compile(r"\bsources?\b\s*:", re.IGNORECASE)),
    ("the day of its data (as of …)", re.compile(r"\bas\s+of\b", re.IGNORECASE)),
    ("what it counts (n = …)", re.compile(r"\bn\s*=\s*\d", re.IGNORECASE)),
)
_MOST_PROBLEMS = 50


def _package(deck: Deck, limits: Limits) -> Iterator[Found]:
    for problem in deck.problems[:_MOST_PROBLEMS]:
        yield Found(f"{problem.part}: {problem.message}")
    more = len(deck.problems) - _MOST_PROBLEMS
    if more > 0:
        yield Found(f"{more} more problems of this kind", measured=f"{len(deck.problems)}")


def _effects(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if not shape.mark or shape.hidden:
                continue
            what = list(shape.effects)
            what += ["a gradient"] if shape.fill.kind is FillKind.GRADIENT else []
            if what:
                yield Found(f"has an effect: {what[0]}", slide, shape, ", ".join(what), "none")


def _sources(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        if not any(s.mark and s.kind in (Kind.CHART, Kind.PICTURE) for s in slide.shapes):
            continue
        words = _footer(slide, deck.height)
        for what, pattern in _WANTED:
            if pattern.search(words) is None:
                yield Found(f"the footer does not say {what}", slide, None, "missing", "said")


def _footer(slide: Slide, height: float) -> str:
    """Footer placeholders, and what else is written at the foot of the slide."""
    low = [
        shape
        for shape in slide.shapes
        if (shape.is_footer and (shape.placeholder is None or shape.placeholder.type == "ftr"))
        or (shape.box is not None and shape.box.y >= height * 0.88)
    ]
    return "\n".join(shape.words for shape in low)


RULES = (
    Rule(
        "S2",
        Severity.WARNING,
        "No shadow, gradient or other effect.",
        "shapes that deckgen made",
        "none",
        "reset the shape's format (Shape Effects: none)",
        _effects,
    ),
    Rule(
        "P1",
        Severity.ERROR,
        "The package is whole.",
        "the file",
        "no relationship without a part, part without a content type, or id twice",
        "open it in PowerPoint, let it repair the file, and save",
        _package,
    ),
    Rule(
        "P3",
        Severity.ERROR,
        "The footer says source, day and base of the numbers.",
        "slides with charts that deckgen made",
        '"Source:", "as of", "n ="',
        "write it into the footer placeholder, or build the deck again",
        _sources,
    ),
)
