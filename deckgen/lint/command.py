"""What ``deckgen lint`` does: several files, each with its findings or the reason why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from deckgen.errors import DeckgenError, Issue
from deckgen.lint import READ, ROOM, chosen_rules, lint_deck
from deckgen.lint.report import Deck


def lint_files(
    paths: Sequence[str],
    *,
    select: str,
    ignore: str,
    room: bool,
    final: bool,
    progress: Callable[[str], None] = lambda step: None,
) -> tuple[list[Deck], list[Issue]]:
    """Findings by file, and the files that could not be read. ``select`` and ``ignore`` are codes
    with commas between. Raises ``DeckgenError`` (``lint-601``) for a code that there is not."""
    rules = chosen_rules(_codes(select), _codes(ignore))
    limits = replace(ROOM if room else READ, final=final)
    found: list[Deck] = []
    unreadable: list[Issue] = []
    for path in dict.fromkeys(paths):
        progress(f"reading {path}")
        try:
            found.append((path, lint_deck(Path(path), rules, limits)))
        except DeckgenError as problem:
            unreadable += problem.issues
    return found, unreadable


def _codes(text: str) -> list[str]:
    return [one.strip().upper() for one in text.split(",") if one.strip()]
