"""The accepted rows of all feeds of one table, as a relation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deckgen.engine.names import FILE, ROW, quoted
from deckgen.model.table import Table
from deckgen.staging.account import StagedFeed
from deckgen.staging.relation import MARKS

FEED = "_feed"
"""Which feed a canonical row came from: the place of its account in ``Staged.accounts``."""

ORIGIN = (FEED, FILE, ROW)
"""Columns of every canonical table that say where a row came from."""


@dataclass(frozen=True, slots=True)
class TableRows:
    """The feeds of one table, in order."""

    table: Table
    feeds: tuple[StagedFeed, ...]

    @property
    def extras(self) -> tuple[str, ...]:
        """The user's own columns of all feeds."""
        return tuple(dict.fromkeys(name for one in self.feeds for name in one.binding.extras))

    @property
    def names(self) -> tuple[str, ...]:
        """Canonical and own columns."""
        return (*self.table.names, *self.extras)

    @property
    def count(self) -> int:
        """Accepted rows of all feeds."""
        return sum(one.accepted for one in self.feeds)

    @property
    def stays_in_files(self) -> bool:
        """Whether no feed was copied into the engine."""
        return all(one.is_view for one in self.feeds)

    @property
    def provided(self) -> frozenset[str]:
        """Columns that came from the user."""
        return frozenset(bound.column.name for one in self.feeds for bound in one.binding.bound)

    def select(self) -> str:
        """SQL of all accepted rows: origin, canonical and own columns."""
        return " UNION ALL ".join(self._part(one) for one in self.feeds)

    def _part(self, one: StagedFeed) -> str:
        own = set(one.binding.extras)
        columns = [
            quoted(name)
            if self.table.column(name) or name in own
            else f"CAST(NULL AS VARCHAR) AS {quoted(name)}"
            for name in self.names
        ]
        select = (
            f"SELECT CAST({one.binding.number} AS BIGINT) AS {FEED}, {FILE}, {ROW},"
            f" {', '.join(columns)} FROM {one.binding.relation}"
        )
        if one.accepted == one.kept:
            return select
        return f"{select} WHERE {MARKS} & {one.rejecting} = 0"


def quoted_list(names: Sequence[str]) -> str:
    """Names as SQL identifiers, separated by commas."""
    return ", ".join(map(quoted, names))
