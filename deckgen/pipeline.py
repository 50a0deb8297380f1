"""The whole program, readable from top to bottom: config -> numbers -> decks -> files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from deckgen import __version__
from deckgen.config import Config, json_schema, load_narrative, metric_names
from deckgen.config import Narrative as WrittenNarrative
from deckgen.config import load_config as read_config
from deckgen.errors import ConfigError, DataError, Issue, Level, OutputError, error
from deckgen.groups import (
    dimensions_of,
    find_group,
    group_label,
    parse_group,
    too_small,
    variants,
)
from deckgen.looks import issues_of_looks
from deckgen.metrics.catalogue import PRESETS, SECTIONS, catalogue
from deckgen.model.deck import Deck, Narrative
from deckgen.model.narrative import Written
from deckgen.model.request import Group
from deckgen.model.result import MetricResult, Status
from deckgen.output import file_name, free_path
from deckgen.places import named_from
from deckgen.plan import DeckContext, plan_deck
from deckgen.records import COLUMNS, Record, records
from deckgen.render import deck_bytes
from deckgen.render.output import write_new_file
from deckgen.run import Progress, Run, computed, silent
from deckgen.theme.fonts import text_width
from deckgen.words.numbers import day

if TYPE_CHECKING:
    import pandas as pd


def load_config(path: str | Path) -> Config:
    """Reads and checks a configuration file.

    Raises ``ConfigError`` with every mistake at once, each with its place and a hint.
    """
    config = read_config(Path(path), catalogue(), PRESETS)
    looks = tuple(issues_of_looks(config))
    errors = [issue for issue in looks if issue.level is Level.ERROR]
    if errors:
        raise ConfigError(errors)
    return replace(config, warnings=(*config.warnings, *looks))


def config_schema() -> dict[str, object]:
    """The JSON schema of the configuration, for editors."""
    return json_schema(catalogue(), PRESETS)


# --- numbers --------------------------------------------------------------------------------------


def numbers(
    config: Config,
    *,
    period: str | None = None,
    segments: Sequence[str] = (),
    all_segments: bool = False,
    history: bool = True,
    progress: Progress = silent,
) -> list[Record]:
    """Every number of every metric: for the company, one segment, or all of them.

    ``segments`` holds ``dimension=value`` texts. Raises ``DeckgenError``.
    """
    wanted = parse_group(segments)
    with computed(config, period=period, extra_groupings=_extra(wanted), progress=progress) as run:
        groups: list[Group] = [find_group(run.results, wanted)]
        if all_segments:
            groups += [group for group in variants(run.results, config) if group not in groups]
        return list(records(run.results, run.voice, groups, history=history))


def compute(config: Config, *, period: str | None = None) -> pd.DataFrame:
    """A tidy data frame of every number, all variants included, with the columns of ``COLUMNS``.

    ``value``, ``numerator`` and ``denominator`` are decimals as text, so that nothing is lost.
    """
    import pandas as pd

    rows = numbers(config, period=period, all_segments=True)
    return pd.DataFrame([record.as_dict() for record in rows], columns=list(COLUMNS))


# --- decks ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How ``build`` was asked to work."""

    period: str | None = None
    segments: Sequence[str] = ()
    all_segments: bool = False
    folder: Path | None = None
    final: bool = False
    skip_unavailable: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class BuiltDeck:
    """One deck that was written, or that was there already with the same content."""

    group: Group
    path: Path
    customers: int
    statuses: Mapping[Status, int]
    metrics: int
    unavailable: int
    open_prompts: int
    unchanged: bool = False

    def row(self) -> tuple[str, ...]:
        """The deck's line of the summary table."""
        off = self.statuses.get(Status.OFF_TARGET, 0) + self.statuses.get(Status.WATCH, 0)
        return (
            group_label(self.group) or "All customers",
            f"{self.customers:,}",
            str(self.metrics),
            str(self.statuses.get(Status.ON_TARGET, 0)),
            str(off),
            str(self.unavailable),
            str(self.open_prompts),
            self.path.name + (" (unchanged)" if self.unchanged else ""),
        )


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    decks: tuple[BuiltDeck, ...]
    remarks: tuple[str, ...] = ()


