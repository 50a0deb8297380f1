"""A configuration that has been read and checked, as plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from deckgen.errors import Issue, Location
from deckgen.model.feed import Feed, StagingRules
from deckgen.model.period import Calendar
from deckgen.model.request import Group, MetricRequest, MoneyRules, Target
from deckgen.model.source import Source

LATEST = "latest"


@dataclass(frozen=True, slots=True)
class DeckSettings:
    """The deck as a whole. ``theme`` is a bundled theme's name, or a path made absolute."""

    title: str
    company: str
    prepared_for: str | None = None
    purpose: str | None = None
    theme: str | Path = "default"
    charts: str = "native"  # native | picture
    locale: str = "en_US"


@dataclass(frozen=True, slots=True)
class PeriodSettings:
    """Which periods. ``current`` is the name of a period of the calendar, or ``latest``."""

    calendar: Calendar
    current: str = LATEST
    history: int = 8
    as_of: date | None = None
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class SegmentOverride:
    """What is different in the deck of one segment; targets by metric and part."""

    group: Group
    title: str | None = None
    prepared_for: str | None = None
    targets: Mapping[str, Mapping[str, Target]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SegmentSettings:
    """Cuts and variants. ``exclude`` lists groups without a deck; a group that contains one of
    them is excluded, too."""

    by: tuple[str, ...] = ()
    variants: tuple[tuple[str, ...], ...] = ()
    exclude: tuple[Group, ...] = ()
    overrides: tuple[SegmentOverride, ...] = ()
    min_customers: int = 5
    compare_to_company: bool = True

    def excludes(self, group: Group) -> bool:
        """Whether a group gets no deck."""
        return any(set(excluded) <= set(group) for excluded in self.exclude)

    def override(self, group: Group) -> SegmentOverride | None:
        """What is different for exactly this group."""
        return next((one for one in self.overrides if set(one.group) == set(group)), None)


@dataclass(frozen=True, slots=True)
class OutputSettings:
    """Where decks go. ``name`` is a pattern with {company} {period} {segment} {date}."""

    folder: Path
    name: str


@dataclass(frozen=True, slots=True)
class Config:
    """Everything one configuration file says.

    ``sources`` are those that a feed reads, under the name the feed uses. ``rules`` lack
    ``derive_through``, which depends on the period. ``metrics`` come in slide order.
    ``places`` tells where a setting stands, by its dotted path (``deck.theme``).
    """

    path: Path
    deck: DeckSettings
    period: PeriodSettings
    sources: Mapping[str, Source]
    feeds: tuple[Feed, ...]
    rules: StagingRules
    money: MoneyRules
    metrics: tuple[MetricRequest, ...]
    segments: SegmentSettings
    output: OutputSettings
    narrative: Path | None = None
    min_closing_coverage: Fraction = Fraction(1, 2)
    definitions: str = "standard"  # standard | literal_article
    profile: str = "executive_16"
    warnings: tuple[Issue, ...] = ()
    places: Mapping[str, Location] = field(default_factory=dict)

    def place(self, setting: str) -> Location:
        """Where a setting stands, its nearest parent, or the file."""
        path = setting
        while path:
            if path in self.places:
                return self.places[path]
            path = path.rpartition(".")[0]
        return Location(str(self.path))
