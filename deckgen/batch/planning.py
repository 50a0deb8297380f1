"""The deck of one group of a computed run, as pure data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from deckgen import __version__
from deckgen.batch.comparison import Rest, comparable, rest_is_small, rests, told, withheld
from deckgen.batch.isolation import anonymous, guarded
from deckgen.batch.selection import Variant, Wanted, select
from deckgen.compute import Results
from deckgen.compute.carry import packed, unpacked
from deckgen.compute.folding import folded
from deckgen.compute.status import retargeted
from deckgen.config import Cell, Config, Narrative, SegmentOverride, load_narrative, metric_names
from deckgen.errors import DataError, error
from deckgen.groups import group_label
from deckgen.looks import headline_measure, theme_named
from deckgen.metrics.catalogue import SECTIONS, catalogue
from deckgen.model.deck import Deck
from deckgen.model.narrative import SUMMARY, Written
from deckgen.model.quality import Staged
from deckgen.model.request import Group
from deckgen.model.result import MetricResult
from deckgen.plan import DeckContext, plan_deck
from deckgen.theme.stage import Theme
from deckgen.words.numbers import day


@dataclass(frozen=True)
class Material:
    """What the decks of a run are planned from, the same for all of them. No engine, no file.

    ``staged`` names files by their path from the configuration; ``narrative`` holds what people
    wrote for the run, ``own_narratives`` the files of single segments by their path.
    """

    config: Config
    results: Results
    staged: Staged
    as_of: date
    narrative: Narrative = field(default_factory=Narrative)
    own_narratives: Mapping[Path, Narrative] = field(default_factory=dict)
    skip_unavailable: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        """For another process of this program: the results travel packed."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return _unpacked, (values | {"results": packed(self.results)},)

    @cached_property
    def guarded(self) -> Staged:
        """The account of the rows without any text of the data."""
        return guarded(self.staged)

    @cached_property
    def _themes(self) -> dict[str | Path, Theme]:
        return {}

    def theme_of(self, group: Group) -> Theme:
        """The look of a group's deck; each theme is read once."""
        override = self.config.segments.override(group)
        name = (override.theme if override else None) or self.config.deck.theme
        if name not in self._themes:
            self._themes[name] = theme_named(name)
        return self._themes[name]

    @cached_property
    def company(self) -> Mapping[str, MetricResult]:
        """All metrics for everyone, to compare with: no breakdowns."""
        metric = self.results.metric
        return {id: metric(id, breakdowns=False) for id in self.results.metrics}

    @cached_property
    def decked(self) -> frozenset[Group]:
        """The groups that a run of all variants makes decks of, those that share one included."""
        every = select(self.results, self.config, Wanted({}, everything=True)).variants
        return frozenset(group for one in every for group in (one.members or (one.group,)))

    @cached_property
    def withheld(self) -> Mapping[str, Rest]:
        """The metrics whose company numbers no segment's deck may show, and whom they would tell
        about."""
        return self._withheld(self.decked)

    def withheld_beside(self, variant: Variant) -> Mapping[str, Rest]:
        """The same for a segment's deck; one that is no variant of the configuration adds its own
        numbers to what the others tell."""
        own = frozenset(variant.members or (variant.group,))
        return self.withheld if own <= self.decked else self._withheld(self.decked | own)

    def _withheld(self, decked: frozenset[Group]) -> Mapping[str, Rest]:
        left = rests(self.results, sorted(decked, key=str))
        return withheld(self.results, left, self.config.segments.min_customers)


def _unpacked(values: dict[str, Any]) -> Material:
    return Material(**values | {"results": unpacked(values["results"], catalogue())})


@dataclass(frozen=True, slots=True)
class Planned:
    """A deck as pure data, with the metrics that it shows."""

    deck: Deck
    metrics: tuple[MetricResult, ...]


