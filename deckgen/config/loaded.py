"""A configuration that has been read and checked, as plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from deckgen.config.groups import fits
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
    """What is different in the deck of a segment, or of all that a pattern means; targets by
    metric and part. ``narrative`` is a file whose texts are this deck's own, ``leave_out`` lists
    metrics without a slide, ``place`` is where it stands."""

    group: Group
    title: str | None = None
    prepared_for: str | None = None
    targets: Mapping[str, Mapping[str, Target]] = field(default_factory=dict)
    narrative: Path | None = None
    leave_out: tuple[str, ...] = ()
    theme: str | Path | None = None
    place: Location | None = None


@dataclass(frozen=True, slots=True)
class VariantChoice:
    """Segments that get a deck of their own: every combination of the values of ``dimensions``,
    or those that ``values`` lists for a dimension (texts or patterns, see ``groups.fits``)."""

    dimensions: tuple[str, ...]
    values: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    place: Location | None = None

    def takes(self, group: Group) -> bool:
        """Whether a group by these dimensions gets a deck."""
        given = dict(group)
        return set(given) == set(self.dimensions) and all(
            any(fits(pattern, given[name]) for pattern in patterns)
            for name, patterns in self.values.items()
        )


@dataclass(frozen=True, slots=True)
class SegmentSettings:
    """Cuts and variants. ``exclude`` lists groups (or patterns) without a deck; a group that
    contains one of them is excluded, too. ``small_segments`` says what becomes of those with
    fewer than ``min_customers``: ``skip`` or ``other``."""

    by: tuple[str, ...] = ()
    choices: tuple[VariantChoice, ...] = ()
    exclude: tuple[Group, ...] = ()
    overrides: tuple[SegmentOverride, ...] = ()
    min_customers: int = 5
    small_segments: str = "skip"
    compare_to_company: bool = True

    @property
    def variants(self) -> tuple[tuple[str, ...], ...]:
        """The groupings whose groups may get decks."""
        found: dict[frozenset[str], tuple[str, ...]] = {}
        for choice in self.choices:
            found.setdefault(frozenset(choice.dimensions), choice.dimensions)
        return tuple(found.values())

    def excludes(self, group: Group) -> bool:
        """Whether a group gets no deck."""
        return any(_within(group, excluded) for excluded in self.exclude)

    def override(self, group: Group) -> SegmentOverride | None:
        """What is different for a group: what is written for exactly this one, else the first
        pattern that means it."""
        same = [one for one in self.overrides if len(one.group) == len(group)]
        exact = (one for one in same if set(one.group) == set(group))
        meant = (one for one in same if _within(group, one.group))
        return next(exact, None) or next(meant, None)


def _within(group: Group, pattern: Group) -> bool:
    """Whether a group lies within what a pattern means."""
    given = dict(group)
    return all(name in given and fits(value, given[name]) for name, value in pattern)


@dataclass(frozen=True, slots=True)
class OutputSettings:
    """Where decks go. ``name`` is a pattern with {company} {period} {segment} {date};
    ``anonymize`` says whose names are replaced by labels."""

    folder: Path
    name: str
    anonymize: str = "none"  # none | customers


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
