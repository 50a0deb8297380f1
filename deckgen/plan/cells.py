"""Narrative cells that people answer: what they wrote, or the prompt that waits for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from deckgen.model.deck import Narrative, NarrativeCell, Tone, plain, text
from deckgen.model.narrative import LONGEST, MOST_LINES, TO_ANSWER, Written

HEADINGS: Mapping[str, str] = {"happened": "What happened", "why": "Why", "next": "What next"}


_POINT = re.compile(r"[-*–]\s+")
"""How people begin the points of a list."""


def computed_cell(sentence: str) -> NarrativeCell:
    """The first cell: facts that were computed."""
    return NarrativeCell("happened", HEADINGS["happened"], "computed", (text(sentence),), True)


def asked_cell(
    key: str, prompt: str, written: Mapping[str, Written], owner: str | None
) -> NarrativeCell:
    """A cell for a person. An answer has its owner and date; else the prompt stays, muted."""
    answer = written.get(key)
    if answer is not None and answer.text.strip():
        who = ", ".join(one for one in (answer.owner or owner, answer.when) if one)
        lines = (line.strip() for line in answer.text.splitlines())
        body = tuple(text(_POINT.sub("• ", line)) for line in lines if line)
        return NarrativeCell(key, HEADINGS[key], who, body, True)
    who = f"{owner} {TO_ANSWER}" if owner else TO_ANSWER
    return NarrativeCell(key, HEADINGS[key], who, (text(prompt, Tone.MUTED),), False)


def in_full(narrative: Narrative) -> Iterator[str]:
    """The answers that a page may have no room for, for the notes: ``Why, in full: …``."""
    for cell in narrative.cells:
        words = " ".join(plain(line) for line in cell.body)
        if cell.answered and (len(words) > LONGEST or len(cell.body) > MOST_LINES):
            yield f"{cell.heading}, in full: {words}"
