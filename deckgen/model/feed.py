"""How columns of a source become columns of a canonical table: the mapping, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from deckgen.errors import Location

Scalar = str | int | float | bool | None
"""A value as YAML writes it; a YAML date or big number arrives as its text."""


class Derivation(StrEnum):
    """From what a revenue table is built when the export holds no month by month amounts."""

    CONTRACTS = "contracts"  # the canonical contracts table (subscription periods)
    MOVEMENTS = "movements"  # the running sum of the canonical movements table


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What is done to every cell of a column before it is stored.

    ``times`` multiplies numbers (12 turns monthly amounts into annual ones, 0.01 cents into
    dollars); ``exclusive`` takes dates for the day after the last one and stores the last one.
    """

    times: Fraction = Fraction(1)
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """One source feeding one canonical table.

    ``columns`` maps canonical (or the user's own extra) columns to source columns, ``values``
    recodes cells per canonical column (values not listed pass unchanged), ``where`` keeps rows
    whose source column equals the value or one of the values, ``set`` fixes a canonical column for
    every row, ``adjust`` says what is done to the cells of a mapped one. ``date_format`` and
    ``decimal`` override the source's.
    ``places`` holds config locations by path: ``("columns", "amount")``, ``("where", "Type")``,
    ``()`` for the feed itself.
    """

    table: str
    source: str
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, Scalar]] = field(default_factory=dict)
    where: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)
    set: Mapping[str, Scalar] = field(default_factory=dict)
    adjust: Mapping[str, Adjustment] = field(default_factory=dict)
    date_format: str | None = None
    decimal: str | None = None
    places: Mapping[tuple[str, ...], Location] = field(default_factory=dict)

    def place(self, *path: str) -> Location | None:
        """Where a key of this feed stands in the config, or its nearest parent."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path)


@dataclass(frozen=True, slots=True)
class StagingRules:
    """Everything staging has to know besides the feeds (metrics.md R1, R4, R6-R8, R11)."""

    currency: str = "USD"  # of the reports, and of rows without one
    revenue_unit: str = "mrr"  # mrr | arr: what revenue and movement amounts are per
    timezone: str = "UTC"
    on_duplicate: str = "error"  # error | sum | last
    rollup: str = "none"  # none | parent
    derive_revenue: Derivation | None = None
    # The last month number of derived revenue; without one, that of the newest date in the feed
    # that lies not after the day number ``derive_known_by``.
    derive_through: int | None = None
    derive_known_by: int | None = None
