"""The whole program, readable from top to bottom: config -> numbers -> decks -> files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from deckgen.batch.planning import Material, own_narratives, planned, written_narrative
from deckgen.batch.selection import every_variant, select, wanted
from deckgen.config import Config, grouped_by, json_schema
from deckgen.config import load_config as read_config
from deckgen.errors import ConfigError, DataError, Issue, Level, OutputError, error
from deckgen.groups import dimensions_of, find_group, group_label, parse_group
from deckgen.looks import issues_of_looks, theme_of
from deckgen.metrics.catalogue import PRESETS, catalogue
from deckgen.model.deck import Deck, Narrative
from deckgen.model.request import Group
from deckgen.model.result import Status
from deckgen.output import file_name, free_path
from deckgen.places import named_from
from deckgen.records import COLUMNS, Record, records
from deckgen.render import deck_bytes
from deckgen.render.output import write_new_file
from deckgen.run import Progress, Run, computed, silent

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
    asked = parse_group(segments)
    extra = _extra(config, dimensions_of(asked))
    with computed(config, period=period, extra_groupings=extra, progress=progress) as run:
        groups: list[Group] = [find_group(run.results, asked)]
        if all_segments:
            groups += [one for one in every_variant(run.results, config) if one not in groups]
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
    asked: Group = tuple((segment or {}).items())
    extra = _extra(config, dimensions_of(asked))
    with computed(config, period=period, extra_groupings=extra, progress=progress) as run:
        group = find_group(run.results, asked)
        return planned(material_of(run, BuildOptions()), group)


def build(config: Config, segment: Mapping[str, str] | None = None) -> Path:
    """Writes one deck and returns its path; see :func:`build_decks` for all that it can do."""
    pairs = tuple(f"{name}={value}" for name, value in (segment or {}).items())
    return build_decks(config, BuildOptions(segments=pairs)).decks[0].path


def build_decks(config: Config, options: BuildOptions, progress: Progress = silent) -> BuildReport:
    """Computes once and writes the company's deck, one segment's, or every variant's.

    A deck is written completely or not at all, under a name that was free: a file that exists is
    left alone (the same content again is not written twice). Raises ``DeckgenError``.
    """
    asked = wanted(options.segments, options.all_segments)
    with computed(
        config,
        period=options.period,
        extra_groupings=_extra(config, asked.dimensions),
        progress=progress,
    ) as run:
        if options.strict:
            _refuse_gaps(run)
        selection = select(run.results, config, asked)
        chosen = [variant.group for variant in selection.variants]
        material = material_of(run, options)
        decks = [planned(material, group) for group in chosen]
        if options.final:
            _refuse_open_prompts(decks)
        built: list[BuiltDeck] = []
        taken: set[str] = set()
        for group, deck in zip(chosen, decks, strict=True):
            progress(f"writing {group_label(group) or 'the deck'}")
            path, unchanged = _written(run, group, deck, options.folder, frozenset(taken))
            taken.add(path.name.casefold())
            built.append(_summary(run, group, deck, path, unchanged))
    remarks = [str(one) for one in selection.omitted]
    for narrative in (material.narrative, *material.own_narratives.values()):
        remarks += [str(issue) for issue in narrative.warnings]
    return BuildReport(tuple(built), tuple(remarks))


def material_of(run: Run, options: BuildOptions) -> Material:
    """What the decks of a run are planned from. Raises ``ConfigError`` for narrative files that
    cannot be read."""
    config = run.config
    return Material(
        config=config,
        results=run.results,
        staged=named_from(config.path.parent, run.scans, run.staged),
        as_of=run.as_of,
        narrative=written_narrative(config),
        own_narratives=own_narratives(config),
        skip_unavailable=options.skip_unavailable,
    )


def _extra(config: Config, dimensions: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The grouping of a segment that was asked for and those of its cuts, beside those of the
    configuration."""
    if not dimensions:
        return ()
    inside = ((*dimensions, name) for name in config.segments.by if name not in dimensions)
    known = {frozenset(grouping) for grouping in grouped_by(config)}
    return tuple(one for one in (dimensions, *inside) if frozenset(one) not in known)


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
    pictures = config.deck.charts == "picture"
    content = deck_bytes(deck, theme_of(config), pictures=pictures)
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