def plan(
    config: Config,
    segment: Mapping[str, str] | None = None,
    *,
    period: str | None = None,
    progress: Progress = silent,
) -> Deck:
    """The deck as pure data, without writing anything: for everyone, or for one segment."""
    wanted: Group = tuple((segment or {}).items())
    with computed(config, period=period, extra_groupings=_extra(wanted), progress=progress) as run:
        group = find_group(run.results, wanted)
        return planned(run, group, written_narrative(config), BuildOptions())


def build(config: Config, segment: Mapping[str, str] | None = None) -> Path:
    """Writes one deck and returns its path; see :func:`build_decks` for all that it can do."""
    pairs = tuple(f"{name}={value}" for name, value in (segment or {}).items())
    return build_decks(config, BuildOptions(segments=pairs)).decks[0].path


def build_decks(config: Config, options: BuildOptions, progress: Progress = silent) -> BuildReport:
    """Computes once and writes the company's deck, one segment's, or every variant's.

    A deck is written completely or not at all, under a name that was free: a file that exists is
    left alone (the same content again is not written twice). Raises ``DeckgenError``.
    """
    narrative = written_narrative(config)
    wanted = parse_group(options.segments)
    with computed(
        config, period=options.period, extra_groupings=_extra(wanted), progress=progress
    ) as run:
        if options.strict:
            _refuse_gaps(run)
        chosen, remarks = _groups(run, wanted, options)
        decks = [planned(run, group, narrative, options) for group in chosen]
        if options.final:
            _refuse_open_prompts(decks)
        built: list[BuiltDeck] = []
        taken: set[str] = set()
        for group, deck in zip(chosen, decks, strict=True):
            progress(f"writing {group_label(group) or 'the deck'}")
            path, unchanged = _written(run, group, deck, options.folder, frozenset(taken))
            taken.add(path.name.casefold())
            built.append(_summary(run, group, deck, path, unchanged))
    remarks += [str(issue) for issue in narrative.warnings]
    return BuildReport(tuple(built), tuple(remarks))


def _extra(group: Group) -> tuple[tuple[str, ...], ...]:
    """The grouping of a segment that was asked for, beside those of the configuration."""
    return (dimensions_of(group),) if group else ()


def _groups(run: Run, wanted: Group, options: BuildOptions) -> tuple[list[Group], list[str]]:
    """The groups that get a deck, and a remark on each that does not."""
    groups: list[Group] = [find_group(run.results, wanted)]
    remarks = []
    if options.all_segments:
        for group in variants(run.results, run.config):
            if too_small(run.results, run.config, group):
                size, least = run.results.sizes.get(group, 0), run.config.segments.min_customers
                remarks.append(
                    f"no deck for {group_label(group)}: {size} customer{'s' * (size != 1)}, "
                    f"fewer than min_customers ({least})"
                )
            elif group not in groups:
                groups.append(group)
    return groups, remarks


def planned(run: Run, group: Group, narrative: WrittenNarrative, options: BuildOptions) -> Deck:
    """The deck of one group of a computed run."""
    config, results = run.config, run.results
    shown = [results.metric(id, group) for id in results.metrics]
    if options.skip_unavailable:
        shown = [result for result in shown if result.value.value is not None]
        if not shown:
            message = "no metric can be computed, so there is nothing to show"
            raise DataError(error("build-101", message, hint="deckgen check says what is missing"))
    override = config.segments.override(group)
    compare = bool(group) and config.segments.compare_to_company
    return plan_deck(
        DeckContext(
            company=config.deck.company,
            title=(override.title if override and override.title else config.deck.title),
            prepared_for=(
                override.prepared_for
                if override and override.prepared_for
                else config.deck.prepared_for
            ),
            period=run.period,
            prior=results.spans.prior,
            year_ago=results.spans.year_ago,
            as_of=run.as_of,
            results=tuple(shown),
            sections=SECTIONS,
            staged=named_from(config.path.parent, run.scans, run.staged),
            sources=config.sources,
            group=group,
            group_label=group_label(group),
            customers=results.sizes.get(group, 0),
            company_results={r.request.id: results.metric(r.request.id) for r in shown}
            if compare
            else {},
            narrative=_texts(narrative, shown, group, config.deck.locale),
            locale=config.deck.locale,
            currency=config.money.currency,
            revenue_unit=config.money.revenue_unit,
            definitions=config.definitions,
            version=__version__,
            measure=text_width,
        )
    )