def planned(material: Material, variant: Variant) -> Planned:
    """The deck of one variant. Raises ``DataError`` when unavailable metrics are skipped and none
    is left."""
    config, group = material.config, variant.group
    results = _results(material, variant)
    override = config.segments.override(group) or SegmentOverride(group)
    shown = [
        retargeted(results.metric(id, group), override.targets.get(id, {}))
        for id in results.metrics
        if id not in override.leave_out
    ]
    if material.skip_unavailable:
        shown = [result for result in shown if result.value.value is not None]
        if not shown:
            message = "no metric can be computed, so there is nothing to show"
            raise DataError(error("build-101", message, hint="deckgen check says what is missing"))
    if config.output.anonymize == "customers":
        shown = [anonymous(result) for result in shown]
    theme = material.theme_of(group)
    compared, uncompared = _compared(material, variant, shown)
    deck = plan_deck(
        DeckContext(
            company=config.deck.company,
            title=override.title or config.deck.title,
            prepared_for=override.prepared_for or config.deck.prepared_for,
            period=results.request.current,
            prior=results.spans.prior,
            year_ago=results.spans.year_ago,
            as_of=material.as_of,
            results=tuple(shown),
            sections=SECTIONS,
            staged=material.guarded if is_guarded(config, group) else material.staged,
            sources=config.sources,
            group=group,
            group_label=variant.label,
            members=tuple(group_label(one) for one in variant.members),
            customers=results.sizes.get(group, 0),
            company_results=compared,
            uncompared=uncompared,
            narrative=_texts(material, override, shown, group),
            locale=config.deck.locale,
            currency=config.money.currency,
            revenue_unit=config.money.revenue_unit,
            definitions=config.definitions,
            version=__version__,
            measure=theme.style.minor.width,
            headline_measure=headline_measure(theme),
            reconciliations=() if group else results.reconciliations,
            origins={one.name: one.origin.value for one in results.dimensions},
        )
    )
    return Planned(deck, tuple(shown))


def is_guarded(config: Config, group: Group) -> bool:
    """Whether a deck must not quote the data: it is about some customers only, or names none."""
    return bool(group) or config.output.anonymize == "customers"


def _results(material: Material, variant: Variant) -> Results:
    """The results a deck is planned from. Readings of a variant are not kept for the next one, so
    that memory does not grow with the number of decks."""
    if variant.members:
        return folded(material.results, variant.members, variant.group)
    return material.results.forgetful() if variant.group else material.results


def _compared(
    material: Material, variant: Variant, shown: Sequence[MetricResult]
) -> tuple[dict[str, MetricResult], tuple[str, ...]]:
    """The company's metrics beside those of a segment, and the ids of those that are left out
    because they would tell about few customers outside it."""
    segments = material.config.segments
    least, everyone = segments.min_customers, material.results.sizes.get((), 0)
    if not variant.group or not segments.compare_to_company:
        return {}, ()
    ids = tuple(one.request.id for one in shown)
    if rest_is_small(everyone, variant.customers, least):
        return {}, ids
    company, hidden = material.company, material.withheld_beside(variant)
    found = {
        one.request.id: company[one.request.id]
        for one in shown
        if one.request.id not in hidden and comparable(one, company[one.request.id], least)
    }
    return found, tuple(id for id in ids if id not in found)


def uncompared(material: Material, variants: Iterable[Variant]) -> Iterator[str]:
    """What no segment's deck compares with the company, and why, in lines for the person who makes
    the decks; nothing where no segment gets one, or none is to be compared."""
    segments = material.config.segments
    if segments.compare_to_company and any(one.group for one in variants):
        yield from told(material.withheld, material.results, segments.min_customers)


def written_narrative(config: Config) -> Narrative:
    """What people wrote before the decks were made; nothing when no file is configured."""
    if config.narrative is None:
        return Narrative()
    varied = (name for grouping in config.segments.variants for name in grouping)
    dimensions = tuple(dict.fromkeys((*config.segments.by, *varied)))
    return load_narrative(config.narrative, metric_names(config), dimensions)


def own_narratives(config: Config) -> dict[Path, Narrative]:
    """The narrative files of single segments. Raises ``ConfigError``."""
    paths = dict.fromkeys(one.narrative for one in config.segments.overrides)
    return {path: load_narrative(path, metric_names(config)) for path in paths if path is not None}


def narrative_file(material: Material, group: Group) -> Path | None:
    """The file in which people write about a group; ``None`` where the configuration names none."""
    override = material.config.segments.override(group)
    return override.narrative if override and override.narrative else material.config.narrative


def _texts(
    material: Material, override: SegmentOverride, shown: Sequence[MetricResult], group: Group
) -> dict[str, dict[str, Written]]:
    """What people wrote about a group, as planning takes it."""
    locale = material.config.deck.locale
    return {
        id: {
            name: Written(cell.text, cell.owner, day(cell.date, locale) if cell.date else None)
            for name, cell in _cells(material, override, id, group).items()
        }
        for id in (SUMMARY, *(result.request.id for result in shown))
    }


def _cells(
    material: Material, override: SegmentOverride, metric: str, group: Group
) -> Mapping[str, Cell]:
    """A segment's own file speaks for it: what stands below `metrics` and `summary` there is about
    this segment, unless the file names the segment itself."""
    own = material.own_narratives.get(override.narrative) if override.narrative else None
    if own is None:
        return material.narrative.for_metric(metric, group)
    return own.for_metric(metric, group) or own.for_metric(metric)
