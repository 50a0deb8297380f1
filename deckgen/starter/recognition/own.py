"""Columns that deckgen has no name for and that can still cut the slides."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from deckgen.model.table import Table
from deckgen.starter.recognition.headers import slug
from deckgen.starter.recognition.profile import Profile

_MOST = 20
_LONGEST = 40
_TABLES = frozenset({"customers", "revenue"})


def own_columns(table: Table, free: Sequence[Profile]) -> dict[str, Profile]:
    """Columns with a few different words, by the name they should get."""
    found: dict[str, Profile] = {}
    if table.name not in _TABLES:
        return found
    for profile in free:
        if not is_dimension(profile):
            continue
        name = slug(profile.name, "column")
        if name in table.names or name in found or get_close_matches(name, table.names, 1, 0.8):
            name = f"own_{name}"
        if name not in found and not get_close_matches(name, table.names, 1, 0.8):
            found[name] = profile
    return found


def is_dimension(profile: Profile) -> bool:
    """Whether customers can be grouped by a column: a few short words, in most rows."""
    filled = profile.filled
    typed = max(profile.numbers, profile.days, profile.months, profile.flags)
    return (
        2 <= profile.distinct <= _MOST
        and profile.distinct < filled
        and 2 * filled >= profile.rows
        and 2 * typed < filled
        and all(len(value) <= _LONGEST for value in profile.counts)
    )