def written_narrative(config: Config) -> WrittenNarrative:
    """What people wrote before the deck was made; nothing when no file is configured."""
    if config.narrative is None:
        return WrittenNarrative()
    dimensions = tuple(dict.fromkeys((*config.segments.by, *_varied(config))))
    return load_narrative(config.narrative, metric_names(config), dimensions)


def _varied(config: Config) -> Iterator[str]:
    for grouping in config.segments.variants:
        yield from grouping


def _texts(
    narrative: WrittenNarrative, shown: Sequence[MetricResult], group: Group, locale: str
) -> dict[str, dict[str, Written]]:
    """The narrative file's cells of a group, as planning takes them."""
    return {
        result.request.id: {
            name: Written(cell.text, cell.owner, day(cell.date, locale) if cell.date else None)
            for name, cell in narrative.for_metric(result.request.id, group).items()
        }
        for result in shown
    }


def _refuse_gaps(run: Run) -> None:
    """With ``--strict`` a metric without a value is an error."""
    issues: list[Issue] = []
    for id in run.results.metrics:
        reading = run.results.metric(id).value.now
        if reading.value is None:
            place = run.results.metrics[id].request.place
            message = f"{id} cannot be computed: {reading.code}"
            issues.append(error("build-102", message, place, "leave it out of sections, or map it"))
    if issues:
        raise DataError(issues)


def _refuse_open_prompts(decks: Sequence[Deck]) -> None:
    """With ``--final`` every prompt must be answered."""
    issues = [
        error(
            "build-103",
            f"{deck.group_label or 'company deck'}: {slide.key} has an unanswered prompt "
            f"({cell.heading})",
            hint="answer it in the narrative file, or build without --final",
        )
        for deck in decks
        for slide in deck.slides
        for block in slide.blocks
        if isinstance(block, Narrative)
        for cell in block.cells
        if not cell.answered
    ]
    if issues:
        raise OutputError(issues)


def _written(
    run: Run, group: Group, deck: Deck, folder: Path | None, taken: frozenset[str]
) -> tuple[Path, bool]:
    """Writes a deck under its name, or the next free one. The second value says that the same
    bytes were there already."""
    config = run.config
    name = file_name(
        config.output.name,
        company=config.deck.company,
        period=run.period.name,
        segment=group_label(group),
        day=run.as_of,
    )
    content = deck_bytes(deck)
    path, unchanged = free_path((folder or config.output.folder) / name, content, taken)
    return (path if unchanged else write_new_file(path, content)), unchanged


def _summary(run: Run, group: Group, deck: Deck, path: Path, unchanged: bool) -> BuiltDeck:
    results = [run.results.metric(id, group) for id in run.results.metrics]
    statuses: dict[Status, int] = {}
    for result in results:
        statuses[result.value.status] = statuses.get(result.value.status, 0) + 1
    prompts = [
        cell
        for slide in deck.slides
        for block in slide.blocks
        if isinstance(block, Narrative)
        for cell in block.cells
        if not cell.answered
    ]
    return BuiltDeck(
        group=group,
        path=path,
        customers=run.results.sizes.get(group, 0),
        statuses=statuses,
        metrics=len(results),
        unavailable=sum(result.value.value is None for result in results),
        open_prompts=len(prompts),
        unchanged=unchanged,
    )
