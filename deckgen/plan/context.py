"""Everything a deck is planned from, as one value. The pipeline makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from deckgen.model.narrative import Narratives
from deckgen.model.period import Grain, Period
from deckgen.model.quality import Staged
from deckgen.model.reconciliation import Reconciliation
from deckgen.model.request import Group
from deckgen.model.result import MetricResult
from deckgen.model.source import Source
from deckgen.plan.fit import Measure, approximate_width, first_that_fits
from deckgen.words.headline import Headline
from deckgen.words.phrases import name_in_sentence
from deckgen.words.style import NO_BREAK_SPACE
from deckgen.words.voice import Voice

ALL_CUSTOMERS = "All customers"
_LONGEST_SCOPE = 60


@dataclass(frozen=True, slots=True)
class DeckContext:
    """What the deck of one group in one period is planned from.

    ``results`` come in slide order, already for this group; ``sections`` maps a section's id to
    its name, in slide order. ``prior`` and ``year_ago`` are the periods of the comparisons.
    ``company_results`` are the same metrics for everyone, for a segment's deck that compares
    itself, ``uncompared`` the ids of those that are left out because the company's number would
    tell about few customers outside the segment; ``members`` names the small segments that share
    this deck. ``narrative`` holds what people wrote, ``previously`` what an earlier deck printed
    for the prior period, by metric. ``revenue_unit`` is what recurring amounts of the data are per
    (mrr or arr), ``customers`` the size of the group, ``measure`` the width of a text,
    ``headline_measure`` that of a headline where the theme sets it otherwise than
    :mod:`deckgen.plan.fit` assumes, ``origins`` the table that each dimension of segments comes
    from (memberships, revenue, customers), ``reconciliations`` show that its parts add up to the
    company, in the company's own deck.
    """

    company: str
    title: str
    period: Period
    as_of: date
    results: tuple[MetricResult, ...]
    sections: Mapping[str, str]
    staged: Staged
    sources: Mapping[str, Source] = field(default_factory=dict)
    prior: Period | None = None
    year_ago: Period | None = None
    prepared_for: str | None = None
    group: Group = ()
    group_label: str = ""
    members: tuple[str, ...] = ()
    customers: int | None = None
    company_results: Mapping[str, MetricResult] = field(default_factory=dict)
    uncompared: tuple[str, ...] = ()
    narrative: Narratives = field(default_factory=dict)
    previously: Mapping[str, Fraction] = field(default_factory=dict)
    locale: str = "en_US"
    currency: str = "USD"
    revenue_unit: str = "mrr"
    origins: Mapping[str, str] = field(default_factory=dict)
    reconciliations: tuple[Reconciliation, ...] = ()
    definitions: str = "standard"
    version: str = ""
    measure: Measure = approximate_width
    headline_measure: Measure | None = None

    @property
    def of_headlines(self) -> Measure:
        """How wide a headline is."""
        return self.headline_measure or self.measure

    def headline(self, *ladder: Headline) -> Headline:
        """The first of some headlines that fits the theme; the last where none does."""
        return first_that_fits(self.of_headlines, *ladder)

    @property
    def voice(self) -> Voice:
        """Currency and locale of the deck's numbers."""
        return Voice(self.currency, self.locale)

    @property
    def grain(self) -> Grain:
        """How long one period is."""
        return self.period.grain

    def section_of(self, result: MetricResult) -> str:
        """The id of the section that a metric is shown in."""
        return result.request.section or result.metric.section

    def section_name(self, section: str) -> str:
        """A section's name; its id in words if it has none."""
        return self.sections.get(section) or section.replace("_", " ").capitalize()

    @property
    def shows_company(self) -> bool:
        """Whether the deck may show numbers of all customers: it is about them, or it compares."""
        return not self.group or bool(self.company_results)

    @property
    def group_name(self) -> str:
        """Whom the deck is about: ``All customers``, ``Public sector``."""
        return self.group_label or ALL_CUSTOMERS

    @property
    def scope(self) -> str:
        """Whom the deck is about, with their number: ``Public sector, 21 customers``, or
        ``All 421 customers``."""
        name = name_in_sentence(self.group_name, longest=_LONGEST_SCOPE)
        if self.customers is None:
            return name
        word = "customer" if self.customers == 1 else "customers"
        size = f"{self.voice.count(self.customers)}{NO_BREAK_SPACE}{word}"
        if self.group_label:
            return f"{name}, {size}"
        return size if self.customers < 2 else f"All {size}"

    @property
    def is_partial(self) -> bool:
        """Whether the period is not over on the day of the data."""
        return any(result.span.partial for result in self.results)

    @property
    def period_label(self) -> str:
        """The period as every slide names it: ``Q3 2026``, ``Q3 2026 to date``."""
        return self.voice.period(self.period, partial=self.is_partial)
