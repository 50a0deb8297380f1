"""What a configuration asks of the looks, held against what there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from deckgen.bundled import themes_folder
from deckgen.config import Config
from deckgen.errors import Issue, did_you_mean, error, warning


def bundled_themes() -> tuple[str, ...]:
    """The names of the themes that come along."""
    return tuple(sorted(path.name for path in themes_folder().iterdir() if path.is_dir()))


def issues_of_looks(config: Config) -> Iterator[Issue]:
    """A theme that does not exist is an error; one that is not read yet is a warning that says what
    is drawn instead."""
    theme, place = config.deck.theme, config.place("deck.theme")
    if isinstance(theme, Path):
        if not theme.exists():
            hint = "give a bundled theme, or the path of a template"
            yield error("theme-101", f"there is no theme {theme.name!r}", place, hint)
        else:
            hint = "templates of one's own are not read yet; leave the key out"
            yield warning("theme-102", "the deck is drawn in the default theme", place, hint)
    elif theme not in bundled_themes():
        nearest = did_you_mean(theme, bundled_themes())
        yield error("theme-101", f"there is no theme {theme!r}", place, nearest)
