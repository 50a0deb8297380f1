"""A fingerprint of everything that decides what the decks of a run say.

Two runs with one fingerprint make the same decks, so the second has nothing to do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from deckgen import __version__
from deckgen.config import Config
from deckgen.config.loaded import LATEST
from deckgen.errors import DeckgenError
from deckgen.sources.paths import files_of

_CHUNK = 1 << 20


def fingerprint(config: Config, asked: Iterable[object]) -> str | None:
    """The hash of the configuration, data, narrative and theme files, the version and what was
    ``asked``. ``None`` where an input cannot be hashed: a database server, or a file that cannot
    be read (the run will say so)."""
    if any(source.path is None for source in config.sources.values()):
        return None
    total = sha256(json.dumps([__version__, *map(str, asked), _today(config)]).encode("utf-8"))
    try:
        for path in _files(config):
            total.update(f"\0{path}\0".encode("utf-8", "surrogateescape"))
            total.update(_digest(path))
    except (OSError, DeckgenError):
        return None
    return total.hexdigest()


def _today(config: Config) -> str:
    """Without a day of the data, what is known today decides; and so does `latest`."""
    decided = config.period.as_of is not None and config.period.current != LATEST
    return "" if decided else date.today().isoformat()


def _files(config: Config) -> Iterator[Path]:
    yield config.path
    for narrative in (config.narrative, *(one.narrative for one in config.segments.overrides)):
        if narrative is not None:
            yield narrative
    for theme in (config.deck.theme, *(one.theme for one in config.segments.overrides)):
        if isinstance(theme, Path):
            yield from _inside(theme)
    for source in config.sources.values():
        yield from files_of(source)


def _inside(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(one for one in path.rglob("*") if one.is_file())
    else:
        yield path


def _digest(path: Path) -> bytes:
    total = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            total.update(chunk)
    return total.digest()
