"""A proposed configuration, its text, and what the configuration's own loader makes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deckgen.config import Config, load_config
from deckgen.errors import ConfigError
from deckgen.metrics.catalogue import PRESETS, catalogue
from deckgen.model.feed import Feed

ACCOUNTS = "Account ID,Account Name,Region\n" + "".join(
    f"A-{n},Customer {n},{'EMEA' if n % 2 else 'APAC'}\n" for n in range(1, 9)
)
"""A small export of customers."""


class Proposal:
    """What `init --from` wrote."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self.lines = self.text.splitlines()

    @property
    def config(self) -> Config:
        return load_config(self.path, catalogue(), PRESETS)

    def feed(self, table: str, file: str, sheet: str | None = None) -> Feed:
        config = self.config
        for feed in config.feeds:
            source = config.sources[feed.source]
            assert source.path is not None
            if (feed.table, source.path.name, source.sheet) == (table, file, sheet):
                return feed
        raise AssertionError(f"nothing feeds {table} from {file}")

    def columns(self, table: str, file: str) -> dict[str, str]:
        return dict(self.feed(table, file).columns)

    def comment(self, feed: Feed, column: str) -> str:
        place = feed.place("columns", column)
        assert place is not None
        assert place.line is not None
        return self.lines[place.line - 1].partition("  # ")[2]

    def line(self, start: str) -> str:
        return next(line for line in self.lines if line.strip().startswith(start))

    def mistakes(self) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            load_config(self.path, catalogue(), PRESETS)
        return [issue.message for issue in caught.value.issues]


Propose = Callable[..., Proposal]
"""Takes exports as ``name=text`` and gives the proposal for them."""
