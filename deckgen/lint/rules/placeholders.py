"""What still waits for a person: empty placeholders and unanswered prompts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.lint.facts import Deck, Kind, Shape
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits

_OWNER = re.compile(r"^\[[^\]]*\]\s*")
_HEADING = re.compile(r"^[A-Z][A-Z ]+$|^---")


def _empty(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.placeholder is None or shape.is_footer or shape.hidden:
                continue
            if shape.kind in (Kind.FIGURE, Kind.FREEFORM) and not shape.words.strip():
                kind = shape.placeholder.type
                yield Found(f"is an empty placeholder ({kind})", slide, shape, "empty", "filled")


def _prompts(deck: Deck, limits: Limits) -> Iterator[Found]:
    severity = Severity.ERROR if limits.final else None
    for slide in deck.slides:
        asked = asked_in(slide.notes)
        for shape in slide.shapes:
            if not shape.mark or shape.is_title or shape.hidden:
                continue
            if is_open(shape, asked):
                yield Found("is an unanswered prompt", slide, shape, severity=severity)


def asked_in(notes: str) -> frozenset[str]:
    """The questions under ASK in the speaker notes, without their owners."""
    lines = notes.splitlines()
    if "ASK" not in lines:
        return frozenset()
    found = []
    for line in lines[lines.index("ASK") + 1 :]:
        if _HEADING.match(line.strip()) or not line.strip():
            break
        found.append(_one_line(_OWNER.sub("", line)))
    return frozenset(found)


def is_open(shape: Shape, asked: frozenset[str]) -> bool:
    """Whether a cell still shows its question: as the notes ask it; without notes, in italics."""
    if shape.text is None:
        return False
    if asked:
        return any(_one_line(one.text) in asked for one in shape.text.paragraphs if one.text)
    return any(run.italic for run in shape.text.runs())


def _one_line(text: str) -> str:
    return " ".join(text.split())


RULES = (
    Rule(
        "T4",
        Severity.ERROR,
        "No placeholder is left empty.",
        "every slide; date, footer and slide number may be empty",
        "none",
        "fill it, or delete it",
        _empty,
    ),
    Rule(
        "T7",
        Severity.INFO,
        "Every prompt is answered.",
        "slides that deckgen made",
        "none open; an error with `--final`",
        "write the answer into the cell, or into the narrative file before the next build",
        _prompts,
    ),
)
