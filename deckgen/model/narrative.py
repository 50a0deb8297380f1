"""What people wrote for the slides before the deck was made: the narrative file as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CELLS = ("why", "next")
"""The cells of a metric slide that people fill; the first one, what happened, is computed."""

TO_ANSWER = "to answer"
"""What a cell says of itself, after the name of who should, while it is open."""

LONGEST = 130
"""Characters of a text that every page has room for."""
MOST_LINES = 3
"""Lines that it may be written on."""

SUMMARY = "summary"
"""The name of the executive summary among the metrics: its cells are filled like theirs."""


@dataclass(frozen=True, slots=True)
class Written:
    """The text of one cell, with who wrote it and by when something is due, as given."""

    text: str
    owner: str | None = None
    when: str | None = None


Narratives = Mapping[str, Mapping[str, Written]]
"""Texts by metric (or ``SUMMARY``) and cell, for one group of customers."""
