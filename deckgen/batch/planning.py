"""The deck of one group of a computed run, as pure data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from deckgen import __version__
from deckgen.compute import Results
from deckgen.compute.status import retargeted
from deckgen.config import Cell, Config, Narrative, SegmentOverride, load_narrative, metric_names
from deckgen.errors import DataError, error
from deckgen.groups import group_label
from deckgen.looks import headline_scale, theme_of
from deckgen.metrics.catalogue import SECTIONS
from deckgen.model.deck import Deck
from deckgen.model.narrative import SUMMARY, Written
from deckgen.model.quality import Staged
from deckgen.model.request import Group
from deckgen.model.result import MetricResult
from deckgen.plan import DeckContext, plan_deck
from deckgen.theme.fonts import text_width
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


def planned(material: Material, group: Group) -> Deck:
    """The deck of one group. Raises ``DataError`` when unavailable metrics are skipped and none
    is left."""
    config, results = material.config, material.results
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
    compare = bool(group) and config.segments.compare_to_company
    return plan_deck(
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
            staged=material.staged,
            sources=config.sources,
            group=group,
            group_label=group_label(group),
            customers=results.sizes.get(group, 0),
            company_results={r.request.id: results.metric(r.request.id) for r in shown}
            if compare
            else {},
            narrative=_texts(material, override, shown, group),
            locale=config.deck.locale,
            currency=config.money.currency,
            revenue_unit=config.money.revenue_unit,
            definitions=config.definitions,
            version=__version__,
            measure=text_width,
            headline_scale=headline_scale(theme_of(config)),
            origins={one.name: one.origin.value for one in results.dimensions},
        )
    )


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
