"""Narrative cells that people answer: what they wrote, or the prompt that waits for it."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.model.deck import NarrativeCell, Tone, text
from deckgen.model.narrative import TO_ANSWER, Written

HEADINGS: Mapping[str, str] = {"happened": "What happened", "why": "Why", "next": "What next"}


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
        body = tuple(text(line.strip()) for line in answer.text.splitlines() if line.strip())
        return NarrativeCell(key, HEADINGS[key], who, body, True)
    who = f"{owner} {TO_ANSWER}" if owner else TO_ANSWER
    return NarrativeCell(key, HEADINGS[key], who, (text(prompt, Tone.MUTED),), False)
