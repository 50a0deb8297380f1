"""Writes a deck as an editable .pptx: the same deck gives the same bytes.

Nothing here computes or formats: text and numbers are final in the deck.
"""

from __future__ import annotations

from pathlib import Path

from deckgen.model.deck import Deck
from deckgen.theme.stage import Theme

__all__ = ["deck_bytes", "write_deck"]


def deck_bytes(deck: Deck, theme: Theme | None = None, *, pictures: bool = False) -> bytes:
    """The .pptx file of a deck, in the default theme unless told otherwise; ``pictures`` instead of
    native charts. Raises ``ValueError`` for a deck that cannot be drawn."""
    # Commands that write no deck need none of this.
    from deckgen.render.writer import package_of

    return package_of(deck, theme or _usual_theme(), pictures=pictures).to_bytes()


def _usual_theme() -> Theme:
    # Reading a theme's description takes longer than to write a deck: who has a theme needs none.
    from deckgen.theme.folder import bundled_theme

    return bundled_theme()


def write_deck(
    deck: Deck, path: Path, theme: Theme | None = None, *, pictures: bool = False
) -> Path:
    """Writes a deck to ``path``, which must not exist, and returns ``path``.

    The file appears complete or not at all. Raises ``OutputError``: ``output-401`` the file
    exists, ``output-402`` the path is a folder, ``output-403`` the folder cannot be written,
    ``output-404`` writing failed (a full disk).
    """
    from deckgen.render.output import refuse_existing, write_new_file

    refuse_existing(path)  # before the work, not after it
    return write_new_file(path, deck_bytes(deck, theme, pictures=pictures))
